import { describe, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { clientSecret } from '../../src/sandbox/signIn.ts';
import { closedPort } from '../support/rawServer.ts';
import { honestly, says } from './support/faults.ts';
import { fire, type Given, token } from './support/fire.ts';
import { done, play, type Row } from './support/network.ts';
import { play as playProxied } from './support/proxied.ts';
import type { Way } from './support/world.ts';

/** Connections of a cancel request: it cannot leave, or it leaves on one that breaks. */

const { synchronous, federated } = scenarios;
const gone = await closedPort();
/** The server lets go of the connection after its list, so that the cancel dials again. */
const closing = honestly((reply) => ({ ...reply, headers: { ...reply.headers, connection: 'close' } }));
const then =
  (...ways: readonly Way[]) =>
  (port: number): Given => ({ ways: { [`localhost:${port}`]: [port, ...ways] } });

describe.concurrent('F12 nothing of the cancel left this machine: no cancel was sent', () => {
  play(
    [
      { name: 'a name that is not found', ways: ['ENOTFOUND'] as const },
      { name: 'a name server without an answer', ways: ['EAI_AGAIN'] as const },
      { name: 'a refused connection', ways: [gone] },
      { name: 'a connection that is never made', ways: ['void'] as const },
    ].map(
      ({ name, ways }): Row => ({
        name,
        scenario: synchronous,
        at: 'localhost',
        plot: { list: closing },
        given: then(...ways),
        outcome: 'failed',
        cancels: 0,
        status: /^$/,
        says: /No cancel was sent\./,
      }),
    ),
  );

  let connects = 0;
  playProxied([
    {
      name: 'a proxy that refuses the second CONNECT',
      scenario: synchronous,
      plot: { list: closing },
      manner: (client, open) => {
        connects += 1;
        if (connects === 1) open();
        else client.end('HTTP/1.1 403 Not any more\r\nContent-Length: 0\r\n\r\n');
      },
      outcome: 'failed',
      cancels: 0,
      status: /^$/,
      says: /No cancel was sent\./,
    },
  ]);
});

describe.concurrent('F7 a connection that breaks when the cancel arrives on it', () => {
  const onUsed = ({ earlier, reset, send, honest }: Parameters<typeof closing>[0]): void => (earlier > 0 ? reset() : send(honest()));
  play([
    {
      name: 'the one of the look before: the second one has a connection of its own',
      scenario: synchronous,
      plot: { cancel: onUsed },
      ...done,
      cancels: [1, 2],
    },
    {
      name: 'the one of a cancel that was not processed, 2 s before',
      scenario: synchronous,
      plot: { cancel: [says('HTTP/1.1 429 Busy\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n'), onUsed] },
      ...done,
      cancels: 2,
    },
  ]);
});

const bigHead = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000000000\r\n\r\n[';

describe.concurrent('F17 refused at once', () => {
  play([
    {
      name: 'a list that says that it has 10^12 bytes',
      scenario: synchronous,
      plot: { list: [says(bigHead)] },
      ...done,
      cancels: 1,
      logs: /submissions\/ → 200 too-large in \d{1,3} ms/,
    },
    {
      name: 'a proxy with the port 0',
      given: { environment: { https_proxy: 'http://127.0.0.1:0' } },
      outcome: 'invalid-input',
      cancels: 0,
      says: /https_proxy/,
    },
  ]);
});

describe.concurrent('what each request and each line of the log says', () => {
  const withToken = honestly((reply) => ({
    ...reply,
    headers: { ...reply.headers, 'x-ms-correlation-request-id': `id-${token}`, 'x-ms-request-id': token, 'request-id': token },
  }));
  play([
    {
      name: 'F14 a request id that holds the token is not shown, debug lines included',
      scenario: synchronous,
      plot: { list: withToken, cancel: withToken, page: withToken },
      ...done,
      cancels: 1,
    },
    {
      name: 'F14 a request id of the sign-in that holds the client secret is not shown',
      scenario: scenarios['client-secret'],
      plot: { entra: honestly((reply) => ({ ...reply, headers: { ...reply.headers, 'x-ms-request-id': clientSecret } })) },
      ...done,
      cancels: 1,
    },
  ]);

  it('F19 every request names its sender and the version', async ({ expect }) => {
    const { received } = await fire({ scenario: federated });
    const names = new Set(received.map(({ userAgent }) => userAgent));
    expect([...names]).toStrictEqual([expect.stringMatching(/^cancel-azure-marketplace-operation\/\d+\.\d+\.\d+$/)]);
    expect(new Set(received.map(({ kind }) => kind))).toStrictEqual(new Set(['github', 'entra', 'list', 'cancel', 'link', 'page']));
  });
});
