import { isFatal, mostAttempts, parseRetryAfter, retryDelay } from '../http/retry.ts';
import { requestIdOf } from '../http/trace.ts';
import { isReply, type NoReply, type Reply } from '../http/transport.ts';
import { complaint } from './complaint.ts';
import { parseJson } from './json.ts';
import { type Address, findPointer, type Pointer } from './location.ts';
import { toOperation } from './operation.ts';

/**
 * What one cancel request came to (faults.md, "Classification of one POST attempt").
 * `accepted`: 2xx. `unprocessed`: it provably did nothing and may be sent again. `ambiguous`: it may have been processed. `refused`, `mismatched` and
 * `failed`: the service decided against it, or cannot do it at all.
 */
export type Answer = 'accepted' | 'unprocessed' | 'ambiguous' | 'refused' | 'mismatched' | 'failed';

export interface CancelReply extends Pointer {
  readonly answer: Answer;
  /** Absent when no status line came. */
  readonly statusCode?: number;
  readonly requestId?: string;
  /** The status, the service's own words and its request id, or why no reply came. */
  readonly why: string;
  readonly retryAfterMs?: number;
  /** Asking again is of no use, whatever `answer` says (a certificate, a canceled run). */
  readonly isFatal: boolean;
  /** A reply that shows a `cancellationRequestState` other than `canCancel`: a cancellation is under way. */
  readonly isCancelPending: boolean;
  /** What the refusal seems to be about, for the advice only. */
  readonly about?: 'version' | 'if-match';
}

/** The pause after a 425, which seldom names one. */
const tooEarlyMs = 1_000;

/** Reads the reply to a cancel request. A status that arrived counts even when its body was cut off. */
export function readCancelReply(result: Reply | NoReply, address: Address, wallMs: number): CancelReply {
  const body = isReply(result) ? result.body : '';
  const { status, headers } = result;
  const requestId = requestIdOf(headers);
  const retryAfterMs = parseRetryAfter(headers, wallMs) ?? (status === 425 ? tooEarlyMs : undefined);
  const parsed = parseJson(body);
  const about = /InvalidAPIVersion/i.test(body) ? 'version' : /if-match/i.test(body) ? 'if-match' : undefined;
  return {
    answer: status === undefined ? silence(result as NoReply) : decide(status, retryAfterMs !== undefined),
    ...(status === undefined ? {} : { statusCode: status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(about === undefined ? {} : { about }),
    why: complaint(result),
    isFatal: !isReply(result) && isFatal(result.code),
    isCancelPending: toOperation(Array.isArray(parsed) ? parsed[0] : parsed).isCancelPending,
    ...findPointer(isReply(result) ? result : { headers: headers ?? {} }, address),
  };
}

function silence({ sent }: NoReply): Answer {
  return sent ? 'ambiguous' : 'unprocessed';
}

/** Every status from 200 to 599 has exactly one line that decides it. */
function decide(status: number, hasRetryAfter: boolean): Answer {
  if (status < 300) return 'accepted';
  if (status < 400 || status === 407) return 'failed';
  if (status === 412) return 'mismatched';
  if (status === 425 || status === 429) return 'unprocessed';
  if (status === 408) return 'ambiguous';
  if (status < 500) return 'refused';
  if ([501, 505, 506, 508, 510, 511].includes(status)) return 'failed';
  return status === 503 && hasRetryAfter ? 'unprocessed' : 'ambiguous';
}

/** What has happened to the cancel so far: requests, and the looks that were made after unclear ones. */
export type CancelHistory = readonly (
  | { readonly reply: CancelReply }
  /** `running`: the same fenced operation still runs and no cancellation is under way. Anything else proves nothing that allows another request. */
  | { readonly look: 'running' | 'other' }
)[];

export type NextStep = { readonly do: 'post' | 'look'; readonly afterMs: number } | { readonly do: 'done' };

const mostAmbiguous = 2;

/**
 * The one owner of every cancel request (guarantee G1): pure, so that a table can show all of it. At most four requests leave, and at most two of them may have been
 * processed. Once one may have been, every further one comes directly after a look that proved that the same operation still runs, and none after any reply
 * that showed a cancellation under way. A refusal and a second unclear reply are looked at once before they count.
 */
export function afterAttempt(history: CancelHistory, random: number): NextStep {
  const replies = history.flatMap((entry) => ('reply' in entry ? [entry.reply] : []));
  const unclear = replies.filter(({ answer }) => answer === 'ambiguous').length;
  const last = history.at(-1);
  const reply = replies.at(-1);
  if (last === undefined || reply === undefined) return { do: 'post', afterMs: 0 };
  const canRepeat = reply.answer === 'unprocessed' || reply.answer === 'ambiguous';
  const mayPost =
    canRepeat && replies.length < mostAttempts && unclear < mostAmbiguous && !replies.some((one) => one.isFatal || one.isCancelPending);
  if ('look' in last) return mayPost && last.look === 'running' ? { do: 'post', afterMs: 0 } : { do: 'done' };
  if (reply.answer === 'accepted') return { do: 'done' };
  if (reply.answer !== 'unprocessed') return { do: 'look', afterMs: 0 };
  const afterMs = retryDelay(replies.length, reply.retryAfterMs, random);
  if (unclear > 0 || reply.isCancelPending) return { do: 'look', afterMs: mayPost ? afterMs : 0 };
  return mayPost ? { do: 'post', afterMs } : { do: 'done' };
}
