import { fieldsOf } from '../../http/json.ts';
import { type Exchange, isReply } from '../../http/reply.ts';
import type { OperationLink } from '../api.ts';
import { type Address, isOperationId, parseOperationPath } from './operationPath.ts';

/** What a reply says about where its operation is: a path to follow, nothing at all, or something that must not be followed. */
export interface FoundLocation {
  readonly link?: OperationLink;
  readonly isRejected: boolean;
}

/**
 * The `Location` of a reply: in a header, in `Operation-Location`, or in the body (docs/api.md#operation-links).
 * The first valid one counts. `isRejected`: one before it is not valid.
 */
export function findLocation(result: Exchange, address: Address): FoundLocation {
  const { headers } = result;
  const json = isReply(result) ? result.json : undefined;
  const candidates = [headers?.['location'], headers?.['operation-location'], ...pathsInBody(json, address)];
  let isRejected = false;
  for (const raw of candidates) {
    if (typeof raw !== 'string' || raw === '') continue;
    const link = parseOperationPath(raw, address);
    if (link) return { link, isRejected };
    isRejected = true;
  }
  return { isRejected };
}

function pathsInBody(parsed: unknown, { publisherId, offerId }: Address): unknown[] {
  if (typeof parsed === 'string') return parsed.includes('/') ? [parsed] : [];
  const fields = fieldsOf(parsed);
  const named = Object.keys(fields).filter((key) => ['location', 'operationlocation', 'operation-location'].includes(key.toLowerCase()));
  const ofId = isOperationId(fields['id']) ? [`/api/publishers/${publisherId}/offers/${offerId}/operations/${fields['id']}`] : [];
  return [...named.map((key) => fields[key]), ...ofId];
}
