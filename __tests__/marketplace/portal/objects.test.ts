import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/marketplace/api.ts';
import { rawStateOf, toOperation } from '../../../src/marketplace/portal/objects.ts';
import { operation } from '../../support/operation.ts';

const id = '5a63deb5-925b-4ee0-938b-7c86fbf287c5';
const hostile = fc.string({
  unit: fc.oneof(fc.constantFrom('\r', '\n', '\0', '\u001b', '\u2028', '\u202e', '\ud800', '<b>', '##['), fc.string()),
});
const harmful = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##\[/u;

describe('rawStateOf', () => {
  it.each([
    { name: 'status', value: { status: 'running' }, word: 'running' },
    { name: 'submissionState', value: { submissionState: 'canceled' }, word: 'canceled' },
    { name: 'submissionState counts before status', value: { status: 'running', submissionState: 'canceled' }, word: 'canceled' },
    { name: 'submissionState null', value: { status: 'running', submissionState: null }, word: 'running' },
    { name: '100 characters', value: { status: 'x'.repeat(100) }, word: 'x'.repeat(100) },
    { name: 'PS-04 1 MB', value: { status: 'x'.repeat(1024 * 1024) }, word: undefined },
    { name: 'PS-04 a number', value: { status: 200 }, word: undefined },
    { name: 'PS-04 null', value: { status: null }, word: undefined },
    { name: 'PS-04 an object', value: { status: { status: 'running' } }, word: undefined },
    { name: 'PS-04 an array', value: { status: ['running'] }, word: undefined },
    { name: 'blank', value: { status: ' \n' }, word: undefined },
    { name: 'no field', value: {}, word: undefined },
    { name: 'no object', value: 'running', word: undefined },
    { name: 'an array of operations', value: [{ status: 'running' }], word: undefined },
  ])('$name', ({ value, word }) => {
    expect(rawStateOf(value)).toBe(word);
  });
});

