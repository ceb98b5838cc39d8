import type { SignIn } from '../auth/signIn.ts';
import { isLoopback } from '../http/origin.ts';
import { guidForm } from '../text/spelling.ts';
import { bearerToken, emptyWithoutEnvironment, isEmptyWord, noToken, unmasked, waysFor } from './token.ts';
import { type Collect, placeholder, type Validated } from './validated.ts';

/** What the inputs and the job offer to sign in with; `''` is nothing. */
interface Offered {
  readonly values: Readonly<Record<'token' | 'tenant-id' | 'client-id' | 'client-secret', string>>;
  readonly variables: Readonly<Record<'ACTIONS_ID_TOKEN_REQUEST_URL' | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', string>>;
  readonly authorityUrl: string;
  readonly isSandbox: boolean;
  /** The origin of the API that the token is for. */
  readonly resource: string;
}

const domainForm = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;

/** Exactly one way to sign in. Every problem is noted through `collect`. */
export function signInWay({ values, variables, authorityUrl, isSandbox, resource }: Offered, collect: Collect): SignIn {
  const ways = waysFor(resource);
  const { token, 'tenant-id': tenant, 'client-id': client, 'client-secret': secret } = values;
  const isOfEntra = tenant !== '' || client !== '' || secret !== '';
  if (!isOfEntra)
    return { method: 'token', token: collect('token', token === '' ? nothing(ways) : bearerToken(token, resource), ''), resource };
  if (token !== '') collect('token', tooMuch(ways), null);
  const tenantId = collect('tenant-id', tenantName(tenant, ways), '');
  const clientId = collect('client-id', applicationId(client, ways), '');
  if (isLoopback(new URL(authorityUrl)) !== isSandbox) collect('authority-url', apart, null);
  const application = { authorityUrl, tenantId, clientId, resource };
  if (secret !== '')
    return { method: 'client-secret', ...application, clientSecret: collect('client-secret', clientSecret(secret, ways), '') };
  const { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken } = variables;
  if (token === '') collect('permissions', oidcEndpoint(requestUrl, requestToken, isSandbox), null);
  return { method: 'federated', ...application, requestUrl, requestToken };
}

const nothing = (ways: string): Validated<string> => ({ problem: `is empty, and so are tenant-id and client-id; ${noToken(ways)}` });
const tooMuch = (ways: string): Validated<null> => ({ problem: `is given beside tenant-id, client-id or client-secret; ${ways}` });
const apart = {
  problem: 'a sandbox and the real service do not mix: put base-url and authority-url both on this machine, or leave both out',
};

/** A refused tenant or application is not shown: it may be a secret in the wrong place. */
function tenantName(value: string, ways: string): Validated<string> {
  if (value === '') return { problem: `is empty; ${emptyWithoutEnvironment}; ${ways}` };
  if (guidForm.test(value) || domainForm.test(value)) return { value };
  return {
    problem:
      `is not a tenant${placeholder(value)}; write the tenant's id (a GUID) or one of its domains, ` +
      'e.g. contoso.onmicrosoft.com (not common, organizations or consumers)',
  };
}

function applicationId(value: string, ways: string): Validated<string> {
  if (value === '') return { problem: `is empty; ${emptyWithoutEnvironment}; ${ways}` };
  if (guidForm.test(value)) return { value };
  return { problem: `is not a GUID${placeholder(value)}; write the Application (client) ID of the app registration` };
}

/** A client secret may hold anything; its value is never shown. */
function clientSecret(value: string, ways: string): Validated<string> {
  if (placeholder(value)) return { problem: `is a placeholder that was never filled in; ${ways}` };
  if (isEmptyWord(value))
    return { problem: `is a word that stands for no value: what should have printed the secret printed none; ${ways}` };
  if (value.length > longestSecret)
    return { problem: `is longer than ${longestSecret} characters, which no client secret is; paste its Value alone` };
  return { value, ...unmasked('client-secret', value) };
}

const longestSecret = 4096;

const noOidc =
  'to sign in without a secret, add "permissions: { id-token: write, contents: read }" to the job. A reusable workflow gets it only if ' +
  'the job that calls it has it too. A run from a fork or of Dependabot never gets it. If the job has it already, what runs the job has ' +
  'no OIDC, such as act or Gitea: use client-secret or token there. If you meant client-secret, it is empty here: ' +
  emptyWithoutEnvironment;

/** The runner gives a job both variables when it may ask for GitHub's token (docs/faults.md#credentials, AU-21, AU-25). */
function oidcEndpoint(url: string, token: string, isSandbox: boolean): Validated<null> {
  if (url === '' || token === '') return { problem: noOidc };
  const isUsable =
    URL.canParse(url) && (new URL(url).protocol === 'https:' || (isSandbox && /^http:/i.test(url) && isLoopback(new URL(url))));
  return isUsable
    ? { value: null }
    : {
        problem:
          'ACTIONS_ID_TOKEN_REQUEST_URL is not an https address, and the token behind it is not asked for without TLS; ' +
          'let the runner set it',
      };
}
