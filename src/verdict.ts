/** Every ending, from the best to the worst: with several offers, the last of these that occurs speaks for the step. */
export const outcomes = [
  'planned',
  'canceled',
  'accepted',
  'nothing-to-cancel',
  'timed-out',
  'interrupted',
  'unknown',
  'mismatch',
  'refused',
  'failed',
  'too-late',
  'invalid-input',
] as const;

export type Outcome = (typeof outcomes)[number];

/** Which outcomes turn the step red; an outcome without a decision does not compile. */
export const failsStep = {
  planned: false,
  canceled: false,
  accepted: false,
  'nothing-to-cancel': 'by-policy',
  'timed-out': true,
  interrupted: true,
  unknown: true,
  mismatch: true,
  refused: true,
  failed: true,
  'too-late': true,
  'invalid-input': true,
} as const satisfies Record<Outcome, boolean | 'by-policy'>;

export function isRed(outcome: Outcome, ifNothingToCancel: 'error' | 'warn' | 'ignore'): boolean {
  const decision = failsStep[outcome];
  return decision === 'by-policy' ? ifNothingToCancel === 'error' : decision;
}

/** Progress worth a line: the log, the timeline of the summary, and (`sending`, `reply`) the early outputs. `debug` is for RUNNER_DEBUG only. */
export interface Event {
  readonly kind: 'note' | 'found' | 'sending' | 'reply' | 'change' | 'heartbeat' | 'warning' | 'debug';
  readonly text: string;
  /** Milliseconds since the step began. */
  readonly atMs: number;
}

/** `facts` go with `sending` and `reply`: from then on a cancel may have left, and this is what is known of it. */
export type Tell = (kind: Event['kind'], text: string, facts?: Facts) => void;

/** What became of one offer: an object of the output `results`, and what happened on the way. */
export interface Verdict {
  readonly publisherId: string;
  readonly offerId: string;
  readonly outcome: Outcome;
  readonly statusCode: number | null;
  readonly operationPath: string | null;
  readonly operationId: string | null;
  readonly requestId: string | null;
  readonly message: string;
  readonly events: readonly Event[];
}

/** The facts about the cancel request that every verdict carries. */
export type Facts = Pick<Verdict, 'statusCode' | 'operationPath' | 'operationId' | 'requestId'> & {
  /** `no`: none left. `unprocessed`: all that left provably did nothing. `yes`: one may have been processed. */
  readonly sent: 'no' | 'unprocessed' | 'yes';
};

export const nothingSent: Facts = { sent: 'no', statusCode: null, operationPath: null, operationId: null, requestId: null };

/** How the story of one offer ended: the row of the table below, and what happened in one clause. */
export interface Ending {
  readonly cause: Cause;
  readonly what: string;
  /** The operation it is about, when no cancel was sent. */
  readonly operationId?: string;
}

export function isEnding(value: object): value is Ending {
  return 'cause' in value;
}

const canGoLive = 'The offer can still go live.';
const cannotGoLive = 'Nothing goes live by this operation.';
const byHand = 'or use Cancel publishing in Partner Center';
const rerun = `run the step again, which is safe, ${byHand}`;
const again = `R${rerun.slice(1)}`;

interface Row {
  readonly outcome: Outcome;
  /** Can the offer still go live? Empty where the clause of the ending has said it. */
  readonly live: string;
  /** What to do next. Empty: nothing. */
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
    next: `Pass a fresh token for https://cloudpartner.azure.com (it lives for about an hour; check its audience and tenant), ${byHand}.`,
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
    next: `Check the network and the proxy between the runner and cloudpartner.azure.com:443; ${rerun}.`,
  },
  certificate: { outcome: 'failed', live: canGoLive, next: `If a proxy inspects TLS, name its CA in NODE_EXTRA_CA_CERTS; ${byHand}.` },
  throttled: { outcome: 'failed', live: canGoLive, next: `The service is busy: ${rerun}.` },
  nonsense: {
    outcome: 'failed',
    live: canGoLive,
    next: `Something between the runner and the API answers in its place (a proxy, a portal, a wrong base-url): mend that and run the step again; ${byHand}.`,
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

export function outcomeOf(cause: Cause): Outcome {
  return causes[cause].outcome;
}

export function adviceFor(cause: Cause): Pick<Row, 'live' | 'next'> {
  return causes[cause];
}

/** Was a cancel sent? The first of the three facts of every red message. */
function sentence(facts: Facts): string {
  if (facts.sent === 'no') return 'No cancel was sent.';
  const status = facts.statusCode === null ? 'no reply came' : `HTTP ${facts.statusCode}`;
  return facts.sent === 'yes' ? `A cancel was sent (${status}).` : `A cancel was sent and not processed (${status}).`;
}

/** The publisher and offer that a verdict is about. */
export type OfferName = Pick<Verdict, 'publisherId' | 'offerId'>;

/** Puts an ending into the words of the outputs. With a loopback `base-url` every message says that it was a rehearsal. */
export function verdictOf(
  offer: OfferName,
  ending: Ending,
  { sent, ...facts }: Facts,
  events: readonly Event[],
  isSandbox: boolean,
): Verdict {
  const message = `${isSandbox ? 'Sandbox: ' : ''}${messageOf(ending, { sent, ...facts })}`;
  return { ...offer, outcome: outcomeOf(ending.cause), ...facts, message, events };
}

/** What happened, was a cancel sent, can the offer still go live, what to do next: complete sentences in that order. */
export function messageOf({ cause, what }: Ending, facts: Facts): string {
  const { live, next } = adviceFor(cause);
  const sent = outcomeOf(cause) === 'canceled' || outcomeOf(cause) === 'accepted' ? '' : sentence(facts);
  return [`${what}.`, sent, live, next].filter((part) => part !== '').join(' ');
}
