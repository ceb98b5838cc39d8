import { complaint } from '../http/complaint.ts';
import { parseJson } from '../http/json.ts';
import { isFatal, isUntrusted, mostAttempts, parseRetryAfter, retryDelay } from '../http/retry.ts';
import { requestIdOf } from '../http/trace.ts';
import { isReply, type NoReply, type Reply } from '../http/transport.ts';
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
  /** A 401 whose token has been replaced. */
  readonly isRenewed: boolean;
  /** Asking again is of no use, whatever `answer` says (a certificate, a canceled run, no token). */
  readonly isFatal: boolean;
  /** A reply that shows a `cancellationRequestState` other than `canCancel`: a cancellation is under way. */
  readonly isCancelPending: boolean;
  /** What the trouble seems to be about, for the advice only; `no-token` and `signed-out`: there was none to send, or no fresh one after a 401, for now or for good; `unsent`: its turn came too late. */
  readonly about?: 'version' | 'if-match' | 'certificate' | 'no-token' | 'signed-out' | 'unsent';
}

/** The pause after a 425, which seldom names one. */
const tooEarlyMs = 1_000;

/** Reads the reply to a cancel request. A status that arrived counts even when its body was cut off. */
export function readCancelReply(result: Reply | NoReply, address: Address, wallMs: number): CancelReply {
  const body = isReply(result) ? result.body : '';
  const { status, headers } = result;
  const requestId = requestIdOf(headers);
  const isRenewed = result.renewal === 'done';
  const retryAfterMs = pauseAfter(result, wallMs);
  const parsed = parseJson(body);
  const pointer = findPointer(isReply(result) ? result : { headers: headers ?? {} }, address);
  const isPage = /^\s*</.test(body) && !pointer.link;
  const answer = status === undefined ? silence(result as NoReply) : decide(status, retryAfterMs !== undefined, isRenewed, isPage);
  const about = isReply(result) ? (aboutToken(result) ?? aboutText(answer, body)) : aboutCode(result.code);
  return {
    answer,
    ...(status === undefined ? {} : { statusCode: status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(about === undefined ? {} : { about }),
    why: complaint(result),
    isRenewed,
    isFatal: !isReply(result) && isFatal(result.code),
    isCancelPending: toOperation(Array.isArray(parsed) ? parsed[0] : parsed).isCancelPending,
    ...pointer,
  };
}

function pauseAfter({ status, headers, renewal }: Reply | NoReply, wallMs: number): number | undefined {
  if (renewal === 'done') return 0;
  return parseRetryAfter(headers, wallMs) ?? (status === 425 ? tooEarlyMs : undefined);
}

function aboutToken({ renewal }: Reply): CancelReply['about'] {
  if (renewal === 'later') return 'no-token';
  return renewal === 'never' ? 'signed-out' : undefined;
}

function aboutText(answer: Answer, body: string): CancelReply['about'] {
  if (answer !== 'refused' && answer !== 'mismatched') return undefined;
  return /InvalidAPIVersion/i.test(body) ? 'version' : /if-match/i.test(body) ? 'if-match' : undefined;
}

function aboutCode(code: string): CancelReply['about'] {
  if (code === 'no-token' || code === 'signed-out' || code === 'unsent') return code;
  return isUntrusted(code) ? 'certificate' : undefined;
}

function silence({ sent }: NoReply): Answer {
  return sent ? 'ambiguous' : 'unprocessed';
}

/** Every status from 200 to 599 has exactly one line that decides it. A web page with a good status comes from somebody else on the way. */
function decide(status: number, hasRetryAfter: boolean, isRenewed: boolean, isPage: boolean): Answer {
  if (status < 300) return isPage ? 'ambiguous' : 'accepted';
  if (status < 400 || status === 407) return 'failed';
  if (status === 412) return 'mismatched';
  if (status === 425 || status === 429 || (status === 401 && isRenewed)) return 'unprocessed';
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
  const last = history.at(-1);
  const reply = replies.at(-1);
  if (last === undefined || reply === undefined) return { do: 'post', afterMs: 0 };
  const mayPost = isRepeatable(replies, reply);
  if ('look' in last) return mayPost && last.look === 'running' ? { do: 'post', afterMs: 0 } : { do: 'done' };
  if (reply.answer === 'accepted') return { do: 'done' };
  const isOpen = reply.answer === 'unprocessed' && countUnclear(replies) === 0 && !reply.isCancelPending;
  const afterMs = reply.answer === 'unprocessed' && mayPost ? retryDelay(replies.length, reply.retryAfterMs, random) : 0;
  if (isOpen && mayPost) return { do: 'post', afterMs };
  return isOpen && !reply.isRenewed ? { do: 'done' } : { do: 'look', afterMs };
}

/** Whether the request may be sent once more at all, looks apart. */
function isRepeatable(replies: readonly CancelReply[], { answer }: CancelReply): boolean {
  if (answer !== 'unprocessed' && answer !== 'ambiguous') return false;
  if (replies.length >= mostAttempts || countUnclear(replies) >= mostAmbiguous) return false;
  return !replies.some(({ isFatal, isCancelPending }) => isFatal || isCancelPending);
}

function countUnclear(replies: readonly CancelReply[]): number {
  return replies.filter(({ answer }) => answer === 'ambiguous').length;
}
