import type { Clock } from '../clock.ts';
import { redact } from '../text/redact.ts';
import { parseJson } from './json.ts';
import { parseRetryAfter } from './retryAfter.ts';
import type { Headers, RawNoReply, RawReply, Request, Transport } from './transport.ts';

/** What was read from an exchange, beside its bytes. */
interface Read {
  /** The pause that the service asks for before the next request, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Words of our own, for the text that a person reads. */
  readonly remark?: string;
  /** A 401 whose token has been replaced: the same request may be sent once more. */
  readonly isTokenRenewed?: true;
}

/** A whole reply; `json` is its body as JSON, `undefined` when it is none. */
export interface Reply extends RawReply, Read {
  readonly json: unknown;
}

/** No whole reply. What was read comes from the headers that arrived before it was cut. */
export interface NoReply extends RawNoReply, Read {}

/** What one request came to. */
export type Exchange = Reply | NoReply;

export function isReply(result: Exchange): result is Reply {
  return 'body' in result;
}

/** Whether something on the way answered in the place of the API: its status says nothing then. JSON is no page, whatever its type. */
export function isWebPage(result: Exchange): boolean {
  if (!isReply(result)) return isHtml(result);
  return result.json === undefined && result.body.trim() !== '' && (isHtml(result) || /^\s*</.test(result.body));
}

/** The same of a reply to a look, which without a body would be read by its status. */
export function isPageForLook(result: Exchange): boolean {
  return isWebPage(result) || (isReply(result) && result.body.trim() === '' && isHtml(result));
}

function isHtml({ headers }: Exchange): boolean {
  return /^\s*text\/html\b/i.test(headers?.['content-type'] ?? '');
}

/** Whether it is an exchange at all, or a value of the caller's own that says why nothing was sent. */
export function isExchange(result: object): result is Exchange {
  return 'body' in result || 'code' in result;
}

/**
 * The one place where a reply is read: the secrets of its request are taken out of it first, before anything is printed, quoted
 * or cut; then its body is parsed, and its `Retry-After`.
 */
export function withReader(transport: Transport, clock: Clock): (request: Request, signal: AbortSignal) => Promise<Exchange> {
  return async (request, signal) => readExchange(redacted(await transport(request, signal), request.secrets ?? []), clock.wallMs());
}

export function readExchange(result: RawReply | RawNoReply, wallMs: number): Exchange {
  const retryAfterMs = parseRetryAfter(result.headers, wallMs);
  const pause = retryAfterMs === undefined ? {} : { retryAfterMs };
  return 'body' in result ? { ...result, json: parseJson(result.body), ...pause } : { ...result, ...pause };
}

function redacted(result: RawReply | RawNoReply, secrets: readonly string[]): RawReply | RawNoReply {
  const clean = redact(secrets);
  const cleanHeaders = (headers: Headers): Headers =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value && clean(value)]));
  if ('body' in result) return { ...result, headers: cleanHeaders(result.headers), body: clean(result.body) };
  return result.headers ? { ...result, headers: cleanHeaders(result.headers) } : result;
}
