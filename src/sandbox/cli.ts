import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '../clock.ts';
import { commandOf, usage } from './commandLine.ts';
import { createMarketplaces } from './marketplaces.ts';
import { asShown, rehearse } from './rehearsal.ts';
import type { Scenario } from './scenarios.ts';
import { serve } from './server.ts';
import { createService } from './service.ts';
import { operationIdOf, stepFor } from './step.ts';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const complain = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function lines(inputs: Readonly<Record<string, string>>, indent: string): string {
  return Object.entries(inputs)
    .map(([key, value]) => `${indent}${key}: ${value}`)
    .join('\n');
}

/** Where the bundles are, as Node was started: this file is dist/sandbox/index.js. */
const dist = dirname(dirname(process.argv[1] ?? ''));

async function runOnce(name: string, scenario: Scenario): Promise<number> {
  const sandbox = await serve(createService(scenario, systemClock), 0);
  const { inputs, environment } = stepFor(scenario, sandbox.origin);
  print(`Scenario "${name}": ${scenario.story}. The workflow step:\n`);
  const permissions = [scenario.signIn?.method === 'federated' ? 'id-token' : '', scenario.isDeployed ? 'deployments' : ''].filter(Boolean);
  if (permissions.length > 0) print(`    permissions:\n${permissions.map((name) => `      ${name}: write\n`).join('')}    steps:`);
  print('    - uses: <owner>/cancel-azure-marketplace-operation@<sha>');
  print(`      with:\n${lines(inputs, '        ')}`);
  print('\n── Log ─────────────────────────────────────────────────────────────');
  const { exitCode, outputs, summary } = await rehearse({
    command: [process.execPath, join(dist, 'index.js')],
    actionYml: readFileSync(join(dist, '..', 'action.yml'), 'utf8'),
    inputs,
    environment,
    onPrint: (text) => process.stdout.write(asShown(text)),
  });
  print('\n── Outputs ─────────────────────────────────────────────────────────');
  for (const [key, value] of Object.entries(outputs)) print(`${key.padEnd(15)} ${value}`);
  print('\n── Job summary (Markdown) ──────────────────────────────────────────');
  print(summary);
  print(`── Exit code ${exitCode}: the step is ${exitCode === 0 ? 'green' : 'red'} ─────────────────────────────────────────`);
  if (name === 'accepted') print('\nOther endings: npm start -- too-late (npm start -- --help lists them all)');
  await sandbox.close();
  return exitCode;
}

async function serveUntilStopped(name: string, scenario: Scenario, port: number): Promise<void> {
  const { origin } = await serve(createMarketplaces(scenario, systemClock), port, ({ method, path }, { status }) =>
    print(`${method} ${path} → ${status}`),
  );
  const ready = [
    `Scenario "${name}" at ${origin} (health: ${origin}/health): ${scenario.story}. Ctrl+C stops it.`,
    'A step for it, of any offer and with any token:',
    lines(stepFor(scenario, origin).inputs, '  '),
    `The operation-id of the publish: ${operationIdOf(scenario)}`,
  ];
  print(ready.join('\n'));
}

async function main(): Promise<number | undefined> {
  const command = commandOf(process.argv.slice(2));
  switch (command.what) {
    case 'run':
      return runOnce(command.name, command.scenario);
    case 'serve':
      await serveUntilStopped(command.name, command.scenario, command.port);
      return undefined;
    default:
      if (command.problem === undefined) print(usage());
      else complain(`${command.problem}\n\n${usage()}`);
      return command.problem === undefined ? 0 : 2;
  }
}

main().then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: unknown) => {
    complain(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  },
);
