import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeToken, staticToken } from '../../src/auth/staticToken.ts';
import { startWallMs } from '../support/fakeClock.ts';
import { anything } from '../support/inputRules.ts';

const second = startWallMs / 1000;
const minute = 60;
const ours = 'https://cloudpartner.azure.com';
const jwt = (claims: object): string => `eyJ0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

describe('what a given token says of itself', () => {
  it.each<{ name: string; token: string; who?: string; trouble?: string }>([
    { name: 'an opaque one: nothing', token: 'opaque' },
    { name: 'a JWT without claims: nothing', token: jwt({}) },
    {
      name: 'all of it',
      token: jwt({ appid: 'app-1', tid: 'tenant-1', aud: ours, exp: second + 59 * minute }),
      who: 'application app-1, tenant tenant-1, valid for 59 minutes',
    },
    { name: 'its application alone', token: jwt({ azp: 'app-1' }), who: 'application app-1' },
    { name: 'its tenant alone', token: jwt({ tid: 'tenant-1' }), who: 'tenant tenant-1' },
    { name: 'a minute', token: jwt({ exp: second + minute }), who: 'valid for 1 minute' },
    { name: 'the nearest minute', token: jwt({ exp: second + 1.6 * minute }), who: 'valid for 2 minutes' },
    { name: 'a month', token: jwt({ exp: second + 43_200 * minute }), who: 'valid for 43200 minutes' },
    { name: 'AU-07 a second left', token: jwt({ exp: second + 1 }), who: 'valid for 0 minutes' },
    { name: 'AU-07 expired just now', token: jwt({ exp: second }), trouble: 'the token that was given expired 0 minutes ago' },
    { name: 'AU-07 expired a minute ago', token: jwt({ exp: second - minute }), trouble: 'the token that was given expired 1 minute ago' },
    {
      name: 'AU-07 expired an hour ago, and whose it was',
      token: jwt({ appid: 'app-1', exp: second - 60 * minute }),
      who: 'application app-1',
      trouble: 'the token that was given expired 60 minutes ago',
    },
    {
      name: 'AU-07 another audience',
      token: jwt({ aud: 'https://management.azure.com/' }),
      trouble: 'the token that was given was issued for https://management.azure.com/, not for https://cloudpartner.azure.com',
    },
    {
      name: 'AU-07 both',
      token: jwt({ aud: 'https://graph.microsoft.com', exp: second - 5 * minute }),
      trouble:
        'the token that was given expired 5 minutes ago and was issued for https://graph.microsoft.com, not for https://cloudpartner.azure.com',
    },
    {
      name: 'BD-17 EM-10 its claims are harmless, and hold no address',
      token: jwt({ appid: 'a\n::error::', tid: '##[error]', aud: 'api://jon@example.com' }),
      who: 'application a\\x0a::error::, tenant # #[error]',
      trouble: 'the token that was given was issued for ***, not for https://cloudpartner.azure.com',
    },
  ])('$name', ({ token, who = '', trouble = '' }) => {
    expect(describeToken(token, ours, startWallMs)).toStrictEqual({ who, trouble });
  });

  it.each([
    { aud: ours, isWrong: false },
    { aud: `${ours}/`, isWrong: false },
    { aud: 'HTTPS://CloudPartner.Azure.com', isWrong: false },
    { aud: 'https://CloudPartner.Azure.com', isWrong: false },
    { aud: '11111111-2222-4333-8444-555555555555', isWrong: false },
    { aud: 'spn:https://management.azure.com', isWrong: false },
    { aud: '', isWrong: false },
    { aud: `${ours}//`, isWrong: true },
    { aud: `${ours}.evil.test`, isWrong: true },
    { aud: 'https://cloudpartnerXazure.com', isWrong: true },
    { aud: 'https://cloudpartner.azureXcom', isWrong: true },
    { aud: 'http://cloudpartner.azure.com', isWrong: true },
    { aud: 'HTTPS://Graph.Microsoft.com', isWrong: true },
    { aud: 'api://AzureADTokenExchange', isWrong: true },
    { aud: ['https://management.azure.com', ours], isWrong: true },
  ])('AU-07 the audience $aud is wrong for certain: $isWrong', ({ aud, isWrong }) => {
    expect(describeToken(jwt({ aud }), ours, startWallMs).trouble !== '').toBe(isWrong);
  });

  it('whatever the token, it is described and never repeated', () => {
    const tokens = fc.oneof(
      anything,
      fc.jsonValue().map((value) => `zq0123456789.${Buffer.from(JSON.stringify(value)).toString('base64url')}.zq0123456789`),
    );
    fc.assert(
      fc.property(tokens, fc.integer(), (token, wallMs) => {
        const { who, trouble } = describeToken(token, ours, wallMs);
        expect(`${who}${trouble}`).not.toContain('zq0123456789');
      }),
    );
  });
});

describe('a given token', () => {
  it('AU-07 is given out as it is, even when it has expired', async () => {
    const token = jwt({ exp: second - minute });
    const credential = staticToken(token, ours, () => startWallMs);
    expect([await credential.accessToken(), await credential.accessToken()]).toStrictEqual([{ token }, { token }]);
  });

  it.each<{ name: string; token: string; detail: string }>([
    { name: 'an opaque one', token: 'opaque', detail: '' },
    { name: 'one that looks good', token: jwt({ aud: ours, exp: second + 60 * minute }), detail: '' },
    {
      name: 'one that expired meanwhile',
      token: jwt({ exp: second + 3 * minute }),
      detail: 'the token that was given expired 7 minutes ago',
    },
  ])('AU-28 it says why it may be refused: $name', ({ token, detail }) => {
    const credential = staticToken(token, ours, () => startWallMs + 10 * 60_000);
    expect(credential.whyRefused?.()).toBe(detail);
  });
});
