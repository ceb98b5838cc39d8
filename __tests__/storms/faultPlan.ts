import type { RawNoReply, RawReply, Request, Transport } from '../../src/http/transport.ts';
import type { WireReply, WireRequest } from '../../src/sandbox/wire.ts';
import type { FakeClock } from '../support/fakeClock.ts';
import type { Prng } from './prng.ts';

/** One exchange as it really was: what was asked, whether the service processed it, and what came back. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly atMs: number;
  readonly isProcessed: boolean;
  readonly result: RawReply | RawNoReply;
}

/** What can happen to an exchange. `isProcessed` is the truth that the client does not see. */
interface Fault {
  readonly isProcessed: boolean;
  result(reply: WireReply): RawReply | RawNoReply;
}

const busy = (status: number, headers: Record<string, string>): Fault => ({
  isProcessed: false,
  result: () => ({ status, headers, body: '{"error":{"code":"Busy","message":"Later, please."}}' }),
});
const broken = (isProcessed: boolean, status: number): Fault => ({
  isProcessed,
  result: () => ({ status, headers: {}, body: '<html><title>Bad gateway</title></html>' }),
});
const lost = (isProcessed: boolean, sent: boolean, code: string): Fault => ({ isProcessed, result: () => ({ sent, code }) });

/** Every kind of fault, as tables of equals to throw dice over. */
const faults: readonly [Fault, ...Fault[]] = [
  lost(false, false, 'ECONNREFUSED'),
  lost(false, false, 'ENOTFOUND'),
  lost(false, true, 'ECONNRESET'),
  lost(true, true, 'ECONNRESET'),
  lost(true, true, 'timeout'),
  lost(false, true, 'timeout'),
  lost(true, true, 'too-large'),
  { isProcessed: true, result: ({ status, headers }) => ({ sent: true, code: 'cut', status, headers }) },
  busy(429, {}),
  busy(429, { 'retry-after': '2' }),
  busy(429, { 'retry-after': '90' }),
  busy(503, { 'retry-after': '1' }),
  broken(false, 500),
  broken(true, 500),
  broken(true, 502),
  broken(false, 504),
  broken(true, 503),
  broken(false, 408),
  { isProcessed: true, result: (reply) => ({ status: reply.status, headers: reply.headers, body: '{"truncated": ' }) },
  { isProcessed: false, result: () => ({ status: 200, headers: {}, body: '<html><title>Please log in to the network</title></html>' }) },
  { isProcessed: false, result: () => ({ status: 302, headers: { location: 'https://portal.example/login' }, body: '' }) },
];

export interface Storm {
  readonly transport: Transport;
  readonly exchanges: readonly Exchange[];
}

/** A wire that loses, delays, cuts and garbles: how often, the dice decide once per run. A look may be refused for good, too. */
export function createStorm(dice: Prng, clock: FakeClock, answer: (request: WireRequest) => WireReply): Storm {
  const exchanges: Exchange[] = [];
  const faultRate = dice.pick([0, 0.05, 0.2, 0.5]);
  const refusalRate = dice.pick([0, 0, 0, 0.03]);
  const slowMs = dice.pick([50, 500, 5_000]);

  /** What comes back in time: nobody waits longer than the request may take, or than anybody wants the answer. */
  const wait = async (
    request: Request,
    signal: AbortSignal,
    fromMs: number,
    delayMs: number,
    come: () => RawReply | RawNoReply,
  ): Promise<RawReply | RawNoReply> => {
    const leftMs = Math.max(fromMs + request.timeoutMs - clock.nowMs(), 0);
    await passUntil(clock, Math.min(delayMs, leftMs), signal);
    if (signal.aborted) return { sent: true, code: 'aborted' };
    return delayMs >= leftMs ? { sent: true, code: 'timeout' } : come();
  };
  const play = async (request: Request, signal: AbortSignal): Promise<{ isProcessed: boolean; result: RawReply | RawNoReply }> => {
    const fromMs = clock.nowMs();
    const { pathname, search } = new URL(request.url);
    const delayMs = dice.between(0, slowMs) / 2;
    const fault = dice.chance(refusalRate) ? busy(dice.pick([401, 403]), {}) : dice.chance(faultRate) ? dice.pick(faults) : undefined;
    const late = await wait(request, signal, fromMs, delayMs, () => nothing);
    if (late !== nothing) return { isProcessed: false, result: late };
    const isProcessed = fault?.isProcessed ?? true;
    const reply = isProcessed
      ? answer({ method: request.method, path: pathname + search, headers: request.headers, body: request.body ?? '' })
      : nothing;
    const result = fault?.result(reply) ?? reply;
    const isSilent = 'code' in result && result.code === 'timeout';
    return { isProcessed, result: await wait(request, signal, fromMs, isSilent ? request.timeoutMs : delayMs, () => result) };
  };
  const transport: Transport = async (request, signal) => {
    if (signal.aborted) return { sent: false, code: 'aborted' };
    const atMs = clock.nowMs();
    const { isProcessed, result } = await play(request, signal);
    exchanges.push({ method: request.method, url: request.url, headers: request.headers, atMs, isProcessed, result });
    return result;
  };
  return { transport, exchanges };
}

/** Time passes, but nobody waits for an answer that is not wanted any more. */
async function passUntil(clock: FakeClock, ms: number, signal: AbortSignal): Promise<void> {
  for (let leftMs = ms; leftMs > 0 && !signal.aborted; leftMs -= 100) {
    clock.pass(Math.min(leftMs, 100));
    for (let turn = 0; turn < 5; turn += 1) await undefined;
  }
}

const nothing: WireReply = { status: 200, headers: {}, body: '' };
