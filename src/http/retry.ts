import type { Clock } from '../clock.ts';
import { isUntrusted } from './certificate.ts';
import { type Exchange, isExchange, isReply } from './reply.ts';

/** At most this many tries of one look or token request (docs/guarantees.md#g8-bounded). */
export const mostAttempts = 4;

const firstDelayMs = 500;

/** The pause after try number `attempt`: 500 ms, doubled each time, between half of it and all of it; or the time that the service gave. */
export function retryDelay(attempt: number, retryAfterMs: number | undefined, random: number): number {
  return retryAfterMs ?? firstDelayMs * 2 ** (attempt - 1) * (0.5 + 0.5 * random);
}

/** Whether asking the same thing again can help. Only for requests that change nothing. */
export function isTransient(result: Exchange): boolean {
  if (!isReply(result)) return !isFatal(result.code) && !isTooLarge(result);
  const { status } = result;
  return status === 408 || status === 425 || status === 429 || (status >= 500 && ![501, 505, 511].includes(status));
}

/** The same answer would be as long again. */
export function isTooLarge(result: Exchange): boolean {
  return !isReply(result) && result.code === 'too-large' && (result.status ?? 0) < 300;
}

/** Asking again cannot help: a wrong certificate, a proxy's refusal, a canceled run. */
export function isFatal(code: string): boolean {
  return ['aborted', 'unsent'].includes(code) || /^proxy-4/.test(code) || isUntrusted(code);
}

/** When a request must be given up: by the deadline, or at once when the run is canceled. */
export interface Limits {
  readonly clock: Clock;
  readonly deadlineMs: number;
  readonly stop: AbortSignal;
}

/**
 * Sends until a reply is worth reading: at most `tries` times, never past the deadline. Only for looks and tokens, never for a
 * cancel request. A value of the caller's own ends it.
 */
export async function withRetry<Own extends object = never>(
  send: () => Promise<Exchange | Own>,
  { clock, deadlineMs, stop }: Limits,
  tries = mostAttempts,
): Promise<Exchange | Own> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await send();
    if (!isExchange(result) || !isTransient(result) || attempt >= tries) return result;
    const delayMs = retryDelay(attempt, result.retryAfterMs, clock.random());
    if (clock.nowMs() + delayMs >= deadlineMs) return result;
    await clock.sleep(delayMs, stop);
    if (stop.aborted) return result;
  }
}