describe('toOperation', () => {
  it.each([
    { state: 'running', words: ['running', 'notStarted', 'not started', 'InProgress', 'in-progress', 'canceling', 'Cancelling'] },
    { state: 'running', words: ['waitingForPublisherReview', 'WaitingForApproval'] },
    { state: 'canceled', words: ['canceled', 'Canceled', 'cancelled', 'CANCELED'] },
    { state: 'succeeded', words: ['succeeded', 'complete', 'completed', 'Completed'] },
    { state: 'failed', words: ['failed', 'FAILED'] },
  ])('PS-02 $words mean $state', ({ state, words }) => {
    const states = words.map((status) => toOperation({ status }));
    expect(states.map((one) => [one.state, one.isKnown, one.rawState])).toStrictEqual(words.map((word) => [state, true, word]));
  });

  it.each([
    { name: 'PS-03 Foo', value: { status: 'Foo' }, word: 'Foo' },
    { name: 'a word of another enum', value: { status: 'published' }, word: 'published' },
    { name: 'no state at all', value: {}, word: 'no state' },
    { name: 'a word of nothing visible', value: { status: '\u0085' }, word: 'no state' },
    { name: 'a name of Object.prototype', value: { status: 'constructor' }, word: 'constructor' },
    { name: 'a word with a line break and a command', value: { status: 'x\n::error::y' }, word: 'x ::error::y' },
    { name: 'a long word', value: { status: 'w'.repeat(90) }, word: `${'w'.repeat(39)}…` },
    { name: 'no object', value: 7, word: 'no state' },
    { name: 'null', value: null, word: 'no state' },
  ])('an unknown word means running: $name', ({ value, word }) => {
    expect(toOperation(value)).toStrictEqual(operation({ rawState: word, isKnown: false }));
  });

  it.each<{ name: string; value: object; expected: Operation }>([
    {
      name: 'PS-24 the documented list entry: 18-digit version, seven decimals',
      value: {
        ...{ id, offerId: '0d2c4db0', offerVersion: 9, submissionType: 'publish', submissionState: 'running', slot: 'staging' },
        version: JSON.parse('636576975611768314') as unknown,
        definition: { metadata: { emails: 'jdoe@contoso.com' } },
        changedTime: '2018-03-27T04:02:52.5107264Z',
      },
      expected: operation({ id, labels: ['publish', 'staging'], changedMs: 1522123372510.7263, leadsTo: 'preview' }),
    },
    {
      name: 'the documented operation page: steps and messages',
      value: {
        status: 'failed',
        messages: [{ messageHtml: '<p>Image <b>too old</b></p>', level: 'error', timestamp: '2018-01-01T00:00:00Z' }, 'plain words'],
        cancellationRequestState: 'canCancel',
        steps: [
          { id: 'displaycertify', stepName: 'Certification', status: 'inProgress', messages: [], progressPercentage: 40 },
          { id: 'live', status: 'notStarted' },
        ],
      },
      expected: operation({
        state: 'failed',
        rawState: 'failed',
        steps: [
          { id: 'displaycertify', name: 'Certification', status: 'inProgress', progress: 40 },
          { id: 'live', name: 'live', status: 'notStarted' },
        ],
        currentStep: { id: 'displaycertify', name: 'Certification', status: 'inProgress', progress: 40 },
        messages: ['Image too old', 'plain words'],
      }),
    },
    {
      name: 'PS-25 steps and messages of nonsense, blank messages left out',
      value: { status: 'running', steps: [null, 5, { id: 1, status: 2 }], messages: ['<br>', { messageHtml: 3 }, null] },
      expected: operation({ steps: Array(3).fill({ id: '', name: '', status: '' }) }),
    },
    { name: 'PS-25 steps null', value: { status: 'running', steps: null, messages: null }, expected: operation({}) },
    { name: 'an id that fits in no path', value: { id: '../../cancel', status: 'running' }, expected: operation({}) },
    {
      name: 'blank submissionType and slot',
      value: { status: 'running', submissionType: '', slot: ' \u0085\n' },
      expected: operation({}),
    },
    { name: 'an id that is no text', value: { id: 5, status: 'running', submissionType: 1, slot: {} }, expected: operation({}) },
  ])('$name', ({ value, expected }) => {
    expect(toOperation(value)).toStrictEqual(expected);
  });

  it.each([
    { name: 'canCancel', value: { cancellationRequestState: 'canCancel' }, pending: false },
    { name: 'absent', value: {}, pending: false },
    { name: 'another word', value: { cancellationRequestState: 'cancelRequested' }, pending: true },
    { name: 'blank', value: { cancellationRequestState: '' }, pending: true },
    { name: 'no text', value: { cancellationRequestState: { state: 'canCancel' } }, pending: true },
    { name: 'the word canceling', value: { status: 'Cancelling', cancellationRequestState: 'canCancel' }, pending: true },
  ])('a cancellation under way, $name: $pending', ({ value, pending }) => {
    expect(toOperation({ status: 'running', ...value }).isCancelPending).toBe(pending);
  });

  it.each([
    { name: 'both', value: { submissionType: 'publish', slot: 'staging' }, labels: ['publish', 'staging'] },
    { name: 'the kind alone', value: { submissionType: 'goLive' }, labels: ['goLive'] },
    { name: 'the slot alone', value: { slot: 'production' }, labels: ['production'] },
    { name: 'blank', value: { submissionType: ' ', slot: '' }, labels: [] },
    { name: 'a command', value: { slot: '\n::error::x' }, labels: ['::error::x'] },
    { name: 'of 41 characters', value: { slot: 's'.repeat(41) }, labels: [`${'s'.repeat(39)}…`] },
  ])('what tells it from others, $name', ({ value, labels }) => {
    expect(toOperation(value).labels).toStrictEqual(labels);
  });

  it.each([
    { name: 'no zone means UTC', value: { changedTime: '2022-06-02T12:25:56.651' }, ms: Date.UTC(2022, 5, 2, 12, 25, 56, 651) },
    { name: 'no fraction', value: { changedTime: '2022-06-02T12:25:56Z' }, ms: Date.UTC(2022, 5, 2, 12, 25, 56) },
    { name: 'another zone', value: { changedTime: '2022-06-02T12:25:56+02:00' }, ms: Date.UTC(2022, 5, 2, 10, 25, 56) },
    { name: 'lastActionDateTime', value: { lastActionDateTime: '2022-06-02T00:00:00Z' }, ms: Date.UTC(2022, 5, 2) },
    { name: 'createdDateTime', value: { createdDateTime: '2022-06-02T00:00:00Z' }, ms: Date.UTC(2022, 5, 2) },
    { name: 'no such hour', value: { changedTime: '2022-06-02T25:00:00Z' }, ms: undefined },
    { name: 'words', value: { changedTime: 'yesterday' }, ms: undefined },
    { name: 'a number', value: { changedTime: 1522123372510 }, ms: undefined },
    { name: 'absent', value: {}, ms: undefined },
  ])('changed: $name', ({ value, ms }) => {
    expect(toOperation(value).changedMs).toBe(ms);
  });

  it.each([
    { name: 'given', value: { createdDateTime: '2022-06-02T00:00:00Z', changedTime: '2022-06-03T00:00:00Z' }, ms: Date.UTC(2022, 5, 2) },
    { name: 'not given', value: { changedTime: '2022-06-03T00:00:00Z' }, ms: undefined },
    { name: 'words', value: { createdDateTime: 'yesterday' }, ms: undefined },
  ])('began: $name', ({ value, ms }) => {
    expect([toOperation(value).startedMs, 'startedMs' in toOperation(value)]).toStrictEqual([ms, ms !== undefined]);
  });

  it.each([
    { name: '0', raw: '0', progress: 0 },
    { name: '100', raw: '100', progress: 100 },
    { name: 'PS-24 1e999', raw: '1e999', progress: undefined },
    { name: 'below 0', raw: '-1', progress: undefined },
    { name: 'above 100', raw: '101', progress: undefined },
    { name: 'text', raw: '"40"', progress: undefined },
  ])('progress $name', ({ raw, progress }) => {
    expect(toOperation({ steps: [{ progressPercentage: JSON.parse(raw) }] }).steps[0]?.progress).toBe(progress);
  });

  it('PS-25 10 000 steps and messages: 50 and 3 are kept', () => {
    const { steps, messages } = toOperation({
      steps: Array(10_000).fill({ id: 'a' }),
      messages: Array.from(Array(10_000).keys(), (key) => `b${key}`),
    });
    expect([steps.length, messages]).toStrictEqual([50, ['b0', 'b1', 'b2']]);
  });

  it('never throws, whatever JSON comes', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void toOperation(value)));
  });

  it('BD-17 shows no control character, bounded', () => {
    const step = fc.record({ id: hostile, stepName: hostile, status: hostile });
    const value = fc.record({
      ...{ status: hostile, submissionType: hostile, slot: hostile, id: hostile, steps: fc.array(step, { maxLength: 3 }) },
      messages: fc.array(fc.oneof(hostile, fc.record({ messageHtml: hostile })), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(value, (raw) => {
        const { rawState, labels, steps, messages, id: shown } = toOperation(raw);
        const texts = [rawState, ...labels, shown, ...messages, ...steps.flatMap((one) => [one.id, one.name, one.status])];
        for (const text of texts.filter((one) => one !== undefined)) {
          expect(text).not.toMatch(harmful);
          expect(text.length).toBeLessThanOrEqual(300);
        }
      }),
    );
  });
});

