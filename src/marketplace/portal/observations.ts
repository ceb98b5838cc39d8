import type { SignInFailure } from '../../auth/credential.ts';
import { fieldsOf, textOf } from '../../http/json.ts';
import type { Exchange, Reply } from '../../http/reply.ts';
import type { Observation, Operation, OperationList, Unreadable } from '../api.ts';
import { notDocumented, readFailure } from '../classify.ts';
import { entryFor, isSameId, observationOf } from '../operations.ts';
import { normalizeState, rawStateOf, toOperation } from './words.ts';

/** A 202 that names no state: it goes on, but that is no word to prove anything by. */
const acceptedState = '202';

/** A page about one operation or about the offer's status. `id` is the operation asked for, to pick it from an array and to refuse another's. */
export function readOperation(result: Exchange | SignInFailure, id?: string): Observation {
  const failure = readFailure(result);
  if (failure) return failure;
  const reply = result as Reply;
  const { status, json } = reply;
  const found = Array.isArray(json) ? pick(json, id) : json;
  const word = rawStateOf(found) ?? (status === 202 ? acceptedState : undefined);
  if (word === undefined) return Array.isArray(json) && json.length === 0 ? absent('an empty list') : notDocumented(reply);
  if (normalizeState(word) === 'neverpublished')
    return id === undefined ? { kind: 'never-published' } : absent('the offer was never published');
  const operation = toOperation({ ...fieldsOf(found), submissionState: word });
  if (id !== undefined && operation.id !== undefined && !isSameId(operation.id, id))
    return { kind: 'unreadable', reason: 'unreadable', detail: `it shows another operation, ${operation.id}` };
  return observationOf(operation);
}

function absent(detail: string): Unreadable {
  return { kind: 'unreadable', reason: 'absent', detail };
}

/** The list of an offer's operations (docs/api.md#list), which comes in any order. */
export function readList(result: Exchange | SignInFailure): OperationList {
  const failure = readFailure(result);
  if (failure) return failure;
  const { json } = result as Reply;
  if (!Array.isArray(json) || json.some((entry) => Object.keys(fieldsOf(entry)).length === 0)) return notDocumented(result as Reply);
  const entries = json.map(toOperation).toSorted((a, b) => timeOf(b) - timeOf(a));
  return { kind: 'list', entries, isConclusive: isConclusive(entries) };
}

/** The entry of one operation in the list. */
export function entryIn(list: OperationList, id: string): Observation {
  if (list.kind === 'unreadable') return list;
  const operation = entryFor(list.entries, id);
  return operation ? observationOf(operation) : absent(`the list of operations does not show ${id}`);
}

function pick(entries: readonly unknown[], id: string | undefined): unknown {
  if (entries.length === 1) return entries[0];
  return entries.find((entry) => id !== undefined && isSameId(textOf(fieldsOf(entry)['id']), id));
}

/** By the service's own time; an operation without one counts as the oldest. */
function timeOf({ changedMs }: Operation): number {
  return changedMs ?? Number.NEGATIVE_INFINITY;
}

/**
 * Whether the list says for certain what runs: no entry with an unknown word is as new as the newest known one, and each running entry has an id that can
 * be asked for.
 */
function isConclusive(entries: readonly Operation[]): boolean {
  const known = entries.find((entry) => entry.isKnown)?.changedMs ?? Number.NEGATIVE_INFINITY;
  return entries.every((entry) =>
    entry.isKnown ? entry.state !== 'running' || entry.id !== undefined : (entry.changedMs ?? Infinity) < known,
  );
}
