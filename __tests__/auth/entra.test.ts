import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Application, type Proof, requestToken } from '../../src/auth/entra.ts';
import type { Tools } from '../../src/auth/tools.ts';
import { bounded } from '../../src/http/bounded.ts';
import type { NoReply, Reply } from '../../src/http/transport.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { guid } from '../support/rules.ts';
import { refusedConnection, reply, scripted, silence, TOKEN } from '../support/wire.ts';

const application: Application = { authorityUrl: 'https://login.test', tenantId: 'contoso.onmicrosoft.com', clientId: guid };
const secret: Proof = { clientSecret: 'client-secret-1' };
const claims = { iss: 'https://token.actions.githubusercontent.com', sub: 'repo:contoso@12/offers@34:ref:refs/heads/main', aud: 'api://x' };
const assertion: Proof = { assertion: `eyJ0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln` };

const good = reply(200, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: 'access-token-1' });
const grant = { token: 'access-token-1', lifeMs: 3_599_000 };
const cut: NoReply = { sent: true, code: 'cut', status: 200, headers: {} };
const unusable = 'Microsoft Entra gave no token that can be used: HTTP 200';
const unreachable = 'Microsoft Entra could not be asked for a token';

interface Options {
  readonly proof?: Proof;
  readonly requestMs?: number;
  readonly deadlineMs?: number;
  readonly tries?: number;
  readonly stopAtMs?: number;
}

