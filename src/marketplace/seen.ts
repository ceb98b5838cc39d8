import { complaint } from '../http/complaint.ts';
import { fieldsOf, parseJson, textOf } from '../http/json.ts';
import { isReply, type NoReply, type Reply } from '../http/transport.ts';
import { type EndedOperation, fold, isSameId, type KnownOperation, type Operation, toOperation, wordOf } from './operation.ts';

/** Why a look showed nothing. The only place where the HTTP status of a look becomes a word. */
export type Blindness =
  | 'absent' // 404
  | 'unserved' // 405
  | 'withdrawn' // 400, 410
  | 'unauthorized' // 401
  | 'forbidden' // 403
  | 'rejected' // any other 4xx
  | 'redirected' // 3xx, never followed
  | 'throttled' // 429
  | 'no-token' // none to ask with, for now
  | 'signed-out' // none, for good
  | 'unreadable'; // 5xx, no reply, or nonsense

export interface Blind {
  readonly kind: 'blind';
  readonly reason: Blindness;
  readonly why: string;
}

/** What one look tells the story. `idle`: the offer's status says that it was never published. */
export type Seen =
  | { readonly kind: 'running'; readonly operation: Operation }
  | { readonly kind: 'ended'; readonly operation: EndedOperation }
  | { readonly kind: 'idle' }
  | Blind;

export type Listed = { readonly kind: 'list'; readonly entries: readonly Operation[] } | Blind;

/** A 202 that names no state: it goes on, but that is no word to prove anything by. */
const acceptedWord = '202';

/** A page about one operation or about the offer's status. `id` is the operation asked for, to pick it from an array and to refuse another's. */
export function readOperation(result: Reply | NoReply, id?: string): Seen {
  const blind = blindness(result);
  if (blind) return blind;
  const { status, body } = result as Reply;
  const parsed = parseJson(body);
  const found = Array.isArray(parsed) ? pick(parsed, id) : parsed;
  const word = wordOf(found) ?? (status === 202 ? acceptedWord : undefined);
  if (word === undefined) {
    if (Array.isArray(parsed) && parsed.length === 0) return { kind: 'blind', reason: 'absent', why: 'an empty list' };
    return unreadable(result as Reply);
  }
  if (fold(word) === 'neverpublished')
    return id === undefined ? { kind: 'idle' } : { kind: 'blind', reason: 'absent', why: 'the offer was never published' };
  const operation = toOperation({ ...fieldsOf(found), submissionState: word });
  if (id !== undefined && operation.id !== undefined && !isSameId(operation.id, id))
    return { kind: 'blind', reason: 'unreadable', why: `it shows another operation, ${operation.id}` };
  return seenOf(operation);
}

/** An operation as a look: running or ended. */
export function seenOf(operation: Operation): Seen {
  const { state } = operation;
  return state === 'running' ? { kind: 'running', operation } : { kind: 'ended', operation: { ...operation, state } };
}

/** The list of an offer's operations (api.md §1.4), in any order. */
export function readList(result: Reply | NoReply): Listed {
  const blind = blindness(result);
  if (blind) return blind;
  const parsed = parseJson((result as Reply).body);
  if (!Array.isArray(parsed) || parsed.some((entry) => Object.keys(fieldsOf(entry)).length === 0)) return unreadable(result as Reply);
  return { kind: 'list', entries: parsed.map(toOperation) };
}

function pick(entries: readonly unknown[], id: string | undefined): unknown {
  if (entries.length === 1) return entries[0];
  return entries.find((entry) => id !== undefined && isSameId(textOf(fieldsOf(entry)['id']), id));
}

function unreadable(reply: Reply): Blind {
  const why = complaint(parseJson(reply.body) === undefined ? reply : { ...reply, body: '' });
  return { kind: 'blind', reason: 'unreadable', why: `${why} is no answer that the API documents` };
}

function blindness(result: Reply | NoReply): Blind | undefined {
  if (isReply(result) && (result.status === 200 || result.status === 202)) return undefined;
  return { kind: 'blind', reason: withoutToken(result) ?? reasonOf(result.status ?? 0), why: complaint(result) };
}

function withoutToken(result: Reply | NoReply): Blindness | undefined {
  const code = isReply(result) ? result.renewal : result.code;
  if (code === 'later' || code === 'no-token') return 'no-token';
  return code === 'never' || code === 'signed-out' ? 'signed-out' : undefined;
}

function reasonOf(status: number): Blindness {
  if (status === 404) return 'absent';
  if (status === 405) return 'unserved';
  if (status === 400 || status === 410) return 'withdrawn';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'throttled';
  if (status >= 300 && status < 400) return 'redirected';
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) return 'rejected';
  return 'unreadable';
}

/** The newest of some operations by the service's own time; the first of equals. */
export function newest<T extends Operation>(operations: readonly T[]): T | undefined {
  const ageOf = (operation: Operation): number => operation.changedMs ?? Number.NEGATIVE_INFINITY;
  return operations.reduce<T | undefined>((best, one) => (best && ageOf(best) >= ageOf(one) ? best : one), undefined);
}

/**
 * Whether the list says for certain what runs: no entry with an unknown word is as new as the newest known one, and each running entry has an id that can
 * be asked for.
 */
export function isConclusive(entries: readonly Operation[]): boolean {
  const known = newest(entries.filter((entry) => entry.isKnown))?.changedMs ?? Number.NEGATIVE_INFINITY;
  return entries.every((entry) =>
    entry.isKnown ? entry.state !== 'running' || entry.id !== undefined : (entry.changedMs ?? Infinity) < known,
  );
}

/** Those that run by a known word, and can be asked for. */
export function runningIn(entries: readonly Operation[]): readonly KnownOperation[] {
  return entries.filter(hasId).filter((entry) => entry.isKnown && entry.state === 'running');
}

export function entryFor(entries: readonly Operation[], id: string): KnownOperation | undefined {
  return entries.filter(hasId).find((entry) => isSameId(entry.id, id));
}

function hasId(operation: Operation): operation is KnownOperation {
  return operation.id !== undefined;
}

/** 404 or 405: the service has no such thing, or does not serve it. */
export function isMissing(seen: Seen): seen is Blind {
  return seen.kind === 'blind' && (seen.reason === 'absent' || seen.reason === 'unserved');
}

/** 401 or 403: looking again with this credential shows nothing. */
export function isDenied(seen: Seen): seen is Blind {
  return seen.kind === 'blind' && ['unauthorized', 'forbidden', 'signed-out'].includes(seen.reason);
}
