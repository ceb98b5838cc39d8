import { fieldsOf, textOf } from '../../http/json.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { OperationWithId } from '../api.ts';
import { normalizeState, shownState } from '../stateText.ts';
import { meaningOf } from './states.ts';

/** Whether it is the id of a submission: a number in text, often beyond 2^53, so it is compared as a BigInt. */
export function isSubmissionId(id: unknown): id is string {
  return typeof id === 'string' && /^\d{1,40}$/.test(id);
}

/** One submission as the list and its own page show it; `undefined` when it is none. */
export function toSubmission(value: unknown): OperationWithId | undefined {
  const fields = fieldsOf(value);
  const id = fields['id'];
  if (!isSubmissionId(id)) return undefined;
  const state = normalizeState(fields['state']);
  const substate = normalizeState(fields['substate']);
  const { status, failureReason } = fieldsOf(fields['pendingUpdateInfo']);
  const { isKnown, leadsTo, isPastCanceling, state: meaning } = meaningOf(state, substate, normalizeState(status));
  const isAutoPromoted = fieldsOf(fields['publishOption'])['isAutoPromote'] === true;
  return {
    id,
    state: meaning,
    rawState: shownState(fields['state'], fields['substate']),
    isKnown,
    labels: [],
    isCancelPending: false,
    steps: [],
    ...(leadsTo ? { leadsTo } : {}),
    ...(isPastCanceling ? { isPastCanceling } : {}),
    ...(isAutoPromoted ? { isAutoPromoted } : {}),
    messages: [sanitize(textOf(failureReason) ?? '')].filter((text) => text !== ''),
  };
}
