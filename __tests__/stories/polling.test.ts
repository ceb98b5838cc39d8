import { describe, expect, it } from 'vitest';
import { pollMany } from '../../scripts/bench/polling.ts';

/** The figures of docs/performance.md on a clock that needs not be waited for: the dice are the same each time. */
describe('how long the step goes on after the operation has ended, and what it asks', () => {
  it.each([
    { length: 1 },
    { length: 8 },
    { length: 15 },
    { length: 60 },
    { length: 180, most: 25 },
    { length: 900, most: 110 },
    { length: 180, interval: 30 },
    { length: 900, interval: 60 },
  ])('$length s, poll-interval-seconds $interval', async ({ length, interval = 10, most = Number.POSITIVE_INFINITY }) => {
    const { medianLagMs, longestLagMs, mostRequests } = await pollMany(length * 1000, { 'poll-interval-seconds': String(interval) });
    expect(medianLagMs).toBeLessThanOrEqual((interval * 1000) / 2);
    /** The last look of the link, and the one of the operation that proves it. */
    expect(longestLagMs).toBeLessThanOrEqual(interval * 1000 + 200);
    expect(mostRequests).toBeLessThanOrEqual(most);
  });
});
