import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../src/http/failure.ts';
import { type Exchange, isExchange, isReply, isWebPage, withReader } from '../../src/http/reply.ts';
import { requestIdOf, withLogging } from '../../src/http/tracing.ts';
import type { RawNoReply, RawReply, Request } from '../../src/http/transport.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

const never = new AbortController().signal;
const asked: Request = { intent: 'read', method: 'GET', url: 'https://api.test/a', headers: {}, timeoutMs: 1000 };

/** What a request with these secrets reads, whatever comes of it. */
function read(result: RawReply | RawNoReply, secrets?: readonly string[], clock = createFakeClock()): Promise<Exchange> {
  return withReader(async () => result, clock)({ ...asked, ...(secrets ? { secrets } : {}) }, never);
}

it('the request and its signal are passed on as they are', async () => {
  const seen: unknown[] = [];
  const transport = async (...given: unknown[]): Promise<RawNoReply> => {
    seen.push(...given);
    return silence;
  };
  const request = { ...asked, secrets: ['SECRET-1'] };
  await withReader(transport, createFakeClock())(request, never);
  expect(seen).toStrictEqual([request, never]);
});

describe('G6 what a reply repeats of the secrets of its request', () => {
  it.each<{ name: string; secrets?: string[]; result: RawReply | RawNoReply; expected: Exchange }>([
    { name: 'in its body', result: { status: 401, headers: {}, body: 'no: SECRET-1' }, expected: reply(401, 'no: ***') },
    {
      name: 'in its headers, next to one that is not set',
      result: { status: 302, headers: { location: '/?token=SECRET-1', date: undefined }, body: '' },
      expected: { ...reply(302), headers: { location: '/?token=***', date: undefined } },
    },
    {
      name: 'in the headers of a reply that was cut',
      result: { sent: true, code: 'cut', status: 202, headers: { location: '/SECRET-1' } },
      expected: { sent: true, code: 'cut', status: 202, headers: { location: '/***' } },
    },
    {
      name: 'in another spelling, in both',
      secrets: ['zq/secret 1'],
      result: { status: 400, headers: { location: '/zq%2Fsecret%201' }, body: '{"message":"zq\\/secret\\u00201"}' },
      expected: reply(400, '{"message":"***"}', { location: '/***' }),
    },
    {
      name: 'nowhere: it stays as it is',
      result: { status: 200, headers: { a: 'b' }, body: 'SECRET-2' },
      expected: reply(200, 'SECRET-2', { a: 'b' }),
    },
    { name: 'nowhere, since there is no reply', result: refusedConnection, expected: refusedConnection },
    {
      name: 'nowhere, since it has none',
      secrets: [],
      result: { status: 200, headers: {}, body: 'SECRET-1' },
      expected: reply(200, 'SECRET-1'),
    },
  ])('$name', async ({ secrets = ['SECRET-1'], result, expected }) => {
    const before = structuredClone(result);
    expect(await read(result, secrets)).toStrictEqual(expected);
    expect(result).toStrictEqual(before);
  });

  const token = 'zq+secret/of the "request"';
  it.each(
    Object.entries({
      'as it is': token,
      'in a URL': encodeURIComponent(token),
      'in a form': encodeURIComponent(token).replaceAll('%20', '+'),
      'in lower-case hex': encodeURIComponent(token).toLowerCase(),
      'in JSON': JSON.stringify(token),
      'in JSON with all escapes': [...token].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
      'in HTML': token.replaceAll('"', '&quot;').replaceAll('/', '&#x2f;'),
    }),
  )('F14 is in no request id and no debug line, %s', async (_, spelled) => {
    const lines: string[] = [];
    const result = { status: 401, headers: { 'x-ms-correlation-request-id': `id-${spelled}-end` }, body: '' };
    const clock = createFakeClock();
    const reader = withReader(async () => result, clock);
    const exchange = await withLogging(reader, clock, (line) => lines.push(line))({ ...asked, secrets: [token] }, never);
    const shown = [requestIdOf(exchange.headers) ?? '', describeFailure(exchange), ...lines].join('\n');
    expect(shown.match(/id-[^,\n]*/g)).toStrictEqual([1, 2, 3].map(() => (spelled.startsWith('"') ? 'id-"***"-end' : 'id-***-end')));
  });

  it('is taken out before a line of the log is cut', async () => {
    const lines: string[] = [];
    const secret = 'zq-secret-of-the-request';
    const result = { status: 200, headers: { 'x-ms-request-id': `${'x'.repeat(90)}${secret}` }, body: '' };
    const clock = createFakeClock();
    await withLogging(
      withReader(async () => result, clock),
      clock,
      (line) => lines.push(line),
    )({ ...asked, secrets: [secret] }, never);
    expect(lines).toStrictEqual([`GET /a → 200 in 0 ms, request id ${'x'.repeat(90)}***`]);
  });
});

