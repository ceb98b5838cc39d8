import { describe, expect, it } from 'vitest';
import { type Credential, givenToken, withBearer } from '../../src/auth/bearer.ts';
import { isLoopback } from '../../src/http/origin.ts';
import type { NoReply, Reply, Request } from '../../src/http/transport.ts';
import { reply, scripted, silence } from '../support/wire.ts';

const never = new AbortController().signal;
const home = 'https://cloudpartner.azure.com';

function get(url: string): Request {
  return { method: 'GET', url, headers: { accept: 'application/json' }, timeoutMs: 1000 };
}

describe('withBearer', () => {
  it.each([
    { name: 'its own origin', baseUrl: home, url: `${home}/x` },
    { name: 'the default port by its number', baseUrl: home, url: `${home}:443/x` },
    { name: 'the host in capitals', baseUrl: 'HTTPS://CloudPartner.Azure.com', url: `${home}/x` },
    { name: 'loopback without TLS', baseUrl: 'http://127.0.0.1:8080', url: 'http://127.0.0.1:8080/x' },
    { name: 'localhost without TLS', baseUrl: 'http://localhost:8080', url: 'http://localhost:8080/x' },
  ])('G2 sends the token to $name', async ({ baseUrl, url }) => {
    const wire = scripted({ 'GET /x': reply(200) });
    const result = await withBearer(wire.transport, givenToken('TOKEN'), baseUrl)(get(url), never);
    expect(result).toStrictEqual(reply(200));
    expect(wire.sent).toStrictEqual([{ ...get(url), headers: { accept: 'application/json', authorization: 'Bearer TOKEN' } }]);
  });

  it.each([
    { name: 'another host', url: 'https://evil.test/x' },
    { name: 'a host below ours', url: 'https://evil.cloudpartner.azure.com/x' },
    { name: 'a host that begins as ours', url: 'https://cloudpartner.azure.com.evil.test/x' },
    { name: 'our host as user info', url: 'https://cloudpartner.azure.com@evil.test/x' },
    { name: 'another port (H7)', url: 'https://cloudpartner.azure.com:8443/x' },
    { name: 'another scheme', url: 'http://cloudpartner.azure.com/x' },
  ])('G2 never sends the token to $name, nor asks for one', async ({ url }) => {
    const wire = scripted({ 'GET /x': reply(200) });
    let asked = 0;
    const credential: Credential = {
      accessToken: async () => {
        asked += 1;
        return 'TOKEN';
      },
    };
    const sending = withBearer(wire.transport, credential, home)(get(url), never);
    await expect(sending).rejects.toThrow(`a credential for ${home} is never sent to ${new URL(url).origin}`);
    expect([asked, wire.sent]).toStrictEqual([0, []]);
  });

  it.each([
    'http://cloudpartner.azure.com',
    'http://127.0.0.1.evil.test',
    'http://localhost.evil.test',
    'http://127.0.0.2',
    'http://[::1]',
  ])('G2 refuses a home without TLS: %s', (baseUrl) => {
    expect(() => withBearer(scripted({}).transport, givenToken('TOKEN'), baseUrl)).toThrow(
      `a credential is never sent to ${baseUrl}: it is not TLS`,
    );
  });

  it('asks for a token for each request, and hands the signal on', async () => {
    const wire = scripted({ 'GET /x': reply(200) });
    const signals: AbortSignal[] = [];
    const credential: Credential = { accessToken: async (signal) => `TOKEN${signals.push(signal)}` };
    const transport = withBearer(wire.transport, credential, home);
    await transport(get(`${home}/x`), never);
    await transport(get(`${home}/x`), never);
    expect(wire.sent.map(({ headers }) => headers['authorization'])).toStrictEqual(['Bearer TOKEN1', 'Bearer TOKEN2']);
    expect(signals).toStrictEqual([never, never]);
  });

  it('sends nothing when there is no token to be had', async () => {
    const wire = scripted({ 'GET /x': reply(200) });
    const credential: Credential = { accessToken: () => Promise.reject(new Error('no token')) };
    await expect(withBearer(wire.transport, credential, home)(get(`${home}/x`), never)).rejects.toThrow('no token');
    expect(wire.sent).toStrictEqual([]);
  });
});

describe('G6 a reply that repeats the token', () => {
  it.each<{ name: string; token?: string; result: Reply | NoReply; expected: Reply | NoReply }>([
    { name: 'in its body, twice', result: reply(401, 'SECRET-1 or xSECRET-1x'), expected: reply(401, '*** or x***x') },
    {
      name: 'in its headers, next to one that is not set',
      result: { ...reply(302), headers: { location: '/?token=SECRET-1', date: undefined } },
      expected: { ...reply(302), headers: { location: '/?token=***', date: undefined } },
    },
    {
      name: 'in the headers of a reply that was cut',
      result: { sent: true, code: 'cut', status: 202, headers: { location: '/SECRET-1' } },
      expected: { sent: true, code: 'cut', status: 202, headers: { location: '/***' } },
    },
    {
      name: 'as characters that mean something in a pattern',
      token: '$&.*+?^()[]|',
      result: reply(400, 'a$&.*+?^()[]|b'),
      expected: reply(400, 'a***b'),
    },
    { name: 'nowhere', result: reply(200, 'secret-1', { a: 'b' }), expected: reply(200, 'secret-1', { a: 'b' }) },
    { name: 'nowhere, since there is no reply', result: silence, expected: silence },
    { name: 'of 8 characters', token: '12345678', result: reply(200, '123456789'), expected: reply(200, '***9') },
    {
      name: 'of 7 characters, which the service may mean',
      token: 'running',
      result: reply(200, 'running'),
      expected: reply(200, 'running'),
    },
  ])('$name', async ({ token = 'SECRET-1', result, expected }) => {
    const transport = withBearer(async () => result, givenToken(token), home);
    expect(await transport(get(`${home}/x`), never)).toStrictEqual(expected);
  });
});

describe('isLoopback', () => {
  it.each([
    { url: 'http://localhost:1', expected: true },
    { url: 'http://LOCALHOST', expected: true },
    { url: 'https://127.0.0.1:1', expected: true },
    { url: 'http://0x7f.1', expected: true },
    { url: 'http://127.evil.com', expected: false },
    { url: 'http://127.0.0.2', expected: false },
    { url: 'http://localhost.', expected: false },
    { url: 'http://[::1]', expected: false },
    { url: home, expected: false },
  ])('H14, H15 $url: $expected', ({ url, expected }) => {
    expect(isLoopback(new URL(url))).toBe(expected);
  });
});
