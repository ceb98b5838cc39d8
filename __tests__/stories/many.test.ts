import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { NoReply, Reply, Request } from '../../src/http/transport.ts';
import { clientId, oidcPath, tenantId } from '../../src/sandbox/signIn.ts';
import { createFakeClock, startWallMs } from '../support/fakeClock.ts';
import { entry, fence, page } from '../support/offer.ts';
import { createFakeHost, type FakeHost, runStep, type StepResult } from '../support/step.ts';
import { reply, silence } from '../support/wire.ts';

/** Many stories at once need a time that passes for all of them: the real clock on timers of ours. */
beforeEach(() => void vi.useFakeTimers({ now: startWallMs, toFake: ['setTimeout', 'clearTimeout', 'Date', 'hrtime'] }));
afterEach(() => void vi.useRealTimers());

const LIST = 'look';
const CANCEL = 'cancel';
const PAGE = 'page';
const latencyMs = 100;

const list = reply(200, [entry('running')]);
const running = reply(200, page('running'));
const canceled = reply(200, page('canceled'));
const succeeded = reply(200, page('succeeded'));
const forbidden = reply(403, { error: { code: 'Forbidden', message: 'No.' } });

type Answer = Reply | NoReply | Error;
/** What the service answers to one offer, turn by turn, the last for ever. */
type Fate = Readonly<Partial<Record<typeof LIST | typeof CANCEL | typeof PAGE, Answer | readonly Answer[]>>>;

const good: Fate = { [LIST]: list, [CANCEL]: reply(202), [PAGE]: canceled };
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `o${index}`);

interface Departure {
  readonly offerId: string;
  readonly name: string;
  readonly atMs: number;
  readonly method: string;
}

/** A service for many offers. Every request takes 100 ms, if it may; one that is answered `silence` takes its whole time limit. */
function marketplace(fates: Readonly<Record<string, Fate>>, hooks: { readonly onRequest?: (left: readonly Departure[]) => void } = {}) {
  const left: Departure[] = [];
  const turns = new Map<string, number>();
  const startMs = systemClock.nowMs();
  let inFlight = 0;
  let most = 0;
  const next = (offerId: string, name: string): Answer => {
    const answers: readonly Answer[] = [{ ...good, ...fates[offerId] }[name as keyof Fate] ?? []].flat();
    const key = `${offerId} ${name}`;
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return answers[Math.min(turn, answers.length - 1)] ?? new Error(`no answer to ${key}`);
  };
  const transport = async ({ method, url, timeoutMs }: Request, signal: AbortSignal): Promise<Reply | NoReply> => {
    if (signal.aborted) return { sent: false, code: 'aborted' };
    const { offerId, name, token } = read(method, url);
    left.push({ offerId, name, atMs: systemClock.nowMs() - startMs, method });
    inFlight += 1;
    most = Math.max(most, inFlight);
    hooks.onRequest?.(left);
    const answer = token ?? next(offerId, name);
    await systemClock.sleep(answer === silence ? timeoutMs : Math.min(latencyMs, timeoutMs), signal);
    inFlight -= 1;
    if (answer instanceof Error) throw answer;
    if (timeoutMs < latencyMs) return silence;
    return signal.aborted ? { sent: true, code: 'aborted' } : answer;
  };
  return { transport, requests: [], sent: [], left, most: () => most };
}

/** What a request is about; for a sign-in its answer too. */
function read(method: string, url: string): { readonly offerId: string; readonly name: string; readonly token: Reply | undefined } {
  const { pathname } = new URL(url);
  const [, offerId = '', rest = ''] = /\/offers\/([^/]+)\/(.*)/.exec(pathname) ?? [];
  if (offerId === '') return { offerId, name: 'sign-in', token: tokenFor(pathname) };
  const name = method === 'POST' ? CANCEL : rest.startsWith('operations') ? PAGE : LIST;
  return { offerId, name, token: undefined };
}

function tokenFor(path: string): Reply {
  const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
  if (path === oidcPath) {
    const claims = { sub: 'repo:contoso/offers', iss: 'https://token.actions.githubusercontent.com', aud: 'api://AzureADTokenExchange' };
    return reply(200, { value: `${part({ alg: 'RS256' })}.${part(claims)}.signature` });
  }
  if (!path.endsWith('/v2.0/token')) return forbidden;
  return reply(200, {
    token_type: 'Bearer',
    expires_in: 3599,
    access_token: `${part({})}.${part({ aud: 'https://cloudpartner.azure.com' })}.sig`,
  });
}

