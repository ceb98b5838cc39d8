import { expect, it } from 'vitest';
import { play } from '../../scripts/bench/play.ts';

it('F18 G8 150 offers whose lists are 1 MiB each: at most 128 MiB at the peak, for the whole process', async () => {
  const { peakMiB } = await play('dist/index.js', { offers: 150, hasLongLists: true, isMetered: true });
  expect(peakMiB).toBeGreaterThan(0);
  expect(peakMiB).toBeLessThanOrEqual(128);
});
