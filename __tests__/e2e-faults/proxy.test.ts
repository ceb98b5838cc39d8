import type { Socket } from 'node:net';
import { describe, it } from 'vitest';
import { apiPath, githubToken } from '../../src/sandbox/deployments.ts';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { oidcPath, requestToken } from '../../src/sandbox/signIn.ts';
import { createAuthority } from '../support/certificates.ts';
import { closedPort } from '../support/rawServer.ts';
import { type ConnectProxy, connectProxy, type Manner } from './support/connectProxy.ts';
import { close, cutAt, page, processed, reset, says, silent } from './support/faults.ts';
import { type Expected, expectRow, type Fire, type Fired, fire, type Given, proxyPassword, token } from './support/fire.ts';

/**
 * The bundle as a child process with its default addresses: the names of the real services lead, through a CONNECT proxy or straight, to a local TLS server that
 * speaks for them, with certificates of a CA that NODE_EXTRA_CA_CERTS names (docs/faults.md#network-tls-proxy).
 */

const api = 'cloudpartner.azure.com:443';
const entra = 'login.microsoftonline.com:443';
const github = 'oidc.actions.example:443';
const githubApi = 'ghe.example:443';
const names = [api, entra, github, githubApi].map((name) => name.replace(':443', ''));

const authority = await createAuthority('CA of the proxy');
const stranger = await createAuthority('CA that nobody knows');
const good = await authority.issue({ hosts: names });
const ofAStranger = await stranger.issue({ hosts: names });
const expired = await authority.issue({ hosts: names, toYear: 2001 });
const notYetValid = await authority.issue({ hosts: names, fromYear: 2099 });
const ofAnotherHost = await authority.issue({ hosts: ['proxy.contoso.com'] });
const gone = await closedPort();

interface Row extends Fire, Expected {
  readonly name: string;
  readonly manner?: Manner;
  /** The environment, now that the proxy's address is known; https_proxy alone where it is not given. */
  readonly environment?: (proxy: string) => Readonly<Record<string, string>>;
  /** The targets that CONNECT asked the proxy for, without repetition; the API's alone where it is not given. */
  readonly connects?: readonly string[];
  /** What the step dialed beside the proxy, without repetition. */
  readonly dials?: readonly string[];
}

interface Proxied extends Fired {
  readonly proxy: ConnectProxy;
}

/** Runs a step whose way out is the proxy. The names of the services lead to the fault server wherever they are dialed from. */
async function proxied({ manner, environment = (url) => ({ https_proxy: url }), ...row }: Row): Promise<Proxied> {
  const routes: Record<string, number> = {};
  const proxy = await connectProxy(routes, manner);
  const given = (port: number): Given => {
    for (const name of [api, entra, github, githubApi]) routes[name] = port;
    return {
      trusted: authority.pem,
      ways: Object.fromEntries([api, entra, github, githubApi].map((name) => [name, [port]])),
      environment: {
        ...environment(`http://user:${proxyPassword}@127.0.0.1:${proxy.port}`),
        ...(row.scenario === scenarios.federated ? { ACTIONS_ID_TOKEN_REQUEST_URL: `https://${names[2]}${oidcPath}?api-version=2.0` } : {}),
        ...(row.scenario?.isDeployed ? { GITHUB_API_URL: `https://ghe.example${apiPath}`, GITHUB_SERVER_URL: 'https://ghe.example' } : {}),
      },
    };
  };
  try {
    return { ...(await fire({ tls: good, ...row, at: 'default', given })), proxy };
  } finally {
    await proxy.close();
  }
}

/** How every JWT of the sandbox begins: long enough not to come up by chance in what is encrypted. */
const jwtHead = Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url');
const secrets = [token, githubToken, requestToken, jwtHead, 'authorization: Bearer', 'contoso'];
const unique = (all: readonly string[]): string[] => [...new Set(all)];

