import { type NoReply, type Reply, readExchange } from '../../src/http/reply.ts';
import type { RawNoReply, RawReply, Request, Transport } from '../../src/http/transport.ts';
import type { Service } from '../../src/sandbox/service.ts';
import { type FakeClock, startWallMs } from './fakeClock.ts';

/** A reply of the service in short: status, JSON body (a string is sent as it is), headers. */
export function reply(status: number, body: unknown = '', headers: Record<string, string> = {}): Reply {
  return readExchange({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, startWallMs) as Reply;
}

/** A reply that was cut off after its headers. */
export function cutReply(status: number, headers: Record<string, string> = {}): NoReply {
  return readExchange({ sent: true, code: 'cut', status, headers }, startWallMs) as NoReply;
}

export const silence: NoReply = { sent: true, code: 'timeout' };
export const refusedConnection: NoReply = { sent: false, code: 'ECONNREFUSED' };

/** The job's token of GitHub, and an access token of Microsoft Entra. */
export const GITHUB = 'GET github token';
export const TOKEN = 'POST token';

const shortPaths: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/publishers\/[^/]+\/offers\/[^/]+\//, ''],
  [/^\/v1\.0\/ingestion\/(products\/[0-9a-f-]{36}\/)?/, ''],
  [/^\/rp\/product-ingestion\//, ''],
  [/^\/github\/oidc\/token$/, 'github token'],
  [/^\/[^/]+\/oauth2\/v2\.0\/token$/, 'token'],
];

/** `GET submissions/`, `POST cancel`, `POST token`, …: a request by a short name. */
function nameOf({ method, url }: Pick<Request, 'method' | 'url'>): string {
  const path = shortPaths.reduce((left, [long, short]) => left.replace(long, short), new URL(url).pathname);
  return `${method} ${path}`;
}

export interface Recorded {
  readonly transport: Transport;
  /** The name of every request in order. */
  readonly requests: string[];
  readonly sent: Request[];
}

export type Answer = RawReply | RawNoReply | ((request: Request) => RawReply | RawNoReply);
export type Script = Readonly<Record<string, Answer | readonly Answer[]>>;

/**
 * A transport that plays a script: for each request name its replies in turn, the last of them for ever. A request that the script does not know
 * fails the test.
 */
export function scripted(script: Script): Recorded {
  const turns = new Map<string, number>();
  return record((request) => {
    const name = nameOf(request);
    const answers = [script[name] ?? []].flat() as Answer[];
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    const answer = answers[Math.min(turn, answers.length - 1)];
    if (answer === undefined) throw new Error(`the script has no answer to ${name}`);
    return typeof answer === 'function' ? answer(request) : answer;
  });
}

/** The sandbox in memory: the same service that `npm run sandbox` serves, on a fake clock. Every request takes `requestMs`. */
export function inMemory(service: Service, clock: FakeClock, requestMs = 100): Recorded {
  return record(({ method, url, headers, body }) => {
    clock.pass(requestMs);
    const { pathname, search } = new URL(url);
    const { isCut, ...whole } = service({ method, path: pathname + search, headers, body: body ?? '' });
    return isCut ? { sent: true, code: 'cut', status: whole.status, headers: whole.headers } : whole;
  });
}

export function record(answer: (request: Request) => RawReply | RawNoReply): Recorded {
  const requests: string[] = [];
  const sent: Request[] = [];
  const transport: Transport = async (request, signal) => {
    if (signal.aborted) return { sent: false, code: 'aborted' };
    requests.push(nameOf(request));
    sent.push(request);
    return answer(request);
  };
  return { transport, requests, sent };
}
