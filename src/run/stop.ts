import type { Clock } from '../clock.ts';
import type { CaughtSignals } from './signals.ts';

/** A cancel request that is already under way may still use this much of the time after the first signal. */
const graceMs = 3_000;

/** A terminal sends one interruption as two signals (docs/platform.md#signals). */
const sameInterruptionMs = 1_000;

/** When to stop: everything ends at the first signal, only a cancel request under way may wait for its reply. */
export interface Stop {
  readonly signal: AbortSignal;
  readonly stopAfterGrace: AbortSignal;
  /** The exit code for the signal that came; `undefined` when none did. */
  exitCode(): number | undefined;
  /** When the first signal came; infinity when none did. */
  sinceMs(): number;
}

/** `onFirst` runs before anything else is done about the first signal. A later one than its double ends the process at once. */
export function stopOnSignals(signals: CaughtSignals, clock: Clock, onFirst: () => void, exit: (code: number) => void): Stop {
  const stop = new AbortController();
  const grace = new AbortController();
  let firstMs = Number.POSITIVE_INFINITY;
  signals.listen((exitCode) => {
    if (stop.signal.aborted) {
      if (clock.nowMs() - firstMs > sameInterruptionMs) exit(exitCode);
      return;
    }
    firstMs = clock.nowMs();
    onFirst();
    stop.abort();
    void clock.sleep(graceMs, grace.signal).then(() => grace.abort());
  });
  return { signal: stop.signal, stopAfterGrace: grace.signal, exitCode: signals.exitCode, sinceMs: () => firstMs };
}
