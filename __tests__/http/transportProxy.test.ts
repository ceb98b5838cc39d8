import type { Socket } from 'node:net';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RawNoReply, RawReply } from '../../src/http/transport.ts';
import { createSelfSigned } from '../support/certificates.ts';
import { accepted, answer, head, never, ok, quietClock, send, whole } from '../support/plainTransport.ts';
import { closedPort, end, type Play, rawServer, reset, tunnelTo, wire } from '../support/rawServer.ts';

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
    { name: 'F12 PX-02 answers 407', play: answer('HTTP/1.1 407 Who?\r\nContent-Length: 5\r\n\r\nlogin'), code: 'proxy-407' },
    { name: 'F12 PX-02 answers 403', play: answer('HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n'), code: 'proxy-403' },
    { name: 'F12 PX-02 answers 502', play: answer('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'), code: 'proxy-502' },
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

  it('F12 PX-02 refuses TCP', async () => {
    useProxy(await closedPort());
    expect(await send(url)).toStrictEqual({ sent: false, code: 'proxy' });
  });

  it('PX-03 answers CONNECT after we gave up: the request is not sent any more', async () => {
    const proxy = await rawServer((socket) => void quietClock.sleep(300, never).then(() => socket.write(opened)));
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

    it.each<{ name: string; play: Play; timeoutMs?: number; expected: RawReply | RawNoReply }>([
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
