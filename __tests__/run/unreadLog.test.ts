import { describe, expect, it } from 'vitest';
import type { Transport } from '../../src/http/transport.ts';
import { main } from '../../src/main.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { createJumpingClock } from '../support/jumpingClock.ts';
import { CANCEL, entry, LIST, PAGE, page } from '../support/offer.ts';
import { createFakeHost, noDeployment, runStep, startIn } from '../support/step.ts';
import { reply, scripted } from '../support/wire.ts';

const runs = { [LIST]: reply(200, [entry('running')]) };

describe('F15 G3 a log that no process reads', () => {
  const unread = () => ({ ...createFakeHost(), stdout: { write: () => undefined, on: () => undefined } });

  it.each([
    {
      what: 'a result',
      wire: scripted({ ...runs, [CANCEL]: reply(200), [PAGE]: reply(200, page('canceled')) }),
      inputs: {},
      endsAtMs: 2_000,
    },
    { what: 'a refusal', wire: scripted({}), inputs: { token: '' }, endsAtMs: 2_000 },
  ])('after $what: outputs first, over 2 s later', async ({ wire, inputs, endsAtMs }) => {
    const { outputs, clock, exitCode } = await runStep({ host: unread(), wire, inputs });
    expect({ endsAtMs: clock.nowMs(), hasOutcome: outputs['outcome'] !== undefined, isOver: exitCode !== undefined }).toStrictEqual({
      endsAtMs,
      hasOutcome: true,
      isOver: true,
    });
  });

  it('a log that is read is not waited for', async () => {
    const { clock } = await runStep({ wire: scripted({ [LIST]: reply(200, []) }) });
    expect(clock.nowMs()).toBe(0);
  });

  it('at the deadline, after a last look of 4 s: over by the deadline + 5 s', async () => {
    const clock = createFakeClock();
    const silent = () => {
      clock.pass(clock.nowMs() >= 60_000 ? 4_000 : 10);
      return reply(200, page('running'));
    };
    const step = await runStep({
      host: unread(),
      clock,
      wire: scripted({ ...runs, [CANCEL]: reply(202), [PAGE]: silent }),
      inputs: { 'timeout-minutes': '1' },
    });
    expect([step.outputs['outcome'], clock.nowMs()]).toStrictEqual(['timed-out', 64_900]);
  });

  it('after a signal and the 3 s for the reply to the cancel: over 5 s after the signal', async () => {
    const { clock, run } = createJumpingClock(() => 1);
    const host = unread();
    const wire = scripted({ ...runs, [CANCEL]: reply(202) });
    const transport: Transport = async (request, signal) => {
      if (request.method === 'GET') return wire.transport(request, signal);
      host.emit('SIGINT');
      await clock.sleep(60_000, signal);
      return { sent: true, code: 'aborted' };
    };
    const inputs = { 'publisher-id': 'contoso', 'offer-id': 'contoso-vm', token: 'secret-token', 'base-url': 'http://127.0.0.1:1' };
    const deps = { runner: createFakeRunner({ inputs }), clock, transport, proxyHost: () => '', deactivate: noDeployment };
    await run(main(host, deps, startIn(host)));
    expect([clock.nowMs(), host.exits]).toStrictEqual([4_900, [130]]);
  });
});
