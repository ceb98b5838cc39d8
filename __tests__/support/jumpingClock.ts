import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Clock } from '../../src/clock.ts';

/** A clock for work that waits for many things at once: whenever nothing is left to do, it jumps to the next timer. */
export function createJumpingClock(random: () => number): { readonly clock: Clock; run<T>(work: Promise<T>): Promise<T> } {
  let now = 0;
  const timers = new Map<() => void, number>();
  const sleep: Clock['sleep'] = (ms, signal) =>
    new Promise((resolve) => {
      const end = (): void => {
        timers.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      if (signal.aborted) return resolve();
      timers.set(end, now + Math.max(ms, 0));
      signal.addEventListener('abort', end);
    });
  const run = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const finish = (): void => {
      isOver = true;
    };
    work.then(finish, finish);
    for (await turnOfTheLoop(); !isOver; await turnOfTheLoop()) {
      const [next] = [...timers].toSorted(([, a], [, b]) => a - b);
      if (!next) throw new Error('the step waits for nothing');
      now = Math.max(now, next[1]);
      next[0]();
    }
    return work;
  };
  return { clock: { nowMs: () => now, wallMs: () => Date.UTC(2026, 0, 31, 12) + now, random, sleep }, run };
}
