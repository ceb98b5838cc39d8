import { truncate } from '../text/format.ts';
import { namesButton } from './advice.ts';
import { isWarning } from './causes.ts';
import { type Outcome, outcomes } from './outcome.ts';
import { longestMessage, type OfferResult } from './result.ts';

const notStopped: readonly Outcome[] = ['mismatch', 'refused', 'failed', 'too-late'];
const unconfirmed: readonly Outcome[] = ['timed-out', 'interrupted', 'unknown'];

/** The result that speaks for the step: the worst outcome, the first such in input order. */
export function worstOf(results: readonly [OfferResult, ...OfferResult[]]): OfferResult {
  return results.reduce((low, one) => (outcomes.indexOf(low.outcome) >= outcomes.indexOf(one.outcome) ? low : one));
}

/** Offers with the same thing to do next. */
export interface Group {
  readonly results: readonly [OfferResult, ...OfferResult[]];
  readonly next: string;
}

/** What to do next, group by group: first what may still run and can be stopped in Partner Center, then the worst outcome. */
export function groupsOf(results: readonly OfferResult[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const result of results.filter(({ next }) => next !== '')) {
    const { next } = result;
    groups.set(next, { next, results: [...(groups.get(next)?.results ?? []), result] as [OfferResult, ...OfferResult[]] });
  }
  const rank = ({ next, results: some }: Group): number =>
    (namesButton(next) ? outcomes.length : 0) + outcomes.indexOf(worstOf(some).outcome);
  return [...groups.values()].toSorted((a, b) => rank(b) - rank(a));
}

/**
 * The one line about the step. Of one offer its own message; of several the counts with names, then what to do next for each group.
 * At most 1,000 characters: names are cut first, then the last groups are left out.
 */
export function rollUp(results: readonly OfferResult[], isSandbox: boolean): string {
  const [only, ...more] = results;
  if (only === undefined || more.length === 0) return only?.message ?? '';
  const groups = groupsOf(results);
  const prefix = isSandbox ? 'Sandbox: ' : '';
  const [first = { next: '' }, ...others] = groups;
  const whole = [`${prefix}${counts(results, Number.POSITIVE_INFINITY)}.`, ...groups.map((group) => lineOf(group, others.length > 0))];
  if (whole.join('').length <= longestMessage) return whole.join('');
  const room = others.length === 0 ? (longestMessage - first.next.length - lettersOfCounts) / 2 : longestNames;
  let message = `${prefix}${counts(results, room)}.`;
  if (others.length === 0) return `${message} ${first.next}`.trimEnd();
  for (const [place, group] of groups.entries()) {
    const line = lineOf(group, true, longestNames);
    const isLast = place === groups.length - 1;
    if (message.length + line.length + (isLast ? 0 : rest.length) > longestMessage) return `${message}${rest}`;
    message += line;
  }
  return message;
}

/** What to do next for one group; with names, cut to their room, where there are others. */
function lineOf({ next, results }: Group, hasNames: boolean, room = Number.POSITIVE_INFINITY): string {
  return hasNames ? ` For ${truncate(results.map(({ offerId }) => offerId).join(', '), room)}: ${next}` : ` ${next}`;
}

/** The names of one group, beside others, in a message that is too long with all of them. */
const longestNames = 100;

/** For the groups that there is no room for. */
const rest = ' What to do about the others is in the job summary.';

/** What the counts with their words, and `Sandbox: `, can take up. */
const lettersOfCounts = 190;

/** `57 canceled; 2 NOT stopped: a, b; 1 unconfirmed: c`: the names of those that need a person within their room each, or none at all. */
export function counts(results: readonly OfferResult[], room = 0): string {
  const onWord = results.filter(({ cause }) => isWarning(cause));
  const others = results.filter(({ cause }) => !isWarning(cause));
  const parts = [
    counted(others, ['canceled'], 'canceled'),
    counted(onWord, ['canceled'], "canceled on the service's word"),
    counted(results, ['accepted'], 'accepted'),
    counted(results, ['planned'], 'planned'),
    counted(results, notStopped, 'NOT stopped', room),
    counted(results, unconfirmed, 'unconfirmed', room),
    counted(results, ['nothing-to-cancel'], 'had nothing to cancel'),
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** `2 NOT stopped: a, b`, the names within their room; empty when there are none. */
function counted(results: readonly OfferResult[], wanted: readonly Outcome[], label: string, room = 0): string {
  const some = results.filter(({ outcome }) => wanted.includes(outcome));
  if (some.length === 0) return '';
  return `${some.length} ${label}${room > 0 ? `: ${truncate(some.map(({ offerId }) => offerId).join(', '), room)}` : ''}`;
}
