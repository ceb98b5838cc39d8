import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/marketplace/api.ts';
import { runningIn } from '../../../src/marketplace/operations.ts';
import { toOperation } from '../../../src/marketplace/portal/objects.ts';
import { readList } from '../../../src/marketplace/portal/observations.ts';
import { reply } from '../../support/wire.ts';

const ours = { publisherId: 'contoso' };

/** `running@3#a`: a word, the day it changed, an id. */
function entriesOf(notation: string): object[] {
  const parts = [...notation.matchAll(/(\w+)(?:@(\d))?(?:#(\w))?/g)];
  return parts.map(([, status, day, id]) => ({ status, ...(day && { changedTime: `2026-01-0${day}T00:00:00Z` }), ...(id && { id }) }));
}

describe('what a list says', () => {
  it.each([
    { entries: '', newestFirst: [], runs: 0, conclusive: true },
    { entries: 'running@1#a', newestFirst: [0], runs: 1, conclusive: true },
    { entries: 'canceled@1 running@3#a failed@2', newestFirst: [1, 2, 0], runs: 1, conclusive: true },
    { entries: 'succeeded@2#a failed@2#b', newestFirst: [0, 1], runs: 0, conclusive: true },
    { entries: 'succeeded failed@1', newestFirst: [1, 0], runs: 0, conclusive: true },
    { entries: 'succeeded#a failed#b', newestFirst: [0, 1], runs: 0, conclusive: true },
    { entries: 'succeeded#a failed#b running@1#c', newestFirst: [2, 0, 1], runs: 1, conclusive: true },
    { entries: 'running@1#a running@2#b', newestFirst: [1, 0], runs: 2, conclusive: true },
    { entries: 'running@1', newestFirst: [0], runs: 0, conclusive: false },
    { entries: 'canceled@1', newestFirst: [0], runs: 0, conclusive: true },
    { entries: 'Foo@1#a running@2#b', newestFirst: [1, 0], runs: 1, conclusive: true },
    { entries: 'Foo@2#a running@2#b', newestFirst: [0, 1], runs: 1, conclusive: false },
    { entries: 'Foo@3#a running@2#b', newestFirst: [0, 1], runs: 1, conclusive: false },
    { entries: 'Foo#a running@2#b', newestFirst: [1, 0], runs: 1, conclusive: false },
    { entries: 'Foo@1#a succeeded', newestFirst: [0, 1], runs: 0, conclusive: false },
    { entries: 'Foo@1#a Bar@2#b', newestFirst: [1, 0], runs: 0, conclusive: false },
  ])('PS-03 [$entries]: $newestFirst, $runs running, conclusive $conclusive', ({ entries, newestFirst, runs, conclusive }) => {
    const given = entriesOf(entries);
    const shown: readonly Operation[] = newestFirst.map((place) => toOperation(given[place]));
    const list = readList(reply(200, given), ours);
    expect(list).toStrictEqual({ kind: 'list', entries: shown, isConclusive: conclusive });
    expect(runningIn(shown)).toHaveLength(runs);
  });
});
