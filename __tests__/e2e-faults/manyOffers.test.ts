import { expect, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { run } from './support/process.ts';

it('F6 500 offers, replies of 1.2 s and one minute: cancels leave before more looks do, and no first look after the deadline', async () => {
  const offers = Array.from({ length: 500 }, (_, index) => `offer-${index}`).join(' ');
  const seen: { readonly isCancel: boolean; readonly isList: boolean; readonly atMs: number }[] = [];
  const ended = await run({
    service: (time) => {
      const service = createService(scenarios.accepted, time.clock);
      return (request) =>
        new Promise((resolve) => {
          const { method, path } = request;
          seen.push({ isCancel: method === 'POST', isList: path.includes('/submissions/'), atMs: time.clock.nowMs() });
          time.after(1_200, () => resolve(service(request)));
        });
    },
    inputs: { 'offer-id': offers, 'timeout-minutes': '1' },
  });
  const cancels = seen.filter(({ isCancel }) => isCancel);
  expect(cancels.length).toBeGreaterThan(100);
  expect(seen.filter(({ isList, atMs }) => isList && atMs > 60_000)).toStrictEqual([]);
  expect(seen.filter(({ atMs }) => atMs > 60_000).length).toBeLessThanOrEqual(seen.length / 2);
  const results = JSON.parse(ended.outputs['results'] ?? '') as readonly { readonly message: string; readonly outcome: string }[];
  expect(results.length).toBe(500);
  expect(ended.exitCode).toBe(1);
  expect(ended.endedAtMs).toBeLessThanOrEqual(65_000);
});
