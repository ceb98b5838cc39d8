import type { Cause } from '../advice.ts';
import type { EndedOperation, KnownOperation, Operation, OperationList, ReadFailure, Unreadable } from '../marketplace/api.ts';
import { entryFor, isMissing, observationOf, runningIn } from '../marketplace/operations.ts';
import type { Plan } from '../plan.ts';
import type { Ending } from '../verdict.ts';
import { endOf } from './decide.ts';
import { interrupted, refused401, type Scene, type Target } from './scene.ts';
import { ago, endings, nameOf, progressOf } from './words.ts';

/** How long an operation that a publish step has just named may be in no answer yet. */
const patienceWithGuardMs = 30_000;
const guardPauseMs = 3_000;

/** Step 1: finds the operation that is to be canceled, or the reason why there is none. */
export async function look(scene: Scene): Promise<Target | Ending> {
  const { plan, api, log } = scene;
  const list = await api.list();
  if (list.kind === 'unreadable') {
    const no = refusal(list, plan);
    if (no) return no;
    return plan.operationId === '' ? withoutId(scene, list) : guardByItsPage(scene, plan.operationId, undefined);
  }
  if (plan.operationId !== '') return guarded(scene, plan.operationId, list);
  const { entries, isConclusive } = list;
  if (!isConclusive) {
    return withoutId(scene, { kind: 'unreadable', reason: 'unreadable', detail: 'the list of operations holds states that are not known' });
  }
  const [operation, ...others] = runningIn(entries);
  if (!operation) return nothingRuns(scene, entries[0]);
  if (others.length > 0) log('warning', `${others.length + 1} operations run at once; the newest counts: ${nameOf(operation)}`);
  return found(scene, operation);
}

function found({ api, clock, log, onObserved }: Scene, operation: KnownOperation): Target {
  onObserved(operation);
  log(
    'found',
    `Found ${nameOf(operation)}: ${progressOf(operation)}, last changed${ago(operation.changedMs, clock.wallMs()) || ' at a time not told'}`,
    `Found ${progressOf(operation)}`,
  );
  return { id: operation.id, operation, routes: api.routesTo(operation.id), wasSeenRunning: true, isUnserved: false };
}

function nothingRuns({ clock }: Scene, last: Operation | undefined): Ending {
  if (!last) return { cause: 'nothing-running', what: 'No operation is running: the offer has never been published' };
  const mayBeLive = last.state === 'succeeded' ? ': the offer may be live' : '';
  return {
    cause: 'nothing-running',
    what: `No operation is running; the newest, ${nameOf(last)}, ${endings[last.state]}${ago(last.changedMs, clock.wallMs())}${mayBeLive}`,
  };
}

/** The list cannot be used, and no `operation-id` was given: the offer's status must do. */
async function withoutId(scene: Scene, list: Unreadable): Promise<Target | Ending> {
  const { api, plan, log } = scene;
  if (!api.offerRoute)
    return { cause: 'cannot-look', what: `What runs cannot be seen: the list of operations cannot be read (${list.detail})` };
  const { observation } = await api.offerRoute.read('retrying');
  if (scene.stop.aborted) return interrupted;
  if (observation.kind === 'never-published')
    return { cause: 'nothing-running', what: 'No operation is running: the offer has never been published' };
  if (observation.kind === 'ended')
    return {
      cause: 'nothing-running',
      what: `No operation is running: the offer's status is "${observation.operation.rawState}" (the list of operations cannot be used: ${list.detail})`,
    };
  if (observation.kind === 'unreadable' && plan.isDryRun)
    return {
      cause: 'cannot-look',
      what: `What runs cannot be seen: neither the list of operations (${list.detail}) nor the offer's status (${observation.detail}) can be read`,
    };
  const isRunning = observation.kind === 'running';
  const status = isRunning
    ? `the offer's status says "${observation.operation.rawState}"`
    : `nor can the offer's status: ${observation.detail}`;
  log('warning', `The list of operations cannot be used (${list.detail}), ${status}; going on without knowing which operation runs`);
  return { routes: [api.offerRoute], wasSeenRunning: isRunning, isUnserved: isMissing(observation) && isMissing(list) };
}

/** `operation-id` was given: only that operation may be canceled. */
async function guarded(scene: Scene, guard: string, { entries, isConclusive }: ReadableList): Promise<Target | Ending> {
  const own = entryFor(entries, guard);
  const [other] = runningIn(entries).filter((entry) => entry.id !== own?.id);
  if (!isConclusive || own?.isKnown === false) return guardByItsPage(scene, guard, other);
  if (own?.state === 'running') return found(scene, own);
  if (other) return mismatch(scene, guard, other, own);
  const observation = own && observationOf(own);
  return observation?.kind === 'ended' ? endedBefore(scene, guard, observation.operation) : guardByItsPage(scene, guard, undefined);
}

type ReadableList = Exclude<OperationList, Unreadable>;

function endedBefore({ onObserved }: Scene, guard: string, own: EndedOperation): Ending {
  onObserved(own);
  return { ...endOf(own, { id: guard, operation: own }, true), operationId: guard };
}

function mismatch({ onObserved }: Scene, guard: string, other: KnownOperation, own: Operation | undefined): Ending {
  onObserved(other);
  const state = own ? ` (which ${endings[own.state]})` : '';
  return { cause: 'another-runs', what: `Another operation runs: ${nameOf(other)}, not ${guard}${state}`, operationId: other.id };
}

/** The list does not show the guarded operation, or not for certain: its own page is asked, for a while if it is not there yet. */
async function guardByItsPage(scene: Scene, guard: string, other: KnownOperation | undefined): Promise<Target | Ending> {
  const { api, clock } = scene;
  const [route] = api.routesTo(guard);
  const untilMs = Math.min(clock.nowMs() + patienceWithGuardMs, scene.deadlineMs);
  for (;;) {
    const { observation } = await route.read('retrying');
    if (observation.kind === 'running') return found(scene, { ...observation.operation, id: guard });
    if (observation.kind === 'ended') {
      const own = { ...observation.operation, id: guard };
      return other ? mismatch(scene, guard, other, own) : endedBefore(scene, guard, own);
    }
    if (observation.kind === 'unreadable' && observation.reason !== 'absent')
      return (
        refusal(observation, scene.plan) ?? { cause: 'guard-unreadable', what: `Operation ${guard} cannot be read: ${observation.detail}` }
      );
    if (clock.nowMs() + guardPauseMs > untilMs)
      return { cause: 'not-found', what: `Operation ${guard} is neither in the list of operations nor at its own address` };
    await clock.sleep(guardPauseMs, scene.stop);
  }
}

const refusals: Readonly<Partial<Record<ReadFailure, Cause>>> = {
  forbidden: 'refused-403',
  'no-token': 'sign-in-unreachable',
  'signed-out': 'sign-in-refused',
  rejected: 'refused',
  redirected: 'nonsense',
  throttled: 'throttled',
};

/** A look that says no for good: nothing is sent after it. */
function refusal({ reason, detail }: Unreadable, plan: Plan): Ending | undefined {
  const cause = reason === 'unauthorized' ? refused401(plan) : refusals[reason];
  return cause && { cause, what: `The offer's operations could not be read: ${detail}` };
}
