import { describe, expect, it } from 'vitest';
import { type EndedOperation, toOperation } from '../../src/marketplace/operation.ts';
import { endOf } from '../../src/steps/decide.ts';
import type { Target } from '../../src/steps/scene.ts';
import type { Ending } from '../../src/verdict.ts';

const first = toOperation({ id: 'a1', submissionType: 'publish', submissionState: 'running', slot: 'staging' });
const fenced: Target = { fence: 'a1', operation: first, wasSeenRunning: true, isUnserved: false };
const named: Target = { fence: 'a1', wasSeenRunning: false, isUnserved: false };
const unfenced: Target = { wasSeenRunning: true, isUnserved: false };

function ended(state: EndedOperation['state'], more: object = {}): EndedOperation {
  return { ...toOperation({ status: state, ...more }), state };
}

describe('what the end of the operation means', () => {
  it.each<{ name: string; end: EndedOperation; target: Target; before: boolean; ending: Ending }>([
    {
      name: 'PS-01 canceled after the cancel',
      end: ended('canceled'),
      target: fenced,
      before: false,
      ending: { cause: 'canceled', what: 'Operation a1 (publish, staging) is canceled' },
    },
    {
      name: 'canceled before a cancel was sent',
      end: ended('canceled', { submissionType: 'goLive' }),
      target: named,
      before: true,
      ending: { cause: 'canceled', what: 'Operation a1 (goLive) had already been canceled' },
    },
    {
      name: 'canceled, as the status of the offer shows it',
      end: ended('canceled'),
      target: unfenced,
      before: false,
      ending: { cause: 'canceled', what: "The operation that the offer's status showed is canceled" },
    },
    {
      name: 'PS-07 failed after the cancel, with messages',
      end: ended('failed', { messages: [{ messageHtml: '<b>Image</b> too old' }, 'No plan'] }),
      target: fenced,
      before: false,
      ending: {
        cause: 'failed-by-itself',
        what: 'Operation a1 (publish, staging) failed by itself before the cancel took effect (Image too old; No plan)',
      },
    },
    {
      name: 'failed before a cancel was sent',
      end: ended('failed'),
      target: named,
      before: true,
      ending: { cause: 'failed-by-itself', what: 'Operation a1 failed by itself' },
    },
    {
      name: 'RC-05 succeeded after the cancel',
      end: ended('succeeded'),
      target: fenced,
      before: false,
      ending: { cause: 'too-late-preview', what: 'Operation a1 (publish, staging) succeeded before the cancel took effect' },
    },
    {
      name: 'RC-04 succeeded before a cancel was sent',
      end: ended('succeeded'),
      target: named,
      before: true,
      ending: { cause: 'too-late', what: 'Operation a1 succeeded before a cancel could be sent' },
    },
    {
      name: 'succeeded, as the status of the offer shows it',
      end: ended('succeeded'),
      target: unfenced,
      before: false,
      ending: { cause: 'too-late', what: "The operation that the offer's status showed succeeded before the cancel took effect" },
    },
  ])('$name', ({ end, target, before, ending }) => {
    expect(endOf(end, target, before)).toStrictEqual(ending);
  });
});

describe('too late: a preview that waits for go-live, or live', () => {
  const signoff = (status: string): object => ({ id: 'publisher-signoff', stepName: 'Publisher signoff', status });
  const live = (status: string): object => ({ id: 'live', stepName: 'Live', status });

  it.each([
    { name: 'slot staging', end: { slot: 'staging' }, cause: 'too-late-preview' },
    { name: 'slot Preview', end: { slot: 'Preview' }, cause: 'too-late-preview' },
    { name: 'slot production', end: { slot: 'production' }, cause: 'too-late-live' },
    { name: 'slot live', end: { slot: 'Live' }, cause: 'too-late-live' },
    { name: 'kind publish', end: { submissionType: 'Publish' }, cause: 'too-late-preview' },
    { name: 'kind goLive', end: { submissionType: 'go-live' }, cause: 'too-late-live' },
    { name: 'a kind that is not known', end: { submissionType: 'GGoLive' }, cause: 'too-late' },
    { name: 'the slot counts before the kind', end: { submissionType: 'publish', slot: 'production' }, cause: 'too-late-live' },
    { name: 'nothing told', end: {}, cause: 'too-late' },
    { name: 'the slot of the first look', end: {}, before: { slot: 'production' }, cause: 'too-late-live' },
    {
      name: 'the slot of the first look before a kind',
      end: { submissionType: 'publish' },
      before: { slot: 'production' },
      cause: 'too-late-live',
    },
    { name: 'the kind of the first look', end: {}, before: { submissionType: 'publish' }, cause: 'too-late-preview' },
    { name: 'the last slot before the first', end: { slot: 'production' }, before: { slot: 'staging' }, cause: 'too-late-live' },
    { name: 'the step live is complete', end: { slot: 'staging', steps: [signoff('complete'), live('Complete')] }, cause: 'too-late-live' },
    {
      name: 'the step live, by its name',
      end: { slot: 'staging', steps: [{ stepName: 'Live', status: 'succeeded' }] },
      cause: 'too-late-live',
    },
    {
      name: 'the sign-off is awaited',
      end: { slot: 'production', steps: [signoff('waitingForPublisherReview'), live('notStarted')] },
      cause: 'too-late-preview',
    },
    {
      name: 'the sign-off is awaited, by its name alone',
      end: { steps: [{ id: '4', stepName: 'publisher-signoff', status: 'WaitingForPublisherReview' }] },
      cause: 'too-late-preview',
    },
    {
      name: 'steps that tell nothing leave it to the slot',
      end: { slot: 'staging', steps: [signoff('blocked'), live('notStarted')] },
      cause: 'too-late-preview',
    },
  ])('$name: $cause', ({ end, before, cause }) => {
    const target: Target = before ? { ...fenced, operation: toOperation(before) } : named;
    expect(endOf(ended('succeeded', end), target, false).cause).toBe(cause);
  });
});
