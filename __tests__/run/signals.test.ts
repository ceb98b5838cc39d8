import { describe, expect, it } from 'vitest';
import { catchSignals } from '../../src/run/signals.ts';
import { type Stop, stopOnSignals } from '../../src/run/stop.ts';
import { createFakeClock } from '../support/fakeClock.ts';

/** A process that can be sent signals, and a clock whose sleeps end on demand. */
function setUp() {
  const listeners = new Map<string, () => void>();
  const signals = catchSignals({ on: (name: string, listener: () => void) => listeners.set(name, listener) });
  const events: string[] = [];
  const sleeps: { readonly ms: number; readonly wake: () => void }[] = [];
  let nowMs = 1_000_000;
  const clock = {
    ...createFakeClock(),
    nowMs: () => nowMs,
    sleep: (ms: number) => new Promise<void>((wake) => sleeps.push({ ms, wake })),
  };
  const listen = () => {
    let current: Stop | undefined;
    const stop = stopOnSignals(
      signals,
      clock,
      () => events.push(`first, stopped: ${current?.signal.aborted ?? false}`),
      (code) => events.push(`exit ${code}`),
    );
    current = stop;
    const state = () => ({ stop: stop.signal.aborted, grace: stop.stopAfterGrace.aborted, code: stop.exitCode(), since: stop.sinceMs() });
    return state;
  };
  const send = (name: string, afterMs = 0): void => {
    nowMs += afterMs;
    listeners.get(name)?.();
  };
  return { listeners, sleeps, send, listen, events, signals };
}

const codes = [
  { name: 'SIGINT', code: 130 },
  { name: 'SIGTERM', code: 143 },
  { name: 'SIGHUP', code: 129 },
  { name: 'SIGBREAK', code: 149 },
];

describe('signals', () => {
  it('C13 those of all runners are caught, and nothing has happened yet', () => {
    const { listeners, sleeps, listen, events } = setUp();
    expect([...listeners.keys()]).toStrictEqual(codes.map(({ name }) => name));
    expect(listen()()).toStrictEqual({ stop: false, grace: false, code: undefined, since: Number.POSITIVE_INFINITY });
    expect([sleeps, events]).toStrictEqual([[], []]);
  });

  it.each(codes)(
    'C13 F10 $name: first the outputs, then everything stops, the rest 3 s later; the code is $code',
    async ({ name, code }) => {
      const { sleeps, send, listen, events } = setUp();
      const state = listen();
      send(name);
      expect(events).toStrictEqual(['first, stopped: false']);
      expect(state()).toStrictEqual({ stop: true, grace: false, code, since: 1_000_000 });
      expect(sleeps.map(({ ms }) => ms)).toStrictEqual([3000]);
      sleeps[0]?.wake();
      await Promise.resolve();
      expect(state()).toStrictEqual({ stop: true, grace: true, code, since: 1_000_000 });
    },
  );

  it.each([
    { afterMs: [0, 5, 500, 495], exits: [] },
    { afterMs: [1001], exits: ['exit 143'] },
    { afterMs: [600, 600], exits: ['exit 143'] },
    { afterMs: [7500], exits: ['exit 143'] },
  ])('C13 F10 SIGTERM $afterMs ms after SIGINT: $exits', ({ afterMs, exits }) => {
    const { sleeps, send, listen, events } = setUp();
    const state = listen();
    send('SIGINT');
    for (const ms of afterMs) send('SIGTERM', ms);
    expect(events.slice(1)).toStrictEqual(exits);
    expect([state(), sleeps.length]).toStrictEqual([{ stop: true, grace: false, code: 130, since: 1_000_000 }, 1]);
  });

  it.each(codes)('F11 $name before the step listens: stops as soon as it does', ({ name, code }) => {
    const { send, listen, events, signals } = setUp();
    send(name);
    send('SIGINT', 5);
    expect(signals.exitCode()).toBe(code);
    expect(listen()()).toMatchObject({ stop: true, code });
    expect(events).toStrictEqual(['first, stopped: false']);
  });
});
