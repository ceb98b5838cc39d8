import { describe, expect, it } from 'vitest';
import { runApi } from './runApiStorm.ts';

/** `npm run test:fuzz -- --api submission --seeds 20000` plays more. */
const seeds = Array.from({ length: 200 }, (_, index) => index + 1);
const endings = [
  ...['planned', 'canceled', 'accepted', 'nothing-to-cancel', 'timed-out', 'interrupted', 'unknown', 'mismatch', 'refused'],
  ...['failed', 'too-late'],
];

describe.each(['submission', 'product-ingestion'] as const)(
  'RC-13 storms on %s: whatever happens on the wire, the guarantees hold',
  (api) => {
    it.each(Array.from({ length: 4 }, (_, index) => index))('seeds of batch %i', async (batch) => {
      for (const seed of seeds.filter((one) => one % 4 === batch)) {
        const { violations, story } = await runApi(api, seed);
        expect(violations, `npm run test:fuzz -- --api ${api} --seeds 1 --from ${seed}\n${story}`).toStrictEqual([]);
      }
    });

    it('every ending comes up', async () => {
      const runs = await Promise.all(seeds.map((seed) => runApi(api, seed)));
      expect([...new Set(runs.map(({ outcome }) => outcome))].toSorted()).toStrictEqual(endings.toSorted());
    });
  },
);
