import type { Plan } from '../inputs/plan.ts';
import type { Operation, Unreadable, UnreadableReason } from '../marketplace/api.ts';
import { isMissing, pastCancelingIn, runningIn, unreadable } from '../marketplace/operations.ts';
import type { Conclusion } from '../outcome/result.ts';
import { onItsWay } from './conclude.ts';
import { interruptedConclusion, noTime, type OfferContext, type Target } from './context.ts';
import { found, refusal } from './firstLook.ts';
import { guardByItsPage, guarded } from './guard.ts';
import { ago, capitalize, nameOf, stateVerbs } from './wording.ts';

/** Step 1: finds the operation that is to be canceled, or the reason why there is none. */
export async function findTarget(context: OfferContext): Promise<Target | Conclusion> {
  const { plan, marketplace, log } = context;
  const list = await marketplace.list();
  if (list.kind === 'unreadable') return refusal(list, plan) ?? withoutList(context, list);
  if (plan.operationId !== '') return guarded(context, plan.operationId, list);
  const { entries, isConclusive, isPartial = false } = list;
  if (!isConclusive) return withoutId(context, unreadable('it holds states that are not known'));
  const [operation, ...others] = runningIn(entries);
  if (!operation)
    return isPartial ? withoutId(context, unreadable('it is too long, and shows nothing that runs')) : nothingRuns(context, entries);
  if (isPartial) log('warning', `${partialList}${setOperationId(plan)}`);
  if (others.length > 0)
    log('warning', `${others.length + 1} ${plan.api.noun}s run at once. The newest is taken: ${nameOf(plan.api, operation)}`);
  return found(context, operation, entries);
}

function withoutList(context: OfferContext, list: Unreadable): Promise<Target | Conclusion> | Conclusion {
  const { plan, marketplace, clock, deadlineMs } = context;
  if (clock.nowMs() >= deadlineMs) return noTime;
  if (!marketplace.offerRoute) return cannotLook(list);
  return plan.operationId === '' ? withoutId(context, list) : guardByItsPage(context, plan.operationId, { list });
}

/** Only for a step without operation-id. */
const partialList = 'The list of operations is too long to be read whole, so the service was asked for what runs only';

/** `operation-id` goes with one offer only. */
function setOperationId({ offerIds }: Plan): string {
  return offerIds.length === 1 ? '. Set operation-id to be sure' : '';
}

function nothingRuns({ plan, clock }: OfferContext, entries: readonly Operation[]): Conclusion {
  const goingLive = pastCancelingIn(entries);
  if (goingLive) return { ...onItsWay(capitalize(nameOf(plan.api, goingLive))), operationId: goingLive.id };
  const [last] = entries;
  if (!last) return { cause: 'nothing-running', statement: `No ${plan.api.noun} is running: the offer has never been published` };
  const mayBeLive = last.state === 'succeeded' ? ', so the offer may be live' : '';
  const newest = `${nameOf(plan.api, last)}, ${stateVerbs[last.state]}${ago(last.changedMs, clock.wallMs())}`;
  return { cause: 'nothing-running', statement: `No ${plan.api.noun} is running. The newest, ${newest}${mayBeLive}` };
}

/** Failures of a look at the offer's status after which no cancel is sent. */
const decisive: readonly UnreadableReason[] = ['not-the-api', 'unsent'];

/** The list cannot be used, and no `operation-id` was given: the offer's status must do. */
async function withoutId(context: OfferContext, list: Unreadable): Promise<Target | Conclusion> {
  const { marketplace, plan, log } = context;
  if (!marketplace.offerRoute) return cannotLook(list);
  const { observation } = await marketplace.offerRoute.read('retrying');
  if (context.stop.aborted) return interruptedConclusion;
  const no = observation.kind === 'unreadable' && decisive.includes(observation.reason) ? refusal(observation, plan) : undefined;
  if (no) return no;
  if (observation.kind === 'never-published')
    return { cause: 'nothing-running', statement: 'No operation is running: the offer has never been published' };
  if (observation.kind === 'ended')
    return {
      cause: 'nothing-running',
      statement:
        `No operation is running: the offer's status is "${observation.operation.rawState}". ` +
        `The newest operation is not known, since the list of operations cannot be used (${list.detail})`,
    };
  if (observation.kind === 'unreadable' && plan.isDryRun)
    return {
      cause: list.reason === 'absent' && observation.reason === 'absent' ? 'unknown-offer' : 'cannot-look',
      statement:
        `What runs cannot be seen: neither the list of operations (${list.detail}) ` +
        `nor the offer's status (${observation.detail}) can be read`,
    };
  const status =
    observation.kind === 'running'
      ? `the offer's status is "${observation.operation.rawState}"`
      : `nor can the offer's status: ${observation.detail}`;
  const unknown = 'The step goes on without knowing which operation runs';
  log('warning', `The list of operations cannot be used (${list.detail}), ${status}. ${unknown}${setOperationId(plan)}`);
  return {
    routes: [marketplace.offerRoute],
    wasSeenRunning: observation.kind === 'running' && observation.operation.isKnown,
    isUnserved: isMissing(observation) && isMissing(list),
  };
}

/** An API without a state of the offer is read by its list alone: what the list does not show is not canceled. */
function cannotLook({ detail }: Unreadable): Conclusion {
  return { cause: 'list-unreadable', statement: `What runs cannot be seen, since the service's list cannot be read: ${detail}` };
}
