import type { OperationState } from '../api.ts';

/** What a status means, of a job or of a submission: the result of one that is completed says more (docs/api.md#job-states). */
export const statuses: ReadonlyMap<string, 'running' | 'completed'> = new Map([
  ['notstarted', 'running'],
  ['running', 'running'],
  ['completed', 'completed'],
]);

/** What a result means, of a job or of a submission that is completed. */
export const results: ReadonlyMap<string, OperationState> = new Map([
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
]);

/** The result of what has none yet. */
export const noResult = 'pending';

/** The target of what is not published. */
export const draft = 'draft';

/** The targets of a publish. The first of them that a job has is what its success makes of the offer. */
export const publishTargets = ['live', 'preview'] as const;
