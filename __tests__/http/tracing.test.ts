import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/http/reply.ts';
import { requestIdOf, withLogging } from '../../src/http/tracing.ts';
import type { Headers, Request } from '../../src/http/transport.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

describe('requestIdOf', () => {
  it.each<{ name: string; headers: Headers | undefined; expected: string | undefined }>([
    { name: 'no headers', headers: undefined, expected: undefined },
    { name: 'none of the four', headers: { date: 'today' }, expected: undefined },
    { name: 'blank', headers: { 'request-id': ' \t' }, expected: undefined },
    { name: 'the correlation id', headers: { 'x-ms-correlation-request-id': 'c1' }, expected: 'c1' },
    { name: 'x-ms-request-id', headers: { 'x-ms-request-id': 'm1' }, expected: 'm1' },
    { name: 'request-id', headers: { 'request-id': 'r1' }, expected: 'r1' },
    {
      name: 'all of the service: the correlation id',
      headers: { 'request-id': 'r1', 'x-ms-request-id': 'm1', 'x-ms-correlation-request-id': 'c1' },
      expected: 'c1',
    },
    { name: "F25 the gateway's x-azure-ref alone", headers: { 'x-azure-ref': '20261125T1-a' }, expected: '20261125T1-a' },
    { name: 'F25 x-azure-ref and request-id: that of the service', headers: { 'x-azure-ref': 'g1', 'request-id': 'r1' }, expected: 'r1' },
    { name: 'an empty one is passed over', headers: { 'x-ms-correlation-request-id': ' ', 'x-ms-request-id': 'm1' }, expected: 'm1' },
    { name: 'a blank that String.trim leaves', headers: { 'request-id': '\x85' }, expected: undefined },
    { name: 'BD-17 workflow commands are broken', headers: { 'request-id': '##[error]a\x1b' }, expected: '# #[error]a\\x1b' },
    { name: 'BD-17 at most 100 characters', headers: { 'request-id': 'x'.repeat(101) }, expected: `${'x'.repeat(99)}…` },
  ])('$name', ({ headers, expected }) => {
    expect(requestIdOf(headers)).toBe(expected);
  });
});

describe('traced', () => {
  const request: Request = {
    intent: 'read',
    method: 'POST',
    url: 'https://api.test/api/offers/a/cancel?api-version=1&secret=QUERY',
    headers: { authorization: 'Bearer SECRET' },
    body: '{"metadata":{"notification-emails":"a@b.test"}}',
    timeoutMs: 1000,
  };

  it.each<{ name: string; url?: string; result: Exchange; line: string }>([
    {
      name: 'a reply',
      result: reply(202, 'BODY', { 'x-ms-request-id': 'm1' }),
      line: '/api/offers/a/cancel → 202 in 123 ms, request id m1',
    },
    { name: 'a reply without an id', result: reply(404, 'BODY', { 'x-secret': 'HEADER' }), line: '/api/offers/a/cancel → 404 in 123 ms' },
    { name: 'no reply', result: silence, line: '/api/offers/a/cancel → timeout in 123 ms' },
    { name: 'nothing sent', result: refusedConnection, line: '/api/offers/a/cancel → ECONNREFUSED in 123 ms' },
    {
      name: 'a reply that was cut',
      result: { sent: true, code: 'cut', status: 202, headers: { 'request-id': 'r1' } },
      line: '/api/offers/a/cancel → 202 cut in 123 ms, request id r1',
    },
    { name: 'BD-17 a command in the path', url: 'https://api.test/##[error]/x', result: reply(200), line: '/ → 200 in 123 ms' },
    {
      name: 'BD-17 a command in a path segment',
      url: 'https://api.test/a%23%23[error]',
      result: reply(200),
      line: '/a%23%23[error] → 200 in 123 ms',
    },
    {
      name: 'BD-17 a command in the code',
      result: { sent: true, code: '##[error]\n::x' },
      line: '/api/offers/a/cancel → # #[error] ::x in 123 ms',
    },
  ])('$name: method, path, outcome, time and id, nothing else', async ({ url = request.url, result, line }) => {
    const clock = createFakeClock();
    const lines: string[] = [];
    const signal = new AbortController().signal;
    const seen: unknown[] = [];
    const transport = withLogging(
      async (...given) => {
        seen.push(given);
        clock.pass(123.4);
        return result;
      },
      clock,
      (text) => lines.push(text),
    );
    expect(await transport({ ...request, url }, signal)).toBe(result);
    expect(seen).toStrictEqual([[{ ...request, url }, signal]]);
    expect(lines).toStrictEqual([`POST ${line}`]);
  });
});
