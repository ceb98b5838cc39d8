import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputDefaultsIn } from '../../src/sandbox/actionInputs.ts';

/** The same, by a package that reads all of YAML. */
function parsed(actionYml: string): Record<string, string> {
  const { inputs } = parse(actionYml) as { inputs: Record<string, { default?: unknown }> };
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, String(input.default ?? '')]));
}

const forms = [
  'name: x',
  'inputs:',
  '  none:',
  '    description: "The default: is not here"',
  '    required: true',
  '  plain:',
  '    description: x',
  '    default: https://login.microsoftonline.com',
  '  number:',
  '    default: 10',
  '',
  '  empty:',
  "    default: ''",
  '  single:',
  "    default: 'true'",
  '    description: x',
  '  double:',
  '    default: "a b"',
  'outputs:',
  '  other:',
  '    description: x',
  '',
].join('\n');

describe('the inputs of an action.yml and their defaults', () => {
  it.each(['action.yml', 'sandbox/action.yml'])('%s', (path) => {
    const text = readFileSync(path, 'utf8');
    expect(Object.keys(parsed(text)).length).toBeGreaterThan(0);
    expect(inputDefaultsIn(text)).toStrictEqual(parsed(text));
  });

  it.each([
    { system: 'Linux and macOS', end: '\n' },
    { system: 'Windows', end: '\r\n' },
  ])('every form of a default, with the line ends of $system', ({ end }) => {
    const text = forms.replaceAll('\n', end);
    expect(inputDefaultsIn(text)).toStrictEqual(parsed(text));
    expect(inputDefaultsIn(text)).toStrictEqual({
      none: '',
      plain: 'https://login.microsoftonline.com',
      number: '10',
      empty: '',
      single: 'true',
      double: 'a b',
    });
  });
});
