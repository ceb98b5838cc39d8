import type { Operation, PublishingStep } from '../marketplace/api.ts';

/** What the service has shown of an operation so far, for who reads the result. */
export interface Progress {
  /** When it began, in milliseconds since 1970; `isExact: false`: it began by then, which is when it had last changed before the first look. */
  readonly began?: { readonly atMs: number; readonly isExact: boolean };
  readonly isRunning: boolean;
  /** Partner Center has no Cancel publish for it any more. */
  readonly isPastSignOff?: true;
  /** The service's word for its state, and the step that it is at. */
  readonly text: string;
  /** As the last look that showed any told them. */
  readonly steps: readonly PublishingStep[];
}

/** What is known after one more look: the beginning as it was told first, the steps and the state as they were told last. */
export function progressAfter(before: Progress | undefined, seen: Operation, text: string): Progress {
  const { startedMs, changedMs, state, steps } = seen;
  const atMs = startedMs ?? changedMs;
  const began = before?.began ?? (atMs === undefined ? undefined : { atMs, isExact: startedMs !== undefined });
  return {
    ...(began ? { began } : {}),
    isRunning: state === 'running',
    ...(seen.reached === 'live' || before?.isPastSignOff ? { isPastSignOff: true } : {}),
    text,
    steps: steps.length > 0 ? steps : (before?.steps ?? []),
  };
}
