import { pluralize } from '../text/format.ts';
import { type Access, type Credential, isToken, type SignInDeps, type SignInFailure } from './credential.ts';
import type { AccessToken } from './entra.ts';

/** A token is renewed this long before its life ends, or after half of a shorter life. */
const renewBeforeMs = 120_000;
/** After a failure no token is asked for during this time. */
const restMs = 30_000;

interface CachedToken extends Access {
  readonly renewAtMs: number;
  readonly deadAtMs: number;
}

/**
 * Keeps one token for all requests of a step, and renews it before it expires, one renewal at a time. `fetch` gets to know whether
 * the old token is still valid: then a failure does no harm.
 */
export function cachedCredential(
  fetch: (hasToken: boolean) => Promise<AccessToken | SignInFailure>,
  { limits: { clock }, log }: SignInDeps,
): Credential {
  let current: CachedToken | undefined;
  let failed: { readonly reason: SignInFailure; readonly untilMs: number } | undefined;
  let pending: Promise<Access | SignInFailure> | undefined;
  let grants = 0;

  const living = (): CachedToken | undefined => (current && clock.nowMs() < current.deadAtMs ? current : undefined);
  const renew = async (): Promise<Access | SignInFailure> => {
    const askedAtMs = clock.nowMs();
    const result = await fetch(living() !== undefined);
    pending = undefined;
    if (!isToken(result)) {
      failed = { reason: result, untilMs: clock.nowMs() + restMs };
      return living() ?? result;
    }
    const { token, expiresInMs: lifeMs } = result;
    failed = undefined;
    current = { token, renewAtMs: askedAtMs + lifeMs - Math.min(renewBeforeMs, lifeMs / 2), deadAtMs: askedAtMs + lifeMs };
    grants += 1;
    log(`Signed in${grants === 1 ? '' : ' again'}. The token is valid for ${lifeOf(lifeMs)}`);
    return current;
  };

  return {
    accessToken: async (rejected) => {
      if (current?.token === rejected) current = undefined;
      if (current && clock.nowMs() < current.renewAtMs) return current;
      if (failed && clock.nowMs() < failed.untilMs) return living() ?? failed.reason;
      pending ??= renew();
      return pending;
    },
  };
}

function lifeOf(ms: number): string {
  return ms < 120_000 ? pluralize(ms / 1000, 'second') : pluralize(Math.floor(ms / 60_000), 'minute');
}
