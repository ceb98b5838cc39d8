import { describe, expect, it } from 'vitest';
import { isReply, readExchange } from '../../src/http/reply.ts';
import { isTransient } from '../../src/http/retry.ts';
import { createTransport } from '../../src/http/transport.ts';
import { createSelfSigned } from '../support/certificates.ts';
import { accepted, answer, head, never, ok, quietClock, send, whole } from '../support/plainTransport.ts';
import { closedPort, end, type Play, rawServer, reset, wire } from '../support/rawServer.ts';

describe('no whole reply, though the request left', () => {
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  const inChunks = { status: 200, headers: { 'transfer-encoding': 'chunked' } };
  const endless: Play = (socket) => {
    const more = (): void => void (socket.destroyed || socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`, more));
    socket.write(chunked, more);
  };
  const drip: Play = (socket) => {
    socket.write(head);
    const more = (): void => void (socket.destroyed || (socket.write('{') && quietClock.sleep(1_000, never).then(more)));
    more();
  };
  const bare = { status: 200, headers: {} };
  const switching = 'HTTP/1.1 101 Switching Protocols\r\n';
  const long = (length: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n{`;
  const ofLength = (length: string): object => ({ status: 200, headers: { 'content-length': length } });

  it.each<{ name: string; play: Play; code: string; seen?: object; timeoutMs?: number }>([
    { name: 'NE-05 reset after the headers', play: wire([head], reset), code: 'cut', seen: accepted },
    { name: 'BD-13 reset mid-body', play: wire([head, '{"a'], reset), code: 'cut', seen: accepted },
    { name: 'BD-13 FIN short of Content-Length', play: wire([head, '{"a'], end), code: 'cut', seen: accepted },
    { name: 'BD-13 chunks without a terminator', play: wire([chunked, '2\r\n{}\r\n'], end), code: 'cut', seen: inChunks },
    { name: 'BD-13 a chunk size that is none', play: wire([chunked, 'zz\r\n{}\r\n']), code: 'cut', seen: inChunks },
    {
      name: 'BD-13 reset in a body that ends with the connection',
      play: wire(['HTTP/1.1 200 OK\r\n\r\n', '{'], reset),
      code: 'cut',
      seen: bare,
    },
    {
      name: 'ST-100 more than a hundred interim replies',
      play: answer('HTTP/1.1 102 Processing\r\n\r\n'.repeat(101)),
      code: 'interim',
    },
    { name: 'BD-12 headers, then silence', play: wire([head]), timeoutMs: 300, code: 'timeout', seen: accepted },
    { name: 'BD-11 slow drip', play: drip, timeoutMs: 300, code: 'timeout', seen: accepted },
    { name: 'NE-06 accepted and silent', play: wire([]), timeoutMs: 200, code: 'timeout' },
    { name: 'NE-06 half a status line, then silence', play: wire(['HTTP/1.1 2']), timeoutMs: 200, code: 'timeout' },
    { name: '100 Continue, then silence', play: wire(['HTTP/1.1 100 Continue\r\n\r\n']), timeoutMs: 200, code: 'timeout' },
    { name: 'NE-05 reset before a byte', play: wire([], reset), code: 'ECONNRESET' },
    { name: 'NE-04 closed before a byte', play: wire([], end), code: 'ECONNRESET' },
    { name: 'closed in the headers', play: wire(['HTTP/1.1 202 Accepted\r\nLoc'], end), code: 'HPE_INVALID_EOF_STATE|ECONNRESET' },
    { name: 'F84 H5 101 Switching Protocols', play: answer(`${switching}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n`), code: 'upgrade' },
    { name: 'H5 101 that names no protocol', play: answer(`${switching}\r\n`), code: 'upgrade|bad-status' },
    { name: 'H19 status 099', play: answer('HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n'), code: 'bad-status' },
    { name: 'H19 status 600', play: answer('HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n'), code: 'bad-status' },
    { name: 'H19 status 999', play: answer('HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n'), code: 'bad-status' },
    { name: 'H19 no HTTP at all', play: answer('SSH-2.0-OpenSSH_9.6\r\n'), code: 'HPE_.*' },
    {
      name: 'NE-10 Content-Length and Transfer-Encoding',
      play: answer(chunked.replace('\r\n', '\r\nContent-Length: 2\r\n')),
      code: 'HPE_.*',
    },
    { name: 'NE-10 two Content-Lengths', play: answer(head.replace('\r\n', '\r\nContent-Length: 3\r\n')), code: 'HPE_.*' },
    { name: 'NE-10 bare LF', play: answer('HTTP/1.1 200 OK\nContent-Length: 0\n\n'), code: 'HPE_.*' },
    { name: 'NE-10 NUL in a header', play: answer('HTTP/1.1 200 OK\r\nA: \0b\r\n\r\n'), code: 'HPE_.*' },
    { name: 'NE-10 20 kB of headers', play: answer(`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(20_000)}\r\n\r\n`), code: 'HPE_HEADER_OVERFLOW' },
    {
      name: 'BD-08 one byte more than 1 MiB',
      play: wire([chunked, `100001\r\n${'x'.repeat(0x100001)}\r\n0\r\n\r\n`]),
      code: 'too-large',
      seen: inChunks,
    },
    { name: 'BD-08 a body without end', play: endless, code: 'too-large', seen: inChunks },
    ...['1048577', '1000000000000', '9007199254740993'].map((length) => ({
      name: `F17 Content-Length ${length}, and then silence: refused at once`,
      play: wire([long(length)]),
      code: 'too-large',
      seen: ofLength(length),
    })),
    ...['1e12', '-1', '0x10', '5, 5', '', ' ', '99999999999999999999', '1.5', 'NaN'].map((length) => ({
      name: `F17 a Content-Length that is none: "${length}"`,
      play: wire([long(length)]),
      code: 'HPE_.*',
    })),
  ])('$name', async ({ play, code, seen, timeoutMs = 10_000 }) => {
    const server = await rawServer(play);
    const result = await send(server.origin, { intent: 'read', method: 'POST', body: '{}', timeoutMs });
    expect(result).toStrictEqual({ sent: true, code: expect.stringMatching(`^(${code})$`), ...seen });
    expect([isReply(readExchange(result, 0)), server.requests.length]).toStrictEqual([false, 1]);
    await server.quiet();
  });
});

describe('no byte of the request left', () => {
  const port = (server: { readonly port: number }): string => `https://127.0.0.1:${server.port}/`;

  it('F12 NE-02 connection refused', async () => {
    expect(await send(`http://127.0.0.1:${await closedPort()}/`)).toStrictEqual({ sent: false, code: 'ECONNREFUSED' });
  });

  it('F12 NE-01 a name that cannot exist', async () => {
    const result = await send(`http://${'a'.repeat(64)}.invalid/`);
    expect(result).toStrictEqual({ sent: false, code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
    expect(isTransient(readExchange(result, 0))).toBe(true);
  });

  it('F12 TL-01 a self-signed certificate: fatal, and the server never sees the request', async () => {
    const server = await rawServer(ok, { tls: await createSelfSigned() });
    const result = await send(server.origin, { headers: { authorization: 'Bearer SECRET' } });
    expect(result).toStrictEqual({ sent: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect([isTransient(readExchange(result, 0)), server.received()]).toStrictEqual([false, '']);
  });

  it('TL-02 plain HTTP where TLS is spoken: fatal', async () => {
    const server = await rawServer(wire([]), { greet: (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n') });
    const result = await send(port(server), { headers: { authorization: 'Bearer SECRET' } });
    expect(result).toStrictEqual({ sent: false, code: expect.stringMatching(/^(EPROTO|ERR_SSL_.*)$/) });
    expect([isTransient(readExchange(result, 0)), server.received().includes('SECRET')]).toStrictEqual([false, false]);
  });

  it.each([
    { name: 'F12 TL-02 reset in the handshake', greet: reset, timeoutMs: 10_000, code: 'ECONNRESET' },
    { name: 'F12 TL-02 closed in the handshake', greet: end, timeoutMs: 10_000, code: 'ECONNRESET' },
    { name: 'TL-02 the handshake stalls', greet: () => {}, timeoutMs: 200, code: 'timeout' },
  ])('$name', async ({ greet, timeoutMs, code }) => {
    const server = await rawServer(wire([]), { greet: (socket) => void socket.once('data', () => greet(socket)) });
    const result = await send(port(server), { timeoutMs });
    expect(result).toStrictEqual({ sent: false, code });
    expect(isTransient(readExchange(result, 0))).toBe(true);
    await server.quiet();
  });
});

describe('connecting has a limit of its own', () => {
  it.each([
    { name: 'NE-03 TL-02 a handshake that stalls for 10 s', timeoutMs: 30_000, code: 'connect-timeout' },
    { name: 'a request that may take less', timeoutMs: 5_000, code: '(connect-)?timeout' },
  ])('$name', async ({ timeoutMs, code }) => {
    const server = await rawServer(wire([]));
    const request = { intent: 'read', method: 'GET', url: server.origin.replace('http:', 'https:'), headers: {}, timeoutMs } as const;
    const result = await createTransport(quietClock)(request, never);
    expect(result).toStrictEqual({ sent: false, code: expect.stringMatching(new RegExp(`^${code}$`)) });
  });

  it('NE-03 once connected, a slow answer has all the time of the request', async () => {
    const server = await rawServer((socket) => void quietClock.sleep(29_000, never).then(() => ok(socket, '', 1)));
    const result = await createTransport(quietClock)(
      { intent: 'read', method: 'GET', url: server.origin, headers: {}, timeoutMs: 30_000 },
      never,
    );
    expect(result).toStrictEqual(whole);
  });

  it('NE-11 an answer that comes before the request was sent, and then the end: it counts', async () => {
    const server = await rawServer(wire([]), { greet: (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok') });
    expect(await send(server.origin, { intent: 'read', method: 'POST', body: 'x'.repeat(5_000_000) })).toStrictEqual(whole);
  });
});

describe('an order to stop', () => {
  it('that came before: nothing is sent', async () => {
    const server = await rawServer(ok);
    expect(await send(server.origin, {}, AbortSignal.abort())).toStrictEqual({ sent: false, code: 'aborted' });
    expect(server.requests).toStrictEqual([]);
  });

  it('while the reply is awaited: the connection is dropped', async () => {
    const stop = new AbortController();
    const server = await rawServer(() => stop.abort());
    expect(await send(server.origin, {}, stop.signal)).toStrictEqual({ sent: true, code: 'aborted' });
    await server.quiet();
  });

  it('after the headers: their status is kept', async () => {
    const stop = new AbortController();
    const server = await rawServer(wire([head], () => stop.abort()));
    expect(await send(server.origin, {}, stop.signal)).toStrictEqual({ sent: true, code: 'aborted', ...accepted });
  });
});
