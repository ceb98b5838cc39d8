import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as rules from '../src/rules.ts';

const base = 'https://cloudpartner.azure.com';
const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.string({ unit: 'binary', minLength: 150, maxLength: 400 }));

describe('identifier', () => {
  const advice = 'write 1 to 128 letters, digits, "_", "." or "-", beginning with a letter or a digit, e.g. contoso';
  it.each(['contoso', 'Contoso', '7', 'a..b_c-', 'x'.repeat(128), 'constructor', 'toString'])('IN-12 IN-14 accepts %s as it is', (value) =>
    expect(rules.identifier(value, 'contoso')).toStrictEqual({ value }),
  );

  it.each([
    { name: 'IN-02 two dots', input: '..', shown: '..' },
    { name: 'IN-02 a dot', input: '.', shown: '.' },
    { name: 'IN-03 traversal', input: '../victim', shown: '../victim' },
    { name: 'IN-03 a slash', input: 'a/b', shown: 'a/b' },
    { name: 'IN-03 a backslash', input: 'a\\b', shown: 'a\\b' },
    { name: 'IN-04 encoded dots', input: '%2e%2e', shown: '%2e%2e' },
    { name: 'IN-05 query and fragment', input: 'a?x=1#f', shown: 'a?x=1#f' },
    { name: 'IN-05 other delimiters', input: 'a;b@c:d', shown: 'a;b@c:d' },
    { name: 'IN-06 a line break that a URL would drop', input: 'a\r\nb', shown: 'a\\x0d\\x0ab' },
    { name: 'IN-06 a line break at the end', input: 'a\n', shown: 'a\\x0a' },
    { name: 'IN-07 NUL', input: 'a\0', shown: 'a\\x00' },
    { name: 'IN-09 zero-width space', input: 'contoso\u200b', shown: 'contoso\\u{200b}' },
    { name: 'IN-09 bidi override', input: 'a\u202eb', shown: 'a\\u{202e}b' },
    { name: 'IN-09 full-width', input: 'ｃｏ', shown: '\\u{ff43}\\u{ff4f}' },
    { name: 'IN-09 Cyrillic look-alike', input: 'сontoso', shown: '\\u{441}ontoso' },
    { name: 'IN-11 one too long', input: 'x'.repeat(129), shown: `${'x'.repeat(99)}…` },
    { name: 'IN-11 10,000 characters', input: 'x'.repeat(10_000), shown: `${'x'.repeat(99)}…` },
    { name: 'IN-12 __proto__', input: '__proto__', shown: '__proto__' },
    { name: 'IN-18 a command', input: '##[error]x', shown: '# #[error]x' },
  ])('$name is refused', ({ input, shown }) =>
    expect(rules.identifier(input, 'contoso')).toStrictEqual({ problem: `"${shown}" is no identifier; ${advice}` }),
  );

  it('IN-01 empty is refused', () => expect(rules.identifier('', 'contoso')).toStrictEqual({ problem: `is empty; ${advice}` }));

  it.each([`\${{ inputs.publisher }}`, '<publisherId>', 'YOUR_PUBLISHER'])('IN-15 %s is a placeholder', (input) =>
    expect(rules.identifier(input, 'contoso')).toStrictEqual({
      problem: `"${input}" is no identifier; it looks like a placeholder that was never filled in; ${advice}`,
    }),
  );

  it('IN-02 to IN-07 what passes stays as it is in a URL', () => {
    const almost = fc.stringMatching(/^[A-Za-z0-9_.%/\\?#@:;$ -]{0,8}$/);
    fc.assert(
      fc.property(fc.oneof(almost, fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/), anything), (id) => {
        if ('problem' in rules.identifier(id, 'contoso')) return;
        const path = `/api/publishers/${id}/offers/x`;
        expect(new URL(path, base).pathname).toBe(path);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('offerList', () => {
  const problemOf = (id: string): string =>
    `"${id}" is no identifier; write 1 to 128 letters, digits, "_", "." or "-", beginning with a letter or a digit, e.g. contoso-vm`;
  const ids = (count: number): string => Array.from({ length: count }, (_, index) => `offer-${index}`).join(',');
  it.each([
    { name: 'one', input: 'contoso-vm', expected: { value: ['contoso-vm'] } },
    { name: 'IN-14 one in upper case', input: 'Contoso-VM', expected: { value: ['Contoso-VM'] } },
    { name: 'one among separators', input: ',\n contoso-vm\t,', expected: { value: ['contoso-vm'] } },
    {
      name: 'one twice, in another case',
      input: 'Contoso-VM contoso-vm',
      expected: { value: ['Contoso-VM'], notices: ['offer-id: 1 duplicate was dropped'] },
    },
    { name: 'one three times', input: 'a,a\na', expected: { value: ['a'], notices: ['offer-id: 2 duplicates were dropped'] } },
    {
      name: 'IN-01 separators only',
      input: ' ,\n',
      expected: { problem: expect.stringMatching(/^is empty; write 1 to 128 .*contoso-vm$/) },
    },
    { name: 'one wrong among good ones', input: 'a ../b c', expected: { problem: problemOf('../b') } },
    { name: 'every wrong one', input: 'a/b, a;b, .', expected: { problem: ['a/b', 'a;b', '.'].map(problemOf).join('; ') } },
    { name: 'five wrong ones', input: '- . _ % $', expected: { problem: `${['-', '.', '_'].map(problemOf).join('; ')}; and 2 more` } },
    { name: 'more than 500', input: ids(501), expected: { problem: 'names 501 offers; at most 500 go into one step' } },
    {
      name: 'two, which this version does not take',
      input: 'a, b',
      expected: {
        problem: 'names 2 offers; this version cancels one offer per step: write one identifier, and repeat the step or use a matrix',
      },
    },
  ])('$name', ({ input, expected }) => expect(rules.offerList(input)).toStrictEqual(expected));
});

describe('wholeNumber', () => {
  const number = (value: string): unknown => rules.wholeNumber(value, '15', 1, 350);
  it.each([
    { name: 'NU-01 empty is the default', input: '', value: 15 },
    { name: 'the least', input: '1', value: 1 },
    { name: 'the most', input: '350', value: 350 },
    { name: 'leading zeros', input: '007', value: 7 },
  ])('$name', ({ input, value }) => expect(number(input)).toStrictEqual({ value }));

  it.each(['NaN', 'abc', '10s', '1_000', '0x10', '1e2', 'Infinity', '1.5', '+5', '-1', '1 0', '0', '351', '2147484', '0000015'])(
    'NU-01 to NU-03 %s is refused',
    (input) => expect(number(input)).toStrictEqual({ problem: `"${input}" is not a number from 1 to 350; write plain digits, e.g. 15` }),
  );
  it('NU-01 digits of another script are refused', () =>
    expect(number('١٠')).toStrictEqual({ problem: '"\\u{661}\\u{660}" is not a number from 1 to 350; write plain digits, e.g. 15' }));

  it('NU-01 NU-03 takes exactly the numbers in range', () => {
    fc.assert(fc.property(fc.nat(2000), (n) => 'value' in rules.wholeNumber(String(n), '15', 1, 350) === (n >= 1 && n <= 350)));
    fc.assert(
      fc.property(anything, (text) => {
        const checked = rules.wholeNumber(text, '15', 1, 350);
        return 'problem' in checked || text === '' || Number(text) === checked.value;
      }),
    );
  });
});

describe('words', () => {
  it.each([
    { name: 'BO-01 empty is the default true', input: '', fallback: 'true', value: true },
    { name: 'BO-01 empty is the default false', input: '', fallback: 'false', value: false },
    ...['true', 'True', 'TRUE'].map((input) => ({ name: `BO-02 ${input}`, input, fallback: 'false', value: true })),
    ...['false', 'False', 'FALSE'].map((input) => ({ name: `BO-02 ${input}`, input, fallback: 'true', value: false })),
  ])('$name', ({ input, fallback, value }) => expect(rules.yesNo(input, fallback)).toStrictEqual({ value }));

  it.each(['yes', '1', 'on', 'tRue', 'y', 'no', 'truely', 'true\nfalse'])('BO-01 %j is neither true nor false', (input) =>
    expect(rules.yesNo(input, 'true')).toStrictEqual({
      problem: `"${input.replace('\n', '\\x0a')}" is neither true nor false; write one of true, True, TRUE, false, False, FALSE`,
    }),
  );

  const policy = (value: string): unknown => rules.choice(value, 'error', ['error', 'warn', 'ignore']);
  it.each([
    { name: 'empty is the default', input: '', expected: { value: 'error' } },
    { name: 'a word of the list', input: 'ignore', expected: { value: 'ignore' } },
    { name: 'EN-IN-1 another case', input: 'Ignore', expected: { problem: '"Ignore" is not one of error, warn, ignore (in lower case)' } },
    { name: 'EN-IN-1 unknown', input: 'fail', expected: { problem: '"fail" is not one of error, warn, ignore (in lower case)' } },
  ])('choice: $name', ({ input, expected }) => expect(policy(input)).toStrictEqual(expected));

  it.each(['2017-10-31', '2099-01-01', '2016-08-01-preview'])('URL-10 %s is a version', (value) =>
    expect(rules.apiVersion(value)).toStrictEqual({ value }),
  );
  it.each(['', '2017-10-31&x=1', '2017-1-1', '2017-10-31-beta', 'v1'])('URL-10 "%s" is no version', (input) =>
    expect(rules.apiVersion(input)).toStrictEqual({
      problem: `"${input}" is no version; write a date such as 2017-10-31, or leave the input out`,
    }),
  );
});

describe('emailList', () => {
  const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `user${index}@example.com`);
  const domain = `${`${'d'.repeat(61)}.`.repeat(3)}com`;
  const long = Array.from({ length: 40 }, (_, index) => `${String(index).padStart(64, 'l')}@${domain}`);
  const malformed = (count: number, all: number, places: string): string[] => [
    `notification-emails: ${count} of ${all} left out, not an address (number ${places} in the list); write name@example.com`,
  ];
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
    { name: 'EM-05 a quoted name with a comma', input: '"Jon, Doe" <a@x.com>, b@x.com', value: [two], warnings: malformed(2, 3, '1, 2') },
    { name: 'EM-07 64 before the @ and 254 in all', input: long[0], value: [long[0]], warnings: [] },
    { name: 'EM-07 255 in all', input: `${'l'.repeat(64)}@d${domain}`, value: [], warnings: malformed(1, 1, '1') },
    { name: 'EM-07 65 before the @', input: `${'l'.repeat(65)}@x.com`, value: [], warnings: malformed(1, 1, '1') },
    { name: 'EM-07 50 and a duplicate', input: [...many(50), 'user0@example.com'].join(), value: many(50), warnings: [] },
    { name: 'EM-07 52', input: many(52).join(), value: many(50), warnings: beyond(2) },
    { name: 'EM-07 more than 8 KiB', input: long.join(), value: long.slice(0, 32), warnings: beyond(8) },
    { name: 'EM-08 JSON', input: 'a@x.com","x":"y', value: [], warnings: malformed(2, 2, '1, 2') },
    { name: 'EM-08 a header on a line of its own', input: 'a@x.com\r\nBcc: b@x.com', value: [ok], warnings: malformed(1, 2, '2') },
    { name: 'EM-08 a control character', input: 'a\0@x.com', value: [], warnings: malformed(1, 1, '1') },
    {
      name: 'both warnings',
      input: ['?', ...many(51)].join(';'),
      value: many(50),
      warnings: [...malformed(1, 52, '1'), ...beyond(1)],
    },
  ])('$name', ({ input = '', value, warnings }) => expect(rules.emailList(input)).toStrictEqual({ value, warnings }));

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
        const checked = rules.emailList(pieces.join(''));
        const value = 'value' in checked ? checked.value : [];
        expect(value.length).toBeLessThanOrEqual(50);
        expect(value.join().length).toBeLessThanOrEqual(8192);
        for (const each of value) expect(each).toMatch(/^[^\s,;"\\\p{C}@]+@[A-Za-z0-9.-]+$/u);
        expect(new Set(value).size).toBe(value.length);
        expect(rules.emailList(value.join())).toStrictEqual({ value, warnings: [] });
      }),
    );
  });
});

describe('bearerToken', () => {
  const jwt = 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln-_~+/==';
  const empty =
    'the step signs in with `token`: a bearer token for https://cloudpartner.azure.com. A secret is empty in a run from a fork, and in one of Dependabot';
  const advice =
    'pass the access token alone, as `az account get-access-token --resource https://cloudpartner.azure.com --query accessToken -o tsv` prints it';
  it.each([
    { name: 'a JWT', input: jwt, expected: { value: jwt } },
    {
      name: 'AU-04 a Bearer prefix',
      input: `bEARER  ${jwt}`,
      expected: { value: jwt, notices: ['token: its "Bearer " prefix was dropped'] },
    },
    { name: 'AU-08 16 KiB', input: 'x'.repeat(16384), expected: { value: 'x'.repeat(16384) } },
  ])('$name is accepted', ({ input, expected }) => expect(rules.bearerToken(input)).toStrictEqual(expected));

  it.each([
    { name: 'AU-03 empty', input: '', problem: `is empty; ${empty}` },
    ...[`\${{ secrets.TOKEN }}`, '<token>', 'YOUR_TOKEN'].map((input) => ({
      name: `IN-15 ${input}`,
      input,
      problem: `is a placeholder that was never filled in; ${empty}`,
    })),
    {
      name: 'AU-04 two prefixes',
      input: `Bearer Bearer ${jwt}`,
      problem: `holds a blank, a line break or another character that no token has; ${advice}`,
    },
    ...['\r\n', ' ', '\0', 'é', '"', '\u200b'].map((char) => ({
      name: `AU-05 ${JSON.stringify(char)} inside`,
      input: `abc${char}def`,
      problem: `holds a blank, a line break or another character that no token has; ${advice}`,
    })),
    ...['{"accessToken":"x"}', '["x"]', `"${jwt}"`].map((input) => ({
      name: `AU-06 ${input}`,
      input,
      problem: `is JSON or in quotes, not a token; ${advice}`,
    })),
    { name: 'AU-06 base64 of a token', input: btoa(jwt), problem: `is a token in base64: decode it once; ${advice}` },
    {
      name: 'AU-06 a GUID',
      input: '56615B67-2185-49fe-80d2-c4ddf77bb2e8',
      problem: `is a GUID (an id of an application, a tenant or a secret), not a token; ${advice}`,
    },
    ...['ghp_abc', 'ghs_abc', 'github_pat_abc'].map((input) => ({
      name: `AU-06 ${input}`,
      input,
      problem: `is a token of GitHub, not of Microsoft Entra; ${advice}`,
    })),
    {
      name: 'AU-08 longer than 16 KiB',
      input: 'x'.repeat(16385),
      problem: `is longer than 16384 characters, which is more than a request header can carry; ${advice}`,
    },
  ])('$name is refused', ({ input, problem }) => expect(rules.bearerToken(input)).toStrictEqual({ problem }));

  it('AU-05 what passes can be sent in a header as it is', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.stringMatching(/^(Bearer )?[A-Za-z0-9._~+/=" \n-]{1,9}$/)), (text) => {
        const checked = rules.bearerToken(text);
        if ('value' in checked) expect(checked.value).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });
});

describe('entityTag', () => {
  it.each(['', 'W/"datetime\'2026-01-31\'"', '"abc"', 'abc', 'x'.repeat(1024)])('OP-02 accepts %s', (value) =>
    expect(rules.entityTag(value)).toStrictEqual({ value }),
  );
  it('OP-02 accepts any state, and says what that means', () =>
    expect(rules.entityTag('*')).toStrictEqual({ value: '*', notices: ['if-match: "*" matches any state, so it guards nothing'] }));
  it.each([
    { name: 'a line break', input: 'a\r\nX: y', shown: 'a\\x0d\\x0aX: y' },
    { name: 'another alphabet', input: 'é', shown: '\\xe9' },
    { name: '1,025 characters', input: 'x'.repeat(1025), shown: `${'x'.repeat(99)}…` },
  ])('OP-02 refuses $name', ({ input, shown }) =>
    expect(rules.entityTag(input)).toStrictEqual({
      problem: `"${shown}" cannot be sent in a header; write an ETag, e.g. W/"datetime'2026-01-31'", or *`,
    }),
  );
});

describe('what the author hears', () => {
  const said = (checked: rules.Checked<unknown>): string =>
    'problem' in checked ? checked.problem : [...(checked.notices ?? []), ...(checked.warnings ?? [])].join('\n');
  const made = (...forms: string[]): fc.Arbitrary<string> =>
    fc.tuple(fc.constantFrom(...forms), fc.stringMatching(/^zq[0-9]{12}x{0,20}$/)).map(([form, secret]) => form.replaceAll('§', secret));

  it('EM-10 never holds an e-mail address, well-formed or not', () => {
    const entry = made('§@x.com', 'a@§.com', '§@', '@§', '§', '"§" <§@x.com>', '§@§@x.com', '§\0@x.com', 'a b@§.com');
    fc.assert(fc.property(fc.array(entry, { maxLength: 60 }), (entries) => !said(rules.emailList(entries.join())).includes('zq')));
  });

  it('AU-05 AU-06 never holds a token, accepted or refused', () => {
    const token = made('§', 'Bearer §', '§ §', '§\n§', '{"t":"§"}', '"§"', 'ghp_§', 'ZXlK§', '<§>', `\${{ § }}`, 'YOUR_§', '§é');
    fc.assert(fc.property(token, fc.constantFrom(1, 2000), (text, times) => !said(rules.bearerToken(text.repeat(times))).includes('zq')));
  });

  it('URL-02 never holds user info of a URL or a proxy', () => {
    const url = made('https://§:§@cloudpartner.azure.com', 'http://§@localhost', '§@localhost', 'https://a:%zz§@proxy', 'ftp://§@h');
    fc.assert(fc.property(url, (text) => !`${said(rules.baseUrl(text))}${said(rules.proxy(text))}`.includes('zq')));
  });

  it('IN-11 IN-18 is one bounded line of printable ASCII, whatever was given', () => {
    const every: readonly ((value: string) => rules.Checked<unknown>)[] = [
      (value) => rules.identifier(value, 'contoso'),
      rules.offerList,
      (value) => rules.wholeNumber(value, '15', 1, 350),
      (value) => rules.yesNo(value, 'true'),
      (value) => rules.choice(value, 'error', ['error']),
      rules.apiVersion,
      rules.baseUrl,
      (value) => rules.operationId(value, undefined),
      rules.entityTag,
    ];
    const shouted = anything.map((text) => `##[error]${text}\n::error::`);
    fc.assert(
      fc.property(fc.constantFrom(...every), fc.oneof(anything, shouted), (rule, value) => {
        expect(said(rule(value))).toMatch(/^[\x20-\x7e…]{0,1000}$/);
        expect(said(rule(value))).not.toContain('##[');
      }),
      { numRuns: 2000 },
    );
  });
});
