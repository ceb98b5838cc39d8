import { fieldsOf, listOf, textOf } from '../http/json.ts';
import { type Exchange, isReply } from '../http/reply.ts';
import { withRetry } from '../http/retry.ts';
import { sanitize } from '../text/sanitize.ts';
import { isBearerToken, type SignInDeps, type SignInFailure } from './credential.ts';
import { hintFor } from './hints.ts';
import { claimsOf, credentialLines } from './jwt.ts';
import { signInFailure } from './signInFailure.ts';

/** An application of Microsoft Entra, and the origin of the API that its token is for. The parts are safe in a URL as they are. */
export interface Application {
  readonly resource: string;
  readonly authorityUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
}

/** What the application proves itself with: its secret, or a token of GitHub's that a federated credential knows. */
export type Proof = { readonly clientSecret: string } | { readonly assertion: string };

/** An access token and how long it may be used, counted from when it was asked for. */
export interface AccessToken {
  readonly token: string;
  readonly expiresInMs: number;
}

const mostMsPerTry = 10_000;
const usualLifeMs = 300_000;
const longestLifeSeconds = 31_536_000;

/** The client credentials flow (docs/api.md#token-request), at most `tries` times: it changes nothing. */
export async function requestToken(
  application: Application,
  proof: Proof,
  tools: SignInDeps,
  tries: number,
): Promise<AccessToken | SignInFailure> {
  const { authorityUrl, tenantId, clientId, resource } = application;
  const form = { client_id: clientId, scope: `${resource}/.default`, grant_type: 'client_credentials', ...fieldsFor(proof) };
  const request = {
    intent: 'read',
    method: 'POST',
    url: `${authorityUrl}/${tenantId}/oauth2/v2.0/token`,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    secrets: Object.values(proof),
  } as const;
  const answer = await withRetry(() => tools.send(request, tools.limits.stop, mostMsPerTry), tools.limits, tries);
  const grant = readAccessToken(answer);
  if ('token' in grant) {
    tools.mask(grant.token);
    return grant;
  }
  if (grant.problem !== '') return signInFailure('Microsoft Entra', answer, grant.problem);
  const { words, toCopy } = explain(answer, clientId, proof);
  return { ...signInFailure('Microsoft Entra', answer, words), ...(toCopy ? { toCopy } : {}) };
}

function fieldsFor(proof: Proof): Record<string, string> {
  if ('clientSecret' in proof) return { client_secret: proof.clientSecret };
  return { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: proof.assertion };
}

/** The grant, or what keeps a 200 from being one. `expires_in` is a number of seconds, or such a text (docs/api.md#token-reply). */
function readAccessToken(answer: Exchange): AccessToken | { readonly problem: string } {
  if (!isReply(answer) || answer.status !== 200) return { problem: '' };
  const { access_token: token, token_type: type, expires_in: life } = fieldsOf(answer.json);
  if (token === undefined) return { problem: 'Its answer holds no access_token' };
  if (!isBearerToken(token)) return { problem: 'Its access_token is not a bearer token' };
  if (type !== undefined && textOf(type)?.toLowerCase() !== 'bearer') return { problem: 'Its token_type is not Bearer' };
  if (life === undefined) return { token, expiresInMs: usualLifeMs };
  const seconds = typeof life === 'string' && /^\d+$/.test(life) ? Number(life) : life;
  const isLife = typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0 && seconds <= longestLifeSeconds;
  return isLife ? { token, expiresInMs: seconds * 1000 } : { problem: 'Its expires_in is not a number of seconds' };
}

/** Entra's correlation id for a support ticket, a hint by its codes, and the times that it names. */
function explain(answer: Exchange, clientId: string, proof: Proof): { readonly words: string; readonly toCopy?: readonly string[] } {
  const fields = fieldsOf(isReply(answer) ? answer.json : undefined);
  const description = textOf(fields['error_description']) ?? '';
  const listed = listOf(fields['error_codes']).filter((code) => typeof code === 'number' || typeof code === 'string');
  const named = [...description.matchAll(/AADSTS(\d+)/g)].map(([, code = '']) => code);
  const claims = 'assertion' in proof ? claimsOf(proof.assertion) : undefined;
  const hint = hintFor([...listed.map(String), ...named], { clientId, claims });
  const id = sanitize(textOf(fields['correlation_id']) ?? '', 100);
  const words = [id && `Correlation id ${id}`, sentenceWithTimes(description), hint.text].filter(Boolean).join('. ');
  return claims && hint.isOfClaims ? { words, toCopy: credentialLines(claims) } : { words };
}

/** `Current time: …, assertion valid from …, expiry time of assertion …`: the sentence after the first, which is quoted anyway. */
function sentenceWithTimes(description: string): string {
  const [, ...more] = description.split(/(?<=\.)\s+/);
  const sentence = more.find((one) => /^Current time:/i.test(one)) ?? '';
  return sanitize(sentence).replace(/\.$/, '');
}
