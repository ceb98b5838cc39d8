import { describe, expect, it } from 'vitest';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import { oidcPath, tenantId } from '../../src/sandbox/signIn.ts';
import { createFakeClock, type FakeClock } from '../support/fakeClock.ts';
import { CANCEL, LIST, PAGE } from '../support/offer.ts';
import {
  assertion,
  cancels,
  clientSecret,
  denied,
  grant,
  issues,
  jwt,
  many,
  oneMinute,
  play,
  running,
  runs,
  said,
  type Way,
  wrongSecret,
} from '../support/signInStory.ts';
import { createFakeHost } from '../support/step.ts';
import { type Answer, GITHUB, reply, type Script, silence, TOKEN } from '../support/wire.ts';

describe('the deadline in the middle of signing in', () => {
  /** An answer that takes all the time that its request has. */
  const slow =
    (clock: FakeClock) =>
    (answer: Reply | NoReply): Answer =>
    ({ timeoutMs }) => {
      clock.pass(timeoutMs);
      return answer;
    };
  const silences = (count: number): NoReply[] => many.slice(0, count).map(() => silence);

  it.each<{ what: string; github?: readonly (Reply | NoReply)[]; entra: readonly (Reply | NoReply)[] }>([
    { what: 'both are slow, and Microsoft Entra never answers', github: [...silences(3), said(1)], entra: [silence] },
    { what: 'Microsoft Entra wants long pauses', entra: [30, 15].map((s) => reply(503, '', { 'retry-after': String(s) })) },
    { what: 'the token comes at the last moment', github: [...silences(3), said(1)], entra: [...silences(3), grant(1)] },
  ])('$what: failed, no cancel', async ({ github: fromGithub = [said(1)], entra }) => {
    const clock = createFakeClock();
    const script = { [GITHUB]: fromGithub, [TOKEN]: entra, [LIST]: [silence], 'GET status': [silence] };
    const slowly = Object.entries(script).map(([name, answers]) => [name, answers.map(slow(clock))]);
    const step = await play({ clock, script: Object.fromEntries(slowly), inputs: oneMinute });
    expect([step.outputs['outcome'], step.exitCode]).toStrictEqual(['failed', 1]);
    expect(step.requests).not.toContain(CANCEL);
    expect(step.outputs['message']).toMatch(/No cancel was sent\. The offer can still go live\./);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(50_000);
    expect(clock.nowMs()).toBeLessThanOrEqual(65_000);
  });

  it('comes while a renewal hangs: over by the deadline + 5 s', async () => {
    const clock = createFakeClock();
    const step = await play({
      clock,
      script: {
        ...issues,
        ...runs,
        [TOKEN]: [grant(1, { expires_in: 118 }), slow(clock)(silence)],
        [GITHUB]: [said(1), slow(clock)(said(2))],
        [CANCEL]: reply(202),
        [PAGE]: running,
      },
      inputs: oneMinute,
    });
    expect(step.outputs['outcome']).toBe('timed-out');
    expect(step.requests.at(-1)).toBe(GITHUB);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(64_000);
    expect(clock.nowMs()).toBeLessThanOrEqual(65_000);
  });
});

