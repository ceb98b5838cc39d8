import type { Cause } from '../advice.ts';
import type { Clock } from '../clock.ts';
import type { Operation } from '../marketplace/operation.ts';
import type { Looks, Portal } from '../marketplace/portal.ts';
import type { Plan } from '../plan.ts';
import type { Ending, Tell } from '../verdict.ts';

/** What every step of one offer's story may use. */
export interface Scene {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly deadlineMs: number;
  /** Aborts when the run is canceled: nothing new is started after it. */
  readonly stop: AbortSignal;
  /** One try per look: the loop that looks is the retry. */
  readonly portal: Portal;
  /** Up to four tries per look: for a look that decides alone. */
  readonly patient: Looks;
  readonly tell: Tell;
  /** Takes note of what a look showed of the operation that the story is about. */
  readonly show: (operation: Operation) => void;
}

/** The operation that this step is about. Without a fence only the offer's status can be watched. */
export interface Target {
  /** The id of the operation that was running when we looked. */
  readonly fence?: string;
  /** It as the first look showed it. */
  readonly operation?: Operation;
  /** Whether the first look saw it, or the offer's status, running: always, when there is a fence. */
  readonly wasSeenRunning: boolean;
  /** List and status both answer 404 or 405: the documentation's word is all there is. */
  readonly isUnserved: boolean;
}

/** A 401 that stands: a given token is at fault itself; one that the step got by itself shows that the service does not know the application. */
export function refused401({ signIn }: Plan): Cause {
  return signIn.way === 'token' ? 'refused-401' : 'refused-application';
}

export const interrupted: Ending = { cause: 'interrupted', what: 'The run was canceled while this step worked' };
