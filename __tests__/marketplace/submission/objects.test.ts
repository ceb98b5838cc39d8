import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSubmissionId, toSubmission } from '../../../src/marketplace/submission/objects.ts';
import { running, shown } from '../../support/product.ts';

const substates = [
  ...['InDraft', 'Submitted', 'Failed', 'FailedInCertification', 'ReadyToPublish', 'Publishing', 'Published', 'InStore'],
  ...['Cancelled', 'Canceled', 'Rolling', ''],
] as const;
const pendings = ['', 'Running', 'Completed', 'Failed'] as const;
const anyState = ['', 'InProgress', 'Published', 'Cancelled', 'Archived'] as const;

/** By state and substate, the meaning without `pendingUpdateInfo`, and with its status Running, Completed, Failed. `?`: running, by an unknown word. */
const meanings: Readonly<Record<string, readonly [string, string, string, string]>> = {
  'InProgress/InDraft': ['?', 'running', '?', 'failed'],
  'InProgress/Submitted': ['running', 'running', 'running', 'failed'],
  'InProgress/Publishing': ['running', 'running', 'running', 'failed'],
  'InProgress/Failed': ['failed', 'failed', 'failed', 'failed'],
  'InProgress/FailedInCertification': ['failed', 'failed', 'failed', 'failed'],
  'Published/ReadyToPublish': ['preview', 'preview', 'preview', 'preview'],
  'Published/Publishing': ['going live', 'going live', 'going live', 'going live'],
  'Published/InStore': ['live', 'live', 'live', 'live'],
  'Published/Published': ['live', 'live', 'live', 'live'],
};

function expected(state: string, substate: string, column: number): string | undefined {
  if (state === 'Cancelled' || substate === 'Cancelled' || substate === 'Canceled') return 'canceled';
  if (state === 'Published') return meanings[`${state}/${substate}`]?.[column] ?? '?';
  if (substate === 'InDraft') return meanings['InProgress/InDraft']?.[column];
  return meanings[`${state}/${substate}`]?.[column] ?? ['?', '?', '?', 'failed'][column];
}

/** What was understood, in a word. */
function meaningOf(value: unknown): string | undefined {
  const read = toSubmission(value);
  if (!read) return undefined;
  const { state, isKnown, leadsTo, isPastCanceling } = read;
  if (!isKnown) return state === 'running' ? '?' : `${state} by an unknown word`;
  return isPastCanceling ? 'going live' : (leadsTo ?? state);
}

describe('every state, substate and status of a pending update', () => {
  it.each(
    anyState.flatMap((state) =>
      substates.flatMap((substate) =>
        pendings.map((pending, column) => ({ state, substate, pending, is: expected(state, substate, column) })),
      ),
    ),
  )('$state/$substate, $pending → $is', ({ state, substate, pending, is }) => {
    const pendingUpdateInfo = pending === '' ? {} : { pendingUpdateInfo: { status: pending } };
    expect(meaningOf({ id: running, state, substate, ...pendingUpdateInfo })).toBe(is);
  });

  it.each([
    { name: 'capitals', state: 'INPROGRESS', substate: 'SUBMITTED', is: 'running' },
    { name: 'blanks', state: 'In Progress', substate: ' Failed In Certification ', is: 'failed' },
    { name: 'underscores', state: 'in_progress', substate: 'publishing', is: 'running' },
    { name: 'hyphens', state: 'published', substate: 'in-store', is: 'live' },
    { name: 'one l', state: 'canceled', substate: 'InDraft', is: 'canceled' },
    { name: 'no text', state: 1, substate: null, is: '?' },
    { name: 'another word that begins like canceled', state: 'InProgress', substate: 'CancelledByPublisherSoon', is: '?' },
  ])('spelled with $name', ({ state, substate, is }) => {
    expect(meaningOf(shown(running, state, substate))).toBe(is);
  });

  it.each([
    { name: 'in capitals', pendingUpdateInfo: { status: 'FAILED' }, is: 'failed' },
    { name: 'no object', pendingUpdateInfo: 'Failed', is: 'running' },
    { name: 'null', pendingUpdateInfo: null, is: 'running' },
    { name: 'a word that is not known', pendingUpdateInfo: { status: 'Stalled' }, is: 'running' },
  ])('a pending update that is $name', ({ pendingUpdateInfo, is }) => {
    expect(meaningOf(shown(running, 'InProgress', 'Submitted', { pendingUpdateInfo }))).toBe(is);
  });
});

