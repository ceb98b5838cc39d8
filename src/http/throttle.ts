import type { Send } from './deadline.ts';
import { type Exchange, isExchange } from './reply.ts';
import type { Limits } from './retry.ts';

/** `cancel`: cancel requests, and the looks that must come right before them. `high`: other looks that decide alone. `low`: polls. */
export interface Priorities<Own = never> {
  readonly cancel: Send<Own>;
  readonly high: Send<Own>;
  readonly low: Send<Own>;
}

const mostInFlight = 8;
/** One reply delays the other offers for no longer than this. */
const longestHoldMs = 60_000;
const usualHoldMs = 1_000;

/** Until when the others wait, and for which offer: it keeps to its own time. */
interface Quiet {
  readonly untilMs: number;
  readonly by: object;
}

/** The order in which requests that wait leave: a smaller number first. `begun`: of an offer that was looked at before. */
const ranks = { cancel: 0, begun: 1, first: 2, low: 3 } as const;
type Rank = (typeof ranks)[keyof typeof ranks];

/**
 * At most eight requests in flight for the whole step. When the service answers one offer that it is busy (429, or 503 with
 * `Retry-After`), the looks of the other offers wait for that time, and after a busy reply to a cancel their cancels too. A time that
 * ends after the deadline ends the attempt of its own offer only. Each call gives the priorities of one offer.
 */
export function throttle<Own extends object = never>(send: Send<Own>, { clock, deadlineMs, stop }: Limits): () => Priorities<Own> {
  const waiting: (() => void)[][] = Object.values(ranks).map(() => []);
  let inFlight = 0;
  const never: Quiet = { untilMs: Number.NEGATIVE_INFINITY, by: {} };
  const quiet = { read: never, cancel: never };

  const next = (): void => {
    if (inFlight >= mostInFlight) return;
    const go = waiting.find(({ length }) => length > 0)?.shift();
    if (!go) return;
    inFlight += 1;
    go();
  };
  const leave = (): void => {
    inFlight -= 1;
    next();
  };
  /** Waits for a place among the eight, outside of quiet times. */
  const enter = async (rank: Rank, offer: object): Promise<void> => {
    const quietMs = (): number => {
      const { untilMs, by } = quiet[rank === ranks.cancel ? 'cancel' : 'read'];
      return by === offer ? 0 : untilMs - clock.nowMs();
    };
    for (;;) {
      while (quietMs() > 0 && !stop.aborted) await clock.sleep(quietMs(), stop);
      const turn = new Promise<void>((go) => waiting[rank]?.push(go));
      next();
      await turn;
      if (quietMs() <= 0 || stop.aborted) return;
      leave();
    }
  };
  const hold = (intent: 'read' | 'cancel', offer: object, result: Exchange): void => {
    const wantedMs = holdMsAfter(result);
    if (clock.nowMs() + wantedMs >= deadlineMs) return;
    const untilMs = clock.nowMs() + Math.min(wantedMs, longestHoldMs);
    for (const held of intent === 'cancel' ? (['read', 'cancel'] as const) : (['read'] as const))
      if (untilMs > Math.max(quiet[held].untilMs, clock.nowMs())) quiet[held] = { untilMs, by: offer };
  };
  /** No cancel has its turn after the deadline or the stop. Of the reads only the last look does, which begins to wait at the deadline. */
  const isTooLate = (rank: Rank, sinceMs: number): boolean =>
    rank === ranks.cancel ? stop.aborted || clock.nowMs() >= deadlineMs : sinceMs < deadlineMs && clock.nowMs() >= deadlineMs;
  const sendAs =
    (rankNow: () => Rank, offer: object): Send<Own> =>
    async (request, signal, mostMs) => {
      const sinceMs = clock.nowMs();
      const rank = rankNow();
      await enter(rank, offer);
      try {
        if (isTooLate(rank, sinceMs)) return { sent: false, code: 'unsent' };
        const result = await send(request, signal, mostMs);
        if (isExchange(result)) hold(request.intent, offer, result);
        return result;
      } finally {
        leave();
      }
    };
  return () => {
    const offer = {};
    let hasBegun = false;
    const lookRank = (): Rank => {
      const rank = hasBegun ? ranks.begun : ranks.first;
      hasBegun = true;
      return rank;
    };
    return {
      cancel: sendAs(() => ranks.cancel, offer),
      high: sendAs(lookRank, offer),
      low: sendAs(() => ranks.low, offer),
    };
  };
}

/** How long a reply that says "busy" delays the others; 0 for any other reply. */
function holdMsAfter({ status, retryAfterMs }: Exchange): number {
  const isBusy = status === 429 || (status === 503 && retryAfterMs !== undefined);
  return isBusy ? (retryAfterMs ?? usualHoldMs) : 0;
}
