/** `npm run test:e2e:workflows [-- RECIPE]`: act, a workflow engine, runs the recipes of the documents and the rehearsal against the sandbox. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { systemClock } from '../src/clock.ts';
import { createMarketplaces } from '../src/sandbox/marketplaces.ts';
import { jobId } from '../src/sandbox/productIngestion/wire.ts';
import { scenarioNamed, scenarios } from '../src/sandbox/scenarios.ts';
import { serve } from '../src/sandbox/server.ts';
import { clientId, clientSecret, oidcPath, requestToken, tenantId } from '../src/sandbox/signIn.ts';
import { asWorkflow, examples, pinned } from './examples.ts';
import { cases, type WorkflowCase } from './workflowCases.ts';

const [, , act = '', only] = process.argv;
const sha = '0'.repeat(40);
const longestRunMs = 120_000;

/** A recipe runs as it is written, except for the address of the service. One that starts a sandbox of its own names it already, for a rehearsal. */
const inSandbox = (workflow: string): string =>
  workflow.includes('steps.sandbox.outputs.base-url')
    ? workflow.replaceAll(/\$\{\{ (steps\.sandbox\.outputs\.base-url) \}\}/g, '${{ $1 || vars.SANDBOX }}')
    : workflow.replaceAll(
        /^( *)((?:- )?uses: owner\/cancel-azure-marketplace-operation@.*\n)( *)with:\n/gm,
        '$1$2$3with:\n$3  base-url: ${{ vars.SANDBOX }}\n$3  authority-url: ${{ vars.SANDBOX }}\n',
      );

const recipes = Object.fromEntries(
  examples().flatMap(({ recipe, yaml }) => (recipe === undefined ? [] : [[recipe, inSandbox(pinned(asWorkflow(yaml)))]])),
);
const workflows: Readonly<Record<string, string>> = { ...recipes, rehearsal: readFileSync('.github/workflows/rehearsal.yml', 'utf8') };

/** A checkout with the action, a publish script that does as the case says, and stand-ins for what this machine does not have. */
function workspaceFor({ publish = 'true', check = 'true' }: WorkflowCase): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
  for (const path of ['action.yml', 'sandbox', 'dist', '.github']) cpSync(path, join(folder, path), { recursive: true });
  const put = (path: string, content: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: 0o755 });
  };
  put('.github/workflows/rollback.yml', inSandbox(readFileSync('.github/workflows/rollback.yml', 'utf8')));
  put('publish.sh', `#!/bin/sh\n${publish}\n`);
  put('check.sh', `#!/bin/sh\n${check}\n`);
  put('bin/az', `#!/bin/sh\ntest "$1" = rest && echo ${jobId} || echo a-token-of-azure-login\n`);
  put('login/action.yml', 'name: login\nruns: { using: composite, steps: [{ run: "true", shell: sh }] }\n');
  for (const [name, workflow] of Object.entries(workflows)) put(`runs/${name}.yml`, workflow);
  for (const command of ['init --quiet', 'add --all', '-c user.name=test -c user.email=test@example.com commit --quiet --message checkout'])
    execFileSync('git', command.split(' '), { cwd: folder });
  return folder;
}

interface Line {
  readonly job?: string;
  readonly msg?: string;
  readonly raw_output?: boolean;
  readonly step?: string;
  readonly stage?: string;
  /** Those of the steps around it, too. */
  readonly stepID?: readonly string[];
  readonly stepResult?: string;
  readonly jobID?: string;
  readonly jobResult?: string;
}

function parsed(line: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return { msg: line };
  }
}

