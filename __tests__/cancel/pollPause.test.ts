import { describe, expect, it } from 'vitest';
import { canceled, toTheDeadline as minute, running, runs } from '../support/cancelStory.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, fence, LIST, PAGE, page } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { reply, type Script, scripted } from '../support/wire.ts';

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
        return (await runStep({ wire: scripted(script), clock: createFakeClock(random), inputs })).pausesMs;
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
    expect(step.pausesMs).toStrictEqual([5000, 25_000, 30_000]);
    expect(step.outputs['outcome']).toBe('canceled');
  });

  const certifying = page('running', {
    steps: [{ id: 'displaycertify', stepName: 'Certification', status: 'inProgress', progressPercentage: 40 }],
  });
  it.each<{ name: string; script: Script; lines: readonly string[] }>([
    {
      name: 'each change, and every 30 s what was seen last',
      script: {
        ...withoutLink,
        [PAGE]: [...Array.from({ length: 8 }, () => running), ...Array.from({ length: 4 }, () => reply(200, certifying)), canceled],
      },
      lines: [
        '   1.0 s  The operation: running',
        '  31.0 s  Still waiting. The operation: running',
        '  61.0 s  Still waiting. The operation: running',
        '  80.5 s  The operation: running, Certification 40 %',
        ' 110.5 s  Still waiting. The operation: running, Certification 40 %',
        ' 120.5 s  The operation: canceled',
      ],
    },
    {
      name: 'within one long pause too',
      script: { ...withoutLink, [PAGE]: [reply(200, page('running'), { 'retry-after': '100' }), canceled] },
      lines: [
        '   1.0 s  The operation: running',
        '  31.0 s  Still waiting. The operation: running',
        '  61.0 s  Still waiting. The operation: running',
        '  91.0 s  Still waiting. The operation: running',
        ' 101.0 s  The operation: canceled',
      ],
    },
    {
      name: 'before the first look, of which nothing is known',
      script: { ...withoutLink, [CANCEL]: reply(202, '', { 'retry-after': '70' }), [PAGE]: canceled },
      lines: ['  30.0 s  Still waiting', '  60.0 s  Still waiting', '  70.0 s  The operation: canceled'],
    },
    {
      name: 'not in a pause that ends before',
      script: { ...withoutLink, [CANCEL]: reply(202, '', { 'retry-after': '29' }), [PAGE]: canceled },
      lines: ['  29.0 s  The operation: canceled'],
    },
    {
      name: 'what could not be read last',
      script: { ...withoutLink, [PAGE]: [reply(500, '', { 'retry-after': '40' }), canceled], [LIST]: [runs[LIST], reply(200, [])] },
      lines: [
        '   1.0 s  The operation could not be read: HTTP 500',
        '  31.0 s  Still waiting. The operation could not be read: HTTP 500',
        `  41.0 s  The operation could not be read: the list of operations does not show ${fence}`,
        '  51.0 s  The operation: canceled',
      ],
    },
  ])('a line in the log: $name', async ({ script, lines }) => {
    const { runner } = await runStep({ wire: scripted(script) });
    expect(runner.lines.filter((line) => /Still|The operation/.test(line))).toStrictEqual(lines);
    expect(runner.summaries.join()).not.toContain('Still waiting');
  });
});
