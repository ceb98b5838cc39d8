import type {
  EndedOperation,
  Observation,
  Operation,
  OperationList,
  OperationWithId,
  Unreadable,
  UnreadableReason,
} from '../marketplace/api.ts';
import { entryFor, isSameId, observationOf, runningIn, unreadable } from '../marketplace/operations.ts';
import type { Conclusion } from '../outcome/result.ts';
import { concludeFrom } from './conclude.ts';
import type { OfferContext, Target } from './context.ts';
import { found, refusal } from './firstLook.ts';
import { capitalize, nameOf, stateVerbs } from './wording.ts';

/** An operation that a publish step has just started may be in no answer for this long. */
const longestUnseenMs = 30_000;
const guardPauseMs = 3_000;

/** `operation-id` was given: only that operation may be canceled. */
export async function guarded(context: OfferContext, guard: string, { entries, isConclusive }: ReadableList): Promise<Target | Conclusion> {
  const own = entryFor(entries, guard);
  const [other] = runningIn(entries).filter(({ id }) => !isSameId(id, guard));
  if (!isConclusive || own?.isKnown === false) return guardByItsPage(context, guard, { other, entries });
  if (own?.state === 'running') return found(context, own, entries);
  if (other) return mismatch(context, guard, other, own);
  const observation = own && observationOf(own);
  return observation?.kind === 'ended' ? endedBefore(context, guard, observation.operation) : guardByItsPage(context, guard, { entries });
}

type ReadableList = Exclude<OperationList, Unreadable>;

function endedBefore({ plan, onObserved }: OfferContext, guard: string, own: EndedOperation): Conclusion {
  onObserved(own);
  return { ...concludeFrom(plan.api, own, { id: guard, operation: own }, true), operationId: guard };
}

function mismatch({ plan, onObserved }: OfferContext, guard: string, other: OperationWithId, own: Operation | undefined): Conclusion {
  onObserved(other);
  const state = own ? ` (which ${stateVerbs[own.state]})` : '';
  return {
    cause: 'another-runs',
    statement: `Another ${plan.api.noun} runs: ${nameOf(plan.api, other)}, not ${guard}${state}`,
    operationId: other.id,
  };
}

/** Failures that may end by themselves, since the operation was just started. */
const mayComeYet: readonly UnreadableReason[] = ['absent', 'unrelated'];

function unusablePage({ plan }: OfferContext, guard: string, observation: Observation): Conclusion {
  const unread: Unreadable = observation.kind === 'unreadable' ? observation : unreadable('it shows no operation');
  return (
    refusal(unread, plan) ?? {
      cause: 'guard-unreadable',
      statement: `${capitalize(plan.api.noun)} ${guard} cannot be read: ${unread.detail}`,
    }
  );
}

function notFound({ plan }: OfferContext, guard: string, { reason, detail }: Unreadable, list: Unreadable | undefined): Conclusion {
  const name = `${capitalize(plan.api.noun)} ${guard}`;
  if (reason === 'unrelated') return { cause: 'unrelated-operation', statement: `${name} does not belong to this offer: ${detail}` };
  return { cause: list?.reason === 'absent' ? 'unknown-offer' : 'not-found', statement: `${name} was not found: ${detail}` };
}

/** What the first look at the list showed: its entries, another operation that runs, or why it could not be read. */
interface FirstList {
  readonly entries?: readonly Operation[];
  readonly other?: OperationWithId | undefined;
  readonly list?: Unreadable;
}

/** The list does not show the guarded operation for certain: its own page is read, again and again if it is not there yet. */
export async function guardByItsPage(
  context: OfferContext,
  guard: string,
  { entries, other, list }: FirstList,
): Promise<Target | Conclusion> {
  const { marketplace, clock } = context;
  const [route] = marketplace.routesTo(guard);
  const untilMs = Math.min(clock.nowMs() + longestUnseenMs, context.deadlineMs);
  for (;;) {
    const { observation } = await route.read('retrying');
    if (observation.kind === 'running') return found(context, { ...observation.operation, id: guard }, entries);
    if (observation.kind === 'ended') {
      const own = { ...observation.operation, id: guard };
      return other ? mismatch(context, guard, other, own) : endedBefore(context, guard, own);
    }
    if (observation.kind !== 'unreadable' || !mayComeYet.includes(observation.reason)) return unusablePage(context, guard, observation);
    if (clock.nowMs() + guardPauseMs > untilMs) return notFound(context, guard, observation, list);
    await clock.sleep(guardPauseMs, context.stop);
  }
}