function play(rows: readonly Row[]): void {
  it.for(rows)('$name', async (row, { expect }) => {
    const { proxy, ...fired } = await proxied(row);
    const { connects = [api], dials = [] } = row;
    expectRow(expect, fired, { ...row, mayDial: [`127.0.0.1:${proxy.port}`, `127.0.0.1:${gone}`, ...dials] });
    expect(unique(proxy.targets).sort()).toStrictEqual([...connects].sort());
    expect(unique(fired.dials.filter((dial) => dial.endsWith(':443'))).sort()).toStrictEqual([...dials].sort());
    for (const secret of secrets) expect(proxy.heard(), 'PX-01').not.toContain(secret);
    expect(unique(proxy.credentials)).toStrictEqual(
      connects.length > 0 ? [`Basic ${Buffer.from(`user:${proxyPassword}`).toString('base64')}`] : [],
    );
  });
}

const { synchronous, federated } = scenarios;
const done = { scenario: synchronous, outcome: 'canceled', cancels: 1, says: / is canceled/ } as const;
const failed = { outcome: 'failed', cancels: 0 } as const;
const direct = { connects: [], dials: [api] } as const;
const cutOff = (client: Socket): void => void client.resetAndDestroy();

describe.concurrent('the way through a proxy', () => {
  play([
    { name: 'PX-01 with a token: the API is asked for, and nothing else', ...done, logs: 'Requests go through the proxy 127.0.0.1:' },
    { name: 'PX-01 HTTPS_PROXY in capitals', environment: (url) => ({ HTTPS_PROXY: url }), ...done },
    { name: 'PX-01 federated: the three hosts are asked for', ...done, scenario: federated, connects: [api, entra, github] },
    {
      name: 'PX-01 federated, no_proxy keeps GitHub off the proxy',
      ...done,
      scenario: federated,
      environment: (url) => ({ https_proxy: url, no_proxy: '.actions.example' }),
      connects: [api, entra],
      dials: [github],
    },
    {
      name: 'PX-01 federated, no_proxy keeps the API off the proxy',
      ...done,
      scenario: federated,
      environment: (url) => ({ https_proxy: url, no_proxy: 'cloudpartner.azure.com' }),
      connects: [entra, github],
      dials: [api],
    },
    { name: 'PX-08 http_proxy alone is not for https', environment: (url) => ({ http_proxy: url, HTTP_PROXY: url }), ...done, ...direct },
    {
      name: 'PX-07 lower case wins, and the difference is told',
      environment: (url) => ({ https_proxy: url, HTTPS_PROXY: `http://127.0.0.1:${gone}` }),
      ...done,
      logs: /::warning.*https_proxy and HTTPS_PROXY differ; https_proxy is used/,
    },
    {
      name: 'PX-07 no_proxy in lower case wins over NO_PROXY',
      environment: (url) => ({ https_proxy: url, no_proxy: 'example.com', NO_PROXY: '*' }),
      ...done,
      logs: /::warning.*no_proxy and NO_PROXY differ; no_proxy is used/,
    },
    ...['*', '.azure.com', 'azure.com', 'azure.com:443', 'CloudPartner.Azure.COM', ' example.com , cloudpartner.azure.com '].map(
      (list): Row => ({
        name: `PX-06 no_proxy "${list}": around the proxy`,
        environment: (url) => ({ https_proxy: url, no_proxy: list }),
        ...done,
        ...direct,
      }),
    ),
    ...['cloudpartner.azure.com:8443', 'partner.azure.com', 'example.com'].map(
      (list): Row => ({
        name: `PX-06 no_proxy "${list}": through the proxy`,
        environment: (url) => ({ https_proxy: url, no_proxy: list }),
        ...done,
      }),
    ),
    ...['*.azure.com', '10.0.0.0/8', '[::1]', 'fe80::1'].map(
      (list): Row => ({
        name: `PX-06 no_proxy "${list}": through the proxy, and a warning`,
        environment: (url) => ({ https_proxy: url, no_proxy: list }),
        ...done,
        logs: /::warning.*no_proxy: 1 entry has a form that is not understood/,
      }),
    ),
  ]);
});

const noToken = { outcome: 'failed', cancels: 0, scenario: federated } as const;
const answers =
  (bytes: string): Manner =>
  (client) =>
    void client.end(bytes);
