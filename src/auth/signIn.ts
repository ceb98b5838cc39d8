import { mostAttempts } from '../http/retry.ts';
import { cachedCredential } from './cachedCredential.ts';
import { type Credential, isToken, type SignInDeps } from './credential.ts';
import { type Application, requestToken } from './entra.ts';
import { githubToken, type OidcEndpoint } from './githubOidc.ts';
import { claimsOf, credentialLines } from './jwt.ts';
import { describeToken, staticToken } from './staticToken.ts';

/** The one way to sign in that the inputs chose. */
export type SignIn =
  | { readonly method: 'token'; readonly token: string; readonly resource: string }
  | ({ readonly method: 'client-secret'; readonly clientSecret: string } & Application)
  | ({ readonly method: 'federated' } & Application & OidcEndpoint);

/** How the step signs in and as which application, as far as that is known, and what is wrong with a given token. */
export function describeSignIn(signIn: SignIn, wallMs: number): { readonly line: string; readonly warning: string } {
  if (signIn.method === 'token') {
    const { who, trouble } = describeToken(signIn.token, signIn.resource, wallMs);
    return {
      line: who && `Signing in with the token that was given: ${who}`,
      warning: trouble && `token: ${trouble}; it is sent all the same`,
    };
  }
  const proof = signIn.method === 'federated' ? 'the GitHub token of this job (federated, no secret)' : 'its client secret';
  return {
    line: `Signing in as application ${signIn.clientId} of tenant ${signIn.tenantId} at ${signIn.authorityUrl}, with ${proof}`,
    warning: '',
  };
}

export function credentialFor(signIn: SignIn, tools: SignInDeps): Credential {
  if (signIn.method === 'token') return staticToken(signIn.token, signIn.resource, tools.limits.clock.wallMs);
  const triesFor = (hasToken: boolean): number => (hasToken ? 1 : mostAttempts);
  if (signIn.method === 'client-secret') {
    const proof = { clientSecret: signIn.clientSecret };
    return cachedCredential((hasToken) => requestToken(signIn, proof, tools, triesFor(hasToken)), tools);
  }
  let logged = '';
  return cachedCredential(async (hasToken) => {
    const assertion = await githubToken(signIn, tools, triesFor(hasToken));
    if (!isToken(assertion)) return assertion;
    const claims = claimsOf(assertion.token);
    const lines = claims ? ['GitHub says of this job:', ...credentialLines(claims)] : [];
    if (lines.join() !== logged) for (const line of lines) tools.log(line);
    logged = lines.join();
    return requestToken(signIn, { assertion: assertion.token }, tools, triesFor(hasToken));
  }, tools);
}
