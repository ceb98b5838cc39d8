/**
 * Preloaded (`node --import`) into the child process that runs the bundle, which itself is the one that ships. The step's time begins at a fixed date and stands still
 * while anything goes on. When nothing goes on any more, it jumps to the next timer, as soon as the test agrees (see stepClock.ts). How fast the machine is changes nothing.
 */
import { createConnection } from 'node:net';
import { type Counts, dialed, hasTurnToCome, isBusy, openConnections } from './sockets.ts';

/** Sent to the test, one JSON line each: where the step stands, and when its next timer is due. */
export interface Ask {
  readonly turn: number;
  readonly pid: number;
  readonly nowMs: number;
  /** `null`: no timer is set. */
  readonly nextMs: number | null;
  /** Its own to the test apart. */
  readonly connections: readonly (readonly [string, Counts])[];
}

/** The answer to the ask of that turn: time may go on to here. */
export interface Grant {
  readonly turn: number;
  readonly toMs: number;
}

/** Given by the test, as JSON in STEP_TIME. */
export interface Settings {
  readonly port: number;
  readonly startWallMs: number;
}

const { port, startWallMs } = JSON.parse(process.env['STEP_TIME'] ?? '') as Settings;
const { clearTimeout, setImmediate, setInterval } = globalThis;
const timers = new Set<Timer>();
let nowMs = 0;
/** What the event loop does not tell: WebAssembly that is compiled on another thread. */
let compiling = 0;
/** Counts what the step does with its timers, so that two looks at it can be compared. */
let changes = 0;
let asked = '';
let turn = 0;

const control = createConnection({ port, host: '127.0.0.1' });
await new Promise((resolve) => control.once('connect', resolve));
dialed.delete(control);
/** Without the test there is no time, and a step must not outlive its test. */
control.once('close', () => process.kill(process.pid, 'SIGKILL'));
let heard = '';
control.setEncoding('utf8').on('data', (text: string) => {
  const lines = (heard + text).split('\n');
  heard = lines.pop() ?? '';
  for (const grant of lines.map((line) => JSON.parse(line) as Grant)) afterATurn(() => accept(grant));
});

class Timer {
  dueMs = 0;
  isRef = true;
  readonly ms: number;
  readonly run: () => void;
  constructor(ms: number, run: () => void) {
    this.ms = ms;
    this.run = run;
    this.refresh();
  }
  refresh(): this {
    timers.delete(this);
    timers.add(this);
    this.dueMs = nowMs + this.ms;
    return this.changed();
  }
  close(): this {
    timers.delete(this);
    return this.changed();
  }
  ref(): this {
    this.isRef = true;
    return this.changed();
  }
  unref(): this {
    this.isRef = false;
    return this.changed();
  }
  /** The connection to the test keeps the process alive as long as a timer would. */
  private changed(): this {
    changes += 1;
    if ([...timers].some(({ isRef }) => isRef)) control.ref();
    else control.unref();
    return this;
  }
}

function nextTimer(): Timer | undefined {
  return [...timers].reduce<Timer | undefined>((first, timer) => (first && first.dueMs <= timer.dueMs ? first : timer), undefined);
}

/** After a whole turn of the event loop: what was ready has been done, and a signal that was sent before has been heard. */
function afterATurn(act: () => void): void {
  setImmediate(() => setImmediate(act));
}

/** Where the step stands; `undefined` while its own process has something to do. */
function state(): { readonly ask: Omit<Ask, 'turn'>; readonly text: string } | undefined {
  if (compiling > 0 || isBusy() || hasTurnToCome()) return undefined;
  const ask = { pid: process.pid, nowMs, nextMs: nextTimer()?.dueMs ?? null, connections: openConnections() };
  return { ask, text: JSON.stringify({ ...ask, changes }) };
}

function look(): void {
  const now = state();
  if (!now || now.text === asked) return;
  asked = now.text;
  turn += 1;
  control.write(`${JSON.stringify({ turn, ...now.ask } satisfies Ask)}\n`);
}

/** Goes on to where the test lets it, unless something has happened since it asked: then it asks again. */
function accept(grant: Grant): void {
  if (grant.turn !== turn) return;
  const isAsAsked = state()?.text === asked;
  asked = '';
  if (!isAsAsked) return;
  nowMs = Math.max(nowMs, grant.toMs);
  changes += 1;
  const timer = nextTimer();
  if (timer && timer.dueMs <= nowMs) timer.close().run();
  afterATurn(look);
}

globalThis.setTimeout = Object.assign(
  (callback: (...details: unknown[]) => void, ms = 0, ...details: unknown[]) => new Timer(ms > 0 ? ms : 0, () => callback(...details)),
  globalThis.setTimeout,
) as unknown as typeof setTimeout;
globalThis.clearTimeout = (timer) => (timer instanceof Timer ? void timer.close() : clearTimeout(timer));
process.hrtime.bigint = () => BigInt(Math.round(nowMs * 1e6));
Date.now = () => startWallMs + nowMs;
globalThis.Date = new Proxy(Date, {
  construct: (date, details, target) => Reflect.construct(date, details.length > 0 ? details : [Date.now()], target) as Date,
});
/** The longest pause, always. */
Math.random = () => 1 - Number.EPSILON;
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: Record<'compile' | 'instantiate', (...details: unknown[]) => Promise<unknown>>;
};
for (const name of ['compile', 'instantiate'] as const) {
  const make = wasm[name];
  wasm[name] = async (...details) => {
    compiling += 1;
    return await make(...details).finally(() => {
      compiling -= 1;
    });
  };
}
/** For code that a test gives the step: holds up everything in the process for so long. */
Object.assign(globalThis, {
  holdUp: (ms: number) => {
    nowMs += ms;
  },
});
control.unref();
setInterval(look, 1).unref();
