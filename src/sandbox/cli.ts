import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '../clock.ts';
import { commandOf, usage } from './commandLine.ts';
import { createMarketplaces } from './marketplaces.ts';
import { descriptionOf, differences, recordedOutcomes } from './playback/compare.ts';
import { createPlayer } from './playback/player.ts';
import { readRecording } from './playback/recording.ts';
import { operationIdIn, stepOf } from './playback/step.ts';
import { asShown, type Rehearsal, rehearse } from './rehearsal.ts';
import type { Scenario } from './scenarios.ts';
import { serve } from './server.ts';
import { createService, type Service } from './service.ts';
import { operationIdOf, type StepInputs, stepFor } from './step.ts';

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const complain = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** What is rehearsed: a scenario or a recording. */
interface Play {
  /** `Scenario "slow"`. */
  readonly title: string;
  readonly description: string;
  readonly service: Service;
  stepAt(origin: string): StepInputs;
  /** What a step may name as `operation-id`. */
  readonly operationId: string;
}

function lines(inputs: Readonly<Record<string, string>>, indent: string): string {
  return Object.entries(inputs)
    .map(([key, value]) => `${indent}${key}: ${value}`)
    .join('\n');
}

/** Where the bundles are, as Node was started: this file is dist/sandbox/index.js. */
const dist = dirname(dirname(process.argv[1] ?? ''));

function playOf(name: string, scenario: Scenario, service: Service): Play {
  const stepAt = (origin: string): StepInputs => stepFor(scenario, origin);
  return { title: `Scenario "${name}"`, description: scenario.description, service, stepAt, operationId: operationIdOf(scenario) };
}

async function runOnce({ title, description, service, stepAt }: Play): Promise<Rehearsal> {
  const sandbox = await serve(service, 0);
  const { inputs, environment } = stepAt(sandbox.origin);
  print(`${title}: ${description}. The workflow step:\n`);
  const needed = { ACTIONS_ID_TOKEN_REQUEST_URL: 'id-token', GITHUB_API_URL: 'deployments' };
  const permissions = Object.entries(needed).filter(([variable]) => variable in environment);
  if (permissions.length > 0) print(`    permissions:\n${permissions.map(([, what]) => `      ${what}: write\n`).join('')}    steps:`);
  print('    - uses: <owner>/cancel-azure-marketplace-operation@<sha>');
  print(`      with:\n${lines(inputs, '        ')}`);
  print('\n── Log ─────────────────────────────────────────────────────────────');
  const done = await rehearse({
    command: [process.execPath, join(dist, 'index.js')],
    actionYml: readFileSync(join(dist, '..', 'action.yml'), 'utf8'),
    inputs,
    environment,
    onPrint: (text) => process.stdout.write(asShown(text)),
  });
  const { exitCode, outputs, summary } = done;
  print('\n── Outputs ─────────────────────────────────────────────────────────');
  for (const [key, value] of Object.entries(outputs)) print(`${key.padEnd(15)} ${value}`);
  print('\n── Job summary (Markdown) ──────────────────────────────────────────');
  print(summary);
  print(`── Exit code ${exitCode}: the step is ${exitCode === 0 ? 'green' : 'red'} ─────────────────────────────────────────`);
  await sandbox.close();
  return done;
}

async function serveUntilStopped({ title, description, service, stepAt, operationId }: Play, port: number, who: string): Promise<void> {
  const { origin } = await serve(service, port, ({ method, path }, { status }) => print(`${method} ${path} → ${status}`));
  const ready = [
    `${title} at ${origin} (health: ${origin}/health): ${description}. Ctrl+C stops it.`,
    `A step for it, ${who}:`,
    lines(stepAt(origin).inputs, '  '),
    `The operation-id of the publish: ${operationId}`,
  ];
  print(ready.join('\n'));
}

/** Plays a recording: served until it is stopped, or by one step, whose outcome is compared. */
async function playFile(file: string, isServed: boolean, port: number): Promise<number | undefined> {
  const recording = readRecording(readFileSync(file, 'utf8'));
  const { service, unanswered } = createPlayer(recording, systemClock);
  const stepAt = (origin: string): StepInputs => stepOf(recording, origin);
  const play = {
    title: `Recording "${file}"`,
    description: descriptionOf(recording),
    service,
    stepAt,
    operationId: operationIdIn(recording),
  };
  if (isServed) {
    await serveUntilStopped(play, port, 'with any token');
    print(`The recorded outcome: ${recordedOutcomes(recording)}`);
    return undefined;
  }
  const { outputs } = await runOnce(play);
  const found = differences(recording, { results: outputs['results'] ?? '', unanswered });
  print(`\nThe recorded outcome: ${recordedOutcomes(recording)}. The played one ${found.length === 0 ? 'is the same.' : 'differs:'}`);
  for (const difference of found) print(`- ${difference}`);
  return found.length === 0 ? 0 : 1;
}

async function main(): Promise<number | undefined> {
  const command = commandOf(process.argv.slice(2));
  switch (command.what) {
    case 'run': {
      const { exitCode } = await runOnce(playOf(command.name, command.scenario, createService(command.scenario, systemClock)));
      if (command.name === 'accepted') print('\nOther endings: npm start -- too-late (npm start -- --help lists them all)');
      return exitCode;
    }
    case 'serve':
      await serveUntilStopped(
        playOf(command.name, command.scenario, createMarketplaces(command.scenario, systemClock)),
        command.port,
        'of any offer and with any token',
      );
      return undefined;
    case 'play':
    case 'serve-play':
      return playFile(command.file, command.what === 'serve-play', command.port);
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
