import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/http/reply.ts';
import type { Operation, OperationState } from '../../../src/marketplace/api.ts';
import { toJob, toSubmission } from '../../../src/marketplace/productIngestion/objects.ts';
import {
  afterCancel,
  beforeCancel,
  type JobLook,
  readCancel,
  readJob,
  readSubmissions,
  targetTypesOf,
} from '../../../src/marketplace/productIngestion/replies.ts';
import { job, jobPage, live, newer, otherProduct, preview, product, publishOf, running } from '../../support/product.ts';
import { reply, silence } from '../../support/wire.ts';

describe('the page of a job', () => {
  it.each([
    { name: 'of ours', more: { resourceUri: `product/${product}` }, is: 'ours' },
    { name: 'of another product', more: { resourceUri: `product/${otherProduct}` }, is: 'another' },
    { name: 'that names no product', more: {}, is: 'none' },
    { name: 'with the other spelling of its id', more: { jobId: undefined, jobID: job.toUpperCase() }, is: 'none' },
    { name: 'without its id', more: { jobId: undefined }, is: 'none' },
  ])('$name', ({ more, is }) => {
    const page = jobPage('running', 'pending', more);
    expect(readJob(reply(200, page), job, product)).toStrictEqual({ operation: toJob(job, page), product: is });
  });

  it.each<{ name: string; answer: Exchange; reason: string }>([
    { name: 'another job', answer: reply(200, jobPage('running', 'pending', { jobId: otherProduct })), reason: 'no-answer' },
    { name: 'no status', answer: reply(200, { jobId: job }), reason: 'no-answer' },
    { name: 'a JSON string', answer: reply(200, '"running"'), reason: 'no-answer' },
    { name: 'a web page', answer: reply(200, '<html>'), reason: 'not-the-api' },
    { name: '404', answer: reply(404), reason: 'absent' },
    { name: '403', answer: reply(403), reason: 'forbidden' },
    { name: 'silence', answer: silence, reason: 'no-answer' },
  ])('$name shows nothing', ({ answer, reason }) => {
    expect(readJob(answer, job, product)).toMatchObject({ kind: 'unreadable', reason });
  });
});

describe('the submissions of the product', () => {
  const draft = { id: `submission/${product}/0`, target: { targetType: 'draft' } };
  it.each([
    {
      name: 'the newest first, without the draft',
      value: [draft, publishOf(live, 'completed', 'succeeded', 'live'), publishOf(running)],
      is: [[running, live], true],
    },
    { name: 'none', value: [], is: [[], true] },
    { name: 'only a draft', value: [draft], is: [[], true] },
    { name: 'the newest has no status', value: [publishOf(newer, ''), publishOf(running)], is: [[newer, running], false] },
    { name: 'an older one has no status', value: [publishOf(running), publishOf(live, '')], is: [[running, live], true] },
  ])('$name', ({ value, is }) => {
    const list = readSubmissions(value);
    expect(list.kind === 'list' && [list.entries.map(({ id }) => id), list.isConclusive]).toStrictEqual(is);
  });

  it('one without a number shows nothing', () => {
    const nameless = { ...publishOf(running), id: 'x' };
    expect(readSubmissions([publishOf(live), nameless])).toMatchObject({ kind: 'unreadable', reason: 'no-answer' });
  });
});

const endOf: Readonly<Record<OperationState, object>> = {
  running: jobPage('running'),
  canceled: jobPage('completed', 'cancelled', { jobStart: '2026-01-31T11:48:00.1234321Z' }),
  succeeded: jobPage('completed', 'succeeded'),
  failed: jobPage('completed', 'failed'),
};
const entry = (number: string, status = 'running', result = 'pending'): Operation =>
  toSubmission(publishOf(number, status, result)) as Operation;
const publishing = [entry(running), entry(live, 'completed', 'succeeded')];
const idle = [entry(running, 'completed', 'failed'), entry(live, 'completed', 'succeeded')];
const before = new Set([live]);

describe('before a cancel: job and offer have to belong together', () => {
  it.each<{ state: OperationState; product: JobLook['product']; submissions: readonly Operation[]; is: string }>([
    { state: 'running', product: 'ours', submissions: publishing, is: 'running' },
    { state: 'running', product: 'none', submissions: publishing, is: 'running' },
    { state: 'running', product: 'another', submissions: publishing, is: 'another-product' },
    { state: 'running', product: 'ours', submissions: idle, is: 'running' },
    { state: 'running', product: 'none', submissions: idle, is: 'unrelated' },
    { state: 'running', product: 'another', submissions: idle, is: 'another-product' },
    ...(['canceled', 'succeeded', 'failed'] as const).flatMap((state) => [
      { state, product: 'ours' as const, submissions: publishing, is: 'unrelated' },
      { state, product: 'none' as const, submissions: publishing, is: 'unrelated' },
      { state, product: 'another' as const, submissions: publishing, is: 'another-product' },
      { state, product: 'ours' as const, submissions: idle, is: state },
      { state, product: 'none' as const, submissions: idle, is: state },
      { state, product: 'another' as const, submissions: idle, is: 'another-product' },
    ]),
  ])('the job is $state, names $product → $is', ({ state, product: named, submissions, is }) => {
    const observation = beforeCancel({ operation: toJob(job, endOf[state]), product: named }, submissions);
    expect(observation.kind === 'unreadable' ? observation.reason : 'operation' in observation && observation.operation.state).toBe(is);
  });
});

