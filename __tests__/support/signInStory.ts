import { expect } from 'vitest';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import type { Request } from '../../src/http/transport.ts';
import { clientId, oidcPath, tenantId } from '../../src/sandbox/signIn.ts';
import type { FakeClock } from './fakeClock.ts';
import { CANCEL, entry, LIST, PAGE, page } from './offer.ts';
import { type FakeHost, runStep, type StepResult } from './step.ts';
import { cutReply, GITHUB, reply, type Script, scripted, TOKEN } from './wire.ts';

/** Three origins, so that a credential at the wrong one is seen. */
export const api = 'http://127.0.0.1:1';
export const authority = 'http://127.0.0.1:2';
export const github = 'http://127.0.0.1:3';

/** Every secret of these tests holds `hush` and its kind in one word, which no encoding changes. */
export const requestToken = 'hushRequest-of-the-job';
export const clientSecret = 'hushSecret+of/the=app&%~"<é';
export const givenToken = 'hushGiven-token';

const belongs: Readonly<Record<string, readonly string[]>> = {
  [api]: ['hushAccess', 'hushGiven'],
  [authority]: ['hushAssertion', 'hushSecret'],
  [github]: ['hushRequest'],
};

export type Way = 'federated' | 'client-secret' | 'token';

export const application = { token: '', 'tenant-id': tenantId, 'client-id': clientId, 'authority-url': authority };
export const job = { ACTIONS_ID_TOKEN_REQUEST_URL: `${github}${oidcPath}?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
const withs: Readonly<Record<Way, { inputs: Record<string, string>; environment: Record<string, string> }>> = {
  federated: { inputs: application, environment: job },
  'client-secret': { inputs: { ...application, 'client-secret': clientSecret }, environment: {} },
  token: { inputs: { token: givenToken }, environment: {} },
};

export const subject = 'repo:contoso@1234/offers@5678:environment:production';
export const issuer = 'https://token.actions.githubusercontent.com';
export const audience = 'api://AzureADTokenExchange';
export const correlation = '33333333-0000-4000-8000-000000000000';

export function jwt(claims: object, signature: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${signature}`;
}

export const many = Array.from({ length: 12 }, (_, index) => index + 1);
export const assertion = (n: number, claims: object = {}): string =>
  jwt({ iss: issuer, sub: subject, aud: audience, jti: n, ...claims }, `hushAssertion${n}`);
export const said = (n: number): Reply => reply(200, { value: assertion(n) });
export const access = (n: number): string => jwt({ aud: 'https://cloudpartner.azure.com', appid: clientId, jti: n }, `hushAccess${n}`);
export const grant = (n: number, fields: object = {}): Reply =>
  reply(200, { token_type: 'Bearer', expires_in: 3599, access_token: access(n), ...fields });
export const lives = (seconds: number) => many.map((n) => grant(n, { expires_in: seconds }));

/** GitHub and Microsoft Entra as they should be: another token for each request. */
export const issues = { [GITHUB]: many.map(said), [TOKEN]: many.map((n) => grant(n)) };
export const runs = { [LIST]: reply(200, [entry('running')]) };
export const running = reply(200, page('running'));
export const canceled = reply(200, page('canceled'));
export const cancels = { ...runs, [CANCEL]: reply(200), [PAGE]: canceled };
export const denied = reply(401, { error: { code: 'Unauthorized', message: 'The access token is missing, not valid or expired.' } });
export const broken: NoReply = { sent: true, code: 'ECONNRESET' };
export const cut = cutReply(200);
export const badCertificate: NoReply = { sent: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
export const oneMinute = { 'timeout-minutes': '1' };

/** An error as Microsoft Entra writes it. */
export function refusal(status: number, error: string, number: number, description = 'It does not do.'): Reply {
  const ids = `Trace ID: 22222222-0000-4000-8000-000000000000 Correlation ID: ${correlation} Timestamp: 2026-01-31 12:00:00Z`;
  return reply(status, {
    error,
    error_description: `AADSTS${number}: ${description} ${ids}`,
    error_codes: [number],
    correlation_id: correlation,
  });
}

export const wrongSecret = refusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.');

export interface Row {
  readonly name: string;
  readonly method?: Way;
  readonly script: Script;
  readonly inputs?: Record<string, string>;
  readonly outcome: string;
  readonly requests: readonly string[];
  readonly message?: RegExp;
}

export interface Story extends Pick<Row, 'method' | 'script' | 'inputs'> {
  readonly environment?: Record<string, string>;
  readonly clock?: FakeClock;
  readonly host?: FakeHost;
}

/** Plays a whole step, and sees to it that it keeps its secrets. */
export async function play({ method = 'federated', script, inputs, environment, ...world }: Story): Promise<StepResult> {
  const step = await runStep({
    wire: scripted(script),
    inputs: { 'base-url': api, ...withs[method].inputs, ...inputs },
    environment: { ...withs[method].environment, ...environment },
    ...world,
  });
  expectDiscreet(step);
  return step;
}

/**
 * G2 G6 AU-09: each origin gets its own credential and no other, no credential leaves before it is masked, and no reader sees a
 * piece of one.
 */
function expectDiscreet({ departures, runner, written }: StepResult): void {
  for (const { request, masks } of departures) {
    expect(masks).toStrictEqual(expect.arrayContaining(credentialsIn(request)));
    const kinds = [...new Set(JSON.stringify(request).match(/hush[A-Z][a-z]+/g))];
    expect(kinds).toHaveLength(1);
    expect(belongs[new URL(request.url).origin]).toContain(kinds[0]);
  }
  const payloads = departures.flatMap(({ request }) => credentialsIn(request)).flatMap((secret) => secret.split('.').slice(1, 2));
  const shown = [...runner.lines, ...written, ...runner.summaries].join('\n').replaceAll('\\', '');
  expect(['hush', ...payloads].filter((piece) => shown.includes(piece))).toStrictEqual([]);
}

function credentialsIn({ headers, body }: Request): string[] {
  const form = new URLSearchParams(body);
  const bearer = headers['authorization']?.replace(/^Bearer /, '') ?? null;
  return [bearer, form.get('client_secret'), form.get('client_assertion')].filter((secret) => secret !== null);
}

/** The numbers of the tokens that requests to an origin carried, in order. */
export function numbersAt(origin: string, { departures }: StepResult): number[] {
  const there = departures.filter(({ request }) => new URL(request.url).origin === origin);
  return there.map(({ request }) => Number(/hush[A-Z][a-z]+(\d+)/.exec(JSON.stringify(request))?.[1]));
}

/** When token requests left, in seconds. */
export function askedAt({ departures }: StepResult): number[] {
  return departures.filter(({ request }) => request.url.startsWith(authority)).map(({ atMs }) => atMs / 1000);
}

export async function expectRow({ method, script, inputs, outcome, requests, message }: Omit<Row, 'name'>): Promise<StepResult> {
  const step = await play({ ...(method ? { method } : {}), script, ...(inputs ? { inputs } : {}) });
  expect({ outcome: step.outputs['outcome'], exitCode: step.exitCode, requests: step.requests }).toStrictEqual({
    outcome,
    exitCode: ['canceled', 'accepted', 'planned'].includes(outcome) ? 0 : 1,
    requests,
  });
  if (message) expect(step.outputs['message']).toMatch(message);
  return step;
}
