import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeCommand, escapeMarkdown } from '../../src/text/escape.ts';
import { sanitize } from '../../src/text/sanitize.ts';
import { hostile } from '../support/hostileText.ts';

describe('escapeMarkdown: text in a job summary', () => {
  it.each([
    { name: 'ordinary words', text: 'HTTP 404, "none": it\'s (so) - ok!', expected: 'HTTP 404, "none": it\'s (so) - ok!' },
    { name: 'BD-19 an HTML tag', text: '<img onerror=x>', expected: '&#60;img onerror=x&#62;' },
    { name: 'BD-19 an HTML entity', text: '&lt;', expected: '&#38;lt;' },
    { name: 'BD-19 a link', text: '[x](javascript:a)', expected: '\\[x\\](javascript:a)' },
    { name: 'BD-19 a table cell', text: 'a|b', expected: 'a\\|b' },
    { name: 'BD-19 a pipe that was escaped already', text: 'a\\|b', expected: 'a\\\\\\|b' },
    { name: 'BD-19 code and emphasis', text: '`a` *b* _c_ ~d~', expected: '\\`a\\` \\*b\\* \\_c\\_ \\~d\\~' },
    { name: 'BD-19 mathematics', text: '$x{y}$', expected: '\\$x\\{y\\}\\$' },
    { name: 'BD-19 a number of an issue', text: '#1', expected: '\\#1' },
    { name: 'BD-19 an address that would become a link', text: 'https://evil, WWW.evil', expected: 'https\\://evil, WWW\\.evil' },
    { name: 'BD-19 an emoji by its name', text: ':smile: 12:30', expected: '\\:smile: 12:30' },
  ])('$name', ({ text, expected }) => expect(escapeMarkdown(text)).toBe(expected));

  it('BD-19 nothing keeps a meaning, and a reader sees every character', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const source = escapeMarkdown(sanitize(text));
        const bare = source.replace(/\\[\s\S]|&#\d+;/g, ' ');
        expect(bare).not.toMatch(/[\\`*_[\]{}~|$#<>&]|:\/|www\.|:\w+:/i);
        const seen = source.replace(/\\([\s\S])|&#(\d+);/g, (_, char?: string, code?: string) => char ?? String.fromCharCode(Number(code)));
        expect(seen).toBe(sanitize(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('escapeCommand: a line of the log', () => {
  it.each([
    { name: 'ordinary words', text: '  0.1 s  Looking', expected: '  0.1 s  Looking' },
    { name: 'BD-17 a workflow command', text: '::error::x', expected: '\\::error::x' },
    { name: 'BD-17 a command after blanks', text: ' \t\u00a0\u2003\u2028\ufeff::add-mask::x', expected: '\\::add-mask::x' },
    { name: 'BD-17 a command after U+0085', text: '\u0085 \u0085::error::x', expected: '\\::error::x' },
    { name: 'BD-17 a command on its own line', text: 'a\r\n::error::x\r::stop-commands::y', expected: 'a ::error::x ::stop-commands::y' },
    { name: 'BD-17 the legacy prefix anywhere', text: 'a ##[error]x', expected: 'a # #[error]x' },
    { name: 'a path in the middle', text: 'a::b', expected: 'a::b' },
  ])('$name', ({ text, expected }) => expect(escapeCommand(text)).toBe(expected));

  const mayBeCommand = /[\r\n]|##\[|^[\s\u0085]*::/u;
  it('BD-17 sanitized text is never a command', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeCommand(sanitize(text))).not.toMatch(mayBeCommand);
      }),
      { numRuns: 1000 },
    );
  });

  it('BD-17 nor is any raw text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeCommand(text)).not.toMatch(mayBeCommand);
      }),
      { numRuns: 1000 },
    );
  });

  it('BD-17 nor is a command after any blanks', () => {
    const blank = fc.constantFrom(
      ' ',
      '\t',
      '\v',
      '\f',
      '\r',
      '\n',
      '\u0085',
      '\u00a0',
      '\u1680',
      '\u2000',
      '\u2028',
      '\u2029',
      '\u202f',
      '\u3000',
    );
    fc.assert(
      fc.property(fc.array(blank), fc.constantFrom('::', '##['), hostile, (blanks, command, text) => {
        expect(escapeCommand(`${blanks.join('')}${command}${text}`)).not.toMatch(mayBeCommand);
      }),
      { numRuns: 1000 },
    );
  });
});
