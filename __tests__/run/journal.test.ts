import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/action/inputs.ts';
import { type Plan, parsePlan } from '../../src/inputs/plan.ts';
import { type CancelFacts, nothingSent } from '../../src/outcome/result.ts';
import { createJournal, type Journal } from '../../src/run/journal.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';

const left: CancelFacts = { ...nothingSent, sent: 'yes', operationId: 'id' };
const answered: CancelFacts = { ...left, statusCode: 202 };

function planFor(count: number): Plan {
  const offerIds = Array.from({ length: count }, (_, index) => `o${index}`).join();
  const inputs = { 'publisher-id': 'contoso', 'offer-id': offerIds, token: 'eyJ0.e30.c2ln' };
  const plan = parsePlan(readInputs(createFakeRunner({ inputs })));
  if ('problems' in plan) throw new Error(plan.problems.join());
  return plan;
}

/** A record of so many offers, and the outcomes of each writing of the outputs. */
function recordOf(count: number) {
  const runner = createFakeRunner();
  const clock = createFakeClock();
  const writings: string[][] = [];
  const output: typeof runner.output = (name, value) => {
    if (name === 'results') writings.push((JSON.parse(value) as { outcome: string }[]).map(({ outcome }) => outcome));
    runner.output(name, value);
  };
  const record = createJournal(planFor(count), { ...runner, output }, clock, clock.nowMs());
  return { record, runner, clock, writings };
}

const sending = (record: Journal, place: number): void => record.offers[place]?.checkpoint(left);
const replied = (record: Journal, place: number): void => record.offers[place]?.checkpoint(answered);
const shown = (record: Journal, error?: unknown): unknown[] =>
  record.close(error).map(({ offerId, outcome, sent, statusCode }) => `${offerId} ${outcome} ${sent} ${statusCode ?? '-'}`);

describe('what the outputs say before the end', () => {
  it.each([1, 2, 25, 26, 500])('of %i offers: failed for all before anything leaves', (count) => {
    expect(recordOf(count).writings).toStrictEqual([Array(count).fill('failed')]);
  });

  it('of few offers: unknown for each whose cancel may have left', () => {
    const { record, writings } = recordOf(3);
    sending(record, 1);
    sending(record, 0);
    expect(writings.slice(1)).toStrictEqual([
      ['failed', 'unknown', 'failed'],
      ['unknown', 'unknown', 'failed'],
    ]);
  });

  it.each([1, 2, 3])('of %i offers: what is known of a reply', (count) => {
    const { record, runner } = recordOf(count);
    sending(record, 0);
    expect(runner.outputs).toMatchObject({ outcome: count === 1 ? 'unknown' : 'failed' });
    for (let place = 0; place < count; place += 1) replied(record, place);
    expect(runner.outputs).toMatchObject({ outcome: 'unknown', 'status-code': '202', 'operation-id': 'id' });
  });

  it('an offer that has ended keeps its result', () => {
    const { record, writings } = recordOf(3);
    sending(record, 0);
    record.offers[0]?.end({ cause: 'canceled', statement: 'Done' }, answered);
    record.offers[1]?.end({ cause: 'nothing-running', statement: 'Nothing' }, nothingSent);
    sending(record, 2);
    expect(writings.at(-1)).toStrictEqual(['canceled', 'nothing-to-cancel', 'unknown']);
  });

  it.each([
    { count: 26, most: 14 },
    { count: 100, most: 26 },
    { count: 499, most: 26 },
    { count: 500, most: 26 },
  ])('of $count offers: at most $most writings, whatever happens to each', ({ count, most }) => {
    const { record, writings } = recordOf(count);
    for (let turn = 0; turn < 4; turn += 1) {
      for (let place = 0; place < count; place += 1) {
        sending(record, place);
        replied(record, place);
      }
    }
    expect([writings.length, writings.at(-1)]).toStrictEqual([most, Array(count).fill('unknown')]);
  });

  it.each([26, 100, 500])('of %i offers: never failed for one whose cancel may have left', (count) => {
    const { record, writings } = recordOf(count);
    for (const place of [count - 1, 0, 13, 14]) {
      sending(record, place);
      expect(writings.at(-1)?.[place]).toBe('unknown');
    }
  });

  it.each([26, 500])('of %i offers: an ended offer is not reported as unknown when its neighbor sends', (count) => {
    const { record, writings } = recordOf(count);
    record.offers[0]?.end({ cause: 'nothing-running', statement: 'Nothing' }, nothingSent);
    sending(record, 1);
    expect(writings.at(-1)?.slice(0, 2)).toStrictEqual(['nothing-to-cancel', 'unknown']);
  });
});

