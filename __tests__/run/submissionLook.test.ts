import { describe, expect, it } from 'vitest';
import { type ApiRow, expectApiRow } from '../support/apiStory.ts';
import {
  DELETE,
  failed,
  SUBMISSIONS as LIST,
  LOOKUP,
  newer,
  older,
  otherProduct,
  SUBMISSION as PAGE,
  preview,
  product,
  running,
  shown,
} from '../support/product.ts';
import { runStep } from '../support/step.ts';
import { reply, scripted, silence } from '../support/wire.ts';

/** Whole steps on the submission API up to the DELETE: what the looks show decides whether one leaves. */
const usual = { api: 'submission', 'publisher-id': '', 'offer-id': product };
const list = (...value: object[]) => reply(200, { value: [...older, ...value] });
const page = (state?: string, substate?: string, more?: object) => reply(200, shown(running, state, substate, more));
const canceled = page('InProgress', 'Cancelled');
const runs = { [LIST]: list(shown(running)), [PAGE]: page(), [DELETE]: reply(204) };
const guard = { 'operation-id': running };
const draft = shown(running, 'InProgress', 'InDraft', { pendingUpdateInfo: { status: 'Completed' } });
const ready = shown(preview, 'Published', 'ReadyToPublish');

describe('what the list shows', () => {
  const rows: readonly ApiRow[] = [
    {
      name: 'one runs',
      script: { ...runs, [PAGE]: [page(), canceled] },
      outcome: 'canceled',
      requests: [LIST, PAGE, DELETE, PAGE, LIST],
      outputs: {
        'operation-id': running,
        'operation-path': `/v1.0/ingestion/products/${product}/submissions/${running}`,
        'status-code': '204',
      },
    },
    {
      name: 'two run: the newest counts',
      script: { ...runs, [LIST]: list(shown(running), shown('12')), [PAGE]: [page(), canceled] },
      outcome: 'canceled',
      requests: [LIST, PAGE, DELETE, PAGE, LIST],
      warnings: [
        /2 submissions run at once\. The newest is taken: submission \d{20}$/,
        /Another submission: submission 12 runs and can go live$/,
      ],
      message: /Submission 12 runs and can go live\. The operation that runs/,
    },
    {
      name: 'nothing was ever published',
      script: { [LIST]: reply(200, { value: [] }) },
      outcome: 'nothing-to-cancel',
      requests: [LIST],
      message: /never been published/,
    },
    {
      name: 'a preview is the newest',
      script: { [LIST]: list(ready) },
      outcome: 'nothing-to-cancel',
      requests: [LIST],
      message: /No submission is running\. The newest, submission \d+, succeeded/,
    },
    { name: 'the live one is the newest', script: { [LIST]: list() }, inputs: {}, outcome: 'nothing-to-cancel', requests: [LIST] },
    {
      name: 'one is on its way to live',
      script: { [LIST]: list(shown(running, 'Published', 'Publishing')) },
      outcome: 'too-late',
      requests: [LIST],
      message: /is going live\. Submission \d+ is on its way to live\. No cancel was sent\. The offer is going live\. Publish a corrected/,
      outputs: { 'operation-id': running },
    },
    {
      name: 'an older one is on its way to live, and the newest failed',
      script: { [LIST]: list(shown('12', 'Published', 'Publishing')) },
      outcome: 'too-late',
      requests: [LIST],
      message: /is going live\. Submission 12 is on its way to live\./,
    },
    {
      name: 'an older one is on its way to live, and the newest runs',
      script: { ...runs, [LIST]: list(shown(running), shown('12', 'Published', 'Publishing')), [PAGE]: [page(), canceled] },
      outcome: 'canceled',
      requests: [LIST, PAGE, DELETE, PAGE, LIST],
    },
    { name: 'a draft is the newest', script: { [LIST]: list(draft) }, outcome: 'failed', requests: [LIST] },
    {
      name: 'a draft is newer than the one that runs',
      script: { [LIST]: list(shown(running), shown(newer, 'InProgress', 'InDraft')) },
      outcome: 'failed',
      requests: [LIST],
    },
    {
      name: 'an older draft does not matter',
      script: { ...runs, [LIST]: list(shown(running), shown('12', 'InProgress', 'InDraft')), [PAGE]: [page(), canceled] },
      outcome: 'canceled',
      requests: [LIST, PAGE, DELETE, PAGE, LIST],
      message: /was canceled\. .*Nothing goes live by this operation/,
    },
    {
      name: 'an older one that had failed, and is a draft by now: it is named',
      script: {
        ...runs,
        [LIST]: [list(shown(running), shown('12', 'InProgress', 'Failed')), list(shown('12', 'InProgress', 'InDraft'))],
        [PAGE]: [page(), canceled],
      },
      outcome: 'canceled',
      requests: [LIST, PAGE, DELETE, PAGE, LIST],
      warnings: [/Another submission: submission 12 runs and can go live$/],
    },
    {
      name: 'the newest has an unknown word',
      script: { [LIST]: list(shown(running, 'InProgress', 'ReadyToPublish')) },
      outcome: 'failed',
      requests: [LIST],
    },
    { name: '403', script: { [LIST]: reply(403) }, outcome: 'refused', requests: [LIST] },
    { name: '401', script: { [LIST]: reply(401) }, outcome: 'refused', requests: [LIST] },
    { name: '404', script: { [LIST]: reply(404) }, outcome: 'failed', requests: [LIST] },
    { name: '405', script: { [LIST]: reply(405) }, outcome: 'failed', requests: [LIST] },
    { name: '500 four times', script: { [LIST]: reply(500) }, outcome: 'failed', requests: [`${LIST} ×4`] },
    { name: 'silence four times', script: { [LIST]: silence }, outcome: 'failed', requests: [`${LIST} ×4`] },
    { name: '429 four times', script: { [LIST]: reply(429) }, outcome: 'failed', requests: [`${LIST} ×4`] },
    { name: 'a redirect', script: { [LIST]: reply(302, '', { location: 'https://login.example/' }) }, outcome: 'failed', requests: [LIST] },
    { name: 'a web page', script: { [LIST]: reply(200, '<html>') }, outcome: 'failed', requests: [LIST] },
    { name: 'a JSON string', script: { [LIST]: reply(200, '"x"') }, outcome: 'failed', requests: [LIST] },
    {
      name: '401 on the second page',
      script: { [LIST]: [reply(200, { value: [], nextLink: `v1.0/ingestion/products/${product}/submissions?2` }), reply(401)] },
      outcome: 'refused',
      requests: [`${LIST} ×2`],
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => void (await expectApiRow(usual, row)));
});

describe('what the look right before the DELETE shows', () => {
  const rows: readonly ApiRow[] = [
    {
      name: '404',
      script: { ...runs, [PAGE]: reply(404) },
      outcome: 'failed',
      requests: [LIST, PAGE],
      message: /was not canceled\. The look right before the cancel did not show submission \d+ running: HTTP 404\. No cancel was sent\./,
    },
    {
      name: 'a draft',
      script: { ...runs, [PAGE]: reply(200, draft) },
      outcome: 'failed',
      requests: [LIST, PAGE],
      message: /The look right before the cancel did not show submission \d+ running\. No cancel was sent\./,
    },
    {
      name: 'a draft, which operation-id names',
      script: { ...runs, [PAGE]: reply(200, draft) },
      inputs: guard,
      outcome: 'failed',
      requests: [LIST, PAGE],
    },
    { name: '500 four times', script: { ...runs, [PAGE]: reply(500) }, outcome: 'failed', requests: [LIST, `${PAGE} ×4`] },
    { name: '401', script: { ...runs, [PAGE]: reply(401) }, outcome: 'refused', requests: [LIST, PAGE], message: /Pass a fresh token/ },
    { name: '403', script: { ...runs, [PAGE]: reply(403) }, outcome: 'refused', requests: [LIST, PAGE], message: /Check its role/ },
    {
      name: 'F22 a web page',
      script: { ...runs, [PAGE]: reply(200, '<html>') },
      outcome: 'failed',
      requests: [LIST, PAGE],
      message: /answers in place of/,
    },
    {
      name: 'a failure',
      script: { ...runs, [PAGE]: page('InProgress', 'FailedInCertification') },
      outcome: 'nothing-to-cancel',
      requests: [LIST, PAGE],
      message: /failed by itself/,
    },
    {
      name: 'a preview',
      script: { ...runs, [PAGE]: page('Published', 'ReadyToPublish') },
      outcome: 'too-late',
      requests: [LIST, `${PAGE} ×2`],
    },
    {
      name: 'on its way to live',
      script: { ...runs, [PAGE]: page('Published', 'Publishing') },
      outcome: 'too-late',
      requests: [LIST, PAGE],
      message: /is going live\. Submission \d+ is on its way to live\. No cancel was sent\./,
    },
    {
      name: 'canceled',
      script: { ...runs, [PAGE]: canceled },
      outcome: 'canceled',
      requests: [LIST, PAGE, LIST],
      message: /had already been canceled/,
    },
  ];
  it.each(rows)('$name → $outcome, and none leaves', async (row) => void (await expectApiRow(usual, row)));
});

describe('a dry run', () => {
  const dry = { 'dry-run': 'true' };
  const rows: readonly ApiRow[] = [
    { name: 'of one that runs', script: runs, inputs: dry, outcome: 'planned', requests: [LIST], outputs: { 'operation-id': running } },
    { name: 'of one that operation-id names', script: runs, inputs: { ...dry, ...guard }, outcome: 'planned', requests: [LIST] },
    { name: 'of another one', script: runs, inputs: { ...dry, 'operation-id': failed }, outcome: 'mismatch', requests: [LIST] },
    { name: 'of nothing', script: { [LIST]: list() }, inputs: dry, outcome: 'nothing-to-cancel', requests: [LIST] },
    { name: 'of a list that cannot be read', script: { [LIST]: reply(404) }, inputs: dry, outcome: 'failed', requests: [LIST] },
  ];
  it.each(rows)('$name → $outcome, and nothing is deleted', async (row) => void (await expectApiRow(usual, row)));
});

it('several offers, each with its own product: one is canceled, one has no product, one runs nothing', async () => {
  const products = { 'contoso-vm': [product], 'contoso-idle': [otherProduct], 'contoso-none': [] } as const;
  const wire = scripted({
    [LOOKUP]: ({ url }) => {
      const [, named] = Object.entries(products).find(([offerId]) => url.includes(`'${offerId}'`)) ?? ['', []];
      return reply(200, { value: named.map((id) => ({ id })) });
    },
    [LIST]: ({ url }) => (url.includes(product) ? list(shown(running)) : list()),
    [PAGE]: [page(), canceled],
    [DELETE]: reply(204),
  });
  const step = await runStep({ wire, inputs: { ...usual, 'offer-id': Object.keys(products).join(' '), 'if-nothing-to-cancel': 'warn' } });
  const results = JSON.parse(step.outputs['results'] ?? '') as { offerId: string; outcome: string }[];
  expect(results.map(({ offerId, outcome }) => `${offerId} ${outcome}`)).toStrictEqual([
    'contoso-vm canceled',
    'contoso-idle nothing-to-cancel',
    'contoso-none refused',
  ]);
  expect(wire.sent.filter(({ method }) => method === 'DELETE').map(({ url }) => new URL(url).pathname)).toStrictEqual([
    `/v1.0/ingestion/products/${product}/submissions/${running}`,
  ]);
});
