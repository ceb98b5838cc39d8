import { describe, it } from 'vitest';
import { type ApiRow, expectApiRow } from '../support/apiStory.ts';
import {
  DELETE,
  failed,
  SUBMISSIONS as LIST,
  LOOKUP,
  live,
  newer,
  older,
  otherProduct,
  SUBMISSION as PAGE,
  preview,
  product,
  running,
  shown,
} from '../support/product.ts';
import { reply } from '../support/wire.ts';

/** Whole steps on the submission API with a guard. */
const usual = { api: 'submission', 'publisher-id': '', 'offer-id': product };
const list = (...value: object[]) => reply(200, { value: [...older, ...value] });
const page = (state?: string, substate?: string, more?: object) => reply(200, shown(running, state, substate, more));
const canceled = page('InProgress', 'Cancelled');
const runs = { [LIST]: list(shown(running)), [PAGE]: page(), [DELETE]: reply(204) };
const guard = { 'operation-id': running };
const draft = shown(running, 'InProgress', 'InDraft', { pendingUpdateInfo: { status: 'Completed' } });
const newerDraft = shown(newer, 'InProgress', 'InDraft');
const ready = shown(preview, 'Published', 'ReadyToPublish');

describe('what operation-id names', () => {
  const NAMED = `GET submissions/${preview}`;
  const rows: readonly ApiRow[] = [
    {
      name: 'the one that runs',
      script: { ...runs, [PAGE]: [page(), canceled] },
      inputs: guard,
      outcome: 'canceled',
      requests: [LIST, PAGE, DELETE, PAGE, LIST],
    },
    {
      name: 'the one that runs, by its path',
      script: { ...runs, [PAGE]: [page(), canceled] },
      inputs: { 'operation-id': `submission/${product}/${running}` },
      outcome: 'canceled',
      requests: [LIST, PAGE, DELETE, PAGE, LIST],
      outputs: { 'operation-id': running },
    },
    {
      name: 'another one',
      script: runs,
      inputs: { 'operation-id': failed },
      outcome: 'mismatch',
      requests: [LIST],
      outputs: { 'operation-id': running },
    },
    {
      name: 'one that the list does not show, while another runs',
      script: runs,
      inputs: { 'operation-id': newer },
      outcome: 'mismatch',
      requests: [LIST],
    },
    {
      name: 'one that is nowhere: 30 s of looking',
      script: { [LIST]: list(), [PAGE]: reply(404) },
      inputs: guard,
      outcome: 'failed',
      requests: [LIST, `${PAGE} ×11`],
    },
    {
      name: 'one that comes into its page after a while',
      script: { [LIST]: list(), [PAGE]: [reply(404), page(), page(), canceled], [DELETE]: reply(204) },
      inputs: guard,
      outcome: 'canceled',
      requests: [LIST, `${PAGE} ×3`, DELETE, PAGE, LIST],
    },
    {
      name: 'one that has failed',
      script: { [LIST]: list() },
      inputs: { 'operation-id': failed },
      outcome: 'nothing-to-cancel',
      requests: [LIST],
    },
    {
      name: 'one that is live',
      script: { [LIST]: list() },
      inputs: { 'operation-id': live },
      outcome: 'too-late',
      requests: [LIST],
      message: /The offer is live/,
    },
    {
      name: 'one that is on its way to live',
      script: { [LIST]: list(shown(running, 'Published', 'Publishing')) },
      inputs: guard,
      outcome: 'too-late',
      requests: [LIST],
      message: /is going live\. Submission \d+ is on its way to live\. No cancel was sent\. The offer is going live\./,
    },
    {
      name: 'one that is canceled',
      script: { [LIST]: list(shown(running, 'Canceled', '')) },
      inputs: guard,
      outcome: 'canceled',
      requests: [LIST],
    },
    {
      name: 'a preview that waits for a person',
      script: { [LIST]: list(ready), [NAMED]: reply(200, ready) },
      inputs: { 'operation-id': preview },
      outcome: 'too-late',
      requests: [LIST, NAMED],
      message: /succeeded before a cancel could be sent\./,
    },
    {
      name: 'a preview that goes live without one',
      script: { [LIST]: list(ready), [NAMED]: reply(200, { ...ready, publishOption: { isAutoPromote: true } }) },
      inputs: { 'operation-id': preview },
      outcome: 'too-late',
      requests: [LIST, NAMED],
      message: /succeeded before a cancel could be sent\. Its preview goes live by itself\./,
    },
    {
      name: 'a draft, and the word Cancelled afterwards',
      script: { [LIST]: list(draft), [PAGE]: [reply(200, draft), reply(200, draft), canceled], [DELETE]: reply(204) },
      inputs: guard,
      outcome: 'canceled',
      requests: [LIST, `${PAGE} ×2`, DELETE, PAGE, LIST],
    },
    {
      name: 'a draft, and 404 afterwards: gone proves nothing here',
      script: { [LIST]: list(draft), [PAGE]: [reply(200, draft), reply(200, draft), reply(404)], [DELETE]: reply(204) },
      inputs: { ...guard, 'timeout-minutes': '1' },
      outcome: 'timed-out',
      requests: [LIST, `${PAGE} ×2`, DELETE, `${PAGE} ×8`],
    },
    {
      name: 'the one that runs, beside a newer draft: it is deleted, and its end is not certain',
      script: { ...runs, [LIST]: [list(shown(running), newerDraft), list(newerDraft)], [PAGE]: [page(), page(), reply(404)] },
      inputs: guard,
      outcome: 'unknown',
      requests: [LIST, `${PAGE} ×2`, DELETE, `${PAGE} ×2`, LIST],
      message: /gone, and a newer one/,
    },
    {
      name: "a submission of another product, while the offer's product had to be looked up",
      script: { [LOOKUP]: reply(200, { value: [{ id: product }] }) },
      inputs: { 'offer-id': 'contoso-vm', 'operation-id': `submission/${otherProduct}/${running}` },
      outcome: 'mismatch',
      requests: [LOOKUP],
    },
    {
      name: 'a submission of another product, and offer-id is a product',
      script: {},
      inputs: { 'operation-id': `submission/${otherProduct}/${running}` },
      outcome: 'invalid-input',
      requests: [],
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => void (await expectApiRow(usual, row)));
});
