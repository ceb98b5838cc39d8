import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../clock.ts';
import type { Service } from './service.ts';
import type { WireReply, WireRequest } from './wire.ts';

export interface Running {
  readonly origin: string;
  /** How many connections were opened so far. */
  connections(): number;
  close(): Promise<void>;
}

/** Serves the sandbox on this machine only. `onExchange` hears of every request that was answered. */
export async function serve(
  service: Service,
  port: number,
  onExchange: (request: WireRequest, reply: WireReply) => void = () => undefined,
): Promise<Running> {
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const request: WireRequest = {
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers: incoming.headers as Record<string, string | undefined>,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      const reply = service(request);
      if (reply.tookMs !== undefined) await systemClock.sleep(reply.tookMs, stopped.signal);
      if (reply.fault && !reply.isCut) {
        outgoing.destroy();
      } else if (reply.isCut) {
        outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': String(Buffer.byteLength(reply.body)) });
        outgoing.write(reply.body.slice(0, reply.body.length / 2), () => outgoing.destroy());
      } else {
        outgoing.writeHead(reply.status, reply.headers);
        outgoing.end(reply.body);
      }
      onExchange(request, reply);
    });
  });
  const stopped = new AbortController();
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        stopped.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