interface Options {
  readonly fates?: Readonly<Record<string, Fate>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly host?: FakeHost;
  readonly proxyHost?: (url: string) => string;
  readonly onRequest?: (left: readonly Departure[]) => void;
}

interface Outcome {
  readonly offerId: string;
  readonly outcome: string;
  readonly message: string;
  readonly statusCode: number | null;
}

/** A whole step for these offers, and all that came of it. */
async function cancelAll(offerIds: readonly string[], { fates = {}, onRequest, inputs = {}, ...rest }: Options = {}) {
  const wire = marketplace(fates, onRequest ? { onRequest } : {});
  const clock = { ...createFakeClock(), ...systemClock, random: () => 1 };
  const startMs = clock.nowMs();
  let endedAtMs = Number.NaN;
  /** The outputs when the process ends; after that nothing counts. */
  let outputs: Readonly<Record<string, string>> = {};
  const done = runStep({ wire, clock, inputs: { 'offer-id': offerIds.join('\n'), 'timeout-minutes': '5', ...inputs }, ...rest });
  void done.then((step) => {
    outputs = { ...step.outputs };
    endedAtMs = clock.nowMs() - startMs;
  });
  await vi.advanceTimersByTimeAsync(400_000);
  const step: StepResult = await done;
  const results = JSON.parse(outputs['results'] ?? '') as Outcome[];
  const early = step.written.filter((value) => value.startsWith('[')).map((value) => JSON.parse(value) as Outcome[]);
  return { ...step, ...wire, outputs, results, early, endedAtMs, outcomes: results.map(({ offerId, outcome }) => `${offerId} ${outcome}`) };
}

const annotations = (lines: readonly string[]): string[] => lines.filter((line) => /^(error|warning):/.test(line));

