import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Proof } from '../../src/auth/entra.ts';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import { ask, cut, good, grant, type Options, secret, unreachable, unusable } from '../support/entra.ts';
import { guid } from '../support/inputRules.ts';
import { refusedConnection, reply, silence, TOKEN } from '../support/wire.ts';

function formOf(body: string | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

describe('the request for a token', () => {
  const start = `client_id=${guid}&scope=https%3A%2F%2Fcloudpartner.azure.com%2F.default&grant_type=client_credentials`;
  const type = 'urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer';

  it.each<{ way: string; proof: Proof; body: string }>([
    { way: 'a client secret', proof: secret, body: `${start}&client_secret=client-secret-1` },
    {
      way: 'a token of GitHub',
      proof: { assertion: 'eyJ0.e30.c2ln' },
      body: `${start}&client_assertion_type=${type}&client_assertion=eyJ0.e30.c2ln`,
    },
  ])('with $way', async ({ proof, body }) => {
    const { sent } = await ask([good], { proof });
    expect(sent).toStrictEqual([
      {
        intent: 'read',
        method: 'POST',
        url: 'https://login.test/contoso.onmicrosoft.com/oauth2/v2.0/token',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body,
        secrets: Object.values(proof),
        timeoutMs: 10_000,
      },
    ]);
  });

  it('AU-14 a client secret of any characters arrives as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[&=+%~. \r\n]*$/)), async (clientSecret) => {
        const { sent } = await ask([good], { proof: { clientSecret } });
        expect(sent[0]?.body).toMatch(/^[\w.*+%&=-]+$/);
        expect(formOf(sent[0]?.body)).toStrictEqual({
          client_id: guid,
          scope: 'https://cloudpartner.azure.com/.default',
          grant_type: 'client_credentials',
          client_secret: clientSecret,
        });
      }),
    );
  });

  it('G3 has no more time than the step', async () => {
    const { sent } = await ask([good], { deadlineMs: 3000 });
    expect(sent.map(({ timeoutMs }) => timeoutMs)).toStrictEqual([3000]);
  });
});

it('AU-09 the token is masked before it is handed on', async () => {
  const { result, happened } = await ask([good]);
  expect(result).toStrictEqual(grant);
  expect(happened).toStrictEqual([TOKEN, 'mask access-token-1']);
});

