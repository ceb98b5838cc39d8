import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, good, unusable } from '../support/entra.ts';
import { reply, TOKEN } from '../support/wire.ts';

describe('AU-18 what a 200 must hold', () => {
  const year = 31_536_000;

  it.each<{ name: string; fields: Record<string, unknown>; expiresInMs: number }>([
    { name: 'all that is documented', fields: { token_type: 'Bearer', expires_in: 3599 }, expiresInMs: 3_599_000 },
    { name: 'a type in lower case', fields: { token_type: 'bearer', expires_in: 60 }, expiresInMs: 60_000 },
    { name: 'a type in capitals', fields: { token_type: 'BEARER', expires_in: 60 }, expiresInMs: 60_000 },
    { name: 'no type', fields: { expires_in: 60 }, expiresInMs: 60_000 },
    { name: 'no expires_in: five minutes', fields: { token_type: 'Bearer' }, expiresInMs: 300_000 },
    { name: 'expires_in as digits', fields: { expires_in: '3599' }, expiresInMs: 3_599_000 },
    { name: 'a second', fields: { expires_in: 1 }, expiresInMs: 1000 },
    { name: 'a second as digits', fields: { expires_in: '1' }, expiresInMs: 1000 },
    { name: 'a year', fields: { expires_in: year }, expiresInMs: year * 1000 },
    { name: 'more fields', fields: { expires_in: 60, refresh_token: 'refresh-1', expires_on: 'x', toString: 1 }, expiresInMs: 60_000 },
  ])('a token: $name', async ({ fields, expiresInMs }) => {
    const { result } = await ask([reply(200, { access_token: 'access-token-1', ...fields })]);
    expect(result).toStrictEqual({ token: 'access-token-1', expiresInMs });
  });

  const noToken = 'Its answer holds no access_token';
  const badToken = 'Its access_token is not a bearer token';
  const badType = 'Its token_type is not Bearer';
  const badLife = 'Its expires_in is not a number of seconds';

  it.each<{ name: string; body: unknown; problem: string }>([
    { name: 'no access_token', body: { token_type: 'Bearer', expires_in: 60 }, problem: noToken },
    { name: 'a list', body: [{ access_token: 'access-token-1' }], problem: noToken },
    { name: 'null', body: 'null', problem: noToken },
    { name: 'broken JSON', body: '{"access_token":"access-token-1"', problem: noToken },
    { name: 'a form', body: 'access_token=access-token-1', problem: noToken },
    { name: 'nothing', body: '', problem: noToken },
    { name: 'access_token null', body: { access_token: null }, problem: badToken },
    { name: 'access_token empty', body: { access_token: '' }, problem: badToken },
    { name: 'access_token a number', body: { access_token: 7 }, problem: badToken },
    { name: 'access_token with a line break', body: { access_token: 'access-token-1\r\nx: y' }, problem: badToken },
    { name: 'access_token of 20 kB', body: { access_token: 'x'.repeat(20_000) }, problem: badToken },
    { name: 'token_type pop', body: { access_token: 'access-token-1', token_type: 'pop', expires_in: 60 }, problem: badType },
    { name: 'token_type empty', body: { access_token: 'access-token-1', token_type: '' }, problem: badType },
    { name: 'token_type null', body: { access_token: 'access-token-1', token_type: null }, problem: badType },
    { name: 'token_type a list', body: { access_token: 'access-token-1', token_type: ['Bearer'] }, problem: badType },
    { name: 'expires_in 0', body: { access_token: 'access-token-1', expires_in: 0 }, problem: badLife },
    { name: 'expires_in negative', body: { access_token: 'access-token-1', expires_in: -1 }, problem: badLife },
    { name: 'expires_in a fraction', body: { access_token: 'access-token-1', expires_in: 1.5 }, problem: badLife },
    { name: 'expires_in 1e99', body: { access_token: 'access-token-1', expires_in: 1e99 }, problem: badLife },
    { name: 'expires_in beyond all numbers', body: '{"access_token":"access-token-1","expires_in":1e999}', problem: badLife },
    { name: 'expires_in over a year', body: { access_token: 'access-token-1', expires_in: year + 1 }, problem: badLife },
    { name: 'expires_in of 400 digits', body: { access_token: 'access-token-1', expires_in: '9'.repeat(400) }, problem: badLife },
    { name: 'expires_in "0"', body: { access_token: 'access-token-1', expires_in: '0' }, problem: badLife },
    { name: 'expires_in "-1"', body: { access_token: 'access-token-1', expires_in: '-1' }, problem: badLife },
    { name: 'expires_in "1e3"', body: { access_token: 'access-token-1', expires_in: '1e3' }, problem: badLife },
    { name: 'expires_in "0x10"', body: { access_token: 'access-token-1', expires_in: '0x10' }, problem: badLife },
    { name: 'expires_in " 60 "', body: { access_token: 'access-token-1', expires_in: ' 60 ' }, problem: badLife },
    { name: 'expires_in empty', body: { access_token: 'access-token-1', expires_in: '' }, problem: badLife },
    { name: 'expires_in null', body: { access_token: 'access-token-1', expires_in: null }, problem: badLife },
    { name: 'expires_in true', body: { access_token: 'access-token-1', expires_in: true }, problem: badLife },
    { name: 'expires_in a list', body: { access_token: 'access-token-1', expires_in: [60] }, problem: badLife },
  ])('no token: $name', async ({ body, problem }) => {
    const { result, happened } = await ask([reply(200, body)]);
    expect(result).toStrictEqual({ cause: 'sign-in-unusable', detail: `${unusable}. ${problem}` });
    expect(happened).toStrictEqual([TOKEN]);
  });

  it('a page of a proxy, by its title', async () => {
    const { result } = await ask([reply(200, '<title>Sign in to the network</title>')]);
    const page = '"a web page instead of an answer of the API: Sign in to the network"';
    expect(result).toStrictEqual({ cause: 'sign-in-unusable', detail: `${unusable}, ${page}. Its answer holds no access_token` });
  });

  it('a token in a 201, which is no answer that Entra documents', async () => {
    const { result } = await ask([{ ...good, status: 201 }]);
    expect(result).toStrictEqual({ cause: 'sign-in-unusable', detail: 'Microsoft Entra gave no token that can be used: HTTP 201' });
  });

  const token = fc.oneof(fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,9}={0,2}$/), fc.string(), fc.jsonValue());
  const life = fc.oneof(fc.integer(), fc.double(), fc.integer().map(String), fc.jsonValue());
  const type = fc.oneof(fc.constantFrom('Bearer', 'bearer', 'pop', ''), fc.jsonValue());
  const proper = fc.record({ access_token: token, token_type: type, expires_in: life }, { requiredKeys: [] });

  it('whatever it holds, a token comes of a proper one only, and is masked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(proper, fc.jsonValue()), async (value) => {
        const { result, happened } = await ask([reply(200, JSON.stringify(value))]);
        if ('cause' in result) {
          expect(result.detail).toMatch(/^Microsoft Entra gave no token that can be used: HTTP 200/);
          expect(happened).toStrictEqual([TOKEN]);
          return;
        }
        const { access_token, token_type = 'bearer', expires_in = 300 } = value as Record<string, unknown>;
        expect(result).toStrictEqual({ token: access_token, expiresInMs: Number(expires_in) * 1000 });
        expect(result.token).toMatch(/^[A-Za-z0-9._~+/-]+=*$/);
        expect(String(token_type)).toMatch(/^bearer$/i);
        expect(Number.isInteger(result.expiresInMs / 1000) && result.expiresInMs >= 1000 && result.expiresInMs <= year * 1000).toBe(true);
        expect(happened).toStrictEqual([TOKEN, `mask ${result.token}`]);
      }),
      { numRuns: 500 },
    );
  });
});
