import { type CaughtSignals, catchSignals } from './caughtSignals.ts';
import { removeForeignMembers } from './foreignMembers.ts';

/** What happened before the step's own code ran. */
export interface Start {
  readonly signals: CaughtSignals;
  /** Members of Object.prototype and Array.prototype that are not the language's own and cannot be removed. */
  readonly foreignMembers: readonly string[];
}

/** Happens when this file is evaluated, and the entry imports it first: other modules take up to 90 ms before they can act. */
export const started: Start = { signals: catchSignals(process), foreignMembers: removeForeignMembers() };
