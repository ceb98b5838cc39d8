import type { RawNoReply, RawReply } from '../../src/http/transport.ts';
import type { TrueReply } from './marketplace.ts';

/** What can happen to an exchange. `isProcessed` is the truth that the client does not see. */
export interface Fault {
  readonly isProcessed: boolean;
  /** No byte of the request left this machine. */
  readonly isUnsent?: boolean;
  /** In the words of the service: there is no such thing. */
  readonly deniesExistence?: boolean;
  result(reply: TrueReply): RawReply | RawNoReply;
}

type Faults = readonly [Fault, ...Fault[]];

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html; charset=utf-8' };

const busy = (status: number, headers: Record<string, string>): Fault => ({
  isProcessed: false,
  result: () => ({ status, headers, body: '{"error":{"code":"Busy","message":"Later, please."}}' }),
});
const broken = (isProcessed: boolean, status: number): Fault => ({
  isProcessed,
  result: () => ({ status, headers: html, body: '<html><title>Bad gateway</title></html>' }),
});
const lost = (isProcessed: boolean, code: string): Fault => ({ isProcessed, result: () => ({ sent: true, code }) });
const unsent = (code: string): Fault => ({ isProcessed: false, isUnsent: true, result: () => ({ sent: false, code }) });
/** The status arrives, and the body does not. */
const halved = (code: string): Fault => ({
  isProcessed: true,
  result: ({ status, headers }) => ({ sent: true, code, status, headers }),
});
const answered = (status: number, headers: Record<string, string>, body: string): Fault => ({
  isProcessed: false,
  result: () => ({ status, headers, body }),
});
/** A filter or a portal on the way answers in the place of the service. */
const page = (status: number, headers: Record<string, string> = {}): Fault =>
  answered(status, { ...html, ...headers }, '<!doctype html><html><title>Blocked by Contoso</title></html>');
/** How .NET services of the marketplace tell of an exception. */
const envelope = (status: number, key: string, code: string): Fault =>
  answered(
    status,
    json,
    JSON.stringify({ [key]: { serviceName: key, error: `X.${code}: it did not work.\r\n   at A.B()`, exceptionCode: code } }),
  );

/** Nothing left this machine. */
const unsents: Faults = [
  unsent('ECONNREFUSED'),
  unsent('ENOTFOUND'),
  unsent('EAI_AGAIN'),
  unsent('connect-timeout'),
  unsent('proxy-403'),
  unsent('proxy'),
  unsent('CERT_HAS_EXPIRED'),
  unsent('unsent'),
];

/** A success that is no answer of the API. */
const emptySuccesses: Faults = [
  answered(200, json, '{"error":{"code":"BadRequest","message":"Nothing was done."}}'),
  answered(202, json, '{"error":{"code":"BadRequest","message":"Nothing was done."}}'),
  answered(200, {}, 'ok'),
  answered(200, html, 'Please sign in to continue'),
  page(200),
];

/** What a cancel request may come to beside the faults of all requests. */
export const faultsOfCancel: Faults = [
  lost(false, 'ECONNRESET'),
  lost(true, 'ECONNRESET'),
  halved('too-large'),
  ...emptySuccesses,
  ...unsents,
  envelope(400, 'Product', 'BadRequestException'),
  envelope(500, 'Variant', 'NullReferenceException'),
];

export const refusals: Faults = [busy(401, {}), busy(403, {}), page(403)];

/** Every kind of fault, as tables of equally likely entries. */
export const faults: Faults = [
  ...unsents,
  lost(false, 'ECONNRESET'),
  lost(true, 'ECONNRESET'),
  lost(true, 'timeout'),
  lost(false, 'timeout'),
  halved('cut'),
  halved('encoded'),
  busy(429, {}),
  busy(429, { 'retry-after': '2' }),
  busy(429, { 'retry-after': '90' }),
  busy(503, { 'retry-after': '1' }),
  ...([500, 504, 408] as const).map((status) => broken(false, status)),
  ...([500, 502, 503] as const).map((status) => broken(true, status)),
  { isProcessed: true, result: (reply) => ({ status: reply.status, headers: reply.headers, body: '{"truncated": ' }) },
  page(200),
  page(302, { location: 'https://portal.example/login' }),
  page(404),
  { ...envelope(404, 'Product', 'Http404Exception'), deniesExistence: true },
  envelope(503, 'Variant', 'TimeoutException'),
  answered(302, { location: 'https://portal.example/login' }, ''),
  answered(200, json, '{"error":{"code":"InternalError"}}'),
  answered(200, json, JSON.stringify({ publisherId: 'fabrikam', status: 'canceled', messages: [], steps: [] })),
  answered(200, json, JSON.stringify([{ publisherId: 'fabrikam', status: 'succeeded' }])),
];
