import type { Headers } from '../http/transport.ts';
import { fieldsOf, parseJson } from './json.ts';

/** The offer that this step was asked about, and where the API serves it. */
export interface Address {
  readonly baseUrl: string;
  readonly apiVersion: string;
  readonly publisherId: string;
  readonly offerId: string;
}

/** A path that may be followed with our credential. `id` is absent for the non-migrated shape (api.md §1.3), whose path holds none. */
export interface OperationPath {
  readonly path: string;
  readonly id?: string;
}

const longestPath = 2048;
const pathSegment = /^[A-Za-z0-9][A-Za-z0-9_.~$-]{0,127}$/;
const versionForm = /^\d{4}-\d{2}-\d{2}(-preview)?$/;

/** Whether an operation's id can be put into a path as it is. The service documents GUIDs, not always of RFC 4122's variants. */
export function isOperationId(id: unknown): id is string {
  return typeof id === 'string' && pathSegment.test(id);
}

/**
 * Checks a path or URL that came from outside against the offer of this step. Location is data, not authority: another origin, another publisher or
 * offer, anything but an operation, or any trick of spelling gives `undefined`.
 */
export function parseOperationPath(raw: string, address: Address): OperationPath | undefined {
  if (raw.length > longestPath || /[^\x21-\x7e]|\\|%2f|%5c|%2e/i.test(raw) || !/^(\/(?!\/)|https?:\/\/)/i.test(raw)) return undefined;
  if (!URL.canParse(raw, address.baseUrl)) return undefined;
  const url = new URL(raw, address.baseUrl);
  if (url.origin !== new URL(address.baseUrl).origin || url.username !== '' || url.password !== '') return undefined;
  const id = operationIn(url.pathname.replaceAll('%24', '$').split('/').slice(1), address);
  if (id === undefined) return undefined;
  const version = url.searchParams.get('api-version') ?? '';
  const path = `${url.pathname}?api-version=${versionForm.test(version) ? version : address.apiVersion}`;
  return id === '' ? { path } : { path, id };
}

/** The operation's id; `''` for the non-migrated shape; `undefined` for a path that is not an operation of this offer. */
function operationIn(segments: readonly string[], { publisherId, offerId }: Address): string | undefined {
  const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
  if (segments[0] !== 'api') return undefined;
  if (segments.length === 3 && segments[1] === 'operations') {
    const [publisher, offer, rest] = segments[2]?.split('$') ?? [];
    return same(publisher, publisherId) && same(offer, offerId) && rest && pathSegment.test(segments[2] ?? '') ? '' : undefined;
  }
  const [, publishers, publisher, offers, offer, operations, id] = segments;
  const isOurs = publishers === 'publishers' && same(publisher, publisherId) && offers === 'offers' && same(offer, offerId);
  return segments.length === 7 && isOurs && operations === 'operations' && isOperationId(id) ? id : undefined;
}

/** What a reply says about where its operation is: a path to follow, nothing at all, or something that must not be followed. */
export interface Pointer {
  readonly link?: OperationPath;
  readonly isRejected: boolean;
}

/**
 * The `Location` of a reply, wherever the service put it: header, `Operation-Location` (documents until 2020), or body (api.md §1.3, §1.8).
 * The first valid one counts.
 */
export function findPointer(reply: { readonly headers?: Headers; readonly body?: string }, address: Address): Pointer {
  const candidates = [reply.headers?.['location'], reply.headers?.['operation-location'], ...pathsInBody(reply.body ?? '', address)];
  const given = candidates.filter((value) => typeof value === 'string').filter((value) => value !== '');
  for (const raw of given) {
    const link = parseOperationPath(raw, address);
    if (link) return { link, isRejected: false };
  }
  return { isRejected: given.length > 0 };
}

function pathsInBody(body: string, { publisherId, offerId }: Address): unknown[] {
  const parsed = parseJson(body);
  if (typeof parsed === 'string') return [parsed];
  const fields = fieldsOf(parsed);
  const named = Object.keys(fields).filter((key) => ['location', 'operationlocation', 'operation-location'].includes(key.toLowerCase()));
  const ofId = isOperationId(fields['id']) ? [`/api/publishers/${publisherId}/offers/${offerId}/operations/${fields['id']}`] : [];
  return [...named.map((key) => fields[key]), ...ofId];
}
