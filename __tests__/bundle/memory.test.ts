import { expect, it } from 'vitest';
import { play } from '../../scripts/bench/play.ts';

it('F18 G8 150 offers whose lists are 1 MiB each: at most 128 MiB at the peak, for the whole process', async () => {
  const { peakMiB } = await play('dist/index.js', { offers: 150, hasLongLists: true, isMetered: true });
  expect(peakMiB).toBeGreaterThan(0);
  expect(peakMiB).toBeLessThanOrEqual(128);
});

it('G8 500 offers: at most 64 MiB more at the peak than for one', async () => {
  const [one, many] = [
    await play('dist/index.js', { offers: 1, isMetered: true }),
    await play('dist/index.js', { offers: 500, isMetered: true }),
  ];
  expect(one.peakMiB).toBeGreaterThan(0);
  expect(many.peakMiB - one.peakMiB).toBeLessThanOrEqual(64);
});
