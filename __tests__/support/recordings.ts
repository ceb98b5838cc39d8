import type { RecordingFile } from '../../src/recording/form.ts';
import { createPlayer } from '../../src/sandbox/playback/player.ts';
import { stepOf } from '../../src/sandbox/playback/step.ts';
import type { Scenario } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { stepFor } from '../../src/sandbox/step.ts';
import { createFakeClock } from './fakeClock.ts';
import { playedInMemory } from './played.ts';
import { runStep, type StepResult } from './step.ts';
import { inMemory } from './wire.ts';

const origin = 'http://127.0.0.1:1';
const noInputs = { 'publisher-id': '', token: '' };

export interface Recorded {
  readonly step: StepResult;
  readonly text: string;
}

/** A scenario of the sandbox in memory, with the recording of it. */
export async function recordScenario(scenario: Scenario): Promise<Recorded> {
  const clock = createFakeClock();
  const { inputs, environment } = stepFor(scenario, origin);
  const step = await runStep({
    wire: inMemory(createService(scenario, clock), clock),
    clock,
    environment,
    deactivate: async () => ({ done: 'deployment 1' }),
    inputs: { ...noInputs, ...inputs, recording: 'recording.json' },
  });
  return { step, text: step.runner.files[0]?.[1] ?? '' };
}

/** The step of a recording, against the recording; recorded again. */
export async function playRecording(recording: RecordingFile): Promise<Recorded & { readonly unanswered: readonly string[] }> {
  const clock = createFakeClock();
  const player = createPlayer(recording, clock);
  const { inputs, environment } = stepOf(recording, origin);
  const step = await runStep({
    wire: playedInMemory(player, clock),
    clock,
    environment,
    inputs: { ...noInputs, ...inputs, recording: 'recording.json' },
  });
  return { step, text: step.runner.files[0]?.[1] ?? '', unanswered: player.unanswered };
}
