import type { Runner } from '../../src/action/runner.ts';

/** A runner that remembers: what was printed and how, and the outputs as they were at each write. */
export interface FakeRunner extends Runner {
  readonly lines: string[];
  readonly masks: string[];
  readonly outputs: Record<string, string>;
  /** The outcome at each time the outputs were written. */
  readonly outcomes: string[];
  readonly summaries: string[];
  /** Every file below the workspace, as it was written. */
  readonly files: (readonly [path: string, text: string])[];
}

export interface FakeRunnerOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** What writing an output or the summary fails with. */
  readonly outputFault?: Error;
  readonly summaryFault?: Error;
  readonly recordingPlace?: ReturnType<Runner['placeInWorkspace']>;
  readonly recordingFault?: Error;
  readonly extraCertificates?: number | undefined;
}

export function createFakeRunner({
  inputs = {},
  environment = {},
  outputFault,
  summaryFault,
  recordingPlace = 'free',
  recordingFault,
  extraCertificates = 0,
}: FakeRunnerOptions = {}): FakeRunner {
  const variables: Record<string, string> = { GITHUB_OUTPUT: '/output', GITHUB_STEP_SUMMARY: '/summary', ...environment };
  for (const [name, value] of Object.entries(inputs)) variables[`INPUT_${name.toUpperCase()}`] = value;
  const lines: string[] = [];
  const masks: string[] = [];
  const outputs: Record<string, string> = {};
  const outcomes: string[] = [];
  const summaries: string[] = [];
  const files: [string, string][] = [];
  return {
    lines,
    masks,
    outputs,
    outcomes,
    summaries,
    files,
    env: (name) => variables[name],
    extraCertificates: () => extraCertificates,
    input: (name) => (variables[`INPUT_${name.toUpperCase()}`] ?? '').trim(),
    info: (line) => void lines.push(line),
    debug: (line) => void lines.push(`debug: ${line}`),
    notice: (text) => void lines.push(`notice: ${text}`),
    warning: (text) => void lines.push(`warning: ${text}`),
    error: (text) => void lines.push(`error: ${text}`),
    mask: (secret) => void masks.push(secret),
    output: (name, value) => {
      if (outputFault) throw outputFault;
      outputs[name] = value;
      if (name === 'outcome') outcomes.push(value);
    },
    summary: (markdown) => {
      if (summaryFault) throw summaryFault;
      summaries.push(markdown);
    },
    placeInWorkspace: () => recordingPlace,
    writeBelowWorkspace: (path, text) => {
      if (recordingFault) throw recordingFault;
      files.push([path, text]);
    },
  };
}
