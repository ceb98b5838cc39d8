import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { asShown, rehearse } from './rehearsal.ts';
import { type Scenario, scenarioNamed, scenarios } from './scenarios.ts';
import { serve } from './server.ts';
import { createService } from './service.ts';
import { stepFor } from './step.ts';

const usage = `npm start -- [--scenario NAME]                 run the action once against the sandbox
npm run sandbox -- [--scenario NAME] [--port N]  serve the sandbox until it is stopped

Scenarios, and the outcome that the action comes to:
${Object.entries(scenarios)
  .map(([name, { story, outcome }]) => `  ${name.padEnd(17)}${outcome.padEnd(19)}${story}`)
  .join('\n')}`;

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Where the bundles are, as Node was started: this file is dist/sandbox/index.js. */
const dist = dirname(dirname(process.argv[1] ?? ''));

async function runOnce(name: string, scenario: Scenario): Promise<number> {
  const sandbox = await serve(createService(scenario, systemClock), 0);
  const { inputs, environment } = stepFor(scenario, sandbox.origin);
  print(`Scenario "${name}": ${scenario.story}. The workflow step:\n`);
  const permissions = [scenario.signIn?.way === 'federated' ? 'id-token' : '', scenario.isDeployed ? 'deployments' : ''].filter(Boolean);
  if (permissions.length > 0) print(`    permissions:\n${permissions.map((name) => `      ${name}: write\n`).join('')}    steps:`);
  print('    - uses: <owner>/cancel-azure-marketplace-operation@<sha>');
  print(
    `      with:\n${Object.entries(inputs)
      .map(([key, value]) => `        ${key}: ${value}`)
      .join('\n')}`,
  );
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
  if (name === 'accepted') print('\nOther endings: npm start -- --scenario too-late (an unknown name lists them all)');
  await sandbox.close();
  return exitCode;
}

async function main(): Promise<number | undefined> {
  const { values, positionals } = parseArgs({
    options: { scenario: { type: 'string', default: 'accepted' }, port: { type: 'string', default: '4010' } },
    allowPositionals: true,
  });
  const scenario = scenarioNamed(values.scenario);
  const port = Number(values.port);
  if (!scenario || !(port >= 0 && port < 65_536)) {
    print(`There is no ${scenario ? `port ${values.port}` : `scenario "${values.scenario}"`}.\n\n${usage}`);
    return 2;
  }
  if (positionals[0] !== 'serve') return runOnce(values.scenario, scenario);
  const { origin } = await serve(createService(scenario, systemClock), port, ({ method, path }, { status }) =>
    print(`${method} ${path} → ${status}`),
  );
  print(
    `Scenario "${values.scenario}" at ${origin} (health: ${origin}/health). In a step: base-url: ${origin}, and any token. Ctrl+C stops it.`,
  );
  return undefined;
}

main().then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: unknown) => {
    print(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 2;
  },
);
