import { isLoopback } from '../http/origin.ts';
import type { NoReply, Reply, Transport } from '../http/transport.ts';

/** Whatever can name a bearer token for the API. Every token it returns has been masked before. */
export interface Credential {
  accessToken(signal: AbortSignal): Promise<string>;
}

/** A token that the workflow passed in: nothing to fetch and nothing to renew. */
export function givenToken(token: string): Credential {
  return { accessToken: async () => token };
}

/** Adds the bearer token, and refuses to send it anywhere but to its own origin, over TLS (loopback apart). */
export function withBearer(transport: Transport, credential: Credential, baseUrl: string): Transport {
  const home = new URL(baseUrl);
  if (home.protocol !== 'https:' && !isLoopback(home)) throw new Error(`a credential is never sent to ${home.origin}: it is not TLS`);
  return async (request, signal) => {
    const { origin } = new URL(request.url);
    if (origin !== home.origin) throw new Error(`a credential for ${home.origin} is never sent to ${origin}`);
    const token = await credential.accessToken(signal);
    const result = await transport({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }, signal);
    return token.length < shortestScrubbed ? result : scrub(result, token);
  };
}

/** A shorter token could be a word that the service really says. */
const shortestScrubbed = 8;

/** A reply that repeats our token loses it here, before anybody reads, quotes or cuts it (guarantee G6). */
function scrub<T extends Reply | NoReply>(result: T, token: string): T {
  const spellings = [token, encodeURIComponent(token), token.replaceAll('/', '\\/')];
  const clean = (text: string | undefined): string | undefined => spellings.reduce((left, secret) => left?.replaceAll(secret, '***'), text);
  const headers = result.headers && Object.fromEntries(Object.entries(result.headers).map(([name, value]) => [name, clean(value)]));
  return { ...result, ...(headers ? { headers } : {}), ...('body' in result ? { body: clean(result.body) } : {}) };
}
