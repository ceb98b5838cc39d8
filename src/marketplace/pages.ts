import type { SignInFailure } from '../auth/credential.ts';
import { fieldsOf, textOf } from '../http/json.ts';
import type { Exchange } from '../http/reply.ts';
import type { Unreadable } from './api.ts';
import { isUnreadable, notDocumented, readReply } from './classify.ts';
import { unreadable } from './operations.ts';

/** One offer has far fewer submissions; a list that never ends is not followed. */
const mostPages = 100;

/**
 * Every entry of a list, all pages of it, or why one page could not be read: half a list proves nothing. The link to the next page is
 * documented as `@odata.nextLink` and seen as `nextLink`, without a leading slash (docs/api.md#submission-routes). It is followed only to
 * the same list, and never twice.
 */
export async function readPages(
  firstUrl: string,
  get: (url: string) => Promise<Exchange | SignInFailure>,
): Promise<readonly unknown[] | Unreadable> {
  const entries: unknown[] = [];
  const seen = new Set<string>();
  let url: string | undefined = firstUrl;
  while (url !== undefined) {
    seen.add(url);
    const read = readReply(await get(url));
    if (isUnreadable(read)) return seen.size === 1 ? read : { ...read, detail: `page ${seen.size} of the list: ${read.detail}` };
    const { json } = read;
    const { value } = fieldsOf(json);
    if (!Array.isArray(value)) return notDocumented(read);
    entries.push(...value);
    const link = nextLink(json);
    if (link === undefined) return entries;
    url = pageUrl(link, firstUrl);
    if (url === undefined || seen.has(url) || seen.size >= mostPages) break;
  }
  return unreadable('the list of submissions leads to a page that is not followed');
}

/** The link to the next page; `undefined` on the last one. `''`, which is not followed, for a link that is not text. */
function nextLink(json: unknown): string | undefined {
  const { nextLink: seen, '@odata.nextLink': documented, continuationToken } = fieldsOf(json);
  const link = [documented, seen].find((one) => one !== undefined && one !== null && one !== '');
  if (link === undefined) return continuationToken ? '' : undefined;
  return textOf(link) ?? '';
}

/** The address of a further page: the same origin and the same path as the first. */
function pageUrl(link: string, firstUrl: string): string | undefined {
  const first = new URL(firstUrl);
  const text = /^(\/|https?:\/\/)/i.test(link) ? link : `/${link}`;
  if (link === '' || /[^\x21-\x7e]|\\/.test(text) || !URL.canParse(text, firstUrl)) return undefined;
  const url = new URL(text, firstUrl);
  const isSameList = url.origin === first.origin && url.pathname.toLowerCase() === first.pathname.toLowerCase();
  return isSameList && url.username === '' && url.password === '' ? url.href : undefined;
}
