import { expect, it } from 'vitest';
import { simulate } from '../../scripts/bench/simulation.ts';

it('60 offers whose cancel takes two minutes: the last cancel request leaves within 10 s of the first', async () => {
  const { cancelsMs, mostInFlight } = await simulate({ offers: 60, lengthMs: 120_000 });
  expect([cancelsMs <= 10_000, mostInFlight]).toStrictEqual([true, 8]);
});

it.each([1, 10, 100, 500])('%i offers that are canceled at once: three requests for each, eight in flight', async (offers) => {
  const { requests, stepMs } = await simulate({ offers });
  expect(requests).toBe(3 * offers);
  expect(stepMs).toBeLessThanOrEqual(Math.max(3, Math.ceil((requests / 8) * 1.3)) * 100);
});
