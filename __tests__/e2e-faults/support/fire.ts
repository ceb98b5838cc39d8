import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExpectStatic } from 'vitest';
import { type Rehearsal, rehearse } from '../../../src/sandbox/rehearsal.ts';
import { type Scenario, scenarios } from '../../../src/sandbox/scenarios.ts';
import { createService } from '../../../src/sandbox/service.ts';
import { clientSecret, requestToken } from '../../../src/sandbox/signIn.ts';
import { stepFor } from '../../../src/sandbox/step.ts';
import { commandsIn } from '../../support/commands.ts';
import { createStepClock, preload, type StepClock } from '../../support/stepClock.ts';
import { type FaultServer, type FaultServerOptions, faultServer, type Received } from './faultServer.ts';
import type { Way, World } from './world.ts';

const actionYml = readFileSync('action.yml', 'utf8');

export const token = 'secret-token';
export const proxyPassword = 'hunter2';

/** What the step is given beside the wire. */
export interface Given {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where hosts lead, by `host:port`; see world.ts. */
  readonly ways?: Readonly<Record<string, readonly Way[]>>;
  /** The certificates of NODE_EXTRA_CA_CERTS. */
  readonly trusted?: string;
}

export interface Fire extends FaultServerOptions {
  readonly scenario?: Scenario;
  /** `default`: no base-url and no authority-url are given. Else the fault server's own address, by this name. */
  readonly at?: 'default' | '127.0.0.1' | 'localhost';
  /** What the step is given, now that the port of the fault server is known. */
  readonly given?: Given | ((port: number) => Given);
}

export interface Fired extends Rehearsal {
  readonly received: readonly Received[];
  /** Every `host:port` that the step dialed, in order. */
  readonly dials: readonly string[];
  readonly port: number;
}

/** Runs the bundle as the runner does, against a fault server that speaks for the sandbox. */
export async function fire({ scenario = scenarios.accepted, at = '127.0.0.1', given = {}, ...options }: Fire): Promise<Fired> {
  const time = await createStepClock();
  const server = await faultServer(createService(scenario, time.clock), time, options);
  const folder = mkdtempSync(join(tmpdir(), 'fire-'));
  try {
    return await run(server, time, folder, {
      scenario,
      origin: at === 'default' ? '' : `${options.tls ? 'https' : 'http'}://${at}:${server.port}`,
      ...(typeof given === 'function' ? given(server.port) : given),
    });
  } finally {
    await server.close();
    await time.close();
    rmSync(folder, { recursive: true });
  }
}

interface Run extends Given {
  readonly scenario: Scenario;
  /** `''`: the default addresses. */
  readonly origin: string;
}

async function run(
  server: FaultServer,
  time: StepClock,
  folder: string,
  { scenario, origin, inputs, environment, ways = {}, trusted }: Run,
): Promise<Fired> {
  const dials = join(folder, 'dials');
  const trust = join(folder, 'ca.pem');
  writeFileSync(dials, '');
  if (trusted !== undefined) writeFileSync(trust, trusted);
  const step = stepFor(scenario, origin);
  const addresses = origin === '' ? ['base-url', 'authority-url'] : [];
  const own = Object.entries(step.inputs).filter(([name]) => !addresses.includes(name));
  const result = await rehearse({
    command: [process.execPath, ...time.preload, ...preload(import.meta.resolve('./world.ts')), 'dist/index.js'],
    actionYml,
    inputs: {
      ...Object.fromEntries(own),
      ...(step.inputs['token'] === undefined ? {} : { token }),
      'timeout-minutes': '1',
      'notification-emails': 'a@contoso.com, b@contoso.com',
      ...inputs,
    },
    environment: {
      RUNNER_DEBUG: '1',
      ...time.environment,
      WORLD: JSON.stringify({ dials, ways } satisfies World),
      ...(trusted === undefined ? {} : { NODE_EXTRA_CA_CERTS: trust }),
      ...step.environment,
      ...environment,
    },
  });
  const dialed = readFileSync(dials, 'utf8').split('\n').filter(Boolean);
  return { ...result, received: server.received, dials: dialed, port: server.port };
}

