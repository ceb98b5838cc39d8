import { describe, expect, it } from 'vitest';
import { listenForSignals } from '../../src/run/signals.ts';
import { createFakeClock } from '../support/fakeClock.ts';

/** A process that can be sent signals, and a clock whose sleeps end only when told to. */
function setUp() {
  const listeners = new Map<string, () => void>();
  const exits: number[] = [];
  const sleeps: { readonly ms: number; readonly wake: () => void }[] = [];
  const stop = listenForSignals(
    {
      on: (name: string, listener: (...details: never[]) => void) => listeners.set(name, listener),
      exit: (code) => void exits.push(code),
    },
    { ...createFakeClock(), sleep: (ms) => new Promise((wake) => sleeps.push({ ms, wake })) },
  );
  const send = (name: string): void => listeners.get(name)?.();
  const state = () => ({ stop: stop.stop.aborted, grace: stop.stopAfterGrace.aborted, code: stop.exitCode(), exits });
  return { listeners, sleeps, send, state };
}

describe('listenForSignals', () => {
  it('C13 listens for the signals of all runners, and nothing has happened yet', () => {
    const { listeners, sleeps, state } = setUp();
    expect([...listeners.keys()]).toStrictEqual(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']);
    expect(state()).toStrictEqual({ stop: false, grace: false, code: undefined, exits: [] });
    expect(sleeps).toStrictEqual([]);
  });

  it.each([
    { name: 'SIGINT', code: 130 },
    { name: 'SIGTERM', code: 143 },
    { name: 'SIGHUP', code: 129 },
    { name: 'SIGBREAK', code: 149 },
  ])('C13 $name: stops now, stops the rest 3 s later, and the code will be $code', async ({ name, code }) => {
    const { sleeps, send, state } = setUp();
    send(name);
    expect(state()).toStrictEqual({ stop: true, grace: false, code, exits: [] });
    expect(sleeps.map(({ ms }) => ms)).toStrictEqual([3000]);
    sleeps[0]?.wake();
    await Promise.resolve();
    expect(state()).toStrictEqual({ stop: true, grace: true, code, exits: [] });
  });

  it.each([
    { first: 'SIGINT', second: 'SIGTERM', code: 130, exit: 143 },
    { first: 'SIGINT', second: 'SIGINT', code: 130, exit: 130 },
    { first: 'SIGHUP', second: 'SIGBREAK', code: 129, exit: 149 },
  ])('C13 $second after $first: exits at once with $exit', ({ first, second, code, exit }) => {
    const { sleeps, send, state } = setUp();
    send(first);
    send(second);
    expect(state()).toStrictEqual({ stop: true, grace: false, code, exits: [exit] });
    expect(sleeps.length).toBe(1);
  });

  it('the grace ends by the clock', async () => {
    const clock = createFakeClock();
    const listeners = new Map<string, () => void>();
    const stop = listenForSignals({ on: (name: string, listener: () => void) => listeners.set(name, listener), exit: () => {} }, clock);
    listeners.get('SIGTERM')?.();
    await Promise.resolve();
    expect([clock.nowMs(), stop.stopAfterGrace.aborted]).toStrictEqual([3000, true]);
  });
});
