import { describe, expect, it } from 'vitest';
import { canceled, toTheDeadline as minute, running, runs } from '../support/cancelStory.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, PAGE, page } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { reply, scripted } from '../support/wire.ts';

const withoutLink = { ...runs, [CANCEL]: reply(202) };

describe('the pace of the looks', () => {
  it.each([
    { interval: '10', longest: [1, 9.5, 10, 10, 10], shortest: [0.75, 7.5, 7.5, 7.5] },
    { interval: '60', longest: [1, 10, 57, 60, 60], shortest: [0.75, 7.5, 45, 45] },
    { interval: '1', longest: [0.95, 1, 1, 1, 1], shortest: [0.75, 0.75, 0.75, 0.75] },
  ])(
    'pauses 1 s, ten times as long, any part of $interval s, then all of it but a quarter at most',
    async ({ interval, longest, shortest }) => {
      const script = { ...withoutLink, [PAGE]: [running, running, running, running, canceled] };
      const pausesMs = async (random: number): Promise<readonly number[]> => {
        const inputs = { 'poll-interval-seconds': interval };
        return (await runStep({ wire: scripted(script), clock: createFakeClock(random), inputs })).clock.pausesMs;
      };
      expect(await pausesMs(1)).toStrictEqual(longest.map((seconds) => seconds * 1000));
      expect(await pausesMs(0)).toStrictEqual(shortest.map((seconds) => seconds * 1000));
    },
  );

  it('RA-09 waits as long as the service asks, and looks at the deadline when that is further off', async () => {
    const busy = reply(200, page('running'), { 'retry-after': '25' });
    const later = reply(200, page('running'), { 'retry-after': '3600' });
    const wire = scripted({ ...withoutLink, [CANCEL]: reply(202, '', { 'retry-after': '5' }), [PAGE]: [busy, later, canceled] });
    const step = await runStep({ wire, inputs: minute });
    expect(step.clock.pausesMs).toStrictEqual([5000, 25_000, 30_000]);
    expect(step.outputs['outcome']).toBe('canceled');
  });

  it('tells each change once, and the same state once a minute', async () => {
    const certifying = page('running', {
      steps: [{ id: 'displaycertify', stepName: 'Certification', status: 'inProgress', progressPercentage: 40 }],
    });
    const wire = scripted({
      ...withoutLink,
      [PAGE]: [...Array.from({ length: 12 }, () => running), ...Array.from({ length: 3 }, () => reply(200, certifying)), canceled],
    });
    const { runner } = await runStep({ wire });
    expect(runner.lines.filter((line) => /The operation:/.test(line)).map((line) => line.slice(10))).toStrictEqual([
      'The operation: running',
      'The operation: running, still',
      'The operation: running, Certification 40 %',
      'The operation: canceled',
    ]);
  });
});
