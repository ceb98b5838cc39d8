import type { Story } from '../scenario.ts';

/** How the pretended Product Ingestion API behaves. */
export interface IngestionScenario extends Story {
  readonly api: 'product-ingestion';
  /** What the job publishes to. */
  readonly target: 'draft' | 'preview' | 'live';
  /** What a cancel gets: the job (200), no body (202), or a refusal because the job has just completed (400). */
  readonly cancel: 200 | 202 | 400;
  /** What the job comes to after a cancel, and when. */
  readonly end: { readonly as: 'cancelled' | 'succeeded' | 'failed'; readonly afterMs: number };
  /** The submission of a canceled job runs on for this long, or for ever. */
  readonly submissionRunsOnMs?: number;
  /** Afterwards the submission is listed as failed; absent: it is not listed any more. */
  readonly isListedAfterwards?: boolean;
  /** What the job says of the product. */
  readonly resourceUri?: 'short' | 'absolute' | 'of another product';
  /** How the job's id is spelled; `jobId` when absent. */
  readonly idKey?: 'jobId' | 'jobID';
}
