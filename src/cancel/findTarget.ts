import type { Plan } from '../inputs/plan.ts';
import type { EndedOperation, KnownOperation, Observation, Operation, OperationList, ReadFailure, Unreadable } from '../marketplace/api.ts';
import { entryFor, isMissing, isSameId, observationOf, runningIn } from '../marketplace/operations.ts';
import type { Cause } from '../outcome/causes.ts';
import type { Conclusion } from '../outcome/result.ts';
import { concludeFrom } from './conclude.ts';
import { interruptedConclusion, type OfferContext, type Target, unauthorizedCause } from './context.ts';
import { ago, nameOf, progressOf, stateVerbs } from './wording.ts';

/** An operation that a publish step has just started may be in no answer for this long. */
const longestUnseenMs = 30_000;
const guardPauseMs = 3_000;

/** Step 1: finds the operation that is to be canceled, or the reason why there is none. */
export async function findTarget(context: OfferContext): Promise<Target | Conclusion> {
  const { plan, api, log } = context;
  const list = await api.list();
  if (list.kind === 'unreadable') {
    const no = refusal(list, plan);
    if (no) return no;
    if (!api.offerRoute) return cannotLook(list);
    return plan.operationId === '' ? withoutId(context, list) : guardByItsPage(context, plan.operationId, undefined);
  }
  if (plan.operationId !== '') return guarded(context, plan.operationId, list);
  const { entries, isConclusive, isPartial = false } = list;
  if (!isConclusive) return withoutId(context, unusable('it holds states that are not known'));
  const [operation, ...others] = runningIn(entries);
  if (!operation)
    return isPartial ? withoutId(context, unusable('it is too long, and shows nothing that runs')) : nothingRuns(context, entries[0]);
  if (isPartial) log('warning', partialList);
  if (others.length > 0) log('warning', `${others.length + 1} operations run at once; the newest counts: ${nameOf(operation)}`);
  return found(context, operation);
}

/** Only for a step without operation-id. */
const partialList =
  'The list of operations is too long to be read whole, so the service was asked for what runs only: operation-id is the way to be sure';

function unusable(detail: string): Unreadable {
  return { kind: 'unreadable', reason: 'unreadable', detail };
}

function found({ api, clock, log, onObserved }: OfferContext, operation: KnownOperation): Target {
  onObserved(operation);
  const changed = ago(operation.changedMs, clock.wallMs()) || ' at an unknown time';
  log('found', `Found ${nameOf(operation)}: ${progressOf(operation)}, last changed${changed}`, `Found ${progressOf(operation)}`);
  return { id: operation.id, operation, routes: api.routesTo(operation.id), wasSeenRunning: true, isUnserved: false };
}

function nothingRuns({ clock }: OfferContext, last: Operation | undefined): Conclusion {
  if (last?.isPastCanceling)
    return {
      cause: 'too-late-live',
      statement: `${nameOf(last)} is on its way to live, where no cancel can stop it any more`.replace(/^o/, 'O'),
    };
  if (!last) return { cause: 'nothing-running', statement: 'No operation is running: the offer has never been published' };
  const mayBeLive = last.state === 'succeeded' ? ': the offer may be live' : '';
  const newest = `${nameOf(last)}, ${stateVerbs[last.state]}${ago(last.changedMs, clock.wallMs())}`;
  return { cause: 'nothing-running', statement: `No operation is running; the newest, ${newest}${mayBeLive}` };
}

/** The list cannot be used, and no `operation-id` was given: the offer's status must do. */
async function withoutId(context: OfferContext, list: Unreadable): Promise<Target | Conclusion> {
  const { api, plan, log } = context;
  if (!api.offerRoute) return cannotLook(list);
  const { observation } = await api.offerRoute.read('retrying');
  if (context.stop.aborted) return interruptedConclusion;
  const no = observation.kind === 'unreadable' && decisive.includes(observation.reason) ? refusal(observation, plan) : undefined;
  if (no) return no;
  if (observation.kind === 'never-published')
    return { cause: 'nothing-running', statement: 'No operation is running: the offer has never been published' };
  if (observation.kind === 'ended')
    return {
      cause: 'nothing-running',
      statement:
        `No operation is running: the offer's status is "${observation.operation.rawState}"; ` +
        `the newest operation is not known, since the list of operations cannot be used (${list.detail})`,
    };
  if (observation.kind === 'unreadable' && plan.isDryRun)
    return {
      cause: 'cannot-look',
      statement:
        `What runs cannot be seen: neither the list of operations (${list.detail}) ` +
        `nor the offer's status (${observation.detail}) can be read`,
    };
  const isRunning = observation.kind === 'running';
  const status = isRunning
    ? `the offer's status says "${observation.operation.rawState}"`
    : `nor can the offer's status: ${observation.detail}`;
  log(
    'warning',
    `The list of operations cannot be used (${list.detail}), ${status}; ` +
      'going on without knowing which operation runs: operation-id is the way to be sure',
  );
  return { routes: [api.offerRoute], wasSeenRunning: isRunning, isUnserved: isMissing(observation) && isMissing(list) };
}

