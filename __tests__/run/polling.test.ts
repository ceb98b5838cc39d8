import { describe, expect, it } from 'vitest';
import { simulate } from '../../scripts/bench/simulation.ts';

const seeds = Array.from({ length: 401 }, (_, index) => index + 1);

/** The figures of docs/performance.md by a simulated clock: the pauses are the same each time. */
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
    const inputs = { 'poll-interval-seconds': String(interval) };
    const steps = await Promise.all(seeds.map((seed) => simulate({ lengthMs: length * 1000, seed, inputs })));
    const lagsMs = steps.map(({ lagMs }) => lagMs).toSorted((a, b) => a - b);
    expect(lagsMs[200]).toBeLessThanOrEqual((interval * 1000) / 2);
    /** The last look of the link, and the one of the operation that proves it. */
    expect(lagsMs.at(-1)).toBeLessThanOrEqual(interval * 1000 + 200);
    expect(Math.max(...steps.map(({ requestsAtMs }) => requestsAtMs.length))).toBeLessThanOrEqual(most);
  });
});