describe('one submission', () => {
  const usual = { labels: [], isCancelPending: false, steps: [], messages: [] };

  it.each([
    {
      name: 'one that runs',
      value: shown(running),
      is: { ...usual, id: running, state: 'running', rawState: 'InProgress/Submitted', isKnown: true },
    },
    {
      name: 'a preview that goes live without a person',
      value: shown(running, 'Published', 'ReadyToPublish', { publishOption: { isAutoPromote: true } }),
      is: {
        ...usual,
        id: running,
        state: 'succeeded',
        rawState: 'Published/ReadyToPublish',
        isKnown: true,
        leadsTo: 'preview',
        isAutoPromoted: true,
      },
    },
    {
      name: 'a preview that waits for a person',
      value: shown(running, 'Published', 'ReadyToPublish', { publishOption: { isAutoPromote: false } }),
      is: { ...usual, id: running, state: 'succeeded', rawState: 'Published/ReadyToPublish', isKnown: true, leadsTo: 'preview' },
    },
    {
      name: 'a publish option that is no object',
      value: shown(running, 'Published', 'ReadyToPublish', { publishOption: 'isAutoPromote' }),
      is: { ...usual, id: running, state: 'succeeded', rawState: 'Published/ReadyToPublish', isKnown: true, leadsTo: 'preview' },
    },
    {
      name: 'on its way to live',
      value: shown(running, 'Published', 'Publishing'),
      is: {
        ...usual,
        id: running,
        state: 'succeeded',
        rawState: 'Published/Publishing',
        isKnown: true,
        leadsTo: 'live',
        isPastCanceling: true,
      },
    },
    {
      name: 'why it failed',
      value: shown(running, 'InProgress', 'InDraft', {
        pendingUpdateInfo: { status: 'Failed', failureReason: 'Active validation errors' },
      }),
      is: { ...usual, id: running, state: 'failed', rawState: 'InProgress/InDraft', isKnown: true, messages: ['Active validation errors'] },
    },
    {
      name: 'no state at all',
      value: { id: running },
      is: { ...usual, id: running, state: 'running', rawState: 'no state', isKnown: false },
    },
  ])('$name', ({ value, is }) => {
    expect(toSubmission(value)).toStrictEqual(is);
  });

  it.each([
    { name: 'a JSON string', value: 'ICH50400 - Unable to complete request.' },
    { name: 'null', value: null },
    { name: 'an array', value: [shown(running)] },
    { name: 'no id', value: { state: 'InProgress' } },
    {
      name: 'an id that is a number, which may have lost its last digits',
      value: { id: 2 ** 60, state: 'InProgress', substate: 'Submitted' },
    },
    { name: 'an empty id', value: shown('') },
    { name: 'a hexadecimal id', value: shown('0x12') },
    { name: 'an id with a sign', value: shown('-12') },
    { name: 'an id with a blank', value: shown(' 12') },
    { name: 'an id with a line end', value: shown('12\n') },
    { name: 'an id with a path', value: shown('12/../13') },
    { name: 'an id of 41 digits', value: shown('1'.repeat(41)) },
  ])('$name is not a submission', ({ value }) => {
    expect(toSubmission(value)).toBeUndefined();
  });

  it('an id of 40 digits is one', () => {
    expect([isSubmissionId('1'.repeat(40)), isSubmissionId(undefined)]).toStrictEqual([true, false]);
  });

  it('IN-11 whatever the words are, what is shown of them is one harmless line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (state, substate, failureReason) => {
          const read = toSubmission(shown(running, `##[error]${state}`, substate, { pendingUpdateInfo: { failureReason } }));
          for (const text of [read?.rawState ?? '', ...(read?.messages ?? [])]) {
            expect(text).toMatch(/^[^\p{Cc}\u2028\u2029]{1,400}$/u);
            expect(text).not.toContain('##[');
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
