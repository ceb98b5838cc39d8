import type { RecordedExchange } from '../../recording/form.ts';

/** A renewal leaves this long before the life of a token ends, or after half of a shorter life, as the client does it. */
const renewBeforeMs = 120_000;
const usualLifeSeconds = 3599;

/**
 * How long a played token has to live, in seconds, so that the next sign-in comes when it came in the recording. A recording does not say
 * it. A sign-in after a 401 needs no end of a life.
 */
export function lifeAfter(signIn: RecordedExchange, exchanges: readonly RecordedExchange[]): number {
  const place = exchanges.indexOf(signIn);
  const next = exchanges.findIndex(({ intent }, index) => index > place && intent === 'sign-in');
  if (next < 0 || exchanges[next - 1]?.status === 401) return usualLifeSeconds;
  const sinceMs = Number(exchanges[next]?.atMs) - signIn.atMs;
  return Math.max(Math.floor(Math.min(sinceMs * 2, sinceMs + renewBeforeMs) / 1000), 1);
}
