import type { OperationState } from '../api.ts';

/** Every known word for operations, entries and offer status (docs/api.md#states), as `normalizeState` spells it. */
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

/** The same, and the word for an offer of which nothing was ever published. */
export const stateWords = [...states.keys(), 'neverpublished'] as const;
