import { diceOf } from '../../__tests__/chaos/dice.ts';
import { runStep } from '../../__tests__/support/step.ts';
import type { Transport } from '../../src/http/transport.ts';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { createVirtualTime } from './virtualTime.ts';

/** What a step with many offers came to, by a clock that does not have to be waited for. */
export interface Crowd {
  /** From the first cancel request to the last. */
  readonly cancelsMs: number;
  readonly requests: number;
  readonly mostInFlight: number;
  readonly endedAtMs: number;
}

const requestMs = 100;

/** Offers whose cancel takes `lengthMs` each, or nothing at all when that is 0; every request takes 100 ms. */
export async function crowd(offers: number, lengthMs: number): Promise<Crowd> {
  const { clock, run } = createVirtualTime(diceOf(1).roll);
  const scenario = lengthMs === 0 ? scenarios.synchronous : { ...scenarios.accepted, end: { as: 'canceled', afterMs: lengthMs } as const };
  const service = createService(scenario, clock);
  const cancelsAtMs: number[] = [];
  let requests = 0;
  let inFlight = 0;
  let mostInFlight = 0;
  const transport: Transport = async ({ method, url, headers, body }, signal) => {
    requests += 1;
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    if (method === 'POST') cancelsAtMs.push(clock.nowMs());
    await clock.sleep(requestMs, signal);
    inFlight -= 1;
    const { pathname, search } = new URL(url);
    return service({ method, path: pathname + search, headers, body: body ?? '' });
  };
  const wire = { transport, requests: [], sent: [] };
  const inputs = { 'offer-id': Array.from({ length: offers }, (_, index) => `o${index}`).join(',') };
  const { exitCode } = await run(runStep({ wire, clock: { ...clock, pausesMs: [], at: () => undefined, pass: () => undefined }, inputs }));
  if (exitCode !== 0) throw new Error(`the step ended with ${exitCode}`);
  return { cancelsMs: Math.max(...cancelsAtMs) - Math.min(...cancelsAtMs), requests, mostInFlight, endedAtMs: clock.nowMs() };
}
