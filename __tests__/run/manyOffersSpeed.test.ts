import { expect, it } from 'vitest';
import { simulate } from '../../scripts/bench/simulation.ts';

it('60 offers whose cancel takes two minutes: the last cancel request leaves within 10 s of the first', async () => {
  const { cancelsAtMs, mostInFlight } = await simulate({ offers: 60, lengthMs: 120_000 });
  expect([Math.max(...cancelsAtMs) - Math.min(...cancelsAtMs) <= 10_000, mostInFlight]).toStrictEqual([true, 8]);
});

it.each([1, 10, 100, 500])('%i offers that are canceled at once: three requests for each, eight in flight', async (offers) => {
  const { requestsAtMs, stepMs } = await simulate({ offers });
  expect(requestsAtMs.length).toBe(3 * offers);
  expect(stepMs).toBeLessThanOrEqual(Math.max(3, Math.ceil((requestsAtMs.length / 8) * 1.3)) * 100);
});

it('F6 500 offers, 1,200 ms for each reply, one minute: cancels go first, and only last looks leave after the deadline', async () => {
  const inputs = { 'timeout-minutes': '1' };
  const { cancelsAtMs, requestsAtMs, stepMs } = await simulate({ offers: 500, lengthMs: 120_000, requestMs: 1_200, inputs, exitCode: 1 });
  expect(cancelsAtMs.length).toBeGreaterThanOrEqual(190);
  expect(Math.min(...cancelsAtMs)).toBeLessThanOrEqual(3 * 1_200);
  expect(Math.max(...cancelsAtMs)).toBeLessThan(60_000);
  expect(requestsAtMs.filter((atMs) => atMs >= 60_000).length).toBeLessThanOrEqual(8 * 4);
  expect(stepMs).toBeLessThanOrEqual(65_000);
});
