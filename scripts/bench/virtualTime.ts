import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Clock } from '../../src/clock.ts';

interface Sleeper {
  readonly atMs: number;
  wake(): void;
}

/** A time that passes for many sleepers at once, and takes none: whenever nobody has anything to do, it is the moment of whoever wakes first. */
export function createVirtualTime(random: () => number): { readonly clock: Clock; run<T>(work: Promise<T>): Promise<T> } {
  let now = 0;
  let sleepers: Sleeper[] = [];
  const clock: Clock = {
    nowMs: () => now,
    wallMs: () => Date.UTC(2026, 0, 31, 12) + now,
    random,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const sleeper: Sleeper = {
          atMs: now + Math.max(ms, 0),
          wake: () => {
            signal.removeEventListener('abort', sleeper.wake);
            sleepers = sleepers.filter((one) => one !== sleeper);
            resolve();
          },
        };
        sleepers.push(sleeper);
        signal.addEventListener('abort', sleeper.wake, { once: true });
      }),
  };
  const run = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const end = (): void => {
      isOver = true;
    };
    work.then(end, end);
    for (;;) {
      await turnOfTheLoop();
      if (isOver) return work;
      const [first] = sleepers.toSorted((a, b) => a.atMs - b.atMs);
      if (!first) throw new Error('everybody waits for somebody else');
      now = Math.max(now, first.atMs);
      first.wake();
    }
  };
  return { clock, run };
}
