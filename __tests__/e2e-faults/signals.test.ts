import { describe, type ExpectStatic, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { lacks } from '../support/capabilities.ts';
import { fence, linkPath } from '../support/offer.ts';
import { startWallMs } from '../support/stepClock.ts';
import { type Act, type Ended, except, expectDecent, json, kill, play, type Row, run, silent, slowly, stuck } from './support/process.ts';

describe.skipIf(lacks('POSIX signals')).concurrent('signals', () => {
  const interrupted = (exitCode: number) => ({ exitCode, outcome: 'interrupted' });
  const accepted = json(202, '', { location: linkPath });
  /** SIGINT, and SIGTERM so much later. */
  const twice =
    (ms: number): Act =>
    (child, time) => {
      time.after(0, () => child.kill('SIGINT'));
      time.after(ms, () => child.kill('SIGTERM'));
    };
  const rows: readonly Row[] = [
    ...(
      [
        ['SG-01', 'SIGINT', 130],
        ['SG-05', 'SIGTERM', 143],
        ['SG-05', 'SIGHUP', 129],
      ] as const
    ).map(([id, signal, exitCode]) => ({
      name: `${id} ${signal} between two looks`,
      service: stuck,
      after: { ms: 5_000, act: kill(signal) },
      expected: interrupted(exitCode),
      check: (expect: ExpectStatic, { outputs, summary }: Ended) => {
        expect(outputs['status-code']).toBe('202');
        expect(summary).toContain('contoso-vm **may still be publishing**: the run was canceled while the step worked');
      },
    })),
    {
      name: 'SG-01 SIGINT during the first look: nothing was sent',
      service: except(stuck, { 'GET submissions': silent }),
      atRequest: { name: 'GET submissions', act: kill('SIGINT') },
      expected: interrupted(130),
      check: (expect, { outputs, requests }) => {
        expect(outputs['message']).toContain('No cancel was sent.');
        expect(requests).toStrictEqual(['GET submissions']);
      },
    },
    {
      name: 'SG-02 SIGINT during the cancel, whose answer comes half a second later',
      service: except(stuck, { 'POST cancel': slowly(accepted) }),
      atRequest: { name: 'POST cancel', act: kill('SIGINT') },
      expected: interrupted(130),
      check: (expect, { outputs, requests }) => {
        expect(outputs['status-code']).toBe('202');
        expect(requests).toStrictEqual(['GET submissions', 'POST cancel']);
      },
    },
    {
      name: 'SG-02 SIGINT during the cancel, which is never answered',
      service: except(stuck, { 'POST cancel': silent }),
      atRequest: { name: 'POST cancel', act: kill('SIGINT') },
      expected: interrupted(130),
      check: (expect, { outputs }) => {
        expect(outputs['status-code']).toBe('');
        expect(outputs['message']).toContain('A cancel was sent (no reply came).');
      },
    },
    ...[5, 500].map((ms) => ({
      name: `F10 SG-03 a second signal after ${ms} ms changes nothing: the reply 300 ms later is reported`,
      service: except(stuck, { 'POST cancel': slowly(accepted, ms + 300) }),
      atRequest: { name: 'POST cancel', act: twice(ms) },
      expected: interrupted(130),
      check: (expect: ExpectStatic, { outputs, summary }: Ended) => {
        expect(outputs['status-code']).toBe('202');
        expect(summary).toContain('the run was canceled');
      },
    })),
    {
      name: 'F10 SG-03 a second signal after 1.5 s ends at once, with outputs that say so',
      service: except(stuck, { 'POST cancel': silent }),
      atRequest: { name: 'POST cancel', act: twice(1_500) },
      expected: interrupted(143),
      check: (expect, { endedAtMs, outputs }) => {
        expect(endedAtMs).toBeLessThan(2_000);
        expect(outputs['message']).toContain('A cancel was sent (no reply came).');
      },
    },
    {
      name: 'F10 SG-06 killed within the grace: the early outputs say so',
      service: except(stuck, { 'POST cancel': silent }),
      atRequest: {
        name: 'POST cancel',
        act: (child, time) => {
          time.after(0, () => child.kill('SIGINT'));
          time.after(1_000, () => child.kill('SIGKILL'));
        },
      },
      expected: { exitCode: null, outcome: 'interrupted' },
      check: (expect, { outputs }) => expect(outputs['message']).toContain('A cancel was sent (no reply came).'),
    },
    {
      name: 'SG-06 killed before a cancel could leave',
      service: except(stuck, { 'GET submissions': silent }),
      atRequest: { name: 'GET submissions', act: kill('SIGKILL') },
      expected: { exitCode: null, outcome: 'failed' },
    },
    {
      name: 'SG-06 killed while the cancel is under way',
      service: except(stuck, { 'POST cancel': silent }),
      atRequest: { name: 'POST cancel', act: kill('SIGKILL') },
      expected: { exitCode: null, outcome: 'unknown' },
      check: (expect, { outputs }) => expect(outputs).toMatchObject({ 'status-code': '', 'operation-id': fence }),
    },
    {
      name: 'SG-06 killed after the answer to the cancel',
      service: stuck,
      after: { ms: 5_000, act: kill('SIGKILL') },
      expected: { exitCode: null, outcome: 'unknown' },
      check: (expect, { outputs }) => expect(outputs).toMatchObject({ 'status-code': '202', 'operation-id': fence }),
    },
  ];
  it.for(rows)('$name', (row, context) => play(context, row));

  it('SG-03 the runner as it is: SIGINT, SIGTERM after 7.5 s, a kill after 10 s; gone before 5 s', async ({ expect }) => {
    const asTheRunner: Act = (child, time) => {
      time.after(0, () => child.kill('SIGINT'));
      time.after(7_500, () => child.kill('SIGTERM'));
      time.after(10_000, () => child.kill('SIGKILL'));
    };
    const ended = await run({
      service: except(stuck, { 'POST cancel': silent }),
      atRequest: { name: 'POST cancel', act: asTheRunner },
    });
    expectDecent(expect, ended);
    expect([ended.exitCode, ended.outputs['outcome'], ended.summary.includes('the run was canceled')]).toStrictEqual([
      130,
      'interrupted',
      true,
    ]);
    expect(ended.endedAtMs).toBeLessThan(5_000);
  });

  it('SG-06 SG-11 a run that was killed, then another: nothing is left to cancel', async ({ expect }) => {
    const service = createService(scenarios.synchronous, { nowMs: () => 0, wallMs: () => startWallMs });
    const killed = await run({
      service: except(() => service, { 'GET operations': silent }),
      atRequest: { name: 'GET operations', act: kill('SIGKILL') },
    });
    const second = await run({ service: () => service, inputs: { 'if-nothing-to-cancel': 'ignore' } });
    const third = await run({ service: () => service });
    for (const ended of [killed, second, third]) expectDecent(expect, ended);
    expect([killed, second, third].map(({ exitCode, outputs, requests }) => [exitCode, outputs['outcome'], requests.length])).toStrictEqual(
      [
        [null, 'unknown', 3],
        [0, 'nothing-to-cancel', 1],
        [1, 'nothing-to-cancel', 1],
      ],
    );
  });
});
