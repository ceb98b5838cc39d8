import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/http/reply.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, entry, LIST, PAGE } from '../support/offer.ts';
import {
  api,
  askedAt,
  authority,
  canceled,
  denied,
  grant,
  issues,
  jwt,
  lives,
  many,
  numbersAt,
  play,
  running,
  runs,
  said,
  type Way,
  wrongSecret,
} from '../support/signInStory.ts';
import { type Answer, GITHUB, refusedConnection, reply, type Script, TOKEN } from '../support/wire.ts';

describe('the token is renewed in time', () => {
  it.each<{ what: string; grants: readonly Reply[]; fromS: number }>([
    { what: 'an hour', grants: lives(3599), fromS: 3479 },
    { what: 'five minutes', grants: lives(300), fromS: 180 },
    { what: 'not given, so five minutes', grants: many.map((n) => grant(n, { expires_in: undefined })), fromS: 180 },
    { what: 'one minute', grants: lives(60), fromS: 30 },
    {
      what: 'an hour by expires_in, over by its own exp',
      grants: many.map((n) => grant(n, { access_token: jwt({ exp: 1 }, `hushAccess${n}`) })),
      fromS: 3479,
    },
  ])('AU-27 its life is $what', async ({ grants, fromS }) => {
    const clock = createFakeClock();
    const ends: Answer = () => (clock.nowMs() < (fromS + 15) * 1000 ? running : canceled);
    const step = await play({
      clock,
      script: { ...issues, [TOKEN]: grants, ...runs, [CANCEL]: reply(202), [PAGE]: ends },
      inputs: { 'timeout-minutes': '70' },
    });
    expect(step.outputs['outcome']).toBe('canceled');
    const [first, second, ...more] = askedAt(step);
    expect([first, more]).toStrictEqual([0, []]);
    expect(second).toBeGreaterThanOrEqual(fromS);
    expect(second).toBeLessThan(fromS + 10.001);
    expect([numbersAt(authority, step), numbersAt(api, step).at(-1)]).toStrictEqual([[1, 2], 2]);
  });

  it('AU-27 every answer of the API comes from a living token', async () => {
    const clock = createFakeClock();
    const dies: Answer = ({ headers }) => {
      const n = Number(/hushAccess(\d+)/.exec(headers['authorization'] ?? '')?.[1]);
      const step = clock.nowMs() < 200_000 ? running : canceled;
      return clock.nowMs() < bornAtMs(n) + 60_000 ? step : denied;
    };
    const born: number[] = [];
    const bornAtMs = (n: number): number => born[n - 1] ?? Number.NEGATIVE_INFINITY;
    const gives: Answer = () => grant(born.push(clock.nowMs()), { expires_in: 60 });
    const step = await play({ clock, script: { ...issues, [TOKEN]: gives, ...runs, [CANCEL]: reply(202), [PAGE]: dies } });
    expect(step.outputs['outcome']).toBe('canceled');
    expect(step.runner.lines.filter((line) => line.includes('401'))).toStrictEqual([]);
    expect(step.runner.lines.filter((line) => line.includes('GitHub says of this job'))).toHaveLength(1);
  });

  const accepted = { ...runs, [CANCEL]: reply(202) };

  it('Microsoft Entra is down while the old token lives: looking goes on, and it is asked again every 30 s', async () => {
    const clock = createFakeClock();
    const step = await play({
      clock,
      script: {
        ...issues,
        ...accepted,
        [TOKEN]: [grant(1, { expires_in: 300 }), reply(503), reply(503), grant(2)],
        [PAGE]: () => (clock.nowMs() < 270_000 ? running : canceled),
      },
    });
    expect(step.outputs['outcome']).toBe('canceled');
    const [, second = 0, third = 0, fourth = 0] = askedAt(step);
    for (const pause of [third - second, fourth - third]) expect(pause).toBeGreaterThanOrEqual(30);
    expect(fourth - second).toBeLessThan(80);
    expect(numbersAt(authority, step)).toStrictEqual([1, 2, 3, 4]);
    expect(step.runner.lines.filter((line) => /could not be read|401/.test(line))).toStrictEqual([]);
  });

  it.each<{ what: string; fault: Script }>([
    { what: 'Microsoft Entra refuses', fault: { [TOKEN]: [grant(1, { expires_in: 300 }), wrongSecret] } },
    { what: 'GitHub refuses', fault: { [TOKEN]: lives(300), [GITHUB]: [said(1), reply(403)] } },
    { what: 'GitHub is down', fault: { [TOKEN]: lives(300), [GITHUB]: [said(1), reply(503)] } },
  ])('$what while the old token lives: it serves to its end', async ({ fault }) => {
    const clock = createFakeClock();
    const step = await play({
      clock,
      script: { ...issues, ...fault, ...accepted, [PAGE]: () => (clock.nowMs() < 280_000 ? running : canceled) },
    });
    expect([step.outputs['outcome'], new Set(numbersAt(api, step))]).toStrictEqual(['canceled', new Set([1])]);
    expect(step.pausesMs).not.toContain(500);
  });

  it.each<{ what: string; method: Way; fault: Script; words: RegExp }>([
    {
      what: 'Microsoft Entra',
      method: 'client-secret',
      fault: { [TOKEN]: [grant(1, { expires_in: 60 }), wrongSecret] },
      words: /Microsoft Entra refused the sign-in: HTTP 401, "invalid_client: AADSTS7000215: .*Secret ID/,
    },
    {
      what: 'GitHub',
      method: 'federated',
      fault: { [TOKEN]: lives(60), [GITHUB]: [said(1), reply(401)] },
      words: /GitHub refused the sign-in: HTTP 401\. Check that the job has the permission/,
    },
  ])('$what refuses after the old token has expired: unknown', async ({ method, fault, words }) => {
    const step = await play({ method, script: { ...issues, ...fault, ...accepted, [PAGE]: running } });
    expect([step.outputs['outcome'], step.exitCode, step.outputs['status-code']]).toStrictEqual(['unknown', 1, '202']);
    expect(step.outputs['message']).toMatch(words);
    expect(step.outputs['message']).toMatch(
      /^Sandbox: contoso-vm may still be publishing\. The cancel was accepted and is not confirmed: .* A cancel was sent \(HTTP 202\)\. The offer can still go live\. Correct the sign-in \(docs\/signing-in\.md\)/,
    );
    expect(step.clock.nowMs()).toBeLessThan(80_000);
  });

  it.each<{ what: string; fault: Script }>([
    { what: 'Microsoft Entra is down', fault: { [TOKEN]: [grant(1, { expires_in: 60 }), reply(503)] } },
    { what: 'GitHub is out of reach', fault: { [TOKEN]: lives(60), [GITHUB]: [said(1), refusedConnection] } },
    { what: 'a portal answers for Microsoft Entra', fault: { [TOKEN]: [grant(1, { expires_in: 60 }), reply(200, '<html>')] } },
  ])('$what after the old token died: goes on to the deadline', async ({ fault }) => {
    const step = await play({
      script: { ...issues, ...fault, ...accepted, [PAGE]: running, [LIST]: [reply(200, [entry('running')]), running] },
      inputs: { 'timeout-minutes': '5' },
    });
    expect([step.outputs['outcome'], step.exitCode]).toStrictEqual(['timed-out', 1]);
    expect(step.outputs['message']).toMatch(/A cancel was sent \(HTTP 202\)\. The offer can still go live\./);
    expect(step.clock.nowMs()).toBeGreaterThanOrEqual(300_000);
    expect(step.clock.nowMs()).toBeLessThanOrEqual(305_000);
  });

  it('Microsoft Entra is there again after the old token died: the new one is used', async () => {
    const clock = createFakeClock();
    const step = await play({
      clock,
      script: {
        ...issues,
        ...accepted,
        [TOKEN]: () => (clock.nowMs() < 1000 ? grant(1, { expires_in: 60 }) : clock.nowMs() < 180_000 ? reply(503) : grant(2)),
        [PAGE]: ({ headers }) => (headers['authorization']?.includes('hushAccess2') ? canceled : running),
      },
    });
    expect([step.outputs['outcome'], step.exitCode, numbersAt(api, step).at(-1)]).toStrictEqual(['canceled', 0, 2]);
    expect(clock.nowMs()).toBeLessThan(230_000);
  });

  it('the token expires before the first look, and Microsoft Entra refuses: failed, the API is asked nothing', async () => {
    const clock = createFakeClock();
    const late = (): Reply => {
      clock.pass(5000);
      return grant(1, { expires_in: 4 });
    };
    const step = await play({ method: 'client-secret', clock, script: { [TOKEN]: [late, wrongSecret] } });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['failed', 1, [`${TOKEN} ×2`]]);
    expect(step.outputs['message']).toMatch(/No cancel was sent\. The offer can still go live\. Correct the sign-in/);
    expect(step.runner.outcomes).toStrictEqual(['failed', 'failed']);
  });

  it.each([
    { what: 'is down', answer: reply(503), tries: `${TOKEN} ×4`, pausesMs: [500, 1000, 2000] },
    { what: 'refuses', answer: wrongSecret, tries: TOKEN, pausesMs: [] },
  ])('the token expires before the cancel, and Microsoft Entra $what: failed, no cancel leaves', async ({ answer, tries, pausesMs }) => {
    const clock = createFakeClock();
    const slowList = (): Reply => {
      clock.pass(25_000);
      return reply(200, [entry('running')]);
    };
    const step = await play({
      method: 'client-secret',
      clock,
      script: { [TOKEN]: [grant(1, { expires_in: 20 }), answer], [LIST]: slowList },
    });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['failed', 1, [TOKEN, LIST, tries]]);
    expect(step.outputs['message']).toMatch(/No cancel was sent\. The offer can still go live\./);
    expect(clock.pausesMs).toStrictEqual(pausesMs);
  });
});

