import { error, json, type WireReply, type WireRequest } from './wire.ts';

/** How the pretended GitHub and Microsoft Entra behave. */
export interface SignInScenario {
  /** How the step signs in. */
  readonly method: 'federated' | 'client-secret';
  /** What Entra finds wrong. */
  readonly refusal?: keyof typeof refusals;
  /** That many token requests get 429 first. */
  readonly throttled?: number;
  /** Entra answers 503 for ever, or breaks off its answer. */
  readonly fault?: 'down' | 'cut';
  /** Life of a token in seconds; an hour when absent. */
  readonly lifeSeconds?: number;
}

/** GitHub's endpoint for a job's token, and Entra's for an access token. */
export interface Issuer {
  /** The answer to a request for a token; `undefined` for any other request. */
  answer(request: WireRequest, url: URL): WireReply | undefined;
  /** The audience of a token that was issued here and still lives. */
  audienceOf(token: string): string | undefined;
}

export const oidcPath = '/github/oidc/token';
export const requestToken = 'request-token-of-the-job';
export const tenantId = '11111111-2222-4333-8444-555555555555';
export const clientId = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const clientSecret = 'Value+of/the=secret&%~';

const exchange = 'api://AzureADTokenExchange';
export const subject = 'repo:contoso@1234/offers@5678:ref:refs/tags/v1.2.3';
const minuteMs = 60_000;
const ids =
  'Trace ID: 22222222-0000-4000-8000-000000000000 Correlation ID: 33333333-0000-4000-8000-000000000000 Timestamp: 2026-01-31 12:00:00Z';

function refuse(status: number, code: string, number: number, description: string): WireReply {
  const body = {
    error: code,
    error_description: `AADSTS${number}: ${description} ${ids}`,
    error_codes: [number],
    timestamp: '2026-01-31 12:00:00Z',
    trace_id: '22222222-0000-4000-8000-000000000000',
    correlation_id: '33333333-0000-4000-8000-000000000000',
    error_uri: `https://login.microsoftonline.com/error?code=${number}`,
  };
  return json(status, JSON.stringify(body));
}

const refusals = {
  'wrong-subject': refuse(
    400,
    'invalid_request',
    700213,
    `No matching federated identity record found for presented assertion subject '${subject}'. Check your ` +
      `federated identity credential Subject, Audience and Issuer against the presented assertion.`,
  ),
  'wrong-secret': refuse(
    401,
    'invalid_client',
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not ` +
      `the client secret ID, for a secret added to app '${clientId}'.`,
  ),
  'expired-secret': refuse(401, 'invalid_client', 7000222, `The provided client secret keys for app '${clientId}' are expired.`),
  'unknown-tenant': refuse(
    400,
    'invalid_request',
    90002,
    `Tenant '${tenantId}' not found. Check to make sure you have the correct tenant ID.`,
  ),
} as const;

const scopes = /^(https:\/\/(?:cloudpartner\.azure|api\.partner\.microsoft|graph\.microsoft)\.com)\/\.default$/;
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const tooMany = json(429, '{"error":"temporarily_unavailable","error_description":"Too many requests."}', { 'retry-after': '1' });
const down = error(503, 'ServiceUnavailable', 'The service is unavailable.');

export function jwt(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.signature-of-the-sandbox`;
}

/** The audience of a living token that the real GitHub gave a job. Nobody here can check its signature. */
function foreignAudience(token: string, wallMs: number): string | undefined {
  try {
    const { aud, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
    const isDead = typeof exp === 'number' && exp * 1000 <= wallMs;
    return typeof aud === 'string' && !isDead ? aud : undefined;
  } catch {
    return undefined;
  }
}

export function createIssuer(scenario: Partial<SignInScenario>, clock: { nowMs(): number; wallMs(): number }): Issuer {
  const issued = new Map<string, { readonly audience: string; readonly deadAtMs: number }>();
  let turnedAway = 0;
  const issue = (audience: string, claims: object, lifeMs: number): string => {
    const token = jwt({ aud: audience, ...claims, jti: String(issued.size + 1) });
    issued.set(token, { audience, deadAtMs: clock.nowMs() + lifeMs });
    return token;
  };
  const audienceOf = (token: string): string | undefined => {
    const known = issued.get(token);
    return known && clock.nowMs() < known.deadAtMs ? known.audience : undefined;
  };

  const github = ({ method, headers }: WireRequest, url: URL): WireReply => {
    if (method !== 'GET' || !/^bearer request-token-of-the-job$/i.test(headers['authorization'] ?? ''))
      return error(401, 'Unauthorized', 'The request token is not that of this job.');
    const claims = { iss: 'https://token.actions.githubusercontent.com', sub: subject };
    return json(200, JSON.stringify({ value: issue(url.searchParams.get('audience') ?? '', claims, 5 * minuteMs) }));
  };
  /** A workflow that rehearses has a secret of its own. In a scenario of a secret only that of the scenario is right. */
  const isSecret = (secret: string): boolean => (scenario.method === 'client-secret' ? secret === clientSecret : secret !== '');
  /** What Entra finds wrong with a token request, read as strictly as the real one does. */
  const complaint = (form: URLSearchParams): WireReply | undefined => {
    if (form.get('grant_type') !== 'client_credentials')
      return refuse(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'grant_type'.");
    const scope = form.get('scope') ?? '';
    if (!scopes.test(scope))
      return refuse(400, 'invalid_scope', 70011, `The provided value for the input parameter 'scope' is not valid: ${scope}`);
    if (scenario.refusal) return refusals[scenario.refusal];
    const assertion = form.get('client_assertion');
    if (assertion === null) return isSecret(form.get('client_secret') ?? '') ? undefined : refusals['wrong-secret'];
    return assertionComplaint(assertion, form.get('client_assertion_type'));
  };
  const assertionComplaint = (assertion: string, type: string | null): WireReply | undefined => {
    if (type !== assertionType) return refuse(400, 'invalid_request', 900144, 'The client_assertion_type is not known.');
    const aud = issued.has(assertion) ? audienceOf(assertion) : foreignAudience(assertion, clock.wallMs());
    if (aud === undefined) return refuse(401, 'invalid_client', 700024, 'Client assertion is not within its valid time range.');
    return aud === exchange ? undefined : refuse(400, 'invalid_request', 700212, `No match found for the audience '${aud}'.`);
  };
  const entra = (request: WireRequest, tenant: string): WireReply => {
    if (scenario.fault === 'down') return down;
    if (turnedAway < (scenario.throttled ?? 0)) {
      turnedAway += 1;
      return tooMany;
    }
    const isForm = /^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '');
    const form = new URLSearchParams(isForm ? request.body : '');
    const wrong = complaint(form);
    if (wrong) return wrong;
    const lifeSeconds = scenario.lifeSeconds ?? 3599;
    const claims = { appid: form.get('client_id'), tid: tenant };
    const [, audience = ''] = scopes.exec(form.get('scope') ?? '') ?? [];
    const grant = {
      token_type: 'Bearer',
      expires_in: lifeSeconds,
      ext_expires_in: lifeSeconds,
      access_token: issue(audience, claims, lifeSeconds * 1000),
    };
    return { ...json(200, JSON.stringify(grant)), ...(scenario.fault === 'cut' ? { isCut: true } : {}) };
  };

  return {
    audienceOf,
    answer: (request, url) => {
      if (url.pathname === oidcPath) return github(request, url);
      const tenant = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(url.pathname)?.[1];
      return tenant === undefined || request.method !== 'POST' ? undefined : entra(request, tenant);
    },
  };
}
