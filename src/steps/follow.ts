import type { CancelReply } from '../marketplace/cancelReply.ts';
import type { OperationState } from '../marketplace/operation.ts';
import { isDenied, isMissing, type Seen } from '../marketplace/seen.ts';
import type { Ending } from '../verdict.ts';
import { endOf } from './decide.ts';
import { interrupted, type Scene, type Target } from './scene.ts';
import type { Sight, Watch } from './watch.ts';

/**
 * Steps 3 and 4: looks until the operation has ended, and decides by its end. A link to the cancellation is followed first, but never decides:
 * only where nothing else is served does the documentation's word count.
 */
export async function follow(scene: Scene, target: Target, reply: CancelReply, eye: Watch): Promise<Ending> {
  if (isSynchronous(reply)) eye.hurry();
  else if (reply.answer === 'accepted') eye.follow(reply.link, reply.retryAfterMs);

  let linkEnd: OperationState | undefined;
  let wasReadable = false;
  for (let sight = await eye.next(); sight; sight = await eye.next()) {
    if (sight.view === 'link') {
      linkEnd = stateOf(sight.seen) ?? linkEnd;
      continue;
    }
    const unproved = isSynchronous(reply) && !scene.plan.wait ? notYet : undefined;
    const ending = decide(sight, target, reply, linkEnd, scene.plan.signIn.way === 'token') ?? unproved ?? leftover(sight.seen);
    if (ending) return ending;
    wasReadable = sight.seen.kind === 'running';
  }
  if (scene.stop.aborted) return interrupted;
  return unconfirmed(reply, wasReadable);
}

/** Any 2xx but 202: the service says that it is done. */
function isSynchronous({ answer, statusCode }: CancelReply): boolean {
  return answer === 'accepted' && statusCode !== 202;
}

function stateOf(seen: Seen): OperationState | undefined {
  return seen.kind === 'ended' ? seen.operation.state : undefined;
}

const notYet: Ending = { cause: 'accepted', what: 'The service accepted the cancel, and the operation does not show as canceled yet' };

const timedOut: Ending = {
  cause: 'timed-out',
  what: 'The service accepted the cancel, and by the deadline the operation was not seen to end',
};

function unconfirmed(reply: CancelReply, wasReadable: boolean): Ending {
  if (reply.answer === 'accepted' && (reply.statusCode === 202 || wasReadable)) return timedOut;
  return {
    cause: 'unsettled',
    what: `Whether the cancel took effect could not be settled by the deadline (the last answer to it: ${reply.why})`,
  };
}

/** An end that `decide` did not take: of something that was never seen running, it proves nothing. */
function leftover(seen: Seen): Ending | undefined {
  if (seen.kind !== 'ended' && seen.kind !== 'idle') return undefined;
  return { cause: 'never-seen-running', what: 'No operation runs, and none was ever seen running, so it is not known what the cancel did' };
}

/** What one look at the fence, or at the status without one, settles; `undefined`: nothing yet. */
function decide(
  { seen, hasRun }: Sight,
  target: Target,
  reply: CancelReply,
  linkEnd: OperationState | undefined,
  isGiven: boolean,
): Ending | undefined {
  if (seen.kind === 'ended') return hasRun ? endOf(seen.operation, target, false) : undefined;
  const isUnserved = target.isUnserved && isMissing(seen);
  if (linkEnd === 'failed' && (seen.kind === 'running' || isUnserved))
    return { cause: 'cancellation-failed', what: 'The cancellation itself failed, and the operation goes on' };
  if (isUnserved && (isSynchronous(reply) || linkEnd === 'succeeded'))
    return {
      cause: 'canceled',
      what: "The service says that the operation is canceled; it serves neither the list of operations nor the offer's status, so this is its word alone",
    };
  if (!isDenied(seen)) return undefined;
  const what = `The cancel was ${reply.answer === 'accepted' ? 'accepted' : 'sent'} and is not confirmed: ${seen.why}`;
  if (seen.reason === 'signed-out') return { cause: 'signed-out', what };
  return { cause: seen.reason === 'unauthorized' && isGiven ? 'token-expired' : 'access-lost', what };
}
