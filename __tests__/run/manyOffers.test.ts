import { describe, expect, it } from 'vitest';
import {
  annotations,
  CANCEL,
  cancelAll,
  canceled,
  type Departure,
  type Fate,
  forbidden,
  ids,
  LIST,
  latencyMs,
  list,
  PAGE,
  running,
  succeeded,
  useTimersOfOurs,
} from '../support/manyStory.ts';
import { fence } from '../support/offer.ts';
import { createFakeHost } from '../support/step.ts';
import { reply, silence } from '../support/wire.ts';

useTimersOfOurs();

describe('in which order', () => {
  /** By how many first looks the cancels lagged behind at most. */
  function mostLooksAhead(names: readonly string[]): number {
    let ahead = 0;
    return Math.max(...names.map((name) => (ahead += name === LIST ? 1 : name === CANCEL ? -1 : 0)));
  }

  it.each([2, 9, 60, 200])('F6 %i offers: 8 requests in flight, cancels before looks, looks before polls', async (count) => {
    const { left, most, outcomes, exitCode } = await cancelAll(ids(count), {});
    expect(most()).toBe(Math.min(8, count));
    const names = left.map(({ name }) => name);
    expect([LIST, CANCEL, PAGE].map((name) => names.filter((one) => one === name).length)).toStrictEqual([count, count, count]);
    expect(mostLooksAhead(names)).toBeLessThanOrEqual(16);
    expect(names.indexOf(PAGE)).toBeGreaterThanOrEqual(2 * (count - 8));
    expect([outcomes, exitCode]).toStrictEqual([ids(count).map((id) => `${id} canceled`), 0]);
  });

  it.each([200, 202])(
    'F6 60 offers that are answered %i: no poll is sent as long as eight first looks or cancels are there to be sent',
    async (status) => {
      const fates = Object.fromEntries(ids(60).map((id) => [id, { [CANCEL]: reply(status), [PAGE]: [running, running, canceled] }]));
      const { left, most } = await cancelAll(ids(60), { fates });
      const names = left.map(({ name }) => name);
      expect(names.indexOf(PAGE)).toBeGreaterThanOrEqual(2 * (60 - 8));
      expect([names.filter((name) => name === CANCEL).length, most()]).toStrictEqual([60, 8]);
    },
  );

  it('one that is silent keeps no other from being looked at and canceled', async () => {
    const { left, outcomes } = await cancelAll(ids(60), { fates: { o0: { [LIST]: silence } } });
    const others = left.filter(({ offerId, name }) => offerId !== 'o0' && name === CANCEL);
    expect([others.length, (others.at(-1)?.atMs ?? 0) < 3000]).toStrictEqual([59, true]);
    expect(outcomes.slice(1)).toStrictEqual(
      ids(60)
        .slice(1)
        .map((id) => `${id} canceled`),
    );
  });

  it('results stand in input order, whichever ends first', async () => {
    const slow: Fate = { [PAGE]: [running, running, running, canceled] };
    const { outcomes } = await cancelAll(['c', 'a', 'b'], { fates: { c: slow, b: { [LIST]: reply(200, []) } } });
    expect(outcomes).toStrictEqual(['c canceled', 'a canceled', 'b nothing-to-cancel']);
  });

  it('IN-14 a duplicate is dropped with a notice, and asked for once', async () => {
    const { outcomes, left, runner } = await cancelAll(['b', 'a', 'B']);
    expect([outcomes, left.length]).toStrictEqual([['b canceled', 'a canceled'], 6]);
    expect(runner.lines[0]).toBe('notice: offer-id: 1 duplicate was dropped');
  });
});

describe('a service that is busy for one offer', () => {
  it.each([
    { name: '429', status: 429 },
    { name: '503', status: 503 },
  ])('$name with Retry-After: no other offer looks for so long, and their cancels leave', async ({ status }) => {
    const busy = reply(status, '', { 'retry-after': '20' });
    const { left, outcomes } = await cancelAll(ids(30), { fates: { o3: { [LIST]: [busy, list] } } });
    const between = left.filter(({ atMs }) => atMs > latencyMs && atMs < 20_000);
    expect([...new Set(between.map(({ name }) => name))]).toStrictEqual([CANCEL]);
    expect(outcomes).toStrictEqual(ids(30).map((id) => `${id} canceled`));
  });

  it('for an hour: that one gives up, and no other one waits', async () => {
    const busy = reply(429, '', { 'retry-after': '3600' });
    const { left, outcomes } = await cancelAll(ids(10), { fates: { o3: { [LIST]: busy } } });
    expect(left.filter(({ name, atMs }) => name === CANCEL && atMs < 1_000)).toHaveLength(9);
    expect(outcomes).toStrictEqual(ids(10).map((id) => `${id} ${id === 'o3' ? 'failed' : 'canceled'}`));
  });

  it('G3 the whole step is over at its deadline', async () => {
    const busy = reply(429, '', { 'retry-after': '3600' });
    const fates = Object.fromEntries(ids(20).map((id) => [id, { [LIST]: busy }]));
    const { endedAtMs, exitCode } = await cancelAll(ids(20), { fates, inputs: { 'timeout-minutes': '1' } });
    expect([endedAtMs <= 65_000, exitCode]).toStrictEqual([true, 1]);
  });

  it('a cancel that is answered so keeps the cancels of the others back', async () => {
    const busy = reply(429, '', { 'retry-after': '20' });
    const { left, outcomes } = await cancelAll(ids(20), { fates: { o0: { [CANCEL]: [busy, reply(200)] } } });
    const sent = left.filter(({ name }) => name === CANCEL);
    expect(sent.filter(({ atMs }) => atMs > 3 * latencyMs && atMs < 20_000)).toStrictEqual([]);
    expect(outcomes).toStrictEqual(ids(20).map((id) => `${id} canceled`));
  });
});

