import type { Operation, ReadFailure, Unreadable } from '../marketplace/api.ts';
import { isMissing, runningIn } from '../marketplace/operations.ts';
import type { Conclusion } from '../outcome/result.ts';
import { interruptedConclusion, type OfferContext, type Target } from './context.ts';
import { found, refusal } from './firstLook.ts';
import { guardByItsPage, guarded } from './guard.ts';
import { ago, nameOf, stateVerbs } from './wording.ts';

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

/** Failures of a look at the offer's status after which no cancel is sent. */
const decisive: readonly ReadFailure[] = ['not-the-api', 'unsent'];

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
