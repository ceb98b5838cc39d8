import { describe, expect, it } from 'vitest';
import { ingestionScenarios as scenarios } from '../../src/sandbox/productIngestion/scenarios.ts';
import type { Scenario } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { stepFor } from '../../src/sandbox/step.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL_JOB, JOB, job, PRODUCT, PUBLISHED, RESOURCES } from '../support/product.ts';
import { forbidden } from '../support/sandbox.ts';
import { runStep } from '../support/step.ts';
import { inMemory } from '../support/wire.ts';

const look = [JOB, PUBLISHED] as const;
/** The look right before the cancel belongs to it. */
const first = [PRODUCT, ...look, ...look, CANCEL_JOB] as const;

/** Every scenario of the Product Ingestion API in memory, on a clock of ours: what is asked, and when the step ends. A request takes 100 ms, a pause is the longest. */
const expected: Readonly<Record<keyof typeof scenarios, { readonly requests: readonly string[]; readonly endsAtMs: number }>> = {
  'job-canceled': { requests: [...first, ...look], endsAtMs: 800 },
  'job-slow': { requests: [...first, ...look, ...look], endsAtMs: 61_000 },
  'job-accepted': { requests: [...first, JOB, `${PUBLISHED} ×3`], endsAtMs: 11_500 },
  'job-id-spelling': { requests: [...first, ...look], endsAtMs: 800 },
  'job-already-completed': { requests: [...first, ...look, RESOURCES], endsAtMs: 900 },
  'job-already-live': { requests: [...first, ...look, RESOURCES], endsAtMs: 900 },
  'job-already-failed': { requests: [...first, ...look], endsAtMs: 800 },
  'job-still-publishing': { requests: [...first, JOB, `${PUBLISHED} ×8`], endsAtMs: 60_100 },
  'job-of-the-draft': { requests: [PRODUCT, ...Array(10).fill(look).flat()], endsAtMs: 29_100 },
  'job-of-another-offer': { requests: [PRODUCT, ...look], endsAtMs: 300 },
};

describe('every scenario of the Product Ingestion API in memory', () => {
  it.each(Object.entries<Scenario>(scenarios).map(([name, scenario]) => ({ name, scenario })))('$name', async ({ name, scenario }) => {
    const clock = createFakeClock();
    const service = createService(scenario, clock);
    const { inputs } = stepFor(scenario, 'http://127.0.0.1:1');
    const step = await runStep({ wire: inMemory(service, clock), clock, inputs: { 'publisher-id': '', ...inputs } });
    expect({ outcome: step.outputs['outcome'], requests: step.requests, endsAtMs: clock.nowMs() }).toStrictEqual({
      outcome: scenario.outcome,
      ...expected[name as keyof typeof scenarios],
    });
    expect(forbidden(service)).toStrictEqual([]);
  });

  const inputs = { api: 'product-ingestion', 'operation-id': job };
  it('a second run says that the job had already been canceled', async () => {
    const clock = createFakeClock();
    const wire = inMemory(createService(scenarios['job-canceled'], clock), clock);
    const steps = [await runStep({ wire, clock, inputs }), await runStep({ wire, clock, inputs })];
    expect(steps.map(({ outputs }) => outputs['outcome'])).toStrictEqual(['canceled', 'canceled']);
    expect(steps[1]?.outputs['message']).toContain('had already been canceled');
    expect(wire.requests.filter((name) => name === CANCEL_JOB)).toHaveLength(1);
  });

  it.each(['job-canceled', 'job-slow', 'job-accepted'] as const)('RC-10 two runs at once, %s: both come to the same end', async (name) => {
    const clock = createFakeClock();
    const wire = inMemory(createService(scenarios[name], clock), clock);
    const steps = await Promise.all([1, 2].map(() => runStep({ wire, clock, inputs })));
    expect(steps.map(({ outputs }) => outputs['outcome'])).toStrictEqual(['canceled', 'canceled']);
  });
});
