import type { Story } from '../scenario.ts';

/** What a submission shows. */
export interface Shown {
  readonly state: 'InProgress' | 'Published';
  readonly substate:
    | 'InDraft'
    | 'Submitted'
    | 'Failed'
    | 'FailedInCertification'
    | 'Cancelled'
    | 'ReadyToPublish'
    | 'Publishing'
    | 'InStore';
  readonly pending?: 'Running' | 'Completed' | 'Failed';
  /** A preview goes live by itself. */
  readonly isAutoPromote?: boolean;
}

/** How the pretended submission API behaves. */
export interface SubmissionScenario extends Story {
  readonly api: 'submission';
  /** How many products have the offer's id; one when absent. */
  readonly products?: 0 | 2;
  /** Every request for a product by its offer's id is a 400. */
  readonly isLookupBroken?: boolean;
  /** The list has two pages, of which the second may be lost. */
  readonly pages?: 'two' | 'lost';
  /** What the newest submission shows first; absent: it was submitted and runs. */
  readonly first?: Shown;
  /** The status of a refused DELETE; absent: 204. */
  readonly refused?: 400 | 403 | 404 | 409;
  /** What the submission comes to after a DELETE, and when; absent: it runs for ever. */
  readonly end?: { readonly as: Shown | 'gone' | 'gone, but listed'; readonly afterMs: number };
  /** What else the list shows once the submission has ended. */
  readonly meanwhile?: 'a newer submission' | 'the preview went live';
  /** That many DELETEs, and as many requests for the list, get 429 first. */
  readonly throttled?: number;
}
