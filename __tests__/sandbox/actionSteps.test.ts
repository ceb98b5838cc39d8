import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseOutputs, rehearse } from '../../src/sandbox/rehearsal.ts';
import { type Scenario, scenariosByApi } from '../../src/sandbox/scenarios.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox action '));
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10 }));

const actionYml = parse(readFileSync('sandbox/action.yml', 'utf8')) as {
  readonly inputs: object;
  readonly outputs: object;
  readonly runs: { readonly using: string; readonly main: string; readonly post: string };
};
const main = resolve('sandbox', actionYml.runs.main);
const post = resolve('sandbox', actionYml.runs.post);

interface Step {
  readonly exitCode: unknown;
  readonly printed: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** What lies in its folder for temporary files. */
  readonly files: readonly string[];
}

/** Runs a program as the runner does, with a file for each of its file commands. */
async function run(program: string, variables: Readonly<Record<string, string>> = {}): Promise<Step> {
  const RUNNER_TEMP = mkdtempSync(join(folder, 'temp '));
  const files = { GITHUB_OUTPUT: join(RUNNER_TEMP, 'output'), GITHUB_STATE: join(RUNNER_TEMP, 'state') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, RUNNER_TEMP, ...files, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const [outputs = {}, state = {}] = Object.values(files).map((file) => parseOutputs(readFileSync(file, 'utf8')));
  return { exitCode, printed, outputs, state, files: readdirSync(RUNNER_TEMP) };
}

const start = (scenario: string, program = main): Promise<Step> => run(program, { INPUT_SCENARIO: scenario });
const stop = ({ state }: Pick<Step, 'state'>): Promise<Step> =>
  run(post, Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])));
const origin = ({ outputs }: Step): string => outputs['base-url'] ?? '';

/** The main step, beside another program in place of the sandbox. */
function besideSandbox(program: string): string {
  const dist = mkdtempSync(join(folder, 'dist '));
  cpSync(dirname(main), join(dist, 'start'), { recursive: true });
  writeFileSync(join(dist, 'index.js'), program);
  return join(dist, 'start', 'index.js');
}

/** The state of a sandbox that is gone. */
function leftBehind(printed: string): Pick<Step, 'state'> {
  const log = join(mkdtempSync(join(folder, 'left ')), 'sandbox.log');
  writeFileSync(log, printed);
  return { state: { pid: '1', log } };
}

describe('the main step', () => {
  it('does what sandbox/action.yml says', () => {
    expect(actionYml.runs.using).toBe('node24');
    expect([main, post].map((path) => existsSync(path))).toStrictEqual([true, true]);
    expect(Object.keys(actionYml.inputs)).toStrictEqual(['scenario', 'recording']);
  });

  it.each([
    { scenario: 'accepted', plays: 'accepted', id: '56615b67-2185-49fe-80d2-c4ddf77bb2e8' },
    { scenario: '', plays: 'accepted', id: '56615b67-2185-49fe-80d2-c4ddf77bb2e8' },
    { scenario: ' submission-gone\n', plays: 'submission-gone', id: '11529215056977358840' },
    { scenario: 'job-canceled', plays: 'job-canceled', id: 'b7f6e1c2-4d3a-4f0b-9c58-2a1e0d9f7c36' },
  ])('starts "$scenario"', async ({ scenario, plays, id }) => {
    const started = await start(scenario);
    const health = await (await fetch(`${origin(started)}/health`)).json();
    await stop(started);
    expect(started).toMatchObject({ exitCode: 0, printed: expect.stringContaining(`"${plays}" at ${origin(started)}.`) });
    expect(health).toMatchObject({ status: 'healthy' });
    expect(started.outputs).toStrictEqual({
      'base-url': expect.stringMatching(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/),
      'operation-id': id,
      token: 'a-token-for-the-sandbox',
    });
    expect(Object.keys(started.outputs)).toStrictEqual(Object.keys(actionYml.outputs));
  });

  it.each(['accepted', 'submission-gone', 'job-canceled'])('plays the recording of %s, with an operation id of it', async (name) => {
    const started = await run(main, { INPUT_RECORDING: `docs/recordings/${name}.json`, GITHUB_WORKSPACE: resolve('.') });
    const health = await (await fetch(`${origin(started)}/health`)).json();
    await stop(started);
    expect(started).toMatchObject({ exitCode: 0, printed: expect.stringContaining(`the recording at ${origin(started)}.`) });
    expect(health).toMatchObject({ status: 'healthy' });
    expect(started.outputs['operation-id']).toMatch(/^[\da-f-]{19,36}$/);
  });

  it.each([
    { inputs: { INPUT_RECORDING: 'no.json' }, says: /no\.json/ },
    { inputs: { INPUT_RECORDING: 'package.json' }, says: /This is no recording of version 1/ },
    {
      inputs: { INPUT_RECORDING: 'docs/recordings/accepted.json', INPUT_SCENARIO: 'slow' },
      says: /A recording or a scenario, and not both/,
    },
  ])('refuses $inputs', async ({ inputs, says }) => {
    const { exitCode, printed } = await run(main, { ...inputs, GITHUB_WORKSPACE: resolve('.') });
    expect(printed.trim().split(/\r?\n/).at(-1)).toMatch(says);
    expect(exitCode).toBe(1);
  });

  it.each(['nonsense', 'constructor', '--help', '--port=1'])('refuses "%s", and lists the scenarios of each API', async (scenario) => {
    const { exitCode, printed, outputs, state } = await start(scenario);
    const names = Object.entries<Readonly<Record<string, Scenario>>>(scenariosByApi).map(
      ([api, scenarios]) => `api: ${api}: ${Object.keys(scenarios).join(', ')}`,
    );
    const error = [`There is no scenario "${scenario}".`, ...names].join('%0A');
    expect(printed.trim().split(/\r?\n/).at(-1)).toBe(`::error::The sandbox did not start. ${error}`);
    expect(printed).toContain('the service cancels at once (200)');
    expect([exitCode, outputs, state['pid']]).toStrictEqual([1, { 'base-url': 'http://127.0.0.1:0' }, '']);
  });

  it('is red when the sandbox ends early, and shows what it printed', async () => {
    const program = besideSandbox('console.log("::notice::a sign"); console.error("no 100% room"); process.exit(0);');
    const { exitCode, printed, outputs } = await start('accepted', program);
    const [token = ''] = /[\w-]{36}$/m.exec(printed) ?? [];
    expect(printed.split(/\r?\n/)).toStrictEqual([
      `::stop-commands::${token}`,
      '::notice::a sign',
      'no 100% room',
      `::${token}::`,
      '::error::The sandbox did not start. ::notice::a sign%0Ano 100%25 room',
      '',
    ]);
    expect([exitCode, outputs]).toStrictEqual([1, { 'base-url': 'http://127.0.0.1:0' }]);
  });

  it.each(['GITHUB_OUTPUT', 'GITHUB_STATE'])('is red without %s, and starts nothing', async (name) => {
    const { exitCode, printed, files } = await run(main, { [name]: '' });
    expect(printed).toMatch(`::error::The sandbox did not start. ${name} is not set`);
    expect([exitCode, files.toSorted()]).toStrictEqual([1, ['output', 'state']]);
  });
});

