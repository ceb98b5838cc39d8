import type { SignInFailure } from '../auth/credential.ts';
import type { Send } from '../http/deadline.ts';
import type { Exchange } from '../http/reply.ts';
import type { Observation, OperationLink, OperationList } from './observation.ts';

export type * from './observation.ts';

/** What canceling an offer needs of a marketplace API, without HTTP and without words of a service. One adapter per API implements it. */
export interface MarketplaceApi {
  /** The operations of the offer. */
  list(): Promise<OperationList>;
  /** Where one operation can be looked at: the next route is for when one cannot be read. */
  routesTo(operationId: string): readonly [ReadRoute, ...ReadRoute[]];
  /** The state of the offer as a whole, where the API serves one. */
  readonly offerRoute?: ReadRoute;
  /** Where the link of a reply leads. */
  linkRoute(link: OperationLink): ReadRoute;
  /** Sends one cancel request. */
  cancel(order: CancelRequest): Promise<CancelReply>;
}

/** What is fixed about one API. */
export interface ApiFacts {
  /** Its word in the input `api`. */
  readonly name: ApiName;
  /** Where it is served, and what its tokens are for. */
  readonly origin: string;
  /** Of `api-version`; `''` for an API that has none. */
  readonly defaultVersion: string;
  /** What it calls the thing that is canceled. */
  readonly noun: 'operation' | 'submission' | 'job';
  readonly needsPublisher: boolean;
  /** It notifies e-mail addresses that come with a cancel request. */
  readonly takesEmails: boolean;
  /** It compares an ETag that comes with a cancel request. */
  readonly takesIfMatch: boolean;
  /** Whether a cancel request names its operation. Otherwise the service cancels whatever runs when it gets the request. */
  readonly cancelNamesOperation: boolean;
  /** It cancels nothing without an id. */
  readonly needsOperationId: boolean;
  /** What to do about a 404 to the cancel. */
  readonly notFoundAdvice: string;
  /** How long a cancellation usually takes; `''` while that is not known. */
  readonly usualWait: string;
  /** No real cancel by it was recorded yet. */
  readonly isPreview: boolean;
}

export type ApiName = 'cloud-partner-portal' | 'submission' | 'product-ingestion';

/**
 * `retrying`: up to four tries, for a look that decides alone. `before-cancel`: the same, right before a cancel and as urgent. `once`:
 * for a look that comes again anyway.
 */
export type ReadEffort = 'once' | 'retrying' | 'before-cancel';

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

/** What a cancel request carries. `operationId` is for an API whose cancel names its operation; `ifMatch` is `''` when not given. */
export interface CancelRequest {
  readonly operationId: string | undefined;
  readonly emails: readonly string[];
  readonly ifMatch: string;
  /** Not the first cancel request for this offer. */
  readonly isRepeat: boolean;
  /** Called when nothing stands between the adapter and sending. */
  readonly beforeSending: () => void;
}

/**
 * What one cancel request came to. `completed`: the service says that it is done. `accepted`: it will be. `unprocessed`: it provably did
 * nothing and may be sent again. `ambiguous`: it may have been processed. `conflict`: something else is under way, a cancellation perhaps.
 * `refused` and `precondition`: the service decided against it. `failed`: what answered is not the API, or cannot do it at all. `withheld`:
 * nothing was sent, since the look right before did not show the operation running.
 */
export type Disposition =
  | 'withheld'
  | 'completed'
  | 'accepted'
  | 'unprocessed'
  | 'ambiguous'
  | 'conflict'
  | 'refused'
  | 'precondition'
  | 'failed';

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
  /** A 2xx that is not clearly an acceptance: its link may be followed all the same. */
  readonly isUnclearSuccess?: true;
  /** It did not find the operation, which an earlier cancel may have removed. */
  readonly mayBeGone?: true;
  /** A look right after it may show its effect already. */
  readonly isLookDue?: true;
  /** Of a request that was withheld: what the look right before showed. */
  readonly observation?: Observation;
  /** More lines for the log. */
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
}

/** What an adapter sends with: one request with a credential, within the step's deadline. Failure is a value. */
export type ApiSend = (request: Parameters<Send>[0], effort: ReadEffort) => Promise<Exchange | SignInFailure>;