type Outcome = 'canceled' | 'accepted' | 'timed-out' | 'unknown' | 'refused' | 'failed' | 'too-late' | 'invalid-input';

/** What a row expects. */
export interface Expected {
  readonly outcome: Outcome;
  /** Cancel requests that arrived: exactly so many, or between two numbers. */
  readonly cancels: number | readonly [number, number];
  /** A part of the message. */
  readonly says: string | RegExp;
  /** HTTP status of the reply to the cancel, as the output has it. */
  readonly status?: string | RegExp;
  /** A part of the log. */
  readonly logs?: string | RegExp;
  /** The other `host:port` that the step may dial, beside the fault server. */
  readonly mayDial?: readonly string[];
}

const green: readonly Outcome[] = ['canceled', 'accepted'];
const ours = ['add-mask', 'debug', 'error', 'warning', 'notice'];
const outputNames = ['message', 'operation-id', 'operation-path', 'outcome', 'request-id', 'results', 'status-code'];
const secrets = [token, '@contoso.com', 'eyJ', clientSecret, encodeURIComponent(clientSecret), requestToken, proxyPassword];
const asBasic = [Buffer.from(`user:${proxyPassword}`).toString('base64')];

/** Whether a cancel request provably did nothing, by what was answered: docs/guarantees.md#g1-at-most-one-effective-cancel-per-offer. */
function isUnprocessed({ answer }: Received): boolean {
  return /^HTTP\/1\.1 (401|425|429) /.test(answer) || /^HTTP\/1\.1 503 [\s\S]*?\r\nretry-after:/i.test(answer);
}

/** The assertions common to all rows of docs/faults.md, and what the row itself says. */
export function expectRow(expect: ExpectStatic, fired: Fired, { outcome, cancels, says, status, logs, mayDial = [] }: Expected): void {
  const { exitCode, outputs, log, summary, received, dials, port } = fired;
  const [least, most] = typeof cancels === 'number' ? [cancels, cancels] : cancels;
  const arrived = received.filter(({ kind }) => kind === 'cancel');
  const tale = `${log}\n${received.map(({ kind, answer }) => `${kind} ← ${answer.split('\r\n', 1)[0]?.slice(0, 80)}`).join('\n')}`;

  expect({ outcome: outputs['outcome'], exitCode }, tale).toStrictEqual({ outcome, exitCode: green.includes(outcome) ? 0 : 1 });
  expect(outputs['message'], tale).toMatch(says);
  if (status !== undefined) expect(outputs['status-code'], tale).toMatch(status);
  if (logs !== undefined) expect(log).toMatch(logs);
  expect(arrived.length, tale).toBeGreaterThanOrEqual(least);
  expect(arrived.length, tale).toBeLessThanOrEqual(most);

  expect(arrived.length, 'G1').toBeLessThanOrEqual(4);
  expect(arrived.filter((one) => !isUnprocessed(one)).length, 'G1').toBeLessThanOrEqual(2);
  expect(Object.keys(outputs).sort(), 'G5').toStrictEqual(outputNames);
  const results = JSON.parse(outputs['results'] ?? '') as { outcome: string }[];
  expect(results.map((one) => one.outcome)).toStrictEqual(outcome === 'invalid-input' ? [] : [outcome]);
  expect(summary).not.toBe('');
  const left = [log.replace(/^::add-mask::.*$/gm, ''), summary, ...Object.values(outputs)].join('\n');
  for (const secret of [...secrets, ...asBasic]) expect(left, 'G6').not.toContain(secret);
  expect(
    commandsIn(log).filter(({ name }) => !ours.includes(name)),
    'G7',
  ).toStrictEqual([]);
  const allowed = [`127.0.0.1:${port}`, `localhost:${port}`, ...mayDial];
  expect(
    dials.filter((dial) => !allowed.includes(dial)),
    'G9',
  ).toStrictEqual([]);
}
