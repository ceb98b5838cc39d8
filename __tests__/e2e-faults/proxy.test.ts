import type { Socket } from 'node:net';
import { describe } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import type { Manner } from './support/connectProxy.ts';
import { close, cutAt, page, processed, reset, silent } from './support/faults.ts';
import { proxyPassword } from './support/fire.ts';
import { api, direct, done, entra, failed, github, gone, noToken, play, type Row } from './support/proxied.ts';

const { federated } = scenarios;
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
      name: 'PX-07 lower case wins, and the difference is reported',
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
      says: 'https_proxy: is not a usable proxy',
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
