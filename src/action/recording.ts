import { createRequire } from 'node:module';
import type { Clock } from '../clock.ts';
import type { SendRequest } from '../http/tracing.ts';
import type { Plan } from '../inputs/plan.ts';
import type { OfferResult } from '../outcome/result.ts';
import type { Recorder } from '../recording/recorder.ts';
import { escapeCommand } from '../text/escape.ts';
import { errorMessage } from '../text/sanitize.ts';
import type { Runner } from './runner.ts';

/** What a step keeps of its exchanges. It can neither fail the step nor change what is sent. */
export interface Recording {
  /** The same sender, whose exchanges are noted. */
  listen(send: SendRequest): SendRequest;
  /** Writes the file, once. */
  write(results: readonly OfferResult[]): void;
  /** The same without results, before the process ends at once with this exit code. */
  writeBefore(exitCode: number): number;
}

interface Bundle {
  createRecorder(plan: Plan, startWallMs: number): Recorder;
}

/** For a step that records nothing. */
const noRecording: Recording = { listen: (send) => send, write: () => undefined, writeBefore: (exitCode) => exitCode };

/** Loads dist/recording/ when it is needed. The bundler would put it into dist/index.js if it were an `import`. */
export function loadRecorder(): Bundle {
  return createRequire(import.meta.url)('./recording/index.js');
}

/** Without the input nothing is loaded and nothing is kept. Any trouble is one warning. */
export function createRecording(runner: Runner, plan: Plan, clock: Clock, load: () => Bundle = loadRecorder): Recording {
  if (plan.recording === '') return noRecording;
  const startMs = clock.nowMs();
  let recorder: Recorder | undefined;
  const attempt = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      recorder = undefined;
      runner.warning(escapeCommand(`There is no recording (${errorMessage(error)}). The result of the step stands.`));
    }
  };
  attempt(() => {
    recorder = load().createRecorder(plan, clock.wallMs());
  });
  const write = (results: readonly OfferResult[]): void =>
    attempt(() => {
      if (recorder === undefined) return;
      const text = recorder.file(results);
      recorder = undefined;
      runner.writeBelowWorkspace(plan.recording, text);
      runner.info(escapeCommand(`The recording is in ${plan.recording}. It is made for sharing. Nothing was uploaded.`));
    });
  return {
    listen: (send) => async (request, signal) => {
      const atMs = clock.nowMs() - startMs;
      const result = await send(request, signal);
      attempt(() => recorder?.note(request, result, { atMs, endMs: clock.nowMs() - startMs }));
      return result;
    },
    write,
    writeBefore: (exitCode) => {
      write([]);
      return exitCode;
    },
  };
}
