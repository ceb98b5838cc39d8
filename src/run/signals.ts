/** The signals of all runners (docs/platform.md#signals), each with its exit code. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGBREAK: 149 } as const;

export interface SignalSource {
  on(name: string, listener: (...details: never[]) => void): unknown;
}

/** The signals that came, as exit codes. */
export interface CaughtSignals {
  /** The exit code for the first signal; `undefined` when none came. */
  exitCode(): number | undefined;
  /** Calls the listener for each signal, at once for the first one if it came before. */
  listen(listener: (exitCode: number) => void): void;
}

/** Catches the signals from now on, so that none ends the process before its outputs are written. */
export function catchSignals(source: SignalSource): CaughtSignals {
  let first: number | undefined;
  let listener = (_exitCode: number): void => undefined;
  for (const [name, exitCode] of Object.entries(exitCodes))
    source.on(name, () => {
      first ??= exitCode;
      listener(exitCode);
    });
  return {
    exitCode: () => first,
    listen: (next) => {
      listener = next;
      if (first !== undefined) next(first);
    },
  };
}
