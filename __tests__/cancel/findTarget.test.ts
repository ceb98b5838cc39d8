import { describe, expect, it } from 'vitest';
import { CANCEL, entry, fence, LIST, other, PAGE, page, STATUS } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { refusedConnection, reply, scripted, silence } from '../support/wire.ts';

type Script = Parameters<typeof scripted>[0];

interface Row {
  readonly name: string;
  readonly script: Script;
  readonly inputs?: Record<string, string>;
  readonly outcome: string;
  readonly exitCode: number;
  readonly requests: readonly string[];
  readonly message?: RegExp;
}

const canceled = { [CANCEL]: reply(200), [PAGE]: reply(200, page('canceled')) };
const old = { changedTime: '2026-01-30T11:50:00Z', id: other };
const newer = { changedTime: '2026-01-31T11:59:00Z', id: other };
const synchronous = [LIST, CANCEL, PAGE];

const rows: readonly Row[] = [
  {
    name: 'one operation runs',
    script: { [LIST]: reply(200, [entry('running')]), ...canceled },
    outcome: 'canceled',
    exitCode: 0,
    requests: synchronous,
  },
  ...[
    'Running',
    'notStarted',
    'not started',
    'IN-PROGRESS',
    'in_progress',
    'WaitingForPublisherReview',
    'waiting for approval',
    'Canceling',
    'cancelling',
  ].map((word) => ({
    name: `PS-02 "${word}" runs`,
    script: { [LIST]: reply(200, [entry(word)]), ...canceled },
    outcome: 'canceled',
    exitCode: 0,
    requests: synchronous,
  })),
  ...['succeeded', 'complete', 'Completed', 'canceled', 'Cancelled', 'FAILED'].map((word) => ({
    name: `PS-02 "${word}" does not run`,
    script: { [LIST]: reply(200, [entry(word)]) },
    outcome: 'nothing-to-cancel',
    exitCode: 1,
    requests: [LIST],
    message:
      /^Sandbox: contoso-vm is not publishing\. No operation is running\. The newest, operation 56615b67-\S+ \(publish, staging\), (succeeded|was canceled|failed) 10 minutes ago/,
  })),
  {
    name: 'the running operation is older than an ended one',
    script: { [LIST]: reply(200, [entry('succeeded', newer), entry('running'), entry('failed', old)]), ...canceled },
    outcome: 'canceled',
    exitCode: 0,
    requests: synchronous,
  },
  {
    name: 'PS-05 an empty list',
    script: { [LIST]: reply(200, []) },
    outcome: 'nothing-to-cancel',
    exitCode: 1,
    requests: [LIST],
    message: /never been published/,
  },
  {
    name: 'nothing runs, and that is fine',
    script: { [LIST]: reply(200, [entry('succeeded')]) },
    inputs: { 'if-nothing-to-cancel': 'ignore' },
    outcome: 'nothing-to-cancel',
    exitCode: 0,
    requests: [LIST],
    message: /the offer may be live/,
  },
  {
    name: 'two run: the newest is the target',
    script: { [LIST]: reply(200, [entry('running', { ...old }), entry('running')]), ...canceled },
    outcome: 'canceled',
    exitCode: 0,
    requests: synchronous,
  },
  {
    name: 'an unknown word in an older entry does not matter',
    script: { [LIST]: reply(200, [entry('running'), entry('Hibernating', old)]), ...canceled },
    outcome: 'canceled',
    exitCode: 0,
    requests: synchronous,
  },
  {
    name: 'an unknown word in the newest entry: the status decides, without an id',
    script: {
      [LIST]: reply(200, [entry('succeeded'), entry('Hibernating', newer)]),
      [STATUS]: [reply(200, page('running')), reply(200, page('canceled'))],
      [CANCEL]: reply(200),
    },
    outcome: 'canceled',
    exitCode: 0,
    requests: [LIST, STATUS, CANCEL, STATUS],
  },
  {
    name: 'only unknown words, and the status says that nothing runs',
    script: { [LIST]: reply(200, [entry('Hibernating')]), [STATUS]: reply(200, page('Succeeded')) },
    outcome: 'nothing-to-cancel',
    exitCode: 1,
    requests: [LIST, STATUS],
    message: /status is "Succeeded"\. The newest operation is not known, since the list of operations cannot be used \(it holds/,
  },
  {
    name: 'a running entry whose id cannot be asked for',
    script: {
      [LIST]: reply(200, [entry('running', { id: '../..' })]),
      [STATUS]: [reply(200, page('running')), reply(200, page('canceled'))],
      [CANCEL]: reply(200),
    },
    outcome: 'canceled',
    exitCode: 0,
    requests: [LIST, STATUS, CANCEL, STATUS],
  },
  {
    name: 'the list is gone, and the offer was never published',
    script: { [LIST]: reply(404), [STATUS]: reply(200, page('neverPublished')) },
    outcome: 'nothing-to-cancel',
    exitCode: 1,
    requests: [LIST, STATUS],
    message: /never been published/,
  },
  ...[400, 404, 405, 410].map((status) => ({
    name: `RC-12 the list answers ${status}: the status is watched`,
    script: { [LIST]: reply(status), [STATUS]: [reply(200, page('running')), reply(200, page('canceled'))], [CANCEL]: reply(200) },
    outcome: 'canceled',
    exitCode: 0,
    requests: [LIST, STATUS, CANCEL, STATUS],
  })),
  ...[reply(500), reply(503), reply(408), silence, refusedConnection].map((fault) => ({
    name: `the list fails four times (${'code' in fault ? fault.code : fault.status}), the status is watched`,
    script: { [LIST]: fault, [STATUS]: [reply(200, page('running')), reply(200, page('canceled'))], [CANCEL]: reply(200) },
    outcome: 'canceled',
    exitCode: 0,
    requests: [`${LIST} ×4`, STATUS, CANCEL, STATUS],
  })),
  ...['{"value":[]}', '[1,null]', '[{"submissionState":'].map((body) => ({
    name: `BD-04 the list is ${body}`,
    script: { [LIST]: reply(200, body), [STATUS]: [reply(200, page('running')), reply(200, page('canceled'))], [CANCEL]: reply(200) },
    outcome: 'canceled',
    exitCode: 0,
    requests: [LIST, STATUS, CANCEL, STATUS],
  })),
  {
    name: 'the list fails twice and is there again',
    script: { [LIST]: [reply(502), silence, reply(200, [entry('running')])], ...canceled },
    outcome: 'canceled',
    exitCode: 0,
    requests: [`${LIST} ×3`, CANCEL, PAGE],
  },
  ...[401, 403, 402, 409, 418, 451].map((status) => ({
    name: `the list is refused with ${status}: no cancel is sent`,
    script: { [LIST]: reply(status, { error: { code: 'Forbidden', message: 'User does not have the required permissions' } }) },
    outcome: 'refused',
    exitCode: 1,
    requests: [LIST],
    message: /No cancel was sent\. The offer can still go live\./,
  })),
  ...[301, 302, 307, 308].map((status) => ({
    name: `the list redirects with ${status}: not followed`,
    script: { [LIST]: reply(status, '', { location: 'https://evil.example/' }) },
    outcome: 'failed',
    exitCode: 1,
    requests: [LIST],
  })),
  {
    name: 'the list answers 429 to the end of its retries',
    script: { [LIST]: reply(429) },
    outcome: 'failed',
    exitCode: 1,
    requests: [`${LIST} ×4`],
  },
  {
    name: 'a dry run with something to cancel',
    script: { [LIST]: reply(200, [entry('running')]) },
    inputs: { 'dry-run': 'true' },
    outcome: 'planned',
    exitCode: 0,
    requests: [LIST],
    message:
      /^Sandbox: contoso-vm would be canceled\. A dry run: operation 56615b67-\S+ \(publish, staging\) would be canceled\. No cancel was sent\./,
  },
  {
    name: 'a dry run with nothing to cancel',
    script: { [LIST]: reply(200, []) },
    inputs: { 'dry-run': 'true' },
    outcome: 'nothing-to-cancel',
    exitCode: 1,
    requests: [LIST],
  },
  {
    name: 'a dry run that can see the status only',
    script: { [LIST]: reply(404), [STATUS]: reply(200, page('running')) },
    inputs: { 'dry-run': 'true' },
    outcome: 'planned',
    exitCode: 0,
    requests: [LIST, STATUS],
    message: /whatever operation runs would be canceled/,
  },
  {
    name: 'a dry run that can see nothing',
    script: { [LIST]: reply(404), [STATUS]: reply(404) },
    inputs: { 'dry-run': 'true' },
    outcome: 'failed',
    exitCode: 1,
    requests: [LIST, STATUS],
    message: /neither the list of operations \(HTTP 404\) nor the offer's status \(HTTP 404\) can be read/,
  },
];

describe('the first look', () => {
  it.each(rows)('$name → $outcome', async ({ script, inputs, outcome, exitCode, requests, message }) => {
    const step = await runStep({ wire: scripted(script), ...(inputs ? { inputs } : {}) });
    expect({ outcome: step.outputs['outcome'], exitCode: step.exitCode, requests: step.requests }).toStrictEqual({
      outcome,
      exitCode,
      requests,
    });
    if (message) expect(step.outputs['message']).toMatch(message);
  });

  it('warns that several operations run, and names the one it took', async () => {
    const { runner } = await runStep({ wire: scripted({ [LIST]: reply(200, [entry('running', old), entry('running')]), ...canceled }) });
    expect(runner.lines).toContain(`warning: 2 operations run at once. The newest is taken: operation ${fence} (publish, staging)`);
  });

  it('says without operation-id that nothing guards the cancel', async () => {
    const { runner } = await runStep({ wire: scripted({ [LIST]: reply(200, [entry('running')]), ...canceled }) });
    expect(runner.lines.filter((line) => line.includes('no guard'))).toHaveLength(1);
  });
});
