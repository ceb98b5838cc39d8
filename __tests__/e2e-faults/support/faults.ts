import type { WireReply } from '../../../src/sandbox/wire.ts';
import type { Fault } from './faultServer.ts';

/** The ways to treat a connection that was asked something. */
export const silent: Fault = () => undefined;
export const close: Fault = ({ end }) => end();
export const reset: Fault = ({ reset: now }) => now();

/** These bytes, and the connection stays open. */
export const says =
  (bytes: string): Fault =>
  ({ send }) =>
    send(Buffer.from(bytes, 'latin1'));

/** These bytes, and then one of the ways above. */
export const saysThen =
  (bytes: string, last: Fault): Fault =>
  (exchange) =>
    exchange.send(Buffer.from(bytes, 'latin1'), () => last(exchange));

/** The sandbox processes the request, and the wire does this in the place of its reply. */
export const processed =
  (fault: Fault): Fault =>
  (exchange) => {
    exchange.honest();
    fault(exchange);
  };

/** The honest reply, changed. */
export const honestly =
  (change: (reply: WireReply) => WireReply): Fault =>
  ({ send, honest }) =>
    send(honest(change));

/** The honest reply after these bytes. */
export const behind =
  (bytes: string): Fault =>
  ({ send, honest }) =>
    send(bytes + honest());

/** The first bytes of the honest reply: up to the end of its headers, or to the middle of its body; then one of the ways above. */
export const cutAt =
  (place: 'headers' | 'body', last: Fault): Fault =>
  (exchange) => {
    const bytes = exchange.honest(({ body, ...rest }) => ({ ...rest, body: body || '{"status": "running"}' }));
    const headEnd = bytes.indexOf('\r\n\r\n') + 4;
    exchange.send(bytes.slice(0, place === 'headers' ? headEnd : headEnd + (bytes.length - headEnd) / 2), () => last(exchange));
  };

/** The honest reply in chunks; the last chunk, which ends it, never comes. */
export const chunkedWithoutEnd: Fault = ({ send, honest, end }) => {
  const [head = '', body = ''] = honest().split('\r\n\r\n');
  const chunk = body === '' ? '' : `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`;
  send(`${head.replace(/content-length: \d+/i, 'transfer-encoding: chunked')}\r\n\r\n${chunk}`, end);
};

/** The honest reply, its body one byte a second and for ever. */
export const drip: Fault = ({ send, honest, isOver, after }) => {
  const [head = ''] = honest().split('\r\n\r\n');
  send(`${head.replace(/content-length: \d+/i, 'content-length: 100000')}\r\n\r\n`);
  const next = (): void => {
    if (isOver()) return;
    send(' ');
    after(1_000, next);
  };
  next();
};

/** The honest reply's headers, and a body that never ends. */
export const endless: Fault = ({ send, honest, isOver }) => {
  const [head = ''] = honest().split('\r\n\r\n');
  send(`${head.replace(/content-length: \d+/i, 'transfer-encoding: chunked')}\r\n\r\n`);
  const next = (): void => {
    if (!isOver()) send(`10000\r\n${' '.repeat(0x10000)}\r\n`, next);
  };
  next();
};

/** A reply with a body of its own. */
export function page(status: number, body: string, headers = 'Content-Type: text/html\r\n'): string {
  return `HTTP/1.1 ${status} Said\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
