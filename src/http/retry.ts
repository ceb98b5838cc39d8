import type { Clock } from '../clock.ts';
import { type Headers, isReply, type NoReply, type Reply } from './transport.ts';

/** At most this many tries of one look or token request (contract.md G8). */
export const mostAttempts = 4;

const shortestDelayMs = 250;
const firstDelayMs = 500;

/** `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`. */
const httpDate =
  /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -](\d{4}|\d{2}) \d{2}:\d{2}:\d{2} GMT$|^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * The pause that a reply asks for, in milliseconds, at least 250 ms; `undefined` when it asks for none or in no known form.
 * Takes whole seconds, a date (measured against the reply's own `Date`, so that a wrong clock here does no harm), and the
 * millisecond forms of Azure. A number too large to be meant is kept as it is: whoever waits bounds it by the deadline.
 */
export function parseRetryAfter(headers: Headers | undefined, wallMs: number): number | undefined {
  const inMs = [headers?.['retry-after-ms'], headers?.['x-ms-retry-after-ms']].find((form) => /^\d+$/.test(form ?? ''));
  if (inMs !== undefined) return Math.max(Number(inMs), shortestDelayMs);
  const value = headers?.['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.max(Number(value) * 1000, shortestDelayMs);
  const untilMs = timeOf(value);
  if (untilMs === undefined) return undefined;
  return Math.max(untilMs - (timeOf(headers?.['date']) ?? wallMs), shortestDelayMs);
}

/** One of the three date forms of HTTP, in milliseconds since 1970. The third names no zone, and means GMT all the same. */
function timeOf(date: string | undefined): number | undefined {
  if (date === undefined || !httpDate.test(date)) return undefined;
  const ms = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The pause after try number `attempt`: 500 ms, doubled each time, between half of it and all of it; a time that the service gave is kept exactly. */
export function retryDelay(attempt: number, retryAfterMs: number | undefined, random: number): number {
  return retryAfterMs ?? firstDelayMs * 2 ** (attempt - 1) * (0.5 + 0.5 * random);
}

/** Whether asking the same thing again can help. Only for requests that change nothing. */
export function isTransient(result: Reply | NoReply): boolean {
  if (!isReply(result)) return !isFatal(result.code);
  const { status } = result;
  return status === 408 || status === 425 || status === 429 || (status >= 500 && ![501, 505, 511].includes(status));
}

/** A certificate that is wrong now is wrong in a second, and so are a proxy's rules; an abort is an order; signing in has had its own tries. */
export function isFatal(code: string): boolean {
  return ['aborted', 'unsent', 'no-token', 'signed-out'].includes(code) || /^proxy-4/.test(code) || isUntrusted(code);
}

/** The peer is not who it should be, or speaks no TLS that we trust. */
export function isUntrusted(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME|^CRL_|^ERR_TLS|^ERR_SSL|EPROTO/.test(code);
}

/** When a request must be given up: by the deadline, or at once when the run is canceled. */
export interface Limits {
  readonly clock: Clock;
  readonly deadlineMs: number;
  readonly stop: AbortSignal;
}

/** Sends until a reply is worth reading: at most `tries` times, never past the deadline. Only for looks and tokens, never for a cancel request. */
export async function withRetry(
  send: () => Promise<Reply | NoReply>,
  { clock, deadlineMs, stop }: Limits,
  tries = mostAttempts,
): Promise<Reply | NoReply> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await send();
    if (!isTransient(result) || attempt >= tries) return result;
    const delayMs = retryDelay(attempt, parseRetryAfter(result.headers, clock.wallMs()), clock.random());
    if (clock.nowMs() + delayMs >= deadlineMs) return result;
    await clock.sleep(delayMs, stop);
    if (stop.aborted) return result;
  }
}
