import type { OperationState } from '../api.ts';

/** What a state and a substate mean together. */
export interface Meaning {
  readonly state: OperationState;
  readonly isKnown: boolean;
  readonly leadsTo?: 'preview' | 'live';
  /** It is on its way to live and cannot be canceled any more. */
  readonly isPastCanceling?: true;
}

const running: Meaning = { state: 'running', isKnown: true };
const unknown: Meaning = { state: 'running', isKnown: false };
const failed: Meaning = { state: 'failed', isKnown: true };
const canceled: Meaning = { state: 'canceled', isKnown: true };

/** `state/substate` as `normalizeState` spells them (docs/api.md#submission-states). Anything else is unknown: it counts as running. */
const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['inprogress/submitted', running],
  ['inprogress/publishing', running],
  ['inprogress/failed', failed],
  ['inprogress/failedincertification', failed],
  ['published/readytopublish', { state: 'succeeded', isKnown: true, leadsTo: 'preview' }],
  ['published/publishing', { state: 'succeeded', isKnown: true, leadsTo: 'live', isPastCanceling: true }],
  ['published/instore', { state: 'succeeded', isKnown: true, leadsTo: 'live' }],
  ['published/published', { state: 'succeeded', isKnown: true, leadsTo: 'live' }],
]);

const canceledWord = 'canceled';
const draft = 'indraft';

/** Every known state and substate. */
export const stateWords = [...new Set([...meanings.keys()].flatMap((words) => words.split('/'))), draft, canceledWord] as const;

/** The known words for an update that is pending. */
export const updateWords = ['running', 'completed', 'failed'] as const;

/** What Published says outranks the update that is pending; that outranks the rest. A draft runs only while an update of it does. */
export function meaningOf(state: string, substate: string, update: string): Meaning {
  if (state === canceledWord || substate === canceledWord) return canceled;
  if (state === 'published') return meanings.get(`${state}/${substate}`) ?? unknown;
  if (update === 'failed') return failed;
  if (substate === draft && update === 'running') return running;
  return meanings.get(`${state}/${substate}`) ?? unknown;
}
