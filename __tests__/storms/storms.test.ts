import { describe, expect, it } from 'vitest';
import { run } from './runStorm.ts';

/** `npm run test:fuzz -- --seeds 20000` plays more. */
const seeds = 200;
const storms = Array.from({ length: seeds }, (_, index) => index + 1);

describe('RC-13 PS-20 storms: whatever happens on the wire, the guarantees hold', () => {
  it.each(Array.from({ length: 10 }, (_, index) => index))('seeds of batch %i', async (batch) => {
    for (const seed of storms.filter((one) => one % 10 === batch)) {
      const { violations, story } = await run(seed);
      expect(violations, `npm run test:fuzz -- --seeds 1 --from ${seed}\n${story}`).toStrictEqual([]);
    }
  });

  it('most endings come up', async () => {
    const runs = await Promise.all(storms.map(run));
    const outcomes = new Set(runs.map(({ outcome }) => outcome));
    expect([...outcomes]).toStrictEqual(
      expect.arrayContaining([
        'planned',
        'canceled',
        'accepted',
        'nothing-to-cancel',
        'timed-out',
        'interrupted',
        'unknown',
        'mismatch',
        'failed',
        'too-late',
      ]),
    );
  });
});
