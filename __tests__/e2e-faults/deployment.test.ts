import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { type Rehearsal, rehearse } from '../../src/sandbox/rehearsal.ts';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { serve } from '../../src/sandbox/server.ts';
import { createService } from '../../src/sandbox/service.ts';
import { lacks } from '../support/capabilities.ts';
import { commandsIn, ourCommands } from '../support/commands.ts';
import { environment, type Github, type GithubScript, github, githubFaults, githubToken, inUse, repository } from '../support/github.ts';
import { createStepClock, type StepClock } from '../support/stepClock.ts';

/** dist/index.js with dist/deployment/, as a child process, against a marketplace that cancels at once and a GitHub that the rows play. */
const actionYml = readFileSync('action.yml', 'utf8');

interface Setting {
  readonly script?: GithubScript | ((time: StepClock) => GithubScript);
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Code that runs in the step's process before the bundle. */
  readonly preload?: string;
  /** Sent as soon as GitHub has heard of the step. */
  readonly signal?: NodeJS.Signals;
}

interface Fired extends Rehearsal {
  readonly heard: Github['heard'];
}

async function fire({ script = inUse, inputs, environment: given, preload = '', signal }: Setting): Promise<Fired> {
  const time = await createStepClock();
  const first: GithubScript = signal ? { 'GET deployments': () => time.after(0, () => time.kill(signal)) } : {};
  const { apiUrl, heard, close } = await github({ ...(typeof script === 'function' ? script(time) : script), ...first });
  const sandbox = await serve(createService(scenarios.synchronous, time.clock), 0);
  const result = await rehearse({
    command: [process.execPath, ...time.preload, ...['--import', `data:text/javascript,${encodeURIComponent(preload)}`], 'dist/index.js'],
    actionYml,
    inputs: {
      'publisher-id': 'contoso',
      'offer-id': 'contoso-vm',
      token: 'secret-token',
      'base-url': sandbox.origin,
      environment,
      'github-token': githubToken,
      ...inputs,
    },
    environment: {
      RUNNER_DEBUG: '1',
      GITHUB_API_URL: apiUrl,
      GITHUB_REPOSITORY: repository,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_RUN_ID: '42',
      ...time.environment,
      ...given,
    },
  });
  await Promise.all([sandbox.close(), close(), time.close()]);
  return { ...result, heard };
}

const warnings = ({ log }: Rehearsal): string[] =>
  commandsIn(log)
    .filter(({ name }) => name === 'warning' || name === 'error')
    .map(({ data }) => data.replaceAll('%0A', '\n').replaceAll('%25', '%'));

const warningOf = (why: string): string =>
  `The deployment to the environment "production" could not be marked inactive: ${why}. The result of the cancel stands. If it matters, mark the deployment inactive in GitHub. More about this: docs/troubleshooting.md#deployment`;

/** What a step leaves behind, its masks apart. */
const left = ({ log, summary, outputs }: Rehearsal): string =>
  [log.replace(/^::add-mask::.*$/gm, ''), summary, ...Object.values(outputs)].join('\n');

