import { describe, expect, it } from 'vitest';
import { withBearer } from '../../src/auth/bearer.ts';
import type { SignInFailure } from '../../src/auth/credential.ts';
import type { Send } from '../../src/http/deadline.ts';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import type { Request } from '../../src/http/transport.ts';
import { answering, ask, given, home, never, refusedAgain, renewable } from '../support/bearer.ts';
import { startWallMs } from '../support/fakeClock.ts';
import { cutReply, reply, silence } from '../support/wire.ts';

describe('a 401', () => {
  const cut401 = cutReply(401);
  const cut202 = cutReply(202);
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
      results: [{ ...no, isTokenRenewed: true }, ok],
    },
    {
      name: 'AU-29 a cancel request whose 401 was cut',
      requests: 'POST',
      answers: [cut401],
      tokens: '1',
      results: [{ ...cut401, isTokenRenewed: true }],
    },
    {
      name: 'AU-30 a cancel request that is refused twice',
      requests: 'POST POST POST',
      answers: [no],
      tokens: '1 2 2',
      results: [
        { ...no, isTokenRenewed: true },
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
        { ...no, isTokenRenewed: true },
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
      results: [{ ...no, isTokenRenewed: true }, reply(403), { ...no, isTokenRenewed: true }],
    },
    {
      name: 'AU-29 taken by a reply that was cut after its status',
      requests: 'POST POST POST',
      answers: [no, cut202, no],
      tokens: '1 2 2',
      results: [{ ...no, isTokenRenewed: true }, cut202, { ...no, isTokenRenewed: true }],
    },
    {
      name: 'AU-30 silence does not say that a token was taken',
      requests: 'POST GET POST',
      answers: [no, silence, no],
      tokens: '1 2 2',
      results: [{ ...no, isTokenRenewed: true }, silence, { ...no, remark: refusedAgain }],
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
    const got: Awaited<ReturnType<typeof send>>[] = [];
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
    expect(wire.sent[1]).toStrictEqual({
      ...ask(),
      headers: { accept: 'application/json', authorization: 'Bearer token-2' },
      secrets: ['token-2'],
    });
    expect(wire.signals).toStrictEqual([never, never]);
  });

  const detail = 'the reason';
  it.each<{ cause: SignInFailure['cause']; result: SignInFailure }>([
    { cause: 'sign-in-unreachable', result: { cause: 'sign-in-unreachable', detail, rejection: no } },
    { cause: 'sign-in-unusable', result: { cause: 'sign-in-unusable', detail, rejection: no } },
    { cause: 'certificate', result: { cause: 'certificate', detail, rejection: no } },
    { cause: 'sign-in-refused', result: { cause: 'sign-in-refused', detail, rejection: no } },
  ])('and no new token ($cause): the 401, and why there is none; the next request asks again', async ({ cause, result }) => {
    for (const method of ['GET', 'POST'] as const) {
      const wire = answering(no);
      const { credential, asked } = renewable({ cause, detail });
      const send = withBearer(wire.send, credential, home);
      expect(await send(ask(method), never)).toStrictEqual(result);
      expect(await send(ask('POST'), never)).toStrictEqual({ ...no, isTokenRenewed: true });
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