describe('a renewal after a 401 that cannot be had', () => {
  const outage = many.slice(0, 4).map(() => reply(503));
  const all = { ...issues, ...runs };
  it.each<{ name: string; script: Script; outcome: string; message: RegExp }>([
    {
      name: 'for a moment, while the step waits: it goes on',
      script: {
        ...all,
        [TOKEN]: [grant(1), ...outage, grant(2)],
        [CANCEL]: reply(202),
        [PAGE]: [running, denied, canceled],
        [LIST]: [runs[LIST], reply(200, [entry('canceled')])],
      },
      outcome: 'canceled',
      message: /is canceled/,
    },
    {
      name: 'for good, while the step waits',
      script: { ...all, [TOKEN]: [grant(1), wrongSecret], [CANCEL]: reply(202), [PAGE]: [running, denied] },
      outcome: 'unknown',
      message: /accepted and is not confirmed: HTTP 401, .*AADSTS7000215.* A cancel was sent \(HTTP 202\)\..* Correct the sign-in/,
    },
    {
      name: 'for a moment, on the first look',
      script: { ...all, [TOKEN]: [grant(1), reply(503)], [LIST]: denied },
      outcome: 'failed',
      message: /could not be read: HTTP 401, .*could not be asked for a token: HTTP 503\. No cancel was sent\..*is down or busy/,
    },
    {
      name: 'for good, on the first look',
      script: { ...all, [TOKEN]: [grant(1), wrongSecret], [LIST]: denied },
      outcome: 'failed',
      message: /AADSTS7000215.*No cancel was sent\..* Correct the sign-in/,
    },
    {
      name: 'for a moment, on the cancel',
      script: { ...all, [TOKEN]: [grant(1), reply(503)], [CANCEL]: denied, [PAGE]: running },
      outcome: 'failed',
      message: /A cancel was sent \(HTTP 401\)\..*is down or busy/,
    },
  ])('$name → $outcome', async ({ script, outcome, message }) => {
    const { outputs } = await play({ script });
    expect(outputs['outcome']).toBe(outcome);
    expect(outputs['message']).toMatch(message);
  });

  it('before the cancel left, since the old token died meanwhile: no cancel was sent', async () => {
    const clock = createFakeClock();
    const slow = (): Reply => {
      clock.pass(2_000);
      return reply(200, [entry('running')]);
    };
    const { outputs, requests } = await play({
      script: { ...all, [TOKEN]: [grant(1, { expires_in: 1 }), reply(503)], [LIST]: slow },
      clock,
    });
    expect([outputs['outcome'], requests.filter((name) => name.startsWith(CANCEL))]).toStrictEqual(['failed', []]);
    expect(outputs['message']).toMatch(/No cancel was sent\..*is down or busy/);
  });

  it('AU-29 after three busy answers the operation may have ended: a look tells', async () => {
    const step = await play({ script: { ...all, [CANCEL]: [reply(429), reply(429), reply(429), denied], [PAGE]: canceled } });
    expect([step.outputs['outcome'], step.outputs['status-code']]).toStrictEqual(['canceled', '401']);
  });
});
