import type { SignInFailure } from '../../auth/credential.ts';
import { type Exchange, isExchange, isReply } from '../../http/reply.ts';
import type { CancelFault, CancelReply } from '../api.ts';
import { classifyCancel } from '../classify.ts';
import { type Address, findPointer } from './location.ts';
import { toOperation } from './words.ts';

/** Reads the reply to a cancel request. `hasEmails`: it named addresses that the service should notify. */
export function readCancelReply(result: Exchange | SignInFailure, address: Address, hasEmails: boolean): CancelReply {
  if (!isExchange(result)) return { ...classifyCancel(result, false), isCancelPending: false, notices: [], warnings: [] };
  const { link, isRejected } = findPointer(result, address);
  const { body = '', json = undefined } = isReply(result) ? result : {};
  const classified = classifyCancel(result, /^\s*</.test(body) && !link);
  const fault = textFault(classified.disposition, body) ?? classified.fault;
  return {
    ...classified,
    fault,
    isCancelPending: toOperation(Array.isArray(json) ? json[0] : json).isCancelPending,
    ...(link ? { link } : {}),
    ...(classified.disposition === 'completed' ? { isLookDue: true } : {}),
    notices: link?.id !== undefined && hasEmails ? [emailsIgnored] : [],
    warnings: isRejected ? [linkRejected] : [],
  };
}

const emailsIgnored =
  'The offer was migrated to Partner Center: the service ignores notification-emails for it, and writes to the seller contact of the account';
const linkRejected = 'The address that came with the reply is not one of an operation of this offer, and is not followed';

/** What the service complains about, when it names it. */
function textFault(disposition: CancelReply['disposition'], body: string): CancelFault | undefined {
  if (!['refused', 'conflict', 'precondition'].includes(disposition)) return undefined;
  return /InvalidAPIVersion/i.test(body) ? 'version' : /if-match/i.test(body) ? 'if-match' : undefined;
}
