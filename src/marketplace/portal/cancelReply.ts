import type { SignInFailure } from '../../auth/credential.ts';
import { fieldsOf } from '../../http/json.ts';
import { type Exchange, isExchange, isReply } from '../../http/reply.ts';
import type { CancelFault, CancelReply } from '../api.ts';
import { classifyCancel } from '../classify.ts';
import { findLocation } from './location.ts';
import { toOperation } from './objects.ts';
import { isOfAnother } from './observations.ts';
import type { Address } from './operationPath.ts';

/** Reads the reply to a cancel request. `hasEmails`: it named addresses that the service should notify. */
export function readCancelReply(result: Exchange | SignInFailure, address: Address, hasEmails: boolean): CancelReply {
  if (!isExchange(result)) return { ...classifyCancel(result, false), isCancelPending: false, notices: [], warnings: [] };
  const { link, isRejected } = findLocation(result, address);
  const { body = '', json = undefined } = isReply(result) ? result : {};
  const shown = Array.isArray(json) ? json[0] : json;
  const operation = toOperation(shown);
  const isNoAnswer = isReply(result) ? json === undefined && body.trim() !== '' : result.status !== undefined;
  const isNo = hasError(json) || isOfAnother(shown, address.publisherId) || operation.state === 'failed';
  const classified = classifyCancel(result, isNo || (isNoAnswer && !link));
  return {
    ...classified,
    fault: textFault(classified.disposition, body) ?? classified.fault,
    isCancelPending: operation.isCancelPending,
    ...(link ? { link } : {}),
    ...(classified.disposition === 'completed' ? { isLookDue: true } : {}),
    notices: link?.id !== undefined && hasEmails ? [emailsIgnored] : [],
    warnings: isRejected ? [linkRejected] : [],
  };
}

const emailsIgnored =
  'The offer was migrated to Partner Center: the service ignores notification-emails for it, ' +
  'and writes to the seller contact of the account';
const linkRejected = 'The address that came with the reply is not one of an operation of this offer, and is not followed';

/** The names of members that only an error has (docs/api.md#error-bodies). */
const errorNames = /^(error|errors|odata\.error|exceptioncode|exceptionmessage|exceptiontype|stacktrace|faultcode)$/i;

/** Whether a body tells of an error, whatever its status says: by a member of its own, or of an envelope around it. */
function hasError(json: unknown): boolean {
  if (typeof json === 'string') return /exception|error/i.test(json);
  const shown = Array.isArray(json) ? json.slice(0, mostEntries) : [json];
  return shown.some((one) => namesError(one) || Object.values(fieldsOf(one)).some(namesError));
}

const mostEntries = 50;

function namesError(value: unknown): boolean {
  return Object.entries(fieldsOf(value)).some(([name, of]) => errorNames.test(name) && !(Array.isArray(of) && of.length === 0));
}

/** What the service complains about, when it names it. */
function textFault(disposition: CancelReply['disposition'], body: string): CancelFault | undefined {
  if (!['refused', 'conflict', 'precondition'].includes(disposition)) return undefined;
  return /InvalidAPIVersion/i.test(body) ? 'version' : /if-match/i.test(body) ? 'if-match' : undefined;
}