describe('the step that it is at', () => {
  const step = (status: string, more: object = {}): object => ({ id: 'displaycertify', stepName: 'Certification', status, ...more });
  it.each([
    { name: 'PS-25 no steps', steps: undefined, at: undefined },
    { name: 'no step at work', steps: [step('complete'), step('notStarted'), step('blocked')], at: undefined },
    { name: 'a step at work', steps: [step('complete', { stepName: 'Validate' }), step('inProgress')], at: 'Certification' },
    { name: 'with percent', steps: [step('InProgress', { progressPercentage: 40 })], at: 'Certification 40' },
    { name: '0 percent', steps: [step('running', { progressPercentage: 0 })], at: 'Certification 0' },
    {
      name: 'waiting for sign-off',
      steps: [step('waitingForPublisherReview', { stepName: 'Publisher signoff' })],
      at: 'Publisher signoff',
    },
    { name: 'waiting for approval', steps: [step('WaitingForApproval', { stepName: 'Go live' })], at: 'Go live' },
    { name: 'a step with its id alone', steps: [step('inProgress', { stepName: undefined })], at: 'displaycertify' },
    { name: 'a step with a blank name', steps: [step('inProgress', { stepName: ' ' })], at: undefined },
    { name: 'a step with neither name nor id', steps: [{ status: 'inProgress' }], at: undefined },
    {
      name: 'the first that has a name',
      steps: [step('inProgress', { stepName: ' ' }), step('inProgress', { stepName: 'Packaging' })],
      at: 'Packaging',
    },
    { name: 'the first of several', steps: [step('inProgress'), step('inProgress', { stepName: 'Packaging' })], at: 'Certification' },
    { name: 'BD-17 a command as a name', steps: [step('inProgress', { stepName: '\n::error::x' })], at: '::error::x' },
  ])('$name', ({ steps, at }) => {
    const { currentStep } = toOperation({ status: 'running', steps });
    expect(currentStep && [currentStep.name, currentStep.progress].filter((part) => part !== undefined).join(' ')).toBe(at);
  });
});

