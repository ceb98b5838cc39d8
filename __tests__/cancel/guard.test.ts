import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, entry, fence, LIST, other, PAGE, page } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { reply, scripted } from '../support/wire.ts';

interface Row {
  readonly name: string;
  readonly script: Parameters<typeof scripted>[0];
  readonly outcome: string;
  readonly requests: readonly string[];
  readonly operationId?: string;
  readonly message?: RegExp;
}

const gone = reply(200, page('canceled'));
const another = { id: other };
const found = { outcome: 'canceled', requests: [LIST, CANCEL, PAGE] };

const rows: readonly Row[] = [
  { name: 'it runs', script: { [LIST]: reply(200, [entry('running')]), [CANCEL]: reply(200), [PAGE]: gone }, ...found },
  {
    name: 'it runs under an id in capitals',
    script: {
      [LIST]: reply(200, [entry('running', { id: fence.toUpperCase() })]),
      [CANCEL]: reply(200),
      [`GET operations/${fence.toUpperCase()}`]: gone,
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `GET operations/${fence.toUpperCase()}`],
    operationId: fence.toUpperCase(),
  },
  {
    name: 'two run, it is one of them',
    script: { [LIST]: reply(200, [entry('running', another), entry('running')]), [CANCEL]: reply(200), [PAGE]: gone },
    ...found,
  },
  {
    name: 'RC-06 another one runs',
    script: { [LIST]: reply(200, [entry('succeeded'), entry('running', another)]) },
    outcome: 'mismatch',
    requests: [LIST],
    operationId: other,
    message:
      /Another operation runs: operation aaaaaaaa-\S+ \(publish, staging\), not 56615b67-\S+ \(which succeeded\)\. No cancel was sent\./,
  },
  {
    name: 'another one runs, and it is in no entry',
    script: { [LIST]: reply(200, [entry('running', another)]) },
    outcome: 'mismatch',
    requests: [LIST],
    operationId: other,
  },
  {
    name: 'it succeeded',
    script: { [LIST]: reply(200, [entry('succeeded')]) },
    outcome: 'too-late',
    requests: [LIST],
    message: /succeeded before a cancel could be sent\. No cancel was sent\. The offer is not live: a preview of it waits for go-live\./,
  },
  {
    name: 'it succeeded in the production slot',
    script: { [LIST]: reply(200, [entry('succeeded', { slot: 'production' })]) },
    outcome: 'too-late',
    requests: [LIST],
    message: /The offer is live\./,
  },
  {
    name: 'it was canceled',
    script: { [LIST]: reply(200, [entry('canceled')]) },
    outcome: 'canceled',
    requests: [LIST],
    message: /had already been canceled/,
  },
  { name: 'it failed', script: { [LIST]: reply(200, [entry('failed')]) }, outcome: 'nothing-to-cancel', requests: [LIST] },
  {
    name: 'it is in no entry, its page says running',
    script: { [LIST]: reply(200, []), [PAGE]: [reply(200, page('running')), gone], [CANCEL]: reply(200) },
    outcome: 'canceled',
    requests: [LIST, PAGE, CANCEL, PAGE],
  },
  {
    name: 'it is in no entry, its page says canceled',
    script: { [LIST]: reply(200, []), [PAGE]: gone },
    outcome: 'canceled',
    requests: [LIST, PAGE],
  },
  {
    name: 'it is in no entry, its page comes late',
    script: {
      [LIST]: reply(200, []),
      [PAGE]: [reply(404), reply(200, []), reply(200, page('neverPublished')), reply(200, page('running')), gone],
      [CANCEL]: reply(200),
    },
    outcome: 'canceled',
    requests: [LIST, `${PAGE} ×4`, CANCEL, PAGE],
  },
  {
    name: 'it is nowhere for 30 s',
    script: { [LIST]: reply(200, []), [PAGE]: reply(404) },
    outcome: 'failed',
    requests: [LIST, `${PAGE} ×11`],
    message: /was not found: HTTP 404/,
  },
  {
    name: 'its entry has an unknown word: its page decides',
    script: { [LIST]: reply(200, [entry('Hibernating')]), [PAGE]: [reply(200, page('running')), gone], [CANCEL]: reply(200) },
    outcome: 'canceled',
    requests: [LIST, PAGE, CANCEL, PAGE],
  },
  {
    name: 'its older entry has an unknown word: its page decides',
    script: {
      [LIST]: reply(200, [entry('Hibernating', { changedTime: '2020-01-01T00:00:00Z' }), entry('failed', another)]),
      [PAGE]: reply(200, page('succeeded')),
    },
    outcome: 'too-late',
    requests: [LIST, PAGE],
  },
  {
    name: 'its page says that it ended while another runs',
    script: { [LIST]: reply(200, [entry('Hibernating'), entry('running', another)]), [PAGE]: reply(200, page('failed')) },
    outcome: 'mismatch',
    requests: [LIST, PAGE],
    operationId: other,
  },
  ...[reply(400), reply(404), reply(410), reply(200, {})].map((fault) => ({
    name: `the list is not to be used (${fault.status}): its page decides`,
    script: { [LIST]: fault, [PAGE]: [reply(200, page('running')), gone], [CANCEL]: reply(200) },
    outcome: 'canceled',
    requests: [LIST, PAGE, CANCEL, PAGE],
  })),
  {
    name: 'RC-12 neither list nor page can be read',
    script: { [LIST]: reply(500), [PAGE]: reply(500) },
    outcome: 'failed',
    requests: [`${LIST} ×4`, `${PAGE} ×4`],
    message: /Operation 56615b67-\S+ cannot be read: HTTP 500\. No cancel was sent\./,
  },
  {
    name: 'it runs in a list that is not certain, and its page says that it was canceled',
    script: {
      [LIST]: reply(200, [entry('running'), entry('Hibernating', { id: other, changedTime: '2026-01-31T11:59:00Z' })]),
      [PAGE]: reply(200, page('canceled')),
    },
    outcome: 'canceled',
    requests: [LIST, PAGE],
  },
  { name: 'its page is forbidden', script: { [LIST]: reply(404), [PAGE]: reply(403) }, outcome: 'refused', requests: [LIST, PAGE] },
  { name: 'the list is refused', script: { [LIST]: reply(401) }, outcome: 'refused', requests: [LIST] },
];

describe('with operation-id', () => {
  it.each(rows)('$name → $outcome', async ({ script, outcome, requests, operationId, message }) => {
    const step = await runStep({ wire: scripted(script), inputs: { 'operation-id': `{${fence.toUpperCase()}}` } });
    expect({ outcome: step.outputs['outcome'], requests: step.requests }).toStrictEqual({ outcome, requests });
    if (operationId) expect(step.outputs['operation-id']).toBe(operationId);
    if (message) expect(step.outputs['message']).toMatch(message);
    expect(step.runner.lines.filter((line) => line.includes('no guard'))).toStrictEqual([]);
  });

  it('stops waiting for it at the deadline', async () => {
    const clock = createFakeClock();
    const slowList = () => {
      clock.pass(55_000);
      return reply(200, []);
    };
    const wire = scripted({ [LIST]: slowList, [PAGE]: reply(404) });
    const step = await runStep({ wire, clock, inputs: { 'operation-id': fence, 'timeout-minutes': '1' } });
    expect({ outcome: step.outputs['outcome'], requests: step.requests }).toStrictEqual({
      outcome: 'failed',
      requests: [LIST, `${PAGE} ×2`],
    });
  });
});
