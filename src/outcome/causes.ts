import type { Outcome } from './outcome.ts';
import { canGoLive, cannotGoLive, notKnown } from './phrases.ts';

interface Row {
  readonly outcome: Outcome;
  /** Can the offer still go live? Absent: it can. */
  readonly live?: string;
  /** It is green, and a person should look at it. */
  readonly isWarning?: true;
}

/** Cause → outcome, and whether the offer can go live: the one table of endings. headline.ts and advice.ts add their words. */
const causes = {
  planned: { outcome: 'planned' },
  canceled: { outcome: 'canceled', live: cannotGoLive },
  'canceled-on-word': { outcome: 'canceled', live: notKnown, isWarning: true },
  accepted: { outcome: 'accepted', live: 'Whether it stops is not proved.' },
  'nothing-running': { outcome: 'nothing-to-cancel', live: 'What went live before stays live.' },
  'failed-by-itself': { outcome: 'nothing-to-cancel', live: cannotGoLive },
  'timed-out': { outcome: 'timed-out' },
  interrupted: { outcome: 'interrupted' },
  unsettled: { outcome: 'unknown' },
  uncheckable: { outcome: 'unknown' },
  'never-seen-running': { outcome: 'unknown', live: notKnown },
  'token-expired': { outcome: 'unknown' },
  'signed-out': { outcome: 'unknown' },
  'access-lost': { outcome: 'unknown' },
  'another-runs': { outcome: 'mismatch', live: 'The operation that runs can go live.' },
  'etag-mismatch': { outcome: 'mismatch' },
  'refused-version': { outcome: 'refused' },
  'refused-if-match': { outcome: 'refused' },
  'refused-400': { outcome: 'refused' },
  'refused-401': { outcome: 'refused' },
  'refused-application': { outcome: 'refused' },
  'refused-403': { outcome: 'refused' },
  'refused-404': { outcome: 'refused' },
  'refused-409': { outcome: 'refused' },
  refused: { outcome: 'refused' },
  unreachable: { outcome: 'failed' },
  certificate: { outcome: 'failed' },
  throttled: { outcome: 'failed' },
  'not-the-api': { outcome: 'failed' },
  'sign-in-refused': { outcome: 'failed' },
  'sign-in-unreachable': { outcome: 'failed' },
  'sign-in-unusable': { outcome: 'failed' },
  'not-found': { outcome: 'failed' },
  'unknown-offer': { outcome: 'failed' },
  'guard-unreadable': { outcome: 'failed' },
  'cancellation-failed': { outcome: 'failed' },
  'no-time': { outcome: 'failed' },
  'cannot-look': { outcome: 'failed' },
  'list-unreadable': { outcome: 'failed' },
  'changed-before-cancel': { outcome: 'failed', live: notKnown },
  'no-product': { outcome: 'refused' },
  'several-products': { outcome: 'failed' },
  'lookup-failed': { outcome: 'failed' },
  'unrelated-operation': { outcome: 'mismatch' },
  'another-product': { outcome: 'mismatch' },
  'too-late-preview': { outcome: 'too-late', live: 'The offer is not live: a preview of it waits for go-live.' },
  'going-live': { outcome: 'too-late', live: 'The offer is going live.' },
  'too-late-live': { outcome: 'too-late', live: 'The offer is live.' },
  'too-late': { outcome: 'too-late', live: 'The offer may be live.' },
  unfinished: { outcome: 'failed' },
  'unfinished-after-cancel': { outcome: 'unknown' },
  'invalid-input': { outcome: 'invalid-input' },
} satisfies Record<string, Row>;

export type Cause = keyof typeof causes;

/** Every cause, in the order of the table: each has its paragraph in docs/troubleshooting.md. */
export const allCauses = Object.keys(causes) as readonly Cause[];

function rowOf(cause: Cause): Row {
  return causes[cause];
}

export function outcomeOf(cause: Cause): Outcome {
  return rowOf(cause).outcome;
}

/** Can the offer still go live? */
export function liveOf(cause: Cause): string {
  return rowOf(cause).live ?? canGoLive;
}

/** It is green, and a person should look at it. */
export function isWarning(cause: Cause): boolean {
  return rowOf(cause).isWarning === true;
}
