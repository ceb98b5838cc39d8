import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecordingFile } from '../../src/recording/form.ts';
import { readRecording } from '../../src/sandbox/playback/recording.ts';
import { type Scenario, scenariosByApi } from '../../src/sandbox/scenarios.ts';
import { playRecording, recordScenario } from '../support/recordings.ts';
import type { StepResult } from '../support/step.ts';

/** A line without what a recording does not hold: ids, names, the texts of the service, the life of a token. */
function steady(line: string): string {
  return line
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b\d{19,}\b/g, 'ID')
    .replace(/\boffer-\d+|contoso-(vm|idle|live|kept)/g, 'OFFER')
    .replace(/\bpublisher-\d+|\bcontoso\b/g, 'PUBLISHER')
    .replace(/\$2\$preview\b|\$ID\b/g, '$TAIL')
    .replace(/"[^"]*"/g, 'TEXT')
    .replace(/(?<=failed by itself[^(]*)\([^)]*\)/, 'TEXT')
    .replace(/(?<=The token is valid for ).*/, 'A WHILE');
}

/** Everything that a person or a machine learns of a step. What Microsoft Entra says about a refusal is no part of a recording. */
function transcript({ outputs, requests, runner, exitCode, clock }: StepResult): object {
  const isSignIn = /sign-in|Microsoft Entra|GitHub says/;
  const lines = runner.lines.map(steady).filter((line) => !isSignIn.test(line) && !/deployment/i.test(line));
  return { outcome: outputs['outcome'], requests: requests.map(steady), lines, exitCode, endsAtMs: clock.nowMs() };
}

/** Without the times: several offers go on at once, each in its own order. */
function withoutTimes(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, of) => (/Ms$|^ms$/.test(key) ? undefined : of)));
}

const scenarios = Object.values(scenariosByApi).flatMap((all) =>
  Object.entries<Scenario>(all).map(([name, scenario]) => ({ name, scenario })),
);

describe('the recording of a scenario, played back', () => {
  it.each(scenarios.filter(({ scenario }) => !('fates' in scenario)))(
    '$name: the same transcript, and the same recording',
    async ({ scenario }) => {
      const recorded = await recordScenario(scenario);
      const recording = JSON.parse(recorded.text) as RecordingFile;
      const played = await playRecording(recording);
      expect(played.unanswered).toStrictEqual([]);
      expect(transcript(played.step)).toStrictEqual(transcript(recorded.step));
      expect(JSON.parse(played.text)).toStrictEqual(recording);
    },
  );

  it.each(scenarios.filter(({ scenario }) => 'fates' in scenario))('$name: the same exchanges and outcomes', async ({ scenario }) => {
    const recorded = await recordScenario(scenario);
    const recording = JSON.parse(recorded.text) as RecordingFile;
    const played = await playRecording(recording);
    expect(played.unanswered).toStrictEqual([]);
    expect(withoutTimes(JSON.parse(played.text))).toStrictEqual(withoutTimes(recording));
  });
});

/** The outcomes in a recording of those offers whose end a play can reach: nobody interrupts it. */
function reachable({ offers }: RecordingFile, of: RecordingFile): readonly (string | undefined)[] {
  const places = offers.flatMap(({ outcome = 'interrupted' }, place) => (outcome === 'interrupted' ? [] : [place]));
  return places.map((place) => of.offers[place]?.outcome);
}

/** Recordings of people: a file in this folder is a row. */
const files = globSync('__tests__/recordings/*.json');

describe('the recordings of people', () => {
  it.each(files.map((path) => ({ name: basename(path), path })))('$name comes to what it came to', async ({ path }) => {
    const recording = readRecording(readFileSync(path, 'utf8'));
    const { text, unanswered } = await playRecording(recording);
    const played = JSON.parse(text) as RecordingFile;
    expect({ outcomes: reachable(recording, played), unanswered }).toStrictEqual({
      outcomes: reachable(recording, recording),
      unanswered: [],
    });
  });

  it('are of a version that is known', () => {
    expect(() => readRecording('{"version":2}')).toThrow('This is no recording of version 1, but of version 2.');
    expect(() => readRecording('[]')).toThrow('This is no recording of version 1, but of version undefined.');
    expect(() => readRecording('{"version":1,"api":"x"}')).toThrow(
      'This is no recording: its api, offers, settings or exchanges are missing.',
    );
  });
});
