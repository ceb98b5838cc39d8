import { describe, expect, it } from 'vitest';
import type { Transport } from '../../src/http/transport.ts';
import { main } from '../../src/main.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { createJumpingClock } from '../support/jumpingClock.ts';
import { CANCEL, entry, fence, LIST, PAGE, page } from '../support/offer.ts';
import { createFakeHost, type FakeHost, noDeployment, runStep, startIn } from '../support/step.ts';
import { reply, scripted } from '../support/wire.ts';

const runs = { [LIST]: reply(200, [entry('running')]) };
const running = reply(200, page('running'));

describe('the runner cancels the run', () => {
  it.each([
    { signal: 'SIGINT', exitCode: 130 },
    { signal: 'SIGTERM', exitCode: 143 },
    { signal: 'SIGHUP', exitCode: 129 },
    { signal: 'SG-05 SIGBREAK', exitCode: 149 },
  ])('SG-01 $signal between two looks', async ({ signal, exitCode }) => {
    const host = createFakeHost();
    const clock = createFakeClock();
    clock.at(5000, () => host.emit(signal.replace('SG-05 ', '')));
    const step = await runStep({ host, clock, wire: scripted({ ...runs, [CANCEL]: reply(202), [PAGE]: running }) });
    expect(step.outputs).toMatchObject({ outcome: 'interrupted', 'status-code': '202', 'operation-id': fence });
    expect(step.runner.lines.filter((line) => /aborted|could not be read/.test(line))).toStrictEqual([]);
    expect(step.outputs['message']).toBe(
      'Sandbox: contoso-vm may still be publishing. The run was canceled while this step worked. A cancel was sent (HTTP 202). The offer can still go live. Run the step again, which is safe. You can also use Cancel publish in Partner Center (before publisher sign-off).',
    );
    expect({ exit: step.exitCode, at: clock.nowMs() < 10_000, summaries: step.runner.summaries.length }).toStrictEqual({
      exit: exitCode,
      at: true,
      summaries: 1,
    });
  });

  it.each([
    { when: 'during the first look', at: LIST, requests: [LIST], sent: 'No cancel was sent.' },
    { when: 'SG-02 while the cancel is answered', at: CANCEL, requests: [LIST, CANCEL], sent: 'A cancel was sent (HTTP 202).' },
    { when: 'during a later look', at: PAGE, requests: [LIST, CANCEL, PAGE], sent: 'A cancel was sent (HTTP 202).' },
  ])('$when: nothing new is started', async ({ at, requests, sent }) => {
    const host = createFakeHost();
    const script: Record<string, ReturnType<typeof reply>> = { ...runs, [CANCEL]: reply(202), [PAGE]: running };
    const interrupting = (name: string) => () => {
      if (name === at) host.emit('SIGTERM');
      return script[name] ?? running;
    };
    const wire = scripted(Object.fromEntries([LIST, CANCEL, PAGE].map((name) => [name, interrupting(name)])));
    const step = await runStep({ host, wire });
    expect({ outcome: step.outputs['outcome'], requests: step.requests, exitCode: step.exitCode }).toStrictEqual({
      outcome: 'interrupted',
      requests,
      exitCode: 143,
    });
    expect(step.outputs['message']).toContain(sent);
    expect(step.runner.lines.filter((line) => /could not be read|(Asking|Looking) again/.test(line))).toStrictEqual([]);
  });

  it.each([
    { name: 'a look is dropped at once', at: LIST, isDropped: true },
    { name: 'SG-02 a cancel that is under way may still be answered', at: CANCEL, isDropped: false },
  ])('$name', async ({ at, isDropped }) => {
    const host = createFakeHost();
    const wire = scripted({ ...runs, [CANCEL]: reply(202) });
    const seen: boolean[] = [];
    const transport: Transport = async (request, signal) => {
      const result = await wire.transport(request, signal);
      if (wire.requests.at(-1) !== at) return result;
      host.emit('SIGINT');
      seen.push(signal.aborted);
      return result;
    };
    await runStep({ host, wire: { ...wire, transport } });
    expect(seen).toStrictEqual([isDropped]);
  });

  it('while it looks for the guarded operation', async () => {
    const host = createFakeHost();
    const interrupting = () => {
      host.emit('SIGINT');
      return reply(404);
    };
    const step = await runStep({
      host,
      wire: scripted({ [LIST]: reply(200, []), [PAGE]: interrupting }),
      inputs: { 'operation-id': fence },
    });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['interrupted', [LIST, PAGE]]);
  });

  it('a busy reply after the signal is not waited for', async () => {
    const host = createFakeHost();
    const interrupting = () => {
      host.emit('SIGINT');
      return reply(429);
    };
    const step = await runStep({ host, wire: scripted({ ...runs, [CANCEL]: interrupting }) });
    expect([step.outputs['outcome'], step.runner.lines.filter((line) => /(Asking|Looking) again/.test(line))]).toStrictEqual([
      'interrupted',
      [],
    ]);
  });

  it('while the list is not to be used: the status is not asked any more', async () => {
    const host = createFakeHost();
    const wire = scripted({
      [LIST]: reply(404),
      'GET status': () => {
        host.emit('SIGINT');
        return running;
      },
    });
    const step = await runStep({ host, wire });
    expect([step.outputs['outcome'], step.runner.lines.filter((line) => line.startsWith('warning'))]).toStrictEqual(['interrupted', []]);
  });

  it('between two cancel requests', async () => {
    const host = createFakeHost();
    const clock = createFakeClock();
    clock.at(100, () => host.emit('SIGINT'));
    const step = await runStep({ host, clock, wire: scripted({ ...runs, [CANCEL]: reply(429) }) });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['interrupted', [LIST, CANCEL]]);
  });

  it('while it looks after an unclear reply', async () => {
    const host = createFakeHost();
    const wire = scripted({
      ...runs,
      [CANCEL]: { sent: true, code: 'timeout' },
      [PAGE]: () => {
        host.emit('SIGINT');
        return running;
      },
    });
    const step = await runStep({ host, wire });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['interrupted', [LIST, CANCEL, PAGE]]);
  });
});

