import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { isTransient } from '../../src/http/retry.ts';
import { createTransport, isReply, type NoReply, type Reply, type Request } from '../../src/http/transport.ts';
import { createSelfSigned } from '../support/certificates.ts';
import { closedPort, end, type Play, rawServer, reset, tunnelTo, wire } from '../support/rawServer.ts';

const never = new AbortController().signal;

function send(url: string, options: Partial<Request> = {}, signal = never): Promise<Reply | NoReply> {
  return createTransport(systemClock)({ intent: 'read', method: 'GET', url, headers: {}, timeoutMs: 10_000, ...options }, signal);
}

/** Answers with exactly these bytes. */
const answer = (bytes: string): Play => wire([Buffer.from(bytes, 'latin1')]);
const ok = answer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
const whole = { status: 200, headers: { 'content-length': '2' }, body: 'ok' };

const head = 'HTTP/1.1 202 Accepted\r\nLocation: /op\r\nContent-Length: 10\r\n\r\n';
const accepted = { status: 202, headers: { location: '/op', 'content-length': '10' } };

describe('a whole reply', () => {
  it.each<{ name: string; play: Play; expected: Reply }>([
    {
      name: '200 with JSON and header names in capitals',
      play: answer('HTTP/1.1 200 OK\r\nX-MS-Request-Id: R1\r\nContent-Length: 8\r\n\r\n{"a": 1}'),
      expected: { status: 200, headers: { 'x-ms-request-id': 'R1', 'content-length': '8' }, body: '{"a": 1}' },
    },
    {
      name: '202 in chunks that split a character',
      play: wire([
        'HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n',
        Buffer.of(0xc3),
        '\r\n1\r\n',
        Buffer.of(0xa9),
        '\r\n0\r\n\r\n',
      ]),
      expected: { status: 202, headers: { 'transfer-encoding': 'chunked' }, body: 'é' },
    },
    {
      name: 'ST-100 fifty interim replies before it',
      play: answer(`${'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'.repeat(50)}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`),
      expected: whole,
    },
    {
      name: 'a cookie given twice, as gateways do: a header like any other',
      play: answer('HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\nok'),
      expected: { ...whole, headers: { 'set-cookie': 'a=1, b=2', 'content-length': '2' } },
    },
    {
      name: 'BD-01 an empty body',
      play: answer('HTTP/1.1 202 Accepted\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n'),
      expected: { status: 202, headers: { location: '/x', 'content-length': '0' }, body: '' },
    },
    {
      name: 'BD-02 a UTF-8 BOM is stripped, and a byte that is no UTF-8 becomes U+FFFD',
      play: answer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\xef\xbb\xbfa\xff'),
      expected: { status: 200, headers: { 'content-length': '5' }, body: 'a\ufffd' },
    },
    {
      name: 'a body that ends with the connection',
      play: wire(['HTTP/1.1 200 OK\r\n\r\nab', 'cd'], end),
      expected: { status: 200, headers: {}, body: 'abcd' },
    },
    {
      name: 'exactly 1 MiB',
      play: wire(['HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n', 'x'.repeat(1_048_576)]),
      expected: { status: 200, headers: { 'content-length': '1048576' }, body: 'x'.repeat(1_048_576) },
    },
    {
      name: 'content-encoding Identity is no encoding',
      play: answer('HTTP/1.1 200 OK\r\nContent-Encoding: Identity\r\nContent-Length: 2\r\n\r\nok'),
      expected: { status: 200, headers: { 'content-encoding': 'Identity', 'content-length': '2' }, body: 'ok' },
    },
    {
      name: '100 Continue and 103 Early Hints come first',
      play: wire(['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok']),
      expected: whole,
    },
    {
      name: 'H12 of two Retry-After and two Location the first counts',
      play: answer('HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nRetry-After: 9\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n'),
      expected: { status: 429, headers: { 'retry-after': '1', location: '/a', 'content-length': '0' }, body: '' },
    },
    { name: 'a reset after the last byte', play: wire(['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'], reset), expected: whole },
    {
      name: 'a second reply that nobody asked for is dropped',
      play: answer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Bad\r\nContent-Length: 0\r\n\r\n'),
      expected: whole,
    },
    {
      name: 'BD-20 204 has no body, whatever its length says',
      play: answer('HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n'),
      expected: { status: 204, headers: { 'content-length': '5' }, body: '' },
    },
    {
      name: 'BD-20 204 with a body all the same',
      play: answer('HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello'),
      expected: { status: 204, headers: { 'content-length': '5' }, body: '' },
    },
    {
      name: 'garbage right behind a whole reply',
      play: answer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokGARBAGE\r\n\r\n'),
      expected: whole,
    },
  ])('$name', async ({ play, expected }) => {
    const server = await rawServer(play);
    const result = await send(`${server.origin}/a?b=c`);
    expect(result).toStrictEqual(expected);
    expect(isReply(result)).toBe(true);
  });

  it.each([301, 302, 303, 307, 308])('H6 %i with a Location is a plain reply, and nobody goes there', async (status) => {
    const elsewhere = await rawServer(wire([]));
    const location = `${elsewhere.origin}/evil`;
    const server = await rawServer(answer(`HTTP/1.1 ${status} Moved\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`));
    const result = await send(server.origin, { intent: 'read', method: 'POST', headers: { authorization: 'Bearer SECRET' }, body: '{}' });
    expect(result).toStrictEqual({ status, headers: { location, 'content-length': '0' }, body: '' });
    expect([server.requests.length, elsewhere.connections()]).toStrictEqual([1, 0]);
  });
});

