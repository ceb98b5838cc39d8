import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiVersion, choice, entityTag, wholeNumber, yesNo } from '../../src/inputs/values.ts';
import { anything, expectOneHarmlessLine } from '../support/inputRules.ts';

describe('wholeNumber', () => {
  const number = (value: string): unknown => wholeNumber(value, '15', { least: 1, most: 350 });
  it.each([
    { name: 'NU-01 empty is the default', input: '', value: 15 },
    { name: 'NU-02 the least', input: '1', value: 1 },
    { name: 'NU-03 the most', input: '350', value: 350 },
    { name: 'NU-01 leading zeros', input: '007', value: 7 },
  ])('$name', ({ input, value }) => expect(number(input)).toStrictEqual({ value }));

  it.each(['NaN', 'abc', '10s', '1_000', '0x10', '1e2', 'Infinity', '1.5', '+5', '-1', '1 0', '0', '351', '2147484', '0000015'])(
    'NU-01 to NU-03 %s is refused',
    (input) => expect(number(input)).toStrictEqual({ problem: `"${input}" is not a number from 1 to 350; write plain digits, e.g. 15` }),
  );
  it('NU-01 digits of another script are refused', () =>
    expect(number('١٠')).toStrictEqual({ problem: '"\\u{661}\\u{660}" is not a number from 1 to 350; write plain digits, e.g. 15' }));

  it('NU-01 NU-03 takes exactly the numbers in range', () => {
    fc.assert(fc.property(fc.nat(2000), (n) => 'value' in wholeNumber(String(n), '15', { least: 1, most: 350 }) === (n >= 1 && n <= 350)));
    fc.assert(
      fc.property(anything, (text) => {
        const checked = wholeNumber(text, '15', { least: 1, most: 350 });
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
  ])('$name', ({ input, fallback, value }) => expect(yesNo(input, fallback)).toStrictEqual({ value }));

  it.each(['yes', '1', 'on', 'tRue', 'y', 'no', 'truely', 'true\nfalse'])('BO-01 %j is neither true nor false', (input) =>
    expect(yesNo(input, 'true')).toStrictEqual({
      problem: `"${input.replace('\n', '\\x0a')}" is neither true nor false; write one of true, True, TRUE, false, False, FALSE`,
    }),
  );

  const policy = (value: string): unknown => choice(value, 'error', ['error', 'warn', 'ignore']);
  it.each([
    { name: 'EN-IN-1 empty is the default', input: '', expected: { value: 'error' } },
    { name: 'EN-IN-1 a word of the list', input: 'ignore', expected: { value: 'ignore' } },
    { name: 'EN-IN-1 another case', input: 'Ignore', expected: { problem: '"Ignore" is not one of error, warn, ignore (in lower case)' } },
    { name: 'EN-IN-1 unknown', input: 'fail', expected: { problem: '"fail" is not one of error, warn, ignore (in lower case)' } },
  ])('choice: $name', ({ input, expected }) => expect(policy(input)).toStrictEqual(expected));

  it.each(['2017-10-31', '2099-01-01', '2016-08-01-preview', '2022-03-01-preview2', '2022-03-01-preview10'])(
    'URL-10 %s is a version',
    (value) => expect(apiVersion(value, '2017-10-31')).toStrictEqual({ value }),
  );
  it.each(['', '2017-10-31&x=1', '2017-1-1', '2017-10-31-beta', '2022-03-01-preview2x', '2022-03-01-2', 'v1'])(
    'URL-10 "%s" is not a version',
    (input) =>
      expect(apiVersion(input, '2017-10-31')).toStrictEqual({
        problem: `"${input}" is not a version; write a date such as 2017-10-31, or leave the input out`,
      }),
  );
});

describe('entityTag', () => {
  it.each(['', 'W/"datetime\'2026-01-31\'"', '"abc"', 'abc', 'x'.repeat(1024)])('OP-02 accepts %s', (value) =>
    expect(entityTag(value)).toStrictEqual({ value }),
  );
  it('OP-02 accepts any state, and says what that means', () =>
    expect(entityTag('*')).toStrictEqual({ value: '*', notices: ['if-match: "*" matches any state, so it guards nothing'] }));
  it.each([
    { name: 'a line break', input: 'a\r\nX: y', shown: 'a\\x0d\\x0aX: y' },
    { name: 'another alphabet', input: 'é', shown: '\\xe9' },
    { name: '1,025 characters', input: 'x'.repeat(1025), shown: `${'x'.repeat(99)}…` },
  ])('OP-02 refuses $name', ({ input, shown }) =>
    expect(entityTag(input)).toStrictEqual({
      problem: `"${shown}" cannot be sent in a header; write an ETag, e.g. W/"datetime'2026-01-31'", or *`,
    }),
  );
});

it.each([
  { name: 'wholeNumber', rule: (value: string) => wholeNumber(value, '15', { least: 1, most: 350 }) },
  { name: 'yesNo', rule: (value: string) => yesNo(value, 'true') },
  { name: 'choice', rule: (value: string) => choice(value, 'error', ['error']) },
  { name: 'apiVersion', rule: (value: string) => apiVersion(value, '2017-10-31') },
  { name: 'entityTag', rule: entityTag },
])('IN-11 IN-18 what $name says is one harmless line', ({ rule }) => expectOneHarmlessLine(rule));