/** A step whose cancel request is under way while `act` runs, and is answered after it. `note`, and the end of the process, note the outcome. */
async function whileCanceling(act: (host: FakeHost, pass: (ms: number) => Promise<void>, note: () => void) => Promise<void>) {
  const host = createFakeHost();
  const { clock, run } = createJumpingClock(() => 1);
  const runner = createFakeRunner({
    inputs: { 'publisher-id': 'contoso', 'offer-id': 'contoso-vm', token: 'secret-token-of-contoso', 'base-url': 'http://127.0.0.1:1' },
  });
  const noted: string[] = [];
  const note = (): void => void noted.push(runner.outputs['outcome'] ?? '');
  const wire = scripted({ ...runs, [CANCEL]: reply(202), [PAGE]: running });
  const transport: Transport = async (request, signal) => {
    const answer = await wire.transport(request, signal);
    if (request.method === 'POST') await act(host, (ms) => clock.sleep(ms, signal), note);
    return signal.aborted ? { sent: true, code: 'aborted' } : answer;
  };
  const exit = (code: number): void => {
    note();
    host.exit(code);
  };
  const deps = { runner, clock, transport, proxyHost: () => '', deactivate: noDeployment };
  await run(main({ ...host, exit }, deps, startIn(host)));
  return { noted, exits: host.exits, status: runner.outputs['status-code'], endedMs: clock.nowMs() };
}

describe('F10 signals while a cancel request is under way', () => {
  it('a kill right after the first one leaves "interrupted"', async () => {
    const { noted } = await whileCanceling(async (host, _pass, note) => {
      note();
      host.emit('SIGINT');
      note();
    });
    expect(noted.slice(0, 2)).toStrictEqual(['unknown', 'interrupted']);
  });

  it.each([0, 5, 500, 1000])('a second one after %i ms changes nothing: the reply is awaited for 3 s, and reported', async (ms) => {
    const ended = await whileCanceling(async (host, pass) => {
      host.emit('SIGINT');
      await pass(ms);
      host.emit('SIGINT');
      await pass(2_900 - ms);
    });
    expect(ended).toStrictEqual({ noted: ['interrupted'], exits: [130], status: '202', endedMs: 2_900 });
  });

  it('a reply that takes longer is given up 3 s after the first one', async () => {
    const ended = await whileCanceling(async (host, pass) => {
      host.emit('SIGINT');
      await pass(900);
      host.emit('SIGTERM');
      await pass(60_000);
    });
    expect(ended).toStrictEqual({ noted: ['interrupted'], exits: [130], status: '', endedMs: 3_000 });
  });

  it('SG-03 a second one after 1.5 s ends the step at once, with outputs that say "interrupted"', async () => {
    const ended: unknown[] = [];
    const { noted } = await whileCanceling(async (host, pass) => {
      host.emit('SIGINT');
      await pass(1_500);
      host.emit('SIGTERM');
      ended.push(...host.exits);
    });
    expect([ended, noted[0]]).toStrictEqual([[143], 'interrupted']);
  });
});

describe('F11 a signal that came before the step read its inputs', () => {
  const early = async (inputs: Readonly<Record<string, string>>) => {
    const host = createFakeHost();
    const runner = createFakeRunner({ inputs });
    const start = startIn(host);
    host.emit('SIGHUP');
    const wire = scripted(runs);
    const deps = { runner, clock: createFakeClock(), transport: wire.transport, proxyHost: () => '', deactivate: noDeployment };
    await main(host, deps, start);
    return { outcome: runner.outputs['outcome'], exits: host.exits, requests: wire.requests, early: runner.outcomes };
  };
  const given = { 'publisher-id': 'contoso', 'offer-id': 'contoso-vm', 'base-url': 'http://127.0.0.1:1' };

  it('nothing is sent, and the outputs say "interrupted"', async () => {
    expect(await early({ ...given, token: 'secret-token-of-contoso' })).toStrictEqual({
      outcome: 'interrupted',
      exits: [129],
      requests: [],
      early: ['failed', 'interrupted', 'interrupted'],
    });
  });

  it('no sign-in is begun', async () => {
    const guid = '11111111-2222-4333-8444-555555555555';
    const inputs = { ...given, 'tenant-id': guid, 'client-id': guid, 'client-secret': 'abcdefgh', 'authority-url': 'http://127.0.0.1:2' };
    expect(await early(inputs)).toMatchObject({ outcome: 'interrupted', exits: [129], requests: [] });
  });

  it('inputs that are refused are still reported', async () => {
    expect(await early({})).toStrictEqual({ outcome: 'invalid-input', exits: [129], requests: [], early: ['invalid-input'] });
  });
});
