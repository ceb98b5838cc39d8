import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignInDeps } from '../../src/auth/credential.ts';
import { assertionAudience, githubToken } from '../../src/auth/githubOidc.ts';
import { withDeadline } from '../../src/http/deadline.ts';
import { type NoReply, type Reply, withReader } from '../../src/http/reply.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { cutReply, GITHUB, refusedConnection, reply, scripted, silence } from '../support/wire.ts';

const endpoint = { requestUrl: 'https://github.test/github/oidc/token?api-version=2.0', requestToken: 'request-token-1' };
const good = reply(200, { value: 'eyJ0.e30.c2ln' });
const cut = cutReply(200);
const none = 'Its answer holds no token of the job';
const down = 'GitHub could not be asked for a token';

interface Options {
  readonly requestMs?: number;
  readonly deadlineMs?: number;
  readonly tries?: number;
  readonly requestUrl?: string;
  readonly stopAtMs?: number;
}

/** What comes of it, and everything that happened outside, in order. */
async function ask(answers: readonly (Reply | NoReply)[], options: Options = {}) {
  const { requestMs = 0, deadlineMs = 900_000, tries = 4, requestUrl = endpoint.requestUrl, stopAtMs = -1 } = options;
  const clock = createFakeClock();
  const stop = new AbortController();
  if (stopAtMs >= 0) clock.at(stopAtMs, () => stop.abort());
  const timed = answers.map((answer) => () => {
    clock.pass(requestMs);
    return answer;
  });
  const wire = scripted({ [GITHUB]: timed });
  const tools: SignInDeps = {
    send: withDeadline(withReader(wire.transport, clock), { clock, deadlineMs, stop: new AbortController().signal }),
    limits: { clock, deadlineMs, stop: stop.signal },
    mask: (secret) => void wire.requests.push(`mask ${secret}`),
    log: (text) => void wire.requests.push(`say ${text}`),
  };
  const result = await githubToken({ ...endpoint, requestUrl }, tools, tries);
  return { result, happened: wire.requests, sent: wire.sent, pausesMs: clock.pausesMs, endsAtMs: clock.nowMs() };
}

describe('the request for a token of the job', () => {
  it.each([
    { name: 'a URL with a query', requestUrl: 'https://github.test/github/oidc/token?api-version=2.0', mark: '&' },
    { name: 'a URL without', requestUrl: 'https://github.test/github/oidc/token', mark: '?' },
  ])('$name', async ({ requestUrl, mark }) => {
    const { sent } = await ask([good], { requestUrl });
    expect(sent).toStrictEqual([
      {
        intent: 'read',
        method: 'GET',
        url: `${requestUrl}${mark}audience=api%3A%2F%2FAzureADTokenExchange`,
        headers: { accept: 'application/json', authorization: 'Bearer request-token-1' },
        secrets: ['request-token-1'],
        timeoutMs: 5000,
      },
    ]);
    expect(new URL(sent[0]?.url ?? '').searchParams.get('audience')).toBe(assertionAudience);
  });

  it('G3 has no more time than the step', async () => {
    const { sent } = await ask([good], { deadlineMs: 3000 });
    expect(sent.map(({ timeoutMs }) => timeoutMs)).toStrictEqual([3000]);
  });
});

it('AU-09 the token is masked before it is handed on', async () => {
  const { result, happened } = await ask([good]);
  expect(result).toStrictEqual({ token: 'eyJ0.e30.c2ln' });
  expect(happened).toStrictEqual([GITHUB, 'mask eyJ0.e30.c2ln']);
});

