import { isTemporary, type SignInFailure } from '../auth/credential.ts';
import { isUntrusted } from '../http/certificate.ts';
import { describeFailure } from '../http/failure.ts';
import { type Exchange, isExchange, isPageForLook, isReply, isWebPage, type NoReply, type Reply } from '../http/reply.ts';
import { isFatal } from '../http/retry.ts';
import { requestIdOf } from '../http/tracing.ts';
import type { CancelFault, CancelReply, Disposition, Observation, Unreadable, UnreadableReason } from './api.ts';
import { unreadable } from './operations.ts';

/** The one classifier of a reply, for every API: which HTTP status means what, for a look and for a cancel request. */

/** The reply to a look, when there is something to read in it; else why it shows nothing. */
export function readReply(result: Exchange | SignInFailure): Reply | Unreadable {
  if (!isExchange(result)) return unreadable(describe(result), tokenFault(result));
  const isPage = (result.status ?? 0) < 500 && isPageForLook(result);
  if (isReply(result) && !isPage && (result.status === 200 || result.status === 202)) return result;
  if (isPage) return unreadable(describeFailure(result), 'not-the-api');
  const isUnsent = !isReply(result) && result.code === 'unsent';
  return unreadable(describeFailure(result), isUnsent ? 'unsent' : reasonOf(result.status ?? 0));
}

export function isUnreadable(read: object): read is Unreadable {
  return 'kind' in read && read.kind === 'unreadable';
}

function reasonOf(status: number): UnreadableReason {
  if (status === 404) return 'absent';
  if (status === 405) return 'unserved';
  if (status === 400 || status === 410) return 'withdrawn';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'throttled';
  if (status >= 300 && status < 400) return 'redirected';
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) return 'rejected';
  return 'no-answer';
}

/** A good status with something else than what the API documents. */
export function notDocumented(reply: Reply): Unreadable {
  const words = describeFailure(reply.json === undefined ? reply : { ...reply, body: '', json: undefined });
  return unreadable(`${words} is not an answer that the API documents`);
}

function tokenFault(failure: SignInFailure): 'no-token' | 'signed-out' {
  return isTemporary(failure) ? 'no-token' : 'signed-out';
}

/** What happened instead of an exchange: the 401 that came, or why there was no token to send. */
function describe({ detail, rejection }: SignInFailure): string {
  return rejection ? describeFailure({ ...rejection, remark: detail }) : detail;
}

/** The pause after a 425, which seldom names one. */
const tooEarlyMs = 1_000;

/** A cancel request as far as every API agrees on it. `isUnclear`: a good status whose body is no answer to it. */
export function classifyCancel(result: Exchange | SignInFailure, isUnclear: boolean): CancelReply {
  if (!isExchange(result)) {
    const { rejection } = result;
    const reply = rejection
      ? classifyCancel(rejection, isUnclear)
      : { ...nothingElse, disposition: 'unprocessed' as const, hasLeft: false };
    return { ...reply, fault: tokenFault(result), detail: describe(result), isFinal: rejection === undefined };
  }
  const { status } = result;
  const requestId = requestIdOf(result.headers);
  const isTokenRenewed = result.isTokenRenewed === true;
  const retryAfterMs = isTokenRenewed ? 0 : (result.retryAfterMs ?? (status === 425 ? tooEarlyMs : undefined));
  const disposition =
    status === undefined ? dispositionWithoutReply(result as NoReply) : dispositionOf(result, status, isUnclear, retryAfterMs);
  return {
    ...nothingElse,
    disposition,
    fault: faultOf(result, disposition),
    hasLeft: status !== undefined || (result as NoReply).sent,
    ...(status === undefined ? {} : { statusCode: status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    detail: describeFailure(result),
    isTokenRenewed,
    isFinal: !isReply(result) && isFatal(result.code),
  };
}

/** What a reply need not say. */
const nothingElse = { isTokenRenewed: false, isCancelPending: false, notices: [], warnings: [] } as const;

function dispositionWithoutReply({ sent }: NoReply): Disposition {
  return sent ? 'ambiguous' : 'unprocessed';
}

/** Every status from 200 to 599 has exactly one line that decides it. A web page below 500 is of something on the way. */
function dispositionOf(result: Exchange, status: number, isUnclear: boolean, retryAfterMs: number | undefined): Disposition {
  if (status < 300 && isUnclear) return 'ambiguous';
  if ((status === 401 && result.isTokenRenewed) || (status === 503 && retryAfterMs !== undefined)) return 'unprocessed';
  if (status >= 300 && status < 500 && isWebPage(result)) return 'failed';
  return dispositions.get(status) ?? dispositionsByClass[Math.floor(status / 100) as 2 | 3 | 4 | 5];
}

const dispositionsByClass = { 2: 'completed', 3: 'failed', 4: 'refused', 5: 'ambiguous' } as const;

const dispositions: ReadonlyMap<number, Disposition> = new Map([
  [202, 'accepted'],
  [407, 'failed'],
  [408, 'ambiguous'],
  [409, 'conflict'],
  [412, 'precondition'],
  [425, 'unprocessed'],
  [429, 'unprocessed'],
  ...[501, 505, 506, 508, 510, 511].map((status) => [status, 'failed'] as const),
]);

const faults: Readonly<Record<number, CancelFault>> = {
  400: 'bad-request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
};

function faultOf(result: Exchange, disposition: Disposition): CancelFault {
  const { status } = result;
  if (!isReply(result) && result.code === 'unsent') return 'unsent';
  if (!isReply(result) && isUntrusted(result.code)) return 'certificate';
  if (disposition === 'failed') return 'not-the-api';
  if (status !== undefined && faults[status]) return faults[status];
  if (disposition !== 'unprocessed') return 'other';
  return status === undefined ? 'unreachable' : 'busy';
}

/** No request was sent, since the look right before it did not show the operation running. */
export function withheld(observation: Observation): CancelReply {
  const detail = observation.kind === 'unreadable' || observation.kind === 'unsettled' ? observation.detail : 'it does not run any more';
  return {
    ...nothingElse,
    disposition: 'withheld',
    fault: 'other',
    hasLeft: false,
    detail,
    isFinal: true,
    observation,
  };
}

/** The pause that the service asks for before the next look. */
export function pauseAfter(result: Exchange | SignInFailure): { readonly retryAfterMs?: number } {
  const retryAfterMs = (isExchange(result) ? result : result.rejection)?.retryAfterMs;
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}
