import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forOneOffer, identifier, offerList, operationId } from '../../src/inputs/offers.ts';
import { anything, expectOneHarmlessLine, guid } from '../support/inputRules.ts';

describe('identifier', () => {
  const advice = 'write 1 to 128 letters, digits, "_", "." or "-", beginning with a letter or a digit, e.g. contoso';
  it.each(['contoso', 'Contoso', '7', 'a..b_c-', 'x'.repeat(128), 'constructor', 'toString'])('IN-12 IN-14 accepts %s as it is', (value) =>
    expect(identifier(value, 'contoso')).toStrictEqual({ value }),
  );

  it.each([
    { name: 'IN-02 two dots', input: '..', shown: '..' },
    { name: 'IN-02 a dot', input: '.', shown: '.' },
    { name: 'IN-03 traversal', input: '../victim', shown: '../victim' },
    { name: 'IN-03 a slash', input: 'a/b', shown: 'a/b' },
    { name: 'IN-03 a backslash', input: 'a\\b', shown: 'a\\b' },
    { name: 'IN-04 encoded dots', input: '%2e%2e', shown: '%2e%2e' },
    { name: 'IN-05 query and fragment', input: 'a?x=1#f', shown: 'a?x=1#f' },
    { name: 'IN-05 other delimiters', input: 'a;b:c', shown: 'a;b:c' },
    { name: 'IN-05 an address', input: 'a;b@c:d', shown: '***' },
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
    expect(identifier(input, 'contoso')).toStrictEqual({ problem: `"${shown}" is not an identifier; ${advice}` }),
  );

  it('IN-01 empty is refused', () => expect(identifier('', 'contoso')).toStrictEqual({ problem: `is empty; ${advice}` }));

  it.each([`\${{ inputs.publisher }}`, '<publisherId>', 'YOUR_PUBLISHER'])('IN-15 %s is a placeholder', (input) =>
    expect(identifier(input, 'contoso')).toStrictEqual({
      problem: `"${input}" is not an identifier; it looks like a placeholder that was never filled in; ${advice}`,
    }),
  );

  it('IN-02 to IN-07 what passes stays as it is in a URL', () => {
    const almost = fc.stringMatching(/^[A-Za-z0-9_.%/\\?#@:;$ -]{0,8}$/);
    fc.assert(
      fc.property(fc.oneof(almost, fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/), anything), (id) => {
        if ('problem' in identifier(id, 'contoso')) return;
        const path = `/api/publishers/${id}/offers/x`;
        expect(new URL(path, 'https://cloudpartner.azure.com').pathname).toBe(path);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('offerList', () => {
  const problemOf = (id: string): string =>
    `"${id}" is not an identifier; write 1 to 128 letters, digits, "_", "." or "-", beginning with a letter or a digit, e.g. contoso-vm`;
  const howToList =
    '; several offers are separated by commas, spaces or new lines, without brackets, quotes or dashes, e.g. offer-a, offer-b';
  const tooMany = (count: number): string => `names ${count} offers; one step takes 500 at most: use a matrix of several jobs`;
  const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `offer-${index}`);
  it.each([
    { name: 'one', input: 'contoso-vm', expected: { value: ['contoso-vm'], notices: [] } },
    { name: 'IN-14 one in upper case', input: 'Contoso-VM', expected: { value: ['Contoso-VM'], notices: [] } },
    { name: 'one among separators', input: ',\n contoso-vm\t,', expected: { value: ['contoso-vm'], notices: [] } },
    ...[
      { name: 'one in two cases', input: 'Contoso-VM contoso-vm', first: 'Contoso-VM', notice: '1 duplicate was' },
      { name: 'a A', input: 'a A', first: 'a', notice: '1 duplicate was' },
      { name: 'A a', input: 'A a', first: 'A', notice: '1 duplicate was' },
      { name: 'one three times', input: 'aB,Ab\nAB', first: 'aB', notice: '2 duplicates were' },
    ].map(({ name, input, first, notice }) => ({
      name: `IN-14 first spelling, ${name}`,
      input,
      expected: { value: [first], notices: [`offer-id: ${notice} dropped`] },
    })),
    {
      name: 'IN-01 separators only',
      input: ' ,\n',
      expected: { problem: expect.stringMatching(/^is empty; write 1 to 128 .*contoso-vm$/) },
    },
    { name: 'IN-03 one wrong among good ones', input: 'a ../b c', expected: { problem: problemOf('../b') } },
    { name: 'IN-05 every wrong one', input: 'a/b, a:b, .', expected: { problem: ['a/b', 'a:b', '.'].map(problemOf).join('; ') } },
    ...[
      { form: 'a list of JSON', input: '["a","b"]', wrong: ['["a"', '"b"]'] },
      { form: 'a list of JSON with one', input: '["a"]', wrong: ['["a"]'] },
      { form: 'a list of YAML', input: "[a, 'b']", wrong: ['[a', "'b']"] },
      { form: 'a list of YAML, line by line', input: '- a\n- b', wrong: ['-', '-'] },
      { form: 'quotes', input: '"a"', wrong: ['"a"'] },
      { form: 'semicolons', input: 'a;b', wrong: ['a;b'] },
      { form: 'bars', input: 'a|b', wrong: ['a|b'] },
    ].map(({ form, input, wrong }) => ({
      name: `F65 ${form}: how several are written`,
      input,
      expected: { problem: `${wrong.map(problemOf).join('; ')}${howToList}` },
    })),
    {
      name: 'IN-05 five wrong ones',
      input: '_ . - % $',
      expected: { problem: `${['_', '.', '-'].map(problemOf).join('; ')}; and 2 more` },
    },
    ...[',', ' ', '\n', '\r\n', ', ', ' ,\n'].map((separator) => ({
      name: `several in input order, between ${JSON.stringify(separator)}`,
      input: ['c', 'a', 'b'].join(separator),
      expected: { value: ['c', 'a', 'b'], notices: [] },
    })),
    {
      name: 'IN-14 two among duplicates',
      input: 'b a B A',
      expected: { value: ['b', 'a'], notices: ['offer-id: 2 duplicates were dropped'] },
    },
    { name: '500', input: ids(500).join(','), expected: { value: ids(500), notices: [] } },
    {
      name: '501 of which one is a duplicate',
      input: [...ids(500), 'OFFER-0'].join(' '),
      expected: { value: ids(500), notices: ['offer-id: 1 duplicate was dropped'] },
    },
    { name: '501', input: ids(501).join(','), expected: { problem: tooMany(501) } },
    { name: '1,000', input: ids(1000).join('\n'), expected: { problem: tooMany(1000) } },
  ])('$name', ({ input, expected }) => expect(offerList(input)).toStrictEqual(expected));
});

describe('operationId', () => {
  const address = { publisherId: 'contoso', offerId: 'contoso-vm', baseUrl: 'https://cloudpartner.azure.com', apiVersion: '2017-10-31' };
  const path = `/api/publishers/contoso/offers/contoso-vm/operations/${guid}`;
  const origin = 'https://cloudpartner.azure.com';
  const local = { ...address, baseUrl: 'http://127.0.0.1:4010' };
  it.each([
    { name: 'nothing', input: '', value: '' },
    { name: 'a GUID in JSON quotes', input: `"${guid}"`, value: guid },
    { name: 'a GUID in braces and JSON quotes', input: `"{${guid.toUpperCase()}}"`, value: guid },
    { name: 'a GUID and a slash', input: `${guid}/`, value: guid },
    { name: 'a path alone', input: path, value: guid },
    { name: 'a path and a slash', input: `${path}/`, value: guid },
    { name: 'a path, a slash and a version', input: `${path}/?api-version=2017-10-31`, value: guid },
    { name: 'a path in JSON quotes', input: `"${path}?api-version=2017-10-31"`, value: guid },
    { name: 'a path with braces', input: path.replace(guid, `{${guid}}`), value: guid },
    { name: 'a path with encoded braces', input: path.replace(guid, `%7B${guid}%7D`), value: guid },
    { name: 'a whole URL, a slash, a version and JSON quotes', input: `"${origin}${path}/?api-version=2017-10-31"`, value: guid },
    { name: 'a GUID', input: guid, value: guid },
    { name: 'a GUID in upper case', input: guid.toUpperCase(), value: guid },
    { name: 'a GUID in braces', input: `{${guid}}`, value: guid },
    { name: 'a migrated path', input: `${path}?api-version=2017-10-31`, value: guid },
    { name: 'a whole URL', input: `${address.baseUrl}${path}`, value: guid },
    { name: 'IN-14 a path in another case', input: path.replaceAll('contoso', 'CONTOSO'), value: guid },
    { name: 'IN-14 an id in upper case', input: path.replace(guid, guid.toUpperCase()), value: guid },
  ])('OP-01 $name is accepted', ({ input, value }) => {
    expect(operationId(input, address, origin)).toStrictEqual({ value });
    expect(operationId(input, local, origin)).toStrictEqual({ value });
  });

  it('OP-01 in the sandbox, the address of its own origin is accepted', () =>
    expect(operationId(`${local.baseUrl}${path}`, local, origin)).toStrictEqual({ value: guid }));

  const nonMigrated =
    'is the path of an offer that was not migrated: it holds no id that could be compared; leave it out, which cancels whatever runs';
  const noPath = (shown: string): string => `"${shown}" is not an operation path of this publisher and offer; write the operation's GUID`;
  const noId = (shown: string): string => `"${shown}" is not an operation id; write a GUID, e.g. ${guid}`;
  it.each([
    { name: 'a $ path', input: '/api/operations/contoso$contoso-vm$2$preview', problem: nonMigrated },
    {
      name: 'a $ path as a whole URL in JSON quotes',
      input: `"${origin}/api/operations/contoso$contoso-vm$2$preview/"`,
      problem: nonMigrated,
    },
    { name: 'a $ path with encoded dollars', input: '/api/operations/contoso%24contoso-vm%242%24preview', problem: nonMigrated },
    { name: 'the address of another origin', input: `http://e.test${path}`, problem: noPath(`${`http://e.test${path}`.slice(0, 99)}…`) },
    { name: 'two slashes at the end', input: `${path}//`, problem: noPath(`${path}//`) },
    { name: "another offer's path", input: path.replace('contoso-vm', 'other'), problem: noPath(path.replace('contoso-vm', 'other')) },
    { name: 'IN-06 a path with a line break', input: '/api\n', problem: noPath('/api\\x0a') },
    { name: 'a word', input: 'latest', problem: noId('latest') },
    { name: 'a GUID with more behind it', input: `${guid}x`, problem: noId(`${guid}x`) },
    { name: 'a GUID in one brace', input: `{${guid}`, problem: noId(`{${guid}`) },
    {
      name: 'IN-15 a placeholder',
      input: `\${{ steps.publish.outputs.id }}`,
      problem: `"\${{ steps.publish.outputs.id }}" is not an operation id; it looks like a placeholder that was never filled in; write a GUID, e.g. ${guid}`,
    },
  ])('OP-01 $name is refused', ({ input, problem }) => expect(operationId(input, address, origin)).toStrictEqual({ problem }));

  it.each([
    { name: 'a path', input: path, expected: { value: '' } },
    { name: 'a $ path', input: '/api/operations/contoso$contoso-vm$2$preview', expected: { value: '' } },
    { name: 'anything with a slash', input: 'https://evil.com/x', expected: { value: '' } },
    { name: 'a slash', input: '/', expected: { value: '' } },
    { name: 'a GUID', input: guid, expected: { value: guid } },
    { name: 'a word', input: 'latest', expected: { problem: noId('latest') } },
  ])('OP-01 without an address to compare with, $name', ({ input, expected }) =>
    expect(operationId(input, undefined, origin)).toStrictEqual(expected),
  );

  it.each([
    { name: 'identifier', rule: (value: string) => identifier(value, 'contoso') },
    { name: 'offerList', rule: offerList },
    { name: 'operationId', rule: (value: string) => operationId(value, address, 'https://cloudpartner.azure.com') },
    { name: 'operationId without an address', rule: (value: string) => operationId(value, undefined, 'https://cloudpartner.azure.com') },
  ])('IN-11 IN-18 what $name says is one harmless line', ({ rule }) => expectOneHarmlessLine(rule));
});

describe('forOneOffer', () => {
  const wrong = { problem: 'is nonsense' };
  const several = (count: number): string =>
    `is for one offer, and offer-id names ${count}; leave it out, or give that offer a step of its own`;
  it.each([
    { name: 'nothing with two', checked: { value: '' }, offerIds: ['a', 'b'], expected: { value: '' } },
    { name: 'a value with none, which are refused themselves', checked: { value: 'x' }, offerIds: [], expected: { value: 'x' } },
    { name: 'a value with one', checked: { value: 'x' }, offerIds: ['a'], expected: { value: 'x' } },
    { name: 'a value with two', checked: { value: 'x' }, offerIds: ['a', 'b'], expected: { problem: several(2) } },
    { name: 'a value with three', checked: { value: 'x' }, offerIds: ['a', 'b', 'c'], expected: { problem: several(3) } },
    { name: 'what is wrong itself, with two', checked: wrong, offerIds: ['a', 'b'], expected: wrong },
  ])('OP-01 $name', ({ checked, offerIds, expected }) =>
    expect(forOneOffer('value' in checked ? checked.value : 'x', checked, offerIds)).toStrictEqual(expected),
  );
});
