import type { CancelReply, EndedOperation, Observation } from '../marketplace/api.ts';
import { isDenied } from '../marketplace/operations.ts';
import type { Conclusion } from '../outcome/result.ts';
import { concludeFrom, concludeUnsettled } from './conclude.ts';
import type { OfferContext, Target } from './context.ts';
import type { Poller } from './poller.ts';

/** A conclusion, a cancellation under way to follow, or what `afterAttempt` needs to know. */
type Settled = { readonly conclusion: Conclusion } | { readonly toFollow: CancelReply } | 'running' | 'other';

/**
 * The look after a reply that was no acceptance: has the operation ended, is a cancellation under way, or does it run untouched?
 * Without an id no look allows another request, so an unclear reply is followed at once.
 */
export async function settle(context: OfferContext, target: Target, poller: Poller, last: CancelReply): Promise<Settled> {
  const isUnclear = last.disposition === 'ambiguous';
  if (isUnclear && target.id === undefined) {
    poller.pollNow();
    return { toFollow: last };
  }
  let observation = await (isUnclear ? firstReadable(poller) : lookByEveryRoute(context, target));
  if (last.mayBeGone && isUnread(observation)) {
    observation = await firstReadable(poller);
    if (!observation) return { toFollow: last };
  }
  const end = endShown(observation, target);
  if (end) return { conclusion: concludeFrom(context.plan.api, end, target, false) };
  if (observation?.kind === 'unsettled') return { conclusion: concludeUnsettled(observation) };
  const wasNotTaken = last.disposition === 'unprocessed' || last.disposition === 'conflict';
  if (wasNotTaken && (last.isCancelPending || isPending(observation))) return { toFollow: last };
  return isUntouched(observation, target) ? 'running' : 'other';
}

/** Nothing could be read that would say whether it is gone. */
function isUnread(observation: Observation | undefined): boolean {
  return observation?.kind === 'unreadable' && observation.reason !== 'absent' && !isDenied(observation);
}

/** Looks until one can be read, or time is up. */
async function firstReadable(poller: Poller): Promise<Observation | undefined> {
  poller.pollNow();
  for (let result = await poller.next(); result; result = await poller.next()) {
    if (result.observation.kind !== 'unreadable' || isDenied(result.observation)) return result.observation;
  }
  return undefined;
}

/** After a refusal: tries each route until one can be read. */
async function lookByEveryRoute({ stop, onObserved }: OfferContext, { id, routes: [first, ...others] }: Target): Promise<Observation> {
  let { observation } = await first.read('retrying');
  for (const route of others) {
    if (observation.kind !== 'unreadable' || stop.aborted) break;
    observation = (await route.read('retrying')).observation;
  }
  if (id !== undefined && 'operation' in observation) onObserved(observation.operation);
  return observation;
}

function endShown(observation: Observation | undefined, { wasSeenRunning }: Target): EndedOperation | undefined {
  return observation?.kind === 'ended' && wasSeenRunning ? observation.operation : undefined;
}

function isPending(observation: Observation | undefined): boolean {
  return observation?.kind === 'running' && observation.operation.isCancelPending;
}

/** What a second request needs: the same operation runs, by a known word, and no cancellation is under way. */
function isUntouched(observation: Observation | undefined, { id }: Target): boolean {
  return id !== undefined && observation?.kind === 'running' && observation.operation.isKnown && !observation.operation.isCancelPending;
}