/** An API without a state of the offer is read by its list alone: what the list does not show is not canceled. */
function cannotLook({ detail }: Unreadable): Conclusion {
  return { cause: 'list-unreadable', statement: `What runs cannot be seen, since the list of operations cannot be read: ${detail}` };
}

/** `operation-id` was given: only that operation may be canceled. */
async function guarded(context: OfferContext, guard: string, { entries, isConclusive }: ReadableList): Promise<Target | Conclusion> {
  const own = entryFor(entries, guard);
  const [other] = runningIn(entries).filter(({ id }) => !isSameId(id, guard));
  if (!isConclusive || own?.isKnown === false) return guardByItsPage(context, guard, other);
  if (own?.state === 'running') return found(context, own);
  if (other) return mismatch(context, guard, other, own);
  const observation = own && observationOf(own);
  return observation?.kind === 'ended' ? endedBefore(context, guard, observation.operation) : guardByItsPage(context, guard, undefined);
}

type ReadableList = Exclude<OperationList, Unreadable>;

function endedBefore({ onObserved }: OfferContext, guard: string, own: EndedOperation): Conclusion {
  onObserved(own);
  return { ...concludeFrom(own, { id: guard, operation: own }, true), operationId: guard };
}

function mismatch({ onObserved }: OfferContext, guard: string, other: KnownOperation, own: Operation | undefined): Conclusion {
  onObserved(other);
  const state = own ? ` (which ${stateVerbs[own.state]})` : '';
  return { cause: 'another-runs', statement: `Another operation runs: ${nameOf(other)}, not ${guard}${state}`, operationId: other.id };
}

/** What an operation that was named a moment ago may still come out of. */
const mayComeYet: readonly ReadFailure[] = ['absent', 'unrelated'];

function unusablePage({ plan }: OfferContext, guard: string, observation: Observation): Conclusion {
  const unread: Unreadable =
    observation.kind === 'unreadable' ? observation : { kind: 'unreadable', reason: 'unreadable', detail: 'it shows no operation' };
  return refusal(unread, plan) ?? { cause: 'guard-unreadable', statement: `Operation ${guard} cannot be read: ${unread.detail}` };
}

function notFound(guard: string, { reason, detail }: Unreadable): Conclusion {
  return reason === 'unrelated'
    ? { cause: 'unrelated-operation', statement: `Operation ${guard} does not belong to this offer: ${detail}` }
    : { cause: 'not-found', statement: `Operation ${guard} is neither in the list of operations nor at its own address` };
}

/** The list does not show the guarded operation for certain: its own page is read, again and again if it is not there yet. */
async function guardByItsPage(context: OfferContext, guard: string, other: KnownOperation | undefined): Promise<Target | Conclusion> {
  const { api, clock } = context;
  const [route] = api.routesTo(guard);
  const untilMs = Math.min(clock.nowMs() + longestUnseenMs, context.deadlineMs);
  for (;;) {
    const { observation } = await route.read('retrying');
    if (observation.kind === 'running') return found(context, { ...observation.operation, id: guard });
    if (observation.kind === 'ended') {
      const own = { ...observation.operation, id: guard };
      return other ? mismatch(context, guard, other, own) : endedBefore(context, guard, own);
    }
    if (observation.kind !== 'unreadable' || !mayComeYet.includes(observation.reason)) return unusablePage(context, guard, observation);
    if (clock.nowMs() + guardPauseMs > untilMs) return notFound(guard, observation);
    await clock.sleep(guardPauseMs, context.stop);
  }
}

const refusals: Readonly<Partial<Record<ReadFailure, Cause>>> = {
  forbidden: 'refused-403',
  'no-token': 'sign-in-unreachable',
  'signed-out': 'sign-in-refused',
  rejected: 'refused',
  redirected: 'nonsense',
  'not-the-api': 'nonsense',
  unsent: 'no-time',
  throttled: 'throttled',
  'no-product': 'no-product',
  'several-products': 'several-products',
  'lookup-failed': 'lookup-failed',
  'another-product': 'another-product',
};

/** Failures of a look at the offer's status after which no cancel is sent. */
const decisive: readonly ReadFailure[] = ['not-the-api', 'unsent'];

/** A look after which nothing is sent. */
function refusal({ reason, detail }: Unreadable, plan: Plan): Conclusion | undefined {
  const cause = reason === 'unauthorized' ? unauthorizedCause(plan) : refusals[reason];
  return cause && { cause, statement: `The offer's operations could not be read: ${detail}` };
}
