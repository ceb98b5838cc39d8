import { describe, expect, it } from 'vitest';
import { isReply, readExchange } from '../../src/http/reply.ts';
import { createTransport, type RawReply, type Request } from '../../src/http/transport.ts';
import { userAgent } from '../../src/version.ts';
import { answer, never, ok, quietClock, send, whole } from '../support/plainTransport.ts';
import { end, type Play, rawServer, reset, wire } from '../support/rawServer.ts';

describe('a whole reply', () => {
  it.each<{ name: string; play: Play; expected: RawReply }>([
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
      name: 'a second reply without a request is dropped',
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
    expect(isReply(readExchange(result, 0))).toBe(true);
  });

  it.each([301, 302, 303, 307, 308])('H6 %i with a Location is a plain reply, and is not followed', async (status) => {
    const elsewhere = await rawServer(wire([]));
    const location = `${elsewhere.origin}/evil`;
    const server = await rawServer(answer(`HTTP/1.1 ${status} Moved\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`));
    const result = await send(server.origin, { intent: 'read', method: 'POST', headers: { authorization: 'Bearer SECRET' }, body: '{}' });
    expect(result).toStrictEqual({ status, headers: { location, 'content-length': '0' }, body: '' });
    expect([server.requests.length, elsewhere.connections()]).toStrictEqual([1, 0]);
  });
});

describe('the request', () => {
  it('F19 carries method, path, query, the name of the action, headers, and a body with its length in bytes', async () => {
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
      `user-agent: ${userAgent}`,
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
      `GET / HTTP/1.1\r\nuser-agent: ${userAgent}\r\naccept-encoding: identity\r\nHost: 127.0.0.1:${server.port}\r\nConnection: keep-alive\r\n\r\n`,
    ]);
  });

  it('three in turn share one connection', async () => {
    const server = await rawServer(ok);
    const transport = createTransport(quietClock);
    for (const path of ['/1', '/2', '/3']) {
      expect(
        await transport({ intent: 'read', method: 'GET', url: server.origin + path, headers: {}, timeoutMs: 10_000 }, never),
      ).toStrictEqual(whole);
    }
    expect([server.requests.length, server.connections()]).toStrictEqual([3, 1]);
  });

  it('NE-07 a kept-alive connection that is reset under the second request: it may have been read', async () => {
    const server = await rawServer((socket, request, turn) => (turn === 1 ? ok(socket, request, turn) : reset(socket)));
    const transport = createTransport(quietClock);
    const request: Request = { intent: 'read', method: 'POST', url: server.origin, headers: {}, body: '{}', timeoutMs: 10_000 };
    await transport(request, never);
    expect(await transport(request, never)).toStrictEqual({ sent: true, code: 'ECONNRESET' });
    expect([server.requests.length, server.connections()]).toStrictEqual([2, 1]);
  });

  it('a timed-out connection is not used again', async () => {
    const server = await rawServer((socket, request, turn) => (turn === 1 ? undefined : ok(socket, request, turn)));
    const transport = createTransport(quietClock);
    const request: Request = { intent: 'read', method: 'GET', url: server.origin, headers: {}, timeoutMs: 200 };
    expect(await transport(request, never)).toStrictEqual({ sent: true, code: 'timeout' });
    expect(await transport({ ...request, timeoutMs: 10_000 }, never)).toStrictEqual(whole);
    expect(server.connections()).toBe(2);
  });
});
