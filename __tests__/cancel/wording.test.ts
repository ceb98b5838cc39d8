import { describe, expect, it } from 'vitest';
import { ago, capitalize, nameOf, progressOf, stateVerbs } from '../../src/cancel/wording.ts';
import type { Operation } from '../../src/marketplace/api.ts';
import { portalFacts } from '../../src/marketplace/portal/facts.ts';
import { ingestionFacts } from '../../src/marketplace/productIngestion/facts.ts';
import { submissionFacts } from '../../src/marketplace/submission/facts.ts';
import { operation } from '../support/operation.ts';
import { api } from '../support/plan.ts';

describe('nameOf', () => {
  it.each<{ name: string; fields: Partial<Operation>; id?: string; text: string }>([
    { name: 'an id and two labels', fields: { id: 'a1', labels: ['publish', 'staging'] }, text: 'operation a1 (publish, staging)' },
    { name: 'an id and one label', fields: { id: 'a1', labels: ['goLive'] }, text: 'operation a1 (goLive)' },
    { name: 'an id alone', fields: { id: 'a1' }, text: 'operation a1' },
    { name: 'its own id counts before the one asked for', fields: { id: 'a1' }, id: 'b2', text: 'operation a1' },
    { name: 'the id asked for', fields: { labels: ['staging'] }, id: 'b2', text: 'operation b2 (staging)' },
    { name: 'no id at all', fields: { labels: ['staging'] }, text: 'operation without a readable id (staging)' },
  ])('$name', ({ fields, id, text }) => {
    expect(nameOf(api, operation(fields), id)).toBe(text);
  });

  it('without an operation, there is the id or its absence', () => {
    expect([nameOf(api, undefined, 'b2'), nameOf(api, undefined)]).toStrictEqual(['operation b2', 'operation without a readable id']);
  });

  it.each([portalFacts, submissionFacts, ingestionFacts])('in the word of the API: $noun', (facts) => {
    expect([nameOf(facts, operation({ id: '7' })), nameOf(facts, undefined)]).toStrictEqual([
      `${facts.noun} 7`,
      `${facts.noun} without a readable id`,
    ]);
  });
});

describe('progressOf', () => {
  const currentStep = { id: 'displaycertify', name: 'Certification', status: 'inProgress' };
  it.each<{ name: string; fields: Partial<Operation>; text: string }>([
    { name: 'PS-25 no step', fields: {}, text: 'running' },
    { name: 'a step that is not the current one', fields: { steps: [currentStep] }, text: 'running' },
    { name: 'a current step', fields: { currentStep }, text: 'running, Certification' },
    { name: 'with percent', fields: { currentStep: { ...currentStep, progress: 40 } }, text: 'running, Certification 40 %' },
    { name: '0 percent', fields: { currentStep: { ...currentStep, progress: 0 } }, text: 'running, Certification 0 %' },
    { name: "the service's own word", fields: { rawState: 'In Progress' }, text: 'In Progress' },
    {
      name: 'PS-03 a word that is not known',
      fields: { rawState: 'Foo', isKnown: false },
      text: '"Foo" (not a state we know, so it counts as running)',
    },
    {
      name: 'PS-03 a word that is not known, with a step at work',
      fields: { rawState: 'Foo', isKnown: false, currentStep },
      text: '"Foo" (not a state we know, so it counts as running), Certification',
    },
    { name: 'canceled, with a step left at work', fields: { state: 'canceled', rawState: 'Canceled', currentStep }, text: 'Canceled' },
    { name: 'failed, with a step left at work', fields: { state: 'failed', rawState: 'failed', currentStep }, text: 'failed' },
    { name: 'succeeded, with a step left at work', fields: { state: 'succeeded', rawState: 'complete', currentStep }, text: 'complete' },
  ])('$name', ({ fields, text }) => {
    expect(progressOf(operation(fields))).toBe(text);
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

  it('says nothing when no time is known', () => {
    expect(ago(undefined, 0)).toBe('');
  });
});

it.each([
  { text: 'operation 7 runs', capitalized: 'Operation 7 runs' },
  { text: 'HTTP 404', capitalized: 'HTTP 404' },
  { text: '', capitalized: '' },
])('"$text" begins a sentence as "$capitalized"', ({ text, capitalized }) => expect(capitalize(text)).toBe(capitalized));

it('every state has its words', () => {
  expect(stateVerbs).toStrictEqual({ running: 'is running', canceled: 'was canceled', succeeded: 'succeeded', failed: 'failed' });
});