describe('the post step', () => {
  it('shows the requests, and stops the sandbox', async () => {
    const started = await start('synchronous');
    const url = `${origin(started)}/api/publishers/a/offers/b/status`;
    expect((await fetch(url)).status).toBe(401);
    const { exitCode, printed } = await stop(started);
    expect(printed.split(/\r?\n/).filter((line) => !line.startsWith('::'))).toStrictEqual([
      'GET /api/publishers/a/offers/b/status → 401',
      'The sandbox is stopped.',
      '',
    ]);
    expect(exitCode).toBe(0);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it.each([
    {
      what: 'nothing was started',
      before: async () => ({ state: {} }),
      says: /^The sandbox did not start, so there is nothing to stop\.\s*$/,
    },
    {
      what: 'the scenario is unknown',
      before: () => start('nonsense'),
      says: /^The sandbox did not start, so there is nothing to stop\.\s*$/,
    },
    {
      what: 'no request came',
      before: () => start('slow'),
      says: /^::warning::The sandbox got no request\..*\s+The sandbox is stopped\.\s*$/,
    },
    {
      what: 'the sandbox has ended',
      before: async () => leftBehind('Scenario "x" at http://127.0.0.1:1 (x)\nThe operation-id of the publish: y\n::error::forged\n'),
      says: /^::stop-commands::(\S+)\s+::error::forged\s+::\1::\s+::warning::The sandbox ended before the job did\.\s*$/,
    },
    {
      what: 'the start was interrupted',
      before: async () => leftBehind('Scenario "x" at http'),
      says: /^::warning::The start of the sandbox was interrupted\.\s*$/,
    },
    { what: 'the log is gone', before: async () => ({ state: { pid: '1', log: join(folder, 'gone.log') } }), says: /^::warning::.*ENOENT/ },
  ])('is green when $what', async ({ before, says }) => {
    const { exitCode, printed } = await stop(await before());
    expect([exitCode, printed]).toStrictEqual([0, expect.stringMatching(says)]);
  });
});

describe('a rehearsal of the whole action', () => {
  const offer = { 'publisher-id': 'contoso', 'offer-id': 'contoso-vm' };
  it.each([
    { scenario: 'synchronous', inputs: offer, outcome: 'canceled' },
    { scenario: 'refused-403', inputs: offer, outcome: 'refused' },
    { scenario: 'job-canceled', inputs: { api: 'product-ingestion', 'offer-id': 'contoso-vm' }, outcome: 'canceled' },
    { scenario: 'nonsense', inputs: offer, outcome: 'invalid-input' },
  ])('scenario "$scenario": $outcome', async ({ scenario, inputs, outcome }) => {
    const started = await start(scenario);
    const { 'base-url': baseUrl = '', token = 'x', 'operation-id': operationId = '' } = started.outputs;
    const { outputs } = await rehearse({
      command: [process.execPath, resolve('dist/index.js')],
      actionYml: readFileSync('action.yml', 'utf8'),
      inputs: { ...inputs, token, 'operation-id': operationId, 'base-url': baseUrl },
    });
    const { printed } = await stop(started);
    expect(outputs['outcome']).toBe(outcome);
    expect(printed.includes(' → ')).toBe(scenario !== 'nonsense');
  });
});
