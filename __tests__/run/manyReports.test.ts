import { describe, expect, it } from 'vitest';
import { clientId, oidcPath, tenantId } from '../../src/sandbox/signIn.ts';
import {
  annotations,
  CANCEL,
  cancelAll,
  type Departure,
  type Fate,
  forbidden,
  ids,
  LIST,
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

describe('what is said', () => {
  it.each([40, 500])('G8 of %i red ones: the roll-up first, never more than ten annotations, one error per offer', async (count) => {
    const fates = Object.fromEntries(ids(count).map((id) => [id, { [LIST]: reply(404), [CANCEL]: forbidden }]));
    const { runner } = await cancelAll(ids(count), { fates });
    const shown = annotations(runner.lines);
    const errors = shown.filter((line) => line.startsWith('error:'));
    expect(shown.length).toBeLessThanOrEqual(10);
    expect(errors[0]).toMatch(new RegExp(`^error: Sandbox: ${count} (NOT stopped|unconfirmed): o0, o1`));
    const named = errors.slice(1).map((line) => /^error: (o\d+) may still be publishing\. /.exec(line)?.[1]);
    expect([named.length > 0, named.includes(undefined), new Set(named).size]).toStrictEqual([true, false, named.length]);
  });

  it.each([
    { offers: ['a'], said: 'offer a', line: 'Found', not: / a: / },
    { offers: ['a', 'b'], said: '2 offers', line: 'a: Found', not: / {2}Found/ },
  ])('lines of $offers.length', async ({ offers, said, line, not }) => {
    const { runner } = await cancelAll(offers);
    const lines = runner.lines.filter((one) => / s {2}/.test(one)).map((one) => one.replace(/^.*? s {2}/, ''));
    expect(lines[0]).toBe(`Canceling the operation in progress: ${said} of publisher contoso at http://127.0.0.1:1, within 5 minutes`);
    expect(lines.filter((one) => one.startsWith(line))).toHaveLength(1);
    expect(runner.lines.filter((one) => not.test(one))).toStrictEqual([]);
    expect(lines.filter((one) => one.startsWith('No operation-id was given')).length).toBeLessThanOrEqual(1);
  });

  it('that there is no guard is said once, and by a single offer in its own place', async () => {
    const unguarded = async (offers: string[]): Promise<number> =>
      (await cancelAll(offers)).runner.lines.filter((line) => line.includes('No operation-id was given')).length;
    expect([await unguarded(['a']), await unguarded(ids(12))]).toStrictEqual([1, 1]);
  });

  it('the summary: the counts, and everything about each offer to fold out, the worst first and open', async () => {
    const { runner } = await cancelAll(['a', 'b', 'c'], { fates: { b: { [PAGE]: succeeded } } });
    const headings = (runner.summaries[0] ?? '').split('\n').filter((line) => /^(## |<details)/.test(line));
    expect(headings).toStrictEqual([
      '## ❌ Sandbox: 3 offers of contoso: 2 canceled; 1 NOT stopped',
      '<details open><summary>❌ b <b>is not live, but its preview is ready</b>: the cancel came too late</summary>',
      '<details><summary>✅ a <b>was canceled</b>: the service confirmed it</summary>',
      '<details><summary>✅ c <b>was canceled</b>: the service confirmed it</summary>',
    ]);
    expect(runner.summaries).toHaveLength(1);
  });
});

describe('signing in', () => {
  const authority = 'http://127.0.0.1:2';
  const inputs = { token: '', 'tenant-id': tenantId, 'client-id': clientId, 'authority-url': authority };
  const environment = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:3${oidcPath}?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
  };
  const signIns = (left: readonly Departure[]): string[] => left.filter(({ name }) => name === 'sign-in').map(({ method }) => method);

  it('is done once for all offers, before anything else', async () => {
    const { left, outcomes, most } = await cancelAll(ids(30), { inputs, environment });
    expect([signIns(left), left.slice(0, 2).map(({ name }) => name)]).toStrictEqual([
      ['GET', 'POST'],
      ['sign-in', 'sign-in'],
    ]);
    expect([outcomes.every((one) => one.endsWith(' canceled')), most()]).toStrictEqual([true, 8]);
  });

  it('after a 401 to eight at once: once more for all', async () => {
    const fates = Object.fromEntries(ids(8).map((id) => [id, { [LIST]: [reply(401), list] }]));
    const { left, outcomes, most } = await cancelAll(ids(8), { inputs, environment, fates });
    expect(signIns(left)).toStrictEqual(['GET', 'POST', 'GET', 'POST']);
    expect([outcomes, most()]).toStrictEqual([ids(8).map((id) => `${id} canceled`), 8]);
  });

  it('that fails: nothing is asked, every offer says why', async () => {
    const { left, outcomes, results, exitCode } = await cancelAll(['a', 'b'], {
      inputs,
      environment: { ...environment, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:3/nowhere' },
    });
    expect(left.filter(({ offerId }) => offerId !== '')).toStrictEqual([]);
    expect([outcomes, exitCode, new Set(results.map(({ message }) => message.replace(/^Sandbox: [ab] /, ''))).size]).toStrictEqual([
      ['a failed', 'b failed'],
      1,
      1,
    ]);
  });
});

describe('the runner cancels the run', () => {
  /** The signal comes when this many requests have left. */
  async function interruptedAt(count: number, requests: number, fates: Record<string, Fate> = {}) {
    const host = createFakeHost();
    let atMs = 0;
    const onRequest = (left: readonly Departure[]): void => {
      if (left.length !== requests) return;
      atMs = left.at(-1)?.atMs ?? 0;
      host.emit('SIGTERM');
    };
    const step = await cancelAll(ids(count), { host, onRequest, fates });
    return { ...step, tookMs: step.endedAtMs - atMs };
  }
  const waits = Object.fromEntries(ids(60).map((id) => [id, { [PAGE]: running }]));

  it.each([
    { when: 'during the first looks', requests: 5 },
    { when: 'while cancels are sent', requests: 70 },
    { when: 'when all wait', requests: 125 },
  ])('$when: all end within 5 s, interrupted', async ({ requests }) => {
    const { outcomes, exitCode, tookMs } = await interruptedAt(60, requests, waits);
    expect(outcomes).toStrictEqual(ids(60).map((id) => `${id} interrupted`));
    expect([exitCode, tookMs <= 5000]).toStrictEqual([143, true]);
  });

  it('who has ended keeps the result', async () => {
    const { outcomes } = await interruptedAt(3, 8, { ...waits, o1: { [LIST]: reply(200, []) }, o2: {} });
    expect(outcomes).toStrictEqual(['o0 interrupted', 'o1 nothing-to-cancel', 'o2 canceled']);
  });

  it('nothing new is started: a cancel that still waits for its turn is not sent', async () => {
    const { left, results } = await interruptedAt(60, 68, waits);
    expect(left).toHaveLength(68);
    const cancels = left.filter(({ name }) => name === CANCEL).length;
    expect([cancels > 0, results.filter(({ statusCode }) => statusCode !== null).length]).toStrictEqual([true, cancels]);
  });

  it('G3 silence to cancels under way: over within 5 s', async () => {
    const silent = Object.fromEntries(ids(60).map((id) => [id, { [CANCEL]: silence }]));
    const { tookMs, outcomes } = await interruptedAt(60, 68, silent);
    expect([tookMs <= 5000, outcomes.every((one) => one.endsWith(' interrupted'))]).toStrictEqual([true, true]);
  });
});

describe('G3: the deadline of many', () => {
  it.each([
    { name: 'everybody waits', fate: { [PAGE]: running }, outcome: 'timed-out' },
    { name: 'nobody answers', fate: { [LIST]: silence }, outcome: 'failed' },
    { name: 'later looks are met with silence', fate: { [PAGE]: silence }, outcome: 'timed-out' },
  ])('$name: over by the deadline + 5 s', async ({ fate, outcome }) => {
    const fates = Object.fromEntries(ids(100).map((id) => [id, fate]));
    const { endedAtMs, outcomes, most } = await cancelAll(ids(100), { fates, inputs: { 'timeout-minutes': '1' } });
    expect([endedAtMs <= 65_000, most()]).toStrictEqual([true, 8]);
    expect(new Set(outcomes.map((one) => one.replace(/^\S+ /, '')))).toStrictEqual(new Set([outcome]));
  });
});

describe('modes', () => {
  it('a dry run of several sends nothing', async () => {
    const { left, outcomes, exitCode, outputs } = await cancelAll(['a', 'b', 'c'], {
      inputs: { 'dry-run': 'true', 'if-nothing-to-cancel': 'ignore' },
      fates: { b: { [LIST]: reply(200, []) } },
    });
    expect(left.map(({ method, name }) => `${method} ${name}`)).toStrictEqual(Array(3).fill(`GET ${LIST}`));
    expect([outcomes, exitCode]).toStrictEqual([['a planned', 'b nothing-to-cancel', 'c planned'], 0]);
    expect(outputs['message']).toMatch(/^Sandbox: 2 planned; 1 had nothing to cancel\./);
  });

  it('wait: false of several', async () => {
    const { left, outcomes, exitCode, outputs } = await cancelAll(['a', 'b'], { inputs: { wait: 'false' } });
    expect([left.map(({ name }) => name), outcomes, exitCode]).toStrictEqual([
      [LIST, LIST, CANCEL, CANCEL],
      ['a accepted', 'b accepted'],
      0,
    ]);
    expect(outputs['message']).toBe('Sandbox: 2 accepted. Set wait to true to have it proved.');
  });

  it.each([
    { policy: 'error', exitCode: 1, annotated: ['error', 'error'] },
    { policy: 'warn', exitCode: 0, annotated: ['warning'] },
    { policy: 'ignore', exitCode: 0, annotated: [] },
  ])('one has nothing to cancel, if-nothing-to-cancel: $policy', async ({ policy, exitCode, annotated }) => {
    const step = await cancelAll(['a', 'b'], { inputs: { 'if-nothing-to-cancel': policy }, fates: { b: { [LIST]: reply(200, []) } } });
    expect([step.exitCode, annotations(step.runner.lines).map((line) => line.split(':')[0])]).toStrictEqual([exitCode, annotated]);
    expect(step.outputs).toMatchObject({ outcome: 'nothing-to-cancel', 'status-code': '' });
  });

  it.each([
    { name: '501 offers', offers: ids(501), inputs: {} },
    { name: 'one bad id', offers: ['a', '../b', 'c'], inputs: {} },
    { name: 'OP-01 a guard with several', offers: ['a', 'b'], inputs: { 'operation-id': fence } },
    { name: 'OP-01 if-match with several', offers: ['a', 'b'], inputs: { 'if-match': '*' } },
  ])('$name: the whole step is refused', async ({ offers, inputs }) => {
    const { left, outputs, exitCode } = await cancelAll(offers, { inputs });
    expect([left, exitCode]).toStrictEqual([[], 1]);
    expect(outputs).toMatchObject({ outcome: 'invalid-input', results: '[]' });
  });
});
