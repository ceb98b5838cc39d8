/** Whole steps against the sandbox in memory, by a simulated clock: for `npm run bench`, and for the tests of its limits. */
import { prng } from '../../__tests__/storms/prng.ts';
import { createJumpingClock } from '../../__tests__/support/jumpingClock.ts';
import { runStep } from '../../__tests__/support/step.ts';
import type { Transport } from '../../src/http/transport.ts';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';

export interface Simulated {
  /** From the end of the last operation to the end of the step. */
  readonly lagMs: number;
  /** When each cancel request left. */
  readonly cancelsAtMs: readonly number[];
  readonly stepMs: number;
  /** When each request left. */
  readonly requestsAtMs: readonly number[];
  readonly mostInFlight: number;
}

/** One step whose offers take `lengthMs` each to be canceled. The seed decides the length of the pauses. */
export async function simulate({ offers = 1, lengthMs = 0, requestMs = 100, seed = 1, inputs = {}, exitCode = 0 }): Promise<Simulated> {
  const { clock, run } = createJumpingClock(prng(seed).roll);
  const scenario = lengthMs > 0 ? scenarios.accepted : scenarios.synchronous;
  const service = createService({ ...scenario, end: { as: 'canceled', afterMs: lengthMs } }, clock);
  const cancelsAtMs: number[] = [];
  const requestsAtMs: number[] = [];
  let [inFlight, mostInFlight] = [0, 0];
  const transport: Transport = async ({ method, url, headers, body = '' }, signal) => {
    requestsAtMs.push(clock.nowMs());
    if (method === 'POST') cancelsAtMs.push(clock.nowMs());
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    await clock.sleep(requestMs, signal);
    inFlight -= 1;
    const { pathname, search } = new URL(url);
    return service({ method, path: pathname + search, headers, body });
  };
  const ids = Array.from({ length: offers }, (_, index) => `o${index}`).join(',');
  const step = await run(
    runStep({
      wire: { transport, requests: [], sent: [] },
      clock: { ...clock, pausesMs: [], at: () => undefined, pass: () => undefined },
      inputs: { 'offer-id': ids, 'timeout-minutes': '350', ...inputs },
    }),
  );
  if (step.exitCode !== exitCode) throw new Error(`the step ended with ${step.exitCode}`);
  const lastMs = Math.max(...cancelsAtMs);
  const stepMs = clock.nowMs();
  return { lagMs: stepMs - lastMs - requestMs - lengthMs, stepMs, requestsAtMs, cancelsAtMs, mostInFlight };
}
