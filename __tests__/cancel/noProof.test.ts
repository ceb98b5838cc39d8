import { describe, expect, it } from 'vitest';
import { canceled, expectRow, noWait, type Row, running, runs, toTheDeadline } from '../support/cancelStory.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, entry, fence, LINK, LIST, link, linkPath, other, PAGE, page, STATUS } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { reply, scripted, silence } from '../support/wire.ts';

/** What looks like a success, and proves nothing. */
const html = { 'content-type': 'text/html' };
const unserved = { [LIST]: reply(404), [STATUS]: reply(404) };
const draft = reply(200, page('draft'));

const rows: readonly Row[] = [
  {
    name: 'a list of 404 and a status of [], which is no 404: a 200 is not taken at its word',
    script: { [LIST]: reply(404), [STATUS]: reply(200, []), [CANCEL]: reply(200, {}) },
    inputs: toTheDeadline,
    outcome: 'unknown',
    requests: [LIST, STATUS, CANCEL, `${STATUS} ×8`],
  },
  {
    name: 'F1 a 200 without JSON, with a Location of ours: unclear',
    script: { ...unserved, [CANCEL]: reply(200, 'OK', { location: linkPath }), [LINK]: reply(404) },
    outcome: 'unknown',
    requests: [LIST, STATUS, CANCEL, `${LINK} ×3`, STATUS],
  },
  {
    name: 'F1 an error that names an operation by its id: nobody follows it',
    script: { ...unserved, [CANCEL]: reply(500, { id: link, error: { code: 'X' } }), [LINK]: canceled },
    outcome: 'unknown',
    requests: [LIST, STATUS, CANCEL, STATUS],
  },
  {
    name: 'F22 a 404 as text/html without a body: something on the way, no cancel is sent',
    script: { [LIST]: reply(404, '', html) },
    outcome: 'failed',
    requests: [LIST],
    message: /in place of/,
  },
  {
    name: 'F22 a 403 as text/html without a body',
    script: { [LIST]: reply(403, '', html) },
    outcome: 'failed',
    requests: [LIST],
    message: /in place of/,
  },
  {
    name: 'F22 a 200 as text/html without a body, in both places, and wait: false',
    script: { [LIST]: reply(200, '', html), [STATUS]: reply(200, '', html), [CANCEL]: reply(202, {}) },
    inputs: noWait,
    outcome: 'failed',
    requests: [LIST],
  },
  {
    name: 'a status of 202 without a word, then canceled: it was never seen running',
    script: { [LIST]: reply(404), [STATUS]: [reply(404), reply(202), canceled], [CANCEL]: reply(202) },
    outcome: 'unknown',
    requests: [LIST, STATUS, CANCEL, `${STATUS} ×2`],
    message: /none was ever seen running/,
  },
  {
    name: 'a status with an unknown word at the first look, a refusal, then canceled',
    script: { [LIST]: reply(404), [STATUS]: [draft, canceled], [CANCEL]: reply(409) },
    outcome: 'refused',
    requests: [LIST, STATUS, CANCEL, STATUS],
  },
  {
    name: 'a status with an unknown word while it is followed: it runs',
    script: { [LIST]: reply(404), [STATUS]: [reply(404), draft, canceled], [CANCEL]: reply(202) },
    outcome: 'canceled',
    requests: [LIST, STATUS, CANCEL, `${STATUS} ×2`],
  },
  {
    name: 'unclear without an id, and the list shows one that runs: it is named',
    script: { [LIST]: [reply(404), reply(200, [entry('running', { id: other })])], [STATUS]: [running, canceled], [CANCEL]: reply(502) },
    outcome: 'canceled',
    requests: [LIST, STATUS, CANCEL, STATUS, LIST],
    message:
      /is still publishing\. .*Operation \S+ \(publish, staging\) is running, and the cancel may have hit it\. .*The operation that runs can go live/,
  },
  {
    name: 'seen running, and then never published: not called never seen',
    script: { [LIST]: reply(404), [STATUS]: [running, running, reply(200, page('neverPublished'))], [CANCEL]: reply(202) },
    outcome: 'unknown',
    requests: [LIST, STATUS, CANCEL, `${STATUS} ×2`],
    message: /The offer was seen publishing, and now its status says that it was never published/,
  },
  {
    name: 'wait: false, accepted, and the look is refused: it does not show it canceled',
    script: { ...runs, [CANCEL]: reply(200, {}), [PAGE]: reply(403) },
    inputs: noWait,
    outcome: 'accepted',
    requests: [LIST, CANCEL, PAGE],
  },
];

describe('what proves nothing', () => {
  it.each(rows)('$name → $outcome', expectRow);
});

it('F6 a list that is silent to the deadline: the status is not asked for after it', async () => {
  const clock = createFakeClock();
  const wire = scripted({
    [LIST]: ({ timeoutMs }) => {
      clock.pass(timeoutMs);
      return silence;
    },
    [STATUS]: reply(200, page('succeeded')),
  });
  const inputs = { 'timeout-minutes': '1', 'if-nothing-to-cancel': 'ignore' };
  const { outputs, requests } = await runStep({ wire, inputs, clock });
  expect([outputs['outcome'], requests]).toStrictEqual(['failed', [`${LIST} ×2`]]);
  expect(outputs['message']).toContain('The deadline came before the cancel could be sent');
});

describe('an offer that the service does not know', () => {
  const advice = /No cancel was sent\. The offer can still go live\. Check publisher-id and offer-id\. .*api: submission/;
  it.each<Row>([
    {
      name: 'a dry run',
      script: unserved,
      inputs: { 'dry-run': 'true' },
      outcome: 'failed',
      requests: [LIST, STATUS],
      message: advice,
    },
    {
      name: 'with operation-id',
      script: { ...unserved, [PAGE]: reply(404) },
      inputs: { 'operation-id': fence },
      outcome: 'failed',
      requests: [LIST, `${PAGE} ×11`],
      message: advice,
    },
    {
      name: 'a dry run where only the status is unknown',
      script: { [LIST]: reply(405), [STATUS]: reply(404) },
      inputs: { 'dry-run': 'true' },
      outcome: 'failed',
      requests: [LIST, STATUS],
      message: /Run it again later/,
    },
    {
      name: 'with operation-id, where the list is not served',
      script: { [LIST]: reply(405), [PAGE]: reply(404) },
      inputs: { 'operation-id': fence },
      outcome: 'failed',
      requests: [LIST, `${PAGE} ×11`],
      message: /was not found: HTTP 404\. .*Check operation-id/,
    },
    {
      name: 'a dry run where only the list is unknown',
      script: { [LIST]: reply(404), [STATUS]: reply(500) },
      inputs: { 'dry-run': 'true' },
      outcome: 'failed',
      requests: [LIST, `${STATUS} ×4`],
      message: /Run it again later/,
    },
  ])('$name', expectRow);
});
