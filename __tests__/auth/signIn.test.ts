import { describe, expect, it } from 'vitest';
import { credentialFor, describeSignIn, type SignIn } from '../../src/auth/signIn.ts';
import { withDeadline } from '../../src/http/deadline.ts';
import { type Reply, withReader } from '../../src/http/reply.ts';
import { createFakeClock, startWallMs } from '../support/fakeClock.ts';
import { guid } from '../support/inputRules.ts';
import { GITHUB, reply, scripted, TOKEN } from '../support/wire.ts';

const resource = 'https://cloudpartner.azure.com';
const application = { resource, authorityUrl: 'https://login.test', tenantId: 'contoso.onmicrosoft.com', clientId: guid };
const withSecret: SignIn = { method: 'client-secret', ...application, clientSecret: 'client-secret-1' };
const federated: SignIn = {
  method: 'federated',
  ...application,
  requestUrl: 'https://github.test/github/oidc/token?v=2',
  requestToken: 'request-token-1',
};

function jwt(claims: object, signature: string): string {
  return `eyJ0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
}

const job = { iss: 'https://token.actions.githubusercontent.com', sub: 'repo:contoso/offers:ref:refs/heads/main', aud: 'api://x' };
const jobLines = [
  'say GitHub says of this job:',
  'say issuer: https://token.actions.githubusercontent.com',
  'say subject: repo:contoso/offers:ref:refs/heads/main',
  'say audience: api://x',
];

const ofGithub = (value: string): Reply => reply(200, { value });
const ofEntra = (access_token: string, expires_in = 3600): Reply => reply(200, { token_type: 'Bearer', expires_in, access_token });

/** A credential, and everything that happens outside, in order. */
function play(signIn: SignIn, github: readonly Reply[] = [], entra: readonly Reply[] = []) {
  const clock = createFakeClock();
  const wire = scripted({ [GITHUB]: github, [TOKEN]: entra });
  const deadlineMs = 7_200_000;
  const credential = credentialFor(signIn, {
    send: withDeadline(withReader(wire.transport, clock), { clock, deadlineMs, stop: new AbortController().signal }),
    limits: { clock, deadlineMs, stop: new AbortController().signal },
    mask: (secret) => void wire.requests.push(`mask ${secret}`),
    log: (text) => void wire.requests.push(`say ${text}`),
  });
  const ask = async (rejected?: string): Promise<string> => {
    const result = await credential.accessToken(rejected);
    return 'cause' in result ? result.detail : result.token;
  };
  /** What has happened since the last time. */
  const happened = (): string[] => wire.requests.splice(0);
  const assertions = (): (string | null)[] =>
    wire.sent.filter(({ method }) => method === 'POST').map(({ body }) => new URLSearchParams(body).get('client_assertion'));
  return { clock, ask, happened, assertions, sent: wire.sent };
}

describe('how the step signs in, in words', () => {
  it.each<{ name: string; signIn: SignIn; line: string; warning?: string }>([
    { name: 'an opaque token', signIn: { method: 'token', token: 'opaque-1', resource }, line: '' },
    {
      name: 'a token that says whose it is',
      signIn: { method: 'token', token: jwt({ appid: 'app-1', tid: 'tenant-1', exp: startWallMs / 1000 + 3540 }, 'c2ln'), resource },
      line: 'Signing in with the token that was given: application app-1, tenant tenant-1, valid for 59 minutes',
    },
    {
      name: 'AU-07 a token that has expired',
      signIn: { method: 'token', token: jwt({ appid: 'app-1', exp: startWallMs / 1000 - 300 }, 'c2ln'), resource },
      line: 'Signing in with the token that was given: application app-1',
      warning: 'token: the token that was given expired 5 minutes ago; it is sent all the same',
    },
    {
      name: 'AU-07 a token for another API',
      signIn: { method: 'token', token: jwt({ aud: 'https://management.azure.com' }, 'c2ln'), resource },
      line: '',
      warning:
        'token: the token that was given was issued for https://management.azure.com, not for https://cloudpartner.azure.com; it is sent all the same',
    },
    {
      name: 'a client secret',
      signIn: withSecret,
      line: `Signing in as application ${guid} of tenant contoso.onmicrosoft.com at https://login.test, with its client secret`,
    },
    {
      name: 'no secret',
      signIn: federated,
      line: `Signing in as application ${guid} of tenant contoso.onmicrosoft.com at https://login.test, with the GitHub token of this job (federated, no secret)`,
    },
  ])('$name', ({ signIn, line, warning = '' }) => {
    expect(describeSignIn(signIn, startWallMs)).toStrictEqual({ line, warning });
  });
});

