import type { Clock } from '../clock.ts';

/** The runner's cancellation is SIGINT, SIGTERM 7.5 s later, a kill 2.5 s after that (docs/platform.md#signals); the code says which came. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGBREAK: 149 } as const;

type Signal = keyof typeof exitCodes;

/** A cancel request that is already under way may still use this much of the time after the first signal. */
const graceMs = 3_000;

export interface SignalSource {
  on(name: string, listener: (...details: never[]) => void): unknown;
  exit(code: number): void;
}

/** Two orders to stop: everything ends on the first, only a cancel reply under way may wait for the second. */
export interface Stop {
  readonly stop: AbortSignal;
  readonly stopAfterGrace: AbortSignal;
  /** The exit code for the signal that came; `undefined` when none did. */
  exitCode(): number | undefined;
}

export function listenForSignals(source: SignalSource, clock: Clock): Stop {
  const stop = new AbortController();
  const grace = new AbortController();
  let code: number | undefined;
  for (const name of Object.keys(exitCodes) as Signal[]) {
    source.on(name, () => {
      if (code !== undefined) return source.exit(exitCodes[name]);
      code = exitCodes[name];
      stop.abort();
      void clock.sleep(graceMs, grace.signal).then(() => grace.abort());
    });
  }
  return { stop: stop.signal, stopAfterGrace: grace.signal, exitCode: () => code };
}
