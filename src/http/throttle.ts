import type { Send } from './deadline.ts';
import { type Exchange, isExchange } from './reply.ts';
import type { Limits } from './retry.ts';

/** `urgent`: a first look or a cancel request; these go before the looks of those who wait already. */
export interface Priorities<Own = never> {
  readonly high: Send<Own>;
  readonly low: Send<Own>;
}

const mostInFlight = 8;
/** However long one reply asks to wait, nobody else is held up for longer. */
const longestHoldMs = 60_000;
const usualHoldMs = 1_000;

interface Waiting {
  readonly isUrgent: boolean;
  go(): void;
}

/**
 * At most eight requests in flight for the whole step, however many offers wait: the service sees one client. When it tells one offer that it is busy (429, or 503 with
 * `Retry-After`), the others keep quiet for that time; that one has its own rules. A cancel request that gets its turn after the deadline, or after the run was canceled, does not
 * leave any more. Each call gives the lanes of one offer.
 */
export function throttle<Own extends object = never>(send: Send<Own>, { clock, deadlineMs, stop }: Limits): () => Priorities<Own> {
  const queue: Waiting[] = [];
  let inFlight = 0;
  let quiet = { untilMs: Number.NEGATIVE_INFINITY, by: {} };

  const next = (): void => {
    if (inFlight >= mostInFlight) return;
    const place = queue.findIndex(({ isUrgent }) => isUrgent);
    const [first] = queue.splice(Math.max(place, 0), 1);
    if (!first) return;
    inFlight += 1;
    first.go();
  };
  const leave = (): void => {
    inFlight -= 1;
    next();
  };
  const quietMsFor = (offer: object): number => (quiet.by === offer ? 0 : Math.min(quiet.untilMs, deadlineMs) - clock.nowMs());
  /** Waits for a place among the eight, outside of quiet times. */
  const enter = async (isUrgent: boolean, offer: object): Promise<void> => {
    for (;;) {
      while (quietMsFor(offer) > 0 && !stop.aborted) await clock.sleep(quietMsFor(offer), stop);
      const turn = new Promise<void>((go) => queue.push({ isUrgent, go }));
      next();
      await turn;
      if (quietMsFor(offer) <= 0 || stop.aborted) return;
      leave();
    }
  };
  const lane =
    (isUrgent: boolean, offer: object): Send<Own> =>
    async (request, signal, mostMs) => {
      await enter(isUrgent, offer);
      try {
        if (request.intent === 'cancel' && (stop.aborted || clock.nowMs() >= deadlineMs)) return { sent: false, code: 'unsent' };
        const result = await send(request, signal, mostMs);
        const untilMs = clock.nowMs() + (isExchange(result) ? holdMsAfter(result) : 0);
        if (untilMs > Math.max(quiet.untilMs, clock.nowMs())) quiet = { untilMs, by: offer };
        return result;
      } finally {
        leave();
      }
    };
  return () => {
    const offer = {};
    return { high: lane(true, offer), low: lane(false, offer) };
  };
}

/** How long a reply that says "busy" keeps the others quiet; 0 for any other reply. */
function holdMsAfter({ status, retryAfterMs }: Exchange): number {
  const isBusy = status === 429 || (status === 503 && retryAfterMs !== undefined);
  return isBusy ? Math.min(retryAfterMs ?? usualHoldMs, longestHoldMs) : 0;
}
