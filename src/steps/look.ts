import type { Cause } from '../advice.ts';
import type { EndedOperation, KnownOperation, Operation } from '../marketplace/operation.ts';
import { type Blind, type Blindness, entryFor, isConclusive, isMissing, newest, runningIn, seenOf } from '../marketplace/seen.ts';
import type { Plan } from '../plan.ts';
import type { Ending } from '../verdict.ts';
import { endOf } from './decide.ts';
import { interrupted, refused401, type Scene, type Target } from './scene.ts';
import { ago, endings, nameOf, progressOf } from './words.ts';

/** How long an operation that a publish step has just named may be in no answer yet. */
const patienceWithGuardMs = 30_000;
const guardPauseMs = 3_000;

/** Step 1: what runs? Finds the fence, the operation that the whole story is about, or the reason why there is nothing to cancel. */
export async function look(scene: Scene): Promise<Target | Ending> {
  const { plan, patient, tell } = scene;
  const listed = await patient.list();
  if (listed.kind === 'blind') {
    const no = refusal(listed, plan);
    if (no) return no;
    return plan.operationId === '' ? withoutFence(scene, listed) : guardByItsPage(scene, plan.operationId, undefined);
  }
  const { entries } = listed;
  if (plan.operationId !== '') return guarded(scene, plan.operationId, entries);
  if (!isConclusive(entries)) {
    return withoutFence(scene, { kind: 'blind', reason: 'unreadable', why: 'the list of operations holds states that are not known' });
  }
  const running = runningIn(entries);
  const operation = newest(running);
  if (!operation) return nothingRuns(scene, newest(entries));
  if (running.length > 1) tell('warning', `${running.length} operations run at once; the newest counts: ${nameOf(operation)}`);
  return found(scene, operation);
}

function found({ clock, tell, show }: Scene, operation: KnownOperation): Target {
  show(operation);
  tell(
    'found',
    `Found ${nameOf(operation)}: ${progressOf(operation)}, last changed${ago(operation.changedMs, clock.wallMs()) || ' at a time not told'}`,
    { brief: `Found ${progressOf(operation)}` },
  );
  return { fence: operation.id, operation, wasSeenRunning: true, isUnserved: false };
}

function nothingRuns({ clock }: Scene, last: Operation | undefined): Ending {
  if (!last) return { cause: 'nothing-running', what: 'No operation is running: the offer has never been published' };
  const mayBeLive = last.state === 'succeeded' ? ': the offer may be live' : '';
  return {
    cause: 'nothing-running',
    what: `No operation is running; the newest, ${nameOf(last)}, ${endings[last.state]}${ago(last.changedMs, clock.wallMs())}${mayBeLive}`,
  };
}

/** The list is not to be used, and no `operation-id` was given: the offer's status must do. */
async function withoutFence(scene: Scene, list: Blind): Promise<Target | Ending> {
  const { patient, plan, tell } = scene;
  const { seen } = await patient.status();
  if (scene.stop.aborted) return interrupted;
  if (seen.kind === 'idle') return { cause: 'nothing-running', what: 'No operation is running: the offer has never been published' };
  if (seen.kind === 'ended')
    return {
      cause: 'nothing-running',
      what: `No operation is running: the offer's status is "${seen.operation.word}" (the list of operations cannot be used: ${list.why})`,
    };
  if (seen.kind === 'blind' && plan.isDryRun)
    return {
      cause: 'cannot-look',
      what: `What runs cannot be seen: neither the list of operations (${list.why}) nor the offer's status (${seen.why}) can be read`,
    };
  const status = seen.kind === 'running' ? `the offer's status says "${seen.operation.word}"` : `nor can the offer's status: ${seen.why}`;
  tell('warning', `The list of operations cannot be used (${list.why}), ${status}; going on without knowing which operation runs`);
  return { wasSeenRunning: seen.kind === 'running', isUnserved: isMissing(seen) && isMissing(list) };
}

/** `operation-id` was given: only that operation may be canceled. */
async function guarded(scene: Scene, guard: string, entries: readonly Operation[]): Promise<Target | Ending> {
  const own = entryFor(entries, guard);
  const [other] = runningIn(entries).filter((entry) => entry.id !== own?.id);
  if (!isConclusive(entries) || own?.isKnown === false) return guardByItsPage(scene, guard, other);
  if (own?.state === 'running') return found(scene, own);
  if (other) return mismatch(scene, guard, other, own);
  const seen = own && seenOf(own);
  return seen?.kind === 'ended' ? endedBefore(scene, guard, seen.operation) : guardByItsPage(scene, guard, undefined);
}

function endedBefore({ show }: Scene, guard: string, own: EndedOperation): Ending {
  show(own);
  return { ...endOf(own, { fence: guard, operation: own }, true), operationId: guard };
}

function mismatch({ show }: Scene, guard: string, other: KnownOperation, own: Operation | undefined): Ending {
  show(other);
  const state = own ? ` (which ${endings[own.state]})` : '';
  return { cause: 'another-runs', what: `Another operation runs: ${nameOf(other)}, not ${guard}${state}`, operationId: other.id };
}

/** The list does not show the guarded operation, or not for certain: its own page is asked, for a while if it is not there yet. */
async function guardByItsPage(scene: Scene, guard: string, other: KnownOperation | undefined): Promise<Target | Ending> {
  const { clock, patient } = scene;
  const untilMs = Math.min(clock.nowMs() + patienceWithGuardMs, scene.deadlineMs);
  for (;;) {
    const { seen } = await patient.operation(guard);
    if (seen.kind === 'running') return found(scene, { ...seen.operation, id: guard });
    if (seen.kind === 'ended') {
      const own = { ...seen.operation, id: guard };
      return other ? mismatch(scene, guard, other, own) : endedBefore(scene, guard, own);
    }
    if (seen.kind === 'blind' && seen.reason !== 'absent')
      return refusal(seen, scene.plan) ?? { cause: 'guard-unreadable', what: `Operation ${guard} cannot be read: ${seen.why}` };
    if (clock.nowMs() + guardPauseMs > untilMs)
      return { cause: 'not-found', what: `Operation ${guard} is neither in the list of operations nor at its own address` };
    await clock.sleep(guardPauseMs, scene.stop);
  }
}

const refusals: Readonly<Partial<Record<Blindness, Cause>>> = {
  forbidden: 'refused-403',
  'no-token': 'sign-in-unreachable',
  'signed-out': 'sign-in-refused',
  rejected: 'refused',
  redirected: 'nonsense',
  throttled: 'throttled',
};

/** A look that says no for good: nothing is sent after it. */
function refusal({ reason, why }: Blind, plan: Plan): Ending | undefined {
  const cause = reason === 'unauthorized' ? refused401(plan) : refusals[reason];
  return cause && { cause, what: `The offer's operations could not be read: ${why}` };
}
