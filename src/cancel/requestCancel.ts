import type { Plan } from '../inputs/plan.ts';
import type { CancelFault, CancelReply, Disposition, Observation } from '../marketplace/api.ts';
import { afterAttempt, type CancelHistory, type NextStep } from '../marketplace/cancelPolicy.ts';
import { isTaken } from '../marketplace/operations.ts';
import type { Cause } from '../outcome/causes.ts';
import type { Conclusion } from '../outcome/result.ts';
import { concludeFrom } from './conclude.ts';
import { interruptedConclusion, noTime, type OfferContext, type Target, unauthorizedCause } from './context.ts';
import { cancelFacts } from './facts.ts';
import { refusal } from './firstLook.ts';
import type { Poller } from './poller.ts';
import { settle } from './settle.ts';
import { nameOf } from './wording.ts';

/** What the cancel came to: a conclusion, or a last reply (accepted, or unclear) after which only a look can tell. */
export type CancelAttempt = { readonly replies: readonly CancelReply[] } & (
  | { readonly conclusion: Conclusion; readonly toFollow?: never }
  | { readonly conclusion?: never; readonly toFollow: CancelReply }
);

/** Step 2: asks the service to cancel. `afterAttempt` decides about every request; this loop carries out. */
export async function requestCancel(context: OfferContext, target: Target, poller: Poller): Promise<CancelAttempt> {
  const history: CancelHistory[number][] = [];
  const replies: CancelReply[] = [];
  for (;;) {
    const next = afterAttempt(history, context.clock.random());
    const last = replies.at(-1);
    if (next.do === 'done' || !(await pauseBefore(context, next, last))) return conclude(context, target, replies);
    if (next.do === 'request' || !last) {
      const reply = await sendRequest(context, target, replies);
      replies.push(reply);
      history.push({ reply });
    } else {
      const settled = await settle(context, target, poller, last);
      if (typeof settled !== 'string') return { replies, ...settled };
      history.push({ look: settled });
    }
  }
}

/** Waits as long as the next request must wait; `false` when a request would come after the deadline, or the run is canceled. */
async function pauseBefore(
  context: OfferContext,
  next: Exclude<NextStep, { do: 'done' }>,
  last: CancelReply | undefined,
): Promise<boolean> {
  const { afterMs } = next;
  if (context.stop.aborted) return false;
  if (next.do === 'look' && afterMs === 0) return true;
  if (context.clock.nowMs() + afterMs >= context.deadlineMs) return false;
  const what = next.do === 'look' ? 'Looking again' : 'Asking again';
  const atOnce = last?.isTokenRenewed ? ' with a new token' : ', since the operation still runs';
  if (last) context.log('note', `${what}${afterMs > 0 ? ` in ${Math.ceil(afterMs / 1000)} s` : atOnce}`);
  if (afterMs > 0) await context.clock.sleep(afterMs, context.stop);
  return !context.stop.aborted && context.clock.nowMs() < context.deadlineMs;
}

async function sendRequest(context: OfferContext, target: Target, before: readonly CancelReply[]): Promise<CancelReply> {
  const { plan, marketplace, log, checkpoint } = context;
  const subject = target.id === undefined ? 'whatever operation runs' : nameOf(plan.api, target.operation, target.id);
  const beforeSending = (): void => {
    log('note', `Asking to cancel ${subject}`);
    checkpoint({ ...cancelFacts(before, target), sent: 'yes' });
  };
  const { emails, ifMatch } = plan;
  const reply = await marketplace.cancel({ operationId: target.id, emails, ifMatch, isRepeat: before.length > 0, beforeSending });
  log('note', `${reading(reply)}: ${reply.detail}`);
  if (reply.disposition === 'withheld') return reply;
  checkpoint(cancelFacts([...before, reply], target));
  for (const warning of reply.warnings) log('warning', warning);
  for (const notice of reply.notices) log('note', notice);
  return reply;
}

/** What the reply says, before its own words. */
function reading({ statusCode, disposition, hasLeft }: CancelReply): string {
  if (statusCode === undefined && disposition === 'ambiguous') return 'No answer to the cancel came';
  return disposition === 'withheld' || !hasLeft ? 'The cancel was not sent' : readings[disposition];
}

const readings: Readonly<Record<Exclude<Disposition, 'withheld'>, string>> = {
  completed: 'The service accepted the cancel',
  accepted: 'The service accepted the cancel',
  unprocessed: 'The service did not process the cancel',
  ambiguous: 'The answer does not say whether the cancel was processed',
  conflict: 'The service refused the cancel',
  refused: 'The service refused the cancel',
  precondition: 'The service refused the cancel',
  failed: 'The cancel was not answered by the service',
};

/** Nothing is left to ask: an acceptance or an unclear request is followed, anything else has failed. */
function conclude({ plan, stop }: OfferContext, target: Target, replies: readonly CancelReply[]): CancelAttempt {
  if (stop.aborted) return { replies, conclusion: interruptedConclusion };
  const reply = replies.at(-1);
  if (!reply) return { replies, conclusion: noTime };
  const unclear = replies.findLast(({ disposition }) => disposition === 'ambiguous');
  if (reply.observation)
    return unclear ? { replies, toFollow: unclear } : { replies, conclusion: concludeWithheld(plan, reply.observation, target) };
  const { disposition, statusCode, detail } = reply;
  if (isTaken(reply) || unclear) return { replies, toFollow: reply };
  const verb = disposition === 'unprocessed' || disposition === 'failed' ? 'could not take the cancel' : 'refused the cancel';
  const subject = statusCode === undefined ? 'The cancel did not reach the service' : `The service ${verb}`;
  return { replies, conclusion: { cause: causeOf(reply, plan), statement: `${subject}: ${detail}` } };
}

/** The look right before the request decides why it was not sent. */
function concludeWithheld(plan: Plan, observation: Observation, target: Target): Conclusion {
  const { api } = plan;
  if (observation.kind === 'ended') return concludeFrom(api, observation.operation, target, true);
  const detail = observation.kind === 'unreadable' || observation.kind === 'unsettled' ? `: ${observation.detail}` : '';
  const unread = observation.kind === 'unreadable' ? refusal(observation, plan) : undefined;
  return (
    unread ?? {
      cause: 'changed-before-cancel',
      statement: `The look right before the cancel did not show ${nameOf(api, target.operation, target.id)} running${detail}`,
    }
  );
}

function causeOf({ disposition, fault }: CancelReply, plan: Plan): Cause {
  if (disposition === 'precondition' && plan.ifMatch !== '') return 'etag-mismatch';
  return fault === 'unauthorized' ? unauthorizedCause(plan) : causes[fault];
}

const causes: Readonly<Record<Exclude<CancelFault, 'unauthorized'>, Cause>> = {
  'bad-request': 'refused-400',
  forbidden: 'refused-403',
  'not-found': 'refused-404',
  conflict: 'refused-409',
  version: 'refused-version',
  'if-match': 'refused-if-match',
  other: 'refused',
  busy: 'throttled',
  'not-the-api': 'not-the-api',
  unreachable: 'unreachable',
  certificate: 'certificate',
  'no-token': 'sign-in-unreachable',
  'signed-out': 'sign-in-refused',
  unsent: 'no-time',
};
