/**
 * Runs the recipes of the documents, and the workflow that uses the action from its own checkout, by act: real workflow files in a real engine, against the sandbox.
 * `npm run proof:workflows [-- RECIPE]`. A recipe without a case is an error.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { scenarios } from '../src/sandbox/scenarios.ts';
import { serve } from '../src/sandbox/server.ts';
import { createService } from '../src/sandbox/service.ts';
import { clientId, clientSecret, oidcPath, requestToken, tenantId } from '../src/sandbox/signIn.ts';
import { type RunEnd, runWorkflow } from './act.ts';
import { asWorkflow, examples, pinned } from './examples.ts';
import { cases, type WorkflowCase } from './workflowCases.ts';

const [, , act = '', only] = process.argv;
const clock = { nowMs: () => performance.now(), wallMs: () => Date.now() };
const sha = '0'.repeat(40);

/** Where the sandbox is, after the `with:` of our action: all that is changed in a recipe. */
function inSandbox(workflow: string): string {
  return workflow.replaceAll(
    /^( *(?:- )?)(uses: owner\/cancel-azure-marketplace-operation@.*\n)( *)with:\n/gm,
    (_, before: string, uses: string, indent: string) =>
      `${before}${uses}${indent}with:\n${indent}  base-url: \${{ vars.SANDBOX }}\n${indent}  authority-url: \${{ vars.SANDBOX }}\n`,
  );
}

const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    examples().flatMap(({ recipe, yaml }) => (recipe === undefined ? [] : [[recipe, inSandbox(pinned(asWorkflow(yaml)))]])),
  ),
  rehearsal: readFileSync('__tests__/workflows/rehearsal.yml', 'utf8'),
};

/** A checkout with the action, a publish script that does as the case says, and stand-ins for what cannot be had on this machine. */
function workspaceFor({ publish = 'true' }: WorkflowCase): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
  for (const path of ['action.yml', 'dist', '.github']) cpSync(path, join(folder, path), { recursive: true });
  const rollback = join(folder, '.github/workflows/rollback.yml');
  writeFileSync(rollback, inSandbox(readFileSync(rollback, 'utf8')));
  const put = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: 0o755 });
  };
  put('publish.sh', `#!/bin/sh\n${publish}\n`);
  put('bin/az', '#!/bin/sh\necho a-token-of-azure-login\n');
  put(
    'login/action.yml',
    'name: login\ndescription: stands for azure/login\nruns: { using: composite, steps: [{ run: "true", shell: sh }] }\n',
  );
  for (const [name, text] of Object.entries(files)) put(`runs/${name}.yml`, text);
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd: folder });
  };
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A checkout');
  return folder;
}

interface Told {
  readonly jobs: RunEnd['jobs'];
  /** How many cancel requests the service got. */
  readonly cancels: number;
  /** What the chat was told, as far as the case says it. */
  readonly chat: readonly string[];
}

async function play(one: WorkflowCase): Promise<{ told: Told; end: RunEnd }> {
  const workspace = workspaceFor(one);
  let cancels = 0;
  const sandbox = await serve(createService(scenarios[one.scenario ?? 'synchronous'], clock), 0, ({ method, path }) => {
    if (method === 'POST' && path.includes('/cancel?')) cancels += 1;
  });
  const chat: string[] = [];
  const webhook = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => {
      chat.push((JSON.parse(body) as { text: string }).text);
      outgoing.end();
    });
  });
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  const end = await runWorkflow({
    act,
    workspace,
    workflow: `runs/${one.recipe}.yml`,
    event: one.event,
    payload: one.payload ?? {},
    vars: { SANDBOX: sandbox.origin, AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId },
    secrets: { AZURE_CLIENT_SECRET: clientSecret, CHAT_WEBHOOK: `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/` },
    env: {
      PATH: [join(workspace, 'bin'), process.env['PATH']].join(delimiter),
      CHECKOUT_FROM: workspace,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${sandbox.origin}${oidcPath}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
    repositories: { [`owner/cancel-azure-marketplace-operation@${sha}`]: workspace, [`azure/login@${sha}`]: join(workspace, 'login') },
    onLine: (line, cancel) => {
      if (line.includes('cancel this run')) cancel();
    },
  });
  await sandbox.close();
  webhook.close();
  rmSync(workspace, { recursive: true, force: true });
  const beginnings = chat.map((text, place) => text.slice(0, one.expected.chat?.[place]?.length));
  return { told: { jobs: end.jobs, cancels, chat: beginnings }, end };
}

const version = (command: string): string => execFileSync(command, ['--version'], { encoding: 'utf8' }).trim();
process.stdout.write(`${version(act)}, node ${version('node')}\n`);
const unplayed = Object.keys(files).filter((name) => !cases.some(({ recipe }) => recipe === name));
let failures = unplayed.length;
for (const name of unplayed) process.stdout.write(`✗ ${name} has no case\n`);
for (const one of cases.filter(({ recipe }) => only === undefined || recipe === only)) {
  const startMs = performance.now();
  const { told, end } = await play(one);
  const expected = { cancels: 0, chat: [], ...one.expected };
  const isGood = isDeepStrictEqual(told, expected) && isDeepStrictEqual(end.steps, one.steps ?? end.steps);
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${isGood ? '✓' : '✗'} ${seconds} s  ${one.recipe}: ${one.what}\n`);
  if (isGood) continue;
  failures += 1;
  process.stdout.write(
    `${end.log}\n\nexpected ${JSON.stringify({ ...expected, steps: one.steps })}\ntold     ${JSON.stringify({ ...told, steps: end.steps })}\n\n`,
  );
}
process.stdout.write(`${cases.length - failures} of ${cases.length} workflow runs went as they should\n`);
process.exitCode = failures === 0 ? 0 : 1;
