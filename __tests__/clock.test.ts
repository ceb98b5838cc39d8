import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../src/clock.ts';

describe('systemClock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 31), toFake: ['setTimeout', 'clearTimeout', 'Date', 'hrtime'] }));
  afterEach(() => void vi.useRealTimers());

  /** A sleep, and whether it is over. */
  function sleep(ms: number, signal = new AbortController().signal) {
    const state = { isOver: false, signal };
    void systemClock.sleep(ms, signal).then(() => {
      state.isOver = true;
    });
    return state;
  }

  it('tells the date, and a monotonic time that a jump of the date does not move', () => {
    const before = systemClock.nowMs();
    expect(systemClock.wallMs()).toBe(Date.UTC(2026, 0, 31));
    vi.advanceTimersByTime(1500);
    expect([systemClock.nowMs() - before, systemClock.wallMs()]).toStrictEqual([1500, Date.UTC(2026, 0, 31, 0, 0, 1, 500)]);
    vi.setSystemTime(0);
    expect([systemClock.nowMs() - before, systemClock.wallMs()]).toStrictEqual([1500, 0]);
  });

  it('gives a chance in [0, 1)', () => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(0.25);
    expect(systemClock.random()).toBe(0.25);
    const chance = systemClock.random();
    expect(chance >= 0 && chance < 1).toBe(true);
  });

  it('sleeps for exactly the time, and leaves no timer and no listener behind', async () => {
    const nap = sleep(1000);
    await vi.advanceTimersByTimeAsync(999);
    expect(nap.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect([nap.isOver, vi.getTimerCount(), getEventListeners(nap.signal, 'abort').length]).toStrictEqual([true, 0, 0]);
  });

  it('wakes as soon as the signal aborts, and leaves no timer and no listener behind', async () => {
    const stop = new AbortController();
    const nap = sleep(1000, stop.signal);
    await vi.advanceTimersByTimeAsync(400);
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect([nap.isOver, vi.getTimerCount(), getEventListeners(stop.signal, 'abort').length]).toStrictEqual([true, 0, 0]);
  });

  it('does not sleep at all when the signal has aborted', async () => {
    const nap = sleep(1000, AbortSignal.abort());
    expect(vi.getTimerCount()).toBe(0);
    await Promise.resolve();
    expect(nap.isOver).toBe(true);
  });

  it.each([
    { ms: -1, timerMs: 0 },
    { ms: Number.NEGATIVE_INFINITY, timerMs: 0 },
    { ms: 0.5, timerMs: 0.5 },
    { ms: 2 ** 31, timerMs: 2 ** 31 - 1 },
    { ms: Number.POSITIVE_INFINITY, timerMs: 2 ** 31 - 1 },
  ])('RA-05 a sleep of $ms ms is a timer of $timerMs ms', ({ ms, timerMs }) => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    sleep(ms);
    expect(timers.mock.calls.map(([, delay]) => delay)).toStrictEqual([timerMs]);
    timers.mockRestore();
  });
});
