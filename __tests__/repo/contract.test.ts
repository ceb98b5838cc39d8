import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Action, documented, withRanges, withStatus, withTables } from '../../scripts/docs.ts';
import { sharedRecordings, statusSentence } from '../../scripts/recordings.ts';
import { outputNames } from '../../src/action/report.ts';
import { inputDefaults, ranges } from '../../src/inputs/inputs.ts';
import { apis } from '../../src/marketplace/apis.ts';
import { failsStep, outcomes } from '../../src/outcome/outcome.ts';
import { type Scenario, scenariosByApi } from '../../src/sandbox/scenarios.ts';

const actionYml = readFileSync('action.yml', 'utf8');
const action = parse(actionYml) as Action;
const readme = readFileSync('README.md', 'utf8');
const inputsPage = readFileSync('docs/inputs.md', 'utf8');
const tablePaths = Object.keys(documented) as (keyof typeof documented)[];

/** The rows of the tables of one section of a document, without their backticks. */
function rows(heading: string, markdown = readme): string[][] {
  const section = markdown.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
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
    const shown = Object.entries(action.inputs).map(([name, input]) => [name, input.required ? 'required' : (input.default ?? '')]);
    expect(pairs([...rows('Inputs', inputsPage), ...rows('Advanced inputs', inputsPage)])).toStrictEqual(shown);
    expect(pairs(rows('Inputs'))).toStrictEqual(shown);
  });

  it('an input is one sentence in the README', () => {
    expect(rows('Inputs').filter(([, , meaning = '']) => /\.\s/.test(meaning) || meaning.split(' ').length > 20)).toStrictEqual([]);
  });

  it('the APIs, their hosts and their versions', () => {
    const described = (name: string): string => action.inputs[name]?.description ?? '';
    const guide = readFileSync('docs/which-api.md', 'utf8');
    for (const { name, origin, defaultVersion } of Object.values(apis)) {
      expect(described('api')).toContain(`\`${name}\``);
      expect(readme).toContain(`| \`${name}\` (`);
      expect(guide).toContain(`\`${origin}\``);
      expect(described('api-version')).toContain(defaultVersion);
    }
  });

  it('outputs', () => {
    expect(Object.keys(action.outputs)).toStrictEqual([...outputNames]);
    expect(rows('Outputs', inputsPage).map(([name]) => name)).toStrictEqual([...outputNames]);
  });

  it('outcomes, from the best to the worst, and their color', () => {
    const colors = { false: 'green', true: 'red', 'by-policy': 'by if-nothing-to-cancel' };
    expect(pairs(rows('Outcomes'))).toStrictEqual(
      outcomes.map((outcome) => [outcome, colors[String(failsStep[outcome]) as keyof typeof colors]]),
    );
  });

  it('what is generated is up to date: npm run docs', () => {
    expect(withRanges(actionYml, ranges)).toBe(actionYml);
    for (const path of tablePaths) expect(withTables(path, readFileSync(path, 'utf8'), actionYml)).toBe(readFileSync(path, 'utf8'));
    expect(withStatus(readme, statusSentence(sharedRecordings()))).toBe(readme);
  });

  it.each(Object.keys({ ...action.inputs, ...action.outputs }))('%s without a description is refused', (name) => {
    const undescribed = actionYml.replace(new RegExp(`(\\n  ${name}:\\n    description: ).*`), '$1short');
    expect(() => withTables('docs/inputs.md', inputsPage, undescribed)).toThrow(`action.yml: ${name} has no description`);
  });

  it('a number without its range in action.yml is refused', () => {
    expect(() => withRanges(actionYml, { wait: { least: 1, most: 2 } })).toThrow('the description of wait has no "1 to 2"');
  });

  it('a document without the markers is refused', () => {
    expect(() => withTables('docs/inputs.md', '# Nothing', actionYml)).toThrow(
      'the markers <!-- inputs --> … <!-- /inputs --> are missing',
    );
    expect(() => withStatus('# Nothing', 'x')).toThrow('the markers <!-- status --> … <!-- /status --> are missing');
  });

  it.each([
    { heading: 'Cloud Partner Portal API', scenarios: scenariosByApi['cloud-partner-portal'] },
    { heading: 'Partner Center submission API', scenarios: scenariosByApi.submission },
    { heading: 'Product Ingestion API', scenarios: scenariosByApi['product-ingestion'] },
  ])('the scenarios of the sandbox: $heading', ({ heading, scenarios }) => {
    const sandbox = readFileSync('docs/sandbox.md', 'utf8');
    expect(pairs(rows(heading, sandbox))).toStrictEqual(Object.entries<Scenario>(scenarios).map(([name, { outcome }]) => [name, outcome]));
  });

  it('the tests run on the Node that runs the action', () => {
    expect([action.runs.using, process.version.split('.')[0]]).toStrictEqual(['node24', 'v24']);
    expect(action.runs.main).toBe('dist/index.js');
  });
});
