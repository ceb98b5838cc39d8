import type { SignInFailure } from '../../auth/credential.ts';
import { type Exchange, isExchange, isReply } from '../../http/reply.ts';
import type { CancelFault, CancelReply } from '../api.ts';
import { classifyCancel } from '../classify.ts';
import { hasError } from '../errors.ts';
import { findLocation } from './location.ts';
import { toOperation } from './objects.ts';
import { isOfAnother } from './observations.ts';
import type { Address } from './operationPath.ts';

/** Reads the reply to a cancel request. `hasEmails`: it named addresses that the service should notify. */
export function readCancelReply(result: Exchange | SignInFailure, address: Address, hasEmails: boolean): CancelReply {
  if (!isExchange(result)) return classifyCancel(result, false);
  const { body = '', json = undefined } = isReply(result) ? result : {};
  const shown = Array.isArray(json) ? json[0] : json;
  const operation = toOperation(shown);
  const isNo = hasError(json) || isOfAnother(shown, address.publisherId) || operation.state === 'failed';
  const { link, isRejected } = findLocation(result, address);
  const isFollowed = link !== undefined && result.status === 202;
  const classified = classifyCancel(result, isNo || (!isAnswer(result) && !isFollowed));
  return {
    ...classified,
    fault: textFault(classified.disposition, body) ?? classified.fault,
    isCancelPending: operation.isCancelPending,
    ...(link ? { link } : {}),
    ...(classified.disposition === 'ambiguous' && isSuccess(result) ? { isUnclearSuccess: true } : {}),
    ...(classified.disposition === 'completed' ? { isLookDue: true } : {}),
    notices: link?.id !== undefined && hasEmails ? [emailsIgnored] : [],
    warnings: isRejected ? [linkRejected] : [],
  };
}

const emailsIgnored =
  'The offer was migrated to Partner Center: the service ignores notification-emails for it, ' +
  'and writes to the seller contact of the account';
const linkRejected = 'The address that came with the reply is not one of an operation of this offer, and is not followed';

/** JSON, or no body at all. */
function isAnswer(result: Exchange): boolean {
  return isReply(result) ? result.json !== undefined || result.body.trim() === '' : result.status === undefined;
}

function isSuccess({ status = 0 }: Exchange): boolean {
  return status >= 200 && status < 300;
}

/** What the service complains about, when it names it. */
function textFault(disposition: CancelReply['disposition'], body: string): CancelFault | undefined {
  if (!['refused', 'conflict', 'precondition'].includes(disposition)) return undefined;
  return /InvalidAPIVersion/i.test(body) ? 'version' : /if-match/i.test(body) ? 'if-match' : undefined;
}
