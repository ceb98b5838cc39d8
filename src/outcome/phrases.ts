import type { ApiFacts } from '../marketplace/api.ts';

/** What a message has to know about the step as a whole. Settings are absent when the inputs were refused. */
export interface StepFrame {
  readonly api: ApiFacts;
  readonly isSandbox: boolean;
  readonly ifNothingToCancel?: 'error' | 'warn' | 'ignore';
  readonly ifMatch?: string;
  readonly apiVersion?: string;
  /** A proxy variable that is set and not used; `''` or absent: none. */
  readonly unusedProxy?: string;
}

export const canGoLive = 'The offer can still go live.';
export const cannotGoLive = 'Nothing goes live by this operation.';
export const notKnown = 'Whether anything can go live is not known.';

export const byHand = 'or use Cancel publish in Partner Center (before publisher sign-off)';
export const rerun = `run the step again, which is safe, ${byHand}`;
export const again = `R${rerun.slice(1)}`;

/** `base-url` and `authority-url` can only be wrong where they lead to a sandbox. */
export function orWrong(input: string, { isSandbox }: StepFrame): string {
  return isSandbox ? `, a wrong ${input}` : '';
}

/** How to make the step green, where it is not already set so. */
export function ifFine({ ifNothingToCancel }: StepFrame): string {
  return ifNothingToCancel === 'error' ? 'if that is as it should be, set if-nothing-to-cancel to warn or ignore' : '';
}

/** The clauses that say something, as one sentence. */
export function sentence(...clauses: readonly string[]): string {
  const text = clauses.filter((clause) => clause !== '').join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The portal serves no offer that was made after the move to Partner Center: another API does. */
export function notServed({ api }: StepFrame): string {
  if (api.name !== 'cloud-partner-portal') return `Check offer-id and operation-id; ${byHand}.`;
  const others = 'api: submission (AppSource, Dynamics 365, SaaS, Azure Application) or api: product-ingestion (VM images, containers)';
  return `Check publisher-id and offer-id; an offer made after the move to Partner Center is served by ${others}; ${byHand}.`;
}
