import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { createServer } from 'node:net';
import type { Clock } from '../../src/clock.ts';
import { isAccepted, isSettled } from './quiet.ts';
import { listen } from './rawServer.ts';
import { openConnections } from './sockets.ts';
import type { Ask, Grant, Settings } from './stepTime.ts';

/** A file of TypeScript, with the files beside it that it imports, as a URL of JavaScript: Node would take its time to strip the types in each process. */
function asJavaScript(url: URL): string {
  const code = stripTypeScriptTypes(readFileSync(url, 'utf8'));
  const whole = code.replace(/(?<= from ')\.[^']+\.ts(?=';$)/gm, (path) => asJavaScript(new URL(path, url)));
  return `data:text/javascript;base64,${Buffer.from(whole).toString('base64')}`;
}

/** Node's arguments to run this file before a step. */
export function preload(url: string): readonly string[] {
  return ['--import', asJavaScript(new URL(url))];
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
 * written was read by the other, on every connection: then no answer is on its way, and what waits for one waits in vain.
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
    const open = new Set(connections.map(([key]) => key));
    for (const key of open) known.add(key);
    const isGone = [...known].every((key) => open.has(key) || !isAccepted(key));
    return isGone && connections.every(isSettled) && openConnections().every(isSettled);
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
    /** The zone and the language of a machine far away: what the step says must not depend on them. */
    environment: {
      STEP_TIME: JSON.stringify({ port, startWallMs } satisfies Settings),
      TZ: 'Pacific/Kiritimati',
      LC_ALL: 'tr_TR.UTF-8',
    },
    clock: { nowMs: () => nowMs, wallMs: () => startWallMs + nowMs },
    kill: (signal) => void process.kill(pid, signal),
    after: (ms, act) => void own.push({ atMs: nowMs + ms, act }),
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
