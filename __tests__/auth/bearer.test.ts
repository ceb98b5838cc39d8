import { describe, expect, it } from 'vitest';
import { withBearer } from '../../src/auth/bearer.ts';
import type { Credential, NoToken } from '../../src/auth/credential.ts';
import { givenToken } from '../../src/auth/given.ts';
import type { Send } from '../../src/http/bounded.ts';
import { isLoopback } from '../../src/http/origin.ts';
import type { NoReply, Reply, Request } from '../../src/http/transport.ts';
import { startWallMs } from '../support/fakeClock.ts';
import { reply, silence } from '../support/wire.ts';

type Sent = Parameters<Send>[0];

const never = new AbortController().signal;
const home = 'https://cloudpartner.azure.com';
const refusedAgain = 'a token that was fetched anew was refused as well';
const given = (token: string): Credential => givenToken(token, () => startWallMs);

function ask(method: Request['method'] = 'GET', url = `${home}/x`): Sent {
  return { intent: method === 'GET' ? 'read' : 'cancel', method, url, headers: { accept: 'application/json' } };
}

/** A wire that answers in turn, the last for ever. */
function answering(...answers: (Reply | NoReply)[]) {
  const sent: Sent[] = [];
  const signals: AbortSignal[] = [];
  const send: Send = async (request, signal) => {
    signals.push(signal);
    return answers[Math.min(sent.push(request), answers.length) - 1] ?? silence;
  };
  const tokens = (): (string | undefined)[] => sent.map(({ headers }) => headers['authorization']?.replace('Bearer ', ''));
  return { send, sent, signals, tokens };
}

/** A credential that renews: `token-1`, and after each refusal of the current one the next. */
function renewable(...failures: NoToken[]) {
  const asked: (string | undefined)[] = [];
  let number = 1;
  const credential: Credential = {
    accessToken: async (rejected) => {
      asked.push(rejected);
      const failure = rejected === undefined ? undefined : failures.shift();
      if (failure) return failure;
      if (rejected === `token-${number}`) number += 1;
      return { token: `token-${number}` };
    },
  };
  return { credential, asked };
}

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
    expect(wire.sent).toStrictEqual([{ ...ask('GET', url), headers: { accept: 'application/json', authorization: 'Bearer TOKEN' } }]);
    expect(wire.signals).toStrictEqual([never]);
  });

  it.each([
    { name: 'another host', url: 'https://evil.test/x' },
    { name: 'a host below ours', url: 'https://evil.cloudpartner.azure.com/x' },
    { name: 'a host that begins as ours', url: 'https://cloudpartner.azure.com.evil.test/x' },
    { name: 'our host as user info', url: 'https://cloudpartner.azure.com@evil.test/x' },
    { name: 'another port (H7)', url: 'https://cloudpartner.azure.com:8443/x' },
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
    expect(wire.sent).toStrictEqual([{ ...request, headers: { 'if-match': '"1"', authorization: 'Bearer TOKEN' } }]);
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

  it.each<{ cause: NoToken['cause']; code: string }>([
    { cause: 'sign-in-refused', code: 'signed-out' },
    { cause: 'refused-401', code: 'signed-out' },
    { cause: 'sign-in-unreachable', code: 'no-token' },
    { cause: 'sign-in-nonsense', code: 'no-token' },
    { cause: 'certificate', code: 'no-token' },
  ])('sends nothing without a token: $cause is $code', async ({ cause, code }) => {
    const wire = answering(reply(200));
    const send = withBearer(wire.send, { accessToken: async () => ({ cause, why: 'the reason' }) }, home);
    expect(await send(ask(), never)).toStrictEqual({ sent: false, code, remark: 'the reason' });
    expect(wire.sent).toStrictEqual([]);
  });
});

