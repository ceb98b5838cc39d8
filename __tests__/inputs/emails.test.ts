import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailList } from '../../src/inputs/emails.ts';
import { anything, said, withSecret } from '../support/inputRules.ts';

describe('emailList', () => {
  const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `user${index}@example.com`);
  const domain = `${`${'d'.repeat(61)}.`.repeat(3)}com`;
  const long = Array.from({ length: 40 }, (_, index) => `${String(index).padStart(64, 'l')}@${domain}`);
  /** 32 addresses that take, with the comma after each, 8160 characters. */
  const fit = long.slice(0, 32);
  const malformed = (count: number, all: number, places: string): string[] => [
    `notification-emails: ${count} of ${all} left out, not an address (number ${places} in the list); write name@example.com`,
  ];
  const lastOf = (length: number): string => 'user@example.com'.padStart(length, 'l');
  const beyond = (count: number): string[] => [`notification-emails: ${count} left out, the limit is 50 addresses and 8 KiB`];
  const [ok, two] = ['a@x.com', 'b@x.com'];
  it.each([
    { name: 'EM-01 empty', input: '', value: [], warnings: [] },
    { name: 'EM-01 blanks and separators', input: ' ,;\r\n , ', value: [], warnings: [] },
    {
      name: 'EM-02 every separator',
      input: 'a@x.com, b@x.com ,;\r\nc@x.com\rd@x.com\n',
      value: [ok, two, 'c@x.com', 'd@x.com'],
      warnings: [],
    },
    { name: 'EM-03 the domain in another case', input: 'a@x.com,a@X.COM,a@x.com', value: [ok], warnings: [] },
    { name: 'EM-03 the name in another case', input: 'a@x.com,A@x.com', value: [ok, 'A@x.com'], warnings: [] },
    {
      name: 'EM-04 malformed ones',
      input: 'a@,@b.com,a@x.com,a b@c.com,a@@b.com,a@b',
      value: [ok],
      warnings: malformed(5, 6, '1, 2, 4, 5, 6'),
    },
    { name: 'EM-04 more than ten', input: 'x,'.repeat(12), value: [], warnings: malformed(12, 12, '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …') },
    {
      name: 'EM-04 a last label of hyphens',
      input: 'a@b.--,a@b.c-,a@b.-c,a@b.c,a@b.c--d',
      value: ['a@b.c--d'],
      warnings: malformed(4, 5, '1, 2, 3, 4'),
    },
    { name: 'EM-04 60,000 times @', input: '@'.repeat(60_000), value: [], warnings: malformed(1, 1, '1') },
    { name: 'EM-05 a quoted name with a comma', input: '"Jon, Doe" <a@x.com>, b@x.com', value: [two], warnings: malformed(2, 3, '1, 2') },
    { name: 'EM-07 64 before the @ and 254 in all', input: long[0], value: [long[0]], warnings: [] },
    { name: 'EM-07 255 in all', input: `${'l'.repeat(64)}@d${domain}`, value: [], warnings: malformed(1, 1, '1') },
    { name: 'EM-07 65 before the @', input: `${'l'.repeat(65)}@x.com`, value: [], warnings: malformed(1, 1, '1') },
    { name: 'EM-07 50 and a duplicate', input: [...many(50), 'user0@example.com'].join(), value: many(50), warnings: [] },
    { name: 'EM-07 52', input: many(52).join(), value: many(50), warnings: beyond(2) },
    {
      name: 'EM-07 one beyond, three times',
      input: [...many(51), 'user50@example.com', 'user50@EXAMPLE.com'].join(),
      value: many(50),
      warnings: beyond(1),
    },
    { name: 'EM-07 8192 characters', input: [...fit, lastOf(32)].join(), value: [...fit, lastOf(32)], warnings: [] },
    { name: 'EM-07 8193 characters', input: [...fit, lastOf(33)].join(), value: fit, warnings: beyond(1) },
    { name: 'EM-07 more than 8 KiB', input: long.join(), value: fit, warnings: beyond(8) },
    { name: 'EM-08 JSON', input: 'a@x.com","x":"y', value: [], warnings: malformed(2, 2, '1, 2') },
    { name: 'EM-08 a header on a line of its own', input: 'a@x.com\r\nBcc: b@x.com', value: [ok], warnings: malformed(1, 2, '2') },
    { name: 'EM-08 a control character', input: 'a\0@x.com', value: [], warnings: malformed(1, 1, '1') },
    {
      name: 'EM-04 EM-07 a malformed one and 51',
      input: ['?', ...many(51)].join(';'),
      value: many(50),
      warnings: [...malformed(1, 52, '1'), ...beyond(1)],
    },
  ])('$name', ({ input = '', value, warnings }) => expect(emailList(input)).toStrictEqual({ value, warnings }));

  it('EM-02 to EM-08 whatever is given, at most 50 bare addresses come out, and come out of themselves', () => {
    const address = fc
      .tuple(fc.stringMatching(/^[a-z'+"\\,;\s]{1,3}$/), fc.stringMatching(/^[a-z.-]{1,4}$/))
      .map((parts) => parts.join('@'));
    const valid = fc.nat(99).map((n) => `user${n}@example.com`);
    const separator = fc.constantFrom(',', ';', '\n', ' , ', '\r\n', ',,');
    const list = fc.array(
      fc.tuple(fc.oneof(valid, address, anything), separator).map((parts) => parts.join('')),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(list, (pieces) => {
        const checked = emailList(pieces.join(''));
        const value = 'value' in checked ? checked.value : [];
        expect(value.length).toBeLessThanOrEqual(50);
        expect(value.join().length).toBeLessThanOrEqual(8192);
        for (const each of value) expect(each).toMatch(/^[^\s,;"\\\p{C}@]+@[A-Za-z0-9.-]+$/u);
        expect(new Set(value).size).toBe(value.length);
        expect(emailList(value.join())).toStrictEqual({ value, warnings: [] });
      }),
    );
  });

  it('EM-10 what the author hears never holds an address, well-formed or not', () => {
    const entry = withSecret('§@x.com', 'a@§.com', '§@', '@§', '§', '"§" <§@x.com>', '§@§@x.com', '§\0@x.com', 'a b@§.com');
    fc.assert(fc.property(fc.array(entry, { maxLength: 60 }), (entries) => !said(emailList(entries.join())).includes('zq')));
  });
});
