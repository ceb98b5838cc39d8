import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/http/reply.ts';
import type { Request } from '../../src/http/transport.ts';
import { apis } from '../../src/marketplace/apis.ts';
import type { RecordedExchange } from '../../src/recording/form.ts';
import { createRecorder } from '../../src/recording/recorder.ts';
import { startWallMs } from '../support/fakeClock.ts';
import { fence, other } from '../support/offer.ts';
import { usual } from '../support/plan.ts';
import { cutReply, refusedConnection, reply, silence } from '../support/wire.ts';

const root = '/api/publishers/contoso/offers/contoso-vm';
const usualRequest: Request = {
  intent: 'read',
  method: 'GET',
  url: `${usual.baseUrl}${root}/operations/${fence}?api-version=2017-10-31`,
  headers: {},
  timeoutMs: 1,
};

/** One exchange as the portal's recording has it. */
function recorded(result: Exchange, request: Partial<Request> = {}, plan = usual): RecordedExchange | undefined {
  const recorder = createRecorder(plan, startWallMs);
  recorder.note({ ...usualRequest, ...request }, result, { atMs: 100.4, endMs: 350.6 });
  return (JSON.parse(recorder.file([])) as { exchanges: RecordedExchange[] }).exchanges[0];
}

const usualExchange = {
  atMs: 100,
  tookMs: 250,
  intent: 'read',
  method: 'GET',
  route: 'operation',
  ids: ['publisher-1', 'offer-1', 'operation-1'],
};

