import { expect, it } from 'vitest';
import { apis } from '../../src/marketplace/apis.ts';
import { stormAndPlay } from './playedStorm.ts';

const seeds = Array.from({ length: 100 }, (_, index) => 4_000 + index);

it.each(Object.values(apis).map(({ name }) => ({ name })))(
  '$name: the recording of a step in a storm comes to the same end by the same requests',
  async ({ name }) => {
    for (const seed of seeds) {
      const { recorded, played } = await stormAndPlay(name, seed);
      expect({ seed, ...played }).toStrictEqual({ seed, ...recorded });
    }
  },
);
