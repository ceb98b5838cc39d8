import type { Clock } from '../clock.ts';
import type { Plan } from '../inputs/plan.ts';
import type { MarketplaceApi, Operation, ReadRoute } from '../marketplace/api.ts';
import type { Cause } from '../outcome/causes.ts';
import type { CancelFacts, Conclusion, Log } from '../outcome/result.ts';

/** What canceling one offer may use. */
export interface OfferContext {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly deadlineMs: number;
  /** Aborts when the run is canceled: nothing new is started after it. */
  readonly stop: AbortSignal;
  readonly marketplace: MarketplaceApi;
  readonly log: Log;
  /** Writes the early outputs with what is known of the cancel. */
  readonly checkpoint: (facts: CancelFacts) => void;
  /** Takes note of what a look showed of the target. */
  readonly onObserved: (operation: Operation) => void;
}

/** The operation that this step is about. Without an id only the offer's status can be watched. */
export interface Target {
  /** The id of the operation that was running at the first look. */
  readonly id?: string;
  /** It as the first look showed it. */
  readonly operation?: Operation;
  /** Where it is looked at, the first readable one counts. */
  readonly routes: readonly [ReadRoute, ...ReadRoute[]];
  /** Whether the first look saw it, or the offer's status, running: always, when there is an id. */
  readonly wasSeenRunning: boolean;
  /** The service serves neither the list nor the offer's status. */
  readonly isUnserved: boolean;
  /** Every operation that the first list showed running, by whatever word. Absent when that list could not be used. */
  readonly firstRunningIds?: readonly string[];
}

/** What a 401 means: a given token is wrong itself. After a sign-in of the step the service does not know the application. */
export function unauthorizedCause({ signIn }: Plan): Cause {
  return signIn.method === 'token' ? 'refused-401' : 'refused-application';
}

export const noTime: Conclusion = { cause: 'no-time', statement: 'The deadline came before the cancel could be sent' };

export const interruptedConclusion: Conclusion = { cause: 'interrupted', statement: 'The run was canceled while this step worked' };
