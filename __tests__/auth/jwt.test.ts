import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsOf } from '../../src/auth/jwt.ts';
import { anything } from '../support/inputRules.ts';

const blank = { issuer: '', subject: '', audience: '', application: '', tenant: '' };
const encode = (payload: string): string => Buffer.from(payload).toString('base64url');
const jwt = (payload: unknown): string => `eyJ0.${encode(typeof payload === 'string' ? payload : JSON.stringify(payload))}.c2ln`;

describe('claimsOf', () => {
  it.each<{ name: string; claims: unknown; expected: Partial<ReturnType<typeof claimsOf>> }>([
    {
      name: 'a token of version 1 of Microsoft Entra',
      claims: { iss: 'https://sts.windows.net/t1/', aud: 'https://cloudpartner.azure.com', appid: 'app-1', tid: 't1', exp: 1_769_860_800 },
      expected: {
        issuer: 'https://sts.windows.net/t1/',
        audience: 'https://cloudpartner.azure.com',
        application: 'app-1',
        tenant: 't1',
        expiresMs: Date.UTC(2026, 0, 31, 12),
      },
    },
    { name: 'version 2 says azp', claims: { azp: 'app-2' }, expected: { application: 'app-2' } },
    { name: 'both: appid', claims: { azp: 'app-2', appid: 'app-1' }, expected: { application: 'app-1' } },
    { name: 'an empty appid: azp', claims: { azp: 'app-2', appid: '' }, expected: { application: 'app-2' } },
    {
      name: 'a token of GitHub',
      claims: { iss: 'https://token.actions.githubusercontent.com', sub: 'repo:contoso@12/offers@34:ref:refs/heads/main', aud: 'api://x' },
      expected: {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'repo:contoso@12/offers@34:ref:refs/heads/main',
        audience: 'api://x',
      },
    },
    { name: 'several audiences', claims: { aud: ['api://x', 'api://y'] }, expected: { audience: 'api://x api://y' } },
    { name: 'claims that are null', claims: { iss: null, sub: null, exp: null }, expected: {} },
    { name: 'an expiry in a fraction of a second', claims: { exp: 1.5 }, expected: { expiresMs: 1500 } },
    { name: 'an expiry beyond all dates, which is none', claims: '{"exp":1e999}', expected: {} },
    { name: 'an expiry at the beginning of 1970', claims: { exp: 0 }, expected: { expiresMs: 0 } },
    { name: 'an expiry as text, which is none', claims: { exp: '1769860800' }, expected: {} },
    {
      name: 'claims that are no texts',
      claims: { iss: 7, sub: true, aud: ['api://x', 8, ['api://y'], null], tid: {} },
      expected: { audience: 'api://x' },
    },
    { name: 'F31 a subject of 5,000 characters, whole', claims: { sub: 's'.repeat(5000) }, expected: { subject: 's'.repeat(5000) } },
    {
      name: 'BD-17 F30 a claim with line breaks and invisible characters, whole and printable',
      claims: { sub: 'a\n::error::b##[error]c', iss: 'i\u202e', aud: ['\u001b', 'b'], tid: 't\0' },
      expected: { subject: 'a\\x0a::error::b##[error]c', issuer: 'i\\u{202e}', audience: '\\x1b b', tenant: 't\\x00' },
    },
    ...[
      'repo:contoso/offers:ref:refs/tags/a@1.2.3',
      'repo:contoso@1234/offers@5678:environment:live@home',
      'job_workflow_ref:contoso/offers/.github/workflows/release.yml@refs/tags/v1.2.3',
      'repo:contoso/offers:environment:Größe  大 eyJhbGciOi.eyJhbGciOi',
    ].map((sub) => ({ name: `F30 the subject ${sub}`, claims: { sub }, expected: { subject: sub } })),
    { name: 'letters beyond ASCII', claims: { sub: 'Größe 大' }, expected: { subject: 'Größe 大' } },
    { name: 'a claim that claims to be a text', claims: '{"iss": {"toString": 1, "valueOf": 1}, "sub": "s"}', expected: { subject: 's' } },
    {
      name: 'a claim of lists in lists',
      claims: `{"iss": ${'['.repeat(50_000)}${']'.repeat(50_000)}, "sub": "s"}`,
      expected: { subject: 's' },
    },
  ])('$name', ({ claims, expected }) => {
    expect(claimsOf(jwt(claims))).toStrictEqual({ ...blank, ...expected });
  });

  it('an unsigned token, whose third part is empty', () => {
    expect(claimsOf(`eyJ0.${encode('{"tid":"t1"}')}.`)).toStrictEqual({ ...blank, tenant: 't1' });
  });

  it.each([
    { name: 'an empty one', token: '' },
    { name: 'an opaque one', token: 'opaque' },
    { name: 'two parts', token: `eyJ0.${encode('{}')}` },
    { name: 'four parts', token: `eyJ0.${encode('{}')}.c2ln.` },
    { name: 'an encrypted one, of five parts', token: `eyJ0.${encode('{}')}.a.b.c` },
    { name: 'nothing in the middle', token: 'eyJ0..c2ln' },
    { name: 'no base64 in the middle', token: 'eyJ0.{}.c2ln' },
    { name: 'text in the middle', token: jwt('hello') },
    { name: 'broken JSON', token: jwt('{"iss":') },
    { name: 'null', token: jwt('null') },
    { name: 'a number', token: jwt('7') },
    { name: 'a JSON text', token: jwt('"text"') },
  ])('no claims of $name', ({ token }) => {
    expect(claimsOf(token)).toBeUndefined();
  });
});

describe('whatever the token', () => {
  const odd = fc.constantFrom('{"toString":0}', '{"toString":null,"valueOf":null}', '[[{"toString":{}}]]', '{"__proto__":null}', '1e999');
  const value = fc.oneof(
    fc.json(),
    odd,
    anything.map((text) => JSON.stringify(text)),
  );
  const names = fc.constantFrom('iss', 'sub', 'aud', 'appid', 'azp', 'tid', 'exp', '__proto__');
  const payload = fc
    .array(fc.tuple(names, value), { maxLength: 9 })
    .map((claims) => `{${claims.map(([name, json]) => `"${name}":${json}`).join(',')}}`);
  const harmless = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u;

  it('BD-17 every claim is one printable line, and an expiry is a number', () => {
    fc.assert(
      fc.property(payload, (text) => {
        const { expiresMs = 0, ...claims } = claimsOf(jwt(text)) ?? { none: '' };
        for (const claim of Object.values(claims)) expect(claim).toMatch(harmless);
        expect(Number.isFinite(expiresMs)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('nothing is thrown', () => {
    const parts = fc.array(fc.oneof(anything, fc.base64String(), fc.json().map(encode)), { maxLength: 4 }).map((all) => all.join('.'));
    fc.assert(fc.property(fc.oneof(anything, parts), (token) => void claimsOf(token)));
  });
});
