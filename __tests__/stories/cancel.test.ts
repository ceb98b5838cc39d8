import { describe, expect, it } from 'vitest';
import type { NoReply, Reply } from '../../src/http/transport.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, entry, fence, LINK, LIST, linkPath, PAGE, page, STATUS } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { refusedConnection, reply, scripted, silence } from '../support/wire.ts';

interface Row {
  readonly name: string;
  readonly script: Parameters<typeof scripted>[0];
  readonly inputs?: Record<string, string>;
  readonly outcome: string;
  readonly requests: readonly string[];
  readonly statusCode?: string;
  readonly message?: RegExp;
}

const runs = { [LIST]: reply(200, [entry('running')]) };
const blind = { [LIST]: reply(404), [STATUS]: reply(200, page('running')) };
const running = reply(200, page('running'));
const canceled = reply(200, page('canceled'));
const cut202 = { sent: true, code: 'cut', status: 202, headers: { location: linkPath } };
const noWait = { wait: 'false' };
/** Every answer that the page gives until the deadline: the count is that of a one-minute step with a clock that sleeps the whole pause. */
const toTheDeadline = { 'timeout-minutes': '1' };

const rows: readonly Row[] = [
  {
    name: 'ST-200a canceled at once',
    script: { ...runs, [CANCEL]: reply(200), [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
    statusCode: '200',
  },
  {
    name: 'ST-200b 200 with a Location: recorded, not followed',
    script: { ...runs, [CANCEL]: reply(200, '', { location: linkPath }), [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'ST-200d 200, and it still runs for a while',
    script: { ...runs, [CANCEL]: reply(200), [PAGE]: [running, running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×3`],
  },
  {
    name: 'ST-200d 200, and it runs to the deadline',
    script: { ...runs, [CANCEL]: reply(200), [PAGE]: running },
    inputs: toTheDeadline,
    outcome: 'timed-out',
    requests: [LIST, CANCEL, `${PAGE} ×8`],
  },
  {
    name: '200, and no look can be read to the deadline',
    script: { [LIST]: [reply(200, [entry('running')]), reply(500)], [CANCEL]: reply(200), [PAGE]: reply(500) },
    inputs: toTheDeadline,
    outcome: 'unknown',
    requests: [LIST, CANCEL, PAGE, LIST, PAGE, LIST, PAGE, LIST, PAGE, LIST],
    message: /A cancel was sent \(HTTP 200\)\. The offer can still go live\./,
  },
  {
    name: 'PX-09 200 from a captive portal proves nothing, and is no acceptance: once a look shows it running, it is asked again',
    script: {
      [LIST]: [reply(200, [entry('running')]), reply(200, [entry('running')]), reply(200, [entry('canceled')])],
      [CANCEL]: [reply(200, '<html>'), reply(200)],
      [PAGE]: reply(200, '<html>'),
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, LIST, CANCEL, LIST],
  },
  {
    name: 'ST-429 for ever, with words about If-Match: busy all the same',
    script: { ...runs, [CANCEL]: reply(429, { message: 'If-Match is not looked at now' }) },
    outcome: 'failed',
    requests: [LIST, `${CANCEL} ×4`],
    message: /The service is busy/,
  },
  ...[201, 203, 204, 205, 206, 207, 208, 226, 299].map((status) => ({
    name: `ST-201 ${status}: processed, a look decides`,
    script: { ...runs, [CANCEL]: reply(status), [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
    statusCode: String(status),
  })),
  {
    name: 'ST-202a 202 with a Location',
    script: {
      ...runs,
      [CANCEL]: reply(202, '', { location: linkPath }),
      [LINK]: [running, reply(200, page('completed'))],
      [PAGE]: canceled,
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${LINK} ×2`, PAGE],
    statusCode: '202',
  },
  {
    name: 'BD-13 202 whose body is cut off: the status counts, and its Location',
    script: { ...runs, [CANCEL]: cut202, [LINK]: reply(200, page('succeeded')), [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, LINK, PAGE],
    statusCode: '202',
  },
  {
    name: 'wait: false and 202',
    script: { ...runs, [CANCEL]: reply(202) },
    inputs: noWait,
    outcome: 'accepted',
    requests: [LIST, CANCEL],
    statusCode: '202',
  },
  {
    name: 'wait: false and 200, it is canceled',
    script: { ...runs, [CANCEL]: reply(200), [PAGE]: canceled },
    inputs: noWait,
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'wait: false and 200, it still runs',
    script: { ...runs, [CANCEL]: reply(200), [PAGE]: running },
    inputs: noWait,
    outcome: 'accepted',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'wait: false and 200, the look cannot be read',
    script: { ...runs, [CANCEL]: reply(200), [PAGE]: silence },
    inputs: noWait,
    outcome: 'accepted',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'wait: false and 200, it had succeeded',
    script: { ...runs, [CANCEL]: reply(200), [PAGE]: reply(200, page('complete')) },
    inputs: noWait,
    outcome: 'too-late',
    requests: [LIST, CANCEL, PAGE, LIST],
  },
  ...[
    [400, /Correct what the service names/],
    [403, /Add the application to the account/],
    [404, /not served by this API/],
    [409, /run the step again in a minute/],
    [401, /Pass a fresh token/],
    [402, /Correct what the service names/],
    [405, /Correct/],
    [412, /Correct/],
    [418, /Correct/],
    [423, /Correct/],
    [451, /Correct/],
  ].map(([status, message]) => ({
    name: `ST-4xx ${status}: refused once a look shows that it still runs`,
    script: { ...runs, [CANCEL]: reply(Number(status), { error: { code: 'Nope', message: 'Not allowed' } }), [PAGE]: running },
    outcome: 'refused',
    requests: [LIST, CANCEL, PAGE],
    statusCode: String(status),
    message: message as RegExp,
  })),
  {
    name: 'ST-400b InvalidAPIVersion',
    script: { ...runs, [CANCEL]: reply(400, { error: { code: 'InvalidAPIVersion', message: 'Invalid api version.' } }), [PAGE]: running },
    outcome: 'refused',
    requests: [LIST, CANCEL, PAGE],
    message: /InvalidAPIVersion: Invalid api version\."\. A cancel was sent \(HTTP 400\)\. .* Correct api-version/,
  },
  {
    name: 'ST-400c a 400 that names If-Match',
    script: { ...runs, [CANCEL]: reply(400, { message: 'The If-Match header is missing' }), [PAGE]: running },
    outcome: 'refused',
    requests: [LIST, CANCEL, PAGE],
    message: /Set if-match/,
  },
  {
    name: 'ST-404 refused, and it has been canceled meanwhile',
    script: { ...runs, [CANCEL]: reply(404), [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'RC-04 refused, and it has succeeded meanwhile',
    script: { ...runs, [CANCEL]: reply(400), [PAGE]: reply(200, page('completed')) },
    outcome: 'too-late',
    requests: [LIST, CANCEL, PAGE, LIST],
  },
  {
    name: 'refused, and it failed meanwhile',
    script: { ...runs, [CANCEL]: reply(409), [PAGE]: reply(200, page('failed', { messages: [{ messageHtml: '<b>No</b> boot' }] })) },
    outcome: 'nothing-to-cancel',
    requests: [LIST, CANCEL, PAGE, LIST],
    message: /failed by itself before the cancel took effect \(No boot\)/,
  },
  {
    name: 'refused, its page is gone: the list shows that it ended',
    script: { [LIST]: [reply(200, [entry('running')]), reply(200, [entry('canceled')])], [CANCEL]: reply(400), [PAGE]: reply(404) },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, LIST],
  },
  {
    name: 'refused, and no look can be read',
    script: { [LIST]: [reply(200, [entry('running')]), reply(404)], [CANCEL]: reply(403), [PAGE]: reply(403) },
    outcome: 'refused',
    requests: [LIST, CANCEL, PAGE, LIST],
  },
  {
    name: 'refused without a fence, the status still runs',
    script: { ...blind, [CANCEL]: reply(404) },
    outcome: 'refused',
    requests: [LIST, STATUS, CANCEL, STATUS],
  },
  {
    name: 'refused without a fence, the status has ended',
    script: { [LIST]: reply(404), [STATUS]: [running, canceled], [CANCEL]: reply(404) },
    outcome: 'canceled',
    requests: [LIST, STATUS, CANCEL, STATUS],
  },
  {
    name: 'a 400 that shows a pending cancellation is a 400',
    script: { ...runs, [CANCEL]: reply(400, { cancellationRequestState: 'cancelRequested' }), [PAGE]: running },
    outcome: 'refused',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'a busy service that shows a pending cancellation: not sent again, followed',
    script: {
      ...runs,
      [CANCEL]: reply(503, { cancellationRequestState: 'cancelRequested' }, { 'retry-after': '1' }),
      [PAGE]: [running, canceled],
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`],
  },
  {
    name: 'refused without a fence, the status was never seen running',
    script: { [LIST]: reply(404), [STATUS]: [reply(404), canceled], [CANCEL]: reply(404) },
    outcome: 'refused',
    requests: [LIST, STATUS, CANCEL, STATUS],
  },
  {
    name: 'RC-10 409 while a cancellation is pending: followed',
    script: { ...runs, [CANCEL]: reply(409, { cancellationRequestState: 'cancelRequested' }), [PAGE]: [running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`],
    statusCode: '409',
  },
  {
    name: 'RC-10 409, and the look shows that one is pending: followed',
    script: {
      ...runs,
      [CANCEL]: reply(409),
      [PAGE]: [reply(200, page('running', { cancellationRequestState: 'cancelRequested' })), canceled],
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`],
  },
  {
    name: 'RC-08 412 with if-match',
    script: { ...runs, [CANCEL]: reply(412), [PAGE]: running },
    inputs: { 'if-match': 'W/"1"' },
    outcome: 'mismatch',
    requests: [LIST, CANCEL, PAGE],
    statusCode: '412',
  },
  ...[300, 301, 302, 303, 304, 305, 307, 308].map((status) => ({
    name: `ST-3xx ${status}: not followed, one request`,
    script: { ...runs, [CANCEL]: reply(status, '', { location: 'https://evil.example/' }), [PAGE]: running },
    outcome: 'failed',
    requests: [LIST, CANCEL, PAGE],
    statusCode: String(status),
  })),
  ...[407, 501, 505, 506, 508, 510, 511].map((status) => ({
    name: `ST-501 ${status}: final`,
    script: { ...runs, [CANCEL]: reply(status), [PAGE]: running },
    outcome: 'failed',
    requests: [LIST, CANCEL, PAGE],
  })),
  {
    name: 'ST-429 once',
    script: { ...runs, [CANCEL]: [reply(429, '', { 'retry-after': '2' }), reply(200)], [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, `${CANCEL} ×2`, PAGE],
  },
  {
    name: 'ST-429 for ever',
    script: { ...runs, [CANCEL]: reply(429) },
    outcome: 'failed',
    requests: [LIST, `${CANCEL} ×4`],
    statusCode: '429',
    message: /A cancel was sent and not processed \(HTTP 429\)\. The offer can still go live\./,
  },
  {
    name: 'RA-10 a Retry-After beyond the deadline ends the attempt',
    script: { ...runs, [CANCEL]: reply(429, '', { 'retry-after': '3600' }) },
    outcome: 'failed',
    requests: [LIST, CANCEL],
  },
  {
    name: 'ST-503 with Retry-After',
    script: { ...runs, [CANCEL]: [reply(503, '', { 'retry-after': '1' }), reply(200)], [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, `${CANCEL} ×2`, PAGE],
  },
  {
    name: 'ST-425 too early',
    script: { ...runs, [CANCEL]: [reply(425), reply(200)], [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, `${CANCEL} ×2`, PAGE],
  },
  {
    name: 'NE-02 refused connections for ever',
    script: { ...runs, [CANCEL]: refusedConnection },
    outcome: 'failed',
    requests: [LIST, `${CANCEL} ×4`],
    statusCode: '',
    message:
      /The cancel did not reach the service: no connection \(ECONNREFUSED\)\. A cancel was sent and not processed \(no reply came\)\./,
  },
  {
    name: 'TL-01 a bad certificate is not tried again',
    script: { ...runs, [CANCEL]: { sent: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } },
    outcome: 'failed',
    requests: [LIST, CANCEL],
    message: /NODE_EXTRA_CA_CERTS/,
  },
  {
    name: 'RC-01 the reply is lost, the cancel worked',
    script: { ...runs, [CANCEL]: silence, [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
    statusCode: '',
  },
  {
    name: 'RC-02 the request is lost: once more after the proof',
    script: { ...runs, [CANCEL]: [silence, reply(200)], [PAGE]: [running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, PAGE],
  },
  ...[500, 502, 504, 408, 503, 520, 599].map((status) => ({
    name: `ST-500 ${status} once: unclear, looked at, sent again`,
    script: { ...runs, [CANCEL]: [reply(status), reply(202)], [PAGE]: [running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, PAGE],
  })),
  {
    name: 'ST-500b unclear twice while it runs: followed to the deadline',
    script: { ...runs, [CANCEL]: reply(500), [PAGE]: running },
    inputs: toTheDeadline,
    outcome: 'unknown',
    requests: [LIST, CANCEL, PAGE, CANCEL, `${PAGE} ×8`],
    message: /could not be settled by the deadline/,
  },
  {
    name: 'unclear twice with wait: false: followed all the same',
    script: { ...runs, [CANCEL]: reply(500), [PAGE]: [running, running, running, canceled] },
    inputs: noWait,
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, `${PAGE} ×3`],
  },
  {
    name: 'unclear, and a cancellation is under way: not sent again',
    script: { ...runs, [CANCEL]: silence, [PAGE]: [reply(200, page('canceling')), canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`],
  },
  {
    name: 'unclear, and cancellationRequestState is another: not sent again',
    script: {
      ...runs,
      [CANCEL]: silence,
      [PAGE]: [reply(200, page('running', { cancellationRequestState: 'cancelRequested' })), canceled],
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`],
  },
  {
    name: 'unclear, and the look shows an unknown word: no proof, not sent again',
    script: { ...runs, [CANCEL]: silence, [PAGE]: [reply(200, page('Hibernating')), canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`],
  },
  {
    name: 'unclear, and looks that cannot be read prove nothing',
    script: {
      [LIST]: [reply(200, [entry('running')]), reply(500)],
      [CANCEL]: [silence, reply(202)],
      [PAGE]: [reply(500), running, canceled],
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, LIST, PAGE, CANCEL, PAGE],
  },
  {
    name: 'unclear without a fence: never sent again',
    script: { [LIST]: reply(404), [STATUS]: [running, running, canceled], [CANCEL]: silence },
    outcome: 'canceled',
    requests: [LIST, STATUS, CANCEL, `${STATUS} ×2`],
  },
  {
    name: 'unclear, then refused while it runs: the first may still work',
    script: { ...runs, [CANCEL]: [silence, reply(404)], [PAGE]: [running, running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, `${PAGE} ×2`],
  },
  {
    name: 'unclear, then never processed again: the first may still work',
    script: { ...runs, [CANCEL]: [silence, refusedConnection], [PAGE]: [running, running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, PAGE, CANCEL, PAGE],
  },
  {
    name: 'unclear, and the token has died',
    script: { ...runs, [CANCEL]: silence, [PAGE]: reply(401) },
    outcome: 'unknown',
    requests: [LIST, CANCEL, `${PAGE} ×2`],
    message: /Get a fresh token/,
  },
];

describe('the reply to the cancel', () => {
  it.each(rows)('$name → $outcome', async ({ script, inputs, outcome, requests, statusCode, message }) => {
    const step = await runStep({ wire: scripted(script), ...(inputs ? { inputs } : {}) });
    expect({ outcome: step.outputs['outcome'], requests: step.requests }).toStrictEqual({ outcome, requests });
    if (statusCode !== undefined) expect(step.outputs['status-code']).toBe(statusCode);
    if (message) expect(step.outputs['message']).toMatch(message);
    expect(step.exitCode).toBe(['canceled', 'accepted'].includes(outcome) ? 0 : 1);
  });

  it.each([
    { given: '429 with Retry-After: 7', answers: [reply(429, '', { 'retry-after': '7' }), reply(200)], pausesMs: [7000] },
    { given: '429 without', answers: [reply(429), reply(429), reply(200)], pausesMs: [500, 1000] },
    {
      given: 'three refused connections',
      answers: [refusedConnection, refusedConnection, refusedConnection, reply(200)],
      pausesMs: [500, 1000, 2000],
    },
  ])('RA-01 waits between requests: $given', async ({ answers, pausesMs }) => {
    const { clock } = await runStep({ wire: scripted({ ...runs, [CANCEL]: answers, [PAGE]: canceled }) });
    expect(clock.pausesMs).toStrictEqual(pausesMs);
  });

  it.each([
    { what: 'the Retry-After is beyond the deadline', answer: reply(429, '', { 'retry-after': '3600' }), pausesMs: [] },
    {
      what: 'an unclear reply, then a Retry-After beyond the deadline',
      answer: [silence, reply(429, '', { 'retry-after': '70' })],
      pausesMs: [],
    },
  ])('RA-10 $what: no waiting for it', async ({ answer, pausesMs }) => {
    const wire = scripted({ ...runs, [CANCEL]: answer, [PAGE]: [running, canceled] });
    const { clock, runner } = await runStep({ wire, inputs: toTheDeadline });
    expect(clock.pausesMs.filter((ms) => ms > 1000)).toStrictEqual(pausesMs);
    expect(runner.lines.filter((line) => /again in/.test(line)).length).toBeLessThanOrEqual(1);
  });

  it.each([
    { what: 'a Retry-After that ends exactly at the deadline', retryAfter: '60', requests: [LIST, CANCEL] },
    { what: 'one that ends just before it', retryAfter: '59', requests: [LIST, `${CANCEL} ×2`] },
  ])('RA-10 $what', async ({ retryAfter, requests }) => {
    const wire = scripted({ ...runs, [CANCEL]: reply(429, '', { 'retry-after': retryAfter }) });
    expect((await runStep({ wire, inputs: toTheDeadline })).requests).toStrictEqual(requests);
  });

  it.each([
    {
      answer: reply(429),
      what: 'The service could not take the cancel: HTTP 429. A cancel was sent and not processed (HTTP 429).',
      next: 'The service is busy:',
    },
    {
      answer: reply(302),
      what: 'The service could not take the cancel: HTTP 302. A cancel was sent (HTTP 302).',
      next: 'Something between the runner',
    },
    { answer: reply(403), what: 'The service refused the cancel: HTTP 403. A cancel was sent (HTTP 403).', next: 'Add the application' },
    {
      answer: reply(412),
      what: 'The service refused the cancel: HTTP 412. A cancel was sent (HTTP 412).',
      next: 'Correct what the service',
    },
    {
      answer: refusedConnection,
      what: 'The cancel did not reach the service: no connection (ECONNREFUSED). A cancel was sent and not processed (no reply came).',
      next: 'Check the network',
    },
  ])('the three facts: $what', async ({ answer, what, next }) => {
    const { outputs } = await runStep({ wire: scripted({ ...runs, [CANCEL]: answer, [PAGE]: running }) });
    expect(outputs['message']?.startsWith(`Sandbox: ${what} The offer can still go live. ${next}`)).toBe(true);
  });

  it('a machine that sleeps past the deadline sends nothing when it wakes up', async () => {
    const clock = createFakeClock();
    clock.at(200, () => clock.pass(120_000));
    const step = await runStep({ clock, wire: scripted({ ...runs, [CANCEL]: reply(429) }), inputs: toTheDeadline });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [LIST, CANCEL]]);
  });

  it('says how long it waits, and for what', async () => {
    const waits = async (answers: readonly (Reply | NoReply)[]): Promise<string[]> => {
      const { runner } = await runStep({ wire: scripted({ ...runs, [CANCEL]: answers, [PAGE]: [running, running, canceled] }) });
      return runner.lines.filter((line) => / again/.test(line)).map((line) => line.slice(10));
    };
    expect(await waits([reply(429, '', { 'retry-after': '7' }), reply(200)])).toStrictEqual(['Asking again in 7 s']);
    expect(await waits([silence, reply(200)])).toStrictEqual(['Asking again, since the operation still runs']);
    expect(await waits([silence, reply(429, '', { 'retry-after': '3' }), reply(200)])).toStrictEqual([
      'Asking again, since the operation still runs',
      'Looking again in 3 s',
      'Asking again, since the operation still runs',
    ]);
  });

  it.each([
    { what: 'a migrated Location and addresses', location: linkPath, emails: 'a@contoso.com', notes: 1 },
    { what: 'a migrated Location and no address', location: linkPath, emails: '', notes: 0 },
    { what: 'a $ Location and addresses', location: '/api/operations/contoso$contoso-vm$2$preview', emails: 'a@contoso.com', notes: 0 },
    { what: 'no Location and addresses', location: '', emails: 'a@contoso.com', notes: 0 },
  ])('EM-09 $what: the note that mail is ignored is told $notes times, and no warning', async ({ location, emails, notes }) => {
    const wire = scripted({ ...runs, [CANCEL]: reply(202, '', { location }) });
    const { runner } = await runStep({ wire, inputs: { wait: 'false', 'notification-emails': emails } });
    expect(runner.lines.filter((line) => /ignores notification-emails/.test(line))).toHaveLength(notes);
    expect(runner.lines.filter((line) => line.startsWith('warning'))).toStrictEqual([]);
  });

  it('sends the addresses, the ETag and the token, and shows none of them', async () => {
    const wire = scripted({
      ...runs,
      [CANCEL]: reply(202, '', { location: linkPath, 'x-ms-correlation-request-id': 'r-1' }),
      [LINK]: reply(200, page('succeeded')),
      [PAGE]: canceled,
    });
    const { runner, outputs } = await runStep({
      wire,
      inputs: { 'notification-emails': 'a@contoso.com; b@contoso.com', 'if-match': 'W/"7"' },
    });
    const order = wire.sent.find(({ method }) => method === 'POST');
    expect(order).toStrictEqual({
      method: 'POST',
      url: 'http://127.0.0.1:1/api/publishers/contoso/offers/contoso-vm/cancel?api-version=2017-10-31',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'if-match': 'W/"7"',
        authorization: 'Bearer secret-token-of-contoso',
      },
      body: '{"metadata":{"notification-emails":"a@contoso.com,b@contoso.com"}}',
      timeoutMs: 30_000,
    });
    expect(runner.masks).toStrictEqual(['secret-token-of-contoso']);
    const shown = [...runner.lines, ...Object.values(outputs), ...runner.summaries].join('\n');
    expect(shown).not.toMatch(/secret-token|@contoso/);
    expect(shown).toMatch(/notify 2 e-mail addresses/);
    expect(shown).toMatch(/EM-09|the service ignores notification-emails/);
    expect(outputs).toMatchObject({ 'operation-path': linkPath, 'operation-id': fence, 'request-id': 'r-1' });
  });
});
