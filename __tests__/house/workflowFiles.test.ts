import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { brokenRules, linted } from '../support/workflowRules.ts';

const files = readdirSync('.github/workflows').map((file) => [file, readFileSync(`.github/workflows/${file}`, 'utf8')] as const);
const workflows: Readonly<Record<string, string>> = Object.fromEntries(files);

describe('the workflows of this repository', () => {
  it('are found', () => {
    expect(Object.keys(workflows)).toEqual(expect.arrayContaining(['ci.yml', 'codeql.yml', 'release.yml']));
  });

  it.each(files)('%s keeps the rules', (_, text) => {
    expect(brokenRules(text)).toStrictEqual([]);
  });

  it.each(files)('%s: actionlint finds nothing wrong', async (_, text) => {
    expect(await linted(text)).toStrictEqual([]);
  });

  it('the conclusion of ci.yml waits for every other job', () => {
    const { jobs } = parse(workflows['ci.yml'] ?? '') as { jobs: Record<string, { needs?: string[]; if?: string }> };
    const { conclusion, ...others } = jobs;
    expect(conclusion).toMatchObject({ if: 'always()', needs: Object.keys(others) });
  });

  it('only the last job of a release may write, in an environment of its own, and it installs no package', () => {
    const { jobs } = parse(workflows['release.yml'] ?? '') as {
      jobs: Record<string, { permissions: object; environment?: string; steps: { run?: string }[] }>;
    };
    expect(jobs['check']?.permissions).toStrictEqual({ contents: 'read' });
    expect(jobs['publish']).toMatchObject({ needs: 'check', environment: 'release' });
    expect(jobs['publish']?.steps.filter(({ run = '' }) => /\b(npm|npx|pip)\b/.test(run))).toStrictEqual([]);
  });

  it('Dependabot waits seven days with everything', () => {
    const { updates } = parse(readFileSync('.github/dependabot.yml', 'utf8')) as { updates: { cooldown?: object; groups?: object }[] };
    expect(updates.map(({ cooldown }) => cooldown)).toStrictEqual(updates.map(() => ({ 'default-days': 7 })));
    expect(updates.every(({ groups }) => groups !== undefined)).toBe(true);
  });
});

describe('the checks bite', () => {
  const ci = workflows['ci.yml'] ?? '';

  it.each([
    { from: /@[0-9a-f]{40} # v6\.0\.2/, to: '@v6', finds: 'actions/checkout is not pinned to a commit with its version' },
    { from: / # v6\.0\.2/, to: '', finds: 'actions/checkout is not pinned to a commit with its version' },
    { from: /^permissions: \{\}$/m, to: 'permissions:\n  contents: read', finds: 'grants something to all jobs' },
    { from: /^permissions: \{\}$/m, to: '', finds: 'grants something to all jobs' },
    { from: '  pull_request:', to: '  pull_request_target:', finds: 'runs on pull_request_target' },
    { from: /\n {4}timeout-minutes: 30/, to: '', finds: 'gate: has no time limit' },
    { from: /\n {4}permissions:\n {6}contents: read # to check out/, to: '', finds: 'gate: has no permissions of its own' },
    { from: 'persist-credentials: false', to: 'persist-credentials: true', finds: 'gate: the checkout leaves its credential behind' },
    { from: 'package-manager-cache: false', to: 'cache: npm', finds: 'gate: restores a cache' },
    { from: 'package-manager-cache: false', to: 'check-latest: true', finds: 'gate: setup-node may restore a cache' },
    { from: 'run: bash .ci/run', to: 'run: echo ${{ github.ref }}', finds: 'gate: an expression is written into a shell' },
  ])('$finds ($to)', ({ from, to, finds }) => {
    expect(brokenRules(ci.replace(from, to))).toContain(finds);
  });

  it('actionlint, on a job that waits for one that is not there', async () => {
    expect((await linted(ci.replace('needs: [gate,', 'needs: [gates,'))).join()).toMatch(/needs job "gates" which does not exist/);
  });
});
