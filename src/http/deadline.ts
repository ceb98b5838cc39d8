import type { Exchange } from './reply.ts';
import type { Limits } from './retry.ts';
import type { Request } from './transport.ts';

/**
 * Sends within the step's deadline, and always settles. `mostMs` is the time limit of this request, where it is shorter than usual.
 * `Own` is what the sender may give in place of an exchange.
 */
export type Send<Own = never> = (request: TimelessRequest, signal: AbortSignal, mostMs?: number) => Promise<Exchange | Own>;

interface TimelessRequest extends Omit<Request, 'timeoutMs'> {
  /** Called when nothing stands between the request and the network. */
  readonly beforeSending?: () => void;
}

const requestTimeoutMs = 30_000;
/** The last look of all begins at the deadline and must be over by the deadline + 5 s (guarantee G3), report included. */
const lastLookMs = 4_000;

/**
 * Gives each request its time limit when it leaves: never more than the deadline allows. Without any time left it is not sent. A cancel
 * never leaves after the deadline or the stop.
 */
export function withDeadline(
  send: (request: Request, signal: AbortSignal) => Promise<Exchange>,
  { clock, deadlineMs, stop }: Limits,
): Send {
  return ({ beforeSending, ...request }, signal, mostMs = requestTimeoutMs) => {
    const leftMs = deadlineMs - clock.nowMs();
    const timeoutMs = leftMs > 0 ? Math.min(mostMs, leftMs) : leftMs + lastLookMs;
    const isTooLate = request.intent === 'cancel' ? leftMs <= 0 || stop.aborted : timeoutMs <= 0;
    if (isTooLate) return Promise.resolve({ sent: false, code: 'unsent' });
    beforeSending?.();
    return send({ ...request, timeoutMs }, signal);
  };
}
