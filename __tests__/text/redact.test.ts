import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../src/text/redact.ts';

describe('G6 a text that repeats a secret', () => {
  it.each<{ name: string; secrets?: string[]; text: string; expected: string }>([
    { name: 'twice', text: 'SECRET-1 or xSECRET-1x', expected: '*** or x***x' },
    {
      name: 'as characters that mean something in a pattern',
      secrets: ['$&.*+?^()[]|'],
      text: 'a$&.*+?^()[]|b',
      expected: 'a***b',
    },
    { name: 'nowhere', text: 'SECRET-2', expected: 'SECRET-2' },
    { name: 'nowhere, since it is empty', text: '', expected: '' },
    { name: 'nowhere, since there is no secret', secrets: [], text: 'SECRET-1', expected: 'SECRET-1' },
    { name: 'of 8 characters', secrets: ['12345678'], text: '123456789', expected: '***9' },
    { name: 'of 7 characters, which the service may mean', secrets: ['running'], text: 'running', expected: 'running' },
    {
      name: 'of several, and one of them short',
      secrets: ['SECRET-1', 'short', 'SECRET-2'],
      text: 'SECRET-2 short SECRET-1',
      expected: '*** short ***',
    },
  ])('$name', ({ secrets = ['SECRET-1'], text, expected }) => {
    expect(redact(secrets)(text)).toBe(expected);
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

describe('G6 a text that repeats a secret in another spelling', () => {
  const secret = `zq1&2=3+4%5 6/7\\8"9'<0>ü😀`;

  it.each(Object.entries(spellings))('%s', (_name, spell) => {
    expect(redact([secret])(`(${spell(secret)})`)).toBe('(***)');
  });

  it.each(Object.entries(spellings))('of the first and the last of all characters: %s', (_name, spell) => {
    const odd = 'zq000000\0\t\u{10ffff}';
    expect(redact([odd])(`(${spell(odd)})`)).toBe('(***)');
  });

  it('next to what looks like an escape and is none', () => {
    const body = '&nope; &#1114112; &#x110000; % %4 %zz zq&amp;secret';
    expect(redact(['zq&secret'])(body)).toBe('&nope; &#1114112; &#x110000; % %4 %zz ***');
  });

  it('any secret of 8 characters or more, in any of them', () => {
    const secrets = fc.tuple(fc.stringMatching(/^zq[0-9]{6}$/), fc.string({ unit: 'binary' })).map((parts) => parts.join(''));
    fc.assert(
      fc.property(secrets, fc.constantFrom(...Object.values(spellings)), (secretOfAny, spell) => {
        expect(redact([secretOfAny])(`(${spell(secretOfAny)})`)).not.toContain('zq');
      }),
      { numRuns: 1000 },
    );
  });

  it('a secret that is no well-formed text harms nothing', () => {
    const broken = '\ud800-broken-1';
    expect(redact([broken])(`${broken} %EF%BF%BD-broken-1 \\ud800-broken-1`)).toBe('*** *** ***');
  });

  it('BD-19 a secret of many marks, which the text repeats but for its end', () => {
    const marks = '!'.repeat(34);
    const text = `zq${marks.replaceAll('!', '%21')}`;
    expect(redact([`zq${marks}.`])(text)).toBe(text);
  });

  it('a JSON text around it keeps its meaning, however it is spelled', () => {
    const text = fc.string({ unit: 'binary' });
    const spelled = fc.constantFrom(JSON.stringify, (all: string) => `"${withCodes(all, /./gs)}"`);
    fc.assert(
      fc.property(text, text, spelled, (before, after, spell) => {
        const body = redact(['zq-secret-qz'])(spell(`${before}zq-secret-qz${after}`));
        expect(JSON.parse(body)).toBe(`${before}***${after}`);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    { name: 'a backslash before a u', text: String.raw`"\\u007aq-secret-qz"` },
    { name: 'a character that needs no escape', text: String.raw`"\u0061"` },
    { name: 'what is no escape', text: String.raw`\u00 \u \x \ ` },
  ])('a text without secrets stays as it is: $name', ({ text }) => {
    expect(redact(['zq-secret-qz'])(text)).toBe(text);
  });

  it('a text without secrets stays as it is, whatever it holds', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.json()).map((text) => text.replaceAll('z', ''));
    fc.assert(fc.property(texts, (text) => void expect(redact(['zq-secret-qz'])(text)).toBe(text)));
  });
});
