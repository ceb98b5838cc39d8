import type { CancelReply } from '../marketplace/cancelReply.ts';
import type { EndedOperation } from '../marketplace/operation.ts';
import { isDenied, type Seen } from '../marketplace/seen.ts';
import type { Ending } from '../verdict.ts';
import { endOf } from './decide.ts';
import type { Scene, Target } from './scene.ts';
import type { Watch } from './watch.ts';

/** What a look says after a reply that was no clear yes: an ending, a cancellation under way to follow, or what `afterAttempt` wants to know. */
type Settled = { readonly ending: Ending } | { readonly toFollow: CancelReply } | 'running' | 'other';

/** The look after a request without a clear yes: the operation's end, a cancellation under way after a 409, or whether it still runs untouched. */
export async function settle(scene: Scene, target: Target, eye: Watch, last: CancelReply): Promise<Settled> {
  const seen = await (last.answer === 'ambiguous' ? firstReadable(eye) : lookTwice(scene, target));
  const end = endShown(seen, target);
  if (end) return { ending: endOf(end, target, false) };
  const isOpen = last.answer === 'unprocessed' || last.statusCode === 409;
  if (isOpen && (last.isCancelPending || isPending(seen))) return { toFollow: last };
  return isUntouched(seen, target) ? 'running' : 'other';
}

/** After an unclear reply: looks until one can be read, or time is up. */
async function firstReadable(eye: Watch): Promise<Seen | undefined> {
  eye.hurry();
  for (let sight = await eye.next(); sight; sight = await eye.next()) {
    if (sight.seen.kind !== 'blind' || isDenied(sight.seen)) return sight.seen;
  }
  return undefined;
}

/** After a no: the operation's page or, if that cannot be read, its entry in the list. */
async function lookTwice({ patient, stop, show }: Scene, { fence }: Target): Promise<Seen> {
  if (fence === undefined) return (await patient.status()).seen;
  const page = (await patient.operation(fence)).seen;
  const seen = page.kind === 'blind' && !stop.aborted ? (await patient.entry(fence)).seen : page;
  if ('operation' in seen) show(seen.operation);
  return seen;
}

function endShown(seen: Seen | undefined, { wasSeenRunning }: Target): EndedOperation | undefined {
  return seen?.kind === 'ended' && wasSeenRunning ? seen.operation : undefined;
}

function isPending(seen: Seen | undefined): boolean {
  return seen?.kind === 'running' && seen.operation.isCancelPending;
}

/** The proof that a second request needs: the same fenced operation runs, by a known word, and no cancellation is under way. */
function isUntouched(seen: Seen | undefined, { fence }: Target): boolean {
  return fence !== undefined && seen?.kind === 'running' && seen.operation.isKnown && !seen.operation.isCancelPending;
}
