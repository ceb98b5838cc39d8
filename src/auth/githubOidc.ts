import { fieldsOf } from '../http/json.ts';
import { isReply } from '../http/reply.ts';
import { isTransient, withRetry } from '../http/retry.ts';
import { type Access, isBearerToken, type SignInDeps, type SignInFailure } from './credential.ts';
import { signInFailure } from './signInFailure.ts';

/** The runner's `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN`: there when the job has `id-token: write`. */
export interface OidcEndpoint {
  readonly requestUrl: string;
  readonly requestToken: string;
}

/** The audience that Entra's federated credentials expect (docs/api.md#id-token-request). */
export const assertionAudience = 'api://AzureADTokenExchange';

/** All tries together take 30 s at most. */
const lastTryAfterMs = 25_000;
const mostMsPerTry = 5_000;

/**
 * A token of GitHub's that says which job this is: `GET <url>&audience=…` → `{"value": "<JWT>"}`, good for about five minutes (docs/api.md#id-token-request).
 * Not by `core.getIDToken`: on a cut reply that ends the step green with nothing done (docs/platform.md#id-token-helper), and it retries neither 429 nor 500.
 */
export async function githubToken(
  { requestUrl, requestToken }: OidcEndpoint,
  tools: SignInDeps,
  tries: number,
): Promise<Access | SignInFailure> {
  const { clock, deadlineMs, stop } = tools.limits;
  const url = `${requestUrl}${requestUrl.includes('?') ? '&' : '?'}audience=${encodeURIComponent(assertionAudience)}`;
  const headers = { accept: 'application/json', authorization: `Bearer ${requestToken}` };
  const limits = { clock, stop, deadlineMs: Math.min(deadlineMs, clock.nowMs() + lastTryAfterMs) };
  const result = await withRetry(
    () => tools.send({ intent: 'read', method: 'GET', url, headers, secrets: [requestToken] }, stop, mostMsPerTry),
    limits,
    tries,
  );
  const value = isReply(result) && result.status === 200 ? fieldsOf(result.json)['value'] : undefined;
  if (!isBearerToken(value))
    return signInFailure('GitHub', result, isReply(result) && !isTransient(result) ? (hints[Math.floor(result.status / 100)] ?? '') : '');
  tools.mask(value);
  return { token: value };
}

const hints: Readonly<Record<number, string>> = {
  2: 'Its answer holds no token of the job',
  4: 'Check that the job has the permission id-token: write, and that the job is still running',
};