describe('the request', () => {
  it('carries method, path, query, headers, and a body with its length in bytes', async () => {
    const server = await rawServer(ok);
    await send(`${server.origin}/api/x?api-version=1`, {
      intent: 'read',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"é":1}',
    });
    const [head, body] = server.requests.join().split('\r\n\r\n');
    expect(body).toBe('{"é":1}');
    expect(head?.split('\r\n')).toStrictEqual([
      'POST /api/x?api-version=1 HTTP/1.1',
      'accept-encoding: identity',
      'content-type: application/json',
      'content-length: 8',
      `Host: 127.0.0.1:${server.port}`,
      'Connection: keep-alive',
    ]);
  });

  it('H18 asks for no encoding, and a GET has neither body nor length', async () => {
    const server = await rawServer(ok);
    await send(server.origin);
    expect(server.requests).toStrictEqual([
      `GET / HTTP/1.1\r\naccept-encoding: identity\r\nHost: 127.0.0.1:${server.port}\r\nConnection: keep-alive\r\n\r\n`,
    ]);
  });

  it('three in turn share one connection', async () => {
    const server = await rawServer(ok);
    const transport = createTransport(systemClock);
    for (const path of ['/1', '/2', '/3']) {
      expect(
        await transport({ intent: 'read', method: 'GET', url: server.origin + path, headers: {}, timeoutMs: 10_000 }, never),
      ).toStrictEqual(whole);
    }
    expect([server.requests.length, server.connections()]).toStrictEqual([3, 1]);
  });

  it('NE-07 a kept-alive connection that is reset under the second request: it may have been read', async () => {
    const server = await rawServer((socket, request, turn) => (turn === 1 ? ok(socket, request, turn) : reset(socket)));
    const transport = createTransport(systemClock);
    const request: Request = { intent: 'read', method: 'POST', url: server.origin, headers: {}, body: '{}', timeoutMs: 10_000 };
    await transport(request, never);
    expect(await transport(request, never)).toStrictEqual({ sent: true, code: 'ECONNRESET' });
    expect([server.requests.length, server.connections()]).toStrictEqual([2, 1]);
  });

  it('a timed-out connection is not used again', async () => {
    const server = await rawServer((socket, request, turn) => (turn === 1 ? undefined : ok(socket, request, turn)));
    const transport = createTransport(systemClock);
    const request: Request = { intent: 'read', method: 'GET', url: server.origin, headers: {}, timeoutMs: 200 };
    expect(await transport(request, never)).toStrictEqual({ sent: true, code: 'timeout' });
    expect(await transport({ ...request, timeoutMs: 10_000 }, never)).toStrictEqual(whole);
    expect(server.connections()).toBe(2);
  });
});

