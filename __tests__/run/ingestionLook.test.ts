import { describe, expect, it } from 'vitest';
import { type ApiRow, expectApiRow } from '../support/apiStory.ts';
import {
  CANCEL_JOB,
  JOB,
  job,
  jobPage,
  live,
  otherProduct,
  PRODUCT,
  PUBLISHED,
  product,
  publishOf,
  RESOURCES,
  running,
} from '../support/product.ts';
import { runStep } from '../support/step.ts';
import { reply, scripted, silence } from '../support/wire.ts';

/** Whole steps on the Product Ingestion API up to the cancel: what the looks show decides whether one leaves. */
const usual = { api: 'product-ingestion', 'publisher-id': '', 'offer-id': product, 'operation-id': job };
const busy = reply(200, jobPage('running'));
const ended = (result: string, more: object = {}) => reply(200, jobPage('completed', result, more));
const standing = publishOf(live, 'completed', 'succeeded', 'live');
const publishing = reply(200, { value: [standing, publishOf(running)] });
const idle = reply(200, { value: [standing] });
const runs = { [JOB]: busy, [PUBLISHED]: publishing, [CANCEL_JOB]: ended('cancelled') };
const look = [JOB, PUBLISHED] as const;
/** Looks in half a minute, in which a request takes no time. */
const halfMinute = Array(11).fill(look).flat() as string[];
const resourceUri = (id: string) => reply(200, jobPage('running', 'pending', { resourceUri: `product/${id}` }));

