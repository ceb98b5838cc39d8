import { removeForeignMembers } from './foreignMembers.ts';
import { type CaughtSignals, catchSignals } from './signals.ts';

/** What happened before the step's own code ran. */
export interface Start {
  readonly signals: CaughtSignals;
  /** Members of Object.prototype and Array.prototype that are not the language's own and cannot be removed. */
  readonly foreignMembers: readonly string[];
}

/** Set when this file is evaluated, which the entry imports before all others: a signal ends a process that does not catch it. */
export const started: Start = { signals: catchSignals(process), foreignMembers: removeForeignMembers() };
