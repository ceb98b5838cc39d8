import { describe, it } from 'vitest';
import { canceled, expectRow, noWait, type Row, running, runs, toTheDeadline } from '../support/cancelStory.ts';
import { CANCEL, entry, LIST, PAGE, page, STATUS } from '../support/offer.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

const rows: readonly Row[] = [
  {
    name: 'ST-429 for ever, with words about If-Match: busy all the same',
    script: { ...runs, [CANCEL]: reply(429, { message: 'If-Match is not looked at now' }) },
    outcome: 'failed',
    requests: [LIST, `${CANCEL} ×4`],
    message: /is still publishing\. The service could not take the cancel: .* can still go live\. Run the step again, which is safe\. You/,
  },
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
    name: 'F12 NE-02 refused connections for ever',
    script: { ...runs, [CANCEL]: refusedConnection },
    outcome: 'failed',
    requests: [LIST, `${CANCEL} ×4`],
    statusCode: '',
    message: /The cancel did not reach the service: no connection \(ECONNREFUSED\)\. No cancel was sent\./,
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
    requests: [LIST, CANCEL, PAGE, LIST],
    statusCode: '',
  },
  {
    name: 'RC-02 the request is lost: once more after the proof',
    script: { ...runs, [CANCEL]: [silence, reply(200)], [PAGE]: [running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, PAGE, LIST],
  },
  ...[500, 502, 504, 408, 503, 520, 599].map((status) => ({
    name: `ST-500 ${status} once: unclear, looked at, sent again`,
    script: { ...runs, [CANCEL]: [reply(status), reply(202)], [PAGE]: [running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, PAGE, LIST],
  })),
  {
    name: 'ST-500b unclear twice while it runs: followed to the deadline',
    script: { ...runs, [CANCEL]: reply(500), [PAGE]: running },
    inputs: toTheDeadline,
    outcome: 'unknown',
    requests: [LIST, CANCEL, PAGE, CANCEL, `${PAGE} ×8`, LIST],
    message: /could not be settled by the deadline/,
  },
  {
    name: 'unclear twice with wait: false: followed all the same',
    script: { ...runs, [CANCEL]: reply(500), [PAGE]: [running, running, running, canceled] },
    inputs: noWait,
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, `${PAGE} ×3`, LIST],
  },
  {
    name: 'unclear, and a cancellation is under way: not sent again',
    script: { ...runs, [CANCEL]: silence, [PAGE]: [reply(200, page('canceling')), canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`, LIST],
  },
  {
    name: 'unclear, and cancellationRequestState is another: not sent again',
    script: {
      ...runs,
      [CANCEL]: silence,
      [PAGE]: [reply(200, page('running', { cancellationRequestState: 'cancelRequested' })), canceled],
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`, LIST],
  },
  {
    name: 'unclear, and the look shows an unknown word: no proof, not sent again',
    script: { ...runs, [CANCEL]: silence, [PAGE]: [reply(200, page('Hibernating')), canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`, LIST],
  },
  {
    name: 'unclear, and looks that cannot be read prove nothing',
    script: {
      [LIST]: [reply(200, [entry('running')]), reply(500)],
      [CANCEL]: [silence, reply(202)],
      [PAGE]: [reply(500), running, canceled],
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, LIST, PAGE, CANCEL, PAGE, `${LIST} ×4`],
  },
  {
    name: 'unclear without an id: never sent again',
    script: { [LIST]: reply(404), [STATUS]: [running, running, canceled], [CANCEL]: silence },
    outcome: 'canceled',
    requests: [LIST, STATUS, CANCEL, `${STATUS} ×2`, LIST],
  },
  {
    name: 'unclear, then refused while it runs: the first may still work',
    script: { ...runs, [CANCEL]: [silence, reply(404)], [PAGE]: [running, running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, `${PAGE} ×2`, LIST],
  },
  {
    name: 'unclear, then never processed again: the first may still work',
    script: { ...runs, [CANCEL]: [silence, refusedConnection], [PAGE]: [running, running, canceled] },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE, CANCEL, PAGE, CANCEL, PAGE, LIST],
  },
  {
    name: 'unclear, and the token has died',
    script: { ...runs, [CANCEL]: silence, [PAGE]: reply(401) },
    outcome: 'unknown',
    requests: [LIST, CANCEL, `${PAGE} ×2`, LIST],
    message: /Get a fresh token/,
  },
];

describe('a cancel that was not processed, or may have been', () => {
  it.each(rows)('$name → $outcome', expectRow);
});
