import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputDefaultsIn } from './actionInputs.ts';

/** What the runner gives a step and takes from it. */
export interface Rehearsal {
  readonly exitCode: number;
  /** Everything the step printed, workflow commands included. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface StepCommand {
  /** `node` with its arguments, ending with the bundle. */
  readonly command: readonly string[];
  readonly actionYml: string;
  /** The step's `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with what the step prints, as it prints it; `kill` sends the step a signal, as the runner does when a run is canceled. */
  readonly onPrint?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** The exit code that is told of a step that ended by a signal. */
const KILLED = 137;

/** Runs the bundle as the runner does: every declared input as `INPUT_*` with its default, and files for the file commands. */
export async function rehearse({
  command,
  actionYml,
  inputs,
  environment = {},
  onPrint = () => undefined,
}: StepCommand): Promise<Rehearsal> {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  const outputFile = join(folder, 'output');
  const summaryFile = join(folder, 'summary');
  writeFileSync(outputFile, '');
  writeFileSync(summaryFile, '');
  const [file = process.execPath, ...args] = command;
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      ...inputVariables(actionYml, inputs),
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      ...environment,
    },
  });
  let log = '';
  const listen = (chunk: Buffer): void => {
    log += chunk.toString('utf8');
    onPrint(chunk.toString('utf8'), (signal) => child.kill(signal));
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? KILLED));
  });
  const outputs = parseOutputs(readFileSync(outputFile, 'utf8'));
  const summary = readFileSync(summaryFile, 'utf8');
  rmSync(folder, { recursive: true });
  return { exitCode, log, outputs, summary };
}

/** Every input that action.yml declares, with its default where the step gives none. */
function inputVariables(actionYml: string, inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputDefaultsIn(actionYml)).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, inputs[name] ?? value]),
  );
}

/** Reads a file of `name<<delimiter` blocks; a later value wins, as for the runner. On Windows the lines end with `\r\n`. */
export function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name, , value] of text.matchAll(/^([^\r\n<]+)<<(.+)\r?\n([\s\S]*?)(?:\r?\n)?\2\r?$/gm)) {
    if (name !== undefined && value !== undefined) outputs[name] = value;
  }
  return outputs;
}

/**
 * What a step printed, as the runner shows it: masks and debug lines are not shown, annotations by their kind. On Windows the lines
 * end with `\r\n`.
 */
export function asShown(printed: string): string {
  return printed
    .replace(/^::(add-mask|debug)::.*\r?\n/gm, '')
    .replace(
      /^::(error|warning|notice)[^:]*(?:title=([^:]*?))?::(.*)$/gm,
      (_, kind: string, _title, message: string) => `${kind[0]?.toUpperCase()}${kind.slice(1)}: ${decode(message)}`,
    );
}

function decode(message: string): string {
  return message.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}
