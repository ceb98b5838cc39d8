import type { Clock } from '../../src/clock.ts';

/** A clock that moves only when something sleeps. `at` runs a function at a time. */
export interface FakeClock extends Clock {
  /** Every sleep in ms, rounded. */
  readonly pausesMs: number[];
  at(ms: number, happen: () => void): void;
  /** Time passes without a sleep: a request that takes this long. */
  pass(ms: number): void;
}

/** 2026-01-31T12:00:00Z: what the fake wall clock shows at monotonic 0. */
export const startWallMs = Date.UTC(2026, 0, 31, 12);

export function createFakeClock(random = 1): FakeClock {
  let now = 0;
  const planned: { ms: number; happen: () => void }[] = [];
  const pausesMs: number[] = [];
  const moveTo = (ms: number, signal?: AbortSignal): void => {
    planned.sort((a, b) => a.ms - b.ms);
    while (planned[0] && planned[0].ms <= ms && !signal?.aborted) {
      const next = planned.shift();
      now = Math.max(now, next?.ms ?? 0);
      next?.happen();
    }
    if (!signal?.aborted) now = Math.max(now, ms);
  };
  return {
    pausesMs,
    nowMs: () => now,
    wallMs: () => startWallMs + now,
    random: () => random,
    at: (ms, happen) => void planned.push({ ms, happen }),
    pass: (ms) => moveTo(now + ms),
    sleep: async (ms, signal) => {
      if (signal.aborted) return;
      if (ms > 0) pausesMs.push(Math.round(ms));
      moveTo(now + ms, signal);
    },
  };
}
