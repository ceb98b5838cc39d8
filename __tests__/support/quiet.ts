import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/clock.ts';
import { type Counts, isBusy, openConnections } from './sockets.ts';

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

export function isAccepted(key: string): boolean {
  return accepted.has(key);
}

/** Whether the server's end has read all that the other has written, and the other way round. */
export function isSettled([key, [written, read]]: readonly [string, Counts]): boolean {
  const socket = accepted.get(key);
  return socket?.bytesRead === written && socket.bytesWritten === read && !socket.writableEnded;
}

/** Resolves when each connection of this process is settled, and stays so for some turns of the event loop. */
async function settle(): Promise<void> {
  let before = '';
  for (let still = 0; still < 3; ) {
    await turn();
    const open = openConnections();
    const now = JSON.stringify(open);
    still = now === before && !isBusy() && open.every(isSettled) ? still + 1 : 0;
    before = now;
  }
}

/** How many parts of a test wait for quiet, to do something then. */
let waiting = 0;

/** Resolves when both ends have read all that the other has written, before any clock goes on. */
export async function quiet(): Promise<void> {
  waiting += 1;
  await settle();
  waiting -= 1;
}

/** A clock for both ends of real connections in one process: its time stops until no request is on its way, and then goes on to the next timer. */
export function createQuietClock(): Clock {
  const sleepers = new Set<{ readonly atMs: number; wake(): void }>();
  let nowMs = 0;
  let isRunning = false;
  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    while (sleepers.size > 0) {
      await settle();
      if (waiting > 0) continue;
      const [first] = [...sleepers].sort((a, b) => a.atMs - b.atMs);
      nowMs = Math.max(nowMs, first?.atMs ?? 0);
      first?.wake();
    }
    isRunning = false;
  };
  return {
    nowMs: () => nowMs,
    wallMs: () => Date.UTC(2026, 0, 31, 12) + nowMs,
    random: () => 0,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        if (ms <= 0) return void turn().then(resolve);
        const sleeper = {
          atMs: nowMs + Math.max(ms, 0),
          wake: () => {
            signal.removeEventListener('abort', sleeper.wake);
            sleepers.delete(sleeper);
            resolve();
          },
        };
        signal.addEventListener('abort', sleeper.wake);
        sleepers.add(sleeper);
        void run();
      }),
  };
}
