import * as net from 'node:net';
import { listen } from '../../support/rawServer.ts';

/** Where a CONNECT leads: a port of this machine. A host that is not here gets a 403. */
export type Routes = Readonly<Record<string, number>>;

/** What the proxy does with a CONNECT to a `host:port`; `open` lets it through. */
export type Manner = (client: net.Socket, open: () => void, target: string) => void;

export interface ConnectProxy {
  readonly port: number;
  /** The targets of all CONNECT requests, in order. */
  readonly targets: readonly string[];
  /** The Proxy-Authorization of each. */
  readonly credentials: readonly string[];
  /** Every byte that the client sent to the proxy, tunnels included. */
  heard(): string;
  close(): Promise<void>;
}

/** An HTTP proxy that knows CONNECT only. */
export async function connectProxy(routes: Routes, manner: Manner = (_client, open) => open()): Promise<ConnectProxy> {
  const targets: string[] = [];
  const credentials: string[] = [];
  const heard: Buffer[] = [];
  const sockets = new Set<net.Socket>();
  const keep = (socket: net.Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  };
  const tunnel = (client: net.Socket, port: number | undefined): void => {
    if (port === undefined) return void client.end('HTTP/1.1 403 Not there\r\nContent-Length: 0\r\n\r\n');
    const target = net.connect(port, '127.0.0.1');
    keep(target);
    target.on('close', (hadError) => (hadError ? client.resetAndDestroy() : client.destroy()));
    client.on('close', () => target.destroy());
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.pipe(target).pipe(client);
  };
  const server = net.createServer((client) => {
    keep(client);
    client.on('data', (chunk: Buffer) => heard.push(chunk));
    let head = '';
    const listenForHead = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      client.off('data', listenForHead);
      const name = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(head)?.[1] ?? `no CONNECT: ${head}`;
      targets.push(name);
      credentials.push(/\r\nproxy-authorization: (.*)\r\n/i.exec(head)?.[1] ?? '');
      manner(client, () => tunnel(client, routes[name]), name);
    };
    client.on('data', listenForHead);
  });
  const port = await listen(server);
  return {
    port,
    targets,
    credentials,
    heard: () => Buffer.concat(heard).toString('latin1'),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
