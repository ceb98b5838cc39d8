import type { Clock } from '../clock.ts';
import { sanitize } from '../text/sanitize.ts';
import { requestIdHeaders } from './headers.ts';
import { type Exchange, isReply } from './reply.ts';
import type { Headers, Request } from './transport.ts';

/** Sends one request and always settles; failure is a value. */
export type SendRequest = (request: Request, signal: AbortSignal) => Promise<Exchange>;

/** The correlation id of a reply, for a support ticket (docs/api.md#correlation-ids). The gateway's own id is the last resort. */
export function requestIdOf(headers: Headers | undefined): string | undefined {
  const ids = requestIdHeaders.map((name) => sanitize(headers?.[name] ?? '', 100));
  return ids.find((id) => id !== '');
}

/** Tells method, path, status, duration and request id of every exchange; never a header of ours, never a body. */
export function withLogging(send: SendRequest, clock: Clock, say: (line: string) => void): SendRequest {
  return async (request, signal) => {
    const startMs = clock.nowMs();
    const result = await send(request, signal);
    const outcome = isReply(result) ? String(result.status) : [result.status, result.code].filter(Boolean).join(' ');
    const id = requestIdOf(result.headers);
    const what = `${request.method} ${sanitize(new URL(request.url).pathname)}`;
    const duration = `${Math.round(clock.nowMs() - startMs)} ms`;
    say(`${what} → ${sanitize(outcome)} in ${duration}${id === undefined ? '' : `, request id ${id}`}`);
    return result;
  };
}
