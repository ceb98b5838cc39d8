import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrubber } from '../../src/auth/scrub.ts';
import type { NoReply, Reply } from '../../src/http/transport.ts';
import { reply, silence } from '../support/wire.ts';

describe('G6 a reply that repeats a secret', () => {
  it.each<{ name: string; secrets?: string[]; result: Reply | NoReply; expected: Reply | NoReply }>([
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
      secrets: ['$&.*+?^()[]|'],
      result: reply(400, 'a$&.*+?^()[]|b'),
      expected: reply(400, 'a***b'),
    },
    { name: 'nowhere', result: reply(200, 'SECRET-2', { a: 'b' }), expected: reply(200, 'SECRET-2', { a: 'b' }) },
    { name: 'nowhere, since there is no reply', result: silence, expected: silence },
    { name: 'nowhere, since there is no secret', secrets: [], result: reply(200, 'SECRET-1'), expected: reply(200, 'SECRET-1') },
    { name: 'of 8 characters', secrets: ['12345678'], result: reply(200, '123456789'), expected: reply(200, '***9') },
    {
      name: 'of 7 characters, which the service may mean',
      secrets: ['running'],
      result: reply(200, 'running'),
      expected: reply(200, 'running'),
    },
    {
      name: 'of several, and one of them short',
      secrets: ['SECRET-1', 'short', 'SECRET-2'],
      result: reply(200, 'SECRET-2 short SECRET-1'),
      expected: reply(200, '*** short ***'),
    },
    {
      name: 'and a remark of our own',
      result: { ...reply(401, 'SECRET-1'), remark: 'refused', renewal: 'done' },
      expected: { ...reply(401, '***'), remark: 'refused', renewal: 'done' },
    },
  ])('$name', ({ secrets = ['SECRET-1'], result, expected }) => {
    const before = structuredClone(result);
    expect(scrubber(secrets)(result)).toStrictEqual(expected);
    expect(result).toStrictEqual(before);
  });
});

const inUrl = (secret: string): string => encodeURIComponent(secret);
const inForm = (secret: string): string => new URLSearchParams({ '': secret }).toString().slice(1);
const inJson = (secret: string): string => JSON.stringify(secret).slice(1, -1);
const inHtml = (secret: string): string =>
  secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const withLowerHex = (text: string): string => text.replace(/%../g, (code) => code.toLowerCase());
const withCodes = (text: string, which: RegExp): string =>
  text.replace(which, (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);

const spellings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'as in a URL': inUrl,
  'as in a URL, in lower case': (secret) => withLowerHex(inUrl(secret)),
  'as in a form': inForm,
  'as in a form, in lower case': (secret) => withLowerHex(inForm(secret)),
  'as in JSON': inJson,
  'as in JSON of PHP': (secret) => withCodes(inJson(secret), /[^ -~]/g).replaceAll('/', '\\/'),
  'as in JSON of .NET': (secret) => withCodes(inJson(secret).replaceAll('\\"', '\\u0022'), /[&'+<>`]|[^ -~]/g),
  'as in HTML': inHtml,
  'as in HTML with &#39;': (secret) => inHtml(secret).replaceAll("'", '&#39;'),
  'as in HTML with &#x27;': (secret) => inHtml(secret).replaceAll("'", '&#x27;'),
  'as in HTML, by its numbers': (secret) => Array.from(secret, (character) => `&#${character.codePointAt(0)};`).join(''),
  'as in HTML, by its numbers in hexadecimal': (secret) =>
    Array.from(secret, (character) => `&#x${Number(character.codePointAt(0)).toString(16).toUpperCase()};`).join(''),
};

describe('G6 a reply that repeats a secret in another spelling', () => {
  const secret = `zq1&2=3+4%5 6/7\\8"9'<0>ü😀`;

  it.each(Object.entries(spellings))('%s', (_name, spell) => {
    const result = { ...reply(400, `(${spell(secret)})`), headers: { location: `/(${spell(secret)})` } };
    expect(scrubber([secret])(result)).toStrictEqual({ ...reply(400, '(***)'), headers: { location: '/(***)' } });
  });

  it.each(Object.entries(spellings))('of the first and the last of all characters: %s', (_name, spell) => {
    const odd = 'zq000000\0\t\u{10ffff}';
    expect(scrubber([odd])(reply(400, `(${spell(odd)})`)).body).toBe('(***)');
  });

  it('next to what looks like an escape and is none', () => {
    const body = '&nope; &#1114112; &#x110000; % %4 %zz zq&amp;secret';
    expect(scrubber(['zq&secret'])(reply(400, body)).body).toBe('&nope; &#1114112; &#x110000; % %4 %zz ***');
  });

  it('any secret of 8 characters or more, in any of them', () => {
    const secrets = fc.tuple(fc.stringMatching(/^zq[0-9]{6}$/), fc.string({ unit: 'binary' })).map((parts) => parts.join(''));
    fc.assert(
      fc.property(secrets, fc.constantFrom(...Object.values(spellings)), (secretOfAny, spell) => {
        expect(scrubber([secretOfAny])(reply(400, `(${spell(secretOfAny)})`)).body).not.toContain('zq');
      }),
      { numRuns: 1000 },
    );
  });

  it('a secret that is no well-formed text harms nothing', () => {
    const broken = '\ud800-broken-1';
    expect(scrubber([broken])(reply(400, `${broken} %EF%BF%BD-broken-1 \\ud800-broken-1`)).body).toBe('*** *** ***');
  });

  it('BD-19 a secret of many marks, which the reply repeats but for its end', () => {
    const marks = '!'.repeat(34);
    const result = reply(400, `zq${marks.replaceAll('!', '%21')}`);
    expect(scrubber([`zq${marks}.`])(result)).toStrictEqual(result);
  });

  it('a JSON text around it keeps its meaning, however it is spelled', () => {
    const text = fc.string({ unit: 'binary' });
    const spelled = fc.constantFrom(JSON.stringify, (all: string) => `"${withCodes(all, /./gs)}"`);
    fc.assert(
      fc.property(text, text, spelled, (before, after, spell) => {
        const body = scrubber(['zq-secret-qz'])(reply(400, spell(`${before}zq-secret-qz${after}`))).body;
        expect(JSON.parse(body)).toBe(`${before}***${after}`);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    { name: 'a backslash before a u', body: String.raw`"\\u007aq-secret-qz"` },
    { name: 'a character that nobody had to escape', body: String.raw`"\u0061"` },
    { name: 'what is no escape', body: String.raw`\u00 \u \x \ ` },
  ])('a reply without secrets stays as it is: $name', ({ body }) => {
    expect(scrubber(['zq-secret-qz'])(reply(200, body)).body).toBe(body);
  });

  it('a reply without secrets stays as it is, whatever it holds', () => {
    const body = fc.oneof(fc.string({ unit: 'binary' }), fc.json()).map((text) => text.replaceAll('z', ''));
    fc.assert(fc.property(body, (text) => void expect(scrubber(['zq-secret-qz'])(reply(200, text)).body).toBe(text)));
  });
});