describe('the run is canceled while the step signs in', () => {
  it.each<{ what: string; script: (interrupt: () => void, clock: FakeClock) => Script; requests: readonly string[] }>([
    { what: 'GitHub is asked', script: (interrupt) => ({ ...issues, [GITHUB]: stops(interrupt, said(1)) }), requests: [GITHUB] },
    {
      what: 'GitHub is asked, and the request is dropped',
      script: (interrupt) => ({ ...issues, [GITHUB]: stops(interrupt, { sent: true, code: 'aborted' }) }),
      requests: [GITHUB],
    },
    {
      what: 'Microsoft Entra is asked',
      script: (interrupt) => ({ ...issues, [TOKEN]: stops(interrupt, grant(1)) }),
      requests: [GITHUB, TOKEN],
    },
    {
      what: 'Microsoft Entra says no',
      script: (interrupt) => ({ ...issues, [TOKEN]: stops(interrupt, wrongSecret) }),
      requests: [GITHUB, TOKEN],
    },
    {
      what: 'Microsoft Entra is down',
      script: (interrupt) => ({ ...issues, [TOKEN]: stops(interrupt, reply(503)) }),
      requests: [GITHUB, TOKEN],
    },
    {
      what: 'it waits between two tries',
      script: (interrupt, clock) => {
        clock.at(3000, interrupt);
        return { ...issues, [TOKEN]: reply(429, '', { 'retry-after': '30' }) };
      },
      requests: [GITHUB, TOKEN],
    },
  ])('$what: interrupted, 130', async ({ script, requests }) => {
    const host = createFakeHost();
    const clock = createFakeClock();
    const step = await play({ host, clock, script: script(() => host.emit('SIGINT'), clock) });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['interrupted', 130, requests]);
    expect(step.outputs['message']).toBe(
      'Sandbox: contoso-vm may still be publishing. The run was canceled while this step worked. No cancel was sent. The offer can still go live. Run the step again, which is safe. You can also use Cancel publish in Partner Center (before publisher sign-off).',
    );
    expect([step.runner.summaries.length, clock.nowMs() <= 6000]).toStrictEqual([1, true]);
  });

  it.each<{ what: string; script: (interrupt: () => void) => Script; requests: readonly string[] }>([
    {
      what: 'after a 401 to the cancel',
      script: (interrupt) => ({ ...issues, ...runs, [TOKEN]: [grant(1), stops(interrupt, grant(2))], [CANCEL]: denied }),
      requests: [GITHUB, TOKEN, LIST, CANCEL, GITHUB, TOKEN],
    },
    {
      what: 'after a 401 to a look',
      script: (interrupt) => ({
        ...issues,
        ...runs,
        [CANCEL]: reply(202),
        [PAGE]: denied,
        [TOKEN]: [grant(1), stops(interrupt, grant(2))],
      }),
      requests: [GITHUB, TOKEN, LIST, CANCEL, PAGE, GITHUB, TOKEN],
    },
  ])('again, $what: no cancel is sent after that', async ({ script, requests }) => {
    const host = createFakeHost();
    const step = await play({ host, script: script(() => host.emit('SIGTERM')) });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['interrupted', 143, requests]);
  });

  function stops(interrupt: () => void, answer: Reply | NoReply): Answer {
    return () => {
      interrupt();
      return answer;
    };
  }
});

describe('RUNNER_DEBUG', () => {
  it('shows every exchange by its path, and nothing of what was sent or answered', async () => {
    const { runner } = await play({ script: { ...issues, ...cancels } });
    const lines = runner.lines.filter((line) => line.startsWith('debug:')).map((line) => line.slice(17));
    expect(lines.slice(0, 2)).toStrictEqual([`GET ${oidcPath} → 200 in 0 ms`, `POST /${tenantId}/oauth2/v2.0/token → 200 in 0 ms`]);
    expect(lines).toHaveLength(5);
  });
});

describe('shapes that are not promised', () => {
  const odd = { toString: 1, valueOf: 1 };
  it.each<{ name: string; method?: Way; script: Script; inputs?: Record<string, string>; outcome: string }>([
    {
      name: 'a subject that is an object',
      script: { ...issues, ...cancels, [GITHUB]: reply(200, { value: assertion(1, { sub: odd }) }) },
      outcome: 'canceled',
    },
    {
      name: 'a given token whose audience is an object',
      method: 'token',
      script: cancels,
      inputs: { token: jwt({ aud: odd, exp: 1e300 }, 'hushGiven') },
      outcome: 'canceled',
    },
    {
      name: 'a code that is an object',
      method: 'client-secret',
      script: { [TOKEN]: reply(400, { error: 'x', error_codes: [odd] }) },
      outcome: 'failed',
    },
    {
      name: 'a code that every object has',
      method: 'client-secret',
      script: { [TOKEN]: reply(400, { error: 'x', error_codes: ['constructor'] }) },
      outcome: 'failed',
    },
    {
      name: 'codes without end',
      method: 'client-secret',
      script: { [TOKEN]: reply(400, `{"error":"x","error_codes":${'['.repeat(1e5)}${']'.repeat(1e5)}}`) },
      outcome: 'failed',
    },
    {
      name: 'the secret as correlation id',
      method: 'client-secret',
      script: { [TOKEN]: reply(400, { error: 'x', correlation_id: clientSecret }) },
      outcome: 'failed',
    },
    {
      name: 'the secret as .NET writes it',
      method: 'client-secret',
      script: {
        [TOKEN]: reply(
          400,
          `{"error":"x","error_description":"${JSON.stringify(clientSecret).slice(1, -1).replaceAll('+', '\\u002B').replaceAll('&', '\\u0026')} here."}`,
        ),
      },
      outcome: 'failed',
    },
  ])('$name', async ({ outcome, ...story }) => {
    const { outputs } = await play(story);
    expect(outputs['outcome']).toBe(outcome);
    expect(outputs['message']).not.toMatch(/please report it|native code|object Object/);
  });
});
