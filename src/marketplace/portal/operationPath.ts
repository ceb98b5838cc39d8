import type { OperationLink } from '../api.ts';

/** The offer that this step was asked about, and where the API serves it. */
export interface Address {
  readonly baseUrl: string;
  readonly apiVersion: string;
  readonly publisherId: string;
  readonly offerId: string;
}

const longestPath = 2048;
const pathSegment = /^[A-Za-z0-9][A-Za-z0-9_.~$-]{0,127}$/;
/** An `api-version`, wherever it comes from. */
export const versionForm = /^\d{4}-\d{2}-\d{2}(-preview\d*)?$/;

/** Whether an operation's id can be put into a path as it is. The service documents GUIDs, not always of RFC 4122's variants. */
export function isOperationId(id: unknown): id is string {
  return typeof id === 'string' && pathSegment.test(id);
}

/**
 * Checks a path or URL that came from outside against the offer of this step. Another origin, publisher or offer,
 * anything but an operation, and unusual spelling give `undefined`.
 */
export function parseOperationPath(raw: string, address: Address): OperationLink | undefined {
  if (raw.length > longestPath || /[^\x21-\x7e]|[\\@]|%2f|%5c|%2e/i.test(raw) || !/^(\/(?!\/)|https?:\/\/)/i.test(raw)) return undefined;
  if (!URL.canParse(raw, address.baseUrl)) return undefined;
  const url = new URL(raw, address.baseUrl);
  if (url.origin !== new URL(address.baseUrl).origin) return undefined;
  const id = operationIn(url.pathname.replaceAll('%24', '$').split('/').slice(1), address);
  if (id === undefined) return undefined;
  const version = url.searchParams.get('api-version') ?? '';
  const path = `${url.pathname}?api-version=${versionForm.test(version) ? version : address.apiVersion}`;
  return id === '' ? { path } : { path, id };
}

/** The operation's id; `''` for the non-migrated shape; `undefined` for a path that is not an operation of this offer. */
function operationIn(segments: readonly string[], { publisherId, offerId }: Address): string | undefined {
  const [api, collection = '', owner = ''] = segments;
  const prefix = [publisherId, offerId, ''].join('$').toLowerCase();
  if (segments.length === 3 && api === 'api' && collection === 'operations') {
    const isOurs = owner.toLowerCase().startsWith(prefix) && /^[A-Za-z0-9_.~$-]+$/.test(owner.slice(prefix.length));
    return isOurs ? '' : undefined;
  }
  const parent = ['api', 'publishers', publisherId, 'offers', offerId, 'operations'].join('/').toLowerCase();
  const id = segments[6];
  const isOurs = segments.length === 7 && segments.slice(0, 6).join('/').toLowerCase() === parent;
  return isOurs && isOperationId(id) ? id : undefined;
}