const opens: Manner = (client) => void client.write('HTTP/1.1 200 Connection established\r\n\r\n');

describe.concurrent('a proxy that lets nothing through', () => {
  play([
    {
      name: 'PX-02 407: a hint, and no word of the password',
      manner: answers('HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm="::error::x"\r\nContent-Length: 5\r\n\r\nlogin'),
      ...failed,
      says: 'the proxy wants credentials (HTTP 407)',
    },
    {
      name: 'PX-02 403',
      manner: answers('HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n'),
      ...failed,
      says: 'the proxy refused the connection (HTTP 403)',
    },
    {
      name: 'PX-02 502',
      manner: answers('HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n'),
      ...failed,
      says: 'the proxy refused the connection (HTTP 502)',
    },
    {
      name: 'PX-02 closed on CONNECT',
      manner: (client) => void client.end(),
      ...failed,
      says: 'the proxy could not be reached or dropped the connection',
    },
    { name: 'PX-02 reset on CONNECT', manner: cutOff, ...failed, says: 'the proxy could not be reached or dropped the connection' },
    {
      name: 'PX-02 nobody listens',
      environment: () => ({ https_proxy: `http://user:${proxyPassword}@127.0.0.1:${gone}` }),
      ...failed,
      says: 'the proxy could not be reached or dropped the connection',
      connects: [],
    },
    { name: 'PX-02 is no proxy', manner: answers('SSH-2.0-OpenSSH_9.6\r\n'), ...failed, says: 'the proxy could not be reached' },
    {
      name: 'PX-02 407 to a federated sign-in',
      manner: answers('HTTP/1.1 407 Who?\r\n\r\n'),
      ...noToken,
      says: 'HTTP 407',
      connects: [github],
    },
    {
      name: 'PX-03 never answers CONNECT: over by the deadline',
      manner: () => undefined,
      ...failed,
      says: 'No cancel was sent.',
      logs: 'connect-timeout',
    },
    {
      name: 'PX-03 never answers CONNECT, to a federated sign-in',
      manner: () => undefined,
      ...noToken,
      says: 'GitHub could not be asked',
      connects: [github],
    },
    {
      name: 'PX-02 a proxy that cannot be used is refused',
      environment: () => ({ https_proxy: `socks5://user:${proxyPassword}@127.0.0.1:1080` }),
      outcome: 'invalid-input',
      cancels: 0,
      says: 'https_proxy: is no usable proxy',
      connects: [],
    },
  ]);
});

describe.concurrent('a tunnel that breaks', () => {
  const afterHello =
    (then: (client: Socket) => void): Manner =>
    (client, _open, target) => {
      client.once('data', () => then(client));
      opens(client, () => undefined, target);
    };
  play([
    { name: 'PX-04 reset in the handshake', manner: afterHello(cutOff), ...failed, says: /No cancel was sent|sent and not processed/ },
    {
      name: 'PX-04 closed in the handshake',
      manner: afterHello((client) => void client.end()),
      ...failed,
      says: /No cancel was sent|sent and not processed/,
    },
    { name: 'PX-04 a stall in the handshake', manner: opens, ...failed, says: 'No cancel was sent.', logs: 'connect-timeout' },
    {
      name: 'PX-04 no TLS in the tunnel',
      manner: afterHello((client) => void client.end(page(200, '<html>login</html>'))),
      ...failed,
      says: /EPROTO|SSL/,
    },
    { name: 'PX-04 reset by the cancel, which was processed', plot: { cancel: [processed(reset)] }, ...done },
    { name: 'PX-04 reset by the cancel, which was lost', plot: { cancel: [reset] }, ...done, cancels: 2 },
    { name: 'PX-04 closed by the cancel, which was processed', plot: { cancel: [processed(close)] }, ...done },
    { name: 'PX-04 a stall at the cancel, which was processed', plot: { cancel: [processed(silent)] }, ...done, logs: 'no reply in time' },
    {
      name: 'PX-04 the list and the answer to the cancel are cut',
      plot: { list: [cutAt('body', reset)], cancel: [cutAt('body', close)] },
      ...done,
      status: /^200$/,
    },
  ]);
});

