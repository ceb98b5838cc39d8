import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import type { Clock } from '../../clock.ts';

/** What the sandbox says when it is ready. */
export interface Ready {
  readonly origin: string;
  readonly operationId: string;
  /** What it has printed since. */
  readonly rest: string;
}

const readyLines = / at (http:\/\/127\.0\.0\.1:\d+) [\s\S]*?^The operation-id of the publish: (\S+)\r?\n/m;
const pauseMs = 50;
const longestStartMs = 20_000;
const longestStopMs = 5_000;
const never = new AbortController().signal;

/** Starts a program of Node that goes on when this process ends. What it prints goes into the file `log`. */
export function startInBackground(program: string, args: readonly string[], log: string): ChildProcess {
  const file = openSync(log, 'w');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: dirname(log),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', file, file],
  });
  closeSync(file);
  child.unref();
  return child;
}

export function readyIn(printed: string): Ready | undefined {
  const [found, origin, operationId] = readyLines.exec(printed) ?? [];
  if (found === undefined || origin === undefined || operationId === undefined) return undefined;
  return { origin, operationId, rest: printed.slice(printed.indexOf(found) + found.length) };
}

/** Resolves when the sandbox is ready. It is not when it has ended, or when it takes too long: then it is stopped. */
export async function untilReady(child: ChildProcess, log: string, clock: Clock): Promise<Ready | undefined> {
  const end = new AbortController();
  child.once('exit', () => end.abort());
  const deadlineMs = clock.nowMs() + longestStartMs;
  while (!end.signal.aborted && clock.nowMs() < deadlineMs) {
    const ready = readyIn(readFileSync(log, 'utf8'));
    if (ready) return ready;
    await clock.sleep(pauseMs, end.signal);
  }
  child.kill();
  return undefined;
}

/** Whether something listens there. */
function listens(origin: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * Stops the sandbox, and says how that went. A process is stopped only while its sandbox listens:
 * after its end, the system may have given its number to another process.
 */
export async function stopListening(pid: number, origin: string, clock: Clock): Promise<'stopped' | 'had ended' | 'runs on'> {
  if (!(await listens(origin))) return 'had ended';
  try {
    process.kill(pid);
  } catch {
    return 'runs on';
  }
  for (const deadlineMs = clock.nowMs() + longestStopMs; clock.nowMs() < deadlineMs; await clock.sleep(pauseMs, never)) {
    if (!(await listens(origin))) return 'stopped';
  }
  return 'runs on';
}
