import { longestQuote, sanitize } from '../text/sanitize.ts';
import { errorWords } from './errorBody.ts';
import { type Exchange, isReply, isWebPage, type NoReply, type Reply } from './reply.ts';
import { requestIdOf } from './tracing.ts';

/** Text of the service without its HTML (`messageHtml`, docs/api.md#messages), as one harmless line. */
export function withoutHtml(html: string): string {
  return sanitize(html.slice(0, longestQuote * 8).replace(/<[^>]*>?/g, ' '));
}

/** What came instead of an answer, in one clause: status, the service's own words, request id, what else is known; or why no reply came. */
export function describeFailure(result: Exchange): string {
  if (!isReply(result) && result.status === undefined) return noReply(result);
  const words = isReply(result) ? quoted(wordsOf(result)) : remnant(result);
  const id = requestIdOf(result.headers);
  const challenge = /\bclaims\s*=/i.test(result.headers?.['www-authenticate'] ?? '') ? claimsChallenge : '';
  return [`HTTP ${result.status}${targetOf(result)}`, words, id && `request id ${id}`, challenge, result.remark].filter(Boolean).join(', ');
}

/** A reply whose headers came, and not all of its body. */
function remnant({ code, headers }: NoReply): string {
  if (code !== 'encoded') return `a reply that was cut off (${sanitize(code)})`;
  const encoding = sanitize(headers?.['content-encoding'] ?? '', 40);
  return `a body that cannot be decoded (content-encoding ${quoted(encoding)}; none was asked for)`;
}

/** Where a redirect would lead, by its host: a portal, mostly. It is never followed. */
function targetOf({ status = 0, headers }: Exchange): string {
  const location = headers?.['location'] ?? '';
  return status >= 300 && status < 400 && URL.canParse(location) ? ` (a redirect to ${sanitize(new URL(location).host, 100)})` : '';
}

/** A 401 that asks for a token with more claims. Its text is written for programs and is never quoted. */
const claimsChallenge = 'a policy of the tenant asks for more than this token (a claims challenge, which an application cannot answer)';

const silences: Readonly<Record<string, string>> = {
  timeout: 'no reply in time',
  'connect-timeout': 'no connection within 10 s',
  interim: 'nothing but interim replies',
  unsent: 'its turn came too late',
  aborted: 'the run was canceled before a reply came',
  upgrade: 'a reply that switches to another protocol',
  'bad-status': 'a reply whose status is no HTTP status',
  proxy: 'the proxy could not be reached or dropped the connection',
  'proxy-407':
    'the proxy wants credentials (HTTP 407): put user and password into the proxy setting; ' +
    'only Basic is spoken here, a proxy that takes only Negotiate or NTLM cannot be used',
};

function noReply({ code, sent }: NoReply): string {
  const known = silences[code];
  if (known) return known;
  if (code.startsWith('proxy-')) return `the proxy refused the connection (HTTP ${code.slice(6)})`;
  return sent ? `the connection broke before a reply came (${sanitize(code)})` : `no connection (${sanitize(code)})`;
}

function quoted(words: string): string {
  return words === '' ? '' : `"${words.replaceAll('"', "'")}"`;
}

/** The part of a page that is searched for its title. */
const longestHead = 4096;

/**
 * What a body says: its words as JSON, a gateway's page by its title, or the first line of plain text.
 * Broken JSON is not quoted, because it may hold what must not be in a log.
 */
function wordsOf(reply: Reply): string {
  const { body, json } = reply;
  const { code = '', message = '', detail = '' } = errorWords(json);
  const sentence = withoutHtml(detail === message ? message : `${message} ${detail}`);
  if (code || sentence) return [sanitize(code, 60), sentence].filter(Boolean).join(': ');
  if (!isWebPage(reply))
    return json !== undefined || /^\s*[[{"]/.test(body) ? '' : sanitize(body.trimStart().replace(/[\r\n].*/s, ''), 200);
  const title = sanitize(/<title[^<>]*>([^<]*)/i.exec(body.slice(0, longestHead))?.[1] ?? '', 100);
  return `a web page instead of an answer of the API${title && `: ${title}`}`;
}
