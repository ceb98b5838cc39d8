import { describe, it } from 'vitest';
import { canceled, cut202, expectRow, noWait, type Row, running, runs, toTheDeadline } from '../support/cancelStory.ts';
import { CANCEL, entry, LINK, LIST, linkPath, PAGE, page } from '../support/offer.ts';
import { reply, silence } from '../support/wire.ts';

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
    requests: [LIST, CANCEL, PAGE, LIST, CANCEL, `${LIST} ×2`],
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
];

describe('a cancel that is taken', () => {
  it.each(rows)('$name → $outcome', expectRow);
});
