import type { Plan } from '../inputs/plan.ts';
import type { CancelReply, Observation, OperationState } from '../marketplace/api.ts';
import { isDenied, isMissing, isTaken } from '../marketplace/operations.ts';
import { outcomeOf } from '../outcome/causes.ts';
import type { Conclusion } from '../outcome/result.ts';
import { concludeFrom, concludeUnsettled } from './conclude.ts';
import { interruptedConclusion, type OfferContext, type Target } from './context.ts';
import type { Poller, PollResult } from './poller.ts';

/**
 * Steps 3 and 4: looks until the operation has ended, and decides by its end.
 * A link to the cancellation is followed first. Its end counts only where the service shows nothing else.
 */
export async function follow(context: OfferContext, target: Target, reply: CancelReply, poller: Poller): Promise<Conclusion> {
  const { plan, log } = context;
  if (reply.disposition === 'accepted' && plan.wait && plan.offerIds.length === 1) log('note', waiting(context));
  startPolling(poller, target, reply);
  let linkEnd: OperationState | undefined;
  let last: Observation | undefined;
  for (let result = await poller.next(); result; result = await poller.next()) {
    const { observation } = result;
    if (result.isLink) {
      linkEnd = endState(observation) ?? linkEnd;
      continue;
    }
    if (observation.kind === 'unsettled') return concludeUnsettled(observation);
    const conclusion = enough(plan, reply, decide(plan, result, target, reply, linkEnd)) ?? neverSeenRunning(result);
    if (conclusion) return conclusion;
    last = observation;
  }
  if (context.stop.aborted) return interruptedConclusion;
  return unconfirmed(reply, last);
}

/** Where the first look goes, and when. */
function startPolling(poller: Poller, { isUnserved }: Target, reply: CancelReply): void {
  const { disposition, isLookDue, link, isUnclearSuccess, retryAfterMs } = reply;
  if (isLookDue) poller.pollNow();
  else if (disposition === 'accepted' || isUnserved)
    poller.follow(disposition === 'accepted' || isUnclearSuccess ? link : undefined, retryAfterMs);
}

/** What is awaited, how long that usually takes, and until when. */
function waiting({ plan, clock, deadlineMs }: OfferContext): string {
  const { noun, usualWait } = plan.api;
  const latest = new Date(clock.wallMs() + deadlineMs - clock.nowMs()).toISOString().slice(11, 19);
  return `Waiting until the ${noun} has ended${usualWait && `, which usually takes ${usualWait}`}. Deadline: ${latest} UTC`;
}

function endState(observation: Observation): OperationState | undefined {
  return observation.kind === 'ended' ? observation.operation.state : undefined;
}

/** Without `wait` the first look is the last one, unless it settles more than that the service accepted. */
function enough({ wait }: Plan, { isLookDue }: CancelReply, settled: Conclusion | undefined): Conclusion | undefined {
  const isUnsettled = settled === undefined || outcomeOf(settled.cause) === 'unknown';
  return isUnsettled && isLookDue && !wait ? notCanceledYet : settled;
}

const notCanceledYet: Conclusion = {
  cause: 'accepted',
  statement: 'The service accepted the cancel, and the operation does not show as canceled yet',
};

const timedOut: Conclusion = {
  cause: 'timed-out',
  statement: 'The service accepted the cancel, and by the deadline the operation was not seen to end',
};

function unconfirmed(reply: CancelReply, last: Observation | undefined): Conclusion {
  if (last?.kind === 'running' && last.operation.isContradicted)
    return { cause: 'unsettled', statement: `By the deadline the operation was ${last.operation.rawState}` };
  if (reply.disposition === 'accepted' || (reply.disposition === 'completed' && last?.kind === 'running')) return timedOut;
  return {
    cause: 'unsettled',
    statement: `Whether the cancel took effect could not be settled by the deadline (the last answer to it: ${reply.detail})`,
  };
}

/** The end of something that was never seen running. */
function neverSeenRunning({ observation: { kind }, hasRun }: PollResult): Conclusion | undefined {
  if (kind !== 'ended' && kind !== 'never-published') return undefined;
  if (hasRun)
    return { cause: 'unsettled', statement: 'The offer was seen publishing, and now its status says that it was never published' };
  return {
    cause: 'never-seen-running',
    statement: 'No operation runs, and none was ever seen running, so it is not known what the cancel did',
  };
}

/** What one look at the operation, or at the status without its id, settles; `undefined`: nothing yet. */
function decide(
  { api, signIn }: Plan,
  result: PollResult,
  target: Target,
  reply: CancelReply,
  linkEnd: OperationState | undefined,
): Conclusion | undefined {
  const { observation, hasRun } = result;
  if (observation.kind === 'ended') return hasRun ? concludeFrom(api, observation.operation, target, false) : undefined;
  if (target.isUnserved && isMissing(observation)) return decideUnserved(result, reply, linkEnd);
  if (linkEnd === 'failed' && observation.kind === 'running')
    return { cause: 'cancellation-failed', statement: 'The cancellation itself failed, and the operation goes on' };
  if (!isDenied(observation)) return undefined;
  const what = `The cancel was ${isTaken(reply) ? 'accepted' : 'sent'} and is not confirmed: ${observation.detail}`;
  if (observation.reason === 'signed-out') return { cause: 'signed-out', statement: what };
  return { cause: observation.reason === 'unauthorized' && signIn.method === 'token' ? 'token-expired' : 'access-lost', statement: what };
}

/**
 * The service shows neither the list nor the status, and there is no link, or none any more.
 * A link that succeeded is that of a cancellation only if its reply accepted one.
 */
function decideUnserved({ isLast }: PollResult, reply: CancelReply, linkEnd: OperationState | undefined): Conclusion | undefined {
  const { disposition, detail } = reply;
  if (linkEnd === 'failed')
    return { cause: 'cancellation-failed', statement: 'The cancellation itself failed. Whether the operation goes on is not known' };
  if (disposition === 'completed' || linkEnd === 'canceled' || (linkEnd === 'succeeded' && disposition === 'accepted'))
    return {
      cause: 'canceled-on-word',
      statement:
        'The service says that it is canceled. This is its word alone and could not be checked, ' +
        "since it serves neither the list of operations nor the offer's status",
    };
  if (isLast) return undefined;
  return {
    cause: 'uncheckable',
    statement:
      'Whether the cancel took effect cannot be seen: ' +
      `the service serves neither the list of operations nor the offer's status (its answer to the cancel: ${detail})`,
  };
}