describe('one that fails stops nothing', () => {
  const bug = new Error('a bug\n::error::of ours');
  it.each<{ name: string; fate: Fate; outcome: string }>([
    { name: 'its look is refused', fate: { [LIST]: forbidden }, outcome: 'refused' },
    { name: 'its cancel is refused', fate: { [CANCEL]: forbidden, [PAGE]: running }, outcome: 'refused' },
    { name: 'its cancel is met with silence', fate: { [CANCEL]: silence, [PAGE]: running }, outcome: 'unknown' },
    { name: 'it is looked at in vain', fate: { [PAGE]: running }, outcome: 'timed-out' },
    { name: 'it is too late', fate: { [PAGE]: succeeded }, outcome: 'too-late' },
    { name: 'the first look crashes', fate: { [LIST]: bug }, outcome: 'failed' },
    { name: 'the cancel crashes', fate: { [CANCEL]: bug }, outcome: 'unknown' },
    { name: 'a later look crashes', fate: { [PAGE]: bug }, outcome: 'unknown' },
  ])('$name', async ({ fate, outcome }) => {
    const { outcomes, exitCode, outputs } = await cancelAll(['a', 'b', 'c'], { fates: { b: fate } });
    expect(outcomes).toStrictEqual(['a canceled', `b ${outcome}`, 'c canceled']);
    expect([exitCode, outputs['outcome']]).toStrictEqual([1, outcome]);
    expect(outputs['message']).toMatch(/^Sandbox: 2 canceled; 1 (NOT stopped|unconfirmed): b\. [A-Z].*\.$/);
  });

  const mixed = {
    no: { [LIST]: forbidden },
    mute: { [CANCEL]: silence, [PAGE]: running },
    late: { [PAGE]: succeeded },
    bug: { [LIST]: bug },
  };
  it('all of these at once', async () => {
    const step = await cancelAll(['a', 'no', 'mute', 'late', 'bug', 'z'], { fates: { ...mixed, z: { [LIST]: reply(200, []) } } });
    expect(step.outcomes).toStrictEqual(['a canceled', 'no refused', 'mute unknown', 'late too-late', 'bug failed', 'z nothing-to-cancel']);
    expect(step.outputs['message']).toMatch(
      /^Sandbox: 1 canceled; 3 NOT stopped: no, late, bug; 1 unconfirmed: mute; 1 had nothing to cancel\. For mute, bug: Run .* For late: Do not select Go live/,
    );
    expect(step.outputs).toMatchObject({ outcome: 'too-late', 'status-code': '202', 'operation-id': fence });
    expect(step.runner.lines.join('\n')).not.toMatch(/^::/m);
    const errors = annotations(step.runner.lines);
    expect(errors.map((line) => line.replace(/^(error: (?:Sandbox(?=:)|\w+(?= (?:is|may) ))).*/, '$1'))).toStrictEqual([
      'error: Sandbox',
      ...['no', 'mute', 'late', 'bug', 'z'].map((id) => `error: ${id}`),
    ]);
  });

  it('a crash before anything is asked: failed for all', async () => {
    const proxyHost = (): string => {
      throw bug;
    };
    const { outcomes, left, exitCode, outputs } = await cancelAll(['a', 'b'], { proxyHost });
    expect([outcomes, left, exitCode]).toStrictEqual([['a failed', 'b failed'], [], 1]);
    expect(outputs['message']).toMatch(/^Sandbox: 2 NOT stopped: a, b\. Run the step again/);
  });

  it.each(['uncaughtException', 'unhandledRejection'])('%s ends the step; who has ended keeps its result', async (event) => {
    const host = createFakeHost();
    const fates = { idle: { [LIST]: reply(200, []) }, b: { [PAGE]: running }, mute: { [LIST]: silence } };
    const onRequest = (left: readonly Departure[]): void => {
      if (left.filter(({ name }) => name === PAGE).length === 3) host.emit(event, new Error('out of nowhere'));
    };
    const { outcomes, exitCode } = await cancelAll(['idle', 'b', 'mute'], { fates, host, onRequest });
    expect([outcomes, exitCode]).toStrictEqual([['idle nothing-to-cancel', 'b unknown', 'mute failed'], 1]);
  });
});

describe('G5: what the outputs say on the way', () => {
  it('failed for all before anything leaves, then unknown for those whose cancel may have left', async () => {
    const { early } = await cancelAll(['a', 'b'], { fates: { b: { [LIST]: [reply(500), list] } } });
    const outcomes = early.map((results) => results.map(({ outcome }) => outcome).join(' '));
    expect(outcomes).toStrictEqual([
      'failed failed',
      'unknown failed',
      'unknown failed',
      'unknown unknown',
      'unknown unknown',
      'canceled canceled',
    ]);
  });

  it('nothing has left when they are first written', async () => {
    const written: number[] = [];
    const { early } = await cancelAll(['a', 'b'], { onRequest: (left) => void written.push(left.length) });
    expect([written[0], early[0]?.map(({ outcome }) => outcome)]).toStrictEqual([1, ['failed', 'failed']]);
  });

  it('500 offers: at most 27 writings, the last with every result', async () => {
    const { early, most, results, outputs } = await cancelAll(ids(500));
    expect([early.length <= 27, most()]).toStrictEqual([true, 8]);
    expect(results.map(({ outcome }) => outcome)).toStrictEqual(Array(500).fill('canceled'));
    expect(outputs['message']).toBe('Sandbox: 500 canceled.');
  });
});
