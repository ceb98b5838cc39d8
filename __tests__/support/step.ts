import { EventEmitter } from 'node:events';
import type { Deactivate } from '../../src/action/deployment.ts';
import type { Request, Transport } from '../../src/http/transport.ts';
import { main } from '../../src/main.ts';
import { createRecorder } from '../../src/recording/recorder.ts';
import type { NodeProcess, RunDeps } from '../../src/run/run.ts';
import { catchSignals } from '../../src/run/signals.ts';
import type { Start } from '../../src/run/start.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import { createFakeRunner, type FakeRunner, type FakeRunnerOptions } from './fakeRunner.ts';
import type { Recorded } from './wire.ts';

/** A process that can be sent signals, and that notes how it ended. */
export interface FakeHost extends NodeProcess {
  readonly exits: number[];
  emit(name: string, ...details: unknown[]): void;
}

export function createFakeHost(): FakeHost {
  const exits: number[] = [];
  const events = new EventEmitter();
  return {
    exits,
    emit: (name, ...details) => void events.emit(name, ...details),
    on: (name, listener) => events.on(name, listener as (...details: unknown[]) => void),
    exit: (code) => void exits.push(code),
    stdout: { write: (_text, done) => done(), on: (_name, listener) => listener() },
  };
}

/** The start of a step in a process where no code ran before it. */
export function startIn(host: FakeHost): Start {
  return { signals: catchSignals(host), foreignMembers: [] };
}

/** A request, when it left, and what was masked by then. */
interface Departure {
  readonly request: Request;
  readonly atMs: number;
  readonly masks: readonly string[];
}

/** What one whole step came to. */
export interface StepResult {
  readonly exitCode: number | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  /** Repeated requests in a row are shown once, with their number. */
  readonly requests: readonly string[];
  readonly departures: readonly Departure[];
  /** The pauses between requests: one may be several sleeps, with a line of the log between. */
  readonly pausesMs: readonly number[];
  /** Every value that an output ever had. */
  readonly written: readonly string[];
  readonly runner: FakeRunner;
  readonly clock: FakeClock;
}

export interface StepOptions extends Omit<FakeRunnerOptions, 'inputs'> {
  readonly wire: Recorded;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly clock?: FakeClock;
  readonly host?: FakeHost;
  readonly proxyHost?: (url: string) => string;
  readonly deactivate?: Deactivate;
  readonly loadRecorder?: RunDeps['loadRecorder'];
}

/** For steps that name no environment. */
export const noDeployment: Deactivate = () => {
  throw new Error('no deployment may be touched');
};

const usualInputs = {
  'publisher-id': 'contoso',
  'offer-id': 'contoso-vm',
  token: 'secret-token-of-contoso',
  'base-url': 'http://127.0.0.1:1',
};

/** Runs the whole step, from inputs to exit code, with a wire, a clock and a runner of ours. */
export async function runStep({
  wire,
  inputs = {},
  clock = createFakeClock(),
  host = createFakeHost(),
  proxyHost = () => '',
  deactivate = noDeployment,
  loadRecorder = () => ({ createRecorder }),
  ...faults
}: StepOptions): Promise<StepResult> {
  const runner = createFakeRunner({ ...faults, inputs: { ...usualInputs, ...inputs } });
  const departures: Departure[] = [];
  const sleepsBefore: number[] = [];
  const written: string[] = [];
  const transport: Transport = (request, signal) => {
    sleepsBefore.push(clock.pausesMs.length);
    departures.push({ request, atMs: clock.nowMs(), masks: [...runner.masks] });
    return wire.transport(request, signal);
  };
  const output: FakeRunner['output'] = (name, value) => {
    written.push(value);
    runner.output(name, value);
  };
  await main(host, { runner: { ...runner, output }, clock, transport, proxyHost, deactivate, loadRecorder }, startIn(host));
  const pausesMs = pausesBetween(sleepsBefore, clock.pausesMs);
  return {
    exitCode: host.exits[0],
    outputs: runner.outputs,
    requests: folded(wire.requests),
    departures,
    pausesMs,
    written,
    runner,
    clock,
  };
}

/** The sums of the sleeps that no request is between. */
function pausesBetween(sleepsBefore: readonly number[], sleepsMs: readonly number[]): number[] {
  const ends = [...sleepsBefore, sleepsMs.length];
  const sums = ends.map((end, index) => sleepsMs.slice(ends[index - 1] ?? 0, end).reduce((sum, ms) => sum + ms, 0));
  return sums.filter((ms) => ms > 0);
}

/** Repeated requests in a row, shown once with their number. */
export function folded(requests: readonly string[]): string[] {
  const runs: { name: string; count: number }[] = [];
  for (const name of requests) {
    const last = runs.at(-1);
    if (last?.name === name) last.count += 1;
    else runs.push({ name, count: 1 });
  }
  return runs.map(({ name, count }) => (count === 1 ? name : `${name} ×${count}`));
}
