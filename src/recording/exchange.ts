import { isUntrusted } from '../http/certificate.ts';
import { requestIdHeaders } from '../http/headers.ts';
import type { Exchange, NoReply, Reply } from '../http/reply.ts';
import type { Request } from '../http/transport.ts';
import type { ApiRecording, RecordedRoute } from '../marketplace/recording.ts';
import type { RecordedExchange, RecordedHeaders, Shown } from './form.ts';
import { decoded, hidden, hiddenText, type Showing, show, showLink } from './shown.ts';

/** When a request left and its reply was there, in milliseconds since the start of the step. */
export interface Span {
  readonly atMs: number;
  readonly endMs: number;
}

const contentTypes = [
  'application/json',
  'application/problem+json',
  'application/octet-stream',
  'application/xml',
  'text/html',
  'text/plain',
  'text/xml',
];
/** A longer pause than any step lasts. */
const longestRetryAfter = 86_400;
/** What a body may take of the file. */
const largestBody = 128 * 1024;

/** What is shown of one exchange. A request that no route of the API knows is one of the sign-in. */
export function showExchange(
  request: Request,
  result: Exchange,
  { atMs, endMs }: Span,
  api: ApiRecording,
  how: Omit<Showing, 'searched' | 'linkOf'>,
): RecordedExchange {
  const { method, intent } = request;
  const when = { atMs: Math.round(atMs), tookMs: Math.round(endMs - atMs) };
  const found = routeOf(request, api, how.baseUrl);
  if (!found) return { ...when, intent: 'sign-in', method, ...endOf(result), ...withRetryAfter(result) };
  const { route, ids } = found;
  const showing: Showing = { ...how, searched: api.searched, linkOf: (raw) => api.linkOf(raw, ids, how.baseUrl) };
  const names = Object.entries(ids).map(([kind, id]) => how.pseudonyms.of(kind, id) ?? kind);
  return {
    ...when,
    intent,
    method,
    route: route.name,
    ids: names,
    ...endOf(result),
    ...headersOf(result, showing),
    ...('body' in result ? bodyOf(result, route, showing) : {}),
  };
}

function routeOf(
  { method, url }: Request,
  { routes }: ApiRecording,
  baseUrl: string,
): { readonly route: RecordedRoute; readonly ids: Readonly<Record<string, string>> } | undefined {
  const { origin, pathname, search } = new URL(url);
  if (origin !== baseUrl) return undefined;
  const address = decoded(`${pathname}${search}`);
  for (const route of routes) {
    const match = route.method === method ? route.form.exec(address) : null;
    if (match) return { route, ids: { ...match.groups } };
  }
  return undefined;
}

function endOf(result: Exchange): Pick<RecordedExchange, 'status' | 'noReply'> {
  const { status } = result;
  return {
    ...(status === undefined ? {} : { status }),
    ...('body' in result ? {} : { noReply: { code: codeOf(result), sent: result.sent } }),
  };
}

/** Codes of ours, and those of Node that say how a connection failed. */
const codes = [
  ...['timeout', 'connect-timeout', 'aborted', 'interim', 'cut', 'too-large', 'encoded', 'upgrade', 'bad-status', 'proxy', 'unsent'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH'],
];

function codeOf({ code }: NoReply): string {
  if (codes.includes(code) || /^proxy-\d{3}$/.test(code)) return code;
  return isUntrusted(code) ? 'certificate' : 'other';
}

function withRetryAfter(result: Exchange): { readonly headers?: RecordedHeaders } {
  const { retryAfterMs } = result;
  return retryAfterMs === undefined ? {} : { headers: { 'retry-after': Math.min(retryAfterMs / 1000, longestRetryAfter) } };
}

function headersOf(result: Exchange, how: Showing): { readonly headers?: RecordedHeaders } {
  const { headers = {} } = result;
  const type = headers['content-type']?.replace(/;.*/s, '').trim().toLowerCase();
  const { location, 'operation-location': operationLocation } = headers;
  const shown: RecordedHeaders = {
    ...(type === undefined ? {} : { 'content-type': contentTypes.includes(type) ? type : 'other' }),
    ...(requestIdHeaders.some((name) => headers[name]) ? { 'request-id': true } : {}),
    ...withRetryAfter(result).headers,
    ...(location ? { location: showLink(location, how) } : {}),
    ...(operationLocation ? { 'operation-location': showLink(operationLocation, how) } : {}),
  };
  return Object.keys(shown).length === 0 ? {} : { headers: shown };
}

function bodyOf({ body, json }: Reply, { body: shape }: RecordedRoute, how: Showing): { readonly body?: Shown } {
  if (body.trim() === '') return {};
  if (json === undefined) return { body: hiddenText(textTypeOf(body), body, how.searched) };
  const shown = typeof json === 'string' ? showText(json, how) : show(json, shape, how);
  return { body: JSON.stringify(shown).length > largestBody ? hidden(json, how) : shown };
}

/** A text alone: an address of an operation, or words. */
function showText(text: string, how: Showing): Shown {
  return text.includes('/') && how.linkOf(text).form !== 'other' ? { ...showLink(text, how) } : hidden(text, how);
}

function textTypeOf(body: string): 'page' | 'text' | 'broken JSON' {
  if (/^\s*</.test(body)) return 'page';
  return /^\s*[[{"]/.test(body) ? 'broken JSON' : 'text';
}
