import { sanitize } from '../text/sanitize.ts';

/** GitHub's answer to one request, or why there is none. */
export type GitHubReply = Reply | { readonly fault: string };

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** In one clause: what came instead of an answer, and the advice. */
export interface Trouble {
  readonly trouble: string;
}

/** The data of a reply with the status that was expected, when `read` can use it. */
export function dataOf<T extends object | string | number>(
  answer: GitHubReply,
  status: number,
  read: (data: unknown) => T | undefined,
): T | Trouble {
  if ('fault' in answer) return { trouble: `no answer of GitHub (${sanitize(answer.fault, 100)})` };
  const data = answer.status === status ? read(answer.data) : undefined;
  return data ?? { trouble: [`HTTP ${answer.status}`, quoted(answer.data), adviceFor(answer, status)].filter(Boolean).join(', ') };
}

export function isTrouble(value: unknown): value is Trouble {
  return typeof value === 'object' && value !== null && 'trouble' in value;
}

/** GitHub's own words: errors are JSON with a `message`. */
function quoted(data: unknown): string {
  const { message } = Object(data) as { message?: unknown };
  return typeof message === 'string' && message !== '' ? `"${sanitize(message, 200).replaceAll('"', "'")}"` : '';
}

function adviceFor(answer: Reply, expected: number): string {
  const { status } = answer;
  if (isLimited(answer)) return 'too many requests were made with this token: GitHub wants to be left alone for a while';
  if (status === 401) return 'github-token is not valid here: write github-token: ${{ github.token }}';
  if (status === 403 || status === 404)
    return 'give the job "permissions: { deployments: write }", in a reusable workflow the job that calls it too';
  if (status >= 500) return 'GitHub is in trouble';
  if (status === expected) return 'an answer that is not that of the GitHub API';
  return status >= 300 && status < 400 ? 'a redirect, which is not followed' : '';
}

/** By the hour (nothing remains), or by requests at once (a pause is asked for). */
function isLimited({ status, headers, data }: Reply): boolean {
  if (status === 429) return true;
  const isUsedUp = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  return status === 403 && (isUsedUp || /rate limit/i.test(quoted(data)));
}
