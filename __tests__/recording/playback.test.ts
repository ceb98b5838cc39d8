import { describe, expect, it } from 'vitest';
import type { RecordingFile } from '../../src/recording/form.ts';
import { type Scenario, scenariosByApi } from '../../src/sandbox/scenarios.ts';
import { playRecording, recordScenario } from '../support/recordings.ts';

describe('the recording of a scenario, played back', () => {
  it.each(Object.values(scenariosByApi).flatMap((all) => Object.entries<Scenario>(all)))('%s', async (_name, scenario) => {
    const recorded = await recordScenario(scenario);
    const recording = JSON.parse(recorded.text) as RecordingFile;
    const played = await playRecording(recording);
    expect(played.unanswered).toStrictEqual([]);
    expect(JSON.parse(played.text)).toStrictEqual(recording);
  });
});