describe.concurrent('what the wire does to a deployment', () => {
  it.for(githubFaults)('$name', async ({ script, says }, { expect }) => {
    const fired = await fire({ script });
    const [warning, ...more] = warnings(fired);
    expect({ outcome: fired.outputs['outcome'], exitCode: fired.exitCode, more }, fired.log).toStrictEqual({
      outcome: 'canceled',
      exitCode: 0,
      more: [],
    });
    const clause = /could not be marked inactive: (.*)\. The result of the cancel stands/.exec(warning ?? '')?.[1];
    expect(clause).toStrictEqual(typeof says === 'string' ? says : expect.stringMatching(says));
    expect(left(fired), 'G6').not.toContain(githubToken);
    expect(
      commandsIn(fired.log).filter(({ name }) => !ourCommands.includes(name)),
      'G7',
    ).toStrictEqual([]);
  });

  it.for([
    {
      name: 'GH-06 silence',
      script: { ...inUse, 'GET deployments': () => undefined },
      why: 'no answer of GitHub in time, so look at it first',
    },
    {
      name: 'GH-06 silence after the new status',
      script: { ...inUse, 'POST 7/statuses': () => undefined },
      why: 'no answer of GitHub in time, so look at it first',
    },
    {
      name: 'GH-06 a body that drips',
      script: (time: StepClock): GithubScript => ({
        ...inUse,
        'GET deployments': (response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          const drip = (): void => {
            response.write(' ');
            time.after(1_000, drip);
          };
          drip();
        },
      }),
      why: 'no answer of GitHub in time, so look at it first',
    },
    { name: 'GH-13 no API', environment: { GITHUB_API_URL: '' }, why: 'GITHUB_API_URL is not an https address; let the runner set it' },
    {
      name: 'GH-13 no repository',
      environment: { GITHUB_REPOSITORY: '' },
      why: 'GITHUB_REPOSITORY is not an owner/name; let the runner set it',
    },
  ])('$name', async ({ why, name: _, ...setting }, { expect }) => {
    const fired = await fire(setting);
    expect(warnings(fired)).toStrictEqual([warningOf(why)]);
    expect({ outcome: fired.outputs['outcome'], exitCode: fired.exitCode }).toStrictEqual({ outcome: 'canceled', exitCode: 0 });
  });

  it('GH-13 an event that is no JSON', async ({ expect }) => {
    const fired = await fire({ environment: { GITHUB_EVENT_PATH: 'README.md' } });
    expect(warnings(fired)).toStrictEqual([
      expect.stringMatching(/^The deployment .* could not be marked inactive: please report it \(SyntaxError: /),
    ]);
    expect(fired.exitCode).toBe(0);
  });
});

describe.concurrent('a deployment that is marked', () => {
  it('is the three requests, a line and a sentence in the summary', async ({ expect }) => {
    const fired = await fire({});
    const line = 'Marked inactive in the environment "production": deployment 7 of v7.';
    expect(fired.log.split('\n').filter((one) => one === line)).toHaveLength(1);
    expect(fired.summary.trimEnd().split('\n').at(-1)).toBe(line);
    expect(warnings(fired)).toStrictEqual([]);
    expect(fired.heard.map(({ name, body }) => [name, body])).toStrictEqual([
      ['GET deployments', ''],
      ['GET 7/statuses', ''],
      [
        'POST 7/statuses',
        `{"state":"inactive","log_url":"https://github.example/${repository}/actions/runs/42","description":"Canceled in Azure Marketplace: contoso/contoso-vm","auto_inactive":false}`,
      ],
    ]);
    expect(left(fired), 'G6').not.toContain(githubToken);
  });

  it.skipIf(lacks('POSIX signals'))('SG-06 a kill in the middle loses no output', async ({ expect }) => {
    const { exitCode, outputs, summary } = await fire({ signal: 'SIGKILL' });
    expect({ exitCode, outcome: outputs['outcome'], results: outputs['results'] }).toStrictEqual({
      exitCode: 137,
      outcome: 'canceled',
      results: expect.stringContaining('"outcome":"canceled"'),
    });
    expect(summary).toContain('contoso-vm **was canceled**: the service confirmed it');
  });

  it.skipIf(lacks('POSIX signals'))('SG-01 a canceled run ends it, the result is known', async ({ expect }) => {
    const fired = await fire({ signal: 'SIGINT' });
    expect(warnings(fired)).toStrictEqual([warningOf('the run was canceled')]);
    expect({ exitCode: fired.exitCode, outcome: fired.outputs['outcome'] }).toStrictEqual({ exitCode: 0, outcome: 'canceled' });
  });

  it.for([
    { name: 'no environment', inputs: { environment: '' } },
    { name: 'no token', inputs: { 'github-token': '' } },
    { name: 'a dry run', inputs: { 'dry-run': 'true' } },
  ])('$name: GitHub is not asked, and its bundle not loaded', async ({ inputs }, { expect }) => {
    const preload = `import { registerHooks } from 'node:module';
      registerHooks({ load: (url, context, next) => { console.log('loads ' + url); return next(url, context); } });`;
    const { heard, log } = await fire({ inputs, preload });
    expect(heard).toStrictEqual([]);
    expect(log).toContain('dist/index.js\n');
    expect(log).not.toContain('dist/deployment');
  });

  it('the same hook sees the bundle where it is loaded', async ({ expect }) => {
    const preload = `import { registerHooks } from 'node:module';
      registerHooks({ load: (url, context, next) => { console.log('loads ' + url); return next(url, context); } });`;
    expect((await fire({ preload })).log).toMatch(/^loads file:.*\/dist\/deployment\/index\.js$/m);
  });
});
