import { pluralize } from '../text/format.ts';
import { sanitize } from '../text/sanitize.ts';
import type { Credential } from './credential.ts';
import { claimsOf } from './jwt.ts';

/** A GUID may be the application id of the API (docs/api.md#audience), so only another address is wrong for certain. */
function isOfAnother(audience: string, resource: string): boolean {
  return /^(https?|api):/i.test(audience) && audience.toLowerCase().replace(/\/$/, '') !== resource;
}

/** What a given token says of itself: who signs in, and what is wrong with it. A token is opaque, so it is sent all the same. */
export function describeToken(token: string, resource: string, wallMs: number): { readonly who: string; readonly trouble: string } {
  const claims = claimsOf(token);
  if (!claims) return { who: '', trouble: '' };
  const { application, tenant, audience, expiresMs } = claims;
  const minutes = expiresMs === undefined ? undefined : Math.round((expiresMs - wallMs) / 60_000);
  const isExpired = expiresMs !== undefined && expiresMs <= wallMs;
  const who = [
    application && `application ${quoteClaim(application)}`,
    tenant && `tenant ${quoteClaim(tenant)}`,
    minutes !== undefined && !isExpired && `valid for ${pluralize(minutes, 'minute')}`,
  ].filter(Boolean);
  const troubles = [
    isExpired && `expired ${pluralize(-Number(minutes), 'minute')} ago`,
    isOfAnother(audience, resource) && `was issued for ${quoteClaim(audience)}, not for ${resource}`,
  ].filter(Boolean);
  return { who: who.join(', '), trouble: troubles.length === 0 ? '' : `the token that was given ${troubles.join(' and ')}` };
}

const longestClaim = 200;
const quoteClaim = (claim: string): string => sanitize(claim, longestClaim);

/** A token that the workflow passed in: nothing to fetch and nothing to renew. */
export function staticToken(token: string, resource: string, wallMs: () => number): Credential {
  return { accessToken: async () => ({ token }), whyRefused: () => describeToken(token, resource, wallMs()).trouble };
}
