import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { createServer, type Socket } from 'node:net';
import type { Clock } from '../../src/clock.ts';
import { listen } from './rawServer.ts';
import type { Ask, Grant, Settings } from './stepTime.ts';

/** Node's arguments to run a file of TypeScript before a step, without the time that Node takes to strip its types in each process. */
export function preload(url: string): readonly string[] {
  return ['--import', `data:text/javascript,${encodeURIComponent(stripTypeScriptTypes(readFileSync(new URL(url), 'utf8')))}`];
}

/** Every connection to a server of this process, by `remote port-local port`. */
const accepted = new Map<string, Socket>();
subscribe('net.server.socket', (message) => {
  const { socket } = message as { readonly socket: Socket & { server: { keepAliveTimeout?: number } } };
  const key = `${socket.remotePort}-${socket.localPort}`;
  accepted.set(key, socket);
  socket.once('close', () => accepted.get(key) === socket && accepted.delete(key));
  /** Measured in real time, by which an idle connection of a slow machine would be closed. */
  socket.server.keepAliveTimeout = 0;
});

/** Connections that a server of this process makes to another one for the step, as a proxy does. */
const tunnels = new Set<Socket>();
export function addTunnel(socket: Socket): void {
  tunnels.add(socket);
  socket.once('close', () => tunnels.delete(socket));
}

/** Whether each side has read all that the other has written. */
function isSettled(key: string, [written, read]: readonly [number, number]): boolean {
  const socket = accepted.get(key);
  return socket?.bytesRead === written && socket.bytesWritten === read;
}

/** The time of a step that runs in a child process with its own time (see stepTime.ts), and the test's hand on it. */
export interface StepClock {
  /** Node's arguments for the step, and its variables. */
  readonly preload: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The same time for the services that the step talks to. */
  readonly clock: Pick<Clock, 'nowMs' | 'wallMs'>;
  /** Does something after so much of the step's time, as soon as nothing else goes on. */
  after(ms: number, act: () => void): void;
  /** Sends the step a signal. */
  kill(signal: NodeJS.Signals): void;
  close(): Promise<void>;
}

export const startWallMs = Date.UTC(2026, 0, 31, 12);

/**
 * Lets the time of one step pass. A step asks to go on to its next timer when its own process has nothing to do. Time goes on when each byte that one side has
 * written was read by the other, on every connection: then nobody is about to answer, and what waits for an answer waits in vain.
 */
export async function createStepClock(): Promise<StepClock> {
  const own: { readonly atMs: number; readonly act: () => void }[] = [];
  const known = new Set<string>();
  let nowMs = 0;
  let pid = 0;
  let pending: Ask | undefined;
  let wasIdle = false;
  let write = (_grant: Grant): void => undefined;

  const isIdle = ({ connections }: Ask): boolean => {
    for (const key of Object.keys(connections)) known.add(key);
    return (
      Object.entries(connections).every(([key, counts]) => isSettled(key, counts)) &&
      [...known].every((key) => key in connections || !accepted.has(key)) &&
      [...tunnels].every((socket) => isSettled(`${socket.localPort}-${socket.remotePort}`, [socket.bytesWritten, socket.bytesRead]))
    );
  };
  /** Does what the test has to do now, after which the step is asked once more where it stands. Else time goes on to whatever is due first. */
  const goOn = ({ turn, nextMs }: Ask): void => {
    const dueMs = Math.min(...own.map(({ atMs }) => atMs));
    const toMs = dueMs <= nowMs ? nowMs : Math.min(dueMs, nextMs ?? Number.POSITIVE_INFINITY);
    if (toMs === Number.POSITIVE_INFINITY) return;
    const next = own.findIndex(({ atMs }) => atMs === dueMs && atMs <= nowMs);
    if (next >= 0) own.splice(next, 1)[0]?.act();
    nowMs = Math.max(nowMs, toMs);
    pending = undefined;
    write({ turn, toMs });
  };
  /** Twice, with a turn of the event loop between, in which what was read is answered. */
  const look = (): void => {
    if (!pending) return;
    const isSecond = wasIdle;
    wasIdle = isIdle(pending);
    if (isSecond && wasIdle) goOn(pending);
    else if (wasIdle) setImmediate(look);
  };

  const server = createServer((socket) => {
    write = (grant) => socket.write(`${JSON.stringify(grant)}\n`);
    socket.on('error', () => socket.destroy());
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (heard + text).split('\n');
      heard = lines.pop() ?? '';
      const last = lines.at(-1);
      if (last === undefined) return;
      pending = JSON.parse(last) as Ask;
      ({ nowMs, pid } = pending);
      wasIdle = false;
      setImmediate(look);
    });
    const looking = setInterval(look, 1);
    socket.once('close', () => clearInterval(looking));
  });
  const port = await listen(server);
  return {
    preload: preload(import.meta.resolve('./stepTime.ts')),
    environment: { STEP_TIME: JSON.stringify({ port, startWallMs } satisfies Settings) },
    clock: { nowMs: () => nowMs, wallMs: () => startWallMs + nowMs },
    kill: (signal) => void process.kill(pid, signal),
    after: (ms, act) => void own.push({ atMs: nowMs + ms, act }),
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
