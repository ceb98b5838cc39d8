import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobIdOf, productIn, targetTypeOf, toJob, toSubmission } from '../../../src/marketplace/productIngestion/objects.ts';
import { job, jobPage, otherProduct, product, publishOf, running } from '../../support/product.ts';

const usual = { labels: [], isCancelPending: false, steps: [], messages: [] };

describe('every status and result of a job', () => {
  /** By status, the meaning with each result: `?` is running, by an unknown word. */
  const results = ['pending', 'succeeded', 'failed', 'cancelled', 'canceled', 'skipped', ''] as const;
  const meanings: Readonly<Record<string, readonly string[]>> = {
    notStarted: Array(7).fill('running'),
    running: Array(7).fill('running'),
    completed: ['?', 'succeeded', 'failed', 'canceled', 'canceled', '?', '?'],
    paused: Array(7).fill('?'),
    '': Array(7).fill('?'),
  };
  const meaningOf = (value: object): string => {
    const { state, isKnown } = toJob(job, value);
    return isKnown ? state : `${state === 'running' ? '' : state}?`;
  };

  it.each(Object.entries(meanings).flatMap(([status, is]) => results.map((result, column) => ({ status, result, is: is[column] }))))(
    '$status, $result → $is',
    ({ status, result, is }) => {
      expect(meaningOf(jobPage(status, result))).toBe(is);
    },
  );

  it.each([
    { status: 'Not Started', result: 'Pending', is: 'running' },
    { status: 'NOT_STARTED', result: 'PENDING', is: 'running' },
    { status: 'COMPLETED', result: 'CANCELLED', is: 'canceled' },
    { status: 'Completed', result: 'Canceled', is: 'canceled' },
    { status: 'completed', result: 'Succeeded', is: 'succeeded' },
    { status: 1, result: null, is: '?' },
  ])('$status, $result in any spelling → $is', ({ status, result, is }) => {
    expect(meaningOf(jobPage(status, result))).toBe(is);
  });

  it.each([
    {
      name: 'one that runs',
      value: jobPage('running'),
      is: { ...usual, id: job, state: 'running', rawState: 'running/pending', isKnown: true },
    },
    {
      name: 'why it failed',
      value: jobPage('completed', 'failed', {
        errors: [
          { code: 'conflict', message: 'The offer did not pass.' },
          { code: 'locked' },
          { message: 'Only words' },
          { code: 'fourth', message: 'is not shown' },
        ],
      }),
      is: {
        ...usual,
        id: job,
        state: 'failed',
        rawState: 'completed/failed',
        isKnown: true,
        messages: ['conflict: The offer did not pass.', 'locked', 'Only words'],
      },
    },
    {
      name: 'errors that say nothing',
      value: jobPage('completed', 'failed', { errors: [{}, 'text', null] }),
      is: { ...usual, id: job, state: 'failed', rawState: 'completed/failed', isKnown: true },
    },
    {
      name: 'errors that are no array',
      value: jobPage('completed', 'failed', { errors: { code: 'x' } }),
      is: { ...usual, id: job, state: 'failed', rawState: 'completed/failed', isKnown: true },
    },
    {
      name: 'when it began',
      value: jobPage('running', 'pending', { jobStart: '2026-01-31T12:00:00.5000000Z' }),
      is: { ...usual, id: job, state: 'running', rawState: 'running/pending', isKnown: true, startedMs: Date.UTC(2026, 0, 31, 12) + 500 },
    },
    {
      name: 'that has not begun',
      value: jobPage('notStarted', 'pending', { jobStart: '0001-01-01T00:00:00' }),
      is: { ...usual, id: job, state: 'running', rawState: 'notStarted/pending', isKnown: true },
    },
    { name: 'a JSON string', value: 'running', is: { ...usual, id: job, state: 'running', rawState: 'no state', isKnown: false } },
  ])('$name', ({ value, is }) => {
    expect(toJob(job, value)).toStrictEqual(is);
  });
});