describe('one exchange of a recording', () => {
  it.each<{ what: string; result: Exchange; shows: object }>([
    { what: 'an empty reply', result: reply(202), shows: { status: 202 } },
    { what: 'blanks', result: reply(202, ' \n'), shows: { status: 202 } },
    { what: 'a body', result: reply(200, { status: 'running' }), shows: { status: 200, body: { status: 'running' } } },
    { what: 'a web page', result: reply(502, ' <html>'), shows: { status: 502, body: { type: 'page', length: 7 } } },
    { what: 'a text', result: reply(502, 'Down'), shows: { status: 502, body: { type: 'text', length: 4 } } },
    { what: 'broken JSON', result: reply(200, '{"status":'), shows: { status: 200, body: { type: 'broken JSON', length: 10 } } },
    {
      what: 'a JSON string',
      result: reply(400, '"An error"'),
      shows: { status: 400, body: { type: 'string', length: 8, says: ['error'] } },
    },
    { what: 'a JSON string with a slash', result: reply(400, '"a/b"'), shows: { status: 400, body: { type: 'string', length: 3 } } },
    {
      what: 'a JSON string that is the address of an operation',
      result: reply(202, `"${root}/operations/${other}"`),
      shows: { status: 202, body: { form: 'relative', operation: 'operation-2' } },
    },
    { what: 'a JSON number', result: reply(200, '7'), shows: { status: 200, body: { type: 'number' } } },
    { what: 'no reply', result: silence, shows: { noReply: { code: 'timeout', sent: true } } },
    { what: 'no connection', result: refusedConnection, shows: { noReply: { code: 'ECONNREFUSED', sent: false } } },
    { what: 'a reply that was cut', result: cutReply(200), shows: { status: 200, noReply: { code: 'cut', sent: true } } },
    { what: 'a proxy', result: { sent: false, code: 'proxy-407' }, shows: { noReply: { code: 'proxy-407', sent: false } } },
    {
      what: 'a wrong certificate',
      result: { sent: false, code: 'CERT_HAS_EXPIRED' },
      shows: { noReply: { code: 'certificate', sent: false } },
    },
    { what: 'another code', result: { sent: true, code: 'HPE_X' }, shows: { noReply: { code: 'other', sent: true } } },
  ])('$what', ({ result, shows }) => {
    expect(recorded(result)).toStrictEqual({ ...usualExchange, ...shows });
  });

  it.each<{ what: string; headers: Record<string, string>; shows: object }>([
    { what: 'the type', headers: { 'content-type': 'Application/JSON; charset=utf-8' }, shows: { 'content-type': 'application/json' } },
    { what: 'another type', headers: { 'content-type': 'image/png' }, shows: { 'content-type': 'other' } },
    { what: 'a request id', headers: { 'x-ms-request-id': 'abc' }, shows: { 'request-id': true } },
    { what: 'a pause', headers: { 'retry-after': '7' }, shows: { 'retry-after': 7 } },
    { what: 'a long pause', headers: { 'retry-after': '99999999' }, shows: { 'retry-after': 86400 } },
    {
      what: 'a Location',
      headers: { location: `${root}/operations/${other}?api-version=2017-10-31` },
      shows: { location: { form: 'relative', operation: 'operation-2' } },
    },
    {
      what: 'an absolute Location',
      headers: { location: `${usual.baseUrl}${root}/operations/${fence}` },
      shows: { location: { form: 'absolute', operation: 'operation-1' } },
    },
    {
      what: 'a $ path',
      headers: { 'operation-location': '/api/operations/contoso$contoso-vm$2$preview' },
      shows: { 'operation-location': { form: '$', operation: 'operation-2' } },
    },
    {
      what: 'a Location of another offer',
      headers: { location: '/api/publishers/a/offers/b/operations/c' },
      shows: { location: { form: 'other' } },
    },
  ])('shows of the headers $what', ({ headers, shows }) => {
    expect(recorded(reply(202, '', { ...headers, etag: 'x' }))).toStrictEqual({ ...usualExchange, status: 202, headers: shows });
  });

  it('shows of a sign-in its status and its pause', () => {
    const url = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token';
    const result = reply(429, { error: 'x' }, { 'retry-after': '1', 'content-type': 'application/json' });
    expect(recorded(result, { method: 'POST', url })).toStrictEqual({
      atMs: 100,
      tookMs: 250,
      intent: 'sign-in',
      method: 'POST',
      status: 429,
      headers: { 'retry-after': 1 },
    });
  });

  it('shows a cancel by its intent', () => {
    const url = `${usual.baseUrl}${root}/cancel?api-version=2017-10-31`;
    expect(recorded(reply(202), { intent: 'cancel', method: 'POST', url })).toMatchObject({ intent: 'cancel', route: 'cancel' });
  });

  it('a body whose shown part is very long is shown by its type', () => {
    const steps = Array.from({ length: 500 }, () => ({
      id: 'live',
      stepName: 'Live',
      status: 'notStarted',
      messages: Array(20).fill('x'),
    }));
    expect(recorded(reply(200, { status: 'running', steps }))?.body).toStrictEqual({ type: 'object' });
  });

  it('an id that comes after too many others is shown by its kind', () => {
    const recorder = createRecorder(usual, startWallMs);
    const list = `${usual.baseUrl}${root}/submissions/?api-version=2017-10-31`;
    for (let page = 0; page < 11; page += 1) {
      const entries = Array.from({ length: 500 }, (_, index) => ({ id: `${page}-${index}`, submissionState: 'running' }));
      recorder.note({ ...usualRequest, url: list }, reply(200, entries), { atMs: page, endMs: page });
    }
    recorder.note(usualRequest, reply(200), { atMs: 11, endMs: 11 });
    const { exchanges } = JSON.parse(recorder.file([])) as { exchanges: RecordedExchange[] };
    expect(exchanges.at(-1)?.ids).toStrictEqual(['publisher-1', 'offer-1', 'operation']);
  });

  it.each([
    { api: apis.submission, url: '/v1.0/ingestion/products/none', header: 'relative' },
    { api: apis['product-ingestion'], url: '/rp/product-ingestion/none', header: 'relative' },
  ])('a request that $api.name does not have is taken for one of the sign-in', ({ api, url }) => {
    const plan = { ...usual, api, baseUrl: api.origin };
    expect(recorded(reply(200), { url: api.origin + url }, plan)?.intent).toBe('sign-in');
  });

  it('a Location of the newer APIs, which they do not use, is another one', () => {
    const submissions = '/v1.0/ingestion/products/9d4c2b1a-3f5e-4a6b-8c7d-0e1f2a3b4c5d/submissions';
    const jobs = '/rp/product-ingestion/configure/9d4c2b1a-3f5e-4a6b-8c7d-0e1f2a3b4c5d/status?$version=2022-03-01-preview2';
    for (const [api, path] of [
      [apis.submission, submissions],
      [apis['product-ingestion'], jobs],
    ] as const) {
      const plan = { ...usual, api, baseUrl: api.origin };
      const result = reply(200, '', { location: '/a' });
      expect(recorded(result, { url: api.origin + path }, plan)?.headers).toStrictEqual({ location: { form: 'other' } });
    }
  });
});