describe('F10 the run is canceled', () => {
  it.each([1, 3, 500])('of %i offers: interrupted for all without a result, at once', (count) => {
    const { record, runner, writings } = recordOf(count);
    sending(record, 0);
    record.interrupt();
    expect([writings.length, writings.at(-1)]).toStrictEqual([3, Array(count).fill('interrupted')]);
    expect(runner.outputs['message']).toMatch(count === 1 ? /A cancel was sent \(no reply came\)/ : /^\d+ unconfirmed/);
  });

  it('an offer that has ended keeps its result', () => {
    const { record, writings } = recordOf(2);
    record.offers[0]?.end({ cause: 'canceled', statement: 'Done' }, answered);
    record.interrupt();
    expect(writings.at(-1)).toStrictEqual(['canceled', 'interrupted']);
  });

  it('a reply that comes after it is in the outputs', () => {
    const { record, runner } = recordOf(1);
    sending(record, 0);
    record.interrupt();
    replied(record, 0);
    expect(runner.outputs).toMatchObject({ outcome: 'interrupted', 'status-code': '202' });
  });

  it('after the results are known nothing is written early', () => {
    const { record, writings } = recordOf(1);
    record.close();
    record.interrupt();
    expect(writings).toHaveLength(1);
  });
});

describe('the results', () => {
  it('stand in input order, whatever ends first', () => {
    const { record } = recordOf(3);
    for (const place of [2, 0, 1]) record.offers[place]?.end({ cause: 'canceled', statement: `Done ${place}` }, answered);
    expect(record.close().map(({ message }) => message.slice(0, 24))).toStrictEqual([
      'o0 was canceled. Done 0.',
      'o1 was canceled. Done 1.',
      'o2 was canceled. Done 2.',
    ]);
  });

  it('an error in one: failed before its cancel, unknown from then on', () => {
    const { record } = recordOf(3);
    sending(record, 1);
    record.offers[0]?.fail(new Error('a bug'));
    record.offers[1]?.fail(new Error('a bug'));
    record.offers[2]?.end({ cause: 'canceled', statement: 'Done' }, answered);
    expect(shown(record)).toStrictEqual(['o0 failed no -', 'o1 unknown yes -', 'o2 canceled yes 202']);
    expect(record.close()[0]?.message).toMatch(
      /^o0 may still be publishing\. The action failed, please report it \(Error: a bug\)\. No cancel was sent\./,
    );
  });

  it('an error in the step: who has ended keeps the result', () => {
    const { record } = recordOf(4);
    record.offers[0]?.end({ cause: 'canceled', statement: 'Done' }, answered);
    sending(record, 1);
    replied(record, 1);
    sending(record, 2);
    expect(shown(record, new Error('a bug'))).toStrictEqual([
      'o0 canceled yes 202',
      'o1 unknown yes 202',
      'o2 unknown yes -',
      'o3 failed no -',
    ]);
  });

  it('an error in one of many: that a neighbor has sent a cancel does not mean that it has', () => {
    const { record } = recordOf(26);
    sending(record, 0);
    record.offers[1]?.fail(new Error('a bug'));
    expect(shown(record).slice(0, 2)).toStrictEqual(['o0 unknown yes -', 'o1 failed no -']);
  });

  it('an error in the step of many: those that have sent nothing say so', () => {
    const { record } = recordOf(26);
    sending(record, 0);
    expect(shown(record, new Error('a bug')).slice(0, 3)).toStrictEqual(['o0 unknown yes -', 'o1 failed no -', 'o2 failed no -']);
  });

  it('of one offer hold what happened to the step as well, in order of time; what is awaited and debug lines are for the log only', () => {
    const { record, clock } = recordOf(1);
    record.log('note', 'step');
    clock.pass(10);
    record.offers[0]?.log('note', 'own');
    record.offers[0]?.log('debug', 'hidden');
    record.offers[0]?.log('heartbeat', 'hidden too');
    record.offers[0]?.log('warning', 'careful');
    clock.pass(10);
    record.log('note', 'step again');
    expect(record.close()[0]?.history.events).toStrictEqual([
      { kind: 'note', text: 'step', atMs: 0 },
      { kind: 'note', text: 'own', atMs: 10 },
      { kind: 'warning', text: 'careful', atMs: 10 },
      { kind: 'note', text: 'step again', atMs: 20 },
    ]);
  });

  it('of several hold only what happened to each', () => {
    const { record } = recordOf(2);
    record.log('note', 'step');
    record.offers[1]?.log('note', 'own');
    expect(record.close().map(({ history }) => history.events)).toStrictEqual([[], [{ kind: 'note', text: 'own', atMs: 0 }]]);
  });
});

describe('the log', () => {
  it.each([
    { count: 1, lines: ['   0.0 s  step', '   0.0 s  own'] },
    { count: 2, lines: ['   0.0 s  step', '   0.0 s  o0: own'] },
  ])('of $count', ({ count, lines }) => {
    const { record, runner } = recordOf(count);
    record.log('note', 'step');
    record.offers[0]?.log('note', 'own');
    expect(runner.lines).toStrictEqual(lines);
  });
});
