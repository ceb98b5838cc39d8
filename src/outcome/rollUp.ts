import { truncate } from '../text/format.ts';
import { type Outcome, outcomes } from './outcome.ts';
import { longestMessage, type OfferResult } from './result.ts';

const notStopped: readonly Outcome[] = ['mismatch', 'refused', 'failed', 'too-late'];
const unconfirmed: readonly Outcome[] = ['timed-out', 'interrupted', 'unknown'];

/** The result that speaks for the step: the worst outcome, the first such in input order. */
export function worstOf(results: readonly [OfferResult, ...OfferResult[]]): OfferResult {
  return results.reduce((low, one) => (outcomes.indexOf(low.outcome) >= outcomes.indexOf(one.outcome) ? low : one));
}

/**
 * The one line about the step: of one offer its own message; of several the counts first, then the names of those that need somebody, then what to do next about the worst. At
 * most 1,000 characters; names give way first.
 */
export function rollUp(results: readonly OfferResult[], isSandbox: boolean): string {
  const [only, ...more] = results;
  if (only === undefined || more.length === 0) return only?.message ?? '';
  const { next } = worstOf([only, ...more]);
  const room = (longestMessage - next.length - lettersOfCounts) / 2;
  return `${isSandbox ? 'Sandbox: ' : ''}${counts(results, room)}.${next === '' ? '' : ` ${next}`}`;
}

/** `57 canceled; 2 NOT stopped: a, b; 1 unconfirmed: c`: the names of those that need somebody within their room each, or none at all. */
export function counts(results: readonly OfferResult[], room = 0): string {
  const parts = [
    ...(['canceled', 'accepted', 'planned'] as const).map((outcome) => counted(results, [outcome], outcome)),
    counted(results, notStopped, 'NOT stopped', room),
    counted(results, unconfirmed, 'unconfirmed', room),
    counted(results, ['nothing-to-cancel'], 'had nothing to cancel'),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** What the counts with their words, and the first word of a rehearsal, can take up. */
const lettersOfCounts = 150;

/** `2 NOT stopped: a, b`, the names within their room; empty when there are none. */
function counted(results: readonly OfferResult[], wanted: readonly Outcome[], label: string, room = 0): string {
  const some = results.filter(({ outcome }) => wanted.includes(outcome));
  if (some.length === 0) return '';
  return `${some.length} ${label}${room > 0 ? `: ${truncate(some.map(({ offerId }) => offerId).join(', '), room)}` : ''}`;
}