describe('the body as JSON', () => {
  it.each<{ name: string; body: string; json: unknown }>([
    { name: 'an object', body: '{"a":1}', json: { a: 1 } },
    { name: 'an array', body: ' [1,null]\n', json: [1, null] },
    { name: 'a text', body: '"a"', json: 'a' },
    { name: 'null', body: 'null', json: null },
    { name: 'BD-01 nothing', body: '', json: undefined },
    { name: 'BD-02 half of it', body: '{"a":1', json: undefined },
    { name: 'BD-05 a web page', body: '<html>', json: undefined },
    { name: 'G6 without the secret', body: '{"a":"SECRET-1","SECRET-1":2}', json: { a: '***', '***': 2 } },
    { name: 'G6 without the secret, in another spelling', body: '{"a":"\\u0053ECRET-1"}', json: { a: '***' } },
  ])('$name', async ({ body, json }) => {
    const result = await read({ status: 200, headers: {}, body }, ['SECRET-1']);
    expect(isReply(result) && result.json).toStrictEqual(json);
  });

  it('is not there when the reply was cut', async () => {
    expect(await read({ sent: true, code: 'cut', status: 200, headers: {} })).toStrictEqual({
      sent: true,
      code: 'cut',
      status: 200,
      headers: {},
    });
  });
});

describe('the pause that a reply asks for', () => {
  it.each<{ name: string; result: RawReply | RawNoReply; retryAfterMs: number | undefined }>([
    { name: 'RA-01 seconds', result: { status: 503, headers: { 'retry-after': '7' }, body: '' }, retryAfterMs: 7000 },
    {
      name: 'RA-03 a date, by the clock that was passed in when the reply came',
      result: { status: 202, headers: { 'retry-after': 'Sat, 31 Jan 2026 12:00:30 GMT' }, body: '' },
      retryAfterMs: 20_000,
    },
    {
      name: 'of a reply that was cut',
      result: { sent: true, code: 'cut', status: 503, headers: { 'retry-after': '2' } },
      retryAfterMs: 2000,
    },
    { name: 'RA-02 none', result: { status: 503, headers: {}, body: '' }, retryAfterMs: undefined },
    { name: 'RA-02 none, since there is no reply', result: silence, retryAfterMs: undefined },
  ])('$name', async ({ result, retryAfterMs }) => {
    const clock = createFakeClock();
    const transport = async (): Promise<RawReply | RawNoReply> => {
      clock.pass(10_000);
      return result;
    };
    const exchange = await withReader(transport, clock)(asked, never);
    expect([exchange.retryAfterMs, 'retryAfterMs' in exchange]).toStrictEqual([retryAfterMs, retryAfterMs !== undefined]);
  });
});

it.each<{ name: string; result: Exchange; isPage: boolean }>([
  ...[200, 202, 302, 403, 404, 502].map((status) => ({ name: `F22 a page as ${status}`, result: reply(status, ' <html>'), isPage: true })),
  {
    name: 'F1 F22 a page that does not begin with <',
    result: reply(200, 'Sign in', { 'content-type': 'Text/HTML; charset=utf-8' }),
    isPage: true,
  },
  {
    name: 'F22 XML of a gateway',
    result: reply(403, '<?xml version="1.0"?><Error/>', { 'content-type': 'application/xml' }),
    isPage: true,
  },
  { name: 'BD-06 JSON that is called text/html', result: reply(200, '{}', { 'content-type': 'text/html' }), isPage: false },
  { name: 'nothing that is called text/html', result: reply(202, ' ', { 'content-type': 'text/html' }), isPage: false },
  { name: 'plain text', result: reply(403, 'no <b>', { 'content-type': 'text/plain' }), isPage: false },
  {
    name: 'F22 a page that was cut',
    result: { sent: true, code: 'cut', status: 403, headers: { 'content-type': 'text/html' } },
    isPage: true,
  },
])('$name: isWebPage is $isPage', ({ result, isPage }) => {
  expect(isWebPage(result)).toBe(isPage);
});

it.each<{ name: string; value: object; is: { exchange: boolean; reply: boolean } }>([
  { name: 'a reply', value: reply(200), is: { exchange: true, reply: true } },
  { name: 'no reply', value: silence, is: { exchange: true, reply: false } },
  { name: 'a value of the caller', value: { cause: 'certificate', detail: '' }, is: { exchange: false, reply: false } },
])('$name is distinguished by its fields', ({ value, is }) => {
  expect({ exchange: isExchange(value), reply: isExchange(value) && isReply(value) }).toStrictEqual(is);
});
