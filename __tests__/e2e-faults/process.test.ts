import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, type ExpectStatic, it } from 'vitest';
import { parse } from 'yaml';
import { type Scenario, scenarios } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import type { WireReply, WireRequest } from '../../src/sandbox/wire.ts';
import { lacks } from '../support/capabilities.ts';
import { commandsIn, ourCommands } from '../support/commands.ts';
import { entry, fence, linkPath, page } from '../support/offer.ts';
import { createStepClock, type StepClock, startWallMs } from '../support/stepClock.ts';

/** dist/index.js as a child process whose environment, file commands, standard streams, signals and own process are what the rows say. */

const bundle = resolve('dist/index.js');
const declared = (parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, { default?: unknown }> }).inputs;
const outputNames = ['outcome', 'status-code', 'operation-path', 'operation-id', 'request-id', 'message', 'results'];
const token = 'secret-token-of-contoso';
const emails = 'jane@contoso.com, joe@contoso.com';

/** Answers a request of the step; a promise that never settles is a service that is silent. */
type Service = (request: WireRequest) => WireReply | Promise<WireReply>;
/** A service that lives in the time of its step. */
type TimedService = (time: StepClock) => Service;
type Act = (child: ChildProcess, time: StepClock) => void;

interface Folder {
  readonly path: string;
  readonly output: string;
  readonly summary: string;
}

interface Setting {
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
  /** After so much of the step's time, or when it has asked for this. */
  readonly after?: { readonly ms: number; readonly act: Act };
  readonly atRequest?: { readonly name: string; readonly act: Act };
}