/** Runs one workflow on this machine, without a container. A step that prints "cancel this run" gets its run canceled, as by Ctrl+C. */
async function run(
  { recipe, event }: WorkflowCase,
  workspace: string,
  settings: Readonly<Record<string, Readonly<Record<string, string>>>>,
) {
  const home = mkdtempSync(join(tmpdir(), 'act-'));
  writeFileSync(join(home, 'event.json'), JSON.stringify(event.payload));
  const fixed = ['--platform', 'ubuntu-latest=-self-hosted', '--json', '--no-cache-server', '--eventpath', join(home, 'event.json')];
  const flags = Object.entries(settings).flatMap(([flag, values]) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]),
  );
  const env = { PATH: settings['--env']?.['PATH'], HOME: home, XDG_CACHE_HOME: home };
  const child = spawn(act, [event.name, '--workflows', `runs/${recipe}.yml`, ...fixed, ...flags], {
    cwd: workspace,
    env,
    timeout: longestRunMs,
  });
  const jobs: Record<string, string> = {};
  const steps: string[] = [];
  const log: string[] = [];
  const listen = (printed: string): void => {
    const { job = '', msg = '', raw_output, step = '', stage, stepID = [], stepResult, jobID, jobResult } = parsed(printed);
    log.push(`${job} | ${msg.trimEnd()}`);
    if (raw_output && msg.includes('cancel this run')) child.kill('SIGINT');
    if (jobID !== undefined && jobResult !== undefined) jobs[jobID] = [jobs[jobID], jobResult].filter(Boolean).join(' ');
    if (stepResult !== undefined && stage === 'Main' && stepID.length === 1) steps.push(`${step}: ${stepResult}`);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', listen);
  await new Promise((resolve, reject) => void child.once('error', reject).once('close', resolve));
  rmSync(home, { recursive: true, force: true });
  return { jobs, steps, log: log.join('\n') };
}

/** Plays a case; the differences to what it expects, if there are any, with the log of the run. */
async function play(one: WorkflowCase): Promise<string> {
  const workspace = workspaceFor(one);
  let cancels = 0;
  const sandbox = await serve(
    createMarketplaces(scenarioNamed(one.scenario ?? '') ?? scenarios.synchronous, systemClock),
    0,
    ({ method, path }) => {
      if (method === 'DELETE' || (method === 'POST' && path.includes('/cancel?'))) cancels += 1;
    },
  );
  const chat: string[] = [];
  const webhook = createServer(async (incoming, outgoing) => {
    chat.push(await text(incoming));
    outgoing.end();
  });
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  const { jobs, steps, log } = await run(one, workspace, {
    '--var': { SANDBOX: sandbox.origin, AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId },
    '--secret': { AZURE_CLIENT_SECRET: clientSecret, CHAT_WEBHOOK: `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/` },
    '--env': {
      PATH: [join(workspace, 'bin'), process.env['PATH']].join(delimiter),
      CHECKOUT_FROM: workspace,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${sandbox.origin}${oidcPath}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
    '--local-repository': {
      [`owner/cancel-azure-marketplace-operation@${sha}`]: workspace,
      [`azure/login@${sha}`]: join(workspace, 'login'),
    },
  });
  await sandbox.close();
  webhook.close();
  rmSync(workspace, { recursive: true, force: true });
  const count = (pattern: RegExp): number => log.match(pattern)?.length ?? 0;
  const rehearsed = count(/ \| (POST \S+\/cancel\?|DELETE )\S+ → /g);
  const sandboxes = { rehearsed, leftRunning: count(/The sandbox plays/g) - count(/The sandbox is stopped\./g) };
  const expected = {
    jobs: one.jobs,
    cancels: one.cancels ?? 0,
    chat: one.chat ?? [],
    steps: one.steps ?? steps,
    sandboxes: { rehearsed: one.rehearsed ?? 0, leftRunning: 0 },
  };
  const heard = chat.map((message, place) => expected.chat.slice(place, place + 1).find((part) => message.includes(part)) ?? message);
  const found = { jobs, cancels, chat: heard, steps, sandboxes };
  return isDeepStrictEqual(found, expected) ? '' : `${log}\n\nexpected ${JSON.stringify(expected)}\nfound    ${JSON.stringify(found)}\n\n`;
}

const untested = Object.keys(workflows).filter((name) => !cases.some(({ recipe }) => recipe === name));
if (untested.length > 0) throw new Error(`recipes without a case: ${untested.join(', ')}`);
process.stdout.write(execFileSync(act, ['--version']));
const chosen = cases.filter(({ recipe }) => only === undefined || recipe === only);
let failures = 0;
for (const one of chosen) {
  const trouble = await play(one);
  process.stdout.write(`${trouble === '' ? '✓' : '✗'} ${one.recipe}: ${one.what}\n${trouble}`);
  if (trouble !== '') failures += 1;
}
process.stdout.write(`${chosen.length - failures} of ${chosen.length} workflow runs went as they should\n`);
process.exitCode = failures === 0 ? 0 : 1;
