import { describe, it } from 'vitest';
import { canceled, expectRow, onlyStatus, type Row, running, runs } from '../support/cancelStory.ts';
import { CANCEL, entry, LIST, PAGE, page, STATUS } from '../support/offer.ts';
import { reply } from '../support/wire.ts';

const rows: readonly Row[] = [
  ...[
    [400, /Correct what the service names/],
    [403, /Add the application to the account/],
    [404, /has another API: api: submission \(/],
    [409, /Run the step again in a minute/],
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
    message: /InvalidAPIVersion: Invalid api version\."\. A cancel was sent \(HTTP 400\)\. .* Use a newer version of this action/,
  },
  {
    name: 'ST-400c a 400 that names If-Match',
    script: { ...runs, [CANCEL]: reply(400, { message: 'The If-Match header is missing' }), [PAGE]: running },
    outcome: 'refused',
    requests: [LIST, CANCEL, PAGE],
    message: /Set if-match/,
  },
  {
    name: 'ST-404 refused, and it has been canceled since',
    script: { ...runs, [CANCEL]: reply(404), [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'RC-04 refused, and it has succeeded since',
    script: { ...runs, [CANCEL]: reply(400), [PAGE]: reply(200, page('completed')) },
    outcome: 'too-late',
    requests: [LIST, CANCEL, PAGE, LIST],
  },
  {
    name: 'refused, and it failed since',
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
    name: 'refused without an id, the status still runs',
    script: { ...onlyStatus, [CANCEL]: reply(404) },
    outcome: 'refused',
    requests: [LIST, STATUS, CANCEL, STATUS],
  },
  {
    name: 'refused without an id, the status has ended',
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
    name: 'refused without an id, the status was never seen running',
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
];

describe('a cancel that is refused', () => {
  it.each(rows)('$name → $outcome', expectRow);
});
