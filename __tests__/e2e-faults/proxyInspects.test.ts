import { describe, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { requestToken } from '../../src/sandbox/signIn.ts';
import { page, processed, says } from './support/faults.ts';
import {
  api,
  direct,
  done,
  expired,
  failed,
  github,
  githubApi,
  names,
  noToken,
  notYetValid,
  ofAnotherHost,
  ofAStranger,
  play,
  proxied,
  type Row,
  unique,
} from './support/proxied.ts';

const { federated } = scenarios;

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
