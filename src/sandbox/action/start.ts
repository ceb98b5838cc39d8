/** The main step of the action in sandbox/: starts the sandbox for the rest of the job. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '../../clock.ts';
import { startInBackground, untilReady } from './background.ts';
import { hand } from './fileCommands.ts';
import { annotate, print, printForeign } from './print.ts';

/** The step refuses port 0. With an empty address a later step would go to the real service. */
const nowhere = 'http://127.0.0.1:0';

/** This file is dist/sandbox/start/index.js. */
const program = join(dirname(dirname(process.argv[1] ?? '')), 'index.js');

/** The first sentence of what it printed, and the names of the scenarios if it listed them. */
function problemIn(printed: string): string {
  const [first = '', ...others] = printed.trim().split(/(?:\r?\n){2}/);
  const lists = others.filter((part) => part.startsWith('api: ')).map((part) => part.split(/\r?\n/));
  return [first, ...lists.map(([api, ...lines]) => `${api}: ${lines.map((line) => line.trim().split(' ')[0]).join(', ')}`)].join('\n');
}

const usual = 'accepted';

/** The sandbox runs in another folder, so the path of a recording is made whole. */
function playedBy(recording: string, scenario: string): readonly string[] {
  if (recording === '') return [`--scenario=${scenario || usual}`];
  const file = resolve(process.env['GITHUB_WORKSPACE'] || '.', recording);
  return [`--play=${file}`, ...(scenario === '' ? [] : [`--scenario=${scenario}`])];
}

async function main(): Promise<number> {
  hand('GITHUB_OUTPUT', 'base-url', nowhere);
  const recording = process.env['INPUT_RECORDING']?.trim() ?? '';
  const scenario = process.env['INPUT_SCENARIO']?.trim() ?? '';
  const played = playedBy(recording, scenario);
  const log = join(process.env['RUNNER_TEMP'] || tmpdir(), `sandbox-${randomUUID()}.log`);
  hand('GITHUB_STATE', 'log', log);
  const child = startInBackground(program, ['serve', ...played, '--port=0'], log);
  hand('GITHUB_STATE', 'pid', String(child.pid));
  const ready = await untilReady(child, log, systemClock);
  if (!ready) {
    const printed = readFileSync(log, 'utf8');
    hand('GITHUB_STATE', 'pid', '');
    printForeign(printed);
    annotate('error', `The sandbox did not start. ${problemIn(printed)}`);
    return 1;
  }
  hand('GITHUB_OUTPUT', 'base-url', ready.origin);
  hand('GITHUB_OUTPUT', 'operation-id', ready.operationId);
  hand('GITHUB_OUTPUT', 'token', 'a-token-for-the-sandbox');
  print(`The sandbox plays ${recording === '' ? `the scenario "${scenario || usual}"` : 'the recording'} at ${ready.origin}.`);
  print('The rollback step needs this address as base-url, and as authority-url if it signs in.');
  print('At the end of the job the sandbox shows the requests that it got.');
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    annotate('error', `The sandbox did not start. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
