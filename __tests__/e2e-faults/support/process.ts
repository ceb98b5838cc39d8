import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ExpectStatic } from 'vitest';
import { parse } from 'yaml';
import { type Scenario, scenarios } from '../../../src/sandbox/scenarios.ts';
import { createService } from '../../../src/sandbox/service.ts';
import type { WireReply, WireRequest } from '../../../src/sandbox/wire.ts';
import { commandsIn, ourCommands } from '../../support/commands.ts';
import { createStepClock, type StepClock } from '../../support/stepClock.ts';

/** dist/index.js as a child process whose environment, file commands, standard streams, signals and own process are what the rows say. */

const bundle = resolve('dist/index.js');
export const declared = (parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, { default?: unknown }> }).inputs;
export const outputNames = ['outcome', 'status-code', 'operation-path', 'operation-id', 'request-id', 'message', 'results'];
const token = 'secret-token-of-contoso';
const emails = 'jane@contoso.com, joe@contoso.com';

/** Answers a request of the step; a promise that never settles is a service that is silent. */
type Service = (request: WireRequest) => WireReply | Promise<WireReply>;
/** A service that lives in the time of its step. */
export type TimedService = (time: StepClock) => Service;
export type Act = (child: ChildProcess, time: StepClock) => void;

export interface Folder {
  readonly path: string;
  readonly output: string;
  readonly summary: string;
}

export interface Setting {
  readonly service?: TimedService;
  readonly inputs?: Readonly<Record<string, string>>;
  /** In the place of what the runner gives; `undefined` takes a variable away. */
  readonly environment?: (folder: Folder) => Readonly<Record<string, string | undefined>>;
  /** Before the step starts: what it finds in its folder. */
  readonly prepare?: (folder: Folder) => void;
  readonly cwd?: (folder: Folder) => string;
  /** Code that runs in the step's process before the bundle. */
  readonly preload?: string;
  readonly onStart?: (child: ChildProcess) => void;
  /** What it prints stays in the pipe. */
  readonly isUnread?: boolean;
  /** After so much of the step's time, or when it has asked for this. */
  readonly after?: { readonly ms: number; readonly act: Act };
  readonly atRequest?: { readonly name: string; readonly act: Act };
}

export interface Ended {
  /** `null` after a signal that the step did not handle. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The file as it is, and what the runner makes of it; empty where the row put something else there. */
  readonly outputFile: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly requests: readonly string[];
  /** The files in its folder. */
  readonly files: readonly string[];
  /** In the step's time. */
  readonly endedAtMs: number;
}

export type Answer = WireReply | ((time: StepClock) => WireReply | Promise<WireReply>);
export const plays =
  (scenario: Scenario): TimedService =>
  ({ clock }) =>
    createService(scenario, clock);
export const synchronous = plays(scenarios.synchronous);
export const stuck = plays(scenarios.stuck);
export const silent = (): Promise<never> => new Promise(() => undefined);
export const slowly =
  (reply: WireReply, ms = 500): Answer =>
  (time) =>
    new Promise((resolve) => time.after(ms, () => resolve(reply)));

const shortName = ({ method, path }: WireRequest): string =>
  `${method} ${path.replace(/\?.*$/, '').replace(/^.*\/(submissions|operations|status|cancel)\b.*$/, '$1')}`;

/** The sandbox, but what the table names: a request's short name to its reply. */
export function except(timed: TimedService, replies: Readonly<Record<string, Answer>>): TimedService {
  return (time) => {
    const service = timed(time);
    return (request) => {
      const reply = replies[shortName(request)] ?? service(request);
      return typeof reply === 'function' ? reply(time) : reply;
    };
  };
}

export function withCookies(timed: TimedService): TimedService {
  return (time) => {
    const service = timed(time);
    return async (request) => {
      const reply = await service(request);
      return { ...reply, headers: { ...reply.headers, 'set-cookie': 'ARRAffinity=canary' } };
    };
  };
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): WireReply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

async function listen(service: Service, onRequest: (name: string) => void) {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const headers = incoming.headers as Record<string, string | undefined>;
      const request = { method: incoming.method ?? '', path: incoming.url ?? '', headers, body: Buffer.concat(chunks).toString('utf8') };
      onRequest(shortName(request));
      const reply = await service(request);
      outgoing.writeHead(reply.status, reply.headers).end(reply.body);
    });
  });
  /** A peer that never lets go of a connection. */
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function makeFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'fire-'));
  const folder = { path, output: join(path, 'output'), summary: join(path, 'summary') };
  writeFileSync(folder.output, '');
  writeFileSync(folder.summary, '');
  return folder;
}

function textOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : '';
}

