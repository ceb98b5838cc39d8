import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, pluralize, truncate } from '../../src/text/format.ts';

const bound = fc.integer({ min: 1, max: 200 });
const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);

describe('truncate', () => {
  it.each([
    { name: 'exactly as long as allowed', text: 'abcd', max: 4, expected: 'abcd' },
    { name: 'one too long', text: 'abcde', max: 4, expected: 'abc…' },
    { name: 'no blank before the ellipsis', text: 'ab cde', max: 4, expected: 'ab…' },
    { name: 'an emoji at the edge goes as a whole', text: 'ab😀cd', max: 4, expected: 'ab…' },
    { name: 'an emoji before the edge stays', text: 'a😀bcd', max: 4, expected: 'a😀…' },
    { name: 'room for the ellipsis only', text: 'abc', max: 1, expected: '…' },
  ])('$name', ({ text, max, expected }) => expect(truncate(text, max)).toBe(expected));

  it('never through a character, never longer than allowed, never something else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), bound, (text, max) => {
        const short = truncate(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(isWellFormed(short)).toBe(true);
        expect(text.startsWith(short.replace(/…$/, ''))).toBe(true);
        expect(short === text || short.endsWith('…')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

it.each([
  { words: pluralize(0, 'minute'), expected: '0 minutes' },
  { words: pluralize(1, 'minute'), expected: '1 minute' },
  { words: pluralize(2, 'e-mail address', 'e-mail addresses'), expected: '2 e-mail addresses' },
])('counts: $expected', ({ words, expected }) => expect(words).toBe(expected));

it.each([
  { ms: 0, shown: '0.0 s' },
  { ms: 61_480, shown: '61.5 s' },
  { ms: 119_999, shown: '120.0 s' },
  { ms: 120_000, shown: '2 min 0 s' },
  { ms: 125_400, shown: '2 min 5 s' },
  { ms: 179_600, shown: '3 min 0 s' },
  { ms: 900_000, shown: '15 min 0 s' },
])('$ms ms are $shown', ({ ms, shown }) => expect(duration(ms)).toBe(shown));