describe('in which order', () => {
  it.each([2, 9, 60, 200])('%i offers: 8 requests in flight, every look, then every cancel, then who waits', async (count) => {
    const { left, most, outcomes, exitCode } = await cancelAll(ids(count), {});
    expect(most()).toBe(Math.min(8, count));
    expect(left.map(({ name }) => name)).toStrictEqual([
      ...Array(count).fill(LIST),
      ...Array(count).fill(CANCEL),
      ...Array(count).fill(PAGE),
    ]);
    expect([outcomes, exitCode]).toStrictEqual([ids(count).map((id) => `${id} canceled`), 0]);
  });

  it.each([200, 202])(
    '60 offers that are answered %i: every cancel is sent before the first look of somebody who waits',
    async (status) => {
      const fates = Object.fromEntries(ids(60).map((id) => [id, { [CANCEL]: reply(status), [PAGE]: [running, running, canceled] }]));
      const { left, most } = await cancelAll(ids(60), { fates });
      const names = left.map(({ name }) => name);
      expect(names.lastIndexOf(CANCEL)).toBeLessThan(names.indexOf(PAGE));
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

  it('results stand in input order, whoever ends first', async () => {
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
  ])('$name with Retry-After: nobody else asks for so long', async ({ status }) => {
    const busy = reply(status, '', { 'retry-after': '20' });
    const { left, outcomes } = await cancelAll(ids(30), { fates: { o3: { [LIST]: [busy, list] } } });
    const between = left.filter(({ atMs }) => atMs > latencyMs && atMs < 20_000);
    expect(between).toStrictEqual([]);
    expect(outcomes).toStrictEqual(ids(30).map((id) => `${id} canceled`));
  });

  it('for an hour: that one gives up, the others go on after a minute', async () => {
    const busy = reply(429, '', { 'retry-after': '3600' });
    const { left, outcomes } = await cancelAll(ids(10), { fates: { o3: { [LIST]: busy } } });
    expect(left.filter(({ atMs }) => atMs > latencyMs && atMs < 60_000)).toStrictEqual([]);
    expect(outcomes).toStrictEqual(ids(10).map((id) => `${id} ${id === 'o3' ? 'failed' : 'canceled'}`));
  });

  it('G3 the whole step is over at its deadline', async () => {
    const busy = reply(429, '', { 'retry-after': '3600' });
    const fates = Object.fromEntries(ids(20).map((id) => [id, { [LIST]: busy }]));
    const { endedAtMs, exitCode } = await cancelAll(ids(20), { fates, inputs: { 'timeout-minutes': '1' } });
    expect([endedAtMs <= 65_000, exitCode]).toStrictEqual([true, 1]);
  });

  it('no cancel is sent at the deadline to which the others kept quiet', async () => {
    const busy = reply(429, '', { 'retry-after': '3600' });
    const { left, results } = await cancelAll(ids(20), { fates: { o0: { [CANCEL]: busy } }, inputs: { 'timeout-minutes': '1' } });
    const sent = left.filter(({ name }) => name === CANCEL);
    expect(sent.filter(({ atMs }) => atMs >= 60_000)).toStrictEqual([]);
    expect(results.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1 + 20 - sent.length);
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
      /^Sandbox: 1 canceled; 3 NOT stopped: no, late, bug; 1 unconfirmed: mute; 1 had nothing to cancel\. Do not go live/,
    );
    expect(step.outputs).toMatchObject({ outcome: 'too-late', 'status-code': '202', 'operation-id': fence });
    expect(step.runner.lines.join('\n')).not.toMatch(/^::/m);
    const errors = annotations(step.runner.lines);
    expect(errors.map((line) => line.replace(/^(error: (?:Sandbox|\w+)):.*/, '$1'))).toStrictEqual([
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

  it.each(['uncaughtException', 'unhandledRejection'])('%s ends the step; who has ended keeps its verdict', async (event) => {
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
    const told = early.map((results) => results.map(({ outcome }) => outcome).join(' '));
    expect(told).toStrictEqual([
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

  it('500 offers: at most 27 writings, the last with every verdict', async () => {
    const { early, most, results, outputs } = await cancelAll(ids(500));
    expect([early.length <= 27, most()]).toStrictEqual([true, 8]);
    expect(results.map(({ outcome }) => outcome)).toStrictEqual(Array(500).fill('canceled'));
    expect(outputs['message']).toBe('Sandbox: 500 canceled.');
  });
});

describe('what is told', () => {
  it('G8 of many red ones: the roll-up first, never more than ten annotations, one error per offer', async () => {
    const fates = Object.fromEntries(ids(40).map((id) => [id, { [LIST]: reply(404), [CANCEL]: forbidden }]));
    const { runner } = await cancelAll(ids(40), { fates });
    const shown = annotations(runner.lines);
    const errors = shown.filter((line) => line.startsWith('error:'));
    expect(shown.length).toBeLessThanOrEqual(10);
    expect(errors[0]).toMatch(/^error: Sandbox: 40 (NOT stopped|unconfirmed): o0, o1/);
    const named = errors.slice(1).map((line) => line.split(':')[1]?.trim());
    expect([named.length > 0, new Set(named).size]).toStrictEqual([true, named.length]);
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

  it('that there is no guard is told once, and by a single offer in its own place', async () => {
    const unguarded = async (offers: string[]): Promise<number> =>
      (await cancelAll(offers)).runner.lines.filter((line) => line.includes('No operation-id was given')).length;
    expect([await unguarded(['a']), await unguarded(ids(12))]).toStrictEqual([1, 1]);
  });

  it('the summary: the counts, and everything about each offer to fold out, the worst first and open', async () => {
    const { runner } = await cancelAll(['a', 'b', 'c'], { fates: { b: { [PAGE]: succeeded } } });
    const headings = (runner.summaries[0] ?? '').split('\n').filter((line) => /^(## |<details)/.test(line));
    expect(headings).toStrictEqual([
      '## ❌ Sandbox: 3 offers of contoso: 2 canceled; 1 NOT stopped',
      '<details open><summary>❌ b: TOO LATE: the operation succeeded</summary>',
      '<details><summary>✅ a: Canceled, and proved</summary>',
      '<details><summary>✅ c: Canceled, and proved</summary>',
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
    expect([outcomes, exitCode, new Set(results.map(({ message }) => message)).size]).toStrictEqual([['a failed', 'b failed'], 1, 1]);
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

  it('who has ended keeps the verdict', async () => {
    const { outcomes } = await interruptedAt(3, 8, { ...waits, o1: { [LIST]: reply(200, []) }, o2: {} });
    expect(outcomes).toStrictEqual(['o0 interrupted', 'o1 nothing-to-cancel', 'o2 canceled']);
  });

  it('nothing new is started: a cancel that still waits for its turn is not sent', async () => {
    const { left, results } = await interruptedAt(60, 68, waits);
    expect(left.filter(({ name }) => name === CANCEL)).toHaveLength(8);
    expect(results.filter(({ statusCode }) => statusCode !== null)).toHaveLength(8);
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
    expect(outputs['message']).toBe('Sandbox: 2 accepted. Leave wait at true to have it proved.');
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
