import type { SignInFailure } from '../auth/credential.ts';
import type { Send } from '../http/deadline.ts';
import type { Exchange } from '../http/reply.ts';

/** What canceling an offer needs of a marketplace API, without HTTP and without words of a service. One adapter per API implements it. */
export interface MarketplaceApi {
  /** Whether a cancel request names its operation. Otherwise the service cancels whatever runs when it gets the request. */
  readonly cancelNamesOperation: boolean;
  /** The shortest pause between two looks at the target, in milliseconds. */
  readonly leastPauseMs: number;
  /** The operations of the offer. */
  list(): Promise<OperationList>;
  /** Where one operation can be looked at: the next route is for when one cannot be read. */
  routesTo(operationId: string): readonly [ReadRoute, ...ReadRoute[]];
  /** The state of the offer as a whole, where the API serves one. */
  readonly offerRoute?: ReadRoute;
  /** Where the link of a reply leads. */
  linkRoute(link: OperationLink): ReadRoute;
  /** Sends one cancel request. */
  cancel(order: CancelOrder): Promise<CancelReply>;
}

/** What is fixed about one API. */
export interface ApiFacts {
  /** Where it is served, and what its tokens are for. */
  readonly origin: string;
  readonly defaultVersion: string;
}

/** `retrying`: up to four tries, for a look that decides alone. `once`: for a look that comes again anyway. */
export type ReadEffort = 'once' | 'retrying';

export interface ReadRoute {
  /** How a line about it begins: `The operation`. */
  readonly subject: string;
  read(effort: ReadEffort): Promise<ReadResult>;
}

/** What one look showed, when the service wants the next one (in ms from now), and where else it says to look. */
export interface ReadResult {
  readonly observation: Observation;
  readonly retryAfterMs?: number;
  readonly link?: OperationLink;
  /** It gave an address that is not one of an operation of this offer. */
  readonly isLinkRejected?: boolean;
}

/** A path that may be followed with our credential. `id` is absent where the path holds none. */
export interface OperationLink {
  readonly path: string;
  readonly id?: string;
}

export type OperationState = 'running' | 'canceled' | 'succeeded' | 'failed';

/** One publishing step as the service reports it; `progress` in percent. */
export interface PublishingStep {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly progress?: number;
}

/** One publishing operation, as far as a look shows it. */
export interface Operation {
  readonly id?: string;
  readonly state: OperationState;
  /** The service's own word, and whether we know it. An unknown word means running. */
  readonly rawState: string;
  readonly isKnown: boolean;
  /** For a person: `publish`, `staging`. */
  readonly labels: readonly string[];
  /** When it began, in milliseconds since 1970; few answers show it. */
  readonly startedMs?: number;
  /** Milliseconds since 1970; absent when it is missing or not a date. */
  readonly changedMs?: number;
  /** A cancellation is under way already. */
  readonly isCancelPending: boolean;
  readonly steps: readonly PublishingStep[];
  /** The step that it is at. */
  readonly currentStep?: PublishingStep;
  /** What its success makes of the offer: a preview that waits for go-live, or live. Absent when that is not known. */
  readonly reached?: 'preview' | 'live';
  readonly messages: readonly string[];
}

/** One that can be asked for. */
export type KnownOperation = Operation & { readonly id: string };

export type EndedOperation = Operation & { readonly state: Exclude<OperationState, 'running'> };

/** What one look shows. */
export type Observation =
  | { readonly kind: 'running'; readonly operation: Operation }
  | { readonly kind: 'ended'; readonly operation: EndedOperation }
  | { readonly kind: 'never-published' }
  | Unreadable;

export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: ReadFailure;
  readonly detail: string;
}

/** Why a look showed nothing. */
export type ReadFailure =
  | 'absent' // there is no such thing, or not yet
  | 'unserved' // the service does not serve it
  | 'withdrawn' // the service does not serve it any more, or not like this
  | 'unauthorized'
  | 'forbidden'
  | 'rejected' // refused for any other reason
  | 'redirected' // never followed
  | 'throttled'
  | 'no-token' // none to ask with, for now
  | 'signed-out' // none at all
  | 'unsent' // its turn came too late
  | 'not-the-api' // a web page: something on the way answers in the service's place
  | 'unreadable'; // no reply, an error of the service, or no answer of the API

/** Every operation that the service shows, the newest first. */
export type OperationList =
  | {
      readonly kind: 'list';
      readonly entries: readonly Operation[];
      /** Whether it says for certain what runs. */
      readonly isConclusive: boolean;
      /** It was asked for what runs only, since all of it is too long: what it does not show may have ended or not. */
      readonly isPartial?: true;
    }
  | Unreadable;

/** What a cancel request carries. `operationId` is for an API whose cancel names its operation; `ifMatch` is `''` when not given. */
export interface CancelOrder {
  readonly operationId: string | undefined;
  readonly emails: readonly string[];
  readonly ifMatch: string;
  /** Not the first cancel request for this offer. */
  readonly isRepeat: boolean;
}

/**
 * What one cancel request came to. `completed`: the service says that it is done. `accepted`: it will be.
 * `unprocessed`: it certainly did nothing and may be sent again. `ambiguous`: it may have been processed.
 * `conflict`: something else is under way, a cancellation perhaps. `refused` and `precondition`: the service decided against it.
 * `failed`: what answered is not the API, or cannot do it at all.
 */
export type Disposition = 'completed' | 'accepted' | 'unprocessed' | 'ambiguous' | 'conflict' | 'refused' | 'precondition' | 'failed';

/** Why a cancel request was not taken, for the cause and its advice. */
export type CancelFault =
  | 'bad-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'version'
  | 'if-match'
  | 'busy'
  | 'not-the-api'
  | 'unreachable'
  | 'certificate'
  | 'no-token' // there was none to send, or no fresh one after a 401, for now
  | 'signed-out' // the same, and it will not change
  | 'unsent' // its turn came too late
  | 'other';

export interface CancelReply {
  readonly disposition: Disposition;
  readonly fault: CancelFault;
  /** Whether a byte of it may have left this machine. */
  readonly hasLeft: boolean;
  /** The HTTP status, for the outputs only; absent when no status line came. */
  readonly statusCode?: number;
  readonly requestId?: string;
  /** The status, the service's own words and its request id, or why no reply came. */
  readonly detail: string;
  readonly retryAfterMs?: number;
  /** Its token was refused and has been replaced. */
  readonly isTokenRenewed: boolean;
  /** Asking again cannot help, whatever the disposition (a certificate, a canceled run, no token). */
  readonly isFinal: boolean;
  /** It shows that a cancellation is under way. */
  readonly isCancelPending: boolean;
  readonly link?: OperationLink;
  /** For the log. */
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
}

/** What an adapter sends with: one request with a credential, within the step's deadline. Failure is a value. */
export type ApiSend = (request: Parameters<Send>[0], effort: ReadEffort) => Promise<Exchange | SignInFailure>;
