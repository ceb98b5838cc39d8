import type { Clock } from '../../src/clock.ts';
import type { RawNoReply, RawReply, Request, Transport } from '../../src/http/transport.ts';
import type { WireRequest } from '../../src/sandbox/wire.ts';
import { type Fault, faults, faultsOfCancel, refusals } from './faults.ts';
import type { Marketplace, TrueReply } from './marketplace.ts';
import type { Prng } from './prng.ts';

/** One exchange as it really was: what was asked, whether the service processed it, and what came back. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly atMs: number;
  readonly isProcessed: boolean;
  /** What ran when the service answered; `undefined` when nothing did, or when it was not asked. */
  readonly runningId: string | undefined;
  readonly result: RawReply | RawNoReply;
}

export interface Storm {
  readonly transport: Transport;
  readonly exchanges: readonly Exchange[];
}

/** A marketplace as far as its wire goes. */
type Stormed = Pick<Marketplace, 'answer'> & {
  running(): { readonly id: string } | undefined;
  /** Its list may miss what exists, for a while: with a page that is denied before, nothing could tell that from a cancellation. */
  mayListLag?(): boolean;
};

/** A network that loses, delays, cuts and damages replies. How often is random, once per run. A look may be refused in every attempt, too. */
export function createStorm(dice: Prng, clock: Clock, { answer, running, mayListLag }: Stormed): Storm {
  const exchanges: Exchange[] = [];
  const faultRate = dice.pick([0, 0.05, 0.2, 0.5]);
  const refusalRate = dice.pick([0, 0, 0, 0.03]);
  const slowMs = dice.pick([50, 500, 5_000]);
  /** The server closes the connection of the look before it whenever a cancel arrives, or a proxy answers every cancel in its place. */
  const everyCancel = dice.chance(0.15) ? dice.pick(faultsOfCancel) : undefined;

  const faultOf = (method: string): Fault | undefined => {
    if (dice.chance(refusalRate)) return dice.pick(refusals);
    if (method === 'POST' && everyCancel && dice.chance(0.7)) return everyCancel;
    if (!dice.chance(faultRate)) return undefined;
    const fault = method === 'POST' && dice.chance(0.4) ? dice.pick(faultsOfCancel) : dice.pick(faults);
    return fault.deniesExistence && mayListLag?.() ? undefined : fault;
  };
  const transport: Transport = async (request, signal) => {
    if (signal.aborted) return { sent: false, code: 'aborted' };
    const { method, url, headers } = request;
    const underWay: RawNoReply = { sent: true, code: 'under way' };
    const exchange = { method, url, headers, atMs: clock.nowMs(), isProcessed: false, runningId: undefined, result: underWay };
    exchanges.push(exchange);
    const played = await play(request, signal);
    Object.assign(exchange, played);
    return played.result;
  };
  const play = async (request: Request, signal: AbortSignal): Promise<Pick<Exchange, 'isProcessed' | 'runningId' | 'result'>> => {
    const limitMs = clock.nowMs() + request.timeoutMs;
    const delayMs = dice.between(0, slowMs) / 2;
    const fault = faultOf(request.method);
    const isProcessed = fault?.isProcessed ?? true;
    /** A request that never leaves the machine is over before it could arrive. */
    const early = await pass(delayMs, limitMs, signal);
    if (early) return { isProcessed: false, runningId: undefined, result: fault?.isUnsent ? { ...early, sent: false } : early };
    const reply = isProcessed ? answer(wireRequest(request)) : nothing;
    const runningId = isProcessed ? running()?.id : undefined;
    const result = fault?.result(reply) ?? whole(reply);
    const isSilent = 'code' in result && result.code === 'timeout';
    return { isProcessed, runningId, result: (await pass(isSilent ? request.timeoutMs : delayMs, limitMs, signal)) ?? result };
  };
  /** Waits so long, or until the request is given up. */
  const pass = async (ms: number, limitMs: number, signal: AbortSignal): Promise<RawNoReply | undefined> => {
    const leftMs = Math.max(limitMs - clock.nowMs(), 0);
    await clock.sleep(Math.min(ms, leftMs), signal);
    if (signal.aborted) return { sent: true, code: 'aborted' };
    return ms >= leftMs ? { sent: true, code: 'timeout' } : undefined;
  };
  return { transport, exchanges };
}

function wireRequest({ method, url, headers, body = '' }: Request): WireRequest {
  const { pathname, search } = new URL(url);
  return { method, path: pathname + search, headers, body };
}

/** What the transport makes of a reply of more than 1 MiB. */
function whole({ isTooLarge, ...reply }: TrueReply): RawReply | RawNoReply {
  return isTooLarge ? { sent: true, code: 'too-large', status: reply.status, headers: reply.headers } : reply;
}

const nothing: TrueReply = { status: 200, headers: {}, body: '' };
