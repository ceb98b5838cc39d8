import type { Cause } from '../advice.ts';
import { type Answer, afterAttempt, type CancelHistory, type CancelReply, type NextStep } from '../marketplace/cancelReply.ts';
import type { Plan } from '../plan.ts';
import type { Ending } from '../verdict.ts';
import { factsOf } from './facts.ts';
import { interrupted, refused401, type Scene, type Target } from './scene.ts';
import { settle } from './settle.ts';
import type { Watch } from './watch.ts';
import { nameOf } from './words.ts';

/** What the cancel came to: an ending, or a last reply (accepted, or unclear) after which only looking can tell. */
export type Cancellation = { readonly replies: readonly CancelReply[] } & (
  | { readonly ending: Ending; readonly toFollow?: never }
  | { readonly ending?: never; readonly toFollow: CancelReply }
);

/** Step 2: asks the service to cancel. `afterAttempt` decides about every request; this loop carries out. */
export async function cancel(scene: Scene, target: Target, eye: Watch): Promise<Cancellation> {
  const history: CancelHistory[number][] = [];
  const replies: CancelReply[] = [];
  for (;;) {
    const next = afterAttempt(history, scene.clock.random());
    const last = replies.at(-1);
    if (next.do === 'done' || !(await pauseBefore(scene, next, last))) return conclude(scene, replies);
    if (next.do === 'post' || !last) {
      const reply = await post(scene, target, replies);
      replies.push(reply);
      history.push({ reply });
    } else {
      const settled = await settle(scene, target, eye, last);
      if (typeof settled !== 'string') return { replies, ...settled };
      history.push({ look: settled });
    }
  }
}

/** Waits as long as the next request must wait; `false` when a request would come after the deadline, or the run is canceled. */
async function pauseBefore(scene: Scene, next: Exclude<NextStep, { do: 'done' }>, last: CancelReply | undefined): Promise<boolean> {
  const { afterMs } = next;
  if (scene.stop.aborted) return false;
  if (next.do === 'look' && afterMs === 0) return true;
  if (scene.clock.nowMs() + afterMs >= scene.deadlineMs) return false;
  const what = next.do === 'look' ? 'Looking again' : 'Asking again';
  const atOnce = last?.isRenewed ? ' with a new token' : ', since the operation still runs';
  if (last) scene.tell('note', `${what}${afterMs > 0 ? ` in ${Math.ceil(afterMs / 1000)} s` : atOnce}`);
  if (afterMs > 0) await scene.clock.sleep(afterMs, scene.stop);
  return !scene.stop.aborted && scene.clock.nowMs() < scene.deadlineMs;
}

async function post({ plan, portal, tell }: Scene, target: Target, before: readonly CancelReply[]): Promise<CancelReply> {
  const subject = target.fence === undefined ? 'whatever operation runs' : nameOf(target.operation, target.fence);
  tell('sending', `Asking to cancel ${subject}`, { brief: 'Asked to cancel', facts: { ...factsOf(before, target), sent: 'yes' } });
  const reply = await portal.cancel({ emails: plan.emails, ifMatch: plan.ifMatch });
  const answered = reply.statusCode === undefined ? 'The cancel got no answer' : 'The service answered';
  const facts = factsOf([...before, reply], target);
  const status = reply.statusCode === undefined ? 'No answer' : `HTTP ${reply.statusCode}`;
  tell('reply', `${answered}: ${reply.why}; ${outlooks[reply.answer]}`, { brief: `${status}, ${outlooks[reply.answer]}`, facts });
  if (reply.isRejected)
    tell('warning', 'The address that came with the reply is not one of an operation of this offer, and is not followed');
  if (reply.link?.id !== undefined && plan.emails.length > 0)
    tell(
      'note',
      'The offer was migrated to Partner Center: the service ignores notification-emails for it, and writes to the seller contact of the account',
    );
  return reply;
}

const outlooks: Readonly<Record<Answer, string>> = {
  accepted: 'accepted',
  unprocessed: 'not processed',
  ambiguous: 'processed or not, a look must tell',
  refused: 'refused',
  mismatched: 'refused',
  failed: 'no answer of the API',
};

const noTime: Ending = { cause: 'no-time', what: 'The deadline came before the cancel could be sent' };

/** Nothing is left to ask: an acceptance or an unclear request is followed, anything else has failed. */
function conclude({ plan, stop }: Scene, replies: readonly CancelReply[]): Cancellation {
  if (stop.aborted) return { replies, ending: interrupted };
  const reply = replies.at(-1);
  if (!reply) return { replies, ending: noTime };
  if (reply.answer === 'accepted' || replies.some(({ answer }) => answer === 'ambiguous')) return { replies, toFollow: reply };
  const verb = reply.answer === 'unprocessed' || reply.answer === 'failed' ? 'could not take the cancel' : 'refused the cancel';
  const subject = reply.statusCode === undefined ? 'The cancel did not reach the service' : `The service ${verb}`;
  return { replies, ending: { cause: causeOf(reply, plan), what: `${subject}: ${reply.why}` } };
}

const refusals: ReadonlyMap<number | undefined, Cause> = new Map([
  [400, 'refused-400'],
  [403, 'refused-403'],
  [404, 'refused-404'],
  [409, 'refused-409'],
]);

const matters: Readonly<Record<NonNullable<CancelReply['about']>, Cause>> = {
  version: 'refused-version',
  'if-match': 'refused-if-match',
  certificate: 'certificate',
  'no-token': 'sign-in-unreachable',
  'signed-out': 'sign-in-refused',
  unsent: 'no-time',
};

function causeOf({ answer, statusCode, about }: CancelReply, plan: Plan): Cause {
  if (answer === 'failed') return 'nonsense';
  if (answer === 'mismatched' && plan.ifMatch !== '') return 'etag-mismatch';
  if (about) return matters[about];
  if (statusCode === 401) return refused401(plan);
  const other = answer === 'unprocessed' ? (statusCode === undefined ? 'unreachable' : 'throttled') : 'refused';
  return refusals.get(statusCode) ?? other;
}
