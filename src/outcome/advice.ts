import { type Cause, liveOf, outcomeOf } from './causes.ts';
import type { Outcome } from './outcome.ts';
import { cannotGoLive, type StepFrame } from './phrases.ts';

/** Can the offer still go live, and what to do next. */
export interface Advice {
  readonly live: string;
  readonly next: string;
}

const again = 'Run the step again, which is safe.';
const lookAtOffer = 'Look at the offer in Partner Center.';

/** What to do next, and never what is set already. Empty: nothing. `{noun}`, `{origin}` and `{host}` are facts of the API. */
const nextSteps: Readonly<Record<Cause, string | ((frame: StepFrame) => string)>> = {
  planned: (frame) =>
    `${isIdMissing(frame) ? 'Put the id of its {noun} into operation-id, and run' : 'Run'} the step without dry-run to cancel it.`,
  canceled: '',
  'canceled-on-word': lookAtOffer,
  accepted: 'Set wait to true to have it proved.',
  'nothing-running': (frame) => `${ifIntended(frame)}If you expected a publish, look at the offer in Partner Center.`,
  'failed-by-itself': (frame) => `There is nothing left to stop. ${ifIntended(frame)}`.trim(),
  'timed-out': (frame) => `${again} A cancellation can take minutes.${largerTimeout(frame)}`,
  interrupted: again,
  unsettled: again,
  uncheckable: lookAtOffer,
  'never-seen-running': `${lookAtOffer} ${again}`,
  'token-expired': `Get a fresh token. ${again}`,
  'signed-out': `Correct the sign-in (docs/signing-in.md). ${again}`,
  'access-lost': `Give the application its role in the publisher's account back. ${again}`,
  'another-runs': (frame) => `To stop that one, put its id into operation-id${ifOptional(frame, ', or leave operation-id out')}.`,
  'etag-mismatch': "Put the offer's current ETag into if-match, or leave if-match out. Then run the step again.",
  'refused-version': ({ api, apiVersion }) =>
    apiVersion === api.defaultVersion ? 'Use a newer version of this action.' : 'Correct api-version, or leave it out.',
  'refused-if-match': ({ ifMatch }) => `${ifMatch ? 'Correct if-match' : 'Set if-match'} (an ETag or "*"). Then run the step again.`,
  'refused-400': 'Correct what the service names, often an id. Then run the step again.',
  'refused-401': 'Pass a fresh token for {origin}. It is valid for about an hour. Check its audience and its tenant.',
  'refused-application': (frame) =>
    'Add the application to the account of the publisher in Partner Center (docs/signing-in.md). ' +
    `Check ${publisherAnd(frame, 'tenant-id')}.`,
  'refused-403': (frame) =>
    'Add the application to the account of the publisher in Partner Center, by the object id of its enterprise application. ' +
    `Check ${publisherAnd(frame, 'its role')} (docs/signing-in.md).`,
  'refused-404': ({ api }) => api.notFoundAdvice,
  'refused-409': 'Another change of the offer may be in progress. Run the step again in a minute.',
  refused: 'Correct what the service names. Then run the step again.',
  unreachable: `Check the network and the proxy between the runner and {host}:443. ${again}`,
  certificate: 'If a proxy inspects TLS, check that NODE_EXTRA_CA_CERTS names the file with its CA.',
  throttled: again,
  'not-the-api': (frame) =>
    `A proxy, a filter or a portal answers in place of {host}${orWrong('base-url', frame)}. Let the runner reach {host}:443. ` +
    'Check https_proxy and no_proxy. Then run the step again.',
  'sign-in-refused': 'Correct the sign-in (docs/signing-in.md). Then run the step again.',
  'sign-in-unreachable':
    'The sign-in service is down or busy, or the network or the proxy on the way to it ' +
    `(login.microsoftonline.com:443, GitHub's own). ${again}`,
  'sign-in-unusable': (frame) =>
    `A proxy or a portal answers in place of the sign-in service${orWrong('authority-url', frame)}. Correct that. ` +
    'Then run the step again.',
  'not-found': (frame) => `Check operation-id${ifOptional(frame, ', or leave it out to cancel whatever runs')}.`,
  'unknown-offer': ({ api }) => api.notFoundAdvice,
  'guard-unreadable': (frame) => `${again}${ifOptional(frame, ' Without operation-id the step cancels whatever runs.')}`,
  'cancellation-failed': again,
  'no-time': (frame) => `${again}${largerTimeout(frame)}`,
  'cannot-look': 'Run it again later. Without dry-run the step cancels whatever runs.',
  'list-unreadable': again,
  'changed-before-cancel': again,
  'no-product':
    "Check offer-id, or write the product's GUID. The application also needs the role Manager in the account. " +
    'An offer of the Cloud Partner Portal API needs api: cloud-partner-portal.',
  'several-products': 'Write the GUID of the product into offer-id.',
  'lookup-failed': "Write the product's GUID into offer-id, which needs no lookup.",
  'unrelated-operation': 'Put the id of the {noun} that publishes this offer into operation-id.',
  'another-product': 'Put a {noun} of this offer into operation-id, or correct offer-id.',
  'too-late-preview': 'Do not select Go live for it. Publish a corrected version.',
  'going-live': 'Publish a corrected version, or use Stop distribution in Partner Center when it is live.',
  'too-late-live': 'Publish a corrected version, or use Stop distribution in Partner Center.',
  'too-late': `${lookAtOffer} If it is live, publish a corrected version, or use Stop distribution there.`,
  unfinished: again,
  'unfinished-after-cancel': again,
  'invalid-input': 'Correct the inputs. Then run the step again.',
};

