import type { SignInFailure } from '../auth/credential.ts';
import { fieldsOf, textOf } from '../http/json.ts';
import type { Exchange, Reply } from '../http/reply.ts';
import type { ReadFailure, Unreadable } from './api.ts';
import { notDocumented, readFailure } from './classify.ts';

/** The id of a product, which both newer APIs share. */
export const productForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The product in the reply to a lookup, in lower case, with or without `product/` before it; or why there is none. */
export function readProduct(result: Exchange | SignInFailure, offerId: string): string | Unreadable {
  const failure = readFailure(result);
  if (failure?.reason === 'withdrawn')
    return { ...failure, reason: 'lookup-failed', detail: `the lookup of the product of ${offerId} failed: ${failure.detail}` };
  if (failure) return failure;
  const { value } = fieldsOf((result as Reply).json);
  if (!Array.isArray(value)) return notDocumented(result as Reply);
  if (value.length === 0) return { kind: 'unreadable', reason: 'no-product', detail: `no product has the offer id ${offerId}` };
  if (value.length > 1)
    return { kind: 'unreadable', reason: 'several-products', detail: `${value.length} products have the offer id ${offerId}` };
  const id = (textOf(fieldsOf(value[0])['id']) ?? '').toLowerCase().replace(/^product\//, '');
  return productForm.test(id) ? id : notDocumented(result as Reply);
}

/** Failures that say who may read, or what is on the way. Any other one only says that nothing could be read. */
const telling: readonly ReadFailure[] = [
  'unauthorized',
  'forbidden',
  'no-token',
  'signed-out',
  'throttled',
  'redirected',
  'no-product',
  'several-products',
  'lookup-failed',
  'another-product',
];

/** A list that cannot be read, for an API where nothing else shows what runs. */
export function listFailure(failure: Unreadable): Unreadable {
  return telling.includes(failure.reason) ? failure : { ...failure, reason: 'unreadable' };
}
