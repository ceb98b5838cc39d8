/**
 * What a recording may show of an exchange (docs/recordings.md). Each adapter lists its routes, the fields of their bodies and the words
 * that may stand in them. What is not listed cannot get into a recording.
 */

import { guid, normalizeWord } from '../text/spelling.ts';

export type Shape =
  /** One of these words, in any spelling of it. */
  | { readonly kind: 'word'; readonly words: ReadonlySet<string> }
  /** An id, or a path with ids. */
  | { readonly kind: 'id'; readonly forms: readonly IdForm[] }
  /** An address of an operation. */
  | { readonly kind: 'link' }
  | { readonly kind: 'time' | 'percent' | 'flag' | 'text' }
  /** Fields by their names in lower case. */
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, Shape>> };

/** The named groups of `form` are ids of that kind; `shown` has their places. */
export interface IdForm {
  readonly form: RegExp;
  readonly shown: string;
}

export interface RecordedRoute {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Of path and query, decoded. Its named groups are ids of that kind. */
  readonly form: RegExp;
  readonly body: Shape;
}

/** Where a reply says that its operation is. */
export interface RecordedLink {
  readonly form: 'relative' | 'absolute' | '$' | 'other';
  readonly id?: string;
}

/** The facts of one API that a recording needs. */
export interface ApiRecording {
  readonly routes: readonly RecordedRoute[];
  /** The kind of id that `operation-id` names. */
  readonly guardKind: string;
  /** Words that the adapter looks for in any text. */
  readonly searched: readonly string[];
  /** `ids`: those of the request. */
  linkOf(raw: string, ids: Readonly<Record<string, string>>, baseUrl: string): RecordedLink;
}

export function word(...words: readonly string[]): Shape {
  return { kind: 'word', words: new Set(words.map(normalizeWord)) };
}

export function fields(shapes: Readonly<Record<string, Shape>>): Shape {
  return { kind: 'fields', fields: Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name.toLowerCase(), shape])) };
}

export function id(...forms: readonly (readonly [form: RegExp, shown: string])[]): Shape {
  return { kind: 'id', forms: forms.map(([form, shown]) => ({ form, shown })) };
}

export const text: Shape = { kind: 'text' };

/** The ids that both newer APIs share. */
export const productName = id(
  [new RegExp(`^(?<product>${guid})$`, 'i'), '{product}'],
  [new RegExp(`^product/(?<product>${guid})$`, 'i'), 'product/{product}'],
  [new RegExp(`^https://[^/]+/rp/product-ingestion/product/(?<product>${guid})$`, 'i'), 'https://…/rp/product-ingestion/product/{product}'],
);
export const offerName = id([/^(?<offer>.{1,128})$/, '{offer}']);

/** Codes of errors that Microsoft documents or public clients have seen (docs/api.md#error-bodies, docs/api.md#job-errors). */
const code = word(
  'BadRequest',
  'Unauthorized',
  'Forbidden',
  'NotFound',
  'MethodNotAllowed',
  'Conflict',
  'PreconditionFailed',
  'TooManyRequests',
  'InternalServerError',
  'ServiceUnavailable',
  'InvalidAPIVersion',
  'Http400Exception',
  'Http401Exception',
  'Http403Exception',
  'Http404Exception',
  'Http409Exception',
  'InvalidState',
  'Locked',
  'ProductLocked',
  'OperationCanceled',
);

/** The members that an error is read from (src/http/errorBody.ts), as deep as a few levels. */
function errorFields(levels: number): Readonly<Record<string, Shape>> {
  const inner = levels > 0 ? fields(errorFields(levels - 1)) : text;
  const codes = ['code', 'errorCode', 'exceptionCode', 'faultCode', 'exceptionType', 'title', 'httpStatusCode'];
  const texts = [
    'exceptionMessage',
    'message',
    'errorMessage',
    'faultString',
    'error_description',
    'detail',
    'messageDetail',
    'stackTrace',
  ];
  const nested = ['error', 'odata.error', 'errors', 'modelState', 'details', 'innerError', 'innerException'];
  return Object.fromEntries([
    ...codes.map((name) => [name, code] as const),
    ...texts.map((name) => [name, text] as const),
    ...nested.map((name) => [name, inner] as const),
  ]);
}

const envelope = fields(errorFields(1));

/** The fields of a route's body, and those of an error in its place. */
export function bodyWith(own: Readonly<Record<string, Shape>>): Shape {
  return fields({ ...errorFields(2), product: envelope, variant: envelope, ...own });
}
