import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deploymentToken, environmentName } from '../../src/inputs/deployment.ts';
import { expectOneHarmlessLine, said, withSecret } from '../support/inputRules.ts';

describe('environmentName', () => {
  it.each(['', 'production', 'Prod / Köln', '90% & more?#x', '本番 🚀', '../..', 'x'.repeat(255)])('GH-11 %s', (value) =>
    expect(environmentName(value)).toStrictEqual({ value }),
  );

  const rule = 'write the name of a GitHub environment in one line of at most 255 characters, or leave the input out';
  it.each([
    { name: 'IN-11 256 characters', value: 'x'.repeat(256), problem: `"${'x'.repeat(99)}…" is not the name of an environment; ${rule}` },
    { name: 'IN-06 a line break', value: 'a\nb', problem: `"a\\x0ab" is not the name of an environment; ${rule}` },
    { name: 'IN-07 NUL', value: 'a\0', problem: `"a\\x00" is not the name of an environment; ${rule}` },
    { name: 'a line separator', value: 'a\u2028', problem: `"a\\u{2028}" is not the name of an environment; ${rule}` },
    { name: 'half of a character', value: '\ud800', problem: `"\\u{d800}" is not the name of an environment; ${rule}` },
    {
      name: 'IN-15 a placeholder',
      value: '<environment>',
      problem: `"<environment>" is not the name of an environment; it looks like a placeholder that was never filled in; ${rule}`,
    },
  ])('$name is refused', ({ value, problem }) => expect(environmentName(value)).toStrictEqual({ problem }));

  it('IN-18 what it says is one harmless line', () => expectOneHarmlessLine(environmentName));
});

describe('deploymentToken', () => {
  const advice =
    'so no deployment will be marked inactive; write github-token: ${{ github.token }}, and give the job "permissions: { deployments: write }"';
  it.each([
    { value: 'ghs_0123456789', environment: 'x', expected: { value: 'ghs_0123456789' } },
    { value: 'abcd', environment: 'x', expected: { value: 'abcd' } },
    { value: 'x'.repeat(4096), environment: 'x', expected: { value: 'x'.repeat(4096) } },
    { value: '', environment: '', expected: { value: '', notices: [] } },
    {
      value: 'ghs_x',
      environment: '',
      expected: { value: '', notices: ['github-token: it is for environment alone, which is empty, and is not used'] },
    },
    { value: '', environment: 'x', expected: { value: '', warnings: [`github-token: it is empty, ${advice}`] } },
    ...['abc', 'a b c', 'abc\td', 'abcö', `${'x'.repeat(4097)}`, 'null', 'undefined'].map((value) => ({
      value,
      environment: 'x',
      expected: { value: '', warnings: [`github-token: it is not a token, ${advice}`] },
    })),
    {
      value: 'YOUR_TOKEN',
      environment: 'x',
      expected: {
        value: '',
        warnings: [`github-token: it is not a token; it looks like a placeholder that was never filled in, ${advice}`],
      },
    },
  ])('GH-12 $value with the environment "$environment"', ({ value, environment, expected }) =>
    expect(deploymentToken(value, environment)).toStrictEqual(expected),
  );

  it('G6 never says the token', () => {
    fc.assert(
      fc.property(withSecret('§', '§ x', '${{ § }}'), fc.constantFrom('', 'x'), (value, environment) => {
        expect(said(deploymentToken(value, environment))).not.toContain('zq');
      }),
    );
  });
});
