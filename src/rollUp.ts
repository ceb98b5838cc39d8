import { type Outcome, outcomes } from './outcome.ts';
import { cut } from './text.ts';
import { longestMessage, type Verdict } from './verdict.ts';

const notStopped: readonly Outcome[] = ['mismatch', 'refused', 'failed', 'too-late'];
const unconfirmed: readonly Outcome[] = ['timed-out', 'interrupted', 'unknown'];

/** The verdict that speaks for the step: the worst outcome, the first such in input order. */
export function worstOf(verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
  return verdicts.reduce((low, one) => (outcomes.indexOf(low.outcome) >= outcomes.indexOf(one.outcome) ? low : one));
}

/**
 * The one line about the step: of one offer its own message; of several the counts first, then the names of those that need somebody, then what to do next about the worst. At
 * most 1,000 characters; names give way first.
 */
export function rollUp(verdicts: readonly Verdict[], isSandbox: boolean): string {
  const [only, ...more] = verdicts;
  if (only === undefined || more.length === 0) return only?.message ?? '';
  const { next } = worstOf([only, ...more]);
  const room = (longestMessage - next.length - lettersOfCounts) / 2;
  return `${isSandbox ? 'Sandbox: ' : ''}${counts(verdicts, room)}.${next === '' ? '' : ` ${next}`}`;
}

/** `57 canceled; 2 NOT stopped: a, b; 1 unconfirmed: c`: the names of those that need somebody within their room each, or none at all. */
export function counts(verdicts: readonly Verdict[], room = 0): string {
  const parts = [
    ...(['canceled', 'accepted', 'planned'] as const).map((outcome) => counted(verdicts, [outcome], outcome)),
    counted(verdicts, notStopped, 'NOT stopped', room),
    counted(verdicts, unconfirmed, 'unconfirmed', room),
    counted(verdicts, ['nothing-to-cancel'], 'had nothing to cancel'),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** What the counts with their words, and the first word of a rehearsal, can take up. */
const lettersOfCounts = 150;

/** `2 NOT stopped: a, b`, the names within their room; empty when there are none. */
function counted(verdicts: readonly Verdict[], wanted: readonly Outcome[], label: string, room = 0): string {
  const some = verdicts.filter(({ outcome }) => wanted.includes(outcome));
  if (some.length === 0) return '';
  return `${some.length} ${label}${room > 0 ? `: ${cut(some.map(({ offerId }) => offerId).join(', '), room)}` : ''}`;
}
