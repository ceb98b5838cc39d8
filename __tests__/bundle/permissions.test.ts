import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { RecordingFile } from '../../src/recording/form.ts';
import { rehearse } from '../../src/sandbox/rehearsal.ts';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { serve } from '../../src/sandbox/server.ts';
import { createService } from '../../src/sandbox/service.ts';
import { stepFor } from '../../src/sandbox/step.ts';
import { mask } from './support/observe.ts';

const actionYml = readFileSync('action.yml', 'utf8');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'permissions-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** Signs in, cancels, marks a deployment and records, so that every bundle of the action runs. */
const scenario = { ...scenarios.synchronous, signIn: { method: 'federated' }, isDeployed: true } as const;

interface Ran {
  readonly exitCode: number;
  readonly log: string;
  readonly output: string;
  readonly summary: string;
  /** How the offers ended, as the recording says. */
  readonly recorded: RecordingFile['offers'];
}

/** Without what differs between two runs in real time. */
const steady = (text: string): string =>
  mask(text)
    .replace(/ *\d+\.\d s/g, ' N s')
    .replace(/^ N s( : .*)$/gm, (_line, points: string) => points.replaceAll(' : ', '\n : ').slice(1))
    .replace(/ in \d+ ms/g, ' in N ms')
    .replace(/ghadelimiter_[\w-]+/g, 'DELIMITER');

/** Runs a copy of dist/ in which `planted` runs as soon as the step works. Under permissions it may read its folder, and write the recording and the files of the runner. */
async function run(isLimited: boolean, planted = ''): Promise<Ran> {
  const isWorking = "process.listenerCount('uncaughtException') > 0";
  const late = `(function wait() { if (!(${isWorking})) return void setImmediate(wait); void (async () => { ${planted} })(); })();`;
  const home = mkdtempSync(join(folder, 'step-'));
  const dist = join(home, 'dist');
  cpSync('dist', dist, { recursive: true });
  writeFileSync(join(dist, 'index.js'), `${readFileSync('dist/index.js', 'utf8')}\n${late}\n`);
  const files = { GITHUB_OUTPUT: join(home, 'output'), GITHUB_STEP_SUMMARY: join(home, 'summary') };
  const recording = join(home, 'recording.json');
  for (const file of [...Object.values(files), recording]) writeFileSync(file, '');
  const flags = [
    '--permission',
    '--disallow-code-generation-from-strings',
    `--allow-fs-read=${home}`,
    ...[...Object.values(files), recording].map((file) => `--allow-fs-write=${file}`),
  ];
  const sandbox = await serve(createService(scenario, systemClock), 0);
  const { inputs, environment } = stepFor(scenario, sandbox.origin);
  const { exitCode, log } = await rehearse({
    command: [process.execPath, ...(isLimited ? flags : []), join(dist, 'index.js')],
    actionYml,
    inputs: { ...inputs, recording: 'recording.json' },
    environment: { ...environment, ...files, GITHUB_WORKSPACE: home },
  });
  await sandbox.close();
  const [output = '', summary = ''] = Object.values(files).map((file) => steady(readFileSync(file, 'utf8')));
  const { offers: recorded = [] } = JSON.parse(readFileSync(recording, 'utf8') || '{}') as Partial<RecordingFile>;
  return { exitCode, log: steady(log), output, summary, recorded };
}

describe.concurrent('under the permission model of Node', () => {
  it('a whole step works: no process, no worker, no addon, no code made of text, no file but its own and those of the runner', async ({
    expect,
  }) => {
    const [limited, free] = await Promise.all([run(true), run(false)]);
    expect(limited).toStrictEqual(free);
    expect(limited).toMatchObject({
      exitCode: 0,
      summary: expect.stringContaining('Marked inactive'),
      recorded: [{ offer: 'offer-1', outcome: 'canceled' }],
    });
  });

  const restricted = /^::error .*Access to this API has been restricted/m;
  const notFromText = /^::error .*Code generation from strings disallowed/m;

  it.for([
    { line: "(await import('node:child_process')).spawnSync(process.execPath, ['--version']);", says: restricted },
    { line: "new (await import('node:worker_threads')).Worker('', { eval: true });", says: restricted },
    { line: "process.dlopen({ exports: {} }, 'x.node');", says: /^::error .*Cannot load native addon/m },
    { line: "(await import('node:fs')).writeFileSync(import.meta.filename, '');", says: restricted },
    { line: "(await import('node:fs')).rmSync(`${process.env.GITHUB_OUTPUT}-`, { force: true });", says: restricted },
    { line: "(await import('node:fs')).readFileSync(process.execPath);", says: restricted },
    { line: "eval('1');", says: notFromText },
    { line: "new Function('return 1')();", says: notFromText },
    { line: "(() => {}).constructor('return 1')();", says: notFromText },
  ])('a planted line is refused: $line', async ({ line, says }, { expect }) => {
    const { log, exitCode } = await run(true, line);
    expect(log).toMatch(says);
    expect(exitCode).toBe(1);
  });
});
