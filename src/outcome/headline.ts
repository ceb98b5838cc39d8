import { type Cause, isWarning, outcomeOf } from './causes.ts';
import type { Outcome } from './outcome.ts';

/** Whether a publish of the offer still runs, as far as the looks of the step showed. */
export type StillRunning = 'yes' | 'no' | 'not known';

interface Headline {
  /** What is said of the offer, right after its name. Absent: whether it still publishes, as far as a look showed. */
  readonly state?: string;
  /** The rest. `{status}` stands for the HTTP status of the reply. */
  readonly why: string;
}

/** Cause → headline. */
const headlines: Readonly<Record<Cause, Headline>> = {
  planned: { state: 'would be canceled', why: 'a publish is running' },
  canceled: { state: 'was canceled', why: 'the service confirmed it' },
  'canceled-on-word': { state: 'was canceled, says the service', why: 'this could not be checked' },
  accepted: { state: 'may still be publishing', why: 'the service accepted the cancel, and the step did not wait' },
  'nothing-running': { state: 'is not publishing', why: 'there is nothing to cancel' },
  'failed-by-itself': { state: 'is not publishing', why: 'the publish failed by itself' },
  'timed-out': { why: 'the cancel was accepted, but not confirmed in time' },
  interrupted: { why: 'the run was canceled while the step worked' },
  unsettled: { why: 'it is not known whether the cancel took effect' },
  uncheckable: { why: 'the service does not show whether the cancel took effect' },
  'never-seen-running': { why: 'it was never seen running, so it is not known what the cancel did' },
  'token-expired': { why: 'the token expired before the cancel was confirmed' },
  'signed-out': { why: 'the sign-in failed before the cancel was confirmed' },
  'access-lost': { why: 'the service refused access before the cancel was confirmed{status}' },
  'another-runs': { why: 'another operation runs than operation-id names' },
  'etag-mismatch': { why: 'if-match does not fit the offer{status}' },
  'refused-version': { why: 'the service refused api-version{status}' },
  'refused-if-match': { why: 'the service asks for another if-match{status}' },
  'refused-400': { why: 'the service refused the cancel{status}' },
  'refused-401': { why: 'the service refused the token{status}' },
  'refused-application': { why: 'the service does not know the application{status}' },
  'refused-403': { why: 'the service refused access{status}' },
  'refused-404': { why: 'the service does not know the offer{status}' },
  'refused-409': { why: 'the service refused the cancel{status}' },
  refused: { why: 'the service refused{status}' },
  unreachable: { why: 'the service could not be reached' },
  certificate: { why: 'the certificate of the service is not trusted' },
  throttled: { why: 'the service is busy{status}' },
  'not-the-api': { why: 'something on the way answered in place of the service{status}' },
  'sign-in-refused': { why: 'the sign-in was refused, so nothing was sent' },
  'sign-in-unreachable': { why: 'the sign-in did not work, so nothing was sent' },
  'sign-in-unusable': { why: 'something on the way answered in place of the sign-in service' },
  'not-found': { why: 'the operation that operation-id names was not found' },
  'guard-unreadable': { why: 'the operation that operation-id names could not be read' },
  'cancellation-failed': { why: 'the service could not cancel it' },
  'no-time': { why: 'the time was up before a cancel could be sent' },
  'cannot-look': { why: 'the dry run could not see what runs' },
  'list-unreadable': { why: 'the service did not show what runs, so nothing was sent' },
  'changed-before-cancel': { state: 'was not canceled', why: 'it did not show as running right before the cancel' },
  'no-product': { why: 'this API knows no product with that offer id' },
  'several-products': { why: 'several products have that offer id' },
  'lookup-failed': { why: 'the service could not look up the offer id{status}' },
  'unrelated-operation': { why: 'the job that operation-id names does not publish this offer' },
  'another-product': { why: 'operation-id names a submission of another product' },
  'too-late-preview': { state: 'is not live, but its preview is ready', why: 'the cancel came too late' },
  'going-live': { state: 'is going live', why: 'no cancel can stop it any more' },
  'too-late-live': { state: 'went live', why: 'the cancel came too late' },
  'too-late': { state: 'may be live', why: 'the operation succeeded before it could be canceled' },
  unfinished: { why: 'the step ended before its result was known' },
  'unfinished-after-cancel': { why: 'the step ended before the cancel was confirmed' },
  'invalid-input': { why: 'the inputs were refused, so nothing was sent' },
};

/** Outcomes after which nothing has changed since the last look. */
const unchanged: readonly Outcome[] = ['mismatch', 'refused', 'failed'];
const ended: readonly Outcome[] = ['canceled', 'nothing-to-cancel', 'too-late'];

/** `wasRunning`: the last look that showed its state showed it so. What has changed right before the cancel may not run any more. */
export function stillRunning(cause: Cause, wasRunning: boolean): StillRunning {
  const outcome = outcomeOf(cause);
  if (cause === 'planned' || cause === 'going-live') return 'yes';
  if (cause === 'changed-before-cancel') return 'not known';
  if (ended.includes(outcome) && !isWarning(cause)) return 'no';
  return unchanged.includes(outcome) && wasRunning ? 'yes' : 'not known';
}

/** What is said of the offer, right after its name: `is still publishing`, and be it by another operation. */
export function stateOf(cause: Cause, runs: StillRunning): string {
  if (runs === 'yes' && ['canceled', 'nothing-to-cancel'].includes(outcomeOf(cause))) return 'is still publishing';
  return headlines[cause].state ?? (runs === 'yes' ? 'is still publishing' : 'may still be publishing');
}

/** The rest of the headline: `the service refused the cancel (403)`. */
export function whyOf(cause: Cause, statusCode: number | null): string {
  return headlines[cause].why.replace('{status}', statusCode === null ? '' : ` (${statusCode})`);
}
