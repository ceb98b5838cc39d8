import { describe, expect, it } from 'vitest';
import { withBearer } from '../../src/auth/bearer.ts';
import type { Credential, SignInFailure } from '../../src/auth/credential.ts';
import type { Send } from '../../src/http/deadline.ts';
import { type Reply, withReader } from '../../src/http/reply.ts';
import type { Request } from '../../src/http/transport.ts';
import { answering, ask, given, home, never, renewable } from '../support/bearer.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { cutReply, reply } from '../support/wire.ts';

describe('withBearer', () => {
  it.each([
    { name: 'its own origin', baseUrl: home, url: `${home}/x` },
    { name: 'the default port by its number', baseUrl: home, url: `${home}:443/x` },
    { name: 'the host in capitals', baseUrl: 'HTTPS://CloudPartner.Azure.com', url: `${home}/x` },
    { name: 'loopback without TLS', baseUrl: 'http://127.0.0.1:8080', url: 'http://127.0.0.1:8080/x' },
    { name: 'localhost without TLS', baseUrl: 'http://localhost:8080', url: 'http://localhost:8080/x' },
  ])('G2 sends the token to $name', async ({ baseUrl, url }) => {
    const wire = answering(reply(200));
    expect(await withBearer(wire.send, given('TOKEN'), baseUrl)(ask('GET', url), never)).toStrictEqual(reply(200));
    expect(wire.sent).toStrictEqual([
      { ...ask('GET', url), headers: { accept: 'application/json', authorization: 'Bearer TOKEN' }, secrets: ['TOKEN'] },
    ]);
    expect(wire.signals).toStrictEqual([never]);
  });

  it.each([
    { name: 'another host', url: 'https://evil.test/x' },
    { name: 'a host below ours', url: 'https://evil.cloudpartner.azure.com/x' },
    { name: 'a host that begins as ours', url: 'https://cloudpartner.azure.com.evil.test/x' },
    { name: 'our host as user info', url: 'https://cloudpartner.azure.com@evil.test/x' },
    { name: 'another port of the same host', url: 'https://cloudpartner.azure.com:8443/x' },
    { name: 'another scheme', url: 'http://cloudpartner.azure.com/x' },
  ])('G2 never sends the token to $name, nor asks for one', async ({ url }) => {
    const wire = answering(reply(200));
    const { credential, asked } = renewable();
    const sending = withBearer(wire.send, credential, home)(ask('GET', url), never);
    await expect(sending).rejects.toThrow(`a credential for ${home} is never sent to ${new URL(url).origin}`);
    expect([asked, wire.sent]).toStrictEqual([[], []]);
  });

  it.each([
    'http://cloudpartner.azure.com',
    'http://127.0.0.1.evil.test',
    'http://localhost.evil.test',
    'http://127.0.0.2',
    'http://[::1]',
  ])('G2 refuses a home without TLS: %s', (baseUrl) => {
    expect(() => withBearer(answering().send, given('TOKEN'), baseUrl)).toThrow(`a credential is never sent to ${baseUrl}: it is not TLS`);
  });

  it('sends a body and headers as they are, but for an authorization of others', async () => {
    const wire = answering(reply(200));
    const request = { ...ask('POST'), body: '{}', headers: { 'if-match': '"1"', authorization: 'Basic eA==' } };
    await withBearer(wire.send, given('TOKEN'), home)(request, never);
    expect(wire.sent).toStrictEqual([{ ...request, headers: { 'if-match': '"1"', authorization: 'Bearer TOKEN' }, secrets: ['TOKEN'] }]);
    expect(request.headers.authorization).toBe('Basic eA==');
  });

  it('asks for a token for each request', async () => {
    const tokens = ['TOKEN-A', 'TOKEN-B'];
    const wire = answering(reply(200));
    const send = withBearer(wire.send, { accessToken: async () => ({ token: tokens.shift() ?? '' }) }, home);
    await send(ask(), never);
    await send(ask(), never);
    expect(wire.tokens()).toStrictEqual(['TOKEN-A', 'TOKEN-B']);
  });

  it.each<SignInFailure['cause']>(['sign-in-refused', 'sign-in-unreachable', 'sign-in-unusable', 'certificate'])(
    'sends nothing without a token, and says why there is none: %s',
    async (cause) => {
      const wire = answering(reply(200));
      const failure = { cause, detail: 'the reason' };
      const send = withBearer(wire.send, { accessToken: async () => failure }, home);
      expect(await send(ask(), never)).toStrictEqual(failure);
      expect(wire.sent).toStrictEqual([]);
    },
  );
});

describe('G6 a reply that repeats the token loses it', () => {
  const credential: Credential = { accessToken: async (rejected) => ({ token: rejected === undefined ? 'token-one' : 'token-two' }) };
  /** What is sent is read as in a step. */
  const reading = (send: Send): Send => {
    const read = withReader(send, createFakeClock());
    return (request, signal) => read({ ...request, timeoutMs: 1000 }, signal);
  };

  it.each<{ name: string; method: Request['method']; answers: Reply[]; expected: Reply }>([
    { name: 'a reply', method: 'GET', answers: [reply(400, 'bad token-one')], expected: reply(400, 'bad ***') },
    {
      name: 'the reply to a new token',
      method: 'GET',
      answers: [reply(401), reply(400, 'bad token-two', { location: '/?t=token-two' })],
      expected: reply(400, 'bad ***', { location: '/?t=***' }),
    },
    {
      name: 'the 401 of a cancel request',
      method: 'POST',
      answers: [reply(401, 'bad token-one')],
      expected: { ...reply(401, 'bad ***'), isTokenRenewed: true },
    },
  ])('$name', async ({ method, answers, expected }) => {
    expect(await withBearer(reading(answering(...answers).send), credential, home)(ask(method), never)).toStrictEqual(expected);
  });

  it('a reply that was cut', async () => {
    const send = withBearer(reading(answering(cutReply(202, { location: '/?t=token-one' })).send), given('token-one'), home);
    expect(await send(ask(), never)).toStrictEqual(cutReply(202, { location: '/?t=***' }));
  });
});
