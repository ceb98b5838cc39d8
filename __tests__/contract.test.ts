import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { outputNames } from '../src/action/report.ts';
import { failsStep, outcomes } from '../src/outcome.ts';
import { inputDefaults } from '../src/plan.ts';
import { scenarios } from '../src/sandbox/scenarios.ts';

interface Documented {
  readonly description?: string;
  readonly default?: string;
  readonly required?: boolean;
}

const action = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, Documented>>;
  readonly outputs: Readonly<Record<string, Documented>>;
  readonly runs: { readonly using: string; readonly main: string };
};
const readme = readFileSync('README.md', 'utf8');

/** The rows of the tables of one section of the README, without their backticks. */
function rows(heading: string): string[][] {
  const section = readme.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

const pairs = (table: string[][]): (readonly [string | undefined, string | undefined])[] => table.map(([name, second]) => [name, second]);

describe('action.yml, the code and the README say the same', () => {
  it('inputs and their defaults', () => {
    const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
    expect(declared).toStrictEqual(Object.entries(inputDefaults));
    expect(pairs([...rows('Inputs'), ...rows('Advanced inputs')])).toStrictEqual(
      Object.entries(action.inputs).map(([name, input]) => [name, input.required ? 'required' : input.default === '' ? '' : input.default]),
    );
  });

  it('outputs', () => {
    expect(Object.keys(action.outputs)).toStrictEqual([...outputNames]);
    expect(rows('Outputs').map(([name]) => name)).toStrictEqual([...outputNames]);
  });

  it('outcomes, from the best to the worst, and their color', () => {
    const colors = { false: 'green', true: 'red', 'by-policy': 'by if-nothing-to-cancel' };
    expect(pairs(rows('Outcomes'))).toStrictEqual(
      outcomes.map((outcome) => [outcome, colors[String(failsStep[outcome]) as keyof typeof colors]]),
    );
  });

  it('everything is described', () => {
    const all = [...Object.entries(action.inputs), ...Object.entries(action.outputs)];
    expect(all.filter(([, { description }]) => (description ?? '').length < 20)).toStrictEqual([]);
  });

  it('the scenarios of the sandbox', () => {
    expect(rows('Try it').map(([name]) => name)).toStrictEqual(Object.keys(scenarios));
    expect(rows('Try it').map(([, outcome]) => outcome)).toStrictEqual(Object.values(scenarios).map(({ outcome }) => outcome));
  });

  it('the tests run on the Node that runs the action', () => {
    expect([action.runs.using, process.version.split('.')[0]]).toStrictEqual(['node24', 'v24']);
    expect(action.runs.main).toBe('dist/index.js');
  });
});
