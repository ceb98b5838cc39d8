import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/http/reply.ts';
import { CANCEL, entry, fence, LIST, other, PAGE, page } from '../support/offer.ts';
import { createFakeHost, runStep } from '../support/step.ts';
import { reply, scripted } from '../support/wire.ts';

const older = '2026-01-31T11:40:00Z';
const newer = '2026-01-31T11:59:00Z';

/** The first look shows our operation; it has ended by itself when it is looked at after the cancel, and then the list shows this as well. */
function play(ended: string, later: readonly object[], inputs: Record<string, string> = {}) {
  const wire = scripted({
    [LIST]: [reply(200, [entry('running')]), reply(200, [entry(ended), ...later])],
    [CANCEL]: reply(202),
    [PAGE]: reply(200, page(ended)),
  });
  return runStep({ wire, inputs });
}

describe('RC-07 a publish that began after the first look, without a guard', () => {
  it.each([
    {
      what: 'it runs',
      ended: 'succeeded',
      other: entry('running', { id: other, changedTime: newer }),
      says: `Operation ${other} (publish, staging), which began after the first look, is running, and the cancel may have hit it`,
    },
    {
      what: 'it was canceled',
      ended: 'succeeded',
      other: entry('canceled', { id: other, changedTime: newer }),
      says: `Operation ${other} (publish, staging), which began after the first look, was canceled, and the cancel may have hit it`,
    },
    {
      what: 'it runs, and ours failed',
      ended: 'failed',
      other: entry('running', { id: other, changedTime: newer }),
      says: 'is running, and the cancel may have hit it',
    },
    {
      what: 'it runs, and no time is given',
      ended: 'succeeded',
      other: { id: other, submissionState: 'running' },
      says: 'is running, and the cancel may have hit it',
    },
  ])('$what: the message names it, and a warning', async ({ ended, other: begun, says }) => {
    const { outputs, runner, requests } = await play(ended, [begun]);
    expect(outputs['message']).toContain(says);
    expect(outputs['operation-id']).toBe(fence);
    expect(runner.lines.filter((line) => line.startsWith('warning: Another operation: '))).toHaveLength(1);
    expect(requests.at(-1)).toBe(LIST);
  });

  it.each([
    { what: 'nothing else is there', ended: 'succeeded', later: [] },
    { what: 'another was canceled before', ended: 'succeeded', later: [entry('canceled', { id: other, changedTime: older })] },
    { what: 'another was canceled, no time is given', ended: 'succeeded', later: [{ id: other, submissionState: 'canceled' }] },
    { what: 'another succeeded since', ended: 'succeeded', later: [entry('succeeded', { id: other, changedTime: newer })] },
    { what: 'ours was canceled', ended: 'canceled', later: [entry('running', { id: other, changedTime: newer })] },
    {
      what: 'a guard was given',
      ended: 'succeeded',
      later: [entry('running', { id: other, changedTime: newer })],
      inputs: { 'operation-id': fence },
    },
  ])('not when $what', async ({ ended, later, inputs = {} }) => {
    const { outputs } = await play(ended, later, inputs);
    expect(outputs['message']).not.toMatch(/began after/);
  });

  it('one that ran at the first look already', async () => {
    const standing = entry('running', { id: other, changedTime: older });
    const wire = scripted({
      [LIST]: [reply(200, [entry('running'), standing]), reply(200, [entry('succeeded'), standing])],
      [CANCEL]: reply(202),
      [PAGE]: reply(200, page('succeeded')),
    });
    expect((await runStep({ wire })).outputs['message']).toContain(
      `Operation ${other} (publish, staging), which ran at the first look already, is running, and the cancel may have hit it`,
    );
  });

  it('one that was canceled does not run', async () => {
    const { outputs } = await play('failed', [entry('canceled', { id: other, changedTime: newer })]);
    expect(outputs['message']).toMatch(/is not publishing\. .*which began after the first look, was canceled/);
  });

  it('not when another was canceled, and no time of ours is known', async () => {
    const wire = scripted({
      [LIST]: [reply(200, [{ id: fence, submissionState: 'running' }]), reply(200, [entry('canceled', { id: other, changedTime: newer })])],
      [CANCEL]: reply(202),
      [PAGE]: reply(200, page('succeeded')),
    });
    expect((await runStep({ wire })).outputs['message']).not.toMatch(/began after/);
  });

  it('a list that cannot be read names none', async () => {
    const wire = scripted({
      [LIST]: [reply(200, [entry('running')]), reply(500)],
      [CANCEL]: reply(202),
      [PAGE]: reply(200, page('succeeded')),
    });
    const { outputs } = await runStep({ wire });
    expect([outputs['outcome'], outputs['message']?.includes('began after')]).toStrictEqual(['too-late', false]);
  });
});

describe('F13 RC-11 after an unclear reply, a newer operation that runs is named, whatever the end', () => {
  const begun = entry('running', { id: other, changedTime: newer });
  const says = `Operation ${other} (publish, staging), which began after the first look, is running, and the cancel may have hit it`;

  it.each([
    { end: 'canceled', outcome: 'canceled', inputs: {} },
    { end: 'failed', outcome: 'nothing-to-cancel', inputs: {} },
    { end: 'succeeded', outcome: 'too-late', inputs: {} },
    { end: 'running', outcome: 'unknown', inputs: { 'timeout-minutes': '1' } },
    { end: 'canceled', outcome: 'canceled', inputs: { 'operation-id': fence } },
  ])('ours is $end, with $inputs', async ({ end, outcome, inputs }) => {
    const wire = scripted({
      [LIST]: [reply(200, [entry('running')]), reply(200, [entry(end), begun])],
      [CANCEL]: reply(502),
      [PAGE]: reply(200, page(end)),
    });
    const { outputs, runner } = await runStep({ wire, inputs });
    expect([outputs['outcome'], outputs['operation-id']]).toStrictEqual([outcome, fence]);
    expect(outputs['message']).toContain(says);
    expect(outputs['message']).not.toMatch(/Nothing goes live|nothing left to stop/i);
    expect(runner.lines.filter((line) => line.startsWith('warning: Another operation: '))).toHaveLength(1);
  });

  it.each([
    { what: 'was canceled', state: 'canceled' },
    { what: 'succeeded', state: 'succeeded' },
  ])('one that $what is not', async ({ state }) => {
    const wire = scripted({
      [LIST]: [reply(200, [entry('running')]), reply(200, [entry('canceled'), entry(state, { id: other, changedTime: newer })])],
      [CANCEL]: reply(502),
      [PAGE]: reply(200, page('canceled')),
    });
    const { outputs } = await runStep({ wire });
    expect(outputs['message']).toMatch(/is canceled\. Nothing goes live by this operation\.$/);
  });

  it('no look for one when the run was canceled', async () => {
    const host = createFakeHost();
    const interrupted = (): Reply => {
      host.emit('SIGINT');
      return reply(502);
    };
    const wire = scripted({ [LIST]: reply(200, [entry('running')]), [CANCEL]: interrupted });
    const { outputs, requests } = await runStep({ wire, host });
    expect([outputs['outcome'], requests]).toStrictEqual(['interrupted', [LIST, CANCEL]]);
  });
});
