import { diceOf } from '../../__tests__/chaos/dice.ts';
import { createFakeClock } from '../../__tests__/support/fakeClock.ts';
import { runStep } from '../../__tests__/support/step.ts';
import { inMemory } from '../../__tests__/support/wire.ts';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { median } from './statistics.ts';

/** One step whose operation takes this long to end after the cancel request was taken. */
interface Polled {
  /** From the end of the operation to the end of the step. */
  readonly lagMs: number;
  /** Of all kinds, the first look and the cancel included. */
  readonly requests: number;
}

export interface Polling {
  readonly lengthMs: number;
  readonly medianLagMs: number;
  readonly longestLagMs: number;
  readonly medianRequests: number;
  readonly mostRequests: number;
}

const requestMs = 100;

/** A whole step against the sandbox in memory, on a clock that does not have to be waited for; each request takes 100 ms, and the dice are the seed's. */
async function poll(lengthMs: number, seed: number, inputs: Readonly<Record<string, string>> = {}): Promise<Polled> {
  const clock = { ...createFakeClock(), random: diceOf(seed).roll };
  const service = createService({ ...scenarios.accepted, end: { as: 'canceled', afterMs: lengthMs } }, clock);
  let takenAtMs = 0;
  const wire = inMemory(
    (request) => {
      if (request.method === 'POST') takenAtMs = clock.nowMs();
      return service(request);
    },
    clock,
    requestMs,
  );
  const { exitCode } = await runStep({ wire, clock, inputs: { 'timeout-minutes': '350', ...inputs } });
  if (exitCode !== 0) throw new Error(`the step ended with ${exitCode}`);
  return { lagMs: clock.nowMs() - takenAtMs - lengthMs, requests: wire.requests.length };
}

/** Many steps whose operations take this long, each with dice of its own. */
export async function pollMany(lengthMs: number, inputs: Readonly<Record<string, string>> = {}, runs = 401): Promise<Polling> {
  const steps: Polled[] = [];
  for (let seed = 1; seed <= runs; seed += 1) steps.push(await poll(lengthMs, seed, inputs));
  const lags = steps.map(({ lagMs }) => lagMs);
  const requests = steps.map((step) => step.requests);
  return {
    lengthMs,
    medianLagMs: median(lags),
    longestLagMs: Math.max(...lags),
    medianRequests: median(requests),
    mostRequests: Math.max(...requests),
  };
}