interface Ended {
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

type Answer = WireReply | ((time: StepClock) => WireReply | Promise<WireReply>);
const plays =
  (scenario: Scenario): TimedService =>
  ({ clock }) =>
    createService(scenario, clock);
const synchronous = plays(scenarios.synchronous);
const stuck = plays(scenarios.stuck);
const silent = (): Promise<never> => new Promise(() => undefined);
const slowly =
  (reply: WireReply): Answer =>
  (time) =>
    new Promise((resolve) => time.after(500, () => resolve(reply)));

const shortName = ({ method, path }: WireRequest): string =>
  `${method} ${path.replace(/\?.*$/, '').replace(/^.*\/(submissions|operations|status|cancel)\b.*$/, '$1')}`;

/** The sandbox, but what the table names: a request's short name to its reply. */
function except(timed: TimedService, replies: Readonly<Record<string, Answer>>): TimedService {
  return (time) => {
    const service = timed(time);
    return (request) => {
      const reply = replies[shortName(request)] ?? service(request);
      return typeof reply === 'function' ? reply(time) : reply;
    };
  };
}

function withCookies(timed: TimedService): TimedService {
  return (time) => {
    const service = timed(time);
    return async (request) => {
      const reply = await service(request);
      return { ...reply, headers: { ...reply.headers, 'set-cookie': 'ARRAffinity=canary' } };
    };
  };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): WireReply => ({
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

async function run(setting: Setting): Promise<Ended> {
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
  child.stdout.on('data', hear('stdout'));
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
function expectDecent(expect: ExpectStatic, { stdout, stderr, outputFile, summary, requests, files }: Ended): void {
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

function commandsNamed(name: string, { stdout }: Ended): readonly string[] {
  return commandsIn(stdout).flatMap((command) => (command.name === name ? [command.data] : []));
}

/** As soon as nothing else goes on. */
const kill =
  (signal: NodeJS.Signals): Act =>
  (child, time) =>
    time.after(0, () => child.kill(signal));

/** Code for `preload`: does something in the step's process as soon as it has printed a text. */
function whenPrinted(text: string, code: string): string {
  return `
    const write = process.stdout.write.bind(process.stdout);
    let isDone = false;
    process.stdout.write = (chunk, ...rest) => {
      const result = write(chunk, ...rest);
      if (!isDone && String(chunk).includes(${JSON.stringify(text)})) { isDone = true; ${code} }
      return result;
    };`;
}

const canceled = { exitCode: 0, outcome: 'canceled' };

interface Expected extends Setting {
  readonly expected: { readonly exitCode: number | null; readonly outcome: string };
  readonly check?: (expect: ExpectStatic, ended: Ended) => void;
}

interface Row extends Expected {
  readonly name: string;
}

async function play({ expect }: { expect: ExpectStatic }, { expected, check, ...setting }: Expected): Promise<void> {
  const ended = await run(setting);
  expect({ exitCode: ended.exitCode, outcome: ended.outputs['outcome'] }).toStrictEqual(expected);
  expect(Object.keys(ended.outputs)).toStrictEqual(outputNames);
  expectDecent(expect, ended);
  check?.(expect, ended);
}

/** Files that cannot be written by anybody, root included. */
const unwritable: readonly { readonly file: string; readonly path: (folder: Folder) => string }[] = [
  { file: 'missing', path: ({ path }) => join(path, 'missing') },
  { file: 'a folder', path: ({ path }) => path },
  ...(lacks('/proc/version') ? [] : [{ file: 'read-only', path: () => '/proc/version' }]),
  ...(lacks('/dev/full') ? [] : [{ file: 'on a full disk', path: () => '/dev/full' }]),
];

describe.concurrent('the file of outputs', () => {
  it.for(unwritable)('EN-02 $file: the cancel goes its way, one error says so, the step is red', async ({ path }, { expect }) => {
    const ended = await run({ environment: (folder) => ({ GITHUB_OUTPUT: path(folder) }) });
    expectDecent(expect, ended);
    const [error, ...more] = commandsNamed('error', ended);
    expect({ exitCode: ended.exitCode, requests: ended.requests, more }).toStrictEqual({
      exitCode: 1,
      requests: ['GET submissions', 'POST cancel', 'GET operations'],
      more: [],
    });
    expect(error).toMatch(/is canceled\. .*The outputs could not be written/);
    expect(ended.summary).toContain('Canceled, and proved');
  });

  it.for<{ name: string; environment: Readonly<Record<string, string | undefined>> }>([
    { name: 'EN-01 GITHUB_OUTPUT is not set', environment: { GITHUB_OUTPUT: undefined } },
    { name: 'EN-01 GITHUB_OUTPUT is empty', environment: { GITHUB_OUTPUT: '' } },
    {
      name: 'EN-07 no GITHUB_* at all',
      environment: { GITHUB_ACTIONS: undefined, GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: undefined },
    },
  ])('$name: the outputs are in the log', async ({ environment }, { expect }) => {
    const ended = await run({ environment: () => environment });
    expectDecent(expect, ended);
    const told = [...ended.stdout.matchAll(/^output ([\w-]+): (.*)$/gm)].map(([, name, value]) => [name, value]);
    expect({ exitCode: ended.exitCode, names: told.map(([name]) => name), outcome: told[0]?.[1] }).toStrictEqual({
      exitCode: 0,
      names: outputNames,
      outcome: 'canceled',
    });
  });

  it('EN-01 the service cannot set an output through the log', async ({ expect }) => {
    const text = '\n::set-output name=outcome::canceled\r##[set-output name=outcome;]canceled';
    const service = except(synchronous, {
      'POST cancel': json(400, { error: { code: text, message: text } }),
      'GET operations': json(403, text),
    });
    const ended = await run({ service, environment: () => ({ GITHUB_OUTPUT: undefined }) });
    expectDecent(expect, ended);
    expect([ended.exitCode, /^output outcome: refused$/m.test(ended.stdout)]).toStrictEqual([1, true]);
  });

  it('EN-14 texts of the service with line breaks, delimiters and no end', (context) =>
    play(context, {
      service: except(synchronous, {
        'POST cancel': json(
          400,
          { error: { code: 'ghadelimiter_\nx', message: `a\r\noutcome<<E\ncanceled\nE\nghadelimiter_1 ${'x'.repeat(100_000)}` } },
          { 'x-ms-correlation-request-id': `ghadelimiter_${'y'.repeat(5_000)}` },
        ),
      }),
      expected: { exitCode: 1, outcome: 'refused' },
      check: (expect, { outputs }) => {
        for (const value of Object.values(outputs)) {
          expect(value.length).toBeLessThanOrEqual(4096);
          expect(value).not.toMatch(/[\r\n]/);
        }
        expect(outputs['message']?.length).toBeLessThanOrEqual(1000);
        expect((JSON.parse(outputs['results'] ?? '') as { message: string }[])[0]?.message.length).toBeLessThanOrEqual(200);
      },
    }));
});

describe.concurrent('the file of the summary', () => {
  const rows: readonly Row[] = [
    ...unwritable.map(({ file, path }) => ({
      name: `EN-03 ${file}`,
      environment: (folder: Folder) => ({ GITHUB_STEP_SUMMARY: path(folder) }),
      expected: canceled,
      check: (expect: ExpectStatic, ended: Ended) => {
        expect(commandsNamed('error', ended)).toStrictEqual([]);
        expect(ended.stdout).toContain('The job summary could not be written');
      },
    })),
    { name: 'EN-03 not set', environment: () => ({ GITHUB_STEP_SUMMARY: undefined }), expected: canceled },
    {
      name: 'EN-03 already 1 MiB long',
      prepare: ({ summary }) => writeFileSync(summary, 'x'.repeat(1024 * 1024)),
      expected: canceled,
      check: (expect, { summary }) => expect(summary.length - 1024 * 1024).toBeLessThan(64 * 1024),
    },
    {
      name: 'EN-03 and a red step stays what it is',
      environment: ({ path }) => ({ GITHUB_STEP_SUMMARY: path }),
      service: plays(scenarios['refused-403']),
      expected: { exitCode: 1, outcome: 'refused' },
    },
  ];
  it.for(rows)('$name: the result does not change', (row, context) => play(context, row));
});

const bare = { HOME: undefined, TMPDIR: undefined, TMP: undefined, TEMP: undefined, PATH: undefined };
const inFolder = ({ path }: Folder): string => join(path, 'cwd');
const minute = { 'timeout-minutes': '1' };
const running = 'The cancellation: running';

/** Bodies that hold what nobody may see: an author's address, and a canary wherever no text is shown. */
const confiding = except(synchronous, {
  'GET submissions': json(200, [
    { ...entry('running'), definition: { metadata: { emails: 'author@contoso.com' }, plan: 'canary-1' }, version: 'canary-2' },
  ]),
  'POST cancel': json(202, { id: 'canary 3', secret: 'canary-4' }, { 'x-canary': 'canary-5' }),
  'GET operations': json(200, '{"status":"canceled","messages":["canary-7",'),
});

const nowhere: Row = {
  name: 'EN-04 no home, no place for temporary files, and nothing can be written where it stands',
  environment: () => bare,
  cwd: () => '/proc',
  expected: canceled,
};

describe.concurrent('the machine', () => {
  const rows: readonly Row[] = [
    ...(lacks('/proc/version') ? [] : [nowhere]),
    {
      name: 'EN-04 it leaves no file where it stands',
      environment: () => bare,
      prepare: (folder) => mkdirSync(inFolder(folder), { mode: 0o555 }),
      cwd: inFolder,
      expected: canceled,
    },
    {
      name: 'EN-06 RUNNER_DEBUG=1 shows every exchange, and no body, header or address',
      service: confiding,
      inputs: minute,
      environment: () => ({ RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' }),
      expected: { exitCode: 1, outcome: 'timed-out' },
      check: (expect, ended) => expect(commandsNamed('debug', ended).join('\n')).toMatch(/POST .*\/cancel → 202/),
    },
    {
      name: 'EN-10 the process is held up for 15 s in mid-run: the deadline still ends it',
      service: stuck,
      inputs: minute,
      preload: whenPrinted(running, 'holdUp(15_000);'),
      expected: { exitCode: 1, outcome: 'timed-out' },
    },
    {
      name: 'EN-10 the process is held up until after the deadline: one last look',
      service: stuck,
      inputs: minute,
      preload: whenPrinted(running, 'holdUp(70_000);'),
      expected: { exitCode: 1, outcome: 'timed-out' },
      check: (expect, { requests }) =>
        expect(requests).toStrictEqual(['GET submissions', 'POST cancel', 'GET operations', 'GET operations']),
    },
    {
      name: 'a service that sets a cookie, as gateways do: neither kept nor shown',
      service: withCookies(synchronous),
      expected: canceled,
    },
    {
      name: 'G3 a service that is silent from the start',
      service: () => silent,
      inputs: minute,
      expected: { exitCode: 1, outcome: 'failed' },
    },
    {
      name: 'EN-15 everything there is to warn of',
      service: except(plays(scenarios['list-gone']), {
        'POST cancel': json(202, '', { location: 'https://evil.example/' }),
        'GET status': json(200, page('succeeded')),
      }),
      inputs: { ...minute, 'notification-emails': 'a@, b', 'poll-interval-seconds': '61', token: 'e30.e30.canary' },
      expected: { exitCode: 1, outcome: 'nothing-to-cancel' },
    },
    {
      name: 'EN-15 a link that moves to a stranger with every look, and operations beside ours',
      service: except(synchronous, {
        'GET submissions': json(200, [entry('running'), entry('running', { id: 'b'.repeat(36), changedTime: '2026-01-31T11:00:00Z' })]),
        'POST cancel': json(202, '', { location: linkPath }),
        'GET operations': json(202, '', { location: 'https://evil.example/' }),
      }),
      inputs: { ...minute, 'notification-emails': 'a@, b', 'poll-interval-seconds': '61' },
      expected: { exitCode: 1, outcome: 'timed-out' },
      check: (expect, ended) => expect(commandsNamed('warning', ended).length).toBeGreaterThan(1),
    },
    {
      name: 'EN-15 inputs of which nothing is right: one error for all of them',
      inputs: Object.fromEntries(Object.keys(declared).map((name) => [name, '::error::\n##[x]'])),
      expected: { exitCode: 1, outcome: 'invalid-input' },
      check: (expect, ended) => {
        expect(commandsNamed('error', ended)).toHaveLength(1);
        expect(ended.requests).toStrictEqual([]);
      },
    },
    {
      name: 'nobody reads what it prints',
      onStart: ({ stdout, stderr }) => {
        stdout?.destroy();
        stderr?.destroy();
      },
      expected: canceled,
    },
    {
      name: 'the reader of what it prints goes away',
      atRequest: { name: 'POST cancel', act: ({ stdout }) => void stdout?.destroy() },
      expected: canceled,
    },
    {
      name: 'SG-10 timers, a server and kept-alive connections are still open at the end',
      preload: `setInterval(() => {}, 2 ** 30); (await import('node:net')).createServer().listen(0, '127.0.0.1');`,
      expected: canceled,
    },
  ];
  it.for(rows)('$name', (row, context) => play(context, row));
});

describe.skipIf(lacks('POSIX signals')).concurrent('signals', () => {
  const interrupted = (exitCode: number) => ({ exitCode, outcome: 'interrupted' });
  const accepted = json(202, '', { location: linkPath });
  const rows: readonly Row[] = [
    ...(
      [
        ['SG-01', 'SIGINT', 130],
        ['SG-05', 'SIGTERM', 143],
        ['SG-05', 'SIGHUP', 129],
      ] as const
    ).map(([id, signal, exitCode]) => ({
      name: `${id} ${signal} between two looks`,
      service: stuck,
      after: { ms: 5_000, act: kill(signal) },
      expected: interrupted(exitCode),
      check: (expect: ExpectStatic, { outputs, summary }: Ended) => {
        expect(outputs['status-code']).toBe('202');
        expect(summary).toContain('NOT confirmed: the run was canceled');
      },
    })),
    {
      name: 'SG-01 SIGINT during the first look: nothing was sent',
      service: except(stuck, { 'GET submissions': silent }),
      atRequest: { name: 'GET submissions', act: kill('SIGINT') },
      expected: interrupted(130),
      check: (expect, { outputs, requests }) => {
        expect(outputs['message']).toContain('No cancel was sent.');
        expect(requests).toStrictEqual(['GET submissions']);
      },
    },
    {
      name: 'SG-02 SIGINT during the cancel, whose answer comes half a second later',
      service: except(stuck, { 'POST cancel': slowly(accepted) }),
      atRequest: { name: 'POST cancel', act: kill('SIGINT') },
      expected: interrupted(130),
      check: (expect, { outputs, requests }) => {
        expect(outputs['status-code']).toBe('202');
        expect(requests).toStrictEqual(['GET submissions', 'POST cancel']);
      },
    },
    {
      name: 'SG-02 SIGINT during the cancel, which is never answered',
      service: except(stuck, { 'POST cancel': silent }),
      atRequest: { name: 'POST cancel', act: kill('SIGINT') },
      expected: interrupted(130),
      check: (expect, { outputs }) => {
        expect(outputs['status-code']).toBe('');
        expect(outputs['message']).toContain('A cancel was sent (no reply came).');
      },
    },
    {
      name: 'SG-03 a second signal ends at once: the early outputs stay',
      service: except(stuck, { 'POST cancel': silent }),
      preload: `process.once('SIGINT', () => process.kill(process.pid, 'SIGTERM'));`,
      atRequest: { name: 'POST cancel', act: kill('SIGINT') },
      expected: { exitCode: 143, outcome: 'unknown' },
    },
    {
      name: 'SG-06 killed before a cancel could leave',
      service: except(stuck, { 'GET submissions': silent }),
      atRequest: { name: 'GET submissions', act: kill('SIGKILL') },
      expected: { exitCode: null, outcome: 'failed' },
    },
    {
      name: 'SG-06 killed while the cancel is under way',
      service: except(stuck, { 'POST cancel': silent }),
      atRequest: { name: 'POST cancel', act: kill('SIGKILL') },
      expected: { exitCode: null, outcome: 'unknown' },
      check: (expect, { outputs }) => expect(outputs).toMatchObject({ 'status-code': '', 'operation-id': fence }),
    },
    {
      name: 'SG-06 killed after the answer to the cancel',
      service: stuck,
      after: { ms: 5_000, act: kill('SIGKILL') },
      expected: { exitCode: null, outcome: 'unknown' },
      check: (expect, { outputs }) => expect(outputs).toMatchObject({ 'status-code': '202', 'operation-id': fence }),
    },
  ];
  it.for(rows)('$name', (row, context) => play(context, row));

  it('SG-03 the runner as it is: SIGINT, SIGTERM after 7.5 s, a kill after 10 s; gone before 5 s', async ({ expect }) => {
    const asTheRunner: Act = (child, time) => {
      time.after(0, () => child.kill('SIGINT'));
      time.after(7_500, () => child.kill('SIGTERM'));
      time.after(10_000, () => child.kill('SIGKILL'));
    };
    const ended = await run({
      service: except(stuck, { 'POST cancel': silent }),
      atRequest: { name: 'POST cancel', act: asTheRunner },
    });
    expectDecent(expect, ended);
    expect([ended.exitCode, ended.outputs['outcome'], ended.summary.includes('the run was canceled')]).toStrictEqual([
      130,
      'interrupted',
      true,
    ]);
    expect(ended.endedAtMs).toBeLessThan(5_000);
  });

  it('SG-06 SG-11 a run that was killed, then another: nothing is left to cancel', async ({ expect }) => {
    const service = createService(scenarios.synchronous, { nowMs: () => 0, wallMs: () => startWallMs });
    const killed = await run({
      service: except(() => service, { 'GET operations': silent }),
      atRequest: { name: 'GET operations', act: kill('SIGKILL') },
    });
    const second = await run({ service: () => service, inputs: { 'if-nothing-to-cancel': 'ignore' } });
    const third = await run({ service: () => service });
    for (const ended of [killed, second, third]) expectDecent(expect, ended);
    expect([killed, second, third].map(({ exitCode, outputs, requests }) => [exitCode, outputs['outcome'], requests.length])).toStrictEqual(
      [
        [null, 'unknown', 3],
        [0, 'nothing-to-cancel', 1],
        [1, 'nothing-to-cancel', 1],
      ],
    );
  });
});

describe.concurrent('SG-08 what nobody caught', () => {
  const foreign = '`::error::forged\\n##[add-mask]a \\u001b[31m joe@contoso.com\\r\\n    at forged (file.js:1:1)`';
  const kinds: readonly { readonly kind: string; readonly code: string }[] = [
    { kind: 'an exception', code: `setImmediate(() => { throw new Error(${foreign}); });` },
    { kind: 'a rejection', code: `setImmediate(() => { Promise.reject(new Error(${foreign})); });` },
    { kind: 'three at once', code: `for (let i = 0; i < 3; i += 1) setImmediate(() => { throw new TypeError(${foreign}); });` },
    { kind: 'a text that was thrown', code: `setImmediate(() => { throw ${foreign}; });` },
    { kind: 'nothing that was thrown', code: 'setImmediate(() => { throw undefined; });' },
    { kind: 'what has no text', code: 'setImmediate(() => { Promise.reject(Object.create(null)); });' },
    { kind: 'what was thrown and has no text', code: 'setImmediate(() => { throw Object.create(null); });' },
  ];
  const moments: readonly { readonly when: string; readonly service: TimedService; readonly text: string; readonly outcome: string }[] = [
    {
      when: 'before a cancel',
      service: except(stuck, { 'GET submissions': silent }),
      text: 'of publisher contoso',
      outcome: 'failed',
    },
    {
      when: 'while the cancel is under way',
      service: except(stuck, { 'POST cancel': silent }),
      text: 'Asking to cancel',
      outcome: 'unknown',
    },
    { when: 'after the answer to the cancel', service: stuck, text: running, outcome: 'unknown' },
  ];
  const rows: readonly Row[] = moments.flatMap(({ when, service, text, outcome }) =>
    kinds.map(({ kind, code }) => ({
      name: `${kind} ${when}`,
      service,
      preload: whenPrinted(text, code),
      expected: { exitCode: 1, outcome },
      check: (expect: ExpectStatic, ended: Ended) => {
        const errors = commandsNamed('error', ended);
        expect(errors).toHaveLength(1);
        expect(errors[0]).toMatch(/^Sandbox: The action failed, please report it \(.*\)\. (No cancel was sent|A cancel was sent)/);
        expect(ended.stdout).not.toMatch(/^\s*at .*:\d+/m);
        expect(errors[0]).toMatch(/ More about this: docs\/troubleshooting\.md#unfinished(-after-cancel)?$/);
        expect(ended.outputs['message']).toBe(errors[0]?.replace(/ More about this: .*$/, ''));
      },
    })),
  );
  it.for(rows)('$name → $expected.outcome', (row, context) => play(context, row));
});

describe.concurrent('G4 a promise that never settles: nothing is left to do, and the step is red', () => {
  const timersThatNeverFire = `
    const start = globalThis.setTimeout;
    globalThis.setTimeout = (callback, ms) => (ms > 0 ? {} : start(callback, ms));`;
  const rows: readonly Row[] = [
    {
      name: 'before a cancel',
      service: except(stuck, { 'GET submissions': json(503, '') }),
      expected: { exitCode: 1, outcome: 'failed' },
    },
    { name: 'after the answer to the cancel', service: stuck, expected: { exitCode: 1, outcome: 'unknown' } },
  ];
  it.for(rows)('$name → $expected.outcome', (row, context) => play(context, { ...row, preload: timersThatNeverFire }));
});
