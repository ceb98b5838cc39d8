import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RecordingFile } from '../../src/recording/form.ts';
import { type Scenario, scenariosByApi } from '../../src/sandbox/scenarios.ts';
import { bundleAt, observe, type Program, sourceWith } from './support/observe.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'recordings-')));
const source = sourceWith(join(folder, 'compiled'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a scenario with `recording`, and returns the log and the path of the file. */
async function record(program: Program, scenario: Scenario, name: string): Promise<{ readonly log: string; readonly path: string }> {
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  const { log } = await observe(program, {
    name,
    scenario,
    inputs: { ...scenario.inputs, recording: 'below/recording.json' },
    environment: { GITHUB_WORKSPACE: workspace },
  });
  expect(readdirSync(workspace), log).toStrictEqual(['below']);
  return { log, path: join(workspace, 'below/recording.json') };
}

const { 'cloud-partner-portal': portal, submission, 'product-ingestion': ingestion } = scenariosByApi;

describe.concurrent('a recording by the bundle', () => {
  it.for([
    ['federated', portal.federated],
    ['submission-newer', submission['submission-newer']],
    ['job-accepted', ingestion['job-accepted']],
  ] as const)('%s: the same bytes as by the source', async ([name, scenario], { expect }) => {
    const [ofSource, ofBundle] = await Promise.all([record(source, scenario, name), record(bundleAt('dist/index.js'), scenario, name)]);
    expect(readFileSync(ofBundle.path, 'utf8')).toBe(readFileSync(ofSource.path, 'utf8'));
    expect(ofBundle.log).toBe(ofSource.log);
    expect(ofBundle.log).toContain('The recording is in below/recording.json. It is made for sharing. Nothing was uploaded.');
  });

  it('is played by the sandbox, and the outcome is compared', async ({ expect }) => {
    const { path } = await record(bundleAt('dist/index.js'), portal.synchronous, 'synchronous');
    const play = (): { readonly status: number | null; readonly stdout: string } =>
      spawnSync(process.execPath, ['dist/sandbox/index.js', '--play', path], { encoding: 'utf8' });
    const same = play();
    expect(
      [same.status, same.stdout.includes('The recorded outcome: offer-1: canceled. The played one is the same.')],
      same.stdout,
    ).toStrictEqual([0, true]);
  });

  it('that says something else differs, and one that is none is refused', async ({ expect }) => {
    const recording = JSON.parse(readFileSync('docs/recordings/synchronous.json', 'utf8')) as RecordingFile;
    const play = (file: string): string => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/sandbox/index.js', '--play', file], { encoding: 'utf8' });
      return `${status}: ${stdout}${stderr}`;
    };
    const other = join(folder, 'other.json');
    writeFileSync(other, JSON.stringify({ ...recording, offers: [{ offer: 'offer-1', outcome: 'refused', cause: 'refused-403' }] }));
    expect(play(other)).toMatch(/^1: [\s\S]*- offer-1: canceled now, refused in the recording\n$/);
    expect(play('package.json')).toMatch(/^2: This is no recording of version 1/);
  });
});
