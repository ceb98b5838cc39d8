import { describe, expect, it } from 'vitest';
import { canceled, expectRow, noWait, type Row, running, runs, toTheDeadline } from '../support/cancelStory.ts';
import { CANCEL, entry, fence, LINK, LIST, linkPath, other, PAGE, page, STATUS } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { cutReply, reply, scripted } from '../support/wire.ts';

const html = { 'content-type': 'text/html' };
const block = '<html><title>Blocked by policy</title></html>';
const guard = { 'operation-id': fence };
const onTheWay =
  /Blocked by policy.*No cancel was sent\. The offer can still go live\. A proxy, a filter or a portal answers in place of cloudpartner\.azure\.com,/;
const stranger = { publisherId: 'fabrikam' };
const goes = { outcome: 'canceled', requests: [LIST, STATUS, CANCEL, STATUS] };

const rows: readonly Row[] = [
  ...[200, 202, 302, 401, 403, 404, 407, 410].map((status) => ({
    name: `F22 F23 the list is a web page (${status}): nothing is sent`,
    script: { [LIST]: reply(status, block, html) },
    outcome: 'failed',
    requests: [LIST],
    message: onTheWay,
  })),
  {
    name: 'F22 the list is a web page of more bytes than are read',
    script: { [LIST]: { sent: true, code: 'too-large', status: 200, headers: html } },
    outcome: 'failed',
    requests: [LIST],
    message: /No cancel was sent/,
  },
  {
    name: 'F22 the list is a web page that was cut',
    script: { [LIST]: cutReply(403, html) },
    outcome: 'failed',
    requests: [`${LIST} ×4`],
    message: /A proxy, a filter or a portal answers in place of/,
  },
  {
    name: 'F22 a 5xx page is a 5xx',
    script: { [LIST]: reply(502, block, html), [STATUS]: [running, canceled], [CANCEL]: reply(200) },
    outcome: 'canceled',
    requests: [`${LIST} ×4`, STATUS, CANCEL, STATUS],
  },
  {
    name: 'F22 the list is gone, and the status is a web page: nothing is sent',
    script: { [LIST]: reply(404), [STATUS]: reply(200, block, html) },
    outcome: 'failed',
    requests: [LIST, STATUS],
    message: onTheWay,
  },
  {
    name: 'F22 the list is gone, and the page of the guarded operation is a web page: nothing is sent',
    script: { [LIST]: reply(404), [PAGE]: reply(403, block, html) },
    inputs: guard,
    outcome: 'failed',
    requests: [LIST, PAGE],
    message: onTheWay,
  },
  ...[302, 400, 403, 404, 409, 412, 429].map((status) => ({
    name: `F22 the cancel is answered by a web page (${status}): it never reached the API`,
    script: { ...runs, [CANCEL]: reply(status, block, html), [PAGE]: running },
    outcome: 'failed',
    requests: [LIST, CANCEL, PAGE],
    message: /Blocked by policy.*A cancel was sent .*A proxy, a filter or a portal answers in place of/,
  })),
  {
    name: 'F23 the cancel is answered by a web page (200), with wait: false: a look decides',
    script: { ...runs, [CANCEL]: reply(200, block, html), [PAGE]: canceled },
    inputs: noWait,
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, LIST],
  },
  {
    name: 'F23 web pages while it is followed are looks that cannot be read',
    script: {
      [LIST]: [reply(200, [entry('running')]), reply(403, block, html)],
      [CANCEL]: reply(202),
      [PAGE]: [reply(200, block, html), reply(403, block, html), canceled],
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, LIST, PAGE, LIST, PAGE],
  },
  {
    name: 'F23 web pages on the link: three, then the operation itself',
    script: { ...runs, [CANCEL]: reply(202, '', { location: linkPath }), [LINK]: reply(403, block, html), [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${LINK} ×3`, PAGE],
  },
  {
    name: 'F4 PS-27 an entry of another publisher: the list cannot be used',
    script: { [LIST]: reply(200, [{ ...entry('running'), ...stranger }]), [STATUS]: [running, canceled], [CANCEL]: reply(200) },
    ...goes,
  },
  {
    name: 'F4 PS-27 an entry of another publisher beside ours',
    script: {
      [LIST]: reply(200, [entry('running'), { ...entry('running', { id: other }), ...stranger }]),
      [STATUS]: [running, canceled],
      [CANCEL]: reply(200),
    },
    ...goes,
  },
  {
    name: 'F4 PS-27 entries of our publisher, in another case',
    script: { [LIST]: reply(200, [{ ...entry('running'), publisherId: 'CONTOSO' }]), [CANCEL]: reply(200), [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'F4 PS-27 the end of an operation of another publisher is not ours',
    script: {
      ...runs,
      [CANCEL]: reply(202),
      [PAGE]: reply(200, page('canceled', stranger)),
    },
    inputs: toTheDeadline,
    outcome: 'timed-out',
    requests: [LIST, CANCEL, PAGE, `${LIST} ×6`],
  },
  {
    name: 'F4 PS-27 the status of another publisher is not ours',
    script: {
      [LIST]: reply(500),
      [STATUS]: [running, reply(200, page('canceled', stranger)), reply(200, page('succeeded'))],
      [CANCEL]: reply(200),
    },
    outcome: 'too-late',
    requests: [`${LIST} ×4`, STATUS, CANCEL, `${STATUS} ×2`],
  },
  {
    name: 'F4 PS-27 the guarded operation belongs to another publisher',
    script: { [LIST]: reply(200, []), [PAGE]: reply(200, page('running', stranger)) },
    inputs: guard,
    outcome: 'failed',
    requests: [LIST, PAGE],
    message: /cannot be read: it names another publisher\. No cancel was sent/,
  },
  {
    name: 'F3 PS-26 the guarded operation has two entries, production ended and staging runs: it runs',
    script: {
      [LIST]: reply(200, [entry('succeeded', { slot: 'production' }), entry('running')]),
      [CANCEL]: reply(200),
      [PAGE]: canceled,
    },
    inputs: guard,
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'F3 PS-26 while it is followed, its page is gone, and of its two entries one runs: not canceled',
    script: {
      [LIST]: [reply(200, [entry('running')]), reply(200, [entry('canceled', { slot: 'production' }), entry('running')])],
      [CANCEL]: reply(202),
      [PAGE]: reply(404),
    },
    inputs: toTheDeadline,
    outcome: 'timed-out',
    requests: [LIST, CANCEL, PAGE, `${LIST} ×6`],
  },
  {
    name: 'F3 PS-26 its page is an array of both: not canceled',
    script: { ...runs, [CANCEL]: reply(202), [PAGE]: reply(200, [page('canceled', { id: fence }), page('running', { id: fence })]) },
    inputs: toTheDeadline,
    outcome: 'timed-out',
    requests: [LIST, CANCEL, `${PAGE} ×7`],
  },
];

describe('what is no answer of the API, or none about our operation', () => {
  it.each(rows)('$name → $outcome', expectRow);

  it('F3 PS-26 two running entries of one operation are one', async () => {
    const wire = scripted({
      [LIST]: reply(200, [entry('running', { slot: 'production' }), entry('running', { id: fence.toUpperCase() })]),
      [CANCEL]: reply(200),
      [PAGE]: canceled,
    });
    const { outputs, runner } = await runStep({ wire });
    expect([outputs['outcome'], runner.lines.filter((line) => line.includes('run at once'))]).toStrictEqual(['canceled', []]);
  });

  it('F21 PS-29 an operation that failed, and whose reason stands only in a step: the message names step and reason', async () => {
    const error = { messageHtml: '<p>the image does not boot</p>', level: 'error' };
    const steps = [{ id: 'displaycertify', stepName: 'Certification', status: 'blocked', messages: [error] }];
    const wire = scripted({ ...runs, [CANCEL]: reply(202), [PAGE]: reply(200, page('failed', { steps })) });
    expect((await runStep({ wire })).outputs['message']).toMatch(/failed by itself before .* \(Certification: the image does not boot\)\./);
  });
});