describe('trouble on the way', () => {
  it.each<{
    name: string;
    answers: (Reply | NoReply)[];
    options?: Options;
    expected: Pick<Awaited<ReturnType<typeof ask>>, 'result' | 'pausesMs'> & { tries: number };
  }>([
    {
      name: 'AU-23 500, then a token',
      answers: [reply(500), good],
      expected: { result: { token: 'eyJ0.e30.c2ln' }, pausesMs: [500], tries: 2 },
    },
    {
      name: 'AU-23 refused, silent, cut, then a token',
      answers: [refusedConnection, silence, cut, good],
      expected: { result: { token: 'eyJ0.e30.c2ln' }, pausesMs: [500, 1000, 2000], tries: 4 },
    },
    {
      name: 'AU-23 503 for ever',
      answers: [reply(503)],
      expected: { result: { cause: 'sign-in-unreachable', detail: `${down}: HTTP 503` }, pausesMs: [500, 1000, 2000], tries: 4 },
    },
    {
      name: 'AU-23 nobody listens',
      answers: [refusedConnection],
      expected: {
        result: { cause: 'sign-in-unreachable', detail: `${down}: no connection (ECONNREFUSED)` },
        pausesMs: [500, 1000, 2000],
        tries: 4,
      },
    },
    {
      name: 'AU-22 cut for ever',
      answers: [cut],
      expected: {
        result: { cause: 'sign-in-unreachable', detail: `${down}: HTTP 200, a reply that was cut off (cut)` },
        pausesMs: [500, 1000, 2000],
        tries: 4,
      },
    },
    {
      name: 'AU-24 F5 2 MB: no second try gets less',
      answers: [{ sent: true, code: 'too-large', status: 200, headers: {} }],
      expected: {
        result: { cause: 'sign-in-unreachable', detail: `${down}: HTTP 200, a reply that was cut off (too-large)` },
        pausesMs: [],
        tries: 1,
      },
    },
    {
      name: 'AU-23 one try, since the old token still lives',
      answers: [reply(503), good],
      options: { tries: 1 },
      expected: { result: { cause: 'sign-in-unreachable', detail: `${down}: HTTP 503` }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-23 Retry-After is kept exactly',
      answers: [reply(429, '', { 'retry-after': '7' }), good],
      expected: { result: { token: 'eyJ0.e30.c2ln' }, pausesMs: [7000], tries: 2 },
    },
    {
      name: 'AU-23 Retry-After of 24 s leaves time for a try',
      answers: [reply(503, '', { 'retry-after': '24' }), good],
      expected: { result: { token: 'eyJ0.e30.c2ln' }, pausesMs: [24_000], tries: 2 },
    },
    {
      name: 'AU-23 Retry-After of 25 s leaves none',
      answers: [reply(503, '', { 'retry-after': '25' }), good],
      expected: { result: { cause: 'sign-in-unreachable', detail: `${down}: HTTP 503` }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-23 Retry-After beyond the deadline of the step',
      answers: [reply(503, '', { 'retry-after': '5' }), good],
      options: { deadlineMs: 5000 },
      expected: { result: { cause: 'sign-in-unreachable', detail: `${down}: HTTP 503` }, pausesMs: [], tries: 1 },
    },
    {
      name: 'G3 canceled in a pause',
      answers: [reply(503, '', { 'retry-after': '5' }), good],
      options: { stopAtMs: 1000 },
      expected: { result: { cause: 'sign-in-unreachable', detail: `${down}: HTTP 503` }, pausesMs: [5000], tries: 1 },
    },
    {
      name: 'a certificate that nobody trusts',
      answers: [{ sent: false, code: 'CERT_HAS_EXPIRED' }],
      expected: { result: { cause: 'certificate', detail: `${down}: no connection (CERT_HAS_EXPIRED)` }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-21 403',
      answers: [reply(403, { message: 'not allowed' }), good],
      expected: {
        result: {
          cause: 'sign-in-refused',
          detail:
            'GitHub refused the sign-in: HTTP 403, "not allowed". Check that the job has the permission id-token: write, and that the job is still running',
        },
        pausesMs: [],
        tries: 1,
      },
    },
    {
      name: 'a redirect, which is not followed',
      answers: [reply(307, '', { location: 'https://evil.test/' }), good],
      expected: {
        result: { cause: 'sign-in-unusable', detail: 'GitHub gave no token that can be used: HTTP 307 (a redirect to evil.test)' },
        pausesMs: [],
        tries: 1,
      },
    },
  ])('$name', async ({ answers, options, expected }) => {
    const { result, pausesMs, sent } = await ask(answers, options);
    expect({ result, pausesMs, tries: sent.length }).toStrictEqual(expected);
  });

  it('AU-23 slow: four tries of 5 s each are over within 30 s', async () => {
    const { sent, endsAtMs } = await ask([silence], { requestMs: 5000 });
    expect([sent.length, endsAtMs]).toStrictEqual([4, 23_500]);
  });

  it('AU-23 however slow and busy, all tries are over within 30 s, and by the deadline', async () => {
    const answer = fc.integer({ min: 0, max: 40 }).map((seconds) => reply(503, '', { 'retry-after': String(seconds) }));
    const limits = fc.record({ requestMs: fc.integer({ min: 0, max: 5000 }), deadlineMs: fc.integer({ min: 5001, max: 60_000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 4, maxLength: 4 }), limits, async (answers, options) => {
        const { sent, endsAtMs } = await ask(answers, options);
        expect(sent.length).toBeLessThanOrEqual(4);
        expect(endsAtMs).toBeLessThanOrEqual(30_000);
        expect(endsAtMs - options.requestMs).toBeLessThan(options.deadlineMs);
      }),
    );
  });
});

describe('AU-24 an answer without a token', () => {
  const unusable = 'GitHub gave no token that can be used: HTTP';

  it.each<{ name: string; answer: Reply; detail?: string }>([
    { name: '{}', answer: reply(200, {}) },
    { name: 'an empty one', answer: reply(200, { value: '' }) },
    { name: 'one that no header can carry', answer: reply(200, { value: 'a\r\nb' }) },
    { name: 'one of 20 kB', answer: reply(200, { value: 'x'.repeat(20_000) }) },
    { name: 'a number', answer: reply(200, { value: 7 }) },
    { name: 'a list', answer: reply(200, [{ value: 'opaque-token' }]) },
    { name: 'null', answer: reply(200, 'null') },
    { name: 'broken JSON', answer: reply(200, '{"value":"opaque-token"') },
    { name: 'text', answer: reply(200, 'opaque-token') },
    { name: 'nothing', answer: reply(200) },
    {
      name: 'a page',
      answer: reply(200, '<title>Proxy</title>opaque-token'),
      detail: `${unusable} 200, "a web page instead of an answer of the API: Proxy". ${none}`,
    },
    {
      name: 'a token in a 201, which is no answer that GitHub documents',
      answer: reply(201, { value: 'opaque-token' }),
      detail: `${unusable} 201. ${none}`,
    },
  ])('$name', async ({ answer, detail = `${unusable} 200. ${none}` }) => {
    const { result, happened } = await ask([answer]);
    expect(result).toStrictEqual({ cause: 'sign-in-unusable', detail });
    expect(happened).toStrictEqual([GITHUB]);
  });

  it('whatever the answer, a token that a header can carry or a reason', async () => {
    const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,9}={0,2}$/));
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      value.map((one) => JSON.stringify({ value: one })),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 200, max: 599 }), body, async (status, text) => {
        const { result, happened } = await ask([reply(status, text)]);
        const token = 'token' in result ? result.token : '';
        expect(token).toMatch(/^$|^[A-Za-z0-9._~+/-]+=*$/);
        expect(happened.slice(1).filter((what) => what !== GITHUB)).toStrictEqual(token === '' ? [] : [`mask ${token}`]);
        if ('cause' in result) expect(result.detail).toMatch(/^GitHub (refused the sign-in|could not be asked|gave no token)/);
      }),
    );
  });
});

it.each([
  { name: 'as text', answer: reply(403, 'no: Bearer request-token-1') },
  { name: 'as JSON', answer: reply(403, { message: 'no: request-token-1', code: 'request-token-1' }) },
  { name: 'in a title', answer: reply(403, '<title>request-token-1</title>') },
  { name: 'in the title of a 200', answer: reply(200, '<title>request-token-1</title>') },
  { name: 'as the request id', answer: reply(403, '', { 'x-ms-request-id': 'request-token-1' }) },
  { name: 'as the request id of a cut reply', answer: { ...cut, headers: { 'x-ms-request-id': 'request-token-1' } } },
])('G6 the request token is in no failure text, though the answer repeats it: $name', async ({ answer }) => {
  const { result } = await ask([answer], { tries: 1 });
  expect(result).toStrictEqual({ cause: expect.any(String), detail: expect.stringContaining('***') });
  expect(result).not.toStrictEqual({ cause: expect.any(String), detail: expect.stringContaining('request-token') });
});
