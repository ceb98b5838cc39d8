import type { SignInFailure } from '../auth/credential.ts';
import { fieldsOf, listOf, textOf } from '../http/json.ts';
import { type Exchange, isExchange, isReply } from '../http/reply.ts';
import { guidForm } from '../text/spelling.ts';
import type { ApiSend, CancelReply, OperationLink, OperationList, OperationWithId, Unreadable, UnreadableReason } from './api.ts';
import { classifyCancel, isUnreadable, notDocumented, readReply } from './classify.ts';
import { hasError } from './errors.ts';
import { isTaken, unreadable } from './operations.ts';

/** The product of an offer, which both newer APIs ask by. */
export interface Product {
  /** Its id, `''` before it is found. */
  id(): string;
  /** Finds it before anything else is asked; why nothing can be asked, if so. */
  find(): Promise<Unreadable | undefined>;
}

/** A GUID is the id of a product already, and needs no lookup. */
export function createProduct(offerId: string, lookUp: () => ReturnType<ApiSend>): Product {
  let id = guidForm.test(offerId) ? offerId.toLowerCase() : '';
  return {
    id: () => id,
    find: async () => {
      if (id !== '') return undefined;
      const found = readProduct(await lookUp(), offerId);
      if (typeof found !== 'string') return listFailure(found);
      id = found;
      return undefined;
    },
  };
}

/** The product in the reply to a lookup, in lower case, with or without `product/` before it; or why there is none. */
export function readProduct(result: Exchange | SignInFailure, offerId: string): string | Unreadable {
  const read = readReply(result);
  if (isUnreadable(read))
    return read.reason === 'withdrawn'
      ? unreadable(`the lookup of the product of ${offerId} failed: ${read.detail}`, 'lookup-failed')
      : read;
  const { value } = fieldsOf(read.json);
  if (!Array.isArray(value)) return notDocumented(read);
  if (value.length === 0) return unreadable(`no product has the offer id ${offerId}`, 'no-product');
  if (value.length > 1) return unreadable(`${value.length} products have the offer id ${offerId}`, 'several-products');
  const named = offerIdsOf(value[0]);
  if (named.length > 0 && !named.some((one) => one.toLowerCase() === offerId.toLowerCase()))
    return unreadable(`the lookup of ${offerId} shows the product of another offer`);
  const id = (textOf(fieldsOf(value[0])['id']) ?? '').toLowerCase().replace(/^product\//, '');
  return guidForm.test(id) ? id : notDocumented(read);
}

/** The offer ids that a product shows, in the form of either API. */
function offerIdsOf(product: unknown): readonly string[] {
  const { identity, externalIDs } = fieldsOf(product);
  const typed = listOf(externalIDs).map(fieldsOf);
  const ids = typed.filter(({ type }) => type === 'AzureOfferId').map(({ value }) => value);
  return [fieldsOf(identity)['externalId'], ...ids].filter((id) => typeof id === 'string');
}

/** The submissions of a product, the newest first: its number is the largest. */
export function newestFirst(found: readonly unknown[], toSubmission: (value: unknown) => OperationWithId | undefined): OperationList {
  const entries = found.map(toSubmission);
  if (!entries.every((entry) => entry !== undefined)) return unreadable('the list holds a submission without a number');
  const sorted = entries.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  return { kind: 'list', entries: sorted, isConclusive: sorted[0]?.isKnown !== false };
}

/** Reasons that the step reports as they are. Every other one becomes `no-answer`. */
const reported: readonly UnreadableReason[] = [
  'unauthorized',
  'forbidden',
  'no-token',
  'signed-out',
  'throttled',
  'redirected',
  'not-the-api',
  'unsent',
  'no-product',
  'several-products',
  'lookup-failed',
  'another-product',
];

/** A list that cannot be read, for an API where nothing else shows what runs. */
export function listFailure(failure: Unreadable): Unreadable {
  return reported.includes(failure.reason) ? failure : { ...failure, reason: 'no-answer' };
}

/**
 * The reply to a cancel. Any 2xx accepts it that has no body, or an object without an error. A look may show its effect at once.
 * `isPage`: the object is the page of what was canceled, whose own errors say nothing about the cancel.
 */
export function readCancelReply(
  result: Exchange | SignInFailure,
  link: OperationLink,
  isPage: (json: unknown) => boolean = () => false,
): CancelReply {
  const classified = classifyCancel(result, isExchange(result) && !isAnswer(result, isPage));
  return isTaken(classified) ? { ...classified, disposition: 'accepted', isLookDue: true, link } : classified;
}

function isAnswer(result: Exchange, isPage: (json: unknown) => boolean): boolean {
  if (!isReply(result)) return false;
  const { body, json } = result;
  if (body.trim() === '') return true;
  return typeof json === 'object' && json !== null && !Array.isArray(json) && (isPage(json) || !hasError(json));
}

/** Whether a byte of a cancel request may have reached the service. */
export function mayHaveArrived({ statusCode, disposition }: CancelReply): boolean {
  return statusCode !== undefined || disposition === 'ambiguous';
}
