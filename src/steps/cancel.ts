import type { Cause } from '../advice.ts';
import type { CancelFault, CancelReply, Disposition } from '../marketplace/api.ts';
import { afterAttempt, type CancelHistory, type NextStep } from '../marketplace/cancelPolicy.ts';
import type { Plan } from '../plan.ts';
import type { Ending } from '../verdict.ts';
import { factsOf } from './facts.ts';
import { isTaken } from './follow.ts';
import { interrupted, refused401, type Scene, type Target } from './scene.ts';
import { settle } from './settle.ts';
import type { Poller } from './watch.ts';
import { nameOf } from './words.ts';

/** What the cancel came to: an ending, or a last reply (accepted, or unclear) after which only looking can tell. */
export type Cancellation = { readonly replies: readonly CancelReply[] } & (
  | { readonly ending: Ending; readonly toFollow?: never }
  | { readonly ending?: never; readonly toFollow: CancelReply }
);

/** Step 2: asks the service to cancel. `afterAttempt` decides about every request; this loop carries out. */
export async function cancel(scene: Scene, target: Target, poller: Poller): Promise<Cancellation> {
  const history: CancelHistory[number][] = [];
  const replies: CancelReply[] = [];
  for (;;) {
    const next = afterAttempt(history, scene.clock.random());
    const last = replies.at(-1);
    if (next.do === 'done' || !(await pauseBefore(scene, next, last))) return conclude(scene, replies);
    if (next.do === 'request' || !last) {
      const reply = await request(scene, target, replies);
      replies.push(reply);
      history.push({ reply });
    } else {
      const settled = await settle(scene, target, poller, last);
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
  const atOnce = last?.isTokenRenewed ? ' with a new token' : ', since the operation still runs';
  if (last) scene.log('note', `${what}${afterMs > 0 ? ` in ${Math.ceil(afterMs / 1000)} s` : atOnce}`);
  if (afterMs > 0) await scene.clock.sleep(afterMs, scene.stop);
  return !scene.stop.aborted && scene.clock.nowMs() < scene.deadlineMs;
}

async function request(scene: Scene, target: Target, before: readonly CancelReply[]): Promise<CancelReply> {
  const { plan, api, log, checkpoint } = scene;
  const subject = target.id === undefined ? 'whatever operation runs' : nameOf(target.operation, target.id);
  log('sending', `Asking to cancel ${subject}`, 'Asked to cancel');
  checkpoint({ ...factsOf(before, target), sent: 'yes' });
  const reply = await api.cancel({ operationId: target.id, emails: plan.emails, ifMatch: plan.ifMatch });
  const { statusCode, disposition, detail } = reply;
  const answered = statusCode === undefined ? 'The cancel got no answer' : 'The service answered';
  const brief = `${statusCode === undefined ? 'No answer' : `HTTP ${statusCode}`}, ${outlooks[disposition]}`;
  log('reply', `${answered}: ${detail}; ${outlooks[disposition]}`, brief);
  checkpoint(factsOf([...before, reply], target));
  for (const warning of reply.warnings) log('warning', warning);
  for (const notice of reply.notices) log('note', notice);
  return reply;
}

const outlooks: Readonly<Record<Disposition, string>> = {
  completed: 'accepted',
  accepted: 'accepted',
  unprocessed: 'not processed',
  ambiguous: 'processed or not, a look must tell',
  conflict: 'refused',
  refused: 'refused',
  precondition: 'refused',
  failed: 'no answer of the API',
};

const noTime: Ending = { cause: 'no-time', what: 'The deadline came before the cancel could be sent' };

/** Nothing is left to ask: an acceptance or an unclear request is followed, anything else has failed. */
function conclude({ plan, stop }: Scene, replies: readonly CancelReply[]): Cancellation {
  if (stop.aborted) return { replies, ending: interrupted };
  const reply = replies.at(-1);
  if (!reply) return { replies, ending: noTime };
  const { disposition, statusCode, detail } = reply;
  if (isTaken(reply) || replies.some((one) => one.disposition === 'ambiguous')) return { replies, toFollow: reply };
  const verb = disposition === 'unprocessed' || disposition === 'failed' ? 'could not take the cancel' : 'refused the cancel';
  const subject = statusCode === undefined ? 'The cancel did not reach the service' : `The service ${verb}`;
  return { replies, ending: { cause: causeOf(reply, plan), what: `${subject}: ${detail}` } };
}

function causeOf({ disposition, fault }: CancelReply, plan: Plan): Cause {
  if (disposition === 'precondition' && plan.ifMatch !== '') return 'etag-mismatch';
  return fault === 'unauthorized' ? refused401(plan) : causes[fault];
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
  'not-the-api': 'nonsense',
  unreachable: 'unreachable',
  certificate: 'certificate',
  'no-token': 'sign-in-unreachable',
  'signed-out': 'sign-in-refused',
  unsent: 'no-time',
};
