import { describe, expect, it } from 'vitest';
import type { NoReply, Reply, Request } from '../../src/http/transport.ts';
import { clientId, oidcPath, tenantId } from '../../src/sandbox/signIn.ts';
import { createFakeClock, type FakeClock, startWallMs } from '../support/fakeClock.ts';
import { CANCEL, entry, LINK, LIST, linkPath, PAGE, page } from '../support/offer.ts';
import { createFakeHost, type FakeHost, runStep, type StepResult } from '../support/step.ts';
import { type Answer, GITHUB, refusedConnection, reply, type Script, scripted, silence, TOKEN } from '../support/wire.ts';

/** Three origins, so that a credential at the wrong one is seen. */
const api = 'http://127.0.0.1:1';
const authority = 'http://127.0.0.1:2';
const github = 'http://127.0.0.1:3';

/** Every secret of these stories holds `hush` and its kind in one word, which no encoding changes. */
const requestToken = 'hushRequest-of-the-job';
const clientSecret = 'hushSecret+of/the=app&%~"<é';
const givenToken = 'hushGiven-token';

const belongs: Readonly<Record<string, readonly string[]>> = {
  [api]: ['hushAccess', 'hushGiven'],
  [authority]: ['hushAssertion', 'hushSecret'],
  [github]: ['hushRequest'],
};

type Way = 'federated' | 'client-secret' | 'token';

const application = { token: '', 'tenant-id': tenantId, 'client-id': clientId, 'authority-url': authority };
const job = { ACTIONS_ID_TOKEN_REQUEST_URL: `${github}${oidcPath}?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
const withs: Readonly<Record<Way, { inputs: Record<string, string>; environment: Record<string, string> }>> = {
  federated: { inputs: application, environment: job },
  'client-secret': { inputs: { ...application, 'client-secret': clientSecret }, environment: {} },
  token: { inputs: { token: givenToken }, environment: {} },
};

const subject = 'repo:contoso@1234/offers@5678:environment:production';
const issuer = 'https://token.actions.githubusercontent.com';
const audience = 'api://AzureADTokenExchange';
const correlation = '33333333-0000-4000-8000-000000000000';

function jwt(claims: object, signature: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${signature}`;
}

const many = Array.from({ length: 12 }, (_, index) => index + 1);
const assertion = (n: number, claims: object = {}): string =>
  jwt({ iss: issuer, sub: subject, aud: audience, jti: n, ...claims }, `hushAssertion${n}`);
const said = (n: number): Reply => reply(200, { value: assertion(n) });
const access = (n: number): string => jwt({ aud: 'https://cloudpartner.azure.com', appid: clientId, jti: n }, `hushAccess${n}`);
const grant = (n: number, fields: object = {}): Reply =>
  reply(200, { token_type: 'Bearer', expires_in: 3599, access_token: access(n), ...fields });
const lives = (seconds: number) => many.map((n) => grant(n, { expires_in: seconds }));

