import { describe, expect, it } from 'vitest';
import { toOperation } from '../../src/marketplace/operation.ts';
import { ago, endings, nameOf, progressOf } from '../../src/steps/words.ts';

describe('nameOf', () => {
  it.each([
    { name: 'id, kind and slot', value: { id: 'a1', submissionType: 'publish', slot: 'staging' }, text: 'operation a1 (publish, staging)' },
    { name: 'kind alone', value: { id: 'a1', submissionType: 'goLive' }, text: 'operation a1 (goLive)' },
    { name: 'slot alone', value: { id: 'a1', slot: 'production' }, text: 'operation a1 (production)' },
    { name: 'id alone', value: { id: 'a1' }, text: 'operation a1' },
    { name: 'its own id counts before the one asked for', value: { id: 'a1' }, id: 'b2', text: 'operation a1' },
    { name: 'the id asked for', value: { slot: 'staging' }, id: 'b2', text: 'operation b2 (staging)' },
    { name: 'a blank kind and slot', value: { id: 'a1', submissionType: ' ', slot: '' }, text: 'operation a1' },
    { name: 'no id at all', value: { slot: 'staging' }, text: 'an operation whose id could not be read (staging)' },
  ])('$name', ({ value, id, text }) => {
    expect(nameOf(toOperation(value), id)).toBe(text);
  });

  it('without an operation, the id or its absence is all there is to tell', () => {
    expect([nameOf(undefined, 'b2'), nameOf(undefined)]).toStrictEqual(['operation b2', 'an operation whose id could not be read']);
  });
});

describe('progressOf', () => {
  const step = (status: string, more: object = {}): object => ({ id: 'displaycertify', stepName: 'Certification', status, ...more });
  it.each([
    { name: 'PS-25 no steps', steps: undefined, text: 'running' },
    { name: 'no step at work', steps: [step('complete'), step('notStarted'), step('blocked')], text: 'running' },
    { name: 'a step at work', steps: [step('complete', { stepName: 'Validate' }), step('inProgress')], text: 'running, Certification' },
    { name: 'with percent', steps: [step('InProgress', { progressPercentage: 40 })], text: 'running, Certification 40 %' },
    { name: '0 percent', steps: [step('running', { progressPercentage: 0 })], text: 'running, Certification 0 %' },
    {
      name: 'waiting for sign-off',
      steps: [step('waitingForPublisherReview', { stepName: 'Publisher signoff' })],
      text: 'running, Publisher signoff',
    },
    { name: 'waiting for approval', steps: [step('WaitingForApproval', { stepName: 'Go live' })], text: 'running, Go live' },
    { name: 'a step told by its id alone', steps: [step('inProgress', { stepName: undefined })], text: 'running, displaycertify' },
    { name: 'a step with a blank name', steps: [step('inProgress', { stepName: ' ' })], text: 'running' },
    { name: 'a step with neither name nor id', steps: [{ status: 'inProgress' }], text: 'running' },
    {
      name: 'the first that has a name',
      steps: [step('inProgress', { stepName: ' ' }), step('inProgress', { stepName: 'Packaging' })],
      text: 'running, Packaging',
    },
    {
      name: 'the first of several',
      steps: [step('inProgress'), step('inProgress', { stepName: 'Packaging' })],
      text: 'running, Certification',
    },
    { name: 'BD-17 a command as a name', steps: [step('inProgress', { stepName: '\n::error::x' })], text: 'running, ::error::x' },
  ])('$name', ({ steps, text }) => {
    expect(progressOf(toOperation({ status: 'running', steps }))).toBe(text);
  });

  it.each([
    { name: 'PS-03 a word that is not known', value: { status: 'Foo' }, text: '"Foo" (not a state we know, so it counts as running)' },
    {
      name: 'PS-03 a word that is not known, with a step at work',
      value: { status: 'Foo', steps: [step('inProgress')] },
      text: '"Foo" (not a state we know, so it counts as running), Certification',
    },
    { name: 'canceled, with a step left at work', value: { status: 'Canceled', steps: [step('inProgress')] }, text: 'Canceled' },
    { name: 'failed, with a step left at work', value: { status: 'failed', steps: [step('inProgress')] }, text: 'failed' },
    { name: 'succeeded, with a step left at work', value: { status: 'complete', steps: [step('running')] }, text: 'complete' },
  ])('$name', ({ value, text }) => {
    expect(progressOf(toOperation(value))).toBe(text);
  });
});

describe('ago', () => {
  const minute = 60_000;
  it.each([
    { passedMs: 29_000, text: ' 0 minutes ago' },
    { passedMs: minute, text: ' 1 minute ago' },
    { passedMs: 4 * minute, text: ' 4 minutes ago' },
    { passedMs: 119 * minute, text: ' 119 minutes ago' },
    { passedMs: 120 * minute, text: ' 2 hours ago' },
    { passedMs: 47 * 60 * minute, text: ' 47 hours ago' },
    { passedMs: 48 * 60 * minute, text: ' 2 days ago' },
    { passedMs: 400 * 24 * 60 * minute, text: ' 400 days ago' },
    { passedMs: -5 * minute, text: ' 0 minutes ago' },
  ])('$passedMs ms: "$text"', ({ passedMs, text }) => {
    const wallMs = Date.UTC(2026, 0, 31, 12);
    expect(ago(wallMs - passedMs, wallMs)).toBe(text);
  });

  it('says nothing when no time was told', () => {
    expect(ago(undefined, 0)).toBe('');
  });
});

it('every state has its words', () => {
  expect(endings).toStrictEqual({ running: 'is running', canceled: 'was canceled', succeeded: 'succeeded', failed: 'failed' });
});
