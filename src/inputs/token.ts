import { isBearerToken, longestToken } from '../auth/credential.ts';
import { guidForm, placeholder, type Validated } from './validated.ts';

/** What to say when nothing, too much or something wrong was given; `resource` is the origin of the API that the token is for. */
export const waysFor = (resource: string): string =>
  `sign in one way: tenant-id and client-id (federated by the job's GitHub token, no secret), these two with client-secret, or token (a bearer token for ${resource}). A secret is empty in a run from a fork, and in one of Dependabot`;

/** A bearer token as RFC 6750 spells it. Tokens are opaque, so only what cannot be one is refused; the value is never shown. */
export function bearerToken(value: string, resource: string): Validated<string> {
  const token = withoutScheme(value);
  const ways = waysFor(resource);
  const tokenAdvice = `pass the access token alone, as \`az account get-access-token --resource ${resource} --query accessToken -o tsv\` prints it`;
  if (withoutScheme(token) === '') return { problem: `is empty; ${ways}` };
  if (placeholder(token)) return { problem: `is a placeholder that was never filled in; ${ways}` };
  if (token.length > longestToken)
    return { problem: `is longer than ${longestToken} characters, which is more than a request header can carry; ${tokenAdvice}` };
  if (/^[{["]/.test(token)) return { problem: `is JSON or in quotes, not a token; ${tokenAdvice}` };
  if (guidForm.test(token)) return { problem: `is a GUID (an id of an application, a tenant or a secret), not a token; ${tokenAdvice}` };
  if (/^(gh[a-z]_|github_pat_)/.test(token)) return { problem: `is a token of GitHub, not of Microsoft Entra; ${tokenAdvice}` };
  if (token.startsWith('ZXlK')) return { problem: `is a token in base64: decode it once; ${tokenAdvice}` };
  if (!isBearerToken(token)) return { problem: `holds a blank, a line break or another character that no token has; ${tokenAdvice}` };
  return {
    value: token,
    ...(token === value ? {} : { notices: ['token: its "Bearer " prefix was dropped'] }),
    ...unmasked('token', token),
  };
}

/** A mask of one to three characters would turn the whole log into stars, so there is none. */
export const shortestMask = 4;

/** The warning about a secret that is too short to be hidden. */
export function unmasked(name: string, secret: string): { readonly warnings?: readonly string[] } {
  return secret.length >= shortestMask
    ? {}
    : { warnings: [`${name}: it has fewer than ${shortestMask} characters, so the log cannot hide it`] };
}

/** A token without the name of its scheme, which authors copy along from a header. */
export function withoutScheme(token: string): string {
  return token.replace(/^bearer(\s+|$)/i, '');
}
