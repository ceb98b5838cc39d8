import type { CancelReply, Observation, Operation, OperationWithId, Unreadable, UnreadableReason } from './api.ts';

export function isSameId(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.toLowerCase() === b?.toLowerCase();
}

/** An operation as a look: running or ended. */
export function observationOf(operation: Operation): Observation {
  const { state } = operation;
  return state === 'running' ? { kind: 'running', operation } : { kind: 'ended', operation: { ...operation, state } };
}

/** A look that shows nothing. */
export function unreadable(detail: string, reason: UnreadableReason = 'no-answer'): Unreadable {
  return { kind: 'unreadable', reason, detail };
}

/** Those that run by a known word, and can be asked for, each once. */
export function runningIn(entries: readonly Operation[]): readonly OperationWithId[] {
  return oneForEachId(entries)
    .filter(hasId)
    .filter((entry) => entry.isKnown && entry.state === 'running');
}

/** One that is on its way to live, where no cancel can stop it any more. */
export function pastCancelingIn(entries: readonly Operation[]): OperationWithId | undefined {
  return entries.filter(hasId).find(({ isPastCanceling }) => isPastCanceling);
}

export function entryFor(entries: readonly Operation[], id: string): OperationWithId | undefined {
  return oneForEachId(entries.filter((entry) => isSameId(entry.id, id))).find(hasId);
}

/**
 * The same entries in their order, one for each id: `staging` and `production` may be two entries of one operation.
 * One that runs counts first, by a known word before an unknown one, then the newest, and "canceled" last.
 */
export function oneForEachId(entries: readonly Operation[]): readonly Operation[] {
  const best = new Map<string, OperationWithId>();
  for (const entry of entries.filter(hasId)) {
    const key = entry.id.toLowerCase();
    const known = best.get(key);
    if (!known || comesBefore(entry, known)) best.set(key, entry);
  }
  return entries.filter((entry) => !hasId(entry) || best.get(entry.id.toLowerCase()) === entry);
}

function comesBefore(one: Operation, other: Operation): boolean {
  const timeOf = ({ changedMs = Number.NEGATIVE_INFINITY }: Operation): number => changedMs;
  if (rankOf(one) !== rankOf(other)) return rankOf(one) < rankOf(other);
  if (timeOf(one) !== timeOf(other)) return timeOf(one) > timeOf(other);
  return one.state !== 'canceled' && other.state === 'canceled';
}

function rankOf({ state, isKnown }: Operation): number {
  if (state !== 'running') return 2;
  return isKnown ? 0 : 1;
}

function hasId(operation: Operation): operation is OperationWithId {
  return operation.id !== undefined;
}

/** The service said yes to a cancel: it is done, or will be. */
export function isTaken({ disposition }: CancelReply): boolean {
  return disposition === 'accepted' || disposition === 'completed';
}

/** The service has no such thing, or does not serve it. */
export function isMissing(observation: Observation): observation is Unreadable {
  return observation.kind === 'unreadable' && (observation.reason === 'absent' || observation.reason === 'unserved');
}

/** Looking again with this credential shows nothing. */
export function isDenied(observation: Observation): observation is Unreadable {
  return observation.kind === 'unreadable' && ['unauthorized', 'forbidden', 'signed-out'].includes(observation.reason);
}
