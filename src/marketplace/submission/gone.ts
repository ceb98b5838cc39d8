import type { Operation } from '../api.ts';

/** What this run knows of a submission whose page answers 404. Times are monotonic milliseconds. */
export interface Disappearance {
  readonly id: string;
  /** A look of this run saw it running, by a known word. */
  readonly wasSeenRunning: boolean;
  /** A DELETE of it may have been processed. */
  readonly mayHaveBeenDeleted: boolean;
  /** When its page answered 404 first and last. */
  readonly firstAbsentMs: number;
  readonly lastAbsentMs: number;
  /** Every submission of the product, as the first list of this run showed them, and as a complete list shows them now. */
  readonly before: readonly Operation[];
  readonly now: readonly Operation[];
}

/**
 * `canceled`: it is gone by the cancel, and `proof` says how that is known. `unsettled`: it is gone, and something else happened that
 * could be its success. `not-yet`: look again.
 */
export type GoneConclusion =
  | { readonly kind: 'canceled'; readonly proof: string }
  | { readonly kind: 'unsettled'; readonly detail: string }
  | { readonly kind: 'not-yet' };

/** The pause between the two looks that prove an absence. */
export const leastAbsenceMs = 5_000;

/**
 * The rule for "gone" (docs/api.md#submission-after-a-cancel): the service does not say what a canceled submission looks like, so an
 * absence counts only with all of this.
 */
export function concludeGone(facts: Disappearance): GoneConclusion {
  const { id, wasSeenRunning, mayHaveBeenDeleted, firstAbsentMs, lastAbsentMs, before, now } = facts;
  if (!wasSeenRunning || !mayHaveBeenDeleted || lastAbsentMs - firstAbsentMs < leastAbsenceMs) return { kind: 'not-yet' };
  if (now.some((entry) => entry.id === id)) return { kind: 'not-yet' };
  const newer = now.find((entry) => BigInt(entry.id ?? 0) > BigInt(id));
  if (newer) return { kind: 'unsettled', detail: `submission ${id} is gone, and a newer one, ${newer.id} (${newer.rawState}), is there` };
  if (publishedIn(before) !== publishedIn(now))
    return { kind: 'unsettled', detail: `submission ${id} is gone, and what is published has changed since the first look` };
  const seconds = Math.floor((lastAbsentMs - firstAbsentMs) / 1000);
  return {
    kind: 'canceled',
    proof:
      `its page answered 404 twice, ${seconds} s apart, the list does not show it, ` +
      'none is newer, and what is published has not changed',
  };
}

/** The published submissions with their substates, those by an unknown word too, in an order of their own. */
function publishedIn(entries: readonly Operation[]): string {
  const published = entries
    .filter(({ rawState }) => /^published\b/i.test(rawState))
    .map(({ id, rawState }) => `${id} ${rawState.toLowerCase()}`);
  return published.toSorted().join();
}