describe('a given token', () => {
  it('AU-28 is returned without a request, also when it has expired', async () => {
    const token = jwt({ exp: startWallMs / 1000 + 60 }, 'c2ln');
    const { ask, happened, clock } = play({ method: 'token', token, resource });
    clock.pass(180_000);
    expect([await ask(), await ask()]).toStrictEqual([token, token]);
    expect(happened()).toStrictEqual([]);
  });
});

describe('with a client secret', () => {
  it('AU-09 AU-27 one request, a mask and a line; then again in time', async () => {
    const { ask, happened, sent, clock } = play(withSecret, [], [ofEntra('access-1'), ofEntra('access-2')]);
    expect([await ask(), await ask()]).toStrictEqual(['access-1', 'access-1']);
    expect(happened()).toStrictEqual([TOKEN, 'mask access-1', 'say Signed in. The token is valid for 60 minutes']);
    clock.pass(3_480_000);
    expect([await ask(), await ask()]).toStrictEqual(['access-2', 'access-2']);
    expect(happened()).toStrictEqual([TOKEN, 'mask access-2', 'say Signed in again. The token is valid for 60 minutes']);
    expect(sent.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toStrictEqual([form, form]);
  });

  const form = {
    client_id: guid,
    scope: 'https://cloudpartner.azure.com/.default',
    grant_type: 'client_credentials',
    client_secret: 'client-secret-1',
  };

  it('AU-17 the first sign-in has four tries, a renewal one while the old token lives, and four when it does not', async () => {
    const { ask, happened, clock } = play(withSecret, [], [reply(503), reply(503), reply(503), ofEntra('access-1'), reply(503)]);
    expect(await ask()).toBe('access-1');
    expect(happened().filter((what) => what === TOKEN).length).toBe(4);
    clock.pass(3_500_000 - clock.nowMs());
    expect([await ask(), happened()]).toStrictEqual(['access-1', [TOKEN]]);
    clock.pass(3_600_000);
    expect(await ask()).toBe('Microsoft Entra could not be asked for a token: HTTP 503');
    expect(happened()).toStrictEqual([TOKEN, TOKEN, TOKEN, TOKEN]);
  });

  it('AU-29 four tries after the token was refused', async () => {
    const { ask, happened } = play(withSecret, [], [ofEntra('access-1'), reply(503), reply(429), reply(500), ofEntra('access-2')]);
    expect([await ask(), await ask('access-1')]).toStrictEqual(['access-1', 'access-2']);
    expect(happened().filter((what) => what === TOKEN).length).toBe(5);
  });
});

describe('without a secret', () => {
  const first = jwt(job, 'first');
  const second = jwt(job, 'second');

  it("AU-09 F30 GitHub's token is masked, then its claims are logged to be copied, then it is traded", async () => {
    const { ask, happened, assertions, sent } = play(federated, [ofGithub(first)], [ofEntra('access-1')]);
    expect(await ask()).toBe('access-1');
    expect(happened()).toStrictEqual([
      GITHUB,
      `mask ${first}`,
      ...jobLines,
      TOKEN,
      'mask access-1',
      'say Signed in. The token is valid for 60 minutes',
    ]);
    expect(assertions()).toStrictEqual([first]);
    expect(sent.map(({ url, headers }) => [url, headers['authorization']])).toStrictEqual([
      ['https://github.test/github/oidc/token?v=2&audience=api%3A%2F%2FAzureADTokenExchange', 'Bearer request-token-1'],
      ['https://login.test/contoso.onmicrosoft.com/oauth2/v2.0/token', undefined],
    ]);
  });

  it('AU-27 each renewal trades a fresh token of GitHub, and tells of the job once', async () => {
    const { ask, happened, assertions, clock } = play(
      federated,
      [ofGithub(first), ofGithub(second)],
      [ofEntra('access-1'), ofEntra('access-2'), ofEntra('access-3')],
    );
    await ask();
    clock.pass(3_480_000);
    happened();
    expect(await ask()).toBe('access-2');
    expect(happened()).toStrictEqual([
      GITHUB,
      `mask ${second}`,
      TOKEN,
      'mask access-2',
      'say Signed in again. The token is valid for 60 minutes',
    ]);
    expect(await ask('access-2')).toBe('access-3');
    expect(assertions()).toStrictEqual([first, second, second]);
  });

  it('AU-26 what GitHub says is logged again when it changes', async () => {
    const other = jwt({ ...job, sub: 'repo:contoso/offers:environment:live' }, 'other');
    const { ask, happened } = play(federated, [ofGithub(first), ofGithub(other)], [ofEntra('access-1'), ofEntra('access-2')]);
    await ask();
    await ask('access-1');
    const otherLines = jobLines.map((line) => line.replace('ref:refs/heads/main', 'environment:live'));
    expect(happened().filter((what) => /^say (GitHub|issuer|subject|audience)/.test(what))).toStrictEqual([...jobLines, ...otherLines]);
  });

  it('a token of GitHub that cannot be read is traded without a word', async () => {
    const { ask, happened } = play(federated, [ofGithub('opaque-assertion')], [ofEntra('access-1')]);
    expect(await ask()).toBe('access-1');
    expect(happened()).toStrictEqual([
      GITHUB,
      'mask opaque-assertion',
      TOKEN,
      'mask access-1',
      'say Signed in. The token is valid for 60 minutes',
    ]);
  });

  it('a token of GitHub that can no longer be read is traded without a word, too', async () => {
    const { ask, happened } = play(federated, [ofGithub(first), ofGithub('opaque-assertion')], [ofEntra('access-1'), ofEntra('access-2')]);
    await ask();
    happened();
    expect(await ask('access-1')).toBe('access-2');
    expect(happened()).toStrictEqual([
      GITHUB,
      'mask opaque-assertion',
      TOKEN,
      'mask access-2',
      'say Signed in again. The token is valid for 60 minutes',
    ]);
  });

  it('AU-23 without a token of GitHub, Entra is not asked', async () => {
    const { ask, happened } = play(federated, [reply(503)]);
    expect(await ask()).toBe('GitHub could not be asked for a token: HTTP 503');
    expect(happened()).toStrictEqual([GITHUB, GITHUB, GITHUB, GITHUB]);
  });

  it('AU-16 what Entra says of it is heard', async () => {
    const { ask } = play(federated, [ofGithub(first)], [reply(401, { error: 'invalid_client', error_codes: [700_024] })]);
    expect(await ask()).toBe(
      'Microsoft Entra refused the sign-in: HTTP 401, "invalid_client". GitHub\'s token was outside its time window of about five minutes: run the step again',
    );
  });

  it.each([
    { name: 'of GitHub', github: [ofGithub(first), reply(503)], entra: [ofEntra('access-1')], asked: [GITHUB] },
    {
      name: 'of Entra',
      github: [ofGithub(first)],
      entra: [ofEntra('access-1'), reply(503)],
      asked: [GITHUB, `mask ${first}`, TOKEN],
    },
  ])('AU-27 a renewal asks once while the old token lives: trouble $name', async ({ github, entra, asked }) => {
    const { ask, happened, clock } = play(federated, github, entra);
    await ask();
    happened();
    clock.pass(3_480_000);
    expect([await ask(), happened()]).toStrictEqual(['access-1', asked]);
  });

  it('AU-17 the first sign-in has four tries at each', async () => {
    const busy = [reply(503), reply(503), reply(503)];
    const { ask, happened } = play(federated, [...busy, ofGithub(first)], [...busy, ofEntra('access-1')]);
    expect(await ask()).toBe('access-1');
    const all = happened();
    expect([GITHUB, TOKEN].map((name) => all.filter((what) => what === name).length)).toStrictEqual([4, 4]);
  });
});