describe('no whole reply, though the request left', () => {
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  const inChunks = { status: 200, headers: { 'transfer-encoding': 'chunked' } };
  const endless: Play = (socket) => {
    const more = (): void => void (socket.destroyed || socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`, more));
    socket.write(chunked, more);
  };
  const drip: Play = (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write('{'), 40);
    socket.on('close', () => clearInterval(timer));
  };
  const bare = { status: 200, headers: {} };
  const switching = 'HTTP/1.1 101 Switching Protocols\r\n';
  const gzip = 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n';
  const inGzip = { status: 200, headers: { 'content-encoding': 'gzip' } };

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
    { name: 'H5 101 Switching Protocols', play: answer(`${switching}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n`), code: 'upgrade' },
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
    { name: 'H18 gzip that nobody asked for', play: wire([gzip, gzipSync('{}')], end), code: 'encoded', seen: inGzip },
  ])('$name', async ({ play, code, seen, timeoutMs = 10_000 }) => {
    const server = await rawServer(play);
    const result = await send(server.origin, { intent: 'read', method: 'POST', body: '{}', timeoutMs });
    expect(result).toStrictEqual({ sent: true, code: expect.stringMatching(`^(${code})$`), ...seen });
    expect([isReply(result), server.requests.length]).toStrictEqual([false, 1]);
    await server.quiet();
  });
});

describe('no byte of the request left', () => {
  const port = (server: { readonly port: number }): string => `https://127.0.0.1:${server.port}/`;

  it('NE-02 connection refused', async () => {
    expect(await send(`http://127.0.0.1:${await closedPort()}/`)).toStrictEqual({ sent: false, code: 'ECONNREFUSED' });
  });

  it('NE-01 a name that cannot exist', async () => {
    const result = await send(`http://${'a'.repeat(64)}.invalid/`);
    expect(result).toStrictEqual({ sent: false, code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
    expect(isTransient(result)).toBe(true);
  });

  it('TL-01 a self-signed certificate: fatal, and the server never sees the request', async () => {
    const server = await rawServer(ok, { tls: await createSelfSigned() });
    const result = await send(server.origin, { headers: { authorization: 'Bearer SECRET' } });
    expect(result).toStrictEqual({ sent: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect([isTransient(result), server.received()]).toStrictEqual([false, '']);
  });

  it('TL-02 plain HTTP where TLS is spoken: fatal', async () => {
    const server = await rawServer(wire([]), { greet: (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n') });
    const result = await send(port(server), { headers: { authorization: 'Bearer SECRET' } });
    expect(result).toStrictEqual({ sent: false, code: expect.stringMatching(/^(EPROTO|ERR_SSL_.*)$/) });
    expect([isTransient(result), server.received().includes('SECRET')]).toStrictEqual([false, false]);
  });

  it.each([
    { name: 'TL-02 reset in the handshake', greet: reset, timeoutMs: 10_000, code: 'ECONNRESET' },
    { name: 'TL-02 closed in the handshake', greet: end, timeoutMs: 10_000, code: 'ECONNRESET' },
    { name: 'TL-02 the handshake stalls', greet: () => {}, timeoutMs: 200, code: 'timeout' },
  ])('$name', async ({ greet, timeoutMs, code }) => {
    const server = await rawServer(wire([]), { greet: (socket) => void socket.once('data', () => greet(socket)) });
    const result = await send(port(server), { timeoutMs });
    expect(result).toStrictEqual({ sent: false, code });
    expect(isTransient(result)).toBe(true);
    await server.quiet();
  });
});

describe('connecting has a limit of its own', () => {
  /** Ten seconds of this clock take a moment. */
  const hasty = { ...systemClock, sleep: (ms: number, signal: AbortSignal) => systemClock.sleep(ms === 10_000 ? 100 : ms, signal) };

  it.each([
    { name: 'NE-03 TL-02 a handshake that stalls for 10 s', timeoutMs: 30_000, code: 'connect-timeout' },
    { name: 'a request that may take less', timeoutMs: 50, code: '(connect-)?timeout' },
  ])('$name', async ({ timeoutMs, code }) => {
    const server = await rawServer(wire([]));
    const request = { intent: 'read', method: 'GET', url: server.origin.replace('http:', 'https:'), headers: {}, timeoutMs } as const;
    const result = await createTransport(hasty)(request, never);
    expect(result).toStrictEqual({ sent: false, code: expect.stringMatching(new RegExp(`^${code}$`)) });
  });

  it('NE-03 once connected, a slow answer has all the time of the request', async () => {
    const server = await rawServer((socket) => void systemClock.sleep(300, never).then(() => ok(socket, '', 1)));
    const result = await createTransport(hasty)(
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

describe('through a proxy', () => {
  const url = 'https://marketplace.invalid/api';
  const connect = (port: number): string =>
    `CONNECT marketplace.invalid:${port} HTTP/1.1\r\nhost: marketplace.invalid:${port}\r\nProxy-Authorization: Basic dXNlcjpodW50ZXIy\r\nConnection: close\r\n\r\n`;
  const opened = 'HTTP/1.1 200 Connection established\r\n\r\n';
  const afterHello = (then: (socket: Socket) => void): Play =>
    wire([], (socket) => {
      socket.removeAllListeners('data').once('data', () => then(socket));
      socket.write(opened);
    });

  beforeEach(() => {
    for (const name of ['no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
    return () => void vi.unstubAllEnvs();
  });

  function useProxy(port: number): void {
    for (const name of ['http_proxy', 'https_proxy']) vi.stubEnv(name, `http://user:hunter2@127.0.0.1:${port}`);
  }

  it.each<{ name: string; play: Play; code: string; timeoutMs?: number }>([
    { name: 'PX-02 answers 407', play: answer('HTTP/1.1 407 Who?\r\nContent-Length: 5\r\n\r\nlogin'), code: 'proxy-407' },
    { name: 'PX-02 answers 403', play: answer('HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n'), code: 'proxy-403' },
    { name: 'PX-02 answers 502', play: answer('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'), code: 'proxy-502' },
    { name: 'PX-02 closes', play: wire([], end), code: 'proxy' },
    { name: 'PX-02 resets', play: wire([], reset), code: 'proxy' },
    { name: 'PX-02 is no proxy', play: answer('SSH-2.0-OpenSSH_9.6\r\n'), code: 'proxy' },
    { name: 'PX-03 never answers CONNECT', play: wire([]), timeoutMs: 200, code: 'timeout' },
    { name: 'PX-04 opens, then resets', play: afterHello(reset), code: 'ECONNRESET' },
    { name: 'PX-04 opens, then closes', play: afterHello(end), code: 'ECONNRESET' },
    { name: 'PX-04 opens, then is silent', play: afterHello(() => {}), timeoutMs: 300, code: 'timeout' },
    {
      name: 'PX-04 opens, then talks no TLS',
      play: afterHello((socket) => void socket.write('<html>login</html>')),
      code: 'EPROTO|ERR_SSL_.*',
    },
  ])('$name', async ({ play, code, timeoutMs = 10_000 }) => {
    const proxy = await rawServer(play);
    useProxy(proxy.port);
    const result = await send(url, { intent: 'read', method: 'POST', headers: { authorization: 'Bearer SECRET' }, body: '{}', timeoutMs });
    expect(result).toStrictEqual({ sent: false, code: expect.stringMatching(`^(${code})$`) });
    expect([proxy.requests, proxy.received().includes('SECRET')]).toStrictEqual([[connect(443)], false]);
  });

  it('PX-02 refuses TCP', async () => {
    useProxy(await closedPort());
    expect(await send(url)).toStrictEqual({ sent: false, code: 'proxy' });
  });

  it('PX-03 answers CONNECT after we gave up: the request is not sent any more', async () => {
    const proxy = await rawServer((socket) => void setTimeout(() => socket.write(opened), 300));
    useProxy(proxy.port);
    expect(await send('http://marketplace.invalid/', { timeoutMs: 150 })).toStrictEqual({ sent: false, code: 'timeout' });
    await proxy.quiet();
    expect(proxy.received()).toBe(connect(80));
  });

  it('TL-01 a tunnel that ends at a self-signed certificate: fatal', async () => {
    const server = await rawServer(ok, { tls: await createSelfSigned() });
    useProxy((await rawServer(tunnelTo(server.port))).port);
    expect(await send(url)).toStrictEqual({ sent: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(server.received()).toBe('');
  });

  it('a plain tunnel carries the request', async () => {
    const server = await rawServer(ok);
    const proxy = await rawServer(tunnelTo(server.port));
    useProxy(proxy.port);
    expect(await send('http://marketplace.invalid/api')).toStrictEqual(whole);
    expect([proxy.requests, server.requests.length]).toStrictEqual([[connect(80)], 1]);
  });

  it('PX-04 a plain tunnel, then silence: the request may have been read', async () => {
    const server = await rawServer(wire([]));
    useProxy((await rawServer(tunnelTo(server.port))).port);
    expect(await send('http://marketplace.invalid/api', { timeoutMs: 300 })).toStrictEqual({ sent: true, code: 'timeout' });
    expect(server.requests.length).toBe(1);
  });

  it('PX-01 a loopback address goes around the proxy', async () => {
    const server = await rawServer(ok);
    useProxy(await closedPort());
    expect(await send(server.origin)).toStrictEqual(whole);
  });

  describe('and TLS that is accepted', () => {
    beforeEach(() => {
      vi.spyOn(process, 'emitWarning').mockReturnValue();
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
      return () => void vi.restoreAllMocks();
    });

    it.each<{ name: string; play: Play; timeoutMs?: number; expected: Reply | NoReply }>([
      { name: 'a whole reply', play: ok, expected: whole },
      { name: 'PX-04 silence after the handshake', play: wire([]), timeoutMs: 600, expected: { sent: true, code: 'timeout' } },
      { name: 'PX-04 closed after the handshake', play: wire([], end), expected: { sent: true, code: 'ECONNRESET' } },
      { name: 'PX-04 cut mid-body', play: wire([head, '{'], end), expected: { sent: true, code: 'cut', ...accepted } },
    ])('$name', async ({ play, timeoutMs = 10_000, expected }) => {
      const server = await rawServer(play, { tls: await createSelfSigned() });
      const proxy = await rawServer(tunnelTo(server.port));
      useProxy(proxy.port);
      expect(await send(url, { headers: { authorization: 'Bearer SECRET' }, timeoutMs })).toStrictEqual(expected);
      expect([proxy.requests, server.requests.length]).toStrictEqual([[connect(443)], 1]);
      expect(server.received()).toContain('authorization: Bearer SECRET\r\n');
    });
  });
});
