/** What a look at a marketplace shows: operations, in the words that every API has in common. */

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
  /** What it is called, where that is not what the API cancels. */
  readonly noun?: 'submission';
  readonly state: OperationState;
  /** The service's own word, and whether we know it. An unknown word means running. */
  readonly rawState: string;
  readonly isKnown: boolean;
  /** What distinguishes it from others, for a person: `publish`, `staging`. */
  readonly labels: readonly string[];
  /** When it began, in milliseconds since 1970; few answers have it. */
  readonly startedMs?: number;
  /** Milliseconds since 1970; absent when there is none or it is not a date. */
  readonly changedMs?: number;
  /** A cancellation is under way already. */
  readonly isCancelPending: boolean;
  readonly steps: readonly PublishingStep[];
  /** The step that it is at. */
  readonly currentStep?: PublishingStep;
  /** What its success makes of the offer: a preview that waits for go-live, or live. Absent when that is not known. */
  readonly leadsTo?: 'preview' | 'live';
  /** It is on its way to live, where no cancel can stop it any more. */
  readonly isPastCanceling?: true;
  /** It takes a preview live: Partner Center has no Cancel publish for that. */
  readonly isPushToLive?: true;
  /** Its preview goes live without a person. */
  readonly isAutoPromoted?: true;
  /** It says that it has ended, and something else says that it goes on. */
  readonly isContradicted?: true;
  /** How it is known that it was canceled, where the service has no word for that. */
  readonly proof?: string;
  readonly messages: readonly string[];
}

/** One that can be asked for. */
export type OperationWithId = Operation & { readonly id: string };

export type EndedOperation = Operation & { readonly state: Exclude<OperationState, 'running'> };

/** What one look tells. */
export type Observation =
  | { readonly kind: 'running'; readonly operation: Operation }
  | { readonly kind: 'ended'; readonly operation: EndedOperation }
  | { readonly kind: 'never-published' }
  /** It is gone, and it is not known whether the cancel did that. */
  | { readonly kind: 'unsettled'; readonly detail: string }
  | Unreadable;

export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: UnreadableReason;
  readonly detail: string;
}

/** Why a look showed nothing. */
export type UnreadableReason =
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
  | 'no-product' // the offer is not served by this API
  | 'several-products' // its id is not unique
  | 'lookup-failed' // its id cannot be looked up
  | 'unrelated' // operation and offer do not belong together, or not yet
  | 'another-product' // the operation that was named is one of another offer
  | 'no-answer'; // no reply, an error of the service, or no answer of the API

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