describe('a submission of the product', () => {
  const shown = { ...usual, id: running, noun: 'submission', labels: ['preview'], leadsTo: 'preview' };
  it.each([
    { name: 'one that runs', value: publishOf(running), is: { ...shown, state: 'running', rawState: 'running', isKnown: true } },
    {
      name: 'one that has not begun',
      value: publishOf(running, 'notStarted'),
      is: { ...shown, state: 'running', rawState: 'notStarted', isKnown: true },
    },
    {
      name: 'any other status runs',
      value: publishOf(running, 'InReview'),
      is: { ...shown, state: 'running', rawState: 'InReview', isKnown: true },
    },
    {
      name: 'a status that is no text',
      value: publishOf(running, 1),
      is: { ...shown, state: 'running', rawState: 'no state', isKnown: false },
    },
    { name: 'no status', value: publishOf(running, ''), is: { ...shown, state: 'running', rawState: 'no state', isKnown: false } },
    {
      name: 'a success',
      value: publishOf(running, 'completed', 'succeeded'),
      is: { ...shown, state: 'succeeded', rawState: 'completed', isKnown: true },
    },
    {
      name: 'a failure',
      value: publishOf(running, 'Completed', 'FAILED'),
      is: { ...shown, state: 'failed', rawState: 'Completed', isKnown: true },
    },
    {
      name: 'completed, by a result that is not known',
      value: publishOf(running, 'completed', 'pending'),
      is: { ...shown, state: 'failed', rawState: 'completed', isKnown: true },
    },
    {
      name: 'without a target',
      value: { id: `submission/${product}/${running}`, status: 'running' },
      is: { ...usual, id: running, noun: 'submission', state: 'running', rawState: 'running', isKnown: true },
    },
    {
      name: 'of a push to live',
      value: publishOf(running, 'running', 'pending', 'live'),
      is: { ...shown, labels: ['live'], leadsTo: 'live', state: 'running', rawState: 'running', isKnown: true },
    },
    {
      name: 'of a target that is not known',
      value: publishOf(running, 'running', 'pending', 'Beta'),
      is: { ...usual, id: running, noun: 'submission', labels: ['beta'], state: 'running', rawState: 'running', isKnown: true },
    },
  ])('$name', ({ value, is }) => {
    expect(toSubmission(value)).toStrictEqual(is);
  });

  it.each([{}, { id: running }, { id: `submission/${product}` }, { id: 12 }, { id: `submission/${product}/1x` }, 'text', null])(
    '%j has no number',
    (value) => {
      expect(toSubmission(value)).toBeUndefined();
    },
  );

  it.each([
    { value: { target: { targetType: 'Live' } }, is: 'live' },
    { value: { target: 'live' }, is: '' },
    { value: {}, is: '' },
    { value: { target: { targetType: 'x'.repeat(50) } }, is: 'x'.repeat(40) },
  ])('the target of $value is "$is"', ({ value, is }) => {
    expect(targetTypeOf(value)).toBe(is);
  });
});

describe('which product and which job a page names', () => {
  const absolute = `https://graph.microsoft.com/rp/product-ingestion/product/${product}`;
  it.each([
    { name: 'ours', resourceUri: `product/${product}`, is: 'ours' },
    { name: 'ours in capitals', resourceUri: `PRODUCT/${product.toUpperCase()}`, is: 'ours' },
    { name: 'ours by an absolute address', resourceUri: absolute, is: 'ours' },
    { name: 'ours with a version', resourceUri: `${absolute}?$version=2022-07-01`, is: 'ours' },
    { name: 'another', resourceUri: `product/${otherProduct}`, is: 'another' },
    { name: 'another by an absolute address', resourceUri: absolute.replace(product, otherProduct), is: 'another' },
    { name: 'a plan', resourceUri: `plan/${product}/1`, is: 'none' },
    { name: 'the word alone', resourceUri: 'product/contoso-vm', is: 'none' },
    { name: 'nothing', resourceUri: undefined, is: 'none' },
    { name: 'no text', resourceUri: 12, is: 'none' },
  ])('resourceUri with $name', ({ resourceUri, is }) => {
    expect(productIn({ resourceUri }, product)).toBe(is);
  });

  it.each([
    { value: { jobId: job }, is: job },
    { value: { jobID: job }, is: job },
    { value: { jobId: job, jobID: 'other' }, is: job },
    { value: { jobId: null, jobID: job }, is: job },
    { value: { jobId: 12 }, is: undefined },
    { value: {}, is: undefined },
    { value: 'text', is: undefined },
  ])('$value → $is', ({ value, is }) => {
    expect(jobIdOf(value)).toBe(is);
  });
});

it('IN-11 whatever the words are, what is shown of them is one harmless line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, more) => {
      const read = toJob(job, jobPage(`##[error]${text}`, more, { errors: [{ code: `##[error]${text}`, message: more }] }));
      const submission = toSubmission(publishOf(running, `##[error]${text}`));
      for (const shown of [read.rawState, ...read.messages, submission?.rawState ?? '']) {
        expect(shown).toMatch(/^[^\p{Cc}\u2028\u2029]{1,900}$/u);
        expect(shown).not.toContain('##[');
      }
    }),
    { numRuns: 300 },
  );
});
