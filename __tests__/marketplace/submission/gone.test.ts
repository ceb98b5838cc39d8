import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/marketplace/api.ts';
import { concludeGone, type Disappearance } from '../../../src/marketplace/submission/gone.ts';
import { toSubmission } from '../../../src/marketplace/submission/objects.ts';
import { operation } from '../../support/operation.ts';
import { failed, live, newer, preview, running, shown } from '../../support/product.ts';

function entry(id: string, state: string, substate: string, pending?: string): Operation {
  const more = pending === undefined ? {} : { pendingUpdateInfo: { status: pending } };
  return toSubmission(shown(id, state, substate, more)) as Operation;
}

const inStore = entry(live, 'Published', 'InStore');
const ready = entry(preview, 'Published', 'ReadyToPublish');
const older = entry(failed, 'InProgress', 'Failed');
const ours = entry(running, 'InProgress', 'Submitted');

const whole: Disappearance = {
  id: running,
  wasSeenRunning: true,
  mayHaveBeenDeleted: true,
  firstAbsentMs: 1_000,
  lastAbsentMs: 6_000,
  before: [ours, ready, older, inStore],
  now: [ready, older, inStore],
};
const proof = (seconds: number): string =>
  `its page answered 404 twice, ${seconds} s apart, the list does not show it, none is newer, and what is published has not changed`;
const canceled = { kind: 'canceled', proof: proof(5) };
const notYet = { kind: 'not-yet' };
const replaced = (by: string): object => ({ kind: 'unsettled', detail: `submission ${running} is gone, and a newer one, ${by}, is there` });
const changed = {
  kind: 'unsettled',
  detail: `submission ${running} is gone, and what is published has changed since the first look`,
};

describe('a submission whose page answers 404', () => {
  it.each<{ name: string; facts: Partial<Disappearance>; is: object }>([
    { name: 'all of the rule holds', facts: {}, is: canceled },
    { name: 'the two looks are a minute and a half apart', facts: { lastAbsentMs: 91_900 }, is: { ...canceled, proof: proof(90) } },
    { name: '1 no look of this run saw it running by a known word', facts: { wasSeenRunning: false }, is: notYet },
    { name: '2 no DELETE can have been processed', facts: { mayHaveBeenDeleted: false }, is: notYet },
    { name: '3 the two looks are 4.999 s apart', facts: { lastAbsentMs: 5_999 }, is: notYet },
    { name: '3 it is the first look that shows it', facts: { lastAbsentMs: 1_000 }, is: notYet },
    { name: '4 the list shows it', facts: { now: [ours, ready, older, inStore] }, is: notYet },
    {
      name: '5 a newer one runs',
      facts: { now: [entry(newer, 'InProgress', 'Submitted'), ...whole.now] },
      is: replaced(`${newer} (InProgress/Submitted)`),
    },
    {
      name: '5 a newer one has failed',
      facts: { now: [entry(newer, 'InProgress', 'Failed'), ...whole.now] },
      is: replaced(`${newer} (InProgress/Failed)`),
    },
    {
      name: '5 a newer one is a draft',
      facts: { now: [entry(newer, 'InProgress', 'InDraft'), ...whole.now] },
      is: replaced(`${newer} (InProgress/InDraft)`),
    },
    {
      name: '5 a newer one was there from the beginning',
      facts: {
        before: [entry(newer, 'InProgress', 'InDraft'), ...whole.before],
        now: [entry(newer, 'InProgress', 'InDraft'), ...whole.now],
      },
      is: replaced(`${newer} (InProgress/InDraft)`),
    },
    { name: '6 a preview went live', facts: { now: [entry(preview, 'Published', 'InStore'), older, inStore] }, is: changed },
    { name: '6 what was live is gone', facts: { now: [ready, older] }, is: changed },
    { name: '6 one that was not there is published', facts: { before: [ours, older, inStore] }, is: changed },
    { name: '6 one that had failed is published', facts: { now: [ready, entry(failed, 'Published', 'InStore'), inStore] }, is: changed },
    {
      name: '6 one is published by a word that is not known',
      facts: { now: [ready, entry(failed, 'Published', 'Rolling'), inStore] },
      is: changed,
    },
    {
      name: '6 the unknown word of a published one has changed',
      facts: { before: [ours, entry(live, 'Published', 'Rolling')], now: [entry(live, 'Published', 'Rolled')] },
      is: changed,
    },
    { name: 'the list comes in another order', facts: { now: [inStore, older, ready] }, is: canceled },
    { name: 'the words of the list come in capitals', facts: { now: [entry(live, 'PUBLISHED', 'INSTORE'), ready, older] }, is: canceled },
    { name: 'one that had failed is gone too', facts: { now: [inStore, ready] }, is: canceled },
    { name: 'one that runs is older', facts: { now: [...whole.now, entry('7', 'InProgress', 'Submitted')] }, is: canceled },
    {
      name: 'one tells no number',
      facts: { now: [...whole.now, operation({ state: 'failed', rawState: 'InProgress/Failed' })] },
      is: canceled,
    },
    { name: 'it is the only one that there ever was', facts: { before: [ours], now: [] }, is: canceled },
    {
      name: 'a newer one is there, and it is too early to tell',
      facts: { now: [entry(newer, 'InProgress', 'Submitted')], lastAbsentMs: 2_000 },
      is: notYet,
    },
  ])('$name', ({ facts, is }) => {
    expect(concludeGone({ ...whole, ...facts })).toStrictEqual(is);
  });

  it.each([
    { name: 'one more, beyond what a JavaScript number can hold', id: '9007199254740993', other: '9007199254740994', isNewer: true },
    { name: 'one less', id: '9007199254740994', other: '9007199254740993', isNewer: false },
    { name: 'more digits, and a smaller text', id: '9999999999999999999', other: '10000000000000000000', isNewer: true },
    { name: 'fewer digits, and a larger text', id: '10000000000000000000', other: '9999999999999999999', isNewer: false },
  ])('5 the number of another one has $name', ({ id, other, isNewer }) => {
    const facts = { ...whole, id, before: [], now: [entry(other, 'InProgress', 'Failed')] };
    expect(concludeGone(facts).kind).toBe(isNewer ? 'unsettled' : 'canceled');
  });
});