describe('what the job and the submissions of the product show', () => {
  const rows: readonly ApiRow[] = [
    {
      name: 'both run',
      script: { ...runs, [JOB]: [busy, busy, ended('cancelled')], [PUBLISHED]: [publishing, publishing, idle] },
      outcome: 'canceled',
      requests: [...look, ...look, CANCEL_JOB, ...look],
      outputs: { 'operation-id': job, 'operation-path': `/rp/product-ingestion/configure/${job}/status`, 'status-code': '200' },
    },
    {
      name: 'the job names the product, whose submission does not run yet',
      script: { ...runs, [JOB]: [resourceUri(product), resourceUri(product), ended('cancelled')], [PUBLISHED]: idle },
      outcome: 'canceled',
      requests: [...look, ...look, CANCEL_JOB, ...look],
    },
    {
      name: 'the submission begins to run after a while',
      script: { ...runs, [JOB]: [busy, busy, busy, ended('cancelled')], [PUBLISHED]: [idle, publishing, publishing, idle] },
      outcome: 'canceled',
      requests: [...look, ...look, ...look, CANCEL_JOB, ...look],
    },
    { name: 'the job names another product', script: { ...runs, [JOB]: resourceUri(otherProduct) }, outcome: 'mismatch', requests: look },
    {
      name: 'the job runs for half a minute, and no submission does',
      script: { ...runs, [PUBLISHED]: idle },
      outcome: 'mismatch',
      requests: halfMinute,
    },
    {
      name: 'the job has been canceled',
      script: { [JOB]: ended('cancelled'), [PUBLISHED]: idle },
      outcome: 'canceled',
      requests: look,
      message: /had already been canceled/,
    },
    {
      name: 'the job has been canceled, and a submission runs',
      script: { [JOB]: ended('cancelled'), [PUBLISHED]: publishing },
      outcome: 'mismatch',
      requests: halfMinute,
    },
    {
      name: 'the job has failed',
      script: { [JOB]: ended('failed', { errors: [{ code: 'conflict', message: 'Not valid.' }] }), [PUBLISHED]: idle },
      outcome: 'nothing-to-cancel',
      requests: look,
      message: /failed by itself \(conflict: Not valid\.\)/,
    },
    {
      name: 'the job has succeeded, for a preview',
      script: { [JOB]: ended('succeeded'), [PUBLISHED]: idle, [RESOURCES]: reply(200, { resources: [publishOf(running)] }) },
      outcome: 'too-late',
      requests: [...look, RESOURCES],
      message: /The offer is not live/,
    },
    {
      name: 'the job has succeeded, for live',
      script: { [JOB]: ended('succeeded'), [PUBLISHED]: idle, [RESOURCES]: reply(200, { resources: [standing] }) },
      outcome: 'too-late',
      requests: [...look, RESOURCES],
      message: /The offer is live/,
    },
    {
      name: 'the job has succeeded, and what it published cannot be read',
      script: { [JOB]: ended('succeeded'), [PUBLISHED]: idle, [RESOURCES]: reply(400) },
      outcome: 'too-late',
      requests: [...look, RESOURCES],
      message: /may be live/,
    },
    { name: 'the job is not known for half a minute', script: { [JOB]: reply(404) }, outcome: 'failed', requests: [`${JOB} ×11`] },
    { name: 'the job answers 403', script: { [JOB]: reply(403) }, outcome: 'refused', requests: [JOB] },
    { name: 'the job answers 401', script: { [JOB]: reply(401) }, outcome: 'refused', requests: [JOB] },
    { name: 'the job answers 400', script: { [JOB]: reply(400) }, outcome: 'failed', requests: [JOB] },
    { name: 'the job answers with a web page', script: { [JOB]: reply(200, '<html>') }, outcome: 'failed', requests: [JOB] },
    {
      name: 'the job answers with another one',
      script: { [JOB]: reply(200, jobPage('running', 'pending', { jobId: otherProduct })) },
      outcome: 'failed',
      requests: [JOB],
    },
    { name: 'the job is silent', script: { [JOB]: silence }, outcome: 'failed', requests: [`${JOB} ×4`] },
    { name: 'the submissions answer 403', script: { ...runs, [PUBLISHED]: reply(403) }, outcome: 'refused', requests: look },
    { name: 'the submissions answer 404', script: { ...runs, [PUBLISHED]: reply(404) }, outcome: 'failed', requests: look },
    {
      name: 'the product: none',
      script: { [PRODUCT]: reply(200, { value: [] }) },
      inputs: { 'offer-id': 'contoso-vm' },
      outcome: 'refused',
      requests: [PRODUCT],
    },
    {
      name: 'the product: two',
      script: { [PRODUCT]: reply(200, { value: [{}, {}] }) },
      inputs: { 'offer-id': 'contoso-vm' },
      outcome: 'failed',
      requests: [PRODUCT],
    },
    {
      name: 'the product: 400',
      script: { [PRODUCT]: reply(400) },
      inputs: { 'offer-id': 'contoso-vm' },
      outcome: 'failed',
      requests: [PRODUCT],
    },
    {
      name: 'right before the cancel the job has ended',
      script: { ...runs, [JOB]: [busy, ended('failed')], [PUBLISHED]: [publishing, idle] },
      outcome: 'nothing-to-cancel',
      requests: [...look, ...look],
    },
    {
      name: 'right before the cancel the job is not there',
      script: { ...runs, [JOB]: [busy, reply(404)] },
      outcome: 'failed',
      requests: [...look, JOB],
    },
    {
      name: 'right before the cancel the job is refused',
      script: { ...runs, [JOB]: [busy, reply(403)] },
      outcome: 'refused',
      requests: [...look, JOB],
      message: /Check its role/,
    },
    {
      name: 'right before the cancel no submission runs',
      script: { ...runs, [PUBLISHED]: [publishing, idle] },
      outcome: 'failed',
      requests: [...look, ...look],
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => void (await expectApiRow(usual, row)));
});

describe('a dry run', () => {
  const dry = { ...usual, 'dry-run': 'true' };
  const without = { 'operation-id': '' };
  const rows: readonly ApiRow[] = [
    { name: 'of a job that runs', script: runs, outcome: 'planned', requests: look, outputs: { 'operation-id': job } },
    { name: 'of a job of another product', script: { ...runs, [JOB]: resourceUri(otherProduct) }, outcome: 'mismatch', requests: look },
    {
      name: 'without a job, a submission runs',
      script: runs,
      inputs: without,
      outcome: 'planned',
      requests: [PUBLISHED],
      outputs: { 'operation-id': running },
      message: /preview/,
    },
    {
      name: 'without a job, a submission runs by any other word',
      script: { [PUBLISHED]: reply(200, { value: [standing, publishOf(running, 'inReview')] }) },
      inputs: without,
      outcome: 'planned',
      requests: [PUBLISHED],
    },
    {
      name: 'without a job, nothing runs',
      script: { [PUBLISHED]: idle },
      inputs: without,
      outcome: 'nothing-to-cancel',
      requests: [PUBLISHED],
      message: /live\), succeeded/,
    },
    {
      name: 'without a job, the newest tells no status',
      script: { [PUBLISHED]: reply(200, { value: [standing, publishOf(running, '')] }) },
      inputs: without,
      outcome: 'failed',
      requests: [PUBLISHED],
    },
    { name: 'without a job, 403', script: { [PUBLISHED]: reply(403) }, inputs: without, outcome: 'refused', requests: [PUBLISHED] },
  ];
  it.each(rows)('$name → $outcome, and nothing is canceled', async (row) => void (await expectApiRow(dry, row)));

  it('several offers: no request at configure', async () => {
    const wire = scripted({
      [PRODUCT]: ({ url }) => reply(200, { value: [{ id: `product/${url.includes('contoso-vm') ? product : otherProduct}` }] }),
      [PUBLISHED]: publishing,
      [`GET submission/${otherProduct}`]: idle,
    });
    const inputs = { ...dry, ...without, 'offer-id': 'contoso-vm contoso-idle', 'if-nothing-to-cancel': 'ignore' };
    const step = await runStep({ wire, inputs });
    const results = JSON.parse(step.outputs['results'] ?? '') as { outcome: string; operationId: string | null }[];
    expect(results.map(({ outcome, operationId }) => [outcome, operationId])).toStrictEqual([
      ['planned', running],
      ['nothing-to-cancel', null],
    ]);
    expect(wire.requests.toSorted()).toStrictEqual([PRODUCT, PRODUCT, `GET submission/${otherProduct}`, PUBLISHED].toSorted());
  });
});
