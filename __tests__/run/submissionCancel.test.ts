import { describe, it } from 'vitest';
import { type ApiRow, expectApiRow } from '../support/apiStory.ts';
import { DELETE, SUBMISSIONS as LIST, newer, older, SUBMISSION as PAGE, product, running, shown } from '../support/product.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

/** Whole steps on the submission API from the DELETE on. */
const usual = { api: 'submission', 'publisher-id': '', 'offer-id': product, 'timeout-minutes': '1' };
const list = (...value: object[]) => reply(200, { value: [...older, ...value] });
const page = (state?: string, substate?: string, more?: object) => reply(200, shown(running, state, substate, more));
const canceled = page('InProgress', 'Cancelled');
const gone = reply(404, '"Http404Exception"');
const draft = page('InProgress', 'InDraft', { pendingUpdateInfo: { status: 'Completed' } });
const runs = { [LIST]: list(shown(running)), [PAGE]: page(), [DELETE]: reply(204) };
const vanishes = { [LIST]: [list(shown(running)), list()], [PAGE]: [page(), gone] };
const first = [LIST, PAGE, DELETE] as const;
/** The second 404, and the list that proves it; the list once more for a newer submission. */
const proved = [`${PAGE} ×2`, `${LIST} ×2`] as const;

describe('a DELETE that was taken', () => {
  const rows: readonly ApiRow[] = [
    { name: 'the word Cancelled', script: { ...runs, [PAGE]: [page(), canceled] }, outcome: 'canceled', requests: [...first, PAGE, LIST] },
    {
      name: 'the word Cancelled, while a newer one runs',
      script: { ...runs, [LIST]: [list(shown(running)), list(shown(newer))], [PAGE]: [page(), canceled] },
      outcome: 'canceled',
      requests: [...first, PAGE, LIST],
      warnings: [/Another submission: submission \d+1 runs and can go live$/],
      message: /is still publishing\. .* Submission \d+1 runs and can go live\. The operation that runs can go live\./,
    },
    {
      name: 'the word Cancelled, and the list cannot be read any more',
      script: { ...runs, [LIST]: [list(shown(running)), reply(404)], [PAGE]: [page(), canceled] },
      outcome: 'canceled',
      requests: [...first, PAGE, LIST],
    },
    { name: 'gone', script: { ...runs, ...vanishes }, outcome: 'canceled', requests: [...first, ...proved], message: /answered 404 twice/ },
    {
      name: 'gone, and the list cannot be read at first',
      script: { ...runs, ...vanishes, [LIST]: [list(shown(running)), reply(403), list()] },
      outcome: 'unknown',
      requests: [...first, `${PAGE} ×2`, LIST],
    },
    {
      name: 'gone, and the list is lost for a while',
      script: { ...runs, ...vanishes, [LIST]: [list(shown(running)), reply(404), list()] },
      outcome: 'canceled',
      requests: [...first, `${PAGE} ×2`, LIST, PAGE, `${LIST} ×2`],
    },
    {
      name: 'gone, and the list stays unreadable to the deadline',
      script: { ...runs, ...vanishes, [LIST]: [list(shown(running)), reply(404)] },
      outcome: 'timed-out',
      requests: [...first, `${PAGE} ×2`, LIST, ...Array(6).fill([PAGE, LIST]).flat()],
    },
    { name: 'a draft again', script: { ...runs, [PAGE]: [page(), draft] }, outcome: 'timed-out', requests: [...first, `${PAGE} ×8`] },
    {
      name: 'a failure',
      script: { ...runs, [PAGE]: [page(), page('InProgress', 'Failed')] },
      outcome: 'nothing-to-cancel',
      requests: [...first, PAGE],
      message: /failed by itself before the cancel took effect/,
    },
    {
      name: 'live',
      script: { ...runs, [PAGE]: [page(), page('Published', 'InStore')] },
      outcome: 'too-late',
      requests: [...first, PAGE],
      message: /The offer is live/,
    },
    {
      name: 'a preview',
      script: { ...runs, [PAGE]: [page(), page('Published', 'ReadyToPublish')] },
      outcome: 'too-late',
      requests: [...first, `${PAGE} ×2`],
      message: /not live/,
    },
    {
      name: 'the token is refused afterwards',
      script: { ...runs, [PAGE]: [page(), reply(401)] },
      outcome: 'unknown',
      requests: [...first, PAGE],
    },
    {
      name: 'another submission at its address',
      script: { ...runs, [PAGE]: [page(), reply(200, shown(newer))] },
      outcome: 'timed-out',
      requests: [...first, `${PAGE} ×8`],
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => void (await expectApiRow(usual, row)));
});

describe('wait: false, a DELETE that was taken', () => {
  const rows: readonly ApiRow[] = [
    {
      name: 'the first look shows Cancelled',
      script: { ...runs, [PAGE]: [page(), canceled] },
      outcome: 'canceled',
      requests: [...first, PAGE, LIST],
    },
    { name: 'the first look shows 404', script: { ...runs, ...vanishes }, outcome: 'accepted', requests: [...first, PAGE] },
    { name: 'the first look shows it running', script: runs, outcome: 'accepted', requests: [...first, PAGE] },
    {
      name: 'the first look shows a preview',
      script: { ...runs, [PAGE]: [page(), page('Published', 'InStore')] },
      outcome: 'too-late',
      requests: [...first, PAGE],
    },
    {
      name: 'an error in a 200, and it still runs',
      script: { ...runs, [DELETE]: reply(200, { Product: { error: 'X.Http409Exception: no', exceptionCode: 'Http409Exception' } }) },
      outcome: 'unknown',
      requests: [...first, PAGE, PAGE, DELETE, `${PAGE} ×8`, LIST],
    },
    {
      name: 'the first look is refused',
      script: { ...runs, [PAGE]: [page(), reply(403)] },
      outcome: 'accepted',
      requests: [...first, PAGE],
    },
    {
      name: 'the first look cannot be read',
      script: { ...runs, [PAGE]: [page(), silence] },
      outcome: 'accepted',
      requests: [...first, PAGE],
    },
    {
      name: 'a web page instead of the reply, and it still runs',
      script: { ...runs, [DELETE]: reply(200, '<html>') },
      outcome: 'unknown',
      requests: [...first, PAGE, PAGE, DELETE, `${PAGE} ×8`, LIST],
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => void (await expectApiRow({ ...usual, wait: 'false' }, row)));
});

describe('a DELETE whose reply is no clear yes', () => {
  const rows: readonly ApiRow[] = [
    {
      name: 'lost, and a look shows Cancelled',
      script: { ...runs, [DELETE]: silence, [PAGE]: [page(), canceled] },
      outcome: 'canceled',
      requests: [...first, PAGE, LIST],
    },
    {
      name: 'lost, and it is gone',
      script: { ...runs, ...vanishes, [DELETE]: silence },
      outcome: 'canceled',
      requests: [...first, ...proved],
    },
    {
      name: 'lost, and it still runs: a second one',
      script: { ...runs, [DELETE]: [silence, reply(204)], [PAGE]: [page(), page(), page(), canceled] },
      outcome: 'canceled',
      requests: [...first, PAGE, PAGE, DELETE, PAGE, LIST],
    },
    {
      name: 'lost, it still runs at first and is gone right before the second one',
      script: { ...runs, [LIST]: vanishes[LIST], [DELETE]: silence, [PAGE]: [page(), page(), gone] },
      outcome: 'canceled',
      requests: [...first, PAGE, `${PAGE} ×2`, LIST, PAGE, `${LIST} ×2`],
    },
    {
      name: 'lost twice, and it runs on',
      script: { ...runs, [DELETE]: silence },
      outcome: 'unknown',
      requests: [...first, PAGE, PAGE, DELETE, `${PAGE} ×8`, LIST],
    },
    {
      name: 'lost, and a draft again: no second one',
      script: { ...runs, [DELETE]: silence, [PAGE]: [page(), draft] },
      outcome: 'unknown',
      requests: [...first, `${PAGE} ×8`, LIST],
    },
    { name: '404, and it is gone', script: { ...runs, ...vanishes, [DELETE]: gone }, outcome: 'canceled', requests: [...first, ...proved] },
    { name: '404, and it still runs', script: { ...runs, [DELETE]: gone }, outcome: 'refused', requests: [...first, PAGE] },
    {
      name: '404, it is gone, and the list cannot be read for a while',
      script: { ...runs, ...vanishes, [DELETE]: gone, [LIST]: [list(shown(running)), ...Array(4).fill(reply(500)), list()] },
      outcome: 'canceled',
      requests: [...first, `${PAGE} ×2`, `${LIST} ×4`, PAGE, `${LIST} ×2`],
    },
    {
      name: '404, it is gone, and the list cannot be read to the deadline',
      script: { ...runs, ...vanishes, [DELETE]: gone, [LIST]: [list(shown(running)), reply(404)] },
      outcome: 'unknown',
      requests: [...first, `${PAGE} ×2`, LIST, ...Array(8).fill([PAGE, LIST]).flat()],
    },
    {
      name: '404, it is not there, the list cannot be read, and then it runs',
      script: {
        ...runs,
        [DELETE]: gone,
        [PAGE]: [page(), gone, gone, page()],
        [LIST]: [list(shown(running)), reply(500), reply(500), reply(500), reply(500), list(shown(running))],
      },
      outcome: 'refused',
      requests: [...first, `${PAGE} ×2`, `${LIST} ×4`, PAGE],
    },
    {
      name: '404, it is gone, and the list is refused',
      script: { ...runs, ...vanishes, [DELETE]: gone, [LIST]: [list(shown(running)), reply(403)] },
      outcome: 'refused',
      requests: [...first, `${PAGE} ×2`, LIST],
    },
    {
      name: '404, and it is published',
      script: { ...runs, [DELETE]: gone, [PAGE]: [page(), page('Published', 'InStore')] },
      outcome: 'too-late',
      requests: [...first, PAGE],
    },
    {
      name: '404, it is gone, and a newer one is there',
      script: { ...runs, ...vanishes, [LIST]: [list(shown(running)), list(shown(newer))], [DELETE]: gone },
      outcome: 'unknown',
      requests: [...first, `${PAGE} ×2`, LIST],
    },
    {
      name: '409, and it is on its way to live',
      script: { ...runs, [DELETE]: reply(409), [PAGE]: [page(), page('Published', 'Publishing')] },
      outcome: 'too-late',
      requests: [...first, PAGE],
      message: /is going live\. Submission \d+ is on its way to live\. A cancel was sent \(HTTP 409\)\. The offer is going live\./,
    },
    {
      name: '400 in a JSON string',
      script: { ...runs, [DELETE]: reply(400, '"ICH50400 - No"') },
      outcome: 'refused',
      requests: [...first, PAGE],
      message: /ICH50400 - No/,
      outputs: { 'status-code': '400' },
    },
    { name: '405', script: { ...runs, [DELETE]: reply(405) }, outcome: 'refused', requests: [...first, PAGE] },
    { name: '302', script: { ...runs, [DELETE]: reply(302) }, outcome: 'failed', requests: [...first, PAGE] },
    {
      name: '429, with a look before each further one',
      script: { ...runs, [DELETE]: [reply(429), reply(429), reply(204)], [PAGE]: [page(), page(), page(), canceled] },
      outcome: 'canceled',
      requests: [...first, PAGE, DELETE, PAGE, DELETE, PAGE, LIST],
    },
    {
      name: '429, and it is published right before the next one',
      script: { ...runs, [DELETE]: reply(429), [PAGE]: [page(), page('Published', 'InStore')] },
      outcome: 'too-late',
      requests: [...first, PAGE],
    },
    {
      name: 'no connection, and it is gone right before the next one: another run has deleted it, so nothing is known',
      script: { ...runs, ...vanishes, [DELETE]: refusedConnection },
      outcome: 'failed',
      requests: [...first, PAGE],
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => void (await expectApiRow(usual, row)));
});
