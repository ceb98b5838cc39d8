import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { systemClock } from '../../src/clock.ts';
import { parseOutputs, rehearse } from '../../src/sandbox/rehearsal.ts';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { serve } from '../../src/sandbox/server.ts';
import { createService } from '../../src/sandbox/service.ts';
import { stepFor } from '../../src/sandbox/step.ts';

/** The runner downloads these bytes before the first line of a job that uses the action; docs/performance.md says what others download. */
const mostBytes = 225_000;

const folder = mkdtempSync(join(tmpdir(), 'archive-'));
const unpacked = join(folder, 'unpacked');
const git = (...args: string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', env: { ...process.env, GIT_INDEX_FILE: join(folder, 'index') } }).trim();

/** The files as they are here, committed or not. An index of its own does not change that of the repository. */
beforeAll(() => {
  git('add', '--all');
  const tree = git('write-tree');
  for (const format of ['tar', 'tar.gz']) git('archive', `--format=${format}`, `--output=${join(folder, format)}`, tree);
  mkdirSync(unpacked);
  execFileSync('tar', ['-xf', join(folder, 'tar'), '-C', unpacked]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the archive of a commit, which the runner downloads', () => {
  it('holds the action, its documents and the way to rehearse it, and nothing else', () => {
    const paths = execFileSync('tar', ['-tf', join(folder, 'tar')], { encoding: 'utf8' })
      .trim()
      .split(/\r?\n/);
    const places = paths.filter((path) => !/^(dist|docs)\/./.test(path));
    expect(places.toSorted()).toStrictEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'action.yml',
        'dist/',
        'docs/',
        'package.json',
        'sandbox/',
        'sandbox/action.yml',
      ].toSorted(),
    );
    expect(paths.filter((path) => /\.(png|gif|jpe?g|svg)$/.test(path))).toStrictEqual([]);
  });

  it(`has at most ${mostBytes} bytes`, () => {
    expect(statSync(join(folder, 'tar.gz')).size).toBeLessThanOrEqual(mostBytes);
  });

  it('runs as an action, the bundle for GitHub deployments included', async () => {
    const scenario = { ...scenarios.synchronous, isDeployed: true };
    const requests: string[] = [];
    const sandbox = await serve(createService(scenario, systemClock), 0, ({ method, path }) => void requests.push(`${method} ${path}`));
    const { exitCode, outputs, log } = await rehearse({
      command: [process.execPath, join(unpacked, 'dist/index.js')],
      actionYml: readFileSync(join(unpacked, 'action.yml'), 'utf8'),
      ...stepFor(scenario, sandbox.origin),
    });
    await sandbox.close();
    expect([exitCode, outputs['outcome']], log).toStrictEqual([0, scenario.outcome]);
    expect(requests.at(-1)).toMatch(/^POST .*\/deployments\/.*\/statuses$/);
  });

  it('runs as the action that starts the sandbox', () => {
    const { runs } = parse(readFileSync(join(unpacked, 'sandbox/action.yml'), 'utf8')) as { runs: { main: string; post: string } };
    const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STATE: join(folder, 'state'), RUNNER_TEMP: folder };
    const step = (program: string, state: object = {}): string =>
      execFileSync(process.execPath, [join(unpacked, 'sandbox', program)], {
        encoding: 'utf8',
        env: { ...process.env, ...files, ...state },
      });
    expect(step(runs.main)).toMatch(/The sandbox plays the scenario "accepted"/);
    const { pid, log } = parseOutputs(readFileSync(files.GITHUB_STATE, 'utf8'));
    expect(step(runs.post, { STATE_pid: pid, STATE_log: log })).toMatch(/The sandbox is stopped/);
  });

  it('rehearses with npm start', () => {
    const { status, stdout } = spawnSync('npm start --silent -- --scenario synchronous', { cwd: unpacked, encoding: 'utf8', shell: true });
    expect([status, /^outcome +canceled$/m.test(stdout)], stdout).toStrictEqual([0, true]);
  });
});
