import type { SignInFailure } from '../../auth/credential.ts';
import { fieldsOf, listOf } from '../../http/json.ts';
import type { Exchange, Reply } from '../../http/reply.ts';
import type { Unreadable } from '../api.ts';
import { notDocumented, readFailure } from '../classify.ts';

export const guidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `?$filter=…` for the product of an offer id, as public clients send it (docs/api.md#submission-routes). */
export function productFilter(offerId: string): string {
  return `$filter=${encodeURIComponent(`externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq '${offerId}')`)}`;
}

/** The product's GUID in the reply to a lookup, or why there is none. */
export function readProduct(result: Exchange | SignInFailure, offerId: string): string | Unreadable {
  const failure = readFailure(result);
  if (failure?.reason === 'withdrawn')
    return { ...failure, reason: 'lookup-failed', detail: `the lookup of the product of ${offerId} failed: ${failure.detail}` };
  if (failure) return failure;
  const { json } = result as Reply;
  const found = listOf(fieldsOf(json)['value']);
  if (!Array.isArray(fieldsOf(json)['value'])) return notDocumented(result as Reply);
  const [product, ...others] = found.map((entry) => fieldsOf(entry)['id']);
  if (found.length === 0) return { kind: 'unreadable', reason: 'no-product', detail: `no product has the offer id ${offerId}` };
  if (others.length > 0)
    return { kind: 'unreadable', reason: 'several-products', detail: `${found.length} products have the offer id ${offerId}` };
  return typeof product === 'string' && guidForm.test(product) ? product : notDocumented(result as Reply);
}
