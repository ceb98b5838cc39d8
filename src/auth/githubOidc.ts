import { fieldsOf } from '../http/json.ts';
import { isReply } from '../http/reply.ts';
import { isTransient, withRetry } from '../http/retry.ts';
import { type Access, isBearerToken, type SignInDeps, type SignInFailure } from './credential.ts';
import { signInFailure } from './signInFailure.ts';

/** `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN` (docs/platform.md#oidc-variables). */
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
 * The token of GitHub that says which job this is (docs/api.md#id-token-request). It is not from `core.getIDToken`, which ends the step
 * green on a reply that is cut (docs/platform.md#id-token-helper).
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
