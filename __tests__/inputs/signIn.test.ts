import { describe, expect, it } from 'vitest';
import type { SignIn } from '../../src/auth/signIn.ts';
import { guid } from '../support/inputRules.ts';
import {
  type Around,
  application,
  authorityUrl,
  clientId,
  inSandbox,
  job,
  jobAt,
  local,
  offer,
  requestToken,
  requestUrl,
  resource,
  tenantId,
  token,
  type Values,
} from '../support/signInRules.ts';

describe('one way to sign in', () => {
  const given = { method: 'token', token, resource } as const;
  const bySecret = { method: 'client-secret', authorityUrl, tenantId, clientId, resource, clientSecret: 'abcd' } as const;
  const federated = { method: 'federated', authorityUrl, tenantId, clientId, resource, requestUrl, requestToken } as const;
  const withClientSecret = (secret: string): Values => ({ ...application, 'client-secret': secret });
  const short = 'client-secret: it has fewer than 4 characters, so the log cannot hide it';
  const rows: { name: string; values: Values; around?: Around; signIn: SignIn; notices?: string[]; warnings?: string[] }[] = [
    { name: 'a token', values: { token }, signIn: given },
    { name: 'a token in a job that has the permission', values: { token }, around: { variables: job }, signIn: given },
    { name: 'URL-09 a token, and an authority that is not used', values: { token }, around: { authorityUrl: local }, signIn: given },
    { name: 'URL-09 a token in the sandbox', values: { token }, around: { isSandbox: true }, signIn: given },
    {
      name: 'AU-04 a token with a prefix',
      values: { token: `Bearer ${token}` },
      signIn: given,
      notices: ['token: its "Bearer " prefix was dropped'],
    },
    {
      name: 'AU-10 a short token',
      values: { token: 'abc' },
      signIn: { method: 'token', token: 'abc', resource },
      warnings: ['token: it has fewer than 4 characters, so the log cannot hide it'],
    },
    { name: 'a client secret', values: withClientSecret('abcd'), signIn: bySecret },
    {
      name: 'AU-02 a client secret in a job that has the permission',
      values: withClientSecret('abcd'),
      around: { variables: job },
      signIn: bySecret,
    },
    {
      name: 'AU-25 a client secret, whatever the address that is not used',
      values: withClientSecret('abcd'),
      around: { variables: jobAt('x') },
      signIn: bySecret,
    },
    {
      name: 'URL-09 a client secret in the sandbox',
      values: withClientSecret('abcd'),
      around: inSandbox,
      signIn: { ...bySecret, authorityUrl: local },
    },
    {
      name: 'AU-10 a client secret of three characters',
      values: withClientSecret('abc'),
      signIn: { ...bySecret, clientSecret: 'abc' },
      warnings: [short],
    },
    ...[
      { name: 'AU-11 of several lines', secret: '-----BEGIN\r\nabc\n' },
      { name: 'AU-14 with characters of a form', secret: 'a&b=c+d%20 ~ü😀' },
      { name: 'AU-15 that looks like its id', secret: guid },
      { name: 'AU-06 that looks like a token', secret: 'Bearer ghp_abc' },
      { name: 'IN-15 that only holds a placeholder', secret: 'a<b>YOUR_' },
      { name: 'of 4096 characters', secret: 'x'.repeat(4096) },
    ].map(({ name, secret }) => ({
      name: `a client secret, ${name}, as it is`,
      values: withClientSecret(secret),
      signIn: { ...bySecret, clientSecret: secret },
    })),
    { name: 'federated', values: application, around: { variables: job }, signIn: federated },
    {
      name: 'AU-25 federated, its address in another case',
      values: application,
      around: { variables: jobAt('HTTPS://ghes.example') },
      signIn: { ...federated, requestUrl: 'HTTPS://ghes.example' },
    },
    ...['http://127.0.0.1:4010/oidc', 'http://localhost/oidc', requestUrl].map((url) => ({
      name: `AU-25 federated in the sandbox, asking ${url}`,
      values: application,
      around: { ...inSandbox, variables: jobAt(url) },
      signIn: { ...federated, authorityUrl: local, requestUrl: url },
    })),
  ];
  it.each(rows)('$name', ({ values, around, signIn, notices = [], warnings = [] }) =>
    expect(offer(values, around)).toStrictEqual({ signIn, problems: [], notices, warnings }),
  );

  it.each([
    { name: 'a GUID', tenant: guid },
    { name: 'a GUID in upper case', tenant: guid.toUpperCase() },
    { name: 'a domain', tenant: 'contoso.com' },
    { name: 'a domain in another case', tenant: 'Contoso.OnMicrosoft.com' },
    { name: 'a short domain', tenant: 'a.bc' },
    { name: 'a domain with hyphens and digits', tenant: '1-a.b--2.xn--p1ai' },
    { name: 'a label of 63', tenant: `${'a'.repeat(63)}.com` },
    { name: 'a domain of 253', tenant: `${`${'a'.repeat(49)}.`.repeat(5)}com` },
  ])('AU-12 $name is a tenant, as it is', ({ tenant }) => {
    const { signIn, problems } = offer({ ...application, 'tenant-id': tenant }, { variables: job });
    expect([signIn, problems]).toStrictEqual([{ ...federated, tenantId: tenant }, []]);
  });

  it('AU-13 a GUID in upper case is a client, as it is', () => {
    const { signIn, problems } = offer({ ...application, 'client-id': guid.toUpperCase() }, { variables: job });
    expect([signIn, problems]).toStrictEqual([{ ...federated, clientId: guid.toUpperCase() }, []]);
  });
});