describe('trouble on the way', () => {
  const busy = { error: 'temporarily_unavailable' };

  it.each<{
    name: string;
    answers: (Reply | NoReply)[];
    options?: Options;
    expected: Pick<Awaited<ReturnType<typeof ask>>, 'result' | 'pausesMs'> & { tries: number };
  }>([
    { name: 'AU-17 503, then a token', answers: [reply(503), good], expected: { result: grant, pausesMs: [500], tries: 2 } },
    {
      name: 'AU-17 reset, silent, cut, then a token',
      answers: [refusedConnection, silence, cut, good],
      expected: { result: grant, pausesMs: [500, 1000, 2000], tries: 4 },
    },
    {
      name: 'AU-17 429 with Retry-After, which is kept exactly',
      answers: [reply(429, busy, { 'retry-after': '7' }), good],
      expected: { result: grant, pausesMs: [7000], tries: 2 },
    },
    {
      name: 'AU-17 429 for ever',
      answers: [reply(429, busy, { 'retry-after': '1' })],
      expected: {
        result: { cause: 'sign-in-unreachable', detail: `${unreachable}: HTTP 429, "temporarily_unavailable"` },
        pausesMs: [1000, 1000, 1000],
        tries: 4,
      },
    },
    {
      name: 'AU-17 500 for ever',
      answers: [reply(500)],
      expected: { result: { cause: 'sign-in-unreachable', detail: `${unreachable}: HTTP 500` }, pausesMs: [500, 1000, 2000], tries: 4 },
    },
    {
      name: 'AU-17 silent for ever',
      answers: [silence],
      expected: {
        result: { cause: 'sign-in-unreachable', detail: `${unreachable}: no reply in time` },
        pausesMs: [500, 1000, 2000],
        tries: 4,
      },
    },
    {
      name: 'AU-17 cut for ever',
      answers: [cut],
      expected: {
        result: { cause: 'sign-in-unreachable', detail: `${unreachable}: HTTP 200, a reply that was cut off (cut)` },
        pausesMs: [500, 1000, 2000],
        tries: 4,
      },
    },
    {
      name: 'AU-17 one try, since the old token still lives',
      answers: [reply(503), good],
      options: { tries: 1 },
      expected: { result: { cause: 'sign-in-unreachable', detail: `${unreachable}: HTTP 503` }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-17 Retry-After up to the deadline',
      answers: [reply(429, '', { 'retry-after': '60' }), good],
      options: { deadlineMs: 60_000 },
      expected: { result: { cause: 'sign-in-unreachable', detail: `${unreachable}: HTTP 429` }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-17 Retry-After just before the deadline',
      answers: [reply(429, '', { 'retry-after': '60' }), good],
      options: { deadlineMs: 60_001 },
      expected: { result: grant, pausesMs: [60_000], tries: 2 },
    },
    {
      name: 'G3 canceled in a pause',
      answers: [reply(429, '', { 'retry-after': '60' }), good],
      options: { stopAtMs: 1000 },
      expected: { result: { cause: 'sign-in-unreachable', detail: `${unreachable}: HTTP 429` }, pausesMs: [60_000], tries: 1 },
    },
    {
      name: 'TL-01 a certificate that nobody trusts',
      answers: [{ sent: false, code: 'SELF_SIGNED_CERT_IN_CHAIN' }, good],
      expected: {
        result: { cause: 'certificate', detail: `${unreachable}: no connection (SELF_SIGNED_CERT_IN_CHAIN)` },
        pausesMs: [],
        tries: 1,
      },
    },
    {
      name: 'AU-16 400, whatever Retry-After says',
      answers: [reply(400, '', { 'retry-after': '1' }), good],
      expected: { result: { cause: 'sign-in-refused', detail: 'Microsoft Entra refused the sign-in: HTTP 400' }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-16 401',
      answers: [reply(401), good],
      expected: { result: { cause: 'sign-in-refused', detail: 'Microsoft Entra refused the sign-in: HTTP 401' }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-19 302, which is not followed',
      answers: [reply(302, '', { location: 'https://evil.test/' }), good],
      expected: {
        result: { cause: 'sign-in-unusable', detail: 'Microsoft Entra gave no token that can be used: HTTP 302 (a redirect to evil.test)' },
        pausesMs: [],
        tries: 1,
      },
    },
    {
      name: 'AU-19 307, which would carry the secret along',
      answers: [reply(307, '', { location: 'https://login.test/contoso.onmicrosoft.com/oauth2/v2.0/token' }), good],
      expected: {
        result: {
          cause: 'sign-in-unusable',
          detail: 'Microsoft Entra gave no token that can be used: HTTP 307 (a redirect to login.test)',
        },
        pausesMs: [],
        tries: 1,
      },
    },
    {
      name: 'AU-18 a 200 without a token',
      answers: [reply(200, {}), good],
      expected: { result: { cause: 'sign-in-unusable', detail: `${unusable}. Its answer holds no access_token` }, pausesMs: [], tries: 1 },
    },
  ])('$name', async ({ answers, options, expected }) => {
    const { result, pausesMs, sent } = await ask(answers, options);
    expect({ result, pausesMs, tries: sent.length }).toStrictEqual(expected);
  });

  it('AU-17 however slow and busy, nothing is sent after the deadline', async () => {
    const answer = fc.integer({ min: 0, max: 40 }).map((seconds) => reply(503, '', { 'retry-after': String(seconds) }));
    const limits = fc.record({ requestMs: fc.integer({ min: 0, max: 10_000 }), deadlineMs: fc.integer({ min: 10_001, max: 60_000 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 4, maxLength: 4 }), limits, async (answers, options) => {
        const { endsAtMs } = await ask(answers, options);
        expect(endsAtMs - options.requestMs).toBeLessThan(options.deadlineMs);
      }),
    );
  });

  it('every try carries the same form', async () => {
    const { sent } = await ask([reply(503), good]);
    expect(sent[1]).toStrictEqual(sent[0]);
  });
});
