import { fieldsOf, textOf } from '../../http/json.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Operation } from '../api.ts';
import { canceled, failed, type Meaning, meanings, running, unknown } from './states.ts';

/** Whether it is the id of a submission: a number in text, often beyond 2^53, so it is compared as a BigInt. */
export function isSubmissionId(id: unknown): id is string {
  return typeof id === 'string' && /^\d{1,40}$/.test(id);
}

/** One submission as the list and its own page show it; `undefined` when it is none. */
export function toSubmission(value: unknown): (Operation & { readonly id: string }) | undefined {
  const fields = fieldsOf(value);
  const id = fields['id'];
  if (!isSubmissionId(id)) return undefined;
  const state = lower(fields['state']);
  const substate = lower(fields['substate']);
  const update = lower(fieldsOf(fields['pendingUpdateInfo'])['status']);
  const { isKnown, reached, isPastCanceling, state: meaning } = meaningOf(state, substate, update);
  const words = [fields['state'], fields['substate']].map((word) => sanitize(textOf(word) ?? '', 40)).filter((word) => word !== '');
  const isAutoPromoted = fieldsOf(fields['publishOption'])['isAutoPromote'] === true;
  return {
    id,
    state: meaning,
    rawState: words.join('/') || 'no state',
    isKnown,
    labels: [],
    isCancelPending: false,
    steps: [],
    ...(reached ? { reached } : {}),
    ...(isPastCanceling ? { isPastCanceling } : {}),
    ...(isAutoPromoted ? { isAutoPromoted } : {}),
    messages: [fieldsOf(fields['pendingUpdateInfo'])['failureReason']]
      .map((reason) => sanitize(textOf(reason) ?? ''))
      .filter((text) => text !== ''),
  };
}

/** What Published says outranks the update that is pending; that outranks the rest. A draft runs only while an update of it does. */
function meaningOf(state: string, substate: string, update: string): Meaning {
  if (/^cancell?ed$/.test(state) || /^cancell?ed$/.test(substate)) return canceled;
  if (state === 'published') return meanings.get(`${state}/${substate}`) ?? unknown;
  if (update === 'failed') return failed;
  if (substate === 'indraft' && update === 'running') return running;
  return meanings.get(`${state}/${substate}`) ?? unknown;
}

function lower(value: unknown): string {
  return (textOf(value) ?? '').toLowerCase().replace(/[\s_-]/g, '');
}
