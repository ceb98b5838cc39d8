import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../src/auth/credential.ts';
import { signInFailure } from '../../src/auth/signInFailure.ts';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

describe('why there is no token', () => {
  it.each<{ name: string; result: Reply | NoReply; hint?: string; expected: SignInFailure }>([
    {
      name: 'AU-16 refused, in its own words',
      result: reply(
        401,
        { error: 'invalid_client', error_description: 'AADSTS7000222: Expired. Trace ID: 1' },
        { 'x-ms-request-id': 'r1' },
      ),
      expected: {
        cause: 'sign-in-refused',
        detail: 'Microsoft Entra refused the sign-in: HTTP 401, "invalid_client: AADSTS7000222: Expired.", request id r1',
      },
    },
    {
      name: 'AU-16 refused, with a hint',
      result: reply(400),
      hint: 'Check tenant-id',
      expected: { cause: 'sign-in-refused', detail: 'Microsoft Entra refused the sign-in: HTTP 400. Check tenant-id' },
    },
    {
      name: 'AU-17 busy',
      result: reply(429, { error: 'temporarily_unavailable' }),
      expected: {
        cause: 'sign-in-unreachable',
        detail: 'Microsoft Entra could not be asked for a token: HTTP 429, "temporarily_unavailable"',
      },
    },
    {
      name: 'AU-17 down, with its page',
      result: reply(503, '<title>Our services are not available</title>'),
      expected: {
        cause: 'sign-in-unreachable',
        detail:
          'Microsoft Entra could not be asked for a token: HTTP 503, "a web page instead of an answer of the API: Our services are not available"',
      },
    },
    {
      name: 'AU-17 silent',
      result: silence,
      expected: { cause: 'sign-in-unreachable', detail: 'Microsoft Entra could not be asked for a token: no reply in time' },
    },
    {
      name: 'AU-17 not there',
      result: refusedConnection,
      expected: { cause: 'sign-in-unreachable', detail: 'Microsoft Entra could not be asked for a token: no connection (ECONNREFUSED)' },
    },
    {
      name: 'AU-22 cut in the middle of a refusal',
      result: { sent: true, code: 'cut', status: 400, headers: {} },
      expected: {
        cause: 'sign-in-unreachable',
        detail: 'Microsoft Entra could not be asked for a token: HTTP 400, a reply that was cut off (cut)',
      },
    },
    {
      name: 'G3 the run was canceled',
      result: { sent: true, code: 'aborted' },
      expected: {
        cause: 'sign-in-unreachable',
        detail: 'Microsoft Entra could not be asked for a token: the run was canceled before a reply came',
      },
    },
    {
      name: 'TL-01 a certificate that nobody trusts',
      result: { sent: false, code: 'SELF_SIGNED_CERT_IN_CHAIN' },
      expected: {
        cause: 'certificate',
        detail: 'Microsoft Entra could not be asked for a token: no connection (SELF_SIGNED_CERT_IN_CHAIN)',
      },
    },
    {
      name: 'AU-18 a 200 that is no answer',
      result: reply(200, { access: 'opaque-token' }),
      hint: 'Its answer holds no access_token',
      expected: {
        cause: 'sign-in-unusable',
        detail: 'Microsoft Entra gave no token that can be used: HTTP 200. Its answer holds no access_token',
      },
    },
    {
      name: 'AU-18 a 200 that is a web page',
      result: reply(200, '\n <!doctype html><title>Sign in to the network</title>opaque-token'),
      expected: {
        cause: 'sign-in-unusable',
        detail:
          'Microsoft Entra gave no token that can be used: HTTP 200, "a web page instead of an answer of the API: Sign in to the network"',
      },
    },
    {
      name: 'AU-19 a redirect',
      result: reply(302, '', { location: 'https://evil.test/' }),
      expected: { cause: 'sign-in-unusable', detail: 'Microsoft Entra gave no token that can be used: HTTP 302 (a redirect to evil.test)' },
    },
  ])('$name', ({ result, hint = '', expected }) => {
    expect(signInFailure('Microsoft Entra', result, hint)).toStrictEqual(expected);
  });

  it.each(['Microsoft Entra', 'GitHub'] as const)('%s is named', (service) => {
    expect(signInFailure(service, reply(403), '').detail).toBe(`${service} refused the sign-in: HTTP 403`);
  });

  it('AU-16 AU-17 AU-19 every status has one cause', () => {
    const statuses = Array.from({ length: 400 }, (_, index) => 200 + index);
    const by = (cause: SignInFailure['cause']): number[] =>
      statuses.filter((status) => signInFailure('GitHub', reply(status), '').cause === cause);
    const transient = [408, 425, 429];
    const final = [501, 505, 511];
    expect(by('sign-in-unusable')).toStrictEqual([...statuses.slice(0, 200), ...final]);
    expect(by('sign-in-refused')).toStrictEqual(statuses.slice(200, 300).filter((status) => !transient.includes(status)));
    expect(by('sign-in-unreachable')).toStrictEqual([...transient, ...statuses.slice(300).filter((status) => !final.includes(status))]);
    expect(by('certificate')).toStrictEqual([]);
  });

  it.each([
    { name: 'plain text', body: 'access_token=opaque-token' },
    { name: 'a JSON text', body: '"opaque-token"' },
    { name: 'a code and a message', body: '{"error":{"code":"opaque-token","message":"opaque-token"}}' },
    { name: 'a description', body: '{"error":"x","error_description":"opaque-token"}' },
    { name: 'the text of a page', body: '<html>opaque-token</html>' },
  ])('G6 nothing of what may be a token is quoted: $name', ({ body }) => {
    for (const status of [200, 201, 299]) expect(signInFailure('GitHub', reply(status, body), '').detail).not.toContain('opaque');
  });
});
