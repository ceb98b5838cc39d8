import { it } from 'vitest';
import { apiPath, githubToken } from '../../../src/sandbox/deployments.ts';
import { scenarios } from '../../../src/sandbox/scenarios.ts';
import { oidcPath, requestToken } from '../../../src/sandbox/signIn.ts';
import { createAuthority } from '../../support/certificates.ts';
import { closedPort } from '../../support/rawServer.ts';
import { type ConnectProxy, connectProxy, type Manner } from './connectProxy.ts';
import { type Expected, expectRow, type Fire, type Fired, fire, type Given, proxyPassword, token } from './fire.ts';

/**
 * The bundle as a child process with its default addresses: the names of the real services lead, through a CONNECT proxy or straight, to a local TLS server that
 * speaks for them, with certificates of a CA that NODE_EXTRA_CA_CERTS names (docs/faults.md#network-tls-proxy).
 */

export const api = 'cloudpartner.azure.com:443';
export const entra = 'login.microsoftonline.com:443';
export const github = 'oidc.actions.example:443';
export const githubApi = 'ghe.example:443';
export const names = [api, entra, github, githubApi].map((name) => name.replace(':443', ''));

const authority = await createAuthority('CA of the proxy');
const stranger = await createAuthority('CA that nobody knows');
const good = await authority.issue({ hosts: names });
export const ofAStranger = await stranger.issue({ hosts: names });
export const expired = await authority.issue({ hosts: names, toYear: 2001 });
export const notYetValid = await authority.issue({ hosts: names, fromYear: 2099 });
export const ofAnotherHost = await authority.issue({ hosts: ['proxy.contoso.com'] });
export const gone = await closedPort();

export interface Row extends Fire, Expected {
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
export async function proxied({ manner, environment = (url) => ({ https_proxy: url }), ...row }: Row): Promise<Proxied> {
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
export const unique = (all: readonly string[]): string[] => [...new Set(all)];

export function play(rows: readonly Row[]): void {
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

const { synchronous } = scenarios;
export const done = { scenario: synchronous, outcome: 'canceled', cancels: 1, says: / is canceled/ } as const;
export const failed = { outcome: 'failed', cancels: 0 } as const;
export const direct = { connects: [], dials: [api] } as const;
export const noToken = { outcome: 'failed', cancels: 0, scenario: scenarios.federated } as const;
