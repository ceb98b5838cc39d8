import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearerToken, isMaskable, unmasked, withoutScheme } from '../../src/inputs/token.ts';
import { anything, said, withSecret } from '../support/inputRules.ts';

/** What jq, Python, JavaScript, Go, PowerShell and GitHub print where there is no value. */
const emptyWords = [
  ...['null', 'None', 'undefined', 'nil', 'NaN', 'NULL', 'Bearer null', '"null"', "'None'", '$null', '(null)', '<null>', ' none '],
  ...['[object Object]', '[object Promise]', '***', '*', 'N/A', 'true', 'False'],
  ...['System.Security.SecureString', 'system.string[]', 'Microsoft.Azure.Commands.Profile.Models.PSAccessToken'],
];

describe('bearerToken', () => {
  const resource = 'https://cloudpartner.azure.com';
  const jwt = 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln-_~+/==';
  const ways =
    "sign in one way: tenant-id and client-id (federated by the job's GitHub token, no secret), these two with client-secret, or token (a bearer token for https://cloudpartner.azure.com). A secret is empty in a run from a fork, and in one of Dependabot";
  const nothing = `a variable or secret that belongs to a GitHub environment is empty unless the job names that environment (environment: NAME); a token from another job arrives empty, since GitHub drops every job output that holds a masked value: get the token in this job; ${ways}`;
  const advice =
    'pass the access token alone, as `az account get-access-token --resource https://cloudpartner.azure.com --query accessToken -o tsv` prints it';
  const dropped = 'token: its "Bearer " prefix was dropped';
  const short = 'token: it has fewer than 4 characters, so the log cannot hide it';
  it.each([
    { name: 'AU-05 a JWT', input: jwt, expected: { value: jwt } },
    {
      name: 'AU-04 a Bearer prefix',
      input: `bEARER  ${jwt}`,
      expected: { value: jwt, notices: [dropped] },
    },
    { name: 'AU-04 a prefix and a tab', input: `Bearer\t${jwt}`, expected: { value: jwt, notices: [dropped] } },
    { name: 'AU-04 a token that begins like a prefix', input: 'bearerX', expected: { value: 'bearerX' } },
    { name: 'AU-10 four characters', input: 'abcd', expected: { value: 'abcd' } },
    { name: 'AU-10 three characters', input: 'abc', expected: { value: 'abc', warnings: [short] } },
    { name: 'AU-10 one character', input: '7', expected: { value: '7', warnings: [short] } },
    {
      name: 'AU-04 AU-10 a prefix and three characters',
      input: 'Bearer abc',
      expected: { value: 'abc', notices: [dropped], warnings: [short] },
    },
    { name: 'AU-08 16 KiB', input: 'x'.repeat(16384), expected: { value: 'x'.repeat(16384) } },
  ])('$name is accepted', ({ input, expected }) => expect(bearerToken(input, resource)).toStrictEqual(expected));

  it.each([
    ...['', 'Bearer', 'bearer', 'BEARER', 'bEaReR ', 'Bearer \t\r\n\u00a0'].map((input) => ({
      name: `AU-03 AU-04 F35 F37 ${JSON.stringify(input)}`,
      input,
      problem: `is empty; ${nothing}`,
    })),
    ...emptyWords.map((input) => ({
      name: `F36 ${input}`,
      input,
      problem: `is a word that stands for no value: the step that should have printed a token printed none; ${advice}`,
    })),
    ...[`\${{ secrets.TOKEN }}`, '<token>', 'YOUR_TOKEN'].map((input) => ({
      name: `IN-15 ${input}`,
      input,
      problem: `is a placeholder that was never filled in; ${ways}`,
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
  ])('$name is refused', ({ input, problem }) => expect(bearerToken(input, resource)).toStrictEqual({ problem }));

  it('AU-05 what passes can be sent in a header as it is', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.stringMatching(/^(Bearer )?[A-Za-z0-9._~+/=" \n-]{1,9}$/)), (text) => {
        const checked = bearerToken(text, resource);
        if ('value' in checked) expect(checked.value).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });

  it('AU-05 AU-06 what the author hears never holds a token, accepted or refused', () => {
    const forms = [
      '§',
      'Bearer §',
      'Bearer Bearer §',
      'Bearer\n§',
      '§ §',
      '§\n§',
      '{"t":"§"}',
      '"§"',
      'ghp_§',
      'ZXlK§',
      '<§>',
      `\${{ § }}`,
      'YOUR_§',
      '§é',
    ];
    fc.assert(
      fc.property(
        withSecret(...forms),
        fc.constantFrom(1, 2000),
        (text, times) => !said(bearerToken(text.repeat(times), resource)).includes('zq'),
      ),
    );
  });
});

describe('isMaskable', () => {
  it.each([...emptyWords, '"***"', '', 'abc'])('F36 AU-10 %s is never a mask', (word) => expect(isMaskable(word)).toBe(false));
  it.each(['eyJ0.e30.c2ln', 'abcd', 'nullable', 'System', 'a.System.String', 'none-of-it'])('F36 %s is', (secret) =>
    expect(isMaskable(secret)).toBe(true),
  );
});

describe('unmasked', () => {
  const warned = { warnings: ['client-secret: it has fewer than 4 characters, so the log cannot hide it'] };
  it.each([
    { name: 'nothing', secret: '', expected: warned },
    { name: 'three characters', secret: 'abc', expected: warned },
    { name: 'four characters', secret: 'abcd', expected: {} },
    { name: 'five characters', secret: 'abcde', expected: {} },
  ])('AU-10 $name', ({ secret, expected }) => expect(unmasked('client-secret', secret)).toStrictEqual(expected));
});

describe('withoutScheme', () => {
  it.each([
    { name: 'no scheme', input: 'abc', expected: 'abc' },
    { name: 'the scheme', input: 'Bearer abc', expected: 'abc' },
    { name: 'the scheme in another case and any blanks', input: 'bEARER \t\nabc', expected: 'abc' },
    { name: 'the scheme alone', input: 'Bearer', expected: '' },
    { name: 'the scheme and blanks', input: 'bearer  ', expected: '' },
    { name: 'the scheme twice', input: 'Bearer Bearer abc', expected: 'Bearer abc' },
    { name: 'a token that begins like it', input: 'Bearerabc', expected: 'Bearerabc' },
    { name: 'the scheme further on', input: 'abc Bearer def', expected: 'abc Bearer def' },
    { name: 'another scheme', input: 'Basic abc', expected: 'Basic abc' },
    { name: 'nothing', input: '', expected: '' },
  ])('AU-04 $name', ({ input, expected }) => expect(withoutScheme(input)).toBe(expected));
});
