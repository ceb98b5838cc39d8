import type { ApiFacts } from '../marketplace/api.ts';
import { type Cause, isWarning, outcomeOf } from './causes.ts';
import type { Outcome } from './outcome.ts';

/** Whether a publish of the offer still runs, as far as the looks of the step showed. */
export type StillRunning = 'yes' | 'no' | 'not known';

interface Headline {
  /** What is said of the offer, right after its name. Absent: whether it still publishes, as far as a look showed. */
  readonly state?: string;
  /** The rest, with places for the HTTP status of the reply, for what the API cancels, and for the words that nothing was sent. */
  readonly reason: string;
}

/** What was sent, and the status of the reply. */
interface Sending {
  readonly sent: 'no' | 'unprocessed' | 'yes';
  readonly statusCode: number | null;
}

/** Cause → headline. */
const headlines: Readonly<Record<Cause, Headline>> = {
  planned: { state: 'would be canceled', reason: 'a publish is running' },
  canceled: { state: 'was canceled', reason: 'the service confirmed it' },
  'canceled-on-word': { state: 'was canceled, says the service', reason: 'this could not be checked' },
  accepted: { state: 'may still be publishing', reason: 'the service accepted the cancel, and the step did not wait' },
  'nothing-running': { state: 'is not publishing', reason: 'there is nothing to cancel' },
  'failed-by-itself': { state: 'is not publishing', reason: 'the publish failed by itself' },
  'timed-out': { reason: 'the cancel was accepted, but not confirmed in time' },
  interrupted: { reason: 'the run was canceled while the step worked' },
  unsettled: { reason: 'it is not known whether the cancel took effect' },
  uncheckable: { reason: 'the service does not show whether the cancel took effect' },
  'never-seen-running': { reason: 'it was never seen running, so it is not known what the cancel did' },
  'token-expired': { reason: 'the token expired before the cancel was confirmed' },
  'signed-out': { reason: 'the sign-in failed before the cancel was confirmed' },
  'access-lost': { reason: 'the service refused access before the cancel was confirmed{status}' },
  'another-runs': { reason: 'another operation runs than operation-id names' },
  'etag-mismatch': { reason: 'if-match does not fit the offer{status}' },
  'refused-version': { reason: 'the service refused api-version{status}' },
  'refused-if-match': { reason: 'the service asks for another if-match{status}' },
  'refused-400': { reason: 'the service refused the cancel{status}' },
  'refused-401': { reason: 'the service refused the token{status}' },
  'refused-application': { reason: 'the service does not know the application{status}' },
  'refused-403': { reason: 'the service refused access{status}' },
  'refused-404': { reason: 'the service does not know the offer{status}' },
  'refused-409': { reason: 'the service refused the cancel{status}' },
  refused: { reason: 'the service refused{status}' },
  unreachable: { reason: 'the service could not be reached' },
  certificate: { reason: 'the certificate of the service is not trusted' },
  throttled: { reason: 'the service is busy{status}' },
  'not-the-api': { reason: 'something on the way answered in place of the service{status}' },
  'sign-in-refused': { reason: 'the sign-in was refused{unsent}' },
  'sign-in-unreachable': { reason: 'the sign-in did not work{unsent}' },
  'sign-in-unusable': { reason: 'something on the way answered in place of the sign-in service' },
  'not-found': { reason: 'the operation that operation-id names was not found' },
  'unknown-offer': { reason: 'the service does not know an offer with that id' },
  'guard-unreadable': { reason: 'the operation that operation-id names could not be read' },
  'cancellation-failed': { reason: 'the service could not cancel it' },
  'no-time': { reason: 'the time was up before a cancel could be sent' },
  'cannot-look': { reason: 'the dry run could not see what runs' },
  'list-unreadable': { reason: 'the service did not show what runs, so nothing was sent' },
  'changed-before-cancel': { state: 'was not canceled', reason: 'it did not show as running right before the cancel' },
  'no-product': { reason: 'this API knows no product with that offer id' },
  'several-products': { reason: 'several products have that offer id' },
  'lookup-failed': { reason: 'the service could not look up the offer id{status}' },
  'unrelated-operation': { reason: 'the {noun} that operation-id names does not publish this offer' },
  'another-product': { reason: 'operation-id names a {noun} of another product' },
  'too-late-preview': { state: 'is not live, but its preview is ready', reason: 'the cancel came too late' },
  'going-live': { state: 'is going live', reason: 'no cancel can stop it any more' },
  'too-late-live': { state: 'went live', reason: 'the cancel came too late' },
  'too-late': { state: 'may be live', reason: 'the operation succeeded before it could be canceled' },
  unfinished: { reason: 'the step ended before its result was known' },
  'unfinished-after-cancel': { reason: 'the step ended before the cancel was confirmed' },
  'invalid-input': { reason: 'the inputs were refused, so nothing was sent' },
};

/** Outcomes after which nothing has changed since the last look. */
const unchanged: readonly Outcome[] = ['mismatch', 'refused', 'failed'];
const ended: readonly Outcome[] = ['canceled', 'nothing-to-cancel', 'too-late'];

/** `wasRunning`: the last observation was running. What has changed right before the cancel may not run any more. */
export function stillRunning(cause: Cause, wasRunning: boolean): StillRunning {
  const outcome = outcomeOf(cause);
  if (cause === 'planned' || cause === 'going-live') return 'yes';
  if (cause === 'changed-before-cancel') return 'not known';
  if (ended.includes(outcome) && !isWarning(cause)) return 'no';
  return unchanged.includes(outcome) && wasRunning ? 'yes' : 'not known';
}

/** What is said of the offer, right after its name: `is still publishing`, also when another operation runs. */
export function stateOf(cause: Cause, runs: StillRunning): string {
  if (runs === 'yes' && ['canceled', 'nothing-to-cancel'].includes(outcomeOf(cause))) return 'is still publishing';
  return headlines[cause].state ?? (runs === 'yes' ? 'is still publishing' : 'may still be publishing');
}

/** The rest of the headline: `the service refused the cancel (403)`. */
export function headlineReason(cause: Cause, { statusCode, sent }: Sending, { noun }: ApiFacts): string {
  return headlines[cause].reason
    .replace('{noun}', noun)
    .replace('{unsent}', sent === 'no' ? ', so nothing was sent' : '')
    .replace('{status}', statusCode === null ? '' : ` (${statusCode})`);
}
