import { describe, expect, it } from 'vitest';
import type { Observation, Operation, ReadFailure } from '../../src/marketplace/api.ts';
import { entryFor, isDenied, isMissing, isSameId, observationOf, runningIn, timeOf } from '../../src/marketplace/operations.ts';
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
  const missing: readonly ReadFailure[] = ['absent', 'unserved'];
  const denied: readonly ReadFailure[] = ['unauthorized', 'forbidden', 'signed-out'];
  const others: readonly ReadFailure[] = ['withdrawn', 'rejected', 'redirected', 'throttled', 'no-token', 'unreadable'];

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
