import type { Send } from '../http/deadline.ts';
import { isLoopback } from '../http/origin.ts';
import type { Exchange } from '../http/reply.ts';
import { type Credential, isToken, type SignInFailure } from './credential.ts';

export type AuthorizedSend = Send<SignInFailure>;

/**
 * Adds the bearer token, and refuses to send it anywhere but to its own origin, over TLS (loopback apart). After a 401 the token is renewed
 * once, if it can be. A look is then repeated. The reply to a cancel request is only marked, since `afterAttempt` alone may repeat it.
 */
export function withBearer(send: Send, credential: Credential, baseUrl: string): AuthorizedSend {
  const service = new URL(baseUrl);
  if (service.protocol !== 'https:' && !isLoopback(service))
    throw new Error(`a credential is never sent to ${service.origin}: it is not TLS`);
  /** A renewed token that no reply has accepted yet: if it is refused as well, another one would not help. */
  let untried: string | undefined;
  const sendWith = async (token: string, request: Parameters<Send>[0], signal: AbortSignal): Promise<Exchange> => {
    const headers = { ...request.headers, authorization: `Bearer ${token}` };
    const result = await send({ ...request, headers, secrets: [token] }, signal);
    if (result.status !== undefined && result.status !== 401 && token === untried) untried = undefined;
    return result;
  };
  const renewed = async (token: string, reply: Exchange, request: Parameters<Send>[0], signal: AbortSignal): ReturnType<AuthorizedSend> => {
    if (credential.whyRefused) return { ...reply, remark: credential.whyRefused() };
    if (token === untried) return { ...reply, remark: refusedAgain };
    const fresh = await credential.accessToken(token);
    if (!isToken(fresh)) return { ...fresh, rejection: reply };
    untried = fresh.token;
    if (request.intent === 'cancel') return { ...reply, isTokenRenewed: true };
    const second = await sendWith(fresh.token, request, signal);
    return second.status === 401 ? { ...second, remark: refusedAgain } : second;
  };
  return async (request, signal) => {
    const { origin } = new URL(request.url);
    if (origin !== service.origin) throw new Error(`a credential for ${service.origin} is never sent to ${origin}`);
    const access = await credential.accessToken();
    if (!isToken(access)) return access;
    const result = await sendWith(access.token, request, signal);
    return result.status === 401 ? renewed(access.token, result, request, signal) : result;
  };
}

const refusedAgain = 'a token that was fetched anew was refused as well';
