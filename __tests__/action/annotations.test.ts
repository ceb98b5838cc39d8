import { describe, expect, it } from 'vitest';
import { withFewAnnotations } from '../../src/action/annotations.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';

describe('G8 annotations', () => {
  it.each([
    { offers: 1, calls: 'wwwww', shown: 'wwwll' },
    { offers: 1, calls: 'wwwwe', shown: 'wwwle' },
    { offers: 1, calls: 'ewwww', shown: 'ewwwl' },
    { offers: 2, calls: 'wwwwwwwwwwww', shown: 'wwwwwwwwwwll' },
    { offers: 2, calls: 'eeeeeeeeeeee', shown: 'eeeeeeeeeell' },
    { offers: 500, calls: 'wweeeeeeeewe', shown: 'wweeeeeeeell' },
  ])('$offers: of $calls these are shown: $shown', ({ offers, calls, shown }) => {
    const fake = createFakeRunner();
    const runner = withFewAnnotations(fake, offers);
    for (const call of calls) {
      if (call === 'w') runner.warning('text');
      else runner.error('text', 'title');
    }
    const kinds: Readonly<Record<string, string>> = { 'warning: text': 'w', 'error: text': 'e', text: 'l' };
    expect(fake.lines.map((line) => kinds[line]).join('')).toBe(shown);
  });

  it('everything else is as it was', () => {
    const fake = createFakeRunner({ environment: { A: 'b' } });
    const runner = withFewAnnotations(fake, 1);
    runner.notice('text');
    runner.output('outcome', 'failed');
    expect([runner.env('A'), fake.lines, fake.outputs]).toStrictEqual(['b', ['notice: text'], { outcome: 'failed' }]);
  });
});