const mayStillRun: readonly Outcome[] = ['timed-out', 'interrupted', 'unknown', 'mismatch', 'refused', 'failed', 'invalid-input'];
const inPartnerCenter = 'You can also use Cancel publish in Partner Center (before publisher sign-off).';

/** Partner Center has no Cancel publish for a go-live or after publisher sign-off: it is not advised then. */
export function adviceFor(cause: Cause, frame: StepFrame, isPastSignOff = false): Advice {
  const next = nextSteps[cause];
  const { origin, noun } = frame.api;
  const text = (typeof next === 'string' ? next : next(frame))
    .replaceAll('{noun}', noun)
    .replaceAll('{origin}', origin)
    .replaceAll('{host}', new URL(origin).host);
  const hasButton = mayStillRun.includes(outcomeOf(cause)) && !isPastSignOff;
  return { live: liveOf(cause), next: hasButton ? `${text} ${inPartnerCenter}` : text };
}

/** The same when another operation runs, which can go live whatever became of ours. */
export function adviceWithOther(advice: Advice, { operationId = '' }: StepFrame): Advice {
  if (advice.live !== cannotGoLive) return advice;
  const how = operationId === '' ? 'run the step again' : 'put its id into operation-id, and run the step again';
  return { live: 'The operation that runs can go live.', next: `To stop that one, ${how}. ${inPartnerCenter}` };
}

/** Whether it names the button that stops an operation in Partner Center. */
export function namesButton(next: string): boolean {
  return next.includes(inPartnerCenter);
}

/** How to make the step green, where it is not already set so. */
function ifIntended({ ifNothingToCancel }: StepFrame): string {
  return ifNothingToCancel === 'error' ? 'If that is what you expect, set if-nothing-to-cancel to warn or ignore. ' : '';
}

function largerTimeout({ isTimeoutAtMaximum }: StepFrame): string {
  return isTimeoutAtMaximum ? '' : ' If this happens often, raise timeout-minutes.';
}

/** `base-url` and `authority-url` can only be wrong where they lead to a sandbox. */
function orWrong(input: string, { isSandbox }: StepFrame): string {
  return isSandbox ? `, or ${input} is wrong` : '';
}

/** For an API that cancels without `operation-id` too. */
function ifOptional({ api }: StepFrame, text: string): string {
  return api.needsOperationId ? '' : text;
}

/** A dry run needs no id where a cancel needs one. */
function isIdMissing({ api, operationId }: StepFrame): boolean {
  return api.needsOperationId && operationId === '';
}

function publisherAnd({ api }: StepFrame, others: string): string {
  return api.needsPublisher ? `publisher-id and ${others}` : others;
}
