import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Proof } from '../../src/auth/entra.ts';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import { ask, assertion, cut, secret, unreachable } from '../support/entra.ts';
import { guid } from '../support/inputRules.ts';
import { reply } from '../support/wire.ts';

describe('AU-16 a refusal', () => {
  const correlation_id = '33333333-0000-4000-8000-000000000000';
  const idText = `Correlation id ${correlation_id}`;
  const refused = 'Microsoft Entra refused the sign-in: HTTP';
  const noMatch =
    'No federated credential of the application matches this job: give it one with the issuer, subject and audience that the log shows, letter for letter (the form with ids; a credential for repo:owner/name:… does not match it)';
  const toCopy = [
    'issuer: https://token.actions.githubusercontent.com',
    'subject: repo:contoso@12/offers@34:ref:refs/heads/main',
    'audience: api://x',
  ];
  const outOfTime =
    'Current time: 2024-10-02T22:05:03.6755165Z, assertion valid from 2024-10-02T21:25:53.0000000Z, expiry time of assertion 2024-10-02T21:30:53.0000000Z';
  const runAgain = "GitHub's token was outside its time window of about five minutes: run the step again";

  it.each<{ name: string; status?: number; body: unknown; proof?: Proof; detail: string; toCopy?: readonly string[] }>([
    {
      name: 'AU-15 an id in place of the secret, as Entra words it',
      status: 401,
      body: {
        error: 'invalid_client',
        error_description: 'AADSTS7000215: Invalid client secret provided. Ensure it is the value. Trace ID: 1 Correlation ID: 2',
        error_codes: [7_000_215],
        correlation_id,
      },
      detail: `${refused} 401, "invalid_client: AADSTS7000215: Invalid client secret provided.". ${idText}. Put the secret's Value into client-secret, not its Secret ID; if it has expired, make a new one`,
    },
    {
      name: 'AU-26 another subject: our claims',
      body: { error: 'invalid_request', error_codes: [700_213], correlation_id },
      proof: assertion,
      detail: `${refused} 400, "invalid_request". ${idText}. ${noMatch}`,
      toCopy,
    },
    {
      name: 'F33 a code in the description alone, of two forms',
      body: { error: 'x', error_description: 'AADSTS1: A. AADSTS7002137: No match.' },
      proof: assertion,
      detail: `${refused} 400, "x: AADSTS1: A.". ${noMatch}`,
      toCopy,
    },
    {
      name: 'F33 no service principal: the command with the client id',
      body: { error: 'x', error_codes: [7_000_229] },
      detail: `${refused} 400, "x". The application has no service principal (enterprise application) in this tenant: run az ad sp create --id ${guid}`,
    },
    {
      name: 'F33 out of time: both times are kept',
      status: 401,
      body: {
        error: 'invalid_client',
        error_description: `AADSTS700024: Client assertion is not within its valid time range. ${outOfTime}. Review the documentation at https://x. Trace ID: 1`,
        error_codes: [700_024],
      },
      proof: assertion,
      detail: `${refused} 401, "invalid_client: AADSTS700024: Client assertion is not within its valid time range.". ${outOfTime}. ${runAgain}`,
    },
    {
      name: 'F33 an unknown code: its first sentence is kept',
      body: { error: 'x', error_description: 'AADSTS123: Something new. And more. Trace ID: 1', error_codes: [123] },
      detail: `${refused} 400, "x: AADSTS123: Something new."`,
    },
    {
      name: 'AU-26 another subject, and a token that cannot be read',
      body: { error_codes: [700_213] },
      proof: { assertion: 'opaque-assertion' },
      detail: `${refused} 400. Check issuer, subject and audience of the application's federated credential`,
    },
    {
      name: 'AU-26 a federation code for a client secret',
      body: { error_codes: [700_213] },
      detail: `${refused} 400. Check issuer, subject and audience of the application's federated credential`,
    },
    {
      name: 'codes as text',
      body: { error_codes: ['90055'] },
      detail: `${refused} 400. The sign-in service is busy: run the step again in a minute`,
    },
    {
      name: 'an unknown code and a known one',
      body: { error_codes: [1, 90_055] },
      detail: `${refused} 400. The sign-in service is busy: run the step again in a minute`,
    },
    { name: 'a code that is no list', body: { error_codes: 90_055 }, detail: `${refused} 400` },
    { name: 'codes without a hint', body: { error: 'x', error_codes: [1], correlation_id }, detail: `${refused} 400, "x". ${idText}` },
    { name: 'a correlation id of another type', body: { correlation_id: [7] }, detail: `${refused} 400` },
    { name: 'an empty correlation id', body: { correlation_id: '' }, detail: `${refused} 400` },
    {
      name: 'a long correlation id',
      body: { correlation_id: 'c'.repeat(500) },
      detail: `${refused} 400. Correlation id ${'c'.repeat(99)}…`,
    },
    {
      name: 'BD-17 a correlation id that commands',
      body: { correlation_id: 'a\n::error::b##[error]c' },
      detail: `${refused} 400. Correlation id a ::error::b# #[error]c`,
    },
    { name: 'a code that claims to be a text', body: '{"error_codes":[{"toString":1,"valueOf":1}]}', detail: `${refused} 400` },
    { name: 'a code of lists in lists', body: `{"error_codes":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`, detail: `${refused} 400` },
    { name: 'a code that every object has', body: { error_codes: ['constructor', '__proto__'] }, detail: `${refused} 400` },
  ])('$name', async ({ status = 400, body, proof = secret, detail, toCopy: lines }) => {
    const { result } = await ask([reply(status, body)], { proof });
    expect(result).toStrictEqual({ cause: 'sign-in-refused', detail, ...(lines ? { toCopy: lines } : {}) });
  });

  it('AU-17 the hint and the correlation id come with trouble that may pass, too', async () => {
    const { result } = await ask([reply(503, { error_codes: [90_055], correlation_id })], { tries: 1 });
    const detail = `${unreachable}: HTTP 503. ${idText}. The sign-in service is busy: run the step again in a minute`;
    expect(result).toStrictEqual({ cause: 'sign-in-unreachable', detail });
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
        const detail = 'cause' in result ? result.detail : '';
        expect(detail).toMatch(
          /^Microsoft Entra (refused the sign-in|could not be asked for a token|gave no token that can be used): HTTP/,
        );
        expect(detail).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##\[|function|native code|\[object/u);
        expect(detail.length).toBeLessThan(1300);
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
    return 'cause' in result ? result.detail : 'a token';
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
