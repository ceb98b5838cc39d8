import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorMessage, longestQuote, quoteInput, sanitize } from '../../src/text/sanitize.ts';
import { hostile } from '../support/hostileText.ts';

const subject = 'repo:owner@1/name@2:ref:refs/heads/x';
const bound = fc.integer({ min: 1, max: 200 });

describe('sanitize: untrusted text on its way in', () => {
  it.each([
    { name: 'ordinary words', text: 'Offer not found.', expected: 'Offer not found.' },
    { name: 'nothing but blanks', text: ' \t\r\n\u00a0', expected: '' },
    { name: 'letters of other scripts and emoji', text: 'Größe 大 😀', expected: 'Größe 大 😀' },
    { name: 'BD-17 a workflow command on its own line', text: 'x\n::set-output name=status::y', expected: 'x ::set-output name=status::y' },
    { name: 'BD-17 a lone carriage return', text: 'a\r::error::b', expected: 'a ::error::b' },
    { name: 'BD-17 the legacy command prefix', text: 'see ##[add-mask]a', expected: 'see # #[add-mask]a' },
    { name: 'BD-17 the legacy prefix after one more #', text: '###[error]', expected: '## #[error]' },
    { name: 'BD-17 a no-break space before a command', text: '\u00a0::error::x', expected: '::error::x' },
    { name: 'BD-17 line separators', text: 'a\u2028b\u2029c\u0085d', expected: 'a b c d' },
    { name: 'BD-17 an ANSI color', text: '\u001b[31mred', expected: '\\x1b[31mred' },
    { name: 'BD-17 an OSC 8 link', text: '\u001b]8;;http://e\u0007x', expected: '\\x1b]8;;http://e\\x07x' },
    { name: 'BD-17 bidi override', text: 'a\u202eb', expected: 'a\\u{202e}b' },
    { name: 'BD-17 a lone surrogate', text: 'a\ud83d', expected: 'a\\u{d83d}' },
    { name: 'BD-17 invisible fillers', text: '\u115f\u1160\u3164\uffa0', expected: '\\u{115f}\\u{1160}\\u{3164}\\u{ffa0}' },
    { name: 'BD-17 a private character', text: '\ue000', expected: '\\u{e000}' },
    { name: 'EM-10 an address', text: 'ask jon.doe+x@example.com now', expected: 'ask *** now' },
    { name: 'EM-10 addresses in brackets, of other scripts', text: '<a@b.c>, müller@größe.de', expected: '*** ***' },
    { name: 'EM-10 an address around an invisible character', text: 'jon\u200b@example.com', expected: '***' },
    { name: 'EM-10 an @ on its own', text: 'a @ b @ c', expected: 'a @ b @ c' },
    { name: 'AU-05 a JWT', text: 'Bearer eyJ0.e30.c2ln-_: bad', expected: 'Bearer ***: bad' },
    { name: 'AU-05 a JWT without signature', text: '"eyJ0.e30." "eyJ0.e30"', expected: '"***" "***"' },
    { name: 'AU-06 tokens of GitHub', text: 'ghp_0123456789, %20ghs_abcdefghij; github_pat_11ABCDEFG_b', expected: '***, %20***; ***' },
    { name: 'AU-05 what only begins like a token', text: 'eyJ0 gh_a github ghp-a', expected: 'eyJ0 gh_a github ghp-a' },
    { name: 'BD-17 a character behind many blanks', text: `a${' '.repeat(9 * longestQuote)}😀`, expected: 'a 😀' },
    { name: 'EM-10 an address behind many blanks', text: `${' '.repeat(1197)}jon@example.com`, expected: '***' },
    { name: 'EM-10 addresses that are odd', text: 'jon@@example.com a@b@c x@ @y jon%40example.com', expected: '*** *** *** *** ***' },
    { name: 'EM-10 an @ alone is none', text: 'a @ b', expected: 'a @ b' },
    { name: 'AU-06 a token behind other characters', text: '%20eyJ0.e30.c2ln \\neyJ0.e30', expected: '%20*** \\n***' },
    { name: 'BD-17 a NUL', text: 'a\0b', expected: 'a\\x00b' },
    { name: 'AU-26 the subject of a GitHub token with ids', text: `"${subject}".`, expected: `"${subject}".` },
    { name: 'AU-26 a subject with ids, in the middle', text: `subject ${subject} and`, expected: `subject ${subject} and` },
    {
      name: 'AU-26 the subject of an environment',
      text: 'repo:o-1@1/n.x_y@2:environment:prod',
      expected: 'repo:o-1@1/n.x_y@2:environment:prod',
    },
    { name: 'EM-10 an address after a subject', text: `a ${subject},jon@example.com b`, expected: 'a *** b' },
    { name: 'EM-10 an address before a subject', text: `jon@example.com,${subject}`, expected: '***' },
    { name: 'EM-10 an encoded address after a subject', text: `${subject}/jon%40example.com`, expected: '***' },
    { name: 'EM-10 an address in the next word', text: `${subject} jon@example.com`, expected: `${subject} ***` },
    { name: 'EM-10 a second subject in one word', text: `${subject}${subject}`, expected: '***' },
    { name: 'EM-10 what is no subject: no numbers', text: 'repo:jon@example.com/x@2:ref', expected: '***' },
    { name: 'EM-10 what is no subject: one number', text: 'repo:owner@1/jon@example.com:ref', expected: '***' },
    { name: 'EM-10 what is no subject: it ends after the ids', text: 'repo:owner@1/name@2', expected: '***' },
    { name: 'EM-10 what is no subject: no repo', text: 'owner@1/name@2:ref:refs/heads/x', expected: '***' },
    { name: 'AU-06 a token in a subject', text: 'repo:o@1/n@2:ref:refs/heads/eyJ0.e30.c2ln', expected: 'repo:o@1/n@2:ref:refs/heads/***' },
    { name: 'BD-19 a megabyte', text: 'x'.repeat(1_000_000), expected: `${'x'.repeat(longestQuote - 1)}…` },
  ])('$name', ({ text, expected }) => expect(sanitize(text)).toBe(expected));

  it('BD-17 whatever comes in, one harmless bounded line comes out, and stays as it is', () => {
    fc.assert(
      fc.property(hostile, bound, (text, max) => {
        const line = sanitize(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##\[|^\s|\s$/u);
        expect(sanitize(line, max)).toBe(line);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('quoteInput: a refused value', () => {
  it.each([
    { name: 'printable ASCII stays', text: 'a b/c~', expected: 'a b/c~' },
    { name: 'IN-06 line breaks', text: 'a\r\nb', expected: 'a\\x0d\\x0ab' },
    { name: 'IN-07 NUL, DEL and a C1 control', text: '\0\u007f\u0085', expected: '\\x00\\x7f\\x85' },
    { name: 'IN-09 bidi override and full-width letters', text: '\u202eｃ', expected: '\\u{202e}\\u{ff43}' },
    { name: 'IN-09 a character beyond the basic plane', text: '😀', expected: '\\u{1f600}' },
    { name: 'IN-11 10,000 characters', text: 'x'.repeat(10_000), expected: `${'x'.repeat(99)}…` },
    { name: 'URL-02 user info', text: 'see https://u:p@localhost/x now', expected: 'see *** now' },
    { name: 'EM-10 an address', text: 'jon@example.com', expected: '***' },
    { name: 'AU-05 AU-06 tokens', text: 'eyJ0.e30.c2ln ghp_0123456789 github_pat_11ABCDEFG_b', expected: '*** *** ***' },
    { name: 'IN-11 a character cut where reading ends', text: `a@${'x'.repeat(1996)} 😀`, expected: '*** ' },
    { name: 'IN-11 a character where reading ends', text: `a@${'x'.repeat(1995)} 😀`, expected: '*** \\u{1f600}' },
    { name: 'EM-10 an address with a line break in it', text: 'jon\n@example.com', expected: '***' },
    { name: 'AU-26 the subject of a GitHub token with ids', text: subject, expected: subject },
    { name: 'EM-10 an address after a subject', text: `${subject}jon@example.com`, expected: '***' },
    { name: 'IN-18 the legacy command prefix', text: '##[error]x', expected: '# #[error]x' },
  ])('$name', ({ text, expected }) => expect(quoteInput(text)).toBe(expected));

  it('IN-09 whatever comes in, at most 100 printable ASCII characters and an ellipsis come out', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(quoteInput(text)).toMatch(/^[\x20-\x7e]{0,99}[\x20-\x7e…]?$/);
        expect(quoteInput(text)).not.toContain('##[');
      }),
      { numRuns: 1000 },
    );
  });
});

it('EM-10 no @ that touches a word comes out', () => {
  const word = hostile.map((text) => `x${text.replace(/[\s\u0085@]+/gu, '')}`);
  const address = fc.array(word, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('@'));
  const texts = fc.array(fc.oneof(word, address, fc.constant('@')), { maxLength: 20 });
  fc.assert(
    fc.property(texts, fc.constantFrom(' ', '\n', '\u0085', '\u00a0', '\u2028'), bound, (words, blank, max) => {
      expect(sanitize(words.join(blank), max)).not.toMatch(/\S@|@[^\s…]/u);
      expect(quoteInput(words.join(' '))).not.toMatch(/[^ ]@|@[^ …]/u);
    }),
    { numRuns: 1000 },
  );
});

it('AU-26 EM-10 a subject with ids is shown as it is, unless an @ comes after it', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9][\w.-]{0,9}$/);
  const id = fc.nat();
  const place = fc.constantFrom(':ref:refs/heads/', ':ref:refs/tags/', ':environment:', ':pull_request');
  const rest = fc.stringMatching(/^[\w./-]{1,20}$/);
  fc.assert(
    fc.property(name, id, name, id, place, rest, (owner, ownerId, repository, repositoryId, kind, value) => {
      const given = `repo:${owner}@${ownerId}/${repository}@${repositoryId}${kind}${value}`;
      fc.pre(!/eyJ|gh[a-z]_|github_pat/.test(given));
      expect([sanitize(given), quoteInput(given)]).toStrictEqual([given, given]);
      expect([sanitize(`${given}@${owner}`), quoteInput(`${given}@`)]).toStrictEqual(['***', '***']);
    }),
  );
});

it.each([
  { what: 'an error', error: new TypeError('no\nway'), expected: 'TypeError: no way' },
  { what: 'a text', error: '::error::x', expected: '::error::x' },
  { what: 'nothing', error: undefined, expected: 'undefined' },
  { what: 'an object without a text', error: Object.create(null), expected: 'something that has no text' },
])('SG-08 what was thrown: $what', ({ error, expected }) => expect(errorMessage(error)).toBe(expected));
