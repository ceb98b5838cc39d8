import { isBearerToken, longestToken } from '../auth/credential.ts';
import { guidForm } from '../text/spelling.ts';
import { placeholder, type Validated } from './validated.ts';

/** What to say when nothing, too much or something wrong was given; `resource` is the origin of the API that the token is for. */
export const waysFor = (resource: string): string =>
  "sign in one way: tenant-id and client-id (federated by the job's GitHub token, no secret), these two with client-secret, " +
  `or token (a bearer token for ${resource}). A secret is empty in a run from a fork, and in one of Dependabot`;

/** Why an input is empty although the workflow passes a variable, a secret or an output. */
export const emptyWithoutEnvironment =
  'a variable or secret that belongs to a GitHub environment is empty unless the job names that environment (environment: NAME)';
const emptyFromAnotherJob =
  'a token from another job arrives empty, since GitHub drops every job output that holds a masked value: get the token in this job';

/** An empty token: the reasons, the most frequent first, and the ways. */
export function noToken(ways: string): string {
  return `${emptyWithoutEnvironment}; ${emptyFromAnotherJob}; ${ways}`;
}

/** What programs print where there is no value: a word, the name of a .NET type, stars. */
const emptyWord =
  /^(?:null|nil|none|nan|undefined|void|empty|\$?\(?null\)?|<null>|n\/a|true|false|\*+|\[object \w+\]|(?:System|Microsoft)\.[\w.`[\]+]+)$/i;

/** Whether it is such a word, in any case, in quotes or not. It is no secret: as a mask it would turn parts of the log into stars. */
export function isEmptyWord(value: string): boolean {
  return emptyWord.test(
    value
      .trim()
      .replace(/^(["'`])(.*)\1$/, '$2')
      .trim(),
  );
}

/** A bearer token as RFC 6750 spells it. Tokens are opaque: only what cannot be one is refused. The value is never shown. */
export function bearerToken(value: string, resource: string): Validated<string> {
  const token = withoutScheme(value);
  const ways = waysFor(resource);
  const command = `\`az account get-access-token --resource ${resource} --query accessToken -o tsv\``;
  const tokenAdvice = `pass the access token alone, as ${command} prints it`;
  if (withoutScheme(token) === '') return { problem: `is empty; ${noToken(ways)}` };
  if (isEmptyWord(token))
    return { problem: `is a word that stands for no value: the step that should have printed a token printed none; ${tokenAdvice}` };
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

/** A mask of one to three characters would turn the whole log into stars. */
const shortestMask = 4;

/** Whether the log can hide it without hiding anything else. */
export function isMaskable(secret: string): boolean {
  return secret.length >= shortestMask && !isEmptyWord(withoutScheme(secret));
}

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
