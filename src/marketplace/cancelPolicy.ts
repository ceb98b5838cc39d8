import { mostAttempts, retryDelay } from '../http/retry.ts';
import type { CancelReply } from './api.ts';

/** Requests so far, and the looks after them. */
export type CancelHistory = readonly (
  | { readonly reply: CancelReply }
  /** `running`: the same operation still runs and no cancellation is under way. Nothing else allows another request. */
  | { readonly look: 'running' | 'other' }
)[];

export type NextStep = { readonly do: 'request' | 'look'; readonly afterMs: number } | { readonly do: 'done' };

const mostAmbiguous = 2;

/**
 * Decides about every cancel request (guarantee G1). At most four leave, and at most two of them may have been processed.
 * A token is replaced once: a second 401 is a refusal. Once a request may have been processed, each further one comes directly after a
 * look that proved that the same operation still runs, and none after a reply that showed a cancellation under way. After a refusal and
 * a second unclear reply there is one more look.
 */
export function afterAttempt(history: CancelHistory, random: number): NextStep {
  const replies = history.flatMap((entry) => ('reply' in entry ? [entry.reply] : []));
  const last = history.at(-1);
  const reply = replies.at(-1);
  if (last === undefined || reply === undefined) return { do: 'request', afterMs: 0 };
  const mayRequest = isRepeatable(replies, reply);
  if ('look' in last) return mayRequest && last.look === 'running' ? { do: 'request', afterMs: 0 } : { do: 'done' };
  if (['accepted', 'completed', 'withheld'].includes(reply.disposition)) return { do: 'done' };
  const nothingProcessed = reply.disposition === 'unprocessed' && countUnclear(replies) === 0 && !reply.isCancelPending;
  const afterMs = reply.disposition === 'unprocessed' && mayRequest ? retryDelay(replies.length, reply.retryAfterMs, random) : 0;
  if (nothingProcessed && mayRequest) return { do: 'request', afterMs };
  return nothingProcessed && !reply.isTokenRenewed ? { do: 'done' } : { do: 'look', afterMs };
}

/** Whether the request may be sent once more at all, looks apart. */
function isRepeatable(replies: readonly CancelReply[], { disposition }: CancelReply): boolean {
  if (disposition !== 'unprocessed' && disposition !== 'ambiguous') return false;
  if (replies.length >= mostAttempts || countUnclear(replies) >= mostAmbiguous) return false;
  if (replies.filter(({ isTokenRenewed }) => isTokenRenewed).length > 1) return false;
  return !replies.some(({ isFinal, isCancelPending }) => isFinal || isCancelPending);
}

function countUnclear(replies: readonly CancelReply[]): number {
  return replies.filter(({ disposition }) => disposition === 'ambiguous').length;
}
