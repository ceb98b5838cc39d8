import type { RecordedExchange, RecordingFile } from '../../recording/form.ts';
import type { SandboxClock } from '../api.ts';
import { jwt, subject } from '../signIn.ts';
import { json, type WireReply, type WireRequest } from '../wire.ts';
import { type PlayContext, playedBody, playedHeaders } from './body.ts';
import { createIds } from './ids.ts';
import { asked } from './routes.ts';
import { lifeAfter } from './signIns.ts';

export interface Player {
  readonly service: (request: WireRequest) => WireReply;
  /** Requests to which the recording has no answer. */
  readonly unanswered: readonly string[];
}

const requestIdHeaders: Readonly<Record<string, string>> = { 'cloud-partner-portal': 'x-ms-correlation-request-id' };
const usualRequestIdHeader = 'request-id';

/** Plays a recording: each request gets what the same request got at that turn, the last of them for ever. */
export function createPlayer(recording: RecordingFile, clock: SandboxClock): Player {
  const ids = createIds(recording);
  const startWallMs = clock.wallMs();
  const exchanges = recording.exchanges.filter((one): one is RecordedExchange => !('leftOut' in one));
  const turns = new Map<string, number>();
  const unanswered: string[] = [];
  let requests = 0;

  const requestId = (): Record<string, string> => ({
    [requestIdHeaders[recording.api] ?? usualRequestIdHeader]: `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`,
  });
  const next = (key: string): RecordedExchange | undefined => {
    const those = exchanges.filter((exchange) => keyOf(exchange) === key);
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return those[Math.min(turn, those.length - 1)];
  };
  const whole = (exchange: RecordedExchange, reply: WireReply): WireReply => ({
    ...reply,
    tookMs: exchange.tookMs,
    ...(exchange.noReply ? { fault: exchange.noReply, isCut: exchange.status !== undefined } : {}),
  });
  const signIn = (exchange: RecordedExchange): WireReply => {
    const { status = 200, method } = exchange;
    const pause = exchange.headers?.['retry-after'];
    const headers = { ...requestId(), ...(pause === undefined ? {} : { 'retry-after-ms': String(Math.round(pause * 1000)) }) };
    const issuer = { iss: 'https://token.actions.githubusercontent.com', sub: subject, aud: 'api://AzureADTokenExchange' };
    const grant = { token_type: 'Bearer', expires_in: lifeAfter(exchange, exchanges), access_token: jwt({ jti: String(requests) }) };
    const body = status >= 400 ? { error: 'recorded' } : method === 'GET' ? { value: jwt({ ...issuer, jti: String(requests) }) } : grant;
    return whole(exchange, json(status, JSON.stringify(body), headers));
  };
  const answer = (exchange: RecordedExchange, host: string): WireReply => {
    const named = (kind: string): string => exchange.ids?.find((name) => name.startsWith(`${kind}-`)) ?? '';
    const context: PlayContext = { ids, publisher: named('publisher'), offer: named('offer'), origin: `http://${host}`, startWallMs };
    return whole(exchange, {
      status: exchange.status ?? 200,
      headers: { ...playedHeaders(exchange.headers, context), ...(exchange.headers?.['request-id'] ? requestId() : {}) },
      body: playedBody(exchange.body, context),
    });
  };

  return {
    unanswered,
    service: ({ method, path, headers }) => {
      if (path === '/health') return json(200, JSON.stringify({ status: 'healthy', forbidden: [], unanswered }));
      requests += 1;
      const found = asked(recording.api, method, path, ids);
      const exchange = next(found ? `${method} ${found.route} ${found.ids.join()}` : `${method} sign-in `);
      if (!exchange) {
        unanswered.push(`${method} ${found ? [found.route, ...found.ids].join(' ') : 'sign-in'}`);
        return json(501, JSON.stringify({ error: { code: 'NotRecorded', message: 'The recording has no answer to this request.' } }));
      }
      return exchange.intent === 'sign-in' ? signIn(exchange) : answer(exchange, headers['host'] ?? '127.0.0.1:1');
    },
  };
}

function keyOf({ method, route = 'sign-in', ids = [] }: RecordedExchange): string {
  return `${method} ${route} ${ids.join()}`;
}
