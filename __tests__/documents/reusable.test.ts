import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputDefaults } from '../../src/plan.ts';
import { injections, linted, validated } from '../support/checkers.ts';

const text = readFileSync('.github/workflows/rollback.yml', 'utf8');
const { on, jobs } = parse(text) as {
  on: { workflow_call: { inputs: Record<string, { default?: unknown }>; outputs: object } };
  jobs: { rollback: { outputs: object; steps: { uses: string; with: object }[] } };
};
const { inputs, outputs } = on.workflow_call;
const [step] = jobs.rollback.steps;
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const pin = /uses: [\w.-]+\/cancel-azure-marketplace-operation@(?<sha>[0-9a-f]{40}) # v(?<of>\d+\.\d+\.\d+)$/m.exec(text)?.groups;

describe('the reusable workflow rollback.yml', () => {
  it('is taken by the language service and by actionlint, and writes no expression into a shell', async () => {
    expect([...(await validated(text)), ...(await linted(text)), ...injections(text)]).toStrictEqual([]);
  });

  it('passes every input on, with the defaults of action.yml', () => {
    const { environment, ...own } = inputs;
    expect(environment).toMatchObject({ type: 'string', default: '' });
    expect(step?.with).toStrictEqual(Object.fromEntries(Object.keys(own).map((name) => [name, `\${{ inputs.${name} }}`])));
    const defaults = Object.entries(own).flatMap(([name, input]) => (input.default === undefined ? [] : [[name, String(input.default)]]));
    expect(inputDefaults).toMatchObject(Object.fromEntries(defaults));
  });

  it('passes the outputs up', () => {
    expect(Object.keys(outputs)).toStrictEqual(Object.keys(jobs.rollback.outputs));
  });

  it('pins the action by the full SHA of a release; zeros stand for it until there is one', () => {
    const isReleased = !version.startsWith('0.');
    expect({ ...pin }).toStrictEqual(
      isReleased ? { sha: expect.not.stringMatching(/^0+$/), of: expect.not.stringMatching(/^0\./) } : { sha: '0'.repeat(40), of: '0.0.0' },
    );
  });
});

describe('every workflow of this repository', () => {
  it('that rehearses is what the proof runs, and GitHub takes it', async () => {
    const rehearsal = readFileSync('.github/workflows/rehearsal.yml', 'utf8');
    expect(readFileSync('__tests__/workflows/rehearsal.yml', 'utf8')).toBe(rehearsal);
    expect(await validated(rehearsal)).toStrictEqual([]);
  });

  it.each(globSync('.github/workflows/*.yml'))('%s is taken by actionlint, and writes no expression into a shell', async (path) => {
    const workflow = readFileSync(path, 'utf8');
    expect([...(await linted(workflow)), ...injections(workflow)]).toStrictEqual([]);
  });
});
