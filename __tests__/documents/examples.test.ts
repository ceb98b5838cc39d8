import { describe, expect, it } from 'vitest';
import { asWorkflow, examples, examplesIn } from '../../scripts/examples.ts';
import { cases } from '../../scripts/workflowCases.ts';
import { linted, validated } from '../support/checkers.ts';

const all = examples();

describe('the YAML of the documents', () => {
  it('is found', () => {
    expect(all.length).toBeGreaterThanOrEqual(12);
  });

  it('and every recipe of it has a case in the runs by act, beside the rehearsal', () => {
    const named = all.flatMap(({ recipe }) => recipe ?? []);
    expect([...new Set(cases.map(({ recipe }) => recipe))].toSorted()).toStrictEqual([...named, 'rehearsal'].toSorted());
  });

  it('a block inside a list loses its indent, and knows its recipe and line', () => {
    const found = examplesIn(
      'a.md',
      '1. text\n   <!-- recipe: some-thing -->\n   ```yaml\n   on: push\n     x: y\n   ```\n```yaml\n- run: z\n```\n',
    );
    expect(found).toStrictEqual([
      { place: 'a.md:4', recipe: 'some-thing', yaml: 'on: push\n  x: y\n' },
      { place: 'a.md:8', yaml: '- run: z\n' },
    ]);
  });

  it('what is only a part becomes a workflow', () => {
    expect(asWorkflow('- run: z\n')).toBe(
      [
        'name: Example',
        'on: workflow_dispatch',
        'permissions: {}',
        'concurrency: { group: example, cancel-in-progress: false }',
        'jobs:',
        '  example:',
        '    name: Example',
        '    environment: marketplace',
        '    runs-on: ubuntu-latest',
        '    steps:',
        '      - run: z',
        '',
      ].join('\n'),
    );
    const whole = 'name: Own\non: push\nconcurrency: own\npermissions: read-all\njobs: {}\n';
    expect(asWorkflow(whole)).toBe(whole);
  });

  it.each(all)("$place: GitHub's language service finds nothing wrong", async ({ yaml }) => {
    expect(await validated(asWorkflow(yaml))).toStrictEqual([]);
  });

  it.each(all)('$place: actionlint finds nothing wrong', async ({ yaml }) => {
    expect(await linted(asWorkflow(yaml))).toStrictEqual([]);
  });
});

describe('the checks bite', () => {
  const step = '- uses: <owner>/cancel-azure-marketplace-operation@<sha> # v1.0.0\n  with:\n    publisher-id: a\n    offer-id: b\n';
  const title = '- run: echo ${{ github.event.issue.title }}\n';
  const needs = 'jobs:\n  one:\n    needs: nowhere\n    runs-on: ubuntu-latest\n    steps:\n      - run: "true"\n';

  it('on an input that action.yml does not have', async () => {
    expect(await validated(asWorkflow(`${step}    oferr-id: c\n`))).toStrictEqual([`15: Invalid action input 'oferr-id'`]);
  });

  it('on a required input that is missing', async () => {
    expect(await validated(asWorkflow(step.replace('    offer-id: b\n', '')))).toStrictEqual(['12: Missing required input `offer-id`']);
  });

  it('on an input that the action of the sandbox does not have', async () => {
    const sandbox = '- uses: <owner>/cancel-azure-marketplace-operation/sandbox@<sha>\n  with:\n    scenrio: slow\n';
    expect(await validated(asWorkflow(sandbox))).toStrictEqual([`13: Invalid action input 'scenrio'`]);
  });

  it('on an input that our reusable workflow does not have', async () => {
    const call = `jobs:\n  one:\n    uses: <owner>/cancel-azure-marketplace-operation/.github/workflows/rollback.yml@<sha>\n    with:\n      oferr-id: c\n`;
    expect((await validated(asWorkflow(call))).join()).toMatch(/oferr-id/);
  });

  it('on foreign text in a shell', async () => {
    expect((await linted(asWorkflow(title))).join()).toMatch(/"github\.event\.issue\.title" is potentially untrusted/);
  });

  it('on a job that needs one that is not there', async () => {
    expect((await validated(asWorkflow(needs))).join()).toMatch(/'nowhere' is not valid/);
    expect((await linted(asWorkflow(needs))).join()).toMatch(/needs job "nowhere" which does not exist/);
  });
});
