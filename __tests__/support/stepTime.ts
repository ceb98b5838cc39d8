/**
 * Preloaded (`node --import`) into the child process that runs the bundle, which itself is the one that ships. The step's time begins at a fixed date and stands still
 * while anything goes on. When nothing goes on any more, it jumps to the next timer, as soon as the test agrees (see stepClock.ts). How fast the machine is changes nothing.
 */
import { createConnection, Socket } from 'node:net';

/** Sent to the test, one JSON line each: where the step stands, and when its next timer is due. */
export interface Ask {
  readonly turn: number;
  readonly pid: number;
  readonly nowMs: number;
  /** `null`: no timer is set. */
  readonly nextMs: number | null;
  /** Bytes written and read so far, by `local port-remote port` of each open connection. */
  readonly connections: Readonly<Record<string, readonly [number, number]>>;
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
const { connect } = Socket.prototype;
const connections = new Set<Socket>();
const timers = new Set<Timer>();
let nowMs = 0;
/** What the event loop does not tell: WebAssembly that is compiled on another thread. */
let compiling = 0;
/** Counts what the step does with its timers, so that two looks at it can be compared. */
let changes = 0;
let asked = '';
let turn = 0;
let grantedMs: number | undefined;

const control = createConnection({ port, host: '127.0.0.1' });
await new Promise((resolve) => control.once('connect', resolve));
/** Without the test there is no time, and a step must not outlive its test. */
control.once('close', () => process.kill(process.pid, 'SIGKILL'));
let heard = '';
control.setEncoding('utf8').on('data', (text: string) => {
  const lines = (heard + text).split('\n');
  heard = lines.pop() ?? '';
  for (const grant of lines.map((line) => JSON.parse(line) as Grant)) if (grant.turn === turn) grantedMs = grant.toMs;
  lookSoon();
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

interface Handle {
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Under TLS, the handle of TCP. */
  readonly _parent?: Handle;
}

function countsOf(socket: Socket): [string, [number, number]] | undefined {
  const { _handle: handle } = socket as unknown as { readonly _handle: Handle | null };
  const raw = handle?._parent ?? handle;
  return raw && socket.remotePort !== undefined
    ? [`${socket.localPort}-${socket.remotePort}`, [raw.bytesWritten, raw.bytesRead]]
    : undefined;
}

/** Whether the event loop has something under way that ends by itself: a file, a name of DNS, a connection that is being made. */
function isBusy(): boolean {
  return compiling > 0 || process.getActiveResourcesInfo().some((name) => /Req|Connect|Immediate/.test(name));
}

function pass(toMs: number): void {
  nowMs = Math.max(nowMs, toMs);
  changes += 1;
  const timer = nextTimer();
  lookSoon();
  if (!timer || timer.dueMs > nowMs) return;
  timer.close();
  timer.run();
}

/** After a whole turn of the event loop, in which a signal that was sent before is heard. */
function lookSoon(): void {
  setImmediate(() => setImmediate(look));
}

function look(): void {
  if (isBusy()) return;
  const open = [...connections].map(countsOf).filter((counts) => counts !== undefined);
  const now = { pid: process.pid, nowMs, nextMs: nextTimer()?.dueMs ?? null, connections: Object.fromEntries(open) } satisfies Omit<
    Ask,
    'turn'
  >;
  const ask = JSON.stringify({ ...now, changes });
  if (ask !== asked) {
    asked = ask;
    turn += 1;
    grantedMs = undefined;
    control.write(`${JSON.stringify({ turn, ...now } satisfies Ask)}\n`);
  } else if (grantedMs !== undefined) {
    const toMs = grantedMs;
    grantedMs = undefined;
    pass(toMs);
  }
}

Socket.prototype.connect = function (this: Socket, ...details: unknown[]): Socket {
  connections.add(this);
  this.once('close', () => connections.delete(this));
  return Reflect.apply(connect, this, details);
};
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
