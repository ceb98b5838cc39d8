import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputDefaults } from '../../src/inputs/inputs.ts';
import { validated } from '../support/checkers.ts';

const text = readFileSync('.github/workflows/rollback.yml', 'utf8');
const { on, jobs } = parse(text) as {
  on: { workflow_call: { inputs: Record<string, { default?: unknown }>; outputs: object } };
  jobs: { rollback: { outputs: object; steps: { uses: string; with: object }[] } };
};
const { inputs, outputs } = on.workflow_call;
const [step] = jobs.rollback.steps;
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const pin = /uses: [\w.-]+\/cancel-azure-marketplace-operation@(?<sha>[0-9a-f]{40}) # v(?<of>\d+\.\d+\.\d+)$/m.exec(text)?.groups;

it.each(['rollback', 'rehearsal'])("GitHub's language service finds nothing wrong: %s.yml", async (name) => {
  expect(await validated(readFileSync(`.github/workflows/${name}.yml`, 'utf8'))).toStrictEqual([]);
});

describe('the reusable workflow rollback.yml', () => {
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
