import type { OperationState } from '../api.ts';

/** What a result means, of a job or of a submission that is completed. */
export const results: ReadonlyMap<string, OperationState> = new Map([
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
]);

/** The known words of a status, and of a result. */
export const statusWords = ['notstarted', 'running', 'completed'] as const;
export const resultWords = [...results.keys(), 'pending'] as const;