describe('a 401', () => {
  const cut401: NoReply = { sent: true, code: 'cut', status: 401, headers: {} };
  const cut202: NoReply = { sent: true, code: 'cut', status: 202, headers: {} };
  const no = reply(401, 'no');
  const ok = reply(200);

  it.each<{ name: string; requests: string; answers: (Reply | NoReply)[]; tokens: string; results: (Reply | NoReply)[] }>([
    { name: 'a look is sent once more with a new token', requests: 'GET', answers: [no, ok], tokens: '1 2', results: [ok] },
    { name: 'a look whose 401 was cut', requests: 'GET', answers: [cut401, ok], tokens: '1 2', results: [ok] },
    { name: 'a look that gets silence with the new token', requests: 'GET', answers: [no, silence], tokens: '1 2', results: [silence] },
    {
      name: 'AU-30 a look that is refused twice',
      requests: 'GET',
      answers: [no, reply(401, 'again')],
      tokens: '1 2',
      results: [{ ...reply(401, 'again'), remark: refusedAgain }],
    },
    {
      name: 'AU-30 the next look is not the one to get another token',
      requests: 'GET GET GET',
      answers: [no],
      tokens: '1 2 2 2',
      results: [
        { ...no, remark: refusedAgain },
        { ...no, remark: refusedAgain },
        { ...no, remark: refusedAgain },
      ],
    },
    {
      name: 'AU-29 a cancel request is not repeated here, but marked',
      requests: 'POST POST',
      answers: [no, ok],
      tokens: '1 2',
      results: [{ ...no, renewal: 'done' }, ok],
    },
    {
      name: 'AU-29 a cancel request whose 401 was cut',
      requests: 'POST',
      answers: [cut401],
      tokens: '1',
      results: [{ ...cut401, renewal: 'done' }],
    },
    {
      name: 'AU-30 a cancel request that is refused twice',
      requests: 'POST POST POST',
      answers: [no],
      tokens: '1 2 2',
      results: [
        { ...no, renewal: 'done' },
        { ...no, remark: refusedAgain },
        { ...no, remark: refusedAgain },
      ],
    },
    {
      name: 'AU-30 a look after a cancel request, both refused',
      requests: 'POST GET',
      answers: [no],
      tokens: '1 2',
      results: [
        { ...no, renewal: 'done' },
        { ...no, remark: refusedAgain },
      ],
    },
    {
      name: 'AU-29 a token that was taken meanwhile is renewed again',
      requests: 'GET GET GET',
      answers: [no, ok, no, ok, no, ok],
      tokens: '1 2 2 3 3 4',
      results: [ok, ok, ok],
    },
    {
      name: 'AU-29 taken by a 403',
      requests: 'POST GET POST',
      answers: [no, reply(403), no],
      tokens: '1 2 2',
      results: [{ ...no, renewal: 'done' }, reply(403), { ...no, renewal: 'done' }],
    },
    {
      name: 'AU-29 taken by a reply that was cut after its status',
      requests: 'POST POST POST',
      answers: [no, cut202, no],
      tokens: '1 2 2',
      results: [{ ...no, renewal: 'done' }, cut202, { ...no, renewal: 'done' }],
    },
    {
      name: 'AU-30 silence does not say that a token was taken',
      requests: 'POST GET POST',
      answers: [no, silence, no],
      tokens: '1 2 2',
      results: [{ ...no, renewal: 'done' }, silence, { ...no, remark: refusedAgain }],
    },
    {
      name: 'AU-32 a 403 is no matter of the token',
      requests: 'GET POST',
      answers: [reply(403)],
      tokens: '1 1',
      results: [reply(403), reply(403)],
    },
    { name: 'a 407 is no matter of the token', requests: 'GET', answers: [reply(407)], tokens: '1', results: [reply(407)] },
    {
      name: 'AU-31 what the service wants of a new token is not looked at',
      requests: 'GET',
      answers: [reply(401, '', { 'www-authenticate': 'Bearer authorization_uri="https://evil.test", claims="eyJ9"' }), ok],
      tokens: '1 2',
      results: [ok],
    },
  ])('$name', async ({ requests, answers, tokens, results }) => {
    const wire = answering(...answers);
    const send = withBearer(wire.send, renewable().credential, home);
    const got: (Reply | NoReply)[] = [];
    for (const method of requests.split(' ')) got.push(await send(ask(method as Request['method']), never));
    expect(got).toStrictEqual(results);
    expect(wire.tokens()).toStrictEqual(tokens.split(' ').map((number) => `token-${number}`));
  });

  it('AU-29 the credential hears which token was refused, once', async () => {
    const { credential, asked } = renewable();
    const send = withBearer(answering(no).send, credential, home);
    await send(ask(), never);
    await send(ask(), never);
    expect(asked).toStrictEqual([undefined, 'token-1', undefined]);
  });

  it('AU-29 a look is repeated as it was, with its signal', async () => {
    const wire = answering(no, ok);
    await withBearer(wire.send, renewable().credential, home)(ask(), never);
    expect(wire.sent[1]).toStrictEqual({ ...ask(), headers: { accept: 'application/json', authorization: 'Bearer token-2' } });
    expect(wire.signals).toStrictEqual([never, never]);
  });

  it.each<{ cause: NoToken['cause']; known: Pick<Reply, 'renewal'> }>([
    { cause: 'sign-in-unreachable', known: { renewal: 'later' } },
    { cause: 'sign-in-nonsense', known: { renewal: 'later' } },
    { cause: 'certificate', known: { renewal: 'later' } },
    { cause: 'sign-in-refused', known: { renewal: 'never' } },
    { cause: 'refused-401', known: {} },
  ])('and no new token ($cause): the 401, and why there is none; the next request asks again', async ({ cause, known }) => {
    for (const method of ['GET', 'POST'] as const) {
      const wire = answering(no);
      const { credential, asked } = renewable({ cause, why: 'the reason' });
      const send = withBearer(wire.send, credential, home);
      expect(await send(ask(method), never)).toStrictEqual({ ...no, remark: 'the reason', ...known });
      expect(await send(ask('POST'), never)).toStrictEqual({ ...no, renewal: 'done' });
      expect(asked).toStrictEqual([undefined, 'token-1', undefined, 'token-1']);
      expect(wire.tokens()).toStrictEqual(['token-1', 'token-1']);
    }
  });

  it.each<{ name: string; claims: object; remark: string }>([
    { name: 'one that has expired', claims: { exp: startWallMs / 1000 - 60 }, remark: 'the token that was given expired 1 minute ago' },
    { name: 'one that looks good', claims: {}, remark: '' },
  ])('AU-07 AU-28 a given token is not renewed: $name', async ({ claims, remark }) => {
    const token = `eyJ0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
    const wire = answering(no);
    const send = withBearer(wire.send, given(token), home);
    expect([await send(ask('GET'), never), await send(ask('POST'), never)]).toStrictEqual([
      { ...no, remark },
      { ...no, remark },
    ]);
    expect(wire.sent.length).toBe(2);
  });

  it('AU-30 a late reply to the old token does not say that the new one was taken', async () => {
    let arrive: (result: Reply) => void = () => undefined;
    const late = new Promise<Reply>((resolve) => {
      arrive = resolve;
    });
    const wire = answering(no);
    const send: Send = (request, signal) => (request.url.endsWith('/late') ? late : wire.send(request, signal));
    const bearer = withBearer(send, renewable().credential, home);
    const slow = bearer(ask('GET', `${home}/late`), never);
    await bearer(ask('POST'), never);
    arrive(ok);
    expect(await slow).toStrictEqual(ok);
    expect(await bearer(ask('POST'), never)).toStrictEqual({ ...no, remark: refusedAgain });
  });
});

describe('G6 a reply that repeats the token loses it', () => {
  const credential: Credential = { accessToken: async (rejected) => ({ token: rejected === undefined ? 'token-one' : 'token-two' }) };

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
      intent: 'cancel',
      method: 'POST',
      answers: [reply(401, 'bad token-one')],
      expected: { ...reply(401, 'bad ***'), renewal: 'done' },
    },
  ])('$name', async ({ method, answers, expected }) => {
    expect(await withBearer(answering(...answers).send, credential, home)(ask(method), never)).toStrictEqual(expected);
  });

  it('a reply that was cut', async () => {
    const cut: NoReply = { sent: true, code: 'cut', status: 202, headers: { location: '/?t=token-one' } };
    const send = withBearer(answering(cut).send, given('token-one'), home);
    expect(await send(ask(), never)).toStrictEqual({ ...cut, headers: { location: '/?t=***' } });
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
