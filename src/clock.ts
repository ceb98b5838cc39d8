/** The clock and random numbers. Every deadline, pause and jitter of the step comes from here, so that a test can set them all. */
export interface Clock {
  /** Monotonic milliseconds: deadlines and durations. A jump of the machine's date does not move it. */
  nowMs(): number;
  /** Milliseconds since 1970: only for dates that a person reads, and for `Retry-After` dates. */
  wallMs(): number;
  /** Resolves after `ms`, or as soon as `signal` aborts. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** In [0, 1). */
  random(): number;
}

/** Node turns a longer timer into one of 1 ms, which would make a pause a busy loop. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  /** Not `performance.now()`, whose first call loads a dozen of Node's modules. */
  nowMs: () => Number(process.hrtime.bigint()) / 1e6,
  wallMs: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(Math.max(ms, 0), longestTimerMs));
      signal.addEventListener('abort', end, { once: true });
    }),
};
