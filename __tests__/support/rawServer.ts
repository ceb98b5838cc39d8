import { once } from 'node:events';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Identity } from './certificates.ts';
import { quiet } from './quiet.ts';

/** What the server does with one whole request (head and body, as they came); `turn` counts from 1 over all connections. */
export type Play = (socket: net.Socket, request: string, turn: number) => void;

export interface RawServer {
  readonly port: number;
  readonly origin: string;
  /** Every whole request in order, byte by byte. */
  readonly requests: string[];
  /** Every byte that came, whole request or not. */
  received(): string;
  /** Connections so far. */
  connections(): number;
  /** When the peer has dropped all connections so far. */
  quiet(): Promise<void>;
}

export interface RawServerOptions {
  readonly tls?: Identity;
  /** Runs when a connection stands, before a byte came. */
  readonly greet?: (socket: net.Socket) => void;
}

/** A server of bytes on a free port of 127.0.0.1. It closes, and destroys its sockets, when the test is finished. */
export async function rawServer(play: Play, { tls: identity, greet }: RawServerOptions = {}): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<net.Socket>();
  const closings: Promise<void>[] = [];
  let received = '';
  const accept = (socket: net.Socket): void => {
    sockets.add(socket);
    closings.push(new Promise((resolve) => socket.once('close', () => resolve())));
    socket.on('error', () => socket.destroy());
    greet?.(socket);
    let pending = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      pending += chunk.toString('latin1');
      for (let whole = wholeRequest(pending); whole !== undefined; whole = wholeRequest(pending)) {
        pending = pending.slice(whole.length);
        requests.push(Buffer.from(whole, 'latin1').toString());
        play(socket, whole, requests.length);
      }
    });
  };
  const server = identity ? tls.createServer(identity, accept) : net.createServer(accept);
  const port = await listen(server);
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    port,
    origin: `${identity ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    received: () => received,
    connections: () => sockets.size,
    quiet: async () => void (await Promise.all(closings)),
  };
}

/** Listens on a free port of this machine. */
export async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** Plays these pieces, and then `last`; the client has read each before the next thing happens. */
export function wire(pieces: readonly (string | Buffer)[], last: (socket: net.Socket) => void = () => {}): Play {
  return (socket) => {
    const next = (index: number): void => {
      const piece = pieces[index];
      if (piece === undefined) last(socket);
      else socket.write(piece, () => void quiet().then(() => next(index + 1)));
    };
    next(0);
  };
}

/** The two ways to end a connection: RST and FIN. */
export const reset = (socket: net.Socket): void => void socket.resetAndDestroy();
export const end = (socket: net.Socket): void => void socket.end();

/** The first request of these bytes, once it is there to its last byte. */
function wholeRequest(bytes: string): string | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n') + 4;
  if (headEnd < 4) return undefined;
  const bodyLength = Number(/\r\ncontent-length: (\d+)\r\n/i.exec(bytes.slice(0, headEnd))?.[1] ?? 0);
  return bytes.length < headEnd + bodyLength ? undefined : bytes.slice(0, headEnd + bodyLength);
}

/** A port of 127.0.0.1 without a listener. No process can listen there while this one lives, because it is the near end of a connection. */
export async function closedPort(): Promise<number> {
  const server = net.createServer((socket) => socket.unref()).unref();
  const socket = net.connect(await listen(server), '127.0.0.1').unref();
  await once(socket, 'connect');
  if (socket.localPort === undefined) throw new Error('the connection has no port');
  return socket.localPort;
}

/** Plays a CONNECT proxy that lets every tunnel through to `port`, whatever host was asked for. */
export function tunnelTo(port: number): Play {
  return (socket) => {
    socket.removeAllListeners('data');
    const target = net.connect(port, '127.0.0.1');
    target.on('error', () => socket.destroy());
    target.on('close', () => socket.destroy());
    socket.on('close', () => target.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(target).pipe(socket);
  };
}