describe('what its success makes of the offer', () => {
  const signoff = (status: string): object => ({ id: 'publisher-signoff', stepName: 'Publisher signoff', status });
  const live = (status: string): object => ({ id: 'live', stepName: 'Live', status });

  it.each([
    { name: 'slot staging', value: { slot: 'staging' }, leadsTo: 'preview' },
    { name: 'slot Preview', value: { slot: 'Preview' }, leadsTo: 'preview' },
    { name: 'slot production', value: { slot: 'production' }, leadsTo: 'live' },
    { name: 'slot live', value: { slot: 'Live' }, leadsTo: 'live' },
    { name: 'a slot that is not known', value: { slot: 'draft', submissionType: 'publish' }, leadsTo: undefined },
    { name: 'kind publish', value: { submissionType: 'Publish' }, leadsTo: 'preview' },
    { name: 'kind goLive', value: { submissionType: 'go-live' }, leadsTo: 'live' },
    { name: 'a kind that is not known', value: { submissionType: 'GGoLive' }, leadsTo: undefined },
    { name: 'the slot counts before the kind', value: { submissionType: 'publish', slot: 'production' }, leadsTo: 'live' },
    { name: 'nothing known', value: {}, leadsTo: undefined },
    { name: 'the step live is complete', value: { slot: 'staging', steps: [signoff('complete'), live('Complete')] }, leadsTo: 'live' },
    { name: 'publisher sign-off is given: on its way to live', value: { slot: 'staging', steps: [signoff('complete')] }, leadsTo: 'live' },
    { name: 'the step live is completed', value: { steps: [live('completed')] }, leadsTo: 'live' },
    { name: 'the step live, by its name', value: { slot: 'staging', steps: [{ stepName: 'Live', status: 'succeeded' }] }, leadsTo: 'live' },
    {
      name: 'the sign-off is awaited',
      value: { slot: 'production', steps: [signoff('waitingForPublisherReview'), live('notStarted')] },
      leadsTo: 'preview',
    },
    {
      name: 'the sign-off is awaited, by its name alone',
      value: { steps: [{ id: '4', stepName: 'publisher-signoff', status: 'WaitingForPublisherReview' }] },
      leadsTo: 'preview',
    },
    {
      name: 'steps that tell nothing leave it to the slot',
      value: { slot: 'staging', steps: [signoff('blocked'), live('notStarted')] },
      leadsTo: 'preview',
    },
  ])('$name: $leadsTo', ({ value, leadsTo }) => {
    for (const status of ['succeeded', 'running']) expect(toOperation({ status, ...value }).leadsTo).toBe(leadsTo);
  });
});
