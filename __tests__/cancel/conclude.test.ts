import { describe, expect, it } from 'vitest';
import { concludeFrom } from '../../src/cancel/conclude.ts';
import type { Target } from '../../src/cancel/context.ts';
import { capitalize } from '../../src/cancel/wording.ts';
import type { EndedOperation, Operation } from '../../src/marketplace/api.ts';
import { ingestionFacts } from '../../src/marketplace/productIngestion/facts.ts';
import { submissionFacts } from '../../src/marketplace/submission/facts.ts';
import type { Conclusion } from '../../src/outcome/result.ts';
import { operation } from '../support/operation.ts';
import { api } from '../support/plan.ts';

type Known = Pick<Target, 'id' | 'operation'>;

const first = operation({ id: 'a1', labels: ['publish', 'staging'], leadsTo: 'preview' });
const fenced: Known = { id: 'a1', operation: first };
const named: Known = { id: 'a1' };
const withoutId: Known = {};

function ended(state: EndedOperation['state'], more: Partial<Operation> = {}): EndedOperation {
  return { ...operation({ rawState: state, ...more }), state };
}

describe('what the end of the operation means', () => {
  it.each<{ name: string; end: EndedOperation; target: Known; before: boolean; ending: Conclusion }>([
    {
      name: 'PS-01 canceled after the cancel',
      end: ended('canceled'),
      target: fenced,
      before: false,
      ending: { cause: 'canceled', statement: 'Operation a1 (publish, staging) is canceled' },
    },
    {
      name: 'canceled before a cancel was sent',
      end: ended('canceled', { labels: ['goLive'] }),
      target: named,
      before: true,
      ending: { cause: 'canceled', statement: 'Operation a1 (goLive) had already been canceled' },
    },
    {
      name: 'canceled, as the status of the offer shows it',
      end: ended('canceled'),
      target: withoutId,
      before: false,
      ending: { cause: 'canceled', statement: "The operation that the offer's status showed is canceled" },
    },
    {
      name: 'PS-07 failed after the cancel, with messages',
      end: ended('failed', { messages: ['Image too old', 'No plan'] }),
      target: fenced,
      before: false,
      ending: {
        cause: 'failed-by-itself',
        statement: 'Operation a1 (publish, staging) failed by itself before the cancel took effect (Image too old; No plan)',
      },
    },
    {
      name: 'failed before a cancel was sent',
      end: ended('failed'),
      target: named,
      before: true,
      ending: { cause: 'failed-by-itself', statement: 'Operation a1 failed by itself' },
    },
    {
      name: 'RC-05 succeeded after the cancel',
      end: ended('succeeded'),
      target: fenced,
      before: false,
      ending: { cause: 'too-late-preview', statement: 'Operation a1 (publish, staging) succeeded before the cancel took effect' },
    },
    {
      name: 'RC-04 succeeded before a cancel was sent',
      end: ended('succeeded'),
      target: named,
      before: true,
      ending: { cause: 'too-late', statement: 'Operation a1 succeeded before a cancel could be sent' },
    },
    {
      name: 'on its way to live after the cancel, which is not live yet',
      end: ended('succeeded', { leadsTo: 'live', isPastCanceling: true }),
      target: fenced,
      before: false,
      ending: { cause: 'going-live', statement: 'Operation a1 (publish, staging) is on its way to live' },
    },
    {
      name: 'on its way to live before a cancel was sent',
      end: ended('succeeded', { leadsTo: 'live', isPastCanceling: true }),
      target: named,
      before: true,
      ending: { cause: 'going-live', statement: 'Operation a1 is on its way to live' },
    },
    {
      name: 'succeeded, as the status of the offer shows it',
      end: ended('succeeded'),
      target: withoutId,
      before: false,
      ending: { cause: 'too-late', statement: "The operation that the offer's status showed succeeded before the cancel took effect" },
    },
  ])('$name', ({ end, target, before, ending }) => {
    expect(concludeFrom(api, end, target, before)).toStrictEqual(ending);
  });
});

it.each([submissionFacts, ingestionFacts])('the name is that of the API: $noun', (facts) => {
  const { statement } = concludeFrom(facts, ended('canceled'), named, false);
  expect(statement).toBe(`${capitalize(facts.noun)} a1 is canceled`);
});

describe('too late: a preview that waits for go-live, or live', () => {
  it.each<{ name: string; end?: Operation['leadsTo']; before?: Operation['leadsTo']; cause: string }>([
    { name: 'the last look shows a preview', end: 'preview', cause: 'too-late-preview' },
    { name: 'the last look shows live', end: 'live', cause: 'too-late-live' },
    { name: 'the last look counts before the first', end: 'live', before: 'preview', cause: 'too-late-live' },
    { name: 'the first look alone shows live', before: 'live', cause: 'too-late-live' },
    { name: 'the first look alone shows a preview', before: 'preview', cause: 'too-late-preview' },
    { name: 'nothing known', cause: 'too-late' },
  ])('$name: $cause', ({ end, before, cause }) => {
    const target = { id: 'a1', operation: operation({ id: 'a1', ...(before ? { leadsTo: before } : {}) }) };
    expect(concludeFrom(api, ended('succeeded', end ? { leadsTo: end } : {}), target, false).cause).toBe(cause);
  });

  it('nothing known, and no first look', () => {
    expect(concludeFrom(api, ended('succeeded'), named, false).cause).toBe('too-late');
  });
});
