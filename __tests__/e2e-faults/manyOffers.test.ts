import { expect, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { run } from './support/process.ts';

it('F6 500 offers, replies of 1.2 s and one minute: cancels leave before more looks do, and no first look after the deadline', async () => {
  const offers = Array.from({ length: 500 }, (_, index) => `offer-${index}`).join(' ');
  const seen: { readonly isCancel: boolean; readonly isFirst: boolean; readonly atMs: number }[] = [];
  const known = new Set<string>();
  const ended = await run({
    service: (time) => {
      const service = createService(scenarios.accepted, time.clock);
      return (request) =>
        new Promise((resolve) => {
          const offer = /\/offers\/([^/]+)\//.exec(request.path)?.[1] ?? '';
          seen.push({ isCancel: request.method === 'POST', isFirst: !known.has(offer), atMs: time.clock.nowMs() });
          known.add(offer);
          time.after(1_200, () => resolve(service(request)));
        });
    },
    inputs: { 'offer-id': offers, 'timeout-minutes': '1' },
  });
  const cancels = seen.filter(({ isCancel }) => isCancel);
  expect(cancels.length).toBeGreaterThan(100);
  expect(seen.filter(({ isFirst, atMs }) => isFirst && atMs >= 60_000)).toStrictEqual([]);
  /** Eight at a time, in the 4 s for last looks. */
  expect(seen.filter(({ atMs }) => atMs >= 60_000).length).toBeLessThanOrEqual(32);
  const results = JSON.parse(ended.outputs['results'] ?? '') as readonly { readonly message: string; readonly outcome: string }[];
  expect(results.length).toBe(500);
  expect(ended.exitCode).toBe(1);
  expect(ended.endedAtMs).toBeLessThanOrEqual(65_000);
});