/** GitHub and Microsoft Entra as they should be: another token for each request. */
const issues = { [GITHUB]: many.map(said), [TOKEN]: many.map((n) => grant(n)) };
const runs = { [LIST]: reply(200, [entry('running')]) };
const running = reply(200, page('running'));
const canceled = reply(200, page('canceled'));
const cancels = { ...runs, [CANCEL]: reply(200), [PAGE]: canceled };
const denied = reply(401, { error: { code: 'Unauthorized', message: 'The access token is missing, not valid or expired.' } });
const broken: NoReply = { sent: true, code: 'ECONNRESET' };
const cut: NoReply = { sent: true, code: 'cut', status: 200, headers: {} };
const badCertificate: NoReply = { sent: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
const oneMinute = { 'timeout-minutes': '1' };

/** An error as Microsoft Entra writes it. */
function refusal(status: number, error: string, number: number, description = 'It does not do.'): Reply {
  const ids = `Trace ID: 22222222-0000-4000-8000-000000000000 Correlation ID: ${correlation} Timestamp: 2026-01-31 12:00:00Z`;
  return reply(status, {
    error,
    error_description: `AADSTS${number}: ${description} ${ids}`,
    error_codes: [number],
    correlation_id: correlation,
  });
}

const wrongSecret = refusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.');

interface Row {
  readonly name: string;
  readonly way?: Way;
  readonly script: Script;
  readonly inputs?: Record<string, string>;
  readonly outcome: string;
  readonly requests: readonly string[];
  readonly message?: RegExp;
}

interface Story extends Pick<Row, 'way' | 'script' | 'inputs'> {
  readonly environment?: Record<string, string>;
  readonly clock?: FakeClock;
  readonly host?: FakeHost;
}

/** Plays a whole step, and sees to it that it keeps its secrets. */
async function play({ way = 'federated', script, inputs, environment, ...world }: Story): Promise<StepResult> {
  const step = await runStep({
    wire: scripted(script),
    inputs: { 'base-url': api, ...withs[way].inputs, ...inputs },
    environment: { ...withs[way].environment, ...environment },
    ...world,
  });
  expectDiscreet(step);
  return step;
}

/** G2 G6 AU-09: each origin gets its own credential and no other, no credential leaves before it is masked, and nobody is shown a piece of one. */
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
function numbersAt(origin: string, { departures }: StepResult): number[] {
  const there = departures.filter(({ request }) => new URL(request.url).origin === origin);
  return there.map(({ request }) => Number(/hush[A-Z][a-z]+(\d+)/.exec(JSON.stringify(request))?.[1]));
}

/** When token requests left, in seconds. */
function askedAt({ departures }: StepResult): number[] {
  return departures.filter(({ request }) => request.url.startsWith(authority)).map(({ atMs }) => atMs / 1000);
}

async function expectRow({ way, script, inputs, outcome, requests, message }: Omit<Row, 'name'>): Promise<StepResult> {
  const step = await play({ ...(way ? { way } : {}), script, ...(inputs ? { inputs } : {}) });
  expect({ outcome: step.outputs['outcome'], exitCode: step.exitCode, requests: step.requests }).toStrictEqual({
    outcome,
    exitCode: ['canceled', 'accepted', 'planned'].includes(outcome) ? 0 : 1,
    requests,
  });
  if (message) expect(step.outputs['message']).toMatch(message);
  return step;
}

const everyWay =
  /sign in one way: tenant-id and client-id \(federated .*, these two with client-secret, or token \(.*\)\. A secret is empty in a run from a fork, and in one of Dependabot/;

describe('exactly one way to sign in', () => {
  it.each<{ what: string; inputs: Record<string, string>; environment?: Record<string, string>; problems: readonly RegExp[] }>([
    { what: 'AU-01 none', inputs: { token: '' }, problems: [/^token: is empty, and so are/, everyWay] },
    { what: 'AU-01 a blank token', inputs: { token: ' \n' }, problems: [/^token: is empty, and so are/] },
    {
      what: 'AU-01 none, though the job could ask GitHub',
      inputs: { token: '' },
      environment: job,
      problems: [/^token: is empty, and so are tenant-id and client-id/],
    },
    {
      what: 'AU-03 the secret behind token is empty in a fork',
      inputs: { token: '' },
      problems: [/A secret is empty in a run from a fork/],
    },
    {
      what: 'AU-03 the secret behind client-secret is empty in a fork',
      inputs: { ...application, 'client-secret': '' },
      problems: [/^permissions: .*if client-secret was meant, its secret is empty here/],
    },
    {
      what: 'AU-02 a token, a client secret and the GitHub token of the job',
      inputs: { ...application, token: givenToken, 'client-secret': clientSecret },
      environment: job,
      problems: [/^token: is given beside tenant-id, client-id or client-secret; sign in one way/],
    },
    {
      what: 'AU-02 a token and an application',
      inputs: { ...application, token: givenToken },
      environment: job,
      problems: [/^token: is given beside/],
    },
    { what: 'AU-02 a token and a tenant', inputs: { token: givenToken, 'tenant-id': tenantId }, problems: [/^token: is given beside/] },
    {
      what: 'a client secret alone',
      inputs: { token: '', 'client-secret': clientSecret, 'authority-url': authority },
      problems: [/^tenant-id: is empty; sign in one way/, /^client-id: is empty; sign in one way/],
    },
    {
      what: 'AU-21 an application in a job that may not ask GitHub',
      inputs: application,
      problems: [/^permissions: .*"permissions: \{ id-token: write, .*reusable workflow .* the job that calls it .* fork/],
    },
    {
      what: 'AU-21 half of what a job needs to ask GitHub',
      inputs: application,
      environment: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken },
      problems: [/^permissions: to sign in without a secret/],
    },
    {
      what: 'AU-21 the other half',
      inputs: application,
      environment: { ACTIONS_ID_TOKEN_REQUEST_URL: job.ACTIONS_ID_TOKEN_REQUEST_URL },
      problems: [/^permissions: to sign in without a secret/],
    },
    {
      what: "GitHub's address is not on TLS",
      inputs: application,
      environment: { ...job, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://pipelines.example/token' },
      problems: [/^permissions: ACTIONS_ID_TOKEN_REQUEST_URL is not an https address/],
    },
    {
      what: 'the real service with an authority on this machine',
      inputs: { ...application, 'base-url': '' },
      environment: job,
      problems: [/^authority-url: a sandbox and the real service do not mix/],
    },
  ])('$what → invalid-input, nothing is sent', async ({ inputs, environment = {}, problems }) => {
    const step = await play({ way: 'token', script: {}, inputs, environment });
    expect([step.outputs['outcome'], step.outputs['results'], step.exitCode, step.requests]).toStrictEqual(['invalid-input', '[]', 1, []]);
    const listed = step.runner.lines.join('\n').split('\n- ');
    for (const problem of problems) expect(listed).toContainEqual(expect.stringMatching(problem));
  });
});

describe('a token that was given', () => {
  const claims = { aud: 'https://cloudpartner.azure.com', appid: clientId, tid: tenantId, exp: startWallMs / 1000 + 3000 };
  const given = (changes: object): string => jwt({ ...claims, ...changes }, 'hushGiven');
  const expired = { exp: startWallMs / 1000 - 600 };
  const elsewhere = { aud: 'https://management.azure.com/' };
  const troubles = [
    { what: 'has expired', changes: expired, trouble: 'the token that was given expired 10 minutes ago' },
    {
      what: 'is for another audience',
      changes: elsewhere,
      trouble: 'the token that was given was issued for https://management.azure.com/, not for https://cloudpartner.azure.com',
    },
    {
      what: 'is for another audience and has expired',
      changes: { ...elsewhere, ...expired },
      trouble:
        'the token that was given expired 10 minutes ago and was issued for https://management.azure.com/, not for https://cloudpartner.azure.com',
    },
  ];

  it.each(troubles)('AU-07 it $what: a warning, and it is sent all the same', async ({ changes, trouble }) => {
    const step = await play({ way: 'token', script: cancels, inputs: { token: given(changes) } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['canceled', [LIST, CANCEL, PAGE]]);
    expect(step.runner.lines).toContain(`warning: token: ${trouble}; it is sent all the same`);
    expect(step.runner.lines.some((line) => line.includes('good for'))).toBe(!trouble.includes('expired'));
  });

  it.each(troubles)('AU-07 it $what: said again when it is refused', async ({ changes, trouble }) => {
    const step = await play({ way: 'token', script: { [LIST]: denied }, inputs: { token: given(changes) } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['refused', [LIST]]);
    expect(step.outputs['message']).toContain(`not valid or expired.", ${trouble}. No cancel was sent.`);
  });

  it.each([
    {
      what: 'it says of itself that it is good',
      token: given({}),
      who: `: application ${clientId}, tenant ${tenantId}, good for 50 minutes`,
    },
    {
      what: 'it names the API by a GUID',
      token: given({ aud: clientId, exp: 'soon' }),
      who: `: application ${clientId}, tenant ${tenantId}`,
    },
    { what: 'it says nothing', token: givenToken, who: '' },
    { what: 'its claims are none', token: 'a.hushGiven.c', who: '' },
  ])('$what: no warning', async ({ token, who }) => {
    const { runner, outputs } = await play({ way: 'token', script: cancels, inputs: { token } });
    expect(outputs['outcome']).toBe('canceled');
    expect(runner.lines).toContain(`   0.0 s  Signing in with the token that was given${who}`);
    expect(runner.lines.filter((line) => line.startsWith('warning'))).toStrictEqual([]);
  });

  it('AU-28 it dies while the step waits', async () => {
    const clock = createFakeClock();
    const dies: Answer = () => (clock.nowMs() < 5 * 60_000 ? running : denied);
    const step = await play({
      way: 'token',
      clock,
      script: { ...runs, [CANCEL]: reply(202), [PAGE]: dies },
      inputs: { token: given({ exp: startWallMs / 1000 + 200 }) },
    });
    expect([step.outputs['outcome'], step.exitCode, step.outputs['status-code']]).toStrictEqual(['unknown', 1, '202']);
    expect(step.outputs['message']).toMatch(
      /^Sandbox: The cancel was accepted and is not confirmed: HTTP 401, .*, the token that was given expired 2 minutes ago\. A cancel was sent \(HTTP 202\)\. The offer can still go live\. Get a fresh token and run the step again/,
    );
    expect(clock.nowMs()).toBeLessThan(5 * 60_000 + 10_001);
  });

  it('AU-28 it dies while the step follows a link: the operation is looked at once more', async () => {
    const step = await play({
      way: 'token',
      script: { ...runs, [CANCEL]: reply(202, '', { location: linkPath }), [LINK]: [running, denied], [PAGE]: denied },
    });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['unknown', [LIST, CANCEL, `${LINK} ×2`, PAGE]]);
  });

  it('nobody is asked for another one', async () => {
    const step = await play({ way: 'token', script: { ...runs, [CANCEL]: denied, [PAGE]: running }, environment: job });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['refused', [LIST, CANCEL, PAGE]]);
  });
});

describe('signing in', () => {
  const form = { client_id: clientId, scope: 'https://cloudpartner.azure.com/.default', grant_type: 'client_credentials' };
  const tokenRequest = {
    intent: 'read',
    method: 'POST',
    url: `${authority}/${tenantId}/oauth2/v2.0/token`,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
  };

  it('federated: the GitHub token of the job is traded', async () => {
    const step = await play({ script: { ...issues, ...cancels } });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['canceled', 0, [GITHUB, TOKEN, LIST, CANCEL, PAGE]]);
    expect(step.departures[0]?.request).toStrictEqual({
      intent: 'read',
      method: 'GET',
      url: `${github}${oidcPath}?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange`,
      headers: { accept: 'application/json', authorization: `Bearer ${requestToken}` },
      timeoutMs: 5000,
    });
    const { body, ...head } = step.departures[1]?.request ?? {};
    expect(head).toStrictEqual({ ...tokenRequest, timeoutMs: 10_000 });
    expect(Object.fromEntries(new URLSearchParams(body))).toStrictEqual({
      ...form,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(1),
    });
    expect(numbersAt(api, step)).toStrictEqual([1, 1, 1]);
    expect(step.runner.lines.filter((line) => /^ .*[Ss]ign|GitHub says/.test(line)).map((line) => line.slice(10))).toStrictEqual([
      `Signing in as application ${clientId} of tenant ${tenantId} at ${authority}, with the GitHub token of this job (federated, no secret)`,
      `GitHub says of this job: issuer ${issuer}, subject ${subject}, audience ${audience}`,
      'Signed in; the token is good for 59 minutes',
    ]);
  });

  it("federated: an address of GitHub's without a query", async () => {
    const step = await play({
      script: { ...issues, ...cancels },
      environment: { ...job, ACTIONS_ID_TOKEN_REQUEST_URL: `${github}${oidcPath}` },
    });
    expect(step.departures[0]?.request.url).toBe(`${github}${oidcPath}?audience=api%3A%2F%2FAzureADTokenExchange`);
  });

  it.each([clientSecret, 'hushSecret', 'a b&client_id=hushSecret', '-----BEGIN hushSecret-----\nMIIhushSecret\n-----END hushSecret-----'])(
    'AU-14 with the client secret %j',
    async (secret) => {
      const step = await play({ way: 'client-secret', script: { ...issues, ...cancels }, inputs: { 'client-secret': secret } });
      expect([step.outputs['outcome'], step.requests]).toStrictEqual(['canceled', [TOKEN, LIST, CANCEL, PAGE]]);
      const { body, ...head } = step.departures[0]?.request ?? {};
      expect(head).toStrictEqual({ ...tokenRequest, timeoutMs: 10_000 });
      expect(Object.fromEntries(new URLSearchParams(body))).toStrictEqual({ ...form, client_secret: secret });
    },
  );

  it('needs no GitHub token with a client secret, even where there is one', async () => {
    const step = await play({ way: 'client-secret', script: { ...issues, ...cancels }, environment: job });
    expect(step.requests).toStrictEqual([TOKEN, LIST, CANCEL, PAGE]);
    expect(step.runner.masks).toContain(requestToken);
  });

  it('a dry run signs in, looks, and sends no cancel', async () => {
    await expectRow({
      script: { ...issues, ...runs },
      inputs: { 'dry-run': 'true' },
      outcome: 'planned',
      requests: [GITHUB, TOKEN, LIST],
    });
  });

  it('a dry run that cannot sign in has failed', async () => {
    await expectRow({
      way: 'client-secret',
      script: { [TOKEN]: wrongSecret },
      inputs: { 'dry-run': 'true' },
      outcome: 'failed',
      requests: [TOKEN],
    });
  });

  it('nothing to cancel is said only after a look', async () => {
    await expectRow({
      script: { ...issues, [LIST]: reply(200, []) },
      outcome: 'nothing-to-cancel',
      requests: [GITHUB, TOKEN, LIST],
    });
  });
});

describe('AU-09 every secret is masked before it is used', () => {
  const opaque = many.map((n) => grant(n, { access_token: `hushAccess${n}` }));

  it('federated, each renewed one too', async () => {
    const { runner } = await play({ script: { ...issues, ...runs, [CANCEL]: [denied, reply(200)], [PAGE]: canceled } });
    expect(runner.masks).toStrictEqual([requestToken, assertion(1), access(1), assertion(2), access(2)]);
  });

  it('a client secret, and each token that it gets', async () => {
    const { runner } = await play({
      way: 'client-secret',
      script: { ...issues, ...runs, [CANCEL]: [denied, reply(200)], [PAGE]: canceled },
    });
    expect(runner.masks).toStrictEqual([clientSecret, access(1), access(2)]);
  });

  it('AU-11 a secret of several lines as a whole and line by line', async () => {
    const secret = '-----BEGIN hushSecret-----\r\nMIIhushSecret\nab\n-----END hushSecret-----';
    const { runner } = await play({ way: 'client-secret', script: { ...issues, ...cancels }, inputs: { 'client-secret': secret } });
    expect(runner.masks).toStrictEqual([secret, '-----BEGIN hushSecret-----', 'MIIhushSecret', '-----END hushSecret-----', access(1)]);
  });

  it('all of them when the inputs are refused', async () => {
    const step = await play({
      way: 'client-secret',
      script: {},
      inputs: { token: `Bearer ${givenToken}`, 'offer-id': '' },
      environment: job,
    });
    expect(step.outputs['outcome']).toBe('invalid-input');
    expect(step.runner.masks).toStrictEqual([`Bearer ${givenToken}`, givenToken, clientSecret, requestToken]);
  });

  it.each<{ what: string; way: Way; script: Script }>([
    {
      what: 'GitHub repeats the request token',
      way: 'federated',
      script: { [GITHUB]: reply(403, { message: `No ${requestToken} here` }) },
    },
    {
      what: 'Microsoft Entra repeats the client secret',
      way: 'client-secret',
      script: { [TOKEN]: reply(400, { error: 'invalid_client', error_description: `No ${clientSecret} here.` }) },
    },
    {
      what: 'Microsoft Entra repeats the client secret as it was sent',
      way: 'client-secret',
      script: { [TOKEN]: reply(400, `client_secret=${encodeURIComponent(clientSecret)} or ${new URLSearchParams({ a: clientSecret })}`) },
    },
    {
      what: 'Microsoft Entra repeats the assertion',
      way: 'federated',
      script: { [GITHUB]: said(1), [TOKEN]: reply(400, { error: 'invalid_client', error_description: `No ${assertion(1)} here.` }) },
    },
    {
      what: 'Microsoft Entra gives a token that cannot be used',
      way: 'client-secret',
      script: { [TOKEN]: reply(201, { access_token: access(1) }) },
    },
    { what: 'a page gives a token', way: 'client-secret', script: { [TOKEN]: reply(200, `<title>${access(1)}</title>`) } },
    { what: 'a text gives a token', way: 'client-secret', script: { [TOKEN]: reply(200, 'token=hushAccess1') } },
    { what: 'the API repeats a token', way: 'federated', script: { ...issues, [LIST]: reply(403, { message: `Not with ${access(1)}` }) } },
    {
      what: 'the API repeats a token that looks like none',
      way: 'federated',
      script: { ...issues, [TOKEN]: opaque, [LIST]: reply(403, { message: 'Not with hushAccess1' }) },
    },
    {
      what: 'the API repeats a renewed token that looks like none',
      way: 'federated',
      script: { ...issues, [TOKEN]: opaque, [LIST]: [denied, reply(403, { message: 'Not with hushAccess2' })] },
    },
    { what: 'a given token is repeated', way: 'token', script: { [LIST]: reply(403, { message: `Not with ${givenToken}` }) } },
  ])('and hidden when $what', async ({ way, script }) => {
    const step = await play({ way, script });
    expect(['failed', 'refused']).toContain(step.outputs['outcome']);
  });
});

describe('AU-16 Microsoft Entra refuses', () => {
  const federation = new RegExp(
    `a federated credential with, letter for letter, issuer ${issuer}, subject ${subject}, audience ${audience} \\(the form with ids; `,
  );
  const refusals: readonly (readonly [Way, number, string, number, RegExp])[] = [
    ['federated', 400, 'invalid_request', 70021, federation],
    ['federated', 400, 'invalid_request', 700211, federation],
    ['federated', 400, 'invalid_request', 700212, federation],
    ['federated', 400, 'invalid_request', 700213, federation],
    ['federated', 400, 'invalid_request', 7002138, federation],
    ['federated', 401, 'invalid_client', 70025, federation],
    ['federated', 401, 'invalid_client', 700024, /GitHub's token was outside its time window/],
    ['federated', 401, 'invalid_client', 700027, /check the issuer of the federated credential/],
    ['federated', 400, 'invalid_request', 700223, /The tenant restricts federated sign-in/],
    ['federated', 400, 'invalid_request', 700238, /The tenant does not allow this issuer/],
    ['federated', 400, 'invalid_request', 90002, /Check tenant-id: there is no such tenant/],
    ['federated', 400, 'unauthorized_client', 700016, /Check client-id and tenant-id/],
    ['client-secret', 401, 'invalid_client', 7000215, /Put the secret's Value into client-secret, not its Secret ID/],
    ['client-secret', 401, 'invalid_client', 7000222, /The client secret has expired/],
    ['client-secret', 400, 'unauthorized_client', 700016, /Check client-id and tenant-id/],
    ['client-secret', 400, 'invalid_grant', 53003, /A Conditional Access policy/],
    ['client-secret', 400, 'invalid_resource', 500011, /The tenant does not know the API/],
    ['client-secret', 400, 'invalid_scope', 70011, /The scope was not understood/],
    ['client-secret', 400, 'invalid_request', 900382, /another cloud/],
    ['client-secret', 400, 'invalid_client', 1234567, /Correlation id \S+\. No cancel was sent/],
    ['client-secret', 403, 'access_denied', 1234567, /Correlation id \S+\. No cancel was sent/],
  ];

  it.each(refusals)('%s: HTTP %i %s, AADSTS%i: no retry, with its id and a hint', async (way, status, error, number, hint) => {
    const { outputs, runner, clock } = await expectRow({
      way,
      script: { ...issues, [TOKEN]: refusal(status, error, number) },
      outcome: 'failed',
      requests: way === 'federated' ? [GITHUB, TOKEN] : [TOKEN],
      message: hint,
    });
    expect(outputs['message']).toContain(
      `Microsoft Entra refused the sign-in: HTTP ${status}, "${error}: AADSTS${number}: It does not do.". Correlation id ${correlation}. `,
    );
    expect(outputs['message']).toContain('No cancel was sent. The offer can still go live. Correct the sign-in (docs/signing-in.md)');
    expect([clock.pausesMs, runner.summaries.length]).toStrictEqual([[], 1]);
  });

  it('AU-26 no federated credential for this job: what it should say, letter for letter', async () => {
    const step = await play({ script: { ...issues, [TOKEN]: refusal(400, 'invalid_request', 700213, 'No matching record found.') } });
    expect(step.outputs['message']).toBe(
      `Sandbox: Microsoft Entra refused the sign-in: HTTP 400, "invalid_request: AADSTS700213: No matching record found.". Correlation id ${correlation}. The application needs a federated credential with, letter for letter, issuer ${issuer}, subject ${subject}, audience ${audience} (the form with ids; a credential for repo:owner/name:… does not match it). No cancel was sent. The offer can still go live. Correct the sign-in (docs/signing-in.md) and run the step again, or use Cancel publishing in Partner Center.`,
    );
  });

  it('AU-26 a subject without ids', async () => {
    const without = assertion(1, { sub: 'repo:contoso/offers:ref:refs/heads/main' });
    const script = { [GITHUB]: reply(200, { value: without }), [TOKEN]: refusal(400, 'invalid_request', 700213) };
    expect((await play({ script })).outputs['message']).toMatch(
      /subject repo:contoso\/offers:ref:refs\/heads\/main, .*the form without ids; a credential for repo:owner@id\/name@id:… does not match it/,
    );
  });

  it('AU-26 a GitHub token that says nothing of itself', async () => {
    const script = { [GITHUB]: reply(200, { value: 'hushAssertion' }), [TOKEN]: refusal(400, 'invalid_request', 700213) };
    expect((await play({ script })).outputs['message']).toContain(
      "Check issuer, subject and audience of the application's federated credential",
    );
  });

  it.each([
    { what: 'no JSON', body: 'Bad Request', words: ', "Bad Request"' },
    { what: 'a page', body: '<html><title>Blocked</title>', words: ', "a web page instead of an answer of the API: Blocked"' },
    { what: 'nothing', body: '', words: '' },
    { what: 'other types than it should', body: { error: 7, error_description: ['x'], error_codes: 'y', correlation_id: {} }, words: '' },
    { what: 'no list of codes', body: { error: 'invalid_client', error_codes: { a: 1 } }, words: ', "invalid_client"' },
  ])('a refusal that is $what', async ({ body, words }) => {
    const step = await play({ way: 'client-secret', script: { [TOKEN]: reply(400, body) } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [TOKEN]]);
    expect(step.outputs['message']).toContain(`refused the sign-in: HTTP 400${words}. No cancel was sent.`);
  });
});

describe('AU-17 Microsoft Entra is busy, down or out of reach', () => {
  const passing: readonly (readonly [string, Answer])[] = [
    ['429', reply(429)],
    ['408', reply(408)],
    ['500', reply(500)],
    ['502', reply(502, '<html><title>Bad Gateway</title>')],
    ['503', reply(503)],
    ['504', reply(504)],
    ['a broken connection', broken],
    ['silence', silence],
    ['an answer that is cut off', cut],
    ['a refused connection', refusedConnection],
  ];

  it.each(passing)('%s, once: asked again', async (_name, fault) => {
    const { clock } = await expectRow({
      script: { ...issues, ...cancels, [TOKEN]: [fault, grant(1)].flat() },
      outcome: 'canceled',
      requests: [GITHUB, `${TOKEN} ×2`, LIST, CANCEL, PAGE],
    });
    expect(clock.pausesMs).toStrictEqual([500]);
  });

  it.each(passing)('%s, for ever: four tries, then failed', async (_name, fault) => {
    const { clock } = await expectRow({
      way: 'client-secret',
      script: { [TOKEN]: fault },
      outcome: 'failed',
      requests: [`${TOKEN} ×4`],
      message:
        /^Sandbox: Microsoft Entra could not be asked for a token: .*No cancel was sent\. The offer can still go live\. The sign-in service is down or busy/,
    });
    expect(clock.pausesMs).toStrictEqual([500, 1000, 2000]);
  });

  it.each([
    { what: '429 with Retry-After', fault: reply(429, '', { 'retry-after': '7' }), pausesMs: [7000] },
    { what: '503 with Retry-After', fault: reply(503, '', { 'retry-after': '3' }), pausesMs: [3000] },
    {
      what: '503 with a Retry-After that ends just before the deadline',
      fault: reply(503, '', { 'retry-after': '59' }),
      pausesMs: [59_000],
    },
  ])('$what: waits as long as it should', async ({ fault, pausesMs }) => {
    const step = await play({ script: { ...issues, ...cancels, [TOKEN]: [fault, grant(1)] }, inputs: oneMinute });
    expect([step.outputs['outcome'], step.clock.pausesMs]).toStrictEqual(['canceled', pausesMs]);
  });

  it('a Retry-After beyond the deadline: over at once', async () => {
    const step = await play({ script: { ...issues, [TOKEN]: reply(429, '', { 'retry-after': '60' }) }, inputs: oneMinute });
    expect([step.outputs['outcome'], step.requests, step.clock.nowMs()]).toStrictEqual(['failed', [GITHUB, TOKEN], 0]);
  });

  it('90055: the hint that it is busy', async () => {
    const step = await play({ way: 'client-secret', script: { [TOKEN]: refusal(429, 'temporarily_unavailable', 90055) } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [`${TOKEN} ×4`]]);
    expect(step.outputs['message']).toContain('The sign-in service is busy: run the step again in a minute');
  });

  it('a bad certificate is not tried again', async () => {
    await expectRow({
      way: 'client-secret',
      script: { [TOKEN]: badCertificate },
      outcome: 'failed',
      requests: [TOKEN],
      message: /Microsoft Entra could not be asked for a token: no connection .*NODE_EXTRA_CA_CERTS/,
    });
  });

  it('a proxy that wants a password', async () => {
    const script = { [TOKEN]: { sent: false, code: 'proxy-407' } };
    expect((await play({ way: 'client-secret', script })).outputs['message']).toMatch(/the proxy wants credentials \(HTTP 407\)/);
  });

  it('an assertion is traded while it is fresh: every try of one sign-in sends the same', async () => {
    const step = await play({ script: { ...issues, ...cancels, [TOKEN]: [reply(503), reply(503), grant(1)] } });
    expect(numbersAt(authority, step)).toStrictEqual([1, 1, 1]);
  });
});

describe('AU-18 an answer of Microsoft Entra that is no grant', () => {
  it.each<{ what: string; answer: Reply; problem: string }>([
    {
      what: 'no access_token',
      answer: reply(200, { token_type: 'Bearer', expires_in: 3599 }),
      problem: 'Its answer holds no access_token',
    },
    { what: 'nothing', answer: reply(200), problem: 'Its answer holds no access_token' },
    { what: 'an array', answer: reply(200, [grant(1)]), problem: 'Its answer holds no access_token' },
    { what: 'half of an object', answer: reply(200, '{"access_token":"hushAccess'), problem: 'Its answer holds no access_token' },
    { what: 'a page', answer: reply(200, '<html><title>Log in</title>'), problem: 'of the API: Log in". Its answer holds no access_token' },
    ...['', 'hush Access', 'hushAccess\r\nx: y', 'hushAccess\u00e9', 7, null, ['hushAccess'], 'hushAccess'.repeat(2000)].map((token) => ({
      what: `the access_token ${JSON.stringify(token).slice(0, 20)}`,
      answer: grant(1, { access_token: token }),
      problem: 'Its access_token is no bearer token',
    })),
    ...['pop', 'DPoP', '', 7, null, ['Bearer']].map((type) => ({
      what: `the token_type ${JSON.stringify(type)}`,
      answer: grant(1, { token_type: type }),
      problem: 'Its token_type is not Bearer',
    })),
    ...[0, -1, 1.5, 1e99, '1e3', '-1', '', '1.5', ' 60', '9'.repeat(400), null, true, [3599], {}].map((life) => ({
      what: `expires_in ${JSON.stringify(life).slice(0, 20)}`,
      answer: grant(1, { expires_in: life }),
      problem: 'Its expires_in is no life of a token in seconds',
    })),
    { what: 'status 201', answer: { ...grant(1), status: 201 }, problem: 'HTTP 201' },
    { what: 'status 204', answer: reply(204), problem: 'HTTP 204' },
  ])('$what: failed, not tried again', async ({ answer, problem }) => {
    const { outputs } = await expectRow({
      way: 'client-secret',
      script: { [TOKEN]: answer },
      outcome: 'failed',
      requests: [TOKEN],
    });
    expect(outputs['message']).toMatch(/^Sandbox: Microsoft Entra gave no token that can be used: HTTP 20\d/);
    expect(outputs['message']).toContain(`${problem}. No cancel was sent.`);
  });

  it.each([
    { what: 'no expires_in', fields: { expires_in: undefined }, good: '5 minutes' },
    { what: 'expires_in in digits', fields: { expires_in: '3600' }, good: '60 minutes' },
    { what: 'a life of one second', fields: { expires_in: 1 }, good: '1 second' },
    { what: 'token_type in small letters', fields: { token_type: 'bearer' }, good: '59 minutes' },
    { what: 'no token_type', fields: { token_type: undefined }, good: '59 minutes' },
    { what: 'an opaque token', fields: { access_token: 'hushAccess1' }, good: '59 minutes' },
    { what: 'fields that nobody knows', fields: { ext_expires_in: -1, refresh_in: 'x' }, good: '59 minutes' },
  ])('$what is a grant', async ({ fields, good }) => {
    const { outputs, runner } = await play({ way: 'client-secret', script: { ...cancels, [TOKEN]: grant(1, fields) } });
    expect(outputs['outcome']).toBe('canceled');
    expect(runner.lines).toContain(`   0.0 s  Signed in; the token is good for ${good}`);
  });

  it.each([501, 505, 511])('HTTP %i: something else answers in its place', async (status) => {
    await expectRow({
      way: 'client-secret',
      script: { [TOKEN]: reply(status) },
      outcome: 'failed',
      requests: [TOKEN],
      message: /answers in its place/,
    });
  });
});

describe('AU-19 a redirect is never followed', () => {
  const elsewhere = { location: 'https://evil.example/' };
  it.each([300, 301, 302, 303, 304, 307, 308])('%i of Microsoft Entra', async (status) => {
    await expectRow({
      way: 'client-secret',
      script: { [TOKEN]: reply(status, '', elsewhere) },
      outcome: 'failed',
      requests: [TOKEN],
      message: /Microsoft Entra gave no token that can be used: HTTP 30\d \(a redirect to [\w.]+\)\. No cancel was sent/,
    });
  });

  it.each([301, 302, 303, 307, 308])('%i of GitHub', async (status) => {
    await expectRow({
      script: { [GITHUB]: reply(status, '', elsewhere) },
      outcome: 'failed',
      requests: [GITHUB],
      message: /GitHub gave no token that can be used: HTTP 30\d \(a redirect to [\w.]+\)\. No cancel was sent/,
    });
  });
});

describe('the GitHub token of the job', () => {
  const advice = /No cancel was sent\. The offer can still go live\. The sign-in service is down or busy/;
  const rows: readonly Row[] = [
    { name: 'AU-22 cut off for ever', script: { [GITHUB]: cut }, outcome: 'failed', requests: [`${GITHUB} ×4`], message: advice },
    {
      name: 'AU-22 cut off once',
      script: { ...issues, ...cancels, [GITHUB]: [cut, said(1)] },
      outcome: 'canceled',
      requests: [`${GITHUB} ×2`, TOKEN, LIST, CANCEL, PAGE],
    },
    ...[reply(429), reply(500), reply(502), reply(503), refusedConnection, broken, silence].flatMap((fault): Row[] => [
      {
        name: `AU-23 ${'code' in fault ? fault.code : fault.status} once`,
        script: { ...issues, ...cancels, [GITHUB]: [fault, said(1)] },
        outcome: 'canceled',
        requests: [`${GITHUB} ×2`, TOKEN, LIST, CANCEL, PAGE],
      },
      {
        name: `AU-23 ${'code' in fault ? fault.code : fault.status} for ever`,
        script: { [GITHUB]: fault },
        outcome: 'failed',
        requests: [`${GITHUB} ×4`],
        message: advice,
      },
    ]),
    ...[400, 401, 403, 404].map((status) => ({
      name: `${status}: not tried again`,
      script: { [GITHUB]: reply(status, { message: 'No' }) },
      outcome: 'failed',
      requests: [GITHUB],
      message: /GitHub refused the sign-in: HTTP 40\d, "No"\. Check that the job has the permission id-token: write/,
    })),
    ...[
      '{}',
      '{"value":""}',
      '{"value":null}',
      '{"value":7}',
      '{"value":["hushAssertion"]}',
      '{"value":"hush Assertion"}',
      '[]',
      '"',
      '',
    ].map((body) => ({
      name: `AU-24 ${body}`,
      script: { [GITHUB]: reply(200, body) },
      outcome: 'failed',
      requests: [GITHUB],
      message: /GitHub gave no token that can be used: HTTP 200\. Its answer holds no token of the job\. No cancel was sent\./,
    })),
    {
      name: 'AU-24 a token longer than any header',
      script: { [GITHUB]: reply(200, { value: 'hushAssertion'.repeat(2000) }) },
      outcome: 'failed',
      requests: [GITHUB],
      message: /Its answer holds no token of the job/,
    },
    {
      name: 'AU-24 2 MB',
      script: { [GITHUB]: { sent: true, code: 'too-large', status: 200, headers: {} } },
      outcome: 'failed',
      requests: [`${GITHUB} ×4`],
      message: /a reply that was cut off \(too-large\)/,
    },
    {
      name: 'a bad certificate',
      script: { [GITHUB]: badCertificate },
      outcome: 'failed',
      requests: [GITHUB],
      message: /NODE_EXTRA_CA_CERTS/,
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => {
    await expectRow(row);
  });

  it('AU-23 four slow tries take 30 s at most', async () => {
    const clock = createFakeClock();
    const slow: Answer = ({ timeoutMs }) => {
      clock.pass(timeoutMs);
      return silence;
    };
    const step = await play({ clock, script: { [GITHUB]: slow } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [`${GITHUB} ×4`]]);
    expect(clock.nowMs()).toBeLessThanOrEqual(30_000);
  });

  it.each([
    { retryAfter: '24', tries: 2 },
    { retryAfter: '25', tries: 1 },
    { retryAfter: '3600', tries: 1 },
  ])('AU-23 429 with Retry-After: $retryAfter: $tries of four tries', async ({ retryAfter, tries }) => {
    const step = await play({ script: { [GITHUB]: reply(429, '', { 'retry-after': retryAfter }) } });
    expect(step.departures).toHaveLength(tries);
    expect(step.clock.nowMs()).toBeLessThanOrEqual(30_000);
  });
});

describe('the token is renewed in time', () => {
  it.each<{ what: string; grants: readonly Reply[]; fromS: number }>([
    { what: 'an hour', grants: lives(3599), fromS: 3479 },
    { what: 'five minutes', grants: lives(300), fromS: 180 },
    { what: 'not told, so five minutes', grants: many.map((n) => grant(n, { expires_in: undefined })), fromS: 180 },
    { what: 'one minute', grants: lives(60), fromS: 30 },
    {
      what: 'an hour by expires_in, over by its own exp',
      grants: many.map((n) => grant(n, { access_token: jwt({ exp: 1 }, `hushAccess${n}`) })),
      fromS: 3479,
    },
  ])('AU-27 its life is $what', async ({ grants, fromS }) => {
    const clock = createFakeClock();
    const ends: Answer = () => (clock.nowMs() < (fromS + 15) * 1000 ? running : canceled);
    const step = await play({
      clock,
      script: { ...issues, [TOKEN]: grants, ...runs, [CANCEL]: reply(202), [PAGE]: ends },
      inputs: { 'timeout-minutes': '70' },
    });
    expect(step.outputs['outcome']).toBe('canceled');
    const [first, second, ...more] = askedAt(step);
    expect([first, more]).toStrictEqual([0, []]);
    expect(second).toBeGreaterThanOrEqual(fromS);
    expect(second).toBeLessThan(fromS + 10.001);
    expect([numbersAt(authority, step), numbersAt(api, step).at(-1)]).toStrictEqual([[1, 2], 2]);
  });

  it('AU-27 every answer of the API comes from a living token', async () => {
    const clock = createFakeClock();
    const dies: Answer = ({ headers }) => {
      const n = Number(/hushAccess(\d+)/.exec(headers['authorization'] ?? '')?.[1]);
      const step = clock.nowMs() < 200_000 ? running : canceled;
      return clock.nowMs() < bornAtMs(n) + 60_000 ? step : denied;
    };
    const born: number[] = [];
    const bornAtMs = (n: number): number => born[n - 1] ?? Number.NEGATIVE_INFINITY;
    const gives: Answer = () => grant(born.push(clock.nowMs()), { expires_in: 60 });
    const step = await play({ clock, script: { ...issues, [TOKEN]: gives, ...runs, [CANCEL]: reply(202), [PAGE]: dies } });
    expect(step.outputs['outcome']).toBe('canceled');
    expect(step.runner.lines.filter((line) => line.includes('401'))).toStrictEqual([]);
    expect(step.runner.lines.filter((line) => line.includes('GitHub says of this job'))).toHaveLength(1);
  });

  const accepted = { ...runs, [CANCEL]: reply(202) };

  it('Microsoft Entra is down while the old token lives: looking goes on, and it is asked again every 30 s', async () => {
    const clock = createFakeClock();
    const step = await play({
      clock,
      script: {
        ...issues,
        ...accepted,
        [TOKEN]: [grant(1, { expires_in: 300 }), reply(503), reply(503), grant(2)],
        [PAGE]: () => (clock.nowMs() < 270_000 ? running : canceled),
      },
    });
    expect(step.outputs['outcome']).toBe('canceled');
    const [, second = 0, third = 0, fourth = 0] = askedAt(step);
    for (const pause of [third - second, fourth - third]) expect(pause).toBeGreaterThanOrEqual(30);
    expect(fourth - second).toBeLessThan(80);
    expect(numbersAt(authority, step)).toStrictEqual([1, 2, 3, 4]);
    expect(step.runner.lines.filter((line) => /could not be read|401/.test(line))).toStrictEqual([]);
  });

  it.each<{ what: string; fault: Script }>([
    { what: 'Microsoft Entra refuses', fault: { [TOKEN]: [grant(1, { expires_in: 300 }), wrongSecret] } },
    { what: 'GitHub refuses', fault: { [TOKEN]: lives(300), [GITHUB]: [said(1), reply(403)] } },
    { what: 'GitHub is down', fault: { [TOKEN]: lives(300), [GITHUB]: [said(1), reply(503)] } },
  ])('$what while the old token lives: it serves to its end', async ({ fault }) => {
    const clock = createFakeClock();
    const step = await play({
      clock,
      script: { ...issues, ...fault, ...accepted, [PAGE]: () => (clock.nowMs() < 280_000 ? running : canceled) },
    });
    expect([step.outputs['outcome'], new Set(numbersAt(api, step))]).toStrictEqual(['canceled', new Set([1])]);
    expect(clock.pausesMs).not.toContain(500);
  });

  it.each<{ what: string; way: Way; fault: Script; words: RegExp }>([
    {
      what: 'Microsoft Entra',
      way: 'client-secret',
      fault: { [TOKEN]: [grant(1, { expires_in: 60 }), wrongSecret] },
      words: /Microsoft Entra refused the sign-in: HTTP 401, "invalid_client: AADSTS7000215: .*Secret ID/,
    },
    {
      what: 'GitHub',
      way: 'federated',
      fault: { [TOKEN]: lives(60), [GITHUB]: [said(1), reply(401)] },
      words: /GitHub refused the sign-in: HTTP 401\. Check that the job has the permission/,
    },
  ])('$what refuses for good after the old token died: unknown', async ({ way, fault, words }) => {
    const step = await play({ way, script: { ...issues, ...fault, ...accepted, [PAGE]: running } });
    expect([step.outputs['outcome'], step.exitCode, step.outputs['status-code']]).toStrictEqual(['unknown', 1, '202']);
    expect(step.outputs['message']).toMatch(words);
    expect(step.outputs['message']).toMatch(
      /^Sandbox: The cancel was accepted and is not confirmed: .* A cancel was sent \(HTTP 202\)\. The offer can still go live\. Correct the sign-in \(docs\/signing-in\.md\)/,
    );
    expect(step.clock.nowMs()).toBeLessThan(80_000);
  });

  it.each<{ what: string; fault: Script }>([
    { what: 'Microsoft Entra is down', fault: { [TOKEN]: [grant(1, { expires_in: 60 }), reply(503)] } },
    { what: 'GitHub is out of reach', fault: { [TOKEN]: lives(60), [GITHUB]: [said(1), refusedConnection] } },
    { what: 'a portal answers for Microsoft Entra', fault: { [TOKEN]: [grant(1, { expires_in: 60 }), reply(200, '<html>')] } },
  ])('$what after the old token died: goes on to the deadline', async ({ fault }) => {
    const step = await play({
      script: { ...issues, ...fault, ...accepted, [PAGE]: running, [LIST]: [reply(200, [entry('running')]), running] },
      inputs: { 'timeout-minutes': '5' },
    });
    expect([step.outputs['outcome'], step.exitCode]).toStrictEqual(['timed-out', 1]);
    expect(step.outputs['message']).toMatch(/A cancel was sent \(HTTP 202\)\. The offer can still go live\./);
    expect(step.clock.nowMs()).toBeGreaterThanOrEqual(300_000);
    expect(step.clock.nowMs()).toBeLessThanOrEqual(305_000);
  });

  it('Microsoft Entra is there again after the old token died: the new one is used', async () => {
    const clock = createFakeClock();
    const step = await play({
      clock,
      script: {
        ...issues,
        ...accepted,
        [TOKEN]: () => (clock.nowMs() < 1000 ? grant(1, { expires_in: 60 }) : clock.nowMs() < 180_000 ? reply(503) : grant(2)),
        [PAGE]: ({ headers }) => (headers['authorization']?.includes('hushAccess2') ? canceled : running),
      },
    });
    expect([step.outputs['outcome'], step.exitCode, numbersAt(api, step).at(-1)]).toStrictEqual(['canceled', 0, 2]);
    expect(clock.nowMs()).toBeLessThan(230_000);
  });

  it('the token dies before the first look, and Microsoft Entra refuses: failed, the API is asked nothing', async () => {
    const clock = createFakeClock();
    const late = (): Reply => {
      clock.pass(5000);
      return grant(1, { expires_in: 4 });
    };
    const step = await play({ way: 'client-secret', clock, script: { [TOKEN]: [late, wrongSecret] } });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['failed', 1, [`${TOKEN} ×2`]]);
    expect(step.outputs['message']).toMatch(/No cancel was sent\. The offer can still go live\. Correct the sign-in/);
    expect(step.runner.outcomes).toStrictEqual(['failed', 'failed']);
  });

  it.each([
    { what: 'is down', answer: reply(503), tries: `${TOKEN} ×4`, pausesMs: [500, 1000, 2000] },
    { what: 'refuses', answer: wrongSecret, tries: TOKEN, pausesMs: [] },
  ])('the token dies before the cancel, and Microsoft Entra $what: failed, no cancel leaves', async ({ answer, tries, pausesMs }) => {
    const clock = createFakeClock();
    const slowList = (): Reply => {
      clock.pass(25_000);
      return reply(200, [entry('running')]);
    };
    const step = await play({
      way: 'client-secret',
      clock,
      script: { [TOKEN]: [grant(1, { expires_in: 20 }), answer], [LIST]: slowList },
    });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['failed', 1, [TOKEN, LIST, tries]]);
    expect(step.outputs['message']).toMatch(/No cancel was sent\. The offer can still go live\./);
    expect(clock.pausesMs).toStrictEqual(pausesMs);
  });
});

describe('401', () => {
  const all = { ...issues, ...runs };
  const signs = [GITHUB, TOKEN];
  const rows: readonly (Row & { readonly tokens: readonly number[] })[] = [
    {
      name: 'on the first look: renewed once, looked again once',
      script: { ...issues, ...cancels, [LIST]: [denied, reply(200, [entry('running')])] },
      outcome: 'canceled',
      requests: [...signs, LIST, ...signs, LIST, CANCEL, PAGE],
      tokens: [1, 2, 2, 2],
    },
    {
      name: 'on the first look, twice: refused, no cancel',
      script: { ...issues, [LIST]: denied },
      outcome: 'refused',
      requests: [...signs, LIST, ...signs, LIST],
      tokens: [1, 2],
      message: /could not be read: HTTP 401, .*No cancel was sent\. The offer can still go live\./,
    },
    {
      name: 'on the first look of a dry run',
      script: { ...issues, [LIST]: [denied, reply(200, [entry('running')])] },
      inputs: { 'dry-run': 'true' },
      outcome: 'planned',
      requests: [...signs, LIST, ...signs, LIST],
      tokens: [1, 2],
    },
    {
      name: 'AU-29 on the cancel: one forced renewal, one more cancel',
      script: { ...all, [CANCEL]: [denied, reply(200)], [PAGE]: canceled },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, ...signs, CANCEL, PAGE],
      tokens: [1, 1, 2, 2],
    },
    {
      name: 'AU-29 on the cancel, which is accepted then',
      script: { ...all, [CANCEL]: [denied, reply(202)], [PAGE]: [running, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, ...signs, CANCEL, `${PAGE} ×2`],
      tokens: [1, 1, 2, 2, 2],
    },
    {
      name: 'AU-29 before busy answers: four cancels are all',
      script: { ...all, [CANCEL]: [denied, reply(429)], [PAGE]: running },
      outcome: 'failed',
      requests: [...signs, LIST, CANCEL, ...signs, `${CANCEL} ×3`],
      tokens: [1, 1, 2, 2, 2],
    },
    {
      name: 'AU-29 after an unclear answer: a look first, then one more cancel',
      script: { ...all, [CANCEL]: [silence, denied, reply(200)], [PAGE]: [running, running, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, PAGE, CANCEL, ...signs, PAGE, CANCEL, PAGE],
      tokens: [1, 1, 1, 1, 2, 2, 2],
    },
    {
      name: 'AU-29 after an unclear answer, and the look shows that it was taken',
      script: { ...all, [CANCEL]: [silence, denied], [PAGE]: [running, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, PAGE, CANCEL, ...signs, PAGE],
      tokens: [1, 1, 1, 1, 2],
    },
    {
      name: 'AU-30 on the cancel, twice: refused, two cancels',
      script: { ...all, [CANCEL]: denied, [PAGE]: running },
      outcome: 'refused',
      requests: [...signs, LIST, CANCEL, ...signs, CANCEL, PAGE],
      tokens: [1, 1, 2, 2],
      message:
        /a token that was fetched anew was refused as well\. A cancel was sent \(HTTP 401\)\. .* Add the application to the account of this publisher/,
    },
    {
      name: 'AU-30 everywhere after the first look',
      script: { ...all, [CANCEL]: denied, [PAGE]: denied, [LIST]: [reply(200, [entry('running')]), denied] },
      outcome: 'refused',
      requests: [...signs, LIST, CANCEL, ...signs, CANCEL, PAGE, LIST],
      tokens: [1, 1, 2, 2, 2],
    },
    {
      name: 'AU-30 on the cancel, and Microsoft Entra gives no other token: one cancel',
      script: { ...all, [TOKEN]: [grant(1), wrongSecret], [CANCEL]: denied, [PAGE]: running },
      outcome: 'failed',
      requests: [...signs, LIST, CANCEL, ...signs],
      tokens: [1, 1],
      message: /HTTP 401, .*Microsoft Entra refused the sign-in: HTTP 401, "invalid_client: AADSTS7000215/,
    },
    {
      name: 'PS-16 while the step waits: renewed, looked again at once',
      script: { ...all, [CANCEL]: reply(202), [PAGE]: [running, denied, running, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, `${PAGE} ×2`, ...signs, `${PAGE} ×2`],
      tokens: [1, 1, 1, 1, 2, 2],
    },
    {
      name: 'PS-16 twice while the step waits, with a good look between',
      script: { ...all, [CANCEL]: reply(202), [PAGE]: [denied, running, denied, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, PAGE, ...signs, `${PAGE} ×2`, ...signs, PAGE],
      tokens: [1, 1, 1, 2, 2, 3],
    },
    {
      name: 'PS-16 twice at one look: unknown',
      script: { ...all, [CANCEL]: reply(202), [PAGE]: [running, denied] },
      outcome: 'unknown',
      requests: [...signs, LIST, CANCEL, `${PAGE} ×2`, ...signs, PAGE],
      tokens: [1, 1, 1, 1, 2],
      message: /^Sandbox: The cancel was accepted and is not confirmed: HTTP 401, .* Give the application its rights/,
    },
  ];

  it.each(rows)('$name → $outcome', async ({ tokens, ...row }) => {
    const step = await expectRow(row);
    expect(numbersAt(api, step)).toStrictEqual(tokens);
    const used = numbersAt(authority, step);
    expect(used).toStrictEqual(used.map((_, index) => index + 1));
  });

  it('AU-29 the one more cancel leaves at once', async () => {
    const later = { ...denied, headers: { 'retry-after': '30' } };
    const step = await play({ script: { ...all, [CANCEL]: [later, reply(200)], [PAGE]: canceled } });
    expect([step.outputs['outcome'], step.clock.pausesMs]).toStrictEqual(['canceled', []]);
    expect(step.runner.lines.filter((line) => line.includes('Asking again')).map((line) => line.slice(10))).toStrictEqual([
      'Asking again with a new token',
    ]);
  });

  it('AU-29 after three busy answers: four cancels are all', async () => {
    const step = await play({ script: { ...all, [CANCEL]: [reply(429), reply(429), reply(429), denied, reply(200)], [PAGE]: running } });
    expect(step.requests.filter((name) => name.startsWith(CANCEL))).toStrictEqual([`${CANCEL} ×4`]);
    expect([step.exitCode, step.outputs['status-code']]).toStrictEqual([1, '401']);
  });

  const claims = Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"hushAccess"}}}').toString('base64');
  it.each([
    { what: 'claims', challenge: `Bearer realm="", error="insufficient_claims", claims="${claims}"`, isClaims: true },
    { what: 'claims that are no base64', challenge: 'Bearer claims="%%% ::error:: hushAccess"', isClaims: true },
    { what: '100 kB of claims', challenge: `Bearer claims="${'A'.repeat(100_000)}"`, isClaims: true },
    { what: 'two challenges', challenge: `Basic realm="hushAccess", Bearer claims="${claims}"`, isClaims: true },
    {
      what: 'an authorization_uri of somebody else',
      challenge: 'Bearer authorization_uri="https://evil.example/authorize", error="invalid_token"',
      isClaims: false,
    },
  ])('AU-31 with $what: never shown, never followed, one renewal', async ({ challenge, isClaims }) => {
    const refused = { ...denied, headers: { 'www-authenticate': challenge } };
    const again = await play({ script: { ...all, [CANCEL]: [refused, reply(200)], [PAGE]: canceled } });
    expect([again.outputs['outcome'], numbersAt(api, again)]).toStrictEqual(['canceled', [1, 1, 2, 2]]);
    const step = await play({ script: { ...all, [CANCEL]: refused, [PAGE]: running } });
    expect([step.outputs['outcome'], numbersAt(api, step)]).toStrictEqual(['refused', [1, 1, 2, 2]]);
    const shown = [...step.runner.lines, ...step.written, ...step.runner.summaries].join('\n');
    expect(shown).not.toMatch(/evil|AAAA|eyJhY2Nlc3|insufficient|Basic|%%%|\n::/);
    expect(shown.includes('a policy of the tenant asks for more than this token')).toBe(isClaims);
  });
});

describe('403', () => {
  const noRights = reply(403, { error: { code: 'Forbidden', message: 'User does not have the required permissions' } });
  const hint =
    /Add the application to the account of this publisher in Partner Center \(by the object id of its enterprise application\) and check publisher-id/;
  const rows: readonly Row[] = [
    {
      name: 'AU-32 on the cancel: no retry, no renewal',
      script: { ...issues, ...runs, [CANCEL]: noRights, [PAGE]: running },
      outcome: 'refused',
      requests: [GITHUB, TOKEN, LIST, CANCEL, PAGE],
      message: hint,
    },
    {
      name: 'AU-32 on the first look: no cancel',
      way: 'client-secret',
      script: { ...issues, [LIST]: noRights },
      outcome: 'refused',
      requests: [TOKEN, LIST],
      message: hint,
    },
    {
      name: 'PS-17 while the step waits',
      script: { ...issues, ...runs, [CANCEL]: reply(202), [PAGE]: [running, noRights] },
      outcome: 'unknown',
      requests: [GITHUB, TOKEN, LIST, CANCEL, `${PAGE} ×2`],
      message: /Give the application its rights in the publisher's account back/,
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => {
    await expectRow(row);
  });
});

describe('the deadline in the middle of signing in', () => {
  /** An answer that takes all the time that its request has. */
  const slow =
    (clock: FakeClock) =>
    (answer: Reply | NoReply): Answer =>
    ({ timeoutMs }) => {
      clock.pass(timeoutMs);
      return answer;
    };
  const silences = (count: number): NoReply[] => many.slice(0, count).map(() => silence);

  it.each<{ what: string; github?: readonly (Reply | NoReply)[]; entra: readonly (Reply | NoReply)[] }>([
    { what: 'both are slow, and Microsoft Entra never answers', github: [...silences(3), said(1)], entra: [silence] },
    { what: 'Microsoft Entra wants long pauses', entra: [30, 15].map((s) => reply(503, '', { 'retry-after': String(s) })) },
    { what: 'the token comes at the last moment', github: [...silences(3), said(1)], entra: [...silences(3), grant(1)] },
  ])('$what: failed, no cancel', async ({ github: fromGithub = [said(1)], entra }) => {
    const clock = createFakeClock();
    const script = { [GITHUB]: fromGithub, [TOKEN]: entra, [LIST]: [silence], 'GET status': [silence] };
    const slowly = Object.entries(script).map(([name, answers]) => [name, answers.map(slow(clock))]);
    const step = await play({ clock, script: Object.fromEntries(slowly), inputs: oneMinute });
    expect([step.outputs['outcome'], step.exitCode]).toStrictEqual(['failed', 1]);
    expect(step.requests).not.toContain(CANCEL);
    expect(step.outputs['message']).toMatch(/No cancel was sent\. The offer can still go live\./);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(50_000);
    expect(clock.nowMs()).toBeLessThanOrEqual(65_000);
  });

  it('comes while a renewal hangs: over by the deadline + 5 s', async () => {
    const clock = createFakeClock();
    const step = await play({
      clock,
      script: {
        ...issues,
        ...runs,
        [TOKEN]: [grant(1, { expires_in: 118 }), slow(clock)(silence)],
        [GITHUB]: [said(1), slow(clock)(said(2))],
        [CANCEL]: reply(202),
        [PAGE]: running,
      },
      inputs: oneMinute,
    });
    expect(step.outputs['outcome']).toBe('timed-out');
    expect(step.requests.slice(-3)).toStrictEqual([GITHUB, TOKEN, PAGE]);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(64_000);
    expect(clock.nowMs()).toBeLessThanOrEqual(65_000);
  });
});

describe('the run is canceled while the step signs in', () => {
  it.each<{ what: string; script: (interrupt: () => void, clock: FakeClock) => Script; requests: readonly string[] }>([
    { what: 'GitHub is asked', script: (interrupt) => ({ ...issues, [GITHUB]: stops(interrupt, said(1)) }), requests: [GITHUB] },
    {
      what: 'GitHub is asked, and the request is dropped',
      script: (interrupt) => ({ ...issues, [GITHUB]: stops(interrupt, { sent: true, code: 'aborted' }) }),
      requests: [GITHUB],
    },
    {
      what: 'Microsoft Entra is asked',
      script: (interrupt) => ({ ...issues, [TOKEN]: stops(interrupt, grant(1)) }),
      requests: [GITHUB, TOKEN],
    },
    {
      what: 'Microsoft Entra says no',
      script: (interrupt) => ({ ...issues, [TOKEN]: stops(interrupt, wrongSecret) }),
      requests: [GITHUB, TOKEN],
    },
    {
      what: 'Microsoft Entra is down',
      script: (interrupt) => ({ ...issues, [TOKEN]: stops(interrupt, reply(503)) }),
      requests: [GITHUB, TOKEN],
    },
    {
      what: 'it waits between two tries',
      script: (interrupt, clock) => {
        clock.at(3000, interrupt);
        return { ...issues, [TOKEN]: reply(429, '', { 'retry-after': '30' }) };
      },
      requests: [GITHUB, TOKEN],
    },
  ])('$what: interrupted, 130', async ({ script, requests }) => {
    const host = createFakeHost();
    const clock = createFakeClock();
    const step = await play({ host, clock, script: script(() => host.emit('SIGINT'), clock) });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['interrupted', 130, requests]);
    expect(step.outputs['message']).toBe(
      'Sandbox: The run was canceled while this step worked. No cancel was sent. The offer can still go live. Run the step again, which is safe, or use Cancel publishing in Partner Center.',
    );
    expect([step.runner.summaries.length, clock.nowMs() <= 6000]).toStrictEqual([1, true]);
  });

  it.each<{ what: string; script: (interrupt: () => void) => Script; requests: readonly string[] }>([
    {
      what: 'after a 401 to the cancel',
      script: (interrupt) => ({ ...issues, ...runs, [TOKEN]: [grant(1), stops(interrupt, grant(2))], [CANCEL]: denied }),
      requests: [GITHUB, TOKEN, LIST, CANCEL, GITHUB, TOKEN],
    },
    {
      what: 'after a 401 to a look',
      script: (interrupt) => ({
        ...issues,
        ...runs,
        [CANCEL]: reply(202),
        [PAGE]: denied,
        [TOKEN]: [grant(1), stops(interrupt, grant(2))],
      }),
      requests: [GITHUB, TOKEN, LIST, CANCEL, PAGE, GITHUB, TOKEN],
    },
  ])('again, $what: no cancel is sent after that', async ({ script, requests }) => {
    const host = createFakeHost();
    const step = await play({ host, script: script(() => host.emit('SIGTERM')) });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['interrupted', 143, requests]);
  });

  function stops(interrupt: () => void, answer: Reply | NoReply): Answer {
    return () => {
      interrupt();
      return answer;
    };
  }
});

describe('RUNNER_DEBUG', () => {
  it('shows every exchange by its path, and nothing of what was sent or answered', async () => {
    const { runner } = await play({ script: { ...issues, ...cancels } });
    const lines = runner.lines.filter((line) => line.startsWith('debug:')).map((line) => line.slice(17));
    expect(lines.slice(0, 2)).toStrictEqual([`GET ${oidcPath} → 200 in 0 ms`, `POST /${tenantId}/oauth2/v2.0/token → 200 in 0 ms`]);
    expect(lines).toHaveLength(5);
  });
});

describe('a renewal after a 401 that cannot be had', () => {
  const outage = many.slice(0, 4).map(() => reply(503));
  const all = { ...issues, ...runs };
  it.each<{ name: string; script: Script; outcome: string; message: RegExp }>([
    {
      name: 'for a moment, while the step waits: it goes on',
      script: {
        ...all,
        [TOKEN]: [grant(1), ...outage, grant(2)],
        [CANCEL]: reply(202),
        [PAGE]: [running, denied, canceled],
        [LIST]: [runs[LIST], reply(200, [entry('canceled')])],
      },
      outcome: 'canceled',
      message: /is canceled/,
    },
    {
      name: 'for good, while the step waits',
      script: { ...all, [TOKEN]: [grant(1), wrongSecret], [CANCEL]: reply(202), [PAGE]: [running, denied] },
      outcome: 'unknown',
      message: /accepted and is not confirmed: HTTP 401, .*AADSTS7000215.* A cancel was sent \(HTTP 202\)\..* Correct the sign-in/,
    },
    {
      name: 'for a moment, on the first look',
      script: { ...all, [TOKEN]: [grant(1), reply(503)], [LIST]: denied },
      outcome: 'failed',
      message: /could not be read: HTTP 401, .*could not be asked for a token: HTTP 503\. No cancel was sent\..*is down or busy/,
    },
    {
      name: 'for good, on the first look',
      script: { ...all, [TOKEN]: [grant(1), wrongSecret], [LIST]: denied },
      outcome: 'failed',
      message: /AADSTS7000215.*No cancel was sent\..* Correct the sign-in/,
    },
    {
      name: 'for a moment, on the cancel',
      script: { ...all, [TOKEN]: [grant(1), reply(503)], [CANCEL]: denied, [PAGE]: running },
      outcome: 'failed',
      message: /A cancel was sent \(HTTP 401\)\..*is down or busy/,
    },
  ])('$name → $outcome', async ({ script, outcome, message }) => {
    const { outputs } = await play({ script });
    expect(outputs['outcome']).toBe(outcome);
    expect(outputs['message']).toMatch(message);
  });

  it('before the cancel left, since the old token died meanwhile: no cancel was sent', async () => {
    const clock = createFakeClock();
    const slow = (): Reply => {
      clock.pass(2_000);
      return reply(200, [entry('running')]);
    };
    const { outputs, requests } = await play({
      script: { ...all, [TOKEN]: [grant(1, { expires_in: 1 }), reply(503)], [LIST]: slow },
      clock,
    });
    expect([outputs['outcome'], requests.filter((name) => name.startsWith(CANCEL))]).toStrictEqual(['failed', []]);
    expect(outputs['message']).toMatch(/No cancel was sent\..*is down or busy/);
  });

  it('AU-29 after three busy answers the operation may have ended: a look tells', async () => {
    const step = await play({ script: { ...all, [CANCEL]: [reply(429), reply(429), reply(429), denied], [PAGE]: canceled } });
    expect([step.outputs['outcome'], step.outputs['status-code']]).toStrictEqual(['canceled', '401']);
  });
});

describe('shapes that nobody promised', () => {
  const odd = { toString: 1, valueOf: 1 };
  it.each<{ name: string; way?: Way; script: Script; inputs?: Record<string, string>; outcome: string }>([
    {
      name: 'a subject that is an object',
      script: { ...issues, ...cancels, [GITHUB]: reply(200, { value: assertion(1, { sub: odd }) }) },
      outcome: 'canceled',
    },
    {
      name: 'a given token whose audience is an object',
      way: 'token',
      script: cancels,
      inputs: { token: jwt({ aud: odd, exp: 1e300 }, 'hushGiven') },
      outcome: 'canceled',
    },
    {
      name: 'a code that is an object',
      way: 'client-secret',
      script: { [TOKEN]: reply(400, { error: 'x', error_codes: [odd] }) },
      outcome: 'failed',
    },
    {
      name: 'a code that every object has',
      way: 'client-secret',
      script: { [TOKEN]: reply(400, { error: 'x', error_codes: ['constructor'] }) },
      outcome: 'failed',
    },
    {
      name: 'codes without end',
      way: 'client-secret',
      script: { [TOKEN]: reply(400, `{"error":"x","error_codes":${'['.repeat(1e5)}${']'.repeat(1e5)}}`) },
      outcome: 'failed',
    },
    {
      name: 'the secret as correlation id',
      way: 'client-secret',
      script: { [TOKEN]: reply(400, { error: 'x', correlation_id: clientSecret }) },
      outcome: 'failed',
    },
    {
      name: 'the secret as .NET writes it',
      way: 'client-secret',
      script: {
        [TOKEN]: reply(
          400,
          `{"error":"x","error_description":"${JSON.stringify(clientSecret).slice(1, -1).replaceAll('+', '\\u002B').replaceAll('&', '\\u0026')} here."}`,
        ),
      },
      outcome: 'failed',
    },
  ])('$name', async ({ outcome, ...story }) => {
    const { outputs } = await play(story);
    expect(outputs['outcome']).toBe(outcome);
    expect(outputs['message']).not.toMatch(/please report it|native code|object Object/);
  });
});
