import type { SignInScenario } from './signIn.ts';

/** How the pretended marketplace behaves. Times are counted from the first cancel request that it takes. */
export interface Scenario {
  /** One line for a person who chooses. */
  readonly story: string;
  /** The outcome that the action comes to with its default inputs, for the list of scenarios. */
  readonly outcome: string;
  /** Whether an operation runs when the sandbox starts. */
  readonly isRunning: boolean;
  /** What a cancel request gets: its status, and where a 202 puts its `Location`. */
  readonly cancel: { readonly status: number; readonly pointer?: 'migrated' | 'non-migrated' | 'body' | 'nowhere' };
  /** How and when the operation ends after a cancel; never, when absent. */
  readonly end?: { readonly as: 'canceled' | 'succeeded' | 'failed'; readonly afterMs: number };
  /** `goLive` runs in the production slot, `publish` in staging. */
  readonly submissionType?: 'publish' | 'goLive';
  /** That many cancel requests, and as many requests for the list, get 429 first. */
  readonly throttled?: number;
  /** The list of operations answers 404. */
  readonly isListGone?: boolean;
  /** The step signs in by itself; absent: with a token that it is given. */
  readonly signIn?: SignInScenario;
  /** A given token is refused this long after the sandbox started. */
  readonly givenTokenLivesMs?: number;
  /** The step marks a deployment of GitHub inactive, too. */
  readonly isDeployed?: boolean;
  /** Offers, by their id, that fare as in another scenario. */
  readonly fates?: Readonly<Record<string, ScenarioFate>>;
  /** Inputs that make the scenario worth watching. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** What of a scenario can differ from offer to offer. */
export type ScenarioFate = Pick<Scenario, 'isRunning' | 'cancel' | 'end' | 'submissionType'>;
