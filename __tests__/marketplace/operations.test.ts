import { describe, expect, it } from 'vitest';
import type { Observation, Operation, UnreadableReason } from '../../src/marketplace/api.ts';
import { entryFor, isDenied, isMissing, isSameId, observationOf, oneForEachId, runningIn } from '../../src/marketplace/operations.ts';
import { timeOf } from '../../src/marketplace/time.ts';
import { operation } from '../support/operation.ts';

const id = '5a63deb5-925b-4ee0-938b-7c86fbf287c5';

describe('isSameId', () => {
  it.each([
    { name: 'the same', a: id, b: id, same: true },
    { name: 'case apart', a: id, b: id.toUpperCase(), same: true },
    { name: 'another', a: id, b: '408a4835-0000-1000-0000-000000000000', same: false },
    { name: 'one is not known', a: id, b: undefined, same: false },
    { name: 'the other is not known', a: undefined, b: id, same: false },
    { name: 'neither is known', a: undefined, b: undefined, same: false },
  ])('$name: $same', ({ a, b, same }) => {
    expect(isSameId(a, b)).toBe(same);
  });
});

describe('an operation as a look', () => {
  it.each<{ state: Operation['state']; isKnown?: boolean; kind: Observation['kind'] }>([
    { state: 'running', kind: 'running' },
    { state: 'running', isKnown: false, kind: 'running' },
    { state: 'canceled', kind: 'ended' },
    { state: 'succeeded', kind: 'ended' },
    { state: 'failed', kind: 'ended' },
  ])('$state: $kind', ({ state, isKnown = true, kind }) => {
    const seen = operation({ id, state, isKnown, labels: ['staging'] });
    expect(observationOf(seen)).toStrictEqual({ kind, operation: seen });
  });
});

describe('the entries of a list', () => {
  const runs = operation({ id: 'a' });
  const unknown = operation({ id: 'b', rawState: 'Foo', isKnown: false });
  const ended = operation({ id: 'c', state: 'failed' });
  const nameless = operation({});
  const runsToo = operation({ id: 'd' });

  it('run by a known word only, with an id that can be asked for, in the order of the list', () => {
    expect(runningIn([unknown, runs, nameless, ended, runsToo])).toStrictEqual([runs, runsToo]);
    expect(runningIn([])).toStrictEqual([]);
  });

  it.each([
    { asked: 'C', found: ended },
    { asked: 'b', found: unknown },
    { asked: 'x', found: undefined },
  ])('the one of $asked', ({ asked, found }) => {
    expect(entryFor([nameless, unknown, ended], asked)).toBe(found);
  });
});

/** `a=running@3`: id, state (`Foo`: not known), day; two of the same text are two entries. */
function entriesOf(notation: string): Operation[] {
  return notation.split(' ').map((part) => {
    const [, id = '', word = '', day] = /^(\w+)=(\w+)(?:@(\d))?$/.exec(part) ?? [];
    const state = (['canceled', 'succeeded', 'failed'] as const).find((one) => one === word) ?? 'running';
    return operation({ id, state, isKnown: word !== 'Foo', labels: [part], ...(day ? { changedMs: Number(day) } : {}) });
  });
}

describe('F3 PS-26 of several entries with one id', () => {
  it.each([
    { entries: 'a=canceled@2 a=running@1', counts: 'a=running@1', why: 'one that runs counts, though it is older' },
    { entries: 'a=running@1 A=succeeded@2', counts: 'a=running@1', why: 'one that runs counts, in another case' },
    { entries: 'a=Foo@3 a=running@1', counts: 'a=running@1', why: 'a known word before an unknown one' },
    { entries: 'a=failed@3 a=Foo@1', counts: 'a=Foo@1', why: 'an unknown word before an end' },
    { entries: 'a=running@1 a=running@2', counts: 'a=running@2', why: 'of two that run the newer one' },
    { entries: 'a=canceled@3 a=succeeded@2', counts: 'a=canceled@3', why: 'of two that ended the newer one' },
    { entries: 'a=canceled a=succeeded', counts: 'a=succeeded', why: '"canceled" last, where no time tells' },
    { entries: 'a=canceled@2 a=failed@2', counts: 'a=failed@2', why: '"canceled" last, at the same time' },
  ])('$entries: $why', ({ entries, counts }) => {
    for (const all of [entriesOf(entries), entriesOf(entries).toReversed()]) {
      expect(entryFor(all, 'A')?.labels).toStrictEqual([counts]);
      expect(oneForEachId(all).map(({ labels }) => labels[0])).toStrictEqual([counts]);
    }
  });

  it('two that run are one operation; others stay, in their order', () => {
    const all = [operation({}), ...entriesOf('b=running a=running@1 c=failed a=running@2'), operation({})];
    expect(runningIn(all).map(({ labels }) => labels[0])).toStrictEqual(['b=running', 'a=running@2']);
    expect(oneForEachId(all)).toStrictEqual([all[0], all[1], all[3], all[4], all[5]]);
  });
});

it.each([
  { name: 'seven digits of a second', value: '2018-03-27T04:02:52.5107264Z', ms: Date.UTC(2018, 2, 27, 4, 2, 52) + 510.7264 },
  { name: 'no zone, which means UTC', value: '2022-06-02T12:25:56.651', ms: Date.UTC(2022, 5, 2, 12, 25, 56, 651) },
  { name: 'another zone', value: '2022-06-02T12:25:56+02:00', ms: Date.UTC(2022, 5, 2, 10, 25, 56) },
  { name: 'no such hour', value: '2022-06-02T25:00:00Z', ms: undefined },
  { name: 'a number', value: 1_522_123_372_510, ms: undefined },
])('a time of the service, $name', ({ value, ms }) => {
  expect(timeOf(value)).toBe(ms);
});

describe('a look that shows nothing', () => {
  const missing: readonly UnreadableReason[] = ['absent', 'unserved'];
  const denied: readonly UnreadableReason[] = ['unauthorized', 'forbidden', 'signed-out'];
  const others: readonly UnreadableReason[] = [
    'withdrawn',
    'rejected',
    'redirected',
    'throttled',
    'no-token',
    'unsent',
    'not-the-api',
    'no-answer',
  ];

  it.each([...missing, ...denied, ...others])('%s', (reason) => {
    const nothing = { kind: 'unreadable', reason, detail: 'HTTP 500' } as const;
    expect([isMissing(nothing), isDenied(nothing)]).toStrictEqual([missing.includes(reason), denied.includes(reason)]);
  });

  it('and one that shows something is neither missing nor denied', () => {
    const shown: readonly Observation[] = [
      observationOf(operation()),
      observationOf(operation({ state: 'failed' })),
      { kind: 'never-published' },
    ];
    expect(shown.map((one) => [isMissing(one), isDenied(one)])).toStrictEqual(shown.map(() => [false, false]));
  });
});
