import type { ApiFacts } from '../marketplace/api.ts';
import type { NothingPolicy } from './outcome.ts';

/** What a message has to know about the step as a whole. Settings are absent when the inputs were refused. */
export interface StepFrame {
  readonly api: ApiFacts;
  readonly isSandbox: boolean;
  readonly ifNothingToCancel?: NothingPolicy;
  readonly ifMatch?: string;
  readonly operationId?: string;
  readonly apiVersion?: string;
  /** `timeout-minutes` cannot be raised any more. */
  readonly isTimeoutAtMaximum?: boolean;
  /** A proxy variable that is set and not used; `''` or absent: none. */
  readonly unusedProxy?: string;
}

export const canGoLive = 'The offer can still go live.';
export const cannotGoLive = 'Nothing goes live by this operation.';
export const notKnown = 'Whether anything can go live is not known.';
