import type { ApiFacts } from '../marketplace/api.ts';
import type { Outcome } from './outcome.ts';

const canGoLive = 'The offer can still go live.';
const cannotGoLive = 'Nothing goes live by this operation.';
const byHand = 'or use Cancel publishing in Partner Center';
const rerun = `run the step again, which is safe, ${byHand}`;
const again = `R${rerun.slice(1)}`;

interface Row {
  readonly outcome: Outcome;
  /** Can the offer still go live? Empty where the clause of the ending has said it. */
  readonly live: string;
  /** What to do next. Empty: nothing. `{origin}` and `{host}` are those of the API. */
  readonly next: string;
}

/** Cause → outcome, whether the offer can go live, and the advice: the one table of endings. */
const causes = {
  planned: { outcome: 'planned', live: canGoLive, next: 'Run the step without dry-run to cancel it.' },
  canceled: { outcome: 'canceled', live: cannotGoLive, next: '' },
  accepted: { outcome: 'accepted', live: 'Whether it stops is not proved.', next: 'Leave wait at true to have it proved.' },
  'nothing-running': {
    outcome: 'nothing-to-cancel',
    live: 'What went live before stays live.',
    next: 'If that is as it should be, set if-nothing-to-cancel to warn or ignore; if a publish was expected, look at it in Partner Center.',
  },
  'failed-by-itself': {
    outcome: 'nothing-to-cancel',
    live: cannotGoLive,
    next: 'There is nothing left to stop; if that is as it should be, set if-nothing-to-cancel to warn or ignore.',
  },
  'timed-out': {
    outcome: 'timed-out',
    live: canGoLive,
    next: `${again}; a cancellation takes minutes, so raise timeout-minutes if this happens often.`,
  },
  interrupted: { outcome: 'interrupted', live: canGoLive, next: `${again}.` },
  unsettled: { outcome: 'unknown', live: canGoLive, next: `${again}.` },
  'never-seen-running': {
    outcome: 'unknown',
    live: 'Whether anything can go live is not known.',
    next: `Look at the offer in Partner Center, and ${rerun}.`,
  },
  'token-expired': { outcome: 'unknown', live: canGoLive, next: `Get a fresh token and run the step again, which is safe, ${byHand}.` },
  'signed-out': {
    outcome: 'unknown',
    live: canGoLive,
    next: `Correct the sign-in (docs/signing-in.md) and run the step again, which is safe, ${byHand}.`,
  },
  'access-lost': {
    outcome: 'unknown',
    live: canGoLive,
    next: `Give the application its rights in the publisher's account back and run the step again, which is safe, ${byHand}.`,
  },
  'another-runs': {
    outcome: 'mismatch',
    live: 'The operation that runs can go live.',
    next: `If that one is to be stopped, put its id into operation-id, or leave operation-id out; ${byHand}.`,
  },
  'etag-mismatch': {
    outcome: 'mismatch',
    live: canGoLive,
    next: `Read the offer's current ETag into if-match, or leave if-match out, and run the step again; ${byHand}.`,
  },
  'refused-version': { outcome: 'refused', live: canGoLive, next: `Correct api-version, or leave it out; ${byHand}.` },
  'refused-if-match': { outcome: 'refused', live: canGoLive, next: `Set if-match (an ETag or "*") and run the step again; ${byHand}.` },
  'refused-400': {
    outcome: 'refused',
    live: canGoLive,
    next: `Correct what the service names (api-version, if-match, the ids) and run the step again; ${byHand}.`,
  },
  'refused-401': {
    outcome: 'refused',
    live: canGoLive,
    next: `Pass a fresh token for {origin} (it lives for about an hour; check its audience and tenant), ${byHand}.`,
  },
  'refused-application': {
    outcome: 'refused',
    live: canGoLive,
    next: `Add the application to the account of this publisher in Partner Center (docs/signing-in.md) and check publisher-id and tenant-id, ${byHand}.`,
  },
  'refused-403': {
    outcome: 'refused',
    live: canGoLive,
    next: `Add the application to the account of this publisher in Partner Center (by the object id of its enterprise application) and check publisher-id, ${byHand}.`,
  },
  'refused-404': {
    outcome: 'refused',
    live: canGoLive,
    next: `Check publisher-id and offer-id; offers made after the move to Partner Center are not served by this API: for those use Cancel publishing in Partner Center.`,
  },
  'refused-409': {
    outcome: 'refused',
    live: canGoLive,
    next: `Another change of the offer may be under way: run the step again in a minute, ${byHand}.`,
  },
  refused: { outcome: 'refused', live: canGoLive, next: `Correct what the service names and run the step again, ${byHand}.` },
  unreachable: {
    outcome: 'failed',
    live: canGoLive,
    next: `Check the network and the proxy between the runner and {host}:443; ${rerun}.`,
  },
  certificate: { outcome: 'failed', live: canGoLive, next: `If a proxy inspects TLS, name its CA in NODE_EXTRA_CA_CERTS; ${byHand}.` },
  throttled: { outcome: 'failed', live: canGoLive, next: `The service is busy: ${rerun}.` },
  nonsense: {
    outcome: 'failed',
    live: canGoLive,
    next: `Something between the runner and the API answers in its place (a proxy, a portal, a wrong base-url): mend that and run the step again; ${byHand}.`,
  },
  'sign-in-refused': {
    outcome: 'failed',
    live: canGoLive,
    next: `Correct the sign-in (docs/signing-in.md) and run the step again, ${byHand}.`,
  },
  'sign-in-unreachable': {
    outcome: 'failed',
    live: canGoLive,
    next: `The sign-in service is down or busy, or the network or the proxy on the way to it (login.microsoftonline.com:443, GitHub's own): ${rerun}.`,
  },
  'sign-in-nonsense': {
    outcome: 'failed',
    live: canGoLive,
    next: `Something between the runner and the sign-in service answers in its place (a proxy, a portal, a wrong authority-url): mend that and run the step again; ${byHand}.`,
  },
  'not-found': { outcome: 'failed', live: canGoLive, next: `Check operation-id, or leave it out to cancel whatever runs, ${byHand}.` },
  'guard-unreadable': { outcome: 'failed', live: canGoLive, next: `${again}; without operation-id the step cancels whatever runs.` },
  'cancellation-failed': { outcome: 'failed', live: canGoLive, next: `${again}.` },
  'no-time': { outcome: 'failed', live: canGoLive, next: `${again}, with a larger timeout-minutes.` },
  'cannot-look': {
    outcome: 'failed',
    live: canGoLive,
    next: 'A dry run has to see what runs: run it again later; without dry-run the step cancels whatever runs.',
  },
  'list-unreadable': {
    outcome: 'failed',
    live: canGoLive,
    next: `${again}.`,
  },
  'changed-before-cancel': { outcome: 'failed', live: 'Whether anything can go live is not known.', next: `${again}.` },
  'no-product': {
    outcome: 'refused',
    live: canGoLive,
    next: `Check offer-id, or write the product's GUID; the application also needs the role Manager in the account; an offer of the Cloud Partner Portal API needs api: cloud-partner-portal.`,
  },
  'several-products': { outcome: 'failed', live: canGoLive, next: `Write the GUID of the product into offer-id; ${byHand}.` },
  'lookup-failed': {
    outcome: 'failed',
    live: canGoLive,
    next: `Write the product's GUID into offer-id, which needs no lookup; ${byHand}.`,
  },
  'unrelated-operation': {
    outcome: 'mismatch',
    live: canGoLive,
    next: `Put the id of the job that publishes this offer into operation-id; ${byHand}.`,
  },
  'another-product': {
    outcome: 'mismatch',
    live: canGoLive,
    next: `Put a submission of this offer into operation-id, or correct offer-id; ${byHand}.`,
  },
  'too-late-preview': {
    outcome: 'too-late',
    live: 'The offer is not live: a preview of it waits for go-live.',
    next: 'Do not go live with it, and publish a corrected version.',
  },
  'too-late-live': {
    outcome: 'too-late',
    live: 'The offer is live.',
    next: 'Publish a corrected version, or stop selling the offer in Partner Center.',
  },
  'too-late': {
    outcome: 'too-late',
    live: 'The offer may be live.',
    next: 'Look at it in Partner Center, and publish a corrected version or stop selling it.',
  },
  unfinished: { outcome: 'failed', live: canGoLive, next: `${again}.` },
  'unfinished-after-cancel': { outcome: 'unknown', live: canGoLive, next: `${again}.` },
  'invalid-input': { outcome: 'invalid-input', live: canGoLive, next: `Correct them and run the step again, ${byHand}.` },
} as const satisfies Record<string, Row>;

export type Cause = keyof typeof causes;

/** Every cause, in the order of the table: each has its paragraph in docs/troubleshooting.md. */
export const allCauses = Object.keys(causes) as readonly Cause[];

export function outcomeOf(cause: Cause): Outcome {
  return causes[cause].outcome;
}

export function adviceFor(cause: Cause, { origin }: ApiFacts): Pick<Row, 'live' | 'next'> {
  const { live, next } = causes[cause];
  return { live, next: next.replace('{origin}', origin).replace('{host}', new URL(origin).host) };
}
