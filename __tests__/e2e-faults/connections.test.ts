import { describe } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import type { WireReply } from '../../src/sandbox/wire.ts';
import { closedPort } from '../support/rawServer.ts';
import { honestly, page, reset, says } from './support/faults.ts';
import type { Given } from './support/fire.ts';
import { done, play, type Row } from './support/network.ts';
import type { Way } from './support/world.ts';

const { synchronous } = scenarios;

const gone = await closedPort();
const here =
  (...ways: readonly Way[]) =>
  (port: number): Given => ({ ways: { [`127.0.0.1:${port}`]: ways } });

describe.concurrent('connections', () => {
  play([
    ...(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'] as const).flatMap((code): Row[] => {
      const id = /^E(NOT|AI)/.test(code) ? 'NE-01' : 'NE-02';
      return [
        { name: `${id} ${code} once`, scenario: synchronous, given: (port) => here(code, port)(port), ...done, cancels: 1 },
        {
          name: `${id} ${code} for ever`,
          given: here(code),
          outcome: 'failed',
          cancels: 0,
          says: new RegExp(`The cancel did not reach the service: no connection \\(${code}\\)`),
        },
      ];
    }),
    { name: 'NE-02 nobody listens', given: here(gone), outcome: 'failed', cancels: 0, says: 'no connection (ECONNREFUSED)' },
    {
      name: 'NE-02 refused between the look and the cancel: was not processed, and is sent again',
      scenario: synchronous,
      plot: { list: [honestly(closing)] },
      given: (port) => here(port, gone, gone, port)(port),
      ...done,
      cancels: 1,
    },
    {
      name: 'NE-03 a black hole once',
      scenario: synchronous,
      given: (port) => here('void', port)(port),
      ...done,
      cancels: 1,
      logs: 'connect-timeout',
    },
    {
      name: 'NE-03 a black hole',
      given: here('void'),
      outcome: 'failed',
      cancels: 0,
      says: 'No cancel was sent.',
      logs: 'connect-timeout',
    },
    {
      name: 'NE-07 the kept connection is closed behind every answer',
      scenario: synchronous,
      plot: { list: [(exchange) => exchange.send(exchange.honest(), exchange.end)] },
      ...done,
      cancels: [1, 2],
    },
    { name: 'NE-07 the kept connection is reset by the cancel', scenario: synchronous, plot: { cancel: [reset] }, ...done, cancels: 2 },
    {
      name: 'NE-08 two addresses, one dead',
      scenario: synchronous,
      at: 'localhost',
      given: (port) => ({ ways: { [`localhost:${port}`]: ['both'] } }),
      ...done,
      cancels: 1,
    },
    {
      name: 'NE-13 an IPv6 literal',
      given: { inputs: { 'base-url': 'http://[::1]:4010' } },
      outcome: 'invalid-input',
      cancels: 0,
      says: 'base-url',
    },
    {
      name: 'G2 a redirect leads nowhere',
      plot: { cancel: says(page(307, '', `Location: http://127.0.0.1:${gone}/\r\n`)) },
      outcome: 'failed',
      cancels: 1,
      status: /^307$/,
      says: 'HTTP 307',
    },
  ]);
});

/** The server closes the connection after its answer, and says so. */
function closing(reply: WireReply): WireReply {
  return { ...reply, headers: { ...reply.headers, connection: 'close' } };
}
