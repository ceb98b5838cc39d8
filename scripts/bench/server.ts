import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../src/clock.ts';
import { type Scenario, scenarios } from '../../src/sandbox/scenarios.ts';
import { createService, type Service } from '../../src/sandbox/service.ts';

/** The sandbox on this machine, over TLS when it has a certificate. */
export interface Marketplace {
  readonly origin: string;
  requests(): number;
  connections(): number;
  /** As if it had just been started. */
  restart(): void;
  close(): Promise<void>;
}

export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** Every request takes `requestMs` at least. */
export async function openMarketplace(
  identity: Identity | undefined,
  requestMs = 0,
  scenario: Scenario = scenarios.synchronous,
): Promise<Marketplace> {
  let service: Service = createService(scenario, systemClock);
  let requests = 0;
  let connections = 0;
  const answer = (incoming: http.IncomingMessage, outgoing: http.ServerResponse): void => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      requests += 1;
      const { status, headers, body } = service({
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers: incoming.headers as Record<string, string | undefined>,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      const send = (): void => void outgoing.writeHead(status, headers).end(body);
      if (requestMs === 0) send();
      else setTimeout(send, requestMs);
    });
  };
  const server = identity ? https.createServer(identity, answer) : http.createServer(answer);
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `${identity ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    connections: () => connections,
    restart: () => {
      service = createService(scenario, systemClock);
      requests = 0;
      connections = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
