import * as net from 'node:net';
import * as tls from 'node:tls';
import { runningId, type Service } from '../../../src/sandbox/service.ts';
import { oidcPath } from '../../../src/sandbox/signIn.ts';
import type { WireReply, WireRequest } from '../../../src/sandbox/wire.ts';
import { listen } from '../../support/rawServer.ts';
import type { StepClock } from '../../support/stepClock.ts';

/** What a request asks for: the list, the cancel, the fenced operation's page, the link of a 202, the offer's status, a token of Entra or of GitHub. */
type Kind = 'list' | 'cancel' | 'page' | 'link' | 'status' | 'entra' | 'github';

/** One request that came whole, and the wire that it came by. */
interface Exchange {
  /** The path that was asked for, with its query. */
  readonly path: string;
  /** How many requests came on this connection before. */
  readonly earlier: number;
  /** Lets the sandbox process the request; the bytes of its reply. Without it the request was lost on the way. */
  honest(change?: (reply: WireReply) => WireReply): string;
  /** Sends bytes; `done` when they have left. */
  send(bytes: string | Buffer, done?: () => void): void;
  /** Ends the connection with a FIN. */
  end(): void;
  /** Ends it with a RST. */
  reset(): void;
  /** Whether the peer has gone. */
  isOver(): boolean;
  /** Does something after so much of the step's time. */
  after(ms: number, act: () => void): void;
}

/** What the wire does in the place of an answer. */
export type Fault = (exchange: Exchange) => void;

/** Faults by the kind of request: one for ever, or those of the first, the second … request. All other requests are answered honestly. */
export type Plot = Readonly<Partial<Record<Kind, Fault | readonly Fault[]>>>;

export interface Received {
  readonly kind: Kind | 'unknown';
  readonly host: string;
  readonly path: string;
  readonly authorization: string;
  readonly userAgent: string;
  /** What was sent back, as far as a status and its headers go. */
  answer: string;
}

export interface FaultServer {
  readonly port: number;
  /** Every request that came whole, in order. */
  readonly received: readonly Received[];
  close(): Promise<void>;
}

export interface FaultServerOptions {
  readonly plot?: Plot;
  readonly tls?: tls.TlsOptions;
  /** Plays this in the place of all else, as soon as a connection stands. */
  readonly greet?: (socket: net.Socket, connection: number) => void;
}

/** A server of bytes that speaks for the sandbox where its plot names no fault. */
export async function faultServer(
  service: Service,
  { after }: Pick<StepClock, 'after'>,
  { plot = {}, tls: secure, greet }: FaultServerOptions,
): Promise<FaultServer> {
  const received: Received[] = [];
  const sockets = new Set<net.Socket>();
  const turns = new Map<string, number>();
  const server = net.createServer((raw) => {
    sockets.add(raw);
    raw.on('error', () => raw.destroy());
    greet?.(raw, sockets.size);
    const socket = secure ? new tls.TLSSocket(raw, { isServer: true, ...secure }) : raw;
    if (socket !== raw) socket.on('error', () => socket.destroy());
    let pending = Buffer.alloc(0);
    let earlier = 0;
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      const request = wholeRequest(pending);
      if (!request) return;
      pending = Buffer.alloc(0);
      answer(request, socket, raw, earlier);
      earlier += 1;
    });
  });

  const answer = (request: WireRequest, socket: net.Socket, raw: net.Socket, earlier: number): void => {
    const kind = kindOf(request);
    const turn = turns.get(kind) ?? 0;
    turns.set(kind, turn + 1);
    const entry: Received = {
      kind,
      host: request.headers['host'] ?? '',
      path: request.path,
      authorization: request.headers['authorization'] ?? '',
      userAgent: request.headers['user-agent'] ?? '',
      answer: '',
    };
    received.push(entry);
    const exchange: Exchange = {
      path: request.path,
      earlier,
      honest: (change = (reply) => reply) => bytesOf(change(service(request))),
      send: (bytes, done) => {
        if (entry.answer.length < 4096) entry.answer += bytes.toString('latin1').slice(0, 4096);
        if (socket.destroyed) return;
        socket.write(bytes, (error) => {
          if (!error) done?.();
        });
      },
      end: () => void socket.end(),
      reset: () => void raw.resetAndDestroy(),
      isOver: () => socket.destroyed || raw.destroyed,
      after,
    };
    const faults = kind === 'unknown' ? [] : (plot[kind] ?? []);
    const fault = typeof faults === 'function' ? faults : faults[turn];
    if (fault) fault(exchange);
    else exchange.send(exchange.honest());
  };

  const port = await listen(server);
  return {
    port,
    received,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function wholeRequest(bytes: Buffer): WireRequest | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [line = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]),
  );
  const body = bytes.subarray(headEnd + 4);
  if (body.length < Number(headers['content-length'] ?? 0)) return undefined;
  const [method = '', path = ''] = line.split(' ');
  return { method, path, headers, body: body.toString('utf8') };
}

const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^GET \/api\/publishers\/[^/]+\/offers\/[^/]+\/submissions\//, 'list'],
  [/^POST \/api\/publishers\/[^/]+\/offers\/[^/]+\/cancel\?/, 'cancel'],
  [new RegExp(`^GET /api/publishers/[^/]+/offers/[^/]+/operations/${runningId}`), 'page'],
  [/^GET \/api\/(publishers\/[^/]+\/offers\/[^/]+\/)?operations\//, 'link'],
  [/^GET \/api\/publishers\/[^/]+\/offers\/[^/]+\/status\?/, 'status'],
  [/^POST \/[^/]+\/oauth2\/v2\.0\/token/, 'entra'],
  [new RegExp(`^GET ${oidcPath}`), 'github'],
];

function kindOf({ method, path }: WireRequest): Kind | 'unknown' {
  return kinds.find(([form]) => form.test(`${method} ${path}`))?.[1] ?? 'unknown';
}

/** A reply as HTTP/1.1 writes it. */
function bytesOf({ status, headers, body }: WireReply): string {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)) }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`HTTP/1.1 ${status} Said`, ...lines, '', body].join('\r\n');
}
