import { describe, expect, it } from 'vitest';
import { type Scenario, scenarios } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { stepFor } from '../../src/sandbox/step.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, LINK, LIST, PAGE, STATUS } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { GITHUB, inMemory, TOKEN } from '../support/wire.ts';

/** Every scenario of the sandbox in memory, on a clock of ours: what is asked, and when the step ends. A request takes 100 ms, a pause is the longest. */
const expected: Readonly<Record<keyof typeof scenarios, { readonly requests: readonly string[]; readonly endsAtMs: number }>> = {
  synchronous: { requests: [LIST, CANCEL, PAGE], endsAtMs: 300 },
  accepted: { requests: [LIST, CANCEL, `${LINK} ×2`, PAGE], endsAtMs: 11_000 },
  'non-migrated': { requests: [LIST, CANCEL, 'GET /api/operations/contoso$contoso-vm$2$preview ×2', PAGE], endsAtMs: 11_000 },
  'body-location': { requests: [LIST, CANCEL, `${LINK} ×2`, PAGE], endsAtMs: 11_000 },
  'no-location': { requests: [LIST, CANCEL, `${PAGE} ×2`], endsAtMs: 10_900 },
  'nothing-running': { requests: [LIST], endsAtMs: 100 },
  'always-202': { requests: [LIST], endsAtMs: 100 },
  'too-late': { requests: [LIST, CANCEL, `${LINK} ×2`, PAGE, LIST], endsAtMs: 11_100 },
  'too-late-live': { requests: [LIST, CANCEL, `${LINK} ×2`, PAGE, LIST], endsAtMs: 11_100 },
  'failed-by-itself': { requests: [LIST, CANCEL, `${LINK} ×2`, PAGE, LIST], endsAtMs: 11_100 },
  slow: { requests: [LIST, CANCEL, `${LINK} ×4`, PAGE], endsAtMs: 31_200 },
  throttled: { requests: [`${LIST} ×3`, `${CANCEL} ×3`, `${LINK} ×2`, PAGE], endsAtMs: 15_400 },
  'refused-400': { requests: [LIST, CANCEL, PAGE], endsAtMs: 300 },
  'refused-403': { requests: [LIST, CANCEL, PAGE], endsAtMs: 300 },
  'refused-404': { requests: [LIST, CANCEL, PAGE], endsAtMs: 300 },
  stuck: { requests: [LIST, CANCEL, `${LINK} ×6`, PAGE], endsAtMs: 60_100 },
  'list-gone': { requests: [LIST, STATUS, CANCEL, `${LINK} ×2`, STATUS], endsAtMs: 11_100 },
  federated: { requests: [GITHUB, TOKEN, LIST, CANCEL, `${LINK} ×2`, PAGE], endsAtMs: 11_200 },
  'client-secret': { requests: [TOKEN, LIST, CANCEL, `${LINK} ×2`, PAGE], endsAtMs: 11_100 },
  'token-expires': {
    requests: [GITHUB, TOKEN, LIST, CANCEL, `${LINK} ×2`, GITHUB, TOKEN, `${LINK} ×2`, PAGE],
    endsAtMs: 31_600,
  },
  'given-token-expires': { requests: [LIST, CANCEL, `${LINK} ×2`, PAGE], endsAtMs: 21_000 },
  'wrong-subject': { requests: [GITHUB, TOKEN], endsAtMs: 200 },
  'wrong-secret': { requests: [TOKEN], endsAtMs: 100 },
  'expired-secret': { requests: [TOKEN], endsAtMs: 100 },
  'unknown-tenant': { requests: [GITHUB, TOKEN], endsAtMs: 200 },
  'sign-in-down': { requests: [GITHUB, `${TOKEN} ×4`], endsAtMs: 4000 },
  'sign-in-cut': { requests: [`${TOKEN} ×4`], endsAtMs: 3900 },
  environment: { requests: [LIST, CANCEL, `${LINK} ×2`, PAGE], endsAtMs: 11_000 },
  several: { requests: [`${LIST} ×4`, `${CANCEL} ×3`, PAGE, `${LINK} ×4`, `${PAGE} ×2`, LIST], endsAtMs: 22_500 },
  'sign-in-throttled': { requests: [GITHUB, `${TOKEN} ×3`, LIST, CANCEL, `${LINK} ×2`, PAGE], endsAtMs: 13_400 },
};

/** Lines that GitHub would draw as the last row of the table before them, since no blank line ends it. */
function linesInTables(markdown: string): readonly string[] {
  const lines = markdown.split('\n');
  return lines.filter((line, index) => lines[index - 1]?.startsWith('|') && !line.startsWith('|') && line.trim() !== '');
}

describe('every scenario in memory: its requests, its end, and F61 a summary whose tables end with a blank line', () => {
  it.each(Object.entries<Scenario>(scenarios).map(([name, scenario]) => ({ name, scenario })))('$name', async ({ name, scenario }) => {
    const clock = createFakeClock();
    const wire = inMemory(createService(scenario, clock), clock);
    const { inputs, environment } = stepFor(scenario, 'http://127.0.0.1:1');
    const deactivate = async () => ({ done: 'deployment 1002' });
    const step = await runStep({ wire, clock, inputs: { token: '', ...inputs }, environment, deactivate });
    expect({ outcome: step.outputs['outcome'], requests: step.requests, endsAtMs: clock.nowMs() }).toStrictEqual({
      outcome: scenario.outcome,
      ...expected[name as keyof typeof scenarios],
    });
    expect(linesInTables(step.runner.summaries.join(''))).toStrictEqual([]);
  });

  it('a second run finds nothing to cancel', async () => {
    const clock = createFakeClock();
    const wire = inMemory(createService(scenarios.synchronous, clock), clock);
    const outcomes = [await runStep({ wire, clock }), await runStep({ wire, clock })].map(({ outputs }) => outputs['outcome']);
    expect(outcomes).toStrictEqual(['canceled', 'nothing-to-cancel']);
  });

  it('RC-10 two runs at once: both come to the same end', async () => {
    const clock = createFakeClock();
    const wire = inMemory(createService(scenarios.accepted, clock), clock);
    const steps = await Promise.all([runStep({ wire, clock }), runStep({ wire, clock })]);
    expect(steps.map(({ outputs }) => outputs['outcome'])).toStrictEqual(['canceled', 'canceled']);
  });

  it.each([
    { what: 'a token that the sandbox does not take', inputs: { token: 'expired' }, outcome: 'refused' },
    { what: 'another api-version', inputs: { 'api-version': '2099-01-01' }, outcome: 'refused' },
  ])('$what', async ({ inputs, outcome }) => {
    const clock = createFakeClock();
    const step = await runStep({ wire: inMemory(createService(scenarios.accepted, clock), clock), clock, inputs });
    expect(step.outputs['outcome']).toBe(outcome);
  });
});
