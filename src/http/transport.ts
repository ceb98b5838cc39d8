import * as http from 'node:http';
import * as https from 'node:https';
import { HttpClient } from '@actions/http-client';
import type { Clock } from '../clock.ts';
import { userAgent } from '../version.ts';
import { decodeBody, readBody } from './body.ts';
import { closeIdle, codeOf, isConnected, noteUse } from './socket.ts';

/** One HTTP request. `timeoutMs` covers connecting, headers and body together. */
export interface Request {
  /** `read` changes nothing at the service, so it may be repeated. Only the cancel policy repeats a `cancel`. */
  readonly intent: 'read' | 'cancel';
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What a reply must never repeat: the token or secret that this request carries. */
  readonly secrets?: readonly string[];
  readonly timeoutMs: number;
  /** Goes on a new connection. */
  readonly freshConnection?: boolean;
}

/** Header names in lower case; of a repeated header Node keeps the first or joins them. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** A whole reply: the body is there to its last byte, decoded as UTF-8. */
export interface RawReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * No whole reply. `sent` says whether a byte of the request may have left, `status` and `headers` are those that arrived before the
 * reply was cut, and `code` is Node's error code or one of our own (`timeout`, `connect-timeout`, `aborted`, `interim`, `cut`,
 * `too-large`, `encoded`, `upgrade`, `bad-status`, `proxy`, `proxy-407`; `unsent` when its turn came too late).
 */
export interface RawNoReply {
  readonly sent: boolean;
  readonly code: string;
  readonly status?: number;
  readonly headers?: Headers;
}

/** Sends one request and always settles; failure is a value. */
export type Transport = (request: Request, signal: AbortSignal) => Promise<RawReply | RawNoReply>;

/** Connecting, a proxy's CONNECT and the TLS handshake included. */
const connectMs = 10_000;
/** Replies of the kind 1xx before the one that counts. */
const mostInterims = 100;
/** A connection that was idle for longer may be closed by the peer just when a cancel request arrives on it. */
const longestIdleMs = 1_000;

/**
 * The only way out to the network. http-client is used for its agents and its proxy rules only: its body reader can leave a promise
 * pending forever, so that a step ends green with nothing done (docs/platform.md#body-reader), it follows redirects with our
 * credential (docs/platform.md#redirects), and its time limit does not end a CONNECT without an answer (docs/platform.md#connect).
 * Here one timer limits the whole exchange.
 */
export function createTransport(clock: Clock): Transport {
  const agents = new Map<string, http.Agent>();
  return async (request, signal) => {
    if (signal.aborted) return { sent: false, code: 'aborted' };
    const url = new URL(request.url);
    const agent = agents.get(url.origin) ?? new HttpClient(undefined, [], { keepAlive: true, allowRedirects: false }).getAgent(url.href);
    agents.set(url.origin, agent);
    if (request.freshConnection) closeIdle(agent, Number.POSITIVE_INFINITY);
    else if (request.intent === 'cancel') closeIdle(agent, clock.nowMs() - longestIdleMs);
    const over = new AbortController();
    const ended = AbortSignal.any([signal, over.signal]);
    const exchange = startExchange(request, url, agent, clock, over.signal);
    const limit = async (ms: number, code: string, isOver: () => boolean): Promise<RawReply | RawNoReply> => {
      await clock.sleep(ms, ended);
      if (signal.aborted) return exchange.giveUp('aborted');
      return over.signal.aborted || !isOver() ? exchange.result : exchange.giveUp(code);
    };
    const result = await Promise.race([
      exchange.result,
      limit(request.timeoutMs, 'timeout', () => true),
      limit(Math.min(connectMs, request.timeoutMs), 'connect-timeout', () => !exchange.isSent()),
    ]);
    /** Without a reason Node makes an error with a stack each time. */
    over.abort('over');
    return result;
  };
}

interface Exchange {
  readonly result: Promise<RawReply | RawNoReply>;
  /** Whether a byte of the request may have left. */
  isSent(): boolean;
  /** Drops the connection, and says what was known of the exchange at that moment. */
  giveUp(code: string): RawNoReply;
}

function startExchange(request: Request, url: URL, agent: http.Agent, clock: Clock, over: AbortSignal): Exchange {
  let sent = false;
  let head: { status: number; headers: Headers } | undefined;
  const outgoing = (url.protocol === 'https:' ? https : http).request(url, {
    method: request.method,
    agent,
    headers: { 'user-agent': userAgent, 'accept-encoding': 'identity', ...request.headers, ...lengthOf(request.body) },
  });
  const giveUp = (code: string): RawNoReply => {
    outgoing.destroy();
    return { sent, code, ...head };
  };
  const result = new Promise<RawReply | RawNoReply>((resolve) => {
    const fail = (code: string): void => resolve(giveUp(code));
    let isWhole = (): boolean => false;
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (!isWhole()) fail(head ? 'cut' : codeOf(error));
    });
    outgoing.on('upgrade', (_, socket) => {
      /** Node 26 does not close the socket of an upgrade with its request. */
      socket.destroy();
      fail('upgrade');
    });
    let interims = 0;
    outgoing.on('information', () => {
      interims += 1;
      if (interims > mostInterims) fail('interim');
    });
    outgoing.on('socket', (socket) => {
      const connected = (): void => {
        sent = true;
      };
      if (isConnected(socket)) connected();
      else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
    });
    outgoing.on('response', (incoming) => {
      const status = Number(incoming.statusCode);
      if (!(status >= 200 && status <= 599)) return fail('bad-status');
      const headers = textsOf(incoming.headers);
      head = { status, headers };
      const { socket } = incoming;
      isWhole = () => incoming.complete;
      readBody(incoming, fail, async (bytes) => {
        /** Over TLS Node reports a write one turn late, after a quick reply. Without the wait the connection would not be used again. */
        if (!outgoing.writableFinished) await clock.sleep(0, over);
        noteUse(socket, clock.nowMs());
        resolve({ status, headers, ...decodeBody(bytes, headers['content-encoding']) });
        if (!outgoing.writableFinished) outgoing.destroy();
      });
    });
  });
  outgoing.end(request.body);
  return { result, giveUp, isSent: () => sent };
}

/** Node keeps a repeated `set-cookie` as a list, and joins or drops every other. */
function textsOf(headers: http.IncomingHttpHeaders): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}

function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}