export async function run(setting: Setting): Promise<Ended> {
  const folder = makeFolder();
  setting.prepare?.(folder);
  const requests: string[] = [];
  const time = await createStepClock();
  const server = await listen((setting.service ?? synchronous)(time), (name) => {
    requests.push(name);
    if (name === setting.atRequest?.name && requests.indexOf(name) === requests.length - 1) setting.atRequest.act(child, time);
  });
  const given: Record<string, string> = {
    'publisher-id': 'contoso',
    'offer-id': 'contoso-vm',
    token,
    'notification-emails': emails,
    'base-url': server.origin,
    ...setting.inputs,
  };
  const inputs = Object.entries(declared).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    given[name] ?? String(input.default ?? ''),
  ]);
  const more = setting.preload ? ['--import', `data:text/javascript,${encodeURIComponent(setting.preload)}`] : [];
  const child = spawn(process.execPath, [...time.preload, ...more, bundle], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: setting.cwd?.(folder) ?? process.cwd(),
    env: {
      PATH: process.env['PATH'],
      HOME: folder.path,
      ...Object.fromEntries(inputs),
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: folder.output,
      GITHUB_STEP_SUMMARY: folder.summary,
      ...time.environment,
      ...setting.environment?.(folder),
    },
  });
  const printed = { stdout: '', stderr: '' };
  const hear = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
    printed[stream] += chunk.toString('utf8');
  };
  if (setting.isUnread) child.once('exit', () => child.stdout.resume());
  else child.stdout.on('data', hear('stdout'));
  child.stderr.on('data', hear('stderr'));
  const { after } = setting;
  if (after) time.after(after.ms, () => after.act(child, time));
  setting.onStart?.(child);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  await server.close();
  await time.close();
  const outputFile = textOf(folder.output);
  const files = readdirSync(folder.path, { recursive: true }).map(String);
  const ended = {
    exitCode,
    ...printed,
    outputFile,
    outputs: outputsIn(outputFile),
    summary: textOf(folder.summary),
    requests,
    files,
    endedAtMs: time.clock.nowMs(),
  };
  rmSync(folder.path, { recursive: true });
  return ended;
}

/** The file of outputs as the runner reads it, line by line; what is no block of a name and a value is a fault. */
function outputsIn(file: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = file.split('\n');
  while (lines.length > 1) {
    const head = lines.shift() ?? '';
    const [, name, delimiter = ''] = /^([^<]+)<<(.+)$/.exec(head) ?? [];
    const end = lines.indexOf(delimiter);
    if (name === undefined || end < 0) throw new Error(`the outputs hold a line that is no block: ${head}`);
    outputs[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n');
  }
  return outputs;
}

/** What holds in every row: no secret, no address, only our commands, never more annotations than promised, one effective cancel. */
export function expectDecent(expect: ExpectStatic, { stdout, stderr, outputFile, summary, requests, files }: Ended): void {
  const left = [stdout.replace(/^::add-mask::.*$/gm, ''), stderr, outputFile, summary].join('\n');
  for (const secret of [token, '@contoso.com', 'canary']) expect(left).not.toContain(secret);
  const names = [...commandsIn(stdout), ...commandsIn(stderr)].map(({ name }) => name);
  expect(names.filter((name) => !ourCommands.includes(name))).toStrictEqual([]);
  expect(names.filter((name) => name === 'error').length).toBeLessThanOrEqual(1);
  expect(names.filter((name) => name === 'warning').length).toBeLessThanOrEqual(3);
  expect(requests.filter((name) => name === 'POST cancel').length).toBeLessThanOrEqual(1);
  expect(stderr).toBe('');
  expect(files.filter((name) => !['output', 'summary', 'cwd'].includes(name))).toStrictEqual([]);
}

export function commandsNamed(name: string, { stdout }: Ended): readonly string[] {
  return commandsIn(stdout).flatMap((command) => (command.name === name ? [command.data] : []));
}

/** As soon as nothing else goes on. */
export const kill =
  (signal: NodeJS.Signals): Act =>
  (child, time) =>
    time.after(0, () => child.kill(signal));

/** Code for `preload`: does something in the step's process as soon as it has printed a text. */
export function whenPrinted(text: string, code: string): string {
  return `
    const write = process.stdout.write.bind(process.stdout);
    let isDone = false;
    process.stdout.write = (chunk, ...rest) => {
      const result = write(chunk, ...rest);
      if (!isDone && String(chunk).includes(${JSON.stringify(text)})) { isDone = true; ${code} }
      return result;
    };`;
}

export const canceled = { exitCode: 0, outcome: 'canceled' };

export interface Expected extends Setting {
  /** What stderr may hold; nothing where it is not given. */
  readonly mayPrint?: RegExp;
  readonly expected: { readonly exitCode: number | null; readonly outcome: string };
  readonly check?: (expect: ExpectStatic, ended: Ended) => void;
}

export interface Row extends Expected {
  readonly name: string;
}

export async function play(
  { expect }: { expect: ExpectStatic },
  { expected, check, mayPrint = /^$/, ...setting }: Expected,
): Promise<void> {
  const ended = await run(setting);
  expect({ exitCode: ended.exitCode, outcome: ended.outputs['outcome'] }).toStrictEqual(expected);
  expect(Object.keys(ended.outputs)).toStrictEqual(outputNames);
  expect(ended.stderr).toMatch(mayPrint);
  expectDecent(expect, { ...ended, stderr: '' });
  check?.(expect, ended);
}

/** A line that is printed after the answer to the cancel. */
export const running = 'The cancellation: running';