const begun = (number: string, created: string, result = 'succeeded'): Operation =>
  toSubmission({ ...publishOf(number, 'completed', result), created }) as Operation;

describe('after a cancel: canceled and failed need both witnesses', () => {
  const succeeded = [entry(running, 'completed', 'succeeded'), entry(live, 'completed', 'succeeded')];
  it.each<{ name: string; state: OperationState; submissions: readonly Operation[]; is: object }>([
    { name: 'the job runs', state: 'running', submissions: publishing, is: { kind: 'running' } },
    { name: 'the job runs, and nothing is published', state: 'running', submissions: idle, is: { kind: 'running' } },
    {
      name: 'canceled, and nothing runs',
      state: 'canceled',
      submissions: idle,
      is: { kind: 'ended', operation: { state: 'canceled', proof: 'the job says so, and no submission of the product runs' } },
    },
    {
      name: 'canceled, and there is not a submission at all',
      state: 'canceled',
      submissions: [],
      is: { kind: 'ended', operation: { state: 'canceled' } },
    },
    {
      name: 'canceled, and a submission runs',
      state: 'canceled',
      submissions: publishing,
      is: {
        kind: 'running',
        operation: {
          state: 'running',
          rawState: 'completed/cancelled, a submission of the product runs',
          isContradicted: true,
          isCancelPending: true,
        },
      },
    },
    {
      name: 'canceled, and the submission has succeeded since',
      state: 'canceled',
      submissions: succeeded,
      is: { kind: 'unsettled', detail: `the job says completed/cancelled, and submission ${running} of the product has succeeded` },
    },
    { name: 'failed, and nothing runs', state: 'failed', submissions: idle, is: { kind: 'ended', operation: { state: 'failed' } } },
    {
      name: 'failed, and a submission runs',
      state: 'failed',
      submissions: publishing,
      is: { kind: 'running', operation: { isContradicted: true, isCancelPending: false } },
    },
    { name: 'failed, and the submission has succeeded since', state: 'failed', submissions: succeeded, is: { kind: 'unsettled' } },
    { name: 'succeeded', state: 'succeeded', submissions: succeeded, is: { kind: 'ended', operation: { state: 'succeeded' } } },
    {
      name: 'succeeded, and a submission runs',
      state: 'succeeded',
      submissions: publishing,
      is: { kind: 'ended', operation: { state: 'succeeded' } },
    },
    {
      name: 'canceled, and what succeeded before the first look began with the job',
      state: 'canceled',
      submissions: [begun(live, '2026-01-31T11:48:00.1234321Z')],
      is: { kind: 'unsettled' },
    },
    {
      name: 'canceled, and what succeeded before the first look began before the job',
      state: 'canceled',
      submissions: [begun(live, '2026-01-31T11:47:59Z')],
      is: { kind: 'ended', operation: { state: 'canceled' } },
    },
    {
      name: 'canceled, and what failed began with the job',
      state: 'canceled',
      submissions: [begun(live, '2026-01-31T11:48:00.1234321Z', 'failed')],
      is: { kind: 'ended', operation: { state: 'canceled' } },
    },
  ])('$name', ({ state, submissions, is }) => {
    expect(afterCancel(toJob(job, endOf[state]), submissions, before)).toMatchObject(is);
  });
});

it.each([
  { name: 'a preview', json: { resources: [publishOf(running, 'completed', 'succeeded', 'preview')] }, is: ['preview'] },
  { name: 'two', json: { resources: [publishOf(preview, '', '', 'Preview'), publishOf(live, '', '', 'LIVE')] }, is: ['preview', 'live'] },
  { name: 'a resource without a target', json: { resources: [{}] }, is: [''] },
  { name: 'no resources', json: {}, is: [] },
  { name: 'a JSON string', json: 'x', is: [] },
])('the targets of a job: $name', ({ json, is }) => {
  expect(targetTypesOf(reply(200, JSON.stringify(json)))).toStrictEqual(is);
});

it.each([
  { name: '200 with the job', answer: reply(200, jobPage('completed', 'cancelled')), disposition: 'accepted', fault: 'other' },
  { name: '202', answer: reply(202), disposition: 'accepted', fault: 'other' },
  {
    name: '400: the job has ended, by another cancel perhaps',
    answer: reply(400, { error: { code: 'badRequest' } }),
    disposition: 'conflict',
    fault: 'bad-request',
  },
  { name: '403', answer: reply(403), disposition: 'refused', fault: 'forbidden' },
  { name: '404', answer: reply(404), disposition: 'refused', fault: 'not-found' },
  { name: '409', answer: reply(409), disposition: 'conflict', fault: 'conflict' },
  { name: '200 with a web page', answer: reply(200, '<html>'), disposition: 'ambiguous', fault: 'other' },
  { name: 'silence', answer: silence, disposition: 'ambiguous', fault: 'other' },
])('the reply to a cancel: $name', ({ answer, disposition, fault }) => {
  expect(readCancel(answer, { path: '/x', id: job })).toMatchObject({ disposition, fault });
});