/** What comes of it, and everything that happened outside, in order. */
async function ask(answers: readonly (Reply | NoReply)[], options: Options = {}) {
  const { proof = secret, requestMs = 0, deadlineMs = 900_000, tries = 4, stopAtMs = -1 } = options;
  const clock = createFakeClock();
  const stop = new AbortController();
  if (stopAtMs >= 0) clock.at(stopAtMs, () => stop.abort());
  const timed = answers.map((answer) => () => {
    clock.pass(requestMs);
    return answer;
  });
  const wire = scripted({ [TOKEN]: timed });
  const tools: Tools = {
    send: bounded(wire.transport, clock, deadlineMs),
    limits: { clock, deadlineMs, stop: stop.signal },
    mask: (text) => void wire.requests.push(`mask ${text}`),
    say: (text) => void wire.requests.push(`say ${text}`),
  };
  const result = await requestToken(application, proof, tools, tries);
  return { result, happened: wire.requests, sent: wire.sent, pausesMs: clock.pausesMs, endsAtMs: clock.nowMs() };
}

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
        result: { cause: 'sign-in-unreachable', why: `${unreachable}: HTTP 429, "temporarily_unavailable"` },
        pausesMs: [1000, 1000, 1000],
        tries: 4,
      },
    },
    {
      name: 'AU-17 500 for ever',
      answers: [reply(500)],
      expected: { result: { cause: 'sign-in-unreachable', why: `${unreachable}: HTTP 500` }, pausesMs: [500, 1000, 2000], tries: 4 },
    },
    {
      name: 'AU-17 silent for ever',
      answers: [silence],
      expected: {
        result: { cause: 'sign-in-unreachable', why: `${unreachable}: no reply in time` },
        pausesMs: [500, 1000, 2000],
        tries: 4,
      },
    },
    {
      name: 'AU-17 cut for ever',
      answers: [cut],
      expected: {
        result: { cause: 'sign-in-unreachable', why: `${unreachable}: HTTP 200, a reply that was cut off (cut)` },
        pausesMs: [500, 1000, 2000],
        tries: 4,
      },
    },
    {
      name: 'AU-17 one try, since the old token still lives',
      answers: [reply(503), good],
      options: { tries: 1 },
      expected: { result: { cause: 'sign-in-unreachable', why: `${unreachable}: HTTP 503` }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-17 Retry-After up to the deadline',
      answers: [reply(429, '', { 'retry-after': '60' }), good],
      options: { deadlineMs: 60_000 },
      expected: { result: { cause: 'sign-in-unreachable', why: `${unreachable}: HTTP 429` }, pausesMs: [], tries: 1 },
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
      expected: { result: { cause: 'sign-in-unreachable', why: `${unreachable}: HTTP 429` }, pausesMs: [60_000], tries: 1 },
    },
    {
      name: 'TL-01 a certificate that nobody trusts',
      answers: [{ sent: false, code: 'SELF_SIGNED_CERT_IN_CHAIN' }, good],
      expected: {
        result: { cause: 'certificate', why: `${unreachable}: no connection (SELF_SIGNED_CERT_IN_CHAIN)` },
        pausesMs: [],
        tries: 1,
      },
    },
    {
      name: 'AU-16 400, whatever Retry-After says',
      answers: [reply(400, '', { 'retry-after': '1' }), good],
      expected: { result: { cause: 'sign-in-refused', why: 'Microsoft Entra refused the sign-in: HTTP 400' }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-16 401',
      answers: [reply(401), good],
      expected: { result: { cause: 'sign-in-refused', why: 'Microsoft Entra refused the sign-in: HTTP 401' }, pausesMs: [], tries: 1 },
    },
    {
      name: 'AU-19 302, which is not followed',
      answers: [reply(302, '', { location: 'https://evil.test/' }), good],
      expected: {
        result: { cause: 'sign-in-nonsense', why: 'Microsoft Entra gave no token that can be used: HTTP 302 (a redirect to evil.test)' },
        pausesMs: [],
        tries: 1,
      },
    },
    {
      name: 'AU-19 307, which would carry the secret along',
      answers: [reply(307, '', { location: 'https://login.test/contoso.onmicrosoft.com/oauth2/v2.0/token' }), good],
      expected: {
        result: { cause: 'sign-in-nonsense', why: 'Microsoft Entra gave no token that can be used: HTTP 307 (a redirect to login.test)' },
        pausesMs: [],
        tries: 1,
      },
    },
    {
      name: 'AU-18 a 200 without a token',
      answers: [reply(200, {}), good],
      expected: { result: { cause: 'sign-in-nonsense', why: `${unusable}. Its answer holds no access_token` }, pausesMs: [], tries: 1 },
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

describe('AU-18 what a 200 must hold', () => {
  const year = 31_536_000;

  it.each<{ name: string; fields: Record<string, unknown>; lifeMs: number }>([
    { name: 'all that is documented', fields: { token_type: 'Bearer', expires_in: 3599 }, lifeMs: 3_599_000 },
    { name: 'a type in lower case', fields: { token_type: 'bearer', expires_in: 60 }, lifeMs: 60_000 },
    { name: 'a type in capitals', fields: { token_type: 'BEARER', expires_in: 60 }, lifeMs: 60_000 },
    { name: 'no type', fields: { expires_in: 60 }, lifeMs: 60_000 },
    { name: 'no expires_in: five minutes', fields: { token_type: 'Bearer' }, lifeMs: 300_000 },
    { name: 'expires_in as digits', fields: { expires_in: '3599' }, lifeMs: 3_599_000 },
    { name: 'a second', fields: { expires_in: 1 }, lifeMs: 1000 },
    { name: 'a second as digits', fields: { expires_in: '1' }, lifeMs: 1000 },
    { name: 'a year', fields: { expires_in: year }, lifeMs: year * 1000 },
    { name: 'more fields', fields: { expires_in: 60, refresh_token: 'refresh-1', expires_on: 'x', toString: 1 }, lifeMs: 60_000 },
  ])('a token: $name', async ({ fields, lifeMs }) => {
    const { result } = await ask([reply(200, { access_token: 'access-token-1', ...fields })]);
    expect(result).toStrictEqual({ token: 'access-token-1', lifeMs });
  });

  const noToken = 'Its answer holds no access_token';
  const badToken = 'Its access_token is no bearer token';
  const badType = 'Its token_type is not Bearer';
  const badLife = 'Its expires_in is no life of a token in seconds';

  it.each<{ name: string; body: unknown; problem: string }>([
    { name: 'no access_token', body: { token_type: 'Bearer', expires_in: 60 }, problem: noToken },
    { name: 'a list', body: [{ access_token: 'access-token-1' }], problem: noToken },
    { name: 'null', body: 'null', problem: noToken },
    { name: 'broken JSON', body: '{"access_token":"access-token-1"', problem: noToken },
    { name: 'a form', body: 'access_token=access-token-1', problem: noToken },
    { name: 'nothing', body: '', problem: noToken },
    { name: 'access_token null', body: { access_token: null }, problem: badToken },
    { name: 'access_token empty', body: { access_token: '' }, problem: badToken },
    { name: 'access_token a number', body: { access_token: 7 }, problem: badToken },
    { name: 'access_token with a line break', body: { access_token: 'access-token-1\r\nx: y' }, problem: badToken },
    { name: 'access_token of 20 kB', body: { access_token: 'x'.repeat(20_000) }, problem: badToken },
    { name: 'token_type pop', body: { access_token: 'access-token-1', token_type: 'pop', expires_in: 60 }, problem: badType },
    { name: 'token_type empty', body: { access_token: 'access-token-1', token_type: '' }, problem: badType },
    { name: 'token_type null', body: { access_token: 'access-token-1', token_type: null }, problem: badType },
    { name: 'token_type a list', body: { access_token: 'access-token-1', token_type: ['Bearer'] }, problem: badType },
    { name: 'expires_in 0', body: { access_token: 'access-token-1', expires_in: 0 }, problem: badLife },
    { name: 'expires_in negative', body: { access_token: 'access-token-1', expires_in: -1 }, problem: badLife },
    { name: 'expires_in a fraction', body: { access_token: 'access-token-1', expires_in: 1.5 }, problem: badLife },
    { name: 'expires_in 1e99', body: { access_token: 'access-token-1', expires_in: 1e99 }, problem: badLife },
    { name: 'expires_in beyond all numbers', body: '{"access_token":"access-token-1","expires_in":1e999}', problem: badLife },
    { name: 'expires_in over a year', body: { access_token: 'access-token-1', expires_in: year + 1 }, problem: badLife },
    { name: 'expires_in of 400 digits', body: { access_token: 'access-token-1', expires_in: '9'.repeat(400) }, problem: badLife },
    { name: 'expires_in "0"', body: { access_token: 'access-token-1', expires_in: '0' }, problem: badLife },
    { name: 'expires_in "-1"', body: { access_token: 'access-token-1', expires_in: '-1' }, problem: badLife },
    { name: 'expires_in "1e3"', body: { access_token: 'access-token-1', expires_in: '1e3' }, problem: badLife },
    { name: 'expires_in "0x10"', body: { access_token: 'access-token-1', expires_in: '0x10' }, problem: badLife },
    { name: 'expires_in " 60 "', body: { access_token: 'access-token-1', expires_in: ' 60 ' }, problem: badLife },
    { name: 'expires_in empty', body: { access_token: 'access-token-1', expires_in: '' }, problem: badLife },
    { name: 'expires_in null', body: { access_token: 'access-token-1', expires_in: null }, problem: badLife },
    { name: 'expires_in true', body: { access_token: 'access-token-1', expires_in: true }, problem: badLife },
    { name: 'expires_in a list', body: { access_token: 'access-token-1', expires_in: [60] }, problem: badLife },
  ])('no token: $name', async ({ body, problem }) => {
    const { result, happened } = await ask([reply(200, body)]);
    expect(result).toStrictEqual({ cause: 'sign-in-nonsense', why: `${unusable}. ${problem}` });
    expect(happened).toStrictEqual([TOKEN]);
  });

  it('a page of a proxy, by its title', async () => {
    const { result } = await ask([reply(200, '<title>Sign in to the network</title>')]);
    const page = '"a web page instead of an answer of the API: Sign in to the network"';
    expect(result).toStrictEqual({ cause: 'sign-in-nonsense', why: `${unusable}, ${page}. Its answer holds no access_token` });
  });

  it('a token in a 201, which is no answer that Entra documents', async () => {
    const { result } = await ask([{ ...good, status: 201 }]);
    expect(result).toStrictEqual({ cause: 'sign-in-nonsense', why: 'Microsoft Entra gave no token that can be used: HTTP 201' });
  });

  const token = fc.oneof(fc.stringMatching(/^[A-Za-z0-9._~+/-]{1,9}={0,2}$/), fc.string(), fc.jsonValue());
  const life = fc.oneof(fc.integer(), fc.double(), fc.integer().map(String), fc.jsonValue());
  const type = fc.oneof(fc.constantFrom('Bearer', 'bearer', 'pop', ''), fc.jsonValue());
  const proper = fc.record({ access_token: token, token_type: type, expires_in: life }, { requiredKeys: [] });

  it('whatever it holds, a token comes of a proper one only, and is masked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(proper, fc.jsonValue()), async (value) => {
        const { result, happened } = await ask([reply(200, JSON.stringify(value))]);
        if ('why' in result) {
          expect(result.why).toMatch(/^Microsoft Entra gave no token that can be used: HTTP 200/);
          expect(happened).toStrictEqual([TOKEN]);
          return;
        }
        const { access_token, token_type = 'bearer', expires_in = 300 } = value as Record<string, unknown>;
        expect(result).toStrictEqual({ token: access_token, lifeMs: Number(expires_in) * 1000 });
        expect(result.token).toMatch(/^[A-Za-z0-9._~+/-]+=*$/);
        expect(String(token_type)).toMatch(/^bearer$/i);
        expect(Number.isInteger(result.lifeMs / 1000) && result.lifeMs >= 1000 && result.lifeMs <= year * 1000).toBe(true);
        expect(happened).toStrictEqual([TOKEN, `mask ${result.token}`]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('AU-16 a refusal', () => {
  const correlation_id = '33333333-0000-4000-8000-000000000000';
  const idText = `Correlation id ${correlation_id}`;
  const refused = 'Microsoft Entra refused the sign-in: HTTP';
  const exact =
    'The application needs a federated credential with, letter for letter, issuer https://token.actions.githubusercontent.com, subject repo:contoso@12/offers@34:ref:refs/heads/main, audience api://x (the form with ids; a credential for repo:owner/name:… does not match it)';

  it.each<{ name: string; status?: number; body: unknown; proof?: Proof; why: string }>([
    {
      name: 'AU-15 an id in place of the secret, as Entra words it',
      status: 401,
      body: {
        error: 'invalid_client',
        error_description: 'AADSTS7000215: Invalid client secret provided. Ensure it is the value. Trace ID: 1 Correlation ID: 2',
        error_codes: [7_000_215],
        correlation_id,
      },
      why: `${refused} 401, "invalid_client: AADSTS7000215: Invalid client secret provided.". ${idText}. Put the secret's Value into client-secret, not its Secret ID; if it has expired, make a new one`,
    },
    {
      name: 'AU-26 another subject: our claims',
      body: { error: 'invalid_request', error_codes: [700_213], correlation_id },
      proof: assertion,
      why: `${refused} 400, "invalid_request". ${idText}. ${exact}`,
    },
    {
      name: 'AU-26 another subject, and a token that cannot be read',
      body: { error_codes: [700_213] },
      proof: { assertion: 'opaque-assertion' },
      why: `${refused} 400. Check issuer, subject and audience of the application's federated credential`,
    },
    {
      name: 'AU-26 a federation code for a client secret',
      body: { error_codes: [700_213] },
      why: `${refused} 400. Check issuer, subject and audience of the application's federated credential`,
    },
    {
      name: 'codes as text',
      body: { error_codes: ['90055'] },
      why: `${refused} 400. The sign-in service is busy: run the step again in a minute`,
    },
    {
      name: 'an unknown code and a known one',
      body: { error_codes: [1, 90_055] },
      why: `${refused} 400. The sign-in service is busy: run the step again in a minute`,
    },
    { name: 'a code that is no list', body: { error_codes: 90_055 }, why: `${refused} 400` },
    { name: 'codes without a hint', body: { error: 'x', error_codes: [1], correlation_id }, why: `${refused} 400, "x". ${idText}` },
    { name: 'a correlation id of another type', body: { correlation_id: [7] }, why: `${refused} 400` },
    { name: 'an empty correlation id', body: { correlation_id: '' }, why: `${refused} 400` },
    { name: 'a long correlation id', body: { correlation_id: 'c'.repeat(500) }, why: `${refused} 400. Correlation id ${'c'.repeat(99)}…` },
    {
      name: 'BD-17 a correlation id that commands',
      body: { correlation_id: 'a\n::error::b##[error]c' },
      why: `${refused} 400. Correlation id a ::error::b# #[error]c`,
    },
    { name: 'a code that claims to be a text', body: '{"error_codes":[{"toString":1,"valueOf":1}]}', why: `${refused} 400` },
    { name: 'a code of lists in lists', body: `{"error_codes":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`, why: `${refused} 400` },
    { name: 'a code that every object has', body: { error_codes: ['constructor', '__proto__'] }, why: `${refused} 400` },
  ])('$name', async ({ status = 400, body, proof = secret, why }) => {
    const { result } = await ask([reply(status, body)], { proof });
    expect(result).toStrictEqual({ cause: 'sign-in-refused', why });
  });

  it('AU-17 the hint and the correlation id come with trouble that may pass, too', async () => {
    const { result } = await ask([reply(503, { error_codes: [90_055], correlation_id })], { tries: 1 });
    const why = `${unreachable}: HTTP 503. ${idText}. The sign-in service is busy: run the step again in a minute`;
    expect(result).toStrictEqual({ cause: 'sign-in-unreachable', why });
  });

  const odd = fc.constantFrom<unknown>([{ toString: 0 }], [[[]]], [null], ['toString'], [Number.MAX_VALUE], { length: 1 });
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue());
  const fields = fc.record(
    {
      error: fc.oneof(text, fc.record({ code: text, message: text })),
      error_description: text,
      error_codes: fc.oneof(odd, fc.array(fc.jsonValue()), fc.jsonValue()),
      correlation_id: text,
      message: text,
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fields.map((value) => JSON.stringify(value)),
  );

  it('whatever it holds, one harmless bounded line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 200, max: 599 }), body, fc.constantFrom(secret, assertion), async (status, json, proof) => {
        const { result } = await ask([reply(status, json)], { proof });
        const why = 'why' in result ? result.why : '';
        expect(why).toMatch(/^Microsoft Entra (refused the sign-in|could not be asked for a token|gave no token that can be used): HTTP/);
        expect(why).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##\[|function|native code|\[object/u);
        expect(why.length).toBeLessThan(1300);
      }),
      { numRuns: 500 },
    );
  });
});

describe('G6 no secret is in a failure text, though the answer repeats it', () => {
  const inUrl = (text: string): string => encodeURIComponent(text);
  const inForm = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);
  const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
  const inHtml = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const withLowerHex = (text: string): string => text.replace(/%../g, (code) => code.toLowerCase());
  const withCodes = (text: string, which: RegExp): string =>
    text.replace(which, (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);

  type Spell = (text: string) => string;
  const spellings: Readonly<Record<string, Spell>> = {
    'as it is': (text) => text,
    'percent-encoded': inUrl,
    'percent-encoded in lower case': (text) => withLowerHex(inUrl(text)),
    'form-encoded': inForm,
    'form-encoded in lower case': (text) => withLowerHex(inForm(text)),
    'JSON-escaped': inJson,
    'HTML-escaped': inHtml,
    'HTML-escaped with &#39;': (text) => inHtml(text).replaceAll("'", '&#39;'),
  };
  const jsonSpellings: Readonly<Record<string, Spell>> = {
    'with \\/': (text) => inJson(text).replaceAll('/', '\\/'),
    'with \\u for whatever is no letter or digit': (text) => withCodes(text, /[^a-z0-9]/g),
    'with \\u throughout': (text) => withCodes(text, /./gs),
    'after HTML': (text) => inJson(inHtml(text)),
  };
  const places: Readonly<Record<string, (text: string) => Reply | NoReply>> = {
    'plain text': (text) => reply(400, `bad secret: ${text}`),
    'the title of a page': (text) => reply(502, `<title>bad secret: ${text}</title>`),
    'the title of a page in a 200': (text) => reply(200, `<title>bad secret: ${text}</title>`),
    'the request id': (text) => reply(400, '', { 'x-ms-request-id': text }),
    'the request id of a cut reply': (text) => ({ ...cut, headers: { 'x-ms-request-id': text } }),
  };
  const jsonPlaces: typeof places = {
    'a JSON text': (text) => reply(400, `"bad secret: ${text}"`),
    'the description': (text) => reply(400, `{"error":"invalid_client","error_description":"bad secret: ${text}"}`),
    'the error': (text) => reply(400, `{"error":"${text}"}`),
    'a code and a message': (text) => reply(400, `{"error":{"code":"${text}","message":"bad secret: ${text}"}}`),
    'the correlation id': (text) => reply(400, `{"correlation_id":"${text}"}`),
    'a code': (text) => reply(400, `{"error_codes":["${text}"]}`),
    'a token that is none': (text) => reply(200, `{"access_token":"${text}","token_type":"${text}","expires_in":"${text}"}`),
  };
  const everywhere = { ...places, ...jsonPlaces };
  const nasty = `zq0123456789&=+% /\\"'<>~ü😀`;

  async function whyOf(answer: Reply | NoReply, proof: Proof): Promise<string> {
    const { result } = await ask([answer], { proof, tries: 1 });
    return 'why' in result ? result.why : 'a token';
  }

  /** The places where a secret shows through. Only a secret holds `zq`. */
  async function leaks(among: typeof places, echo: string, proof: Proof): Promise<string[]> {
    const leaky: string[] = [];
    for (const [place, put] of Object.entries(among)) if ((await whyOf(put(echo), proof)).includes('zq')) leaky.push(place);
    return leaky;
  }

  it.each(Object.entries(spellings))('a client secret %s', async (_spelling, spell) => {
    expect(await leaks(everywhere, spell(nasty), { clientSecret: nasty })).toStrictEqual([]);
  });

  it.each(Object.entries(jsonSpellings))('a client secret in JSON %s', async (_spelling, spell) => {
    expect(await leaks(jsonPlaces, spell(nasty), { clientSecret: nasty })).toStrictEqual([]);
  });

  it('an assertion without the form of a JWT', async () => {
    expect(await leaks(everywhere, 'zq0123456789', { assertion: 'zq0123456789' })).toStrictEqual([]);
  });

  it('any client secret', async () => {
    const secrets = fc.tuple(fc.stringMatching(/^zq[0-9]{10}$/), fc.string({ unit: 'binary' })).map((parts) => parts.join(''));
    const echoes = fc.oneof(
      fc.tuple(fc.constantFrom(...Object.values(spellings)), fc.constantFrom(...Object.values(everywhere))),
      fc.tuple(fc.constantFrom(...Object.values(jsonSpellings)), fc.constantFrom(...Object.values(jsonPlaces))),
    );
    await fc.assert(
      fc.asyncProperty(secrets, echoes, async (clientSecret, [spell, put]) => {
        expect(await whyOf(put(spell(clientSecret)), { clientSecret })).not.toContain('zq');
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    { name: 'of a wrong type', body: { access_token: 'zq-opaque', token_type: 'pop' } },
    { name: 'of a wrong life', body: { access_token: 'zq-opaque', expires_in: -1 } },
    { name: 'beside an error', body: { access_token: 'zq-opaque', token_type: 'pop', error: 'x zq-opaque' } },
    { name: 'of no form at all', body: { access_token: 'zq opaque' } },
  ])('an access token that cannot be used: $name', async ({ body }) => {
    expect(await whyOf(reply(200, body), secret)).not.toContain('zq');
  });
});
