import { createTransport, type RawNoReply, type RawReply, type Request } from '../../src/http/transport.ts';
import { createQuietClock } from './quiet.ts';
import { type Play, wire } from './rawServer.ts';

export const quietClock = createQuietClock();

export const never = new AbortController().signal;

export function send(url: string, options: Partial<Request> = {}, signal = never): Promise<RawReply | RawNoReply> {
  return createTransport(quietClock)({ intent: 'read', method: 'GET', url, headers: {}, timeoutMs: 10_000, ...options }, signal);
}

/** Answers with exactly these bytes. */
export const answer = (bytes: string): Play => wire([Buffer.from(bytes, 'latin1')]);
export const ok = answer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
export const whole = { status: 200, headers: { 'content-length': '2' }, body: 'ok' };

export const head = 'HTTP/1.1 202 Accepted\r\nLocation: /op\r\nContent-Length: 10\r\n\r\n';
export const accepted = { status: 202, headers: { location: '/op', 'content-length': '10' } };
