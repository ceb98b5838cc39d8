import type { OperationState } from '../api.ts';

/** What a state and a substate mean together. */
export interface Meaning {
  readonly state: OperationState;
  readonly isKnown: boolean;
  readonly reached?: 'preview' | 'live';
  /** It is on its way to live and cannot be canceled any more. */
  readonly isPastCanceling?: true;
}

export const running: Meaning = { state: 'running', isKnown: true };
export const unknown: Meaning = { state: 'running', isKnown: false };
export const failed: Meaning = { state: 'failed', isKnown: true };
export const canceled: Meaning = { state: 'canceled', isKnown: true };

/** `state/substate` in lower case (docs/api.md#submission-states). Everything else is unknown, which counts as running. */
export const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['inprogress/submitted', running],
  ['inprogress/publishing', running],
  ['inprogress/failed', failed],
  ['inprogress/failedincertification', failed],
  ['published/readytopublish', { state: 'succeeded', isKnown: true, reached: 'preview' }],
  ['published/publishing', { state: 'succeeded', isKnown: true, reached: 'live', isPastCanceling: true }],
  ['published/instore', { state: 'succeeded', isKnown: true, reached: 'live' }],
  ['published/published', { state: 'succeeded', isKnown: true, reached: 'live' }],
]);

/** Every known state and substate. */
export const stateWords = [...new Set([...meanings.keys()].flatMap((words) => words.split('/'))), 'indraft', 'canceled'] as const;
