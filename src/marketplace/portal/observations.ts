import type { SignInFailure } from '../../auth/credential.ts';
import { fieldsOf, textOf } from '../../http/json.ts';
import type { Exchange } from '../../http/reply.ts';
import type { Observation, Operation, OperationList } from '../api.ts';
import { isUnreadable, notDocumented, readReply } from '../classify.ts';
import { entryFor, isSameId, observationOf, oneForEachId, unreadable } from '../operations.ts';
import { normalizeState } from '../stateText.ts';
import { rawStateOf, toOperation } from './objects.ts';
import { neverPublished } from './states.ts';

/** For an operation's 202 that names no state: it runs, by no known word. */
const acceptedState = '202';

/** What a look asks for: whose operation, and which one, to pick it from an array and to refuse another's; or the offer's status. */
export interface Asked {
  readonly publisherId: string;
  readonly id?: string;
  readonly isOffer?: boolean;
}

/** A page about one operation or about the offer's status. */
export function readOperation(result: Exchange | SignInFailure, { publisherId, id, isOffer = false }: Asked): Observation {
  const read = readReply(result);
  if (isUnreadable(read)) return read;
  const { status, json } = read;
  const found = Array.isArray(json) ? pick(json, id) : json;
  if (isOfAnother(found, publisherId)) return ofAnother;
  const word = rawStateOf(found) ?? (status === 202 && !isOffer ? acceptedState : undefined);
  if (word === undefined) return isEmpty(json) && !isOffer ? unreadable('an empty list', 'absent') : notDocumented(read);
  if (normalizeState(word) === neverPublished)
    return id === undefined ? { kind: 'never-published' } : unreadable('the offer was never published', 'absent');
  const operation = toOperation({ ...fieldsOf(found), submissionState: word });
  if (id !== undefined && operation.id !== undefined && !isSameId(operation.id, id))
    return unreadable(`it shows another operation, ${operation.id}`);
  return observationOf(operation);
}

function isEmpty(json: unknown): boolean {
  return Array.isArray(json) && json.length === 0;
}

/** Whether an object names another publisher, compared without case. */
export function isOfAnother(value: unknown, publisherId: string): boolean {
  const named = textOf(fieldsOf(value)['publisherId']) ?? '';
  return named !== '' && named.toLowerCase() !== publisherId.toLowerCase();
}

const ofAnother = unreadable('it names another publisher');

/** The list of an offer's operations (docs/api.md#list), which comes in any order. */
export function readList(result: Exchange | SignInFailure, { publisherId }: Asked): OperationList {
  const read = readReply(result);
  if (isUnreadable(read)) return read;
  const { json } = read;
  if (!Array.isArray(json) || json.some((entry) => Object.keys(fieldsOf(entry)).length === 0)) return notDocumented(read);
  if (json.some((entry) => isOfAnother(entry, publisherId))) return ofAnother;
  const entries = oneForEachId(json.map(toOperation)).toSorted((a, b) => timeOf(b) - timeOf(a));
  return { kind: 'list', entries, isConclusive: isConclusive(entries) };
}

/** The entry of one operation in the list. Of those that run only, one that is not shown may have ended or not. */
export function entryIn(list: OperationList, id: string): Observation {
  if (list.kind === 'unreadable') return list;
  const operation = entryFor(list.entries, id);
  if (operation) return observationOf(operation);
  return list.isPartial
    ? unreadable(`the list of what runs does not show ${id}`)
    : unreadable(`the list of operations does not show ${id}`, 'absent');
}

/** The one that counts of several objects with the same id. */
function pick(entries: readonly unknown[], id: string | undefined): unknown {
  if (entries.length === 1) return entries[0];
  const ours = entries.filter((entry) => id !== undefined && isSameId(textOf(fieldsOf(entry)['id']), id));
  const operations = ours.map(toOperation);
  const [counting] = oneForEachId(operations);
  return counting && ours[operations.indexOf(counting)];
}

/** By the service's own time; an operation without one counts as the oldest. */
function timeOf({ changedMs }: Operation): number {
  return changedMs ?? Number.NEGATIVE_INFINITY;
}

/** Whether no entry with an unknown word is as new as the newest known one, and each running entry has an id that can be asked for. */
function isConclusive(entries: readonly Operation[]): boolean {
  const known = entries.find((entry) => entry.isKnown)?.changedMs ?? Number.NEGATIVE_INFINITY;
  return entries.every((entry) =>
    entry.isKnown ? entry.state !== 'running' || entry.id !== undefined : (entry.changedMs ?? Infinity) < known,
  );
}
