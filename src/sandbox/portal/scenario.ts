import type { Story } from '../scenario.ts';

/** How the pretended Cloud Partner Portal behaves. */
export interface PortalScenario extends Story, Fate {
  readonly api?: 'cloud-partner-portal';
  /** That many cancel requests, and as many requests for the list, get 429 first. */
  readonly throttled?: number;
  /** The list of operations answers 404. */
  readonly isListGone?: boolean;
  /** Offers, by their id, that fare as in another scenario. */
  readonly fates?: Readonly<Record<string, Fate>>;
}

/** What of a scenario can differ from offer to offer. */
export interface Fate {
  /** Whether an operation runs when the sandbox starts. */
  readonly isRunning: boolean;
  /** What a cancel request gets: its status, and where a 202 puts its `Location`. */
  readonly cancel: { readonly status: number; readonly location?: 'migrated' | 'non-migrated' | 'body' | 'nowhere' };
  /** How and when the operation ends after a cancel; never, when absent. */
  readonly end?: { readonly as: 'canceled' | 'succeeded' | 'failed'; readonly afterMs: number };
  /** `goLive` runs in the production slot, `publish` in staging. */
  readonly submissionType?: 'publish' | 'goLive';
}
