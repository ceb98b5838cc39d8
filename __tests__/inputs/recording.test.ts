import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/action/inputs.ts';
import { parsePlan } from '../../src/inputs/plan.ts';
import type { RecordingPlace } from '../../src/inputs/recording.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { given } from '../support/plan.ts';

function planWith(recording: string, recordingPlace: Exclude<RecordingPlace, ''> = 'free'): ReturnType<typeof parsePlan> {
  return parsePlan(readInputs(createFakeRunner({ inputs: { ...given, recording }, recordingPlace })));
}

describe('recording', () => {
  it.each(['', 'recording.json', 'a/b/recording.json', 'a\\b.json', './recording.json', 'a..b', 'nonsense without an end'])(
    'takes "%s"',
    (recording) => {
      expect(planWith(recording)).toMatchObject({ recording });
    },
  );

  it.each([
    '/tmp/a.json',
    '\\\\server\\a',
    'C:\\a.json',
    'c:a.json',
    '~/a.json',
    '../a.json',
    'a/../../b.json',
    '..',
    'a\\..\\b',
    'a\nb',
    'x'.repeat(501),
    '${{ x }}',
  ])('refuses "%s" as no path below the workspace', (recording) => {
    expect(planWith(recording)).toMatchObject({
      problems: [expect.stringMatching(/^recording: ".*" is not a path below the workspace.*; write a relative one/)],
    });
  });

  it.each<{ place: Exclude<RecordingPlace, ''>; says: string }>([
    { place: 'folder', says: 'is a folder' },
    { place: 'outside', says: 'leads out of the workspace by a symbolic link' },
    { place: 'not-writable', says: 'is in a folder that cannot be written' },
    { place: 'no-workspace', says: 'needs GITHUB_WORKSPACE, which is empty or no folder' },
  ])('refuses a place that is $place', ({ place, says }) => {
    expect(planWith('a.json', place)).toMatchObject({ problems: [expect.stringContaining(`recording: "a.json" ${says}`)] });
  });

  it('is refused together with the other problems', () => {
    const plan = parsePlan(readInputs(createFakeRunner({ inputs: { ...given, recording: '../a', wait: 'yes' } })));
    expect(plan).toMatchObject({ problems: [expect.stringMatching(/^wait: /), expect.stringMatching(/^recording: /)] });
  });
});
