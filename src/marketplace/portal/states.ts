import type { Operation, OperationState } from '../api.ts';

/** Every known word for operations, entries, steps and the offer's status (docs/api.md#states), as `normalizeState` spells it. */
export const states: ReadonlyMap<string, OperationState> = new Map([
  ['running', 'running'],
  ['notstarted', 'running'],
  ['inprogress', 'running'],
  ['waitingforpublisherreview', 'running'],
  ['waitingforapproval', 'running'],
  ['canceling', 'running'],
  ['canceled', 'canceled'],
  ['succeeded', 'succeeded'],
  ['complete', 'succeeded'],
  ['completed', 'succeeded'],
  ['failed', 'failed'],
]);

/** The status of an offer of which nothing was ever published. */
export const neverPublished = 'neverpublished';

/** Running, and its cancellation is under way. */
export const canceling = 'canceling';

/** Words that count as running, and that the current step never has. */
const notCurrent: readonly string[] = ['notstarted', canceling];

/** Whether a step with this word is the one that the operation is at. */
export function isCurrent(word: string): boolean {
  return states.get(word) === 'running' && !notCurrent.includes(word);
}

/** What a success makes of the offer, by the slot or the kind of the operation (docs/api.md#slots). */
export const places: ReadonlyMap<string, Operation['leadsTo']> = new Map([
  ['production', 'live'],
  ['live', 'live'],
  ['golive', 'live'],
  ['staging', 'preview'],
  ['preview', 'preview'],
  ['publish', 'preview'],
]);
