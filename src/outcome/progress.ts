import type { Operation, PublishingStep } from '../marketplace/api.ts';

/** What the service has shown of an operation so far, for who reads the result. */
export interface Progress {
  /** When it began, in milliseconds since 1970. `isExact: false`: then or before, since it changed at that time. */
  readonly began?: { readonly atMs: number; readonly isExact: boolean };
  readonly isRunning: boolean;
  /** Partner Center has no Cancel publish for it any more. */
  readonly isPastSignOff?: true;
  /** The service's word for its state, and the step that it is at. */
  readonly text: string;
  /** Of the last look that showed any. */
  readonly steps: readonly PublishingStep[];
}

/** What is known after one more look: the first beginning, the last steps and state. */
export function progressAfter(before: Progress | undefined, seen: Operation, text: string): Progress {
  const { startedMs, changedMs, state, steps } = seen;
  const atMs = startedMs ?? changedMs;
  const began = before?.began ?? (atMs === undefined ? undefined : { atMs, isExact: startedMs !== undefined });
  return {
    ...(began ? { began } : {}),
    isRunning: state === 'running',
    ...(seen.leadsTo === 'live' || seen.isPushToLive || before?.isPastSignOff ? { isPastSignOff: true } : {}),
    text,
    steps: steps.length > 0 ? steps : (before?.steps ?? []),
  };
}
