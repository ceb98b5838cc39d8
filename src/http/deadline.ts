import type { Clock } from '../clock.ts';
import type { Exchange } from './reply.ts';
import type { Request } from './transport.ts';

/**
 * Sends within the step's deadline, and always settles. `mostMs` is the time limit of this request, where it is shorter than usual.
 * `Own` is what the sender may give in place of an exchange.
 */
export type Send<Own = never> = (request: Omit<Request, 'timeoutMs'>, signal: AbortSignal, mostMs?: number) => Promise<Exchange | Own>;

const requestTimeoutMs = 30_000;
/** The last look of all begins at the deadline and must be over by the deadline + 5 s (guarantee G3), report included. */
const lastLookMs = 4_000;

/** Gives each request its time limit when it leaves: never more than the deadline allows. Without any time left it is not sent. */
export function withDeadline(send: (request: Request, signal: AbortSignal) => Promise<Exchange>, clock: Clock, deadlineMs: number): Send {
  return (request, signal, mostMs = requestTimeoutMs) => {
    const leftMs = deadlineMs - clock.nowMs();
    const timeoutMs = leftMs > 0 ? Math.min(mostMs, leftMs) : leftMs + lastLookMs;
    return timeoutMs > 0 ? send({ ...request, timeoutMs }, signal) : Promise.resolve({ sent: false, code: 'unsent' });
  };
}