const login = says(page(200, '<html><head><title>Sign in to Contoso</title></head><body><form></form></body></html>'));

describe.concurrent('a proxy that looks inside', () => {
  play([
    {
      name: 'PX-09 a login page to the cancel, which was processed: not trusted, the look decides',
      plot: { cancel: [processed(login)] },
      ...done,
      logs: 'web page',
    },
    { name: 'PX-09 a login page to the cancel, which was lost', plot: { cancel: [login] }, ...done, cancels: 2 },
    {
      name: 'F23 PX-09 a login page to every list: nothing is sent',
      plot: { list: login },
      outcome: 'failed',
      cancels: 0,
      says: /Sign in to Contoso.*No cancel was sent/,
    },
    {
      name: 'F23 PX-09 a login page to everything: nothing is sent',
      plot: { list: login, status: login, cancel: login, page: login, link: login },
      outcome: 'failed',
      cancels: 0,
      says: 'No cancel was sent',
    },
    {
      name: 'PX-09 a login page in the place of a token',
      plot: { github: login },
      ...noToken,
      says: /GitHub gave no token that can be used: .*Sign in to Contoso/,
      connects: [github],
    },
    ...[
      { what: 'an unknown CA', tls: ofAStranger, code: /UNABLE_TO_.*NODE_EXTRA_CA_CERTS/ },
      { what: 'expired', tls: expired, code: /CERT_HAS_EXPIRED/ },
      { what: 'not yet valid', tls: notYetValid, code: /CERT_NOT_YET_VALID/ },
      { what: 'another host', tls: ofAnotherHost, code: /ERR_TLS_CERT_ALTNAME_INVALID/ },
    ].flatMap(({ what, tls, code }): Row[] => [
      { name: `TL-01 ${what}, through the proxy`, tls, ...failed, says: code },
      { name: `TL-01 ${what}, straight`, tls, environment: () => ({}), ...failed, ...direct, says: code },
      { name: `TL-01 ${what}, at the sign-in`, tls, ...noToken, says: code, connects: [github] },
    ]),
  ]);
});

describe.concurrent('G2 whose credential goes where', () => {
  it('federated, through the proxy: each origin gets its own, and only its own', async ({ expect }) => {
    const { received } = await proxied({ name: '', ...done, scenario: federated });
    const seen = received.map(({ host, kind, authorization }) => [kind, host, authorization.replace(/eyJ\S+/, 'JWT')].join(' | '));
    expect(unique(seen)).toStrictEqual([
      `github | ${names[2]} | Bearer ${requestToken}`,
      `entra | ${names[1]} | `,
      ...['list', 'cancel', 'link', 'page'].map((kind) => `${kind} | ${names[0]} | Bearer JWT`),
    ]);
  });
});

/** One after the other: ten seconds, which are one here, are little for a busy machine. */
describe('the way of a deployment through a proxy', () => {
  play([
    {
      name: 'PX-01 an environment: GitHub is asked through the proxy, too',
      ...done,
      scenario: scenarios.environment,
      logs: /^Marked inactive in the environment "production": deployment 1002 of v1\.2\.3\.$/m,
      connects: [api, githubApi],
    },
    {
      name: 'PX-01 an environment, no_proxy keeps GitHub off the proxy',
      ...done,
      scenario: scenarios.environment,
      environment: (url) => ({ https_proxy: url, no_proxy: 'ghe.example' }),
      logs: /^Marked inactive in the environment "production": deployment 1002 of v1\.2\.3\.$/m,
      dials: [githubApi],
    },
    {
      name: 'PX-03 an environment, and the proxy never answers for GitHub',
      ...done,
      scenario: scenarios.environment,
      manner: (_client, open, target) => (target === githubApi ? undefined : open()),
      logs: /could not be marked inactive: no answer of GitHub in time/,
      connects: [api, githubApi],
    },
  ]);
});
