import type { Outcome } from './outcome.ts';
import { again, byHand, cannotGoLive, ifFine, notKnown, notServed, orWrong, rerun, type StepFrame, sentence } from './phrases.ts';

interface Row {
  readonly outcome: Outcome;
  /** Can the offer still go live? Absent: it can. */
  readonly live?: string;
  /** What to do next, and never what is set already. Empty: nothing. `{origin}` and `{host}` are those of the API. */
  readonly next: string | ((frame: StepFrame) => string);
  /** Where the headline of the outcome says too much. */
  readonly headline?: string;
  /** It is green, and a person should look at it. */
  readonly isWarning?: true;
}

/** Cause → outcome, whether the offer can go live, and the advice: the one table of endings. */
const causes = {
  planned: { outcome: 'planned', next: 'Run the step without dry-run to cancel it.' },
  canceled: { outcome: 'canceled', live: cannotGoLive, next: '' },
  'canceled-on-word': {
    outcome: 'canceled',
    live: notKnown,
    next: 'Look at the offer in Partner Center.',
    headline: 'The service says that it is canceled; this could not be checked',
    isWarning: true,
  },
  accepted: { outcome: 'accepted', live: 'Whether it stops is not proved.', next: 'Set wait to true to have it proved.' },
  'nothing-running': {
    outcome: 'nothing-to-cancel',
    live: 'What went live before stays live.',
    next: (frame) => sentence(ifFine(frame), 'if a publish was expected, look at it in Partner Center'),
  },
  'failed-by-itself': {
    outcome: 'nothing-to-cancel',
    live: cannotGoLive,
    next: (frame) => sentence('there is nothing left to stop', ifFine(frame)),
  },
  'timed-out': { outcome: 'timed-out', next: `${again}; a cancellation takes minutes, so raise timeout-minutes if this happens often.` },
  interrupted: { outcome: 'interrupted', next: `${again}.` },
  unsettled: { outcome: 'unknown', next: `${again}.` },
  uncheckable: {
    outcome: 'unknown',
    next: 'Look at the offer in Partner Center; if it still runs, use Cancel publish there (before publisher sign-off).',
  },
  'never-seen-running': { outcome: 'unknown', live: notKnown, next: `Look at the offer in Partner Center, and ${rerun}.` },
  'token-expired': { outcome: 'unknown', next: `Get a fresh token and ${rerun}.` },
  'signed-out': { outcome: 'unknown', next: `Correct the sign-in (docs/signing-in.md) and ${rerun}.` },
  'access-lost': { outcome: 'unknown', next: `Give the application its rights in the publisher's account back and ${rerun}.` },
  'another-runs': {
    outcome: 'mismatch',
    live: 'The operation that runs can go live.',
    next: `If that one is to be stopped, put its id into operation-id, or leave operation-id out; ${byHand}.`,
  },
  'etag-mismatch': {
    outcome: 'mismatch',
    next: `Read the offer's current ETag into if-match, or leave if-match out, and run the step again; ${byHand}.`,
  },
  'refused-version': {
    outcome: 'refused',
    next: ({ api, apiVersion }) =>
      `${apiVersion === api.defaultVersion ? 'Take a newer version of this action' : 'Correct api-version, or leave it out'}; ${byHand}.`,
  },
  'refused-if-match': {
    outcome: 'refused',
    next: ({ ifMatch }) => `${ifMatch ? 'Correct if-match' : 'Set if-match'} (an ETag or "*") and run the step again; ${byHand}.`,
  },
  'refused-400': { outcome: 'refused', next: `Correct what the service names, often an id, and run the step again; ${byHand}.` },
  'refused-401': {
    outcome: 'refused',
    next: `Pass a fresh token for {origin} (it lives for about an hour; check its audience and tenant), ${byHand}.`,
  },
  'refused-application': {
    outcome: 'refused',
    next:
      'Add the application to the account of this publisher in Partner Center (docs/signing-in.md) ' +
      `and check publisher-id and tenant-id, ${byHand}.`,
  },
  'refused-403': {
    outcome: 'refused',
    next:
      'Add the application to the account of this publisher in Partner Center (by the object id of its enterprise application) ' +
      `and check publisher-id, ${byHand}.`,
  },
  'refused-404': { outcome: 'refused', next: notServed },
  'refused-409': { outcome: 'refused', next: `Another change of the offer may be under way: run the step again in a minute, ${byHand}.` },
  refused: { outcome: 'refused', next: `Correct what the service names and run the step again, ${byHand}.` },
  unreachable: { outcome: 'failed', next: `Check the network and the proxy between the runner and {host}:443; ${rerun}.` },
  certificate: { outcome: 'failed', next: `If a proxy inspects TLS, NODE_EXTRA_CA_CERTS has to name its CA; ${byHand}.` },
  throttled: { outcome: 'failed', next: `The service is busy: ${rerun}.` },
  'not-the-api': {
    outcome: 'failed',
    next: (frame) =>
      `Something between the runner and {host} answers in its place (a proxy, a filter, a portal${orWrong('base-url', frame)}): ` +
      `let the runner reach {host}:443, check https_proxy and no_proxy, and run the step again; ${byHand}.`,
  },
  'sign-in-refused': { outcome: 'failed', next: `Correct the sign-in (docs/signing-in.md) and run the step again, ${byHand}.` },
  'sign-in-unreachable': {
    outcome: 'failed',
    next:
      'The sign-in service is down or busy, or the network or the proxy on the way to it ' +
      `(login.microsoftonline.com:443, GitHub's own): ${rerun}.`,
  },
  'sign-in-unusable': {
    outcome: 'failed',
    next: (frame) =>
      'Something between the runner and the sign-in service answers in its place ' +
      `(a proxy, a portal${orWrong('authority-url', frame)}): mend that and run the step again; ${byHand}.`,
  },
  'not-found': { outcome: 'failed', next: `Check operation-id, or leave it out to cancel whatever runs, ${byHand}.` },
  'guard-unreadable': { outcome: 'failed', next: `${again}; without operation-id the step cancels whatever runs.` },
  'cancellation-failed': { outcome: 'failed', next: `${again}.` },
  'no-time': { outcome: 'failed', next: `${again}, with a larger timeout-minutes.` },
  'cannot-look': {
    outcome: 'failed',
    next: 'A dry run has to see what runs: run it again later; without dry-run the step cancels whatever runs.',
  },
  'list-unreadable': { outcome: 'failed', next: `${again}.` },
  'changed-before-cancel': { outcome: 'failed', live: notKnown, next: `${again}.` },
  'no-product': {
    outcome: 'refused',
    next:
      "Check offer-id, or write the product's GUID; the application also needs the role Manager in the account; " +
      'an offer of the Cloud Partner Portal API needs api: cloud-partner-portal.',
  },
  'several-products': { outcome: 'failed', next: `Write the GUID of the product into offer-id; ${byHand}.` },
  'lookup-failed': { outcome: 'failed', next: `Write the product's GUID into offer-id, which needs no lookup; ${byHand}.` },
  'unrelated-operation': { outcome: 'mismatch', next: `Put the id of the job that publishes this offer into operation-id; ${byHand}.` },
  'another-product': { outcome: 'mismatch', next: `Put a submission of this offer into operation-id, or correct offer-id; ${byHand}.` },
  'too-late-preview': {
    outcome: 'too-late',
    live: 'The offer is not live: a preview of it waits for go-live.',
    next: 'Do not go live with it, and publish a corrected version.',
  },
  'too-late-live': {
    outcome: 'too-late',
    live: 'The offer is live.',
    next: 'Publish a corrected version, or use Stop distribution in Partner Center.',
  },
  'too-late': {
    outcome: 'too-late',
    live: 'The offer may be live.',
    next: 'Look at it in Partner Center; publish a corrected version, or use Stop distribution there.',
  },
  unfinished: { outcome: 'failed', next: `${again}.` },
  'unfinished-after-cancel': { outcome: 'unknown', next: `${again}.` },
  'invalid-input': { outcome: 'invalid-input', next: `Correct them and run the step again, ${byHand}.` },
} satisfies Record<string, Row>;

export type Cause = keyof typeof causes;

/** Every cause, in the order of the table: each has its paragraph in docs/troubleshooting.md. */
export const allCauses = Object.keys(causes) as readonly Cause[];

export function rowOf(cause: Cause): Row {
  return causes[cause];
}

export function outcomeOf(cause: Cause): Outcome {
  return rowOf(cause).outcome;
}

/** It is green, and a person should look at it. */
export function isWarning(cause: Cause): boolean {
  return rowOf(cause).isWarning === true;
}
