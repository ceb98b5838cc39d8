import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { stepFor } from '../../src/sandbox/step.ts';
import { submissionScenarios as scenarios } from '../../src/sandbox/submission/scenarios.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { DELETE, SUBMISSIONS as LIST, LOOKUP, SUBMISSION as PAGE } from '../support/product.ts';
import { forbidden } from '../support/sandbox.ts';
import { runStep } from '../support/step.ts';
import { inMemory } from '../support/wire.ts';

/** The look right before the DELETE belongs to it. */
const first = [LOOKUP, LIST, PAGE, DELETE] as const;
const listed = [PAGE, LIST] as const;

/** Every scenario of the submission API in memory, on a clock of ours: what is asked, and when the step ends. A request takes 100 ms, a pause is the longest. */
const expected: Readonly<Record<keyof typeof scenarios, { readonly requests: readonly string[]; readonly endsAtMs: number }>> = {
  'submission-gone': { requests: [...first, `${PAGE} ×2`, `${LIST} ×2`], endsAtMs: 5_800 },
  'submission-canceled': { requests: [...first, PAGE, LIST], endsAtMs: 600 },
  'submission-slow': { requests: [...first, `${PAGE} ×4`, `${LIST} ×2`], endsAtMs: 21_500 },
  'submission-stuck': { requests: [...first, `${PAGE} ×8`], endsAtMs: 60_100 },
  'submission-too-late': { requests: [...first, `${PAGE} ×4`], endsAtMs: 11_300 },
  'submission-going-live': { requests: [LOOKUP, LIST], endsAtMs: 200 },
  'submission-failed': { requests: [LOOKUP, LIST], endsAtMs: 200 },
  'submission-draft': { requests: [LOOKUP, LIST], endsAtMs: 200 },
  'submission-draft-running': { requests: [...first, `${PAGE} ×2`, `${LIST} ×2`], endsAtMs: 5_800 },
  'submission-draft-failed': { requests: [LOOKUP, LIST], endsAtMs: 200 },
  'submission-still-listed': { requests: [...first, `${PAGE} ×2`, LIST, ...Array(6).fill(listed).flat()], endsAtMs: 60_200 },
  'submission-newer': { requests: [...first, `${PAGE} ×2`, LIST], endsAtMs: 5_700 },
  'submission-published-changed': { requests: [...first, `${PAGE} ×2`, LIST], endsAtMs: 5_700 },
  'submission-pages': { requests: [LOOKUP, `${LIST} ×2`, PAGE, DELETE, `${PAGE} ×2`, `${LIST} ×4`], endsAtMs: 6_100 },
  'submission-lost-page': { requests: [LOOKUP, `${LIST} ×2`], endsAtMs: 300 },
  'submission-refused-400': { requests: [...first, PAGE], endsAtMs: 500 },
  'submission-refused-403': { requests: [...first, PAGE], endsAtMs: 500 },
  'submission-refused-404': { requests: [...first, PAGE], endsAtMs: 500 },
  'submission-refused-409': { requests: [...first, PAGE], endsAtMs: 500 },
  'submission-throttled': {
    requests: [LOOKUP, `${LIST} ×3`, PAGE, DELETE, PAGE, DELETE, PAGE, DELETE, `${PAGE} ×2`, `${LIST} ×2`],
    endsAtMs: 10_400,
  },
  'submission-no-product': { requests: [LOOKUP], endsAtMs: 100 },
  'submission-two-products': { requests: [LOOKUP], endsAtMs: 100 },
  'submission-lookup-400': { requests: [LOOKUP], endsAtMs: 100 },
};

describe('every scenario of the submission API in memory', () => {
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

  it('a submission that is gone at once takes at most 9 requests and 6 s', async () => {
    const clock = createFakeClock();
    const wire = inMemory(createService(scenarios['submission-gone'], clock), clock);
    await runStep({ wire, clock, inputs: { api: 'submission' } });
    expect(wire.requests.length).toBeLessThanOrEqual(9);
    expect(clock.nowMs()).toBeLessThanOrEqual(6_000);
  });

  it('a second run finds nothing to cancel', async () => {
    const clock = createFakeClock();
    const wire = inMemory(createService(scenarios['submission-gone'], clock), clock);
    const steps = [
      await runStep({ wire, clock, inputs: { api: 'submission' } }),
      await runStep({ wire, clock, inputs: { api: 'submission' } }),
    ];
    expect(steps.map(({ outputs }) => outputs['outcome'])).toStrictEqual(['canceled', 'nothing-to-cancel']);
  });

  it.each(['submission-gone', 'submission-canceled', 'submission-slow'] as const)(
    'RC-10 two runs at once, %s: both come to the same end',
    async (name) => {
      const clock = createFakeClock();
      const wire = inMemory(createService(scenarios[name], clock), clock);
      const steps = await Promise.all([1, 2].map(() => runStep({ wire, clock, inputs: { api: 'submission' } })));
      expect(steps.map(({ outputs }) => outputs['outcome'])).toStrictEqual(['canceled', 'canceled']);
    },
  );
});
