import type { Send } from '../http/bounded.ts';
import { isLoopback } from '../http/origin.ts';
import type { NoReply, Reply } from '../http/transport.ts';
import { type Credential, isForNow, isToken, type NoToken } from './credential.ts';
import { scrubber } from './scrub.ts';

/**
 * Adds the bearer token, and refuses to send it anywhere but to its own origin, over TLS (loopback apart). After a 401 the token is renewed once, where the
 * credential can do that: a look is repeated with the new one, a cancel request is marked (`renewal`), since `afterAttempt` alone may repeat it.
 */
export function withBearer(send: Send, credential: Credential, baseUrl: string): Send {
  const home = new URL(baseUrl);
  if (home.protocol !== 'https:' && !isLoopback(home)) throw new Error(`a credential is never sent to ${home.origin}: it is not TLS`);
  /** A renewed token that no reply has taken yet: if it is refused as well, another one would not help. */
  let untried: string | undefined;
  const scrubbers = new Map<string, ReturnType<typeof scrubber>>();
  const sendWith = async (token: string, request: Parameters<Send>[0], signal: AbortSignal): ReturnType<Send> => {
    const result = await send({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }, signal);
    if (result.status !== undefined && result.status !== 401 && token === untried) untried = undefined;
    const scrub = scrubbers.get(token) ?? scrubber([token]);
    scrubbers.set(token, scrub);
    return scrub(result);
  };
  /** After a 401 with this token: another one, once. */
  const renewed = async (token: string, result: Reply | NoReply, request: Parameters<Send>[0], signal: AbortSignal): ReturnType<Send> => {
    if (token === untried) return { ...result, remark: refusedAgain };
    const fresh = await credential.accessToken(token);
    if (!isToken(fresh)) return { ...result, remark: fresh.why, ...failedRenewal(fresh) };
    untried = fresh.token;
    if (request.intent === 'cancel') return { ...result, renewal: 'done' };
    const second = await sendWith(fresh.token, request, signal);
    return second.status === 401 ? { ...second, remark: refusedAgain } : second;
  };
  return async (request, signal) => {
    const { origin } = new URL(request.url);
    if (origin !== home.origin) throw new Error(`a credential for ${home.origin} is never sent to ${origin}`);
    const access = await credential.accessToken();
    if (!isToken(access)) return { sent: false, code: isForNow(access) ? 'no-token' : 'signed-out', remark: access.why };
    const result = await sendWith(access.token, request, signal);
    return result.status === 401 ? renewed(access.token, result, request, signal) : result;
  };
}

const refusedAgain = 'a token that was fetched anew was refused as well';

/** A token that was given cannot be renewed at all, so its 401 is the service's last word; elsewhere the renewal failed, for now or for good. */
function failedRenewal(reason: NoToken): Pick<Reply, 'renewal'> {
  if (reason.cause === 'refused-401') return {};
  return { renewal: isForNow(reason) ? 'later' : 'never' };
}
