import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Send } from '../../src/http/deadline.ts';
import type { Exchange } from '../../src/http/reply.ts';
import { type Priorities, throttle } from '../../src/http/throttle.ts';
import { createFakeClock, startWallMs } from '../support/fakeClock.ts';
import { cutReply, reply, silence } from '../support/wire.ts';

beforeEach(() => void vi.useFakeTimers({ now: startWallMs, toFake: ['setTimeout', 'clearTimeout', 'Date', 'hrtime'] }));
afterEach(() => void vi.useRealTimers());

/** A transport that answers on demand. Requests are known by their path. */
function deferredWire(deadlineMs: number) {
  const startMs = systemClock.nowMs();
  const left: { readonly path: string; readonly atMs: number; readonly mostMs: number | undefined; readonly signal: AbortSignal }[] = [];
  const open = new Map<string, { resolve(result: Exchange): void; reject(error: Error): void }>();
  const stop = new AbortController();
  let most = 0;
  const send: Send = ({ url }, signal, mostMs) =>
    new Promise((resolve, reject) => {
      const path = new URL(url).pathname.slice(1);
      left.push({ path, atMs: systemClock.nowMs() - startMs, mostMs, signal });
      open.set(path, { resolve, reject });
      most = Math.max(most, open.size);
    });
  const settle = (path: string): { resolve(result: Exchange): void; reject(error: Error): void } => {
    const one = open.get(path);
    if (!one) throw new Error(`${path} is not under way`);
    open.delete(path);
    return one;
  };
  return {
    left,
    stop,
    paths: () => left.map(({ path }) => path),
    most: () => most,
    open: () => [...open.keys()],
    answer: async (path: string, result: Exchange = reply(200)) => {
      settle(path).resolve(result);
      await vi.advanceTimersByTimeAsync(0);
    },
    breakOff: async (path: string) => {
      settle(path).reject(new Error('a bug'));
      await vi.advanceTimersByTimeAsync(0);
    },
    priorities: throttle(send, { clock: systemClock, deadlineMs: startMs + deadlineMs, stop: stop.signal }),
  };
}

const never = new AbortController().signal;
const ask = (priority: Send, path: string, signal = never, mostMs?: number): ReturnType<Send> =>
  priority({ intent: 'read', method: 'GET', url: `https://contoso.test/${path}`, headers: {} }, signal, mostMs);
const cancel = (priorities: Priorities, path: string): ReturnType<Send> =>
  priorities.cancel({ intent: 'cancel', method: 'POST', url: `https://contoso.test/${path}`, headers: {} }, never);
const numbers = (from: number, to: number, letter = ''): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);

describe('at most eight requests in flight', () => {
  it.each([1, 8, 9, 60, 500])('of %i offers; all leave, in order', async (count) => {
    const wire = deferredWire(900_000);
    const results = Promise.all(numbers(1, count).map((path) => ask(wire.priorities().high, path)));
    for (let done = 0; done < count; done += 1) {
      await vi.advanceTimersByTimeAsync(0);
      expect(wire.open()).toHaveLength(Math.min(8, count - done));
      await wire.answer(wire.open()[0] ?? '');
    }
    expect([wire.most(), wire.paths(), (await results).length]).toStrictEqual([Math.min(8, count), numbers(1, count), count]);
  });

  it('both priorities of one offer count together', async () => {
    const wire = deferredWire(900_000);
    const { high, low } = wire.priorities();
    for (const path of numbers(1, 10)) void ask(high, `h${path}`);
    for (const path of numbers(1, 10)) void ask(low, `l${path}`);
    await vi.advanceTimersByTimeAsync(0);
    expect(wire.open()).toStrictEqual(numbers(1, 8, 'h'));
  });

  it('a request that breaks off gives its place to the next', async () => {
    const wire = deferredWire(900_000);
    const results = Promise.allSettled(numbers(1, 10).map((path) => ask(wire.priorities().high, path)));
    await vi.advanceTimersByTimeAsync(0);
    await wire.breakOff('1');
    expect(wire.open()).toStrictEqual(numbers(2, 9));
    for (const path of numbers(2, 9)) await wire.answer(path);
    await wire.answer('10');
    expect((await results).map(({ status }) => status)).toStrictEqual(['rejected', ...Array(9).fill('fulfilled')]);
  });

  it('the signal, the time limit and the result are passed on', async () => {
    const wire = deferredWire(900_000);
    const { signal } = new AbortController();
    const result = ask(wire.priorities().low, 'a', signal, 1234);
    await vi.advanceTimersByTimeAsync(0);
    await wire.answer('a', silence);
    expect([wire.left, await result]).toStrictEqual([[{ path: 'a', atMs: 0, mostMs: 1234, signal }], silence]);
  });
});

describe('who goes first', () => {
  it.each<{ name: string; queued: string[]; order: string[] }>([
    { name: 'polls, in order', queued: ['l1', 'l2', 'l3'], order: ['l1', 'l2', 'l3'] },
    { name: 'first looks, in order', queued: ['h1', 'h2', 'h3'], order: ['h1', 'h2', 'h3'] },
    { name: 'cancels, in order', queued: ['c1', 'c2'], order: ['c1', 'c2'] },
    { name: 'F6 looks of an offer that has begun before first looks', queued: ['h1', 'h2', 'b3', 'c1'], order: ['c1', 'b3', 'h1', 'h2'] },
    { name: 'F6 first looks before polls that came earlier', queued: ['l1', 'h1', 'l2', 'h2'], order: ['h1', 'h2', 'l1', 'l2'] },
    { name: 'F6 cancels before looks that came earlier', queued: ['l1', 'h1', 'c1', 'h2', 'c2'], order: ['c1', 'c2', 'h1', 'h2', 'l1'] },
  ])('$name', async ({ queued, order }) => {
    const wire = deferredWire(900_000);
    const begun = wire.priorities();
    void ask(begun.high, 'busy1');
    for (const path of numbers(2, 8, 'busy')) void ask(wire.priorities().low, path);
    const sends: Record<string, (path: string) => unknown> = {
      c: (path) => cancel(wire.priorities(), path),
      b: (path) => ask(begun.high, path),
      h: (path) => ask(wire.priorities().high, path),
      l: (path) => ask(wire.priorities().low, path),
    };
    for (const path of queued) sends[path.charAt(0)]?.(path);
    await vi.advanceTimersByTimeAsync(0);
    for (const path of numbers(1, queued.length, 'busy')) await wire.answer(path);
    expect(wire.paths().slice(8)).toStrictEqual(order);
  });
});

describe('an offer that the service is too busy for', () => {
  const askingFor = (seconds: number): Record<string, string> => ({ 'retry-after': String(seconds) });
  it.each<{ name: string; result: Exchange; deadlineMs?: number; quietMs: number }>([
    { name: '429', result: reply(429, '', askingFor(5)), quietMs: 5000 },
    { name: '429 without a time', result: reply(429), quietMs: 1000 },
    { name: '429 with a time in no known form', result: reply(429, '', { 'retry-after': 'soon' }), quietMs: 1000 },
    { name: '429 with a date', result: reply(429, '', { 'retry-after': 'Sat, 31 Jan 2026 12:00:07 GMT' }), quietMs: 7000 },
    { name: '429 in milliseconds, at least 250', result: reply(429, '', { 'retry-after-ms': '1' }), quietMs: 250 },
    { name: '503', result: reply(503, '', askingFor(5)), quietMs: 5000 },
    { name: '503 without a time', result: reply(503), quietMs: 0 },
    { name: '500 with a time', result: reply(500, '', askingFor(5)), quietMs: 0 },
    { name: '202 with a time', result: reply(202, '', askingFor(5)), quietMs: 0 },
    { name: 'no reply', result: silence, quietMs: 0 },
    { name: '429 that breaks off', result: cutReply(429, askingFor(5)), quietMs: 5000 },
    { name: '60 s', result: reply(429, '', askingFor(60)), quietMs: 60_000 },
    { name: '61 s', result: reply(429, '', askingFor(61)), quietMs: 60_000 },
    { name: 'ten minutes', result: reply(503, '', askingFor(600)), quietMs: 60_000 },
    { name: 'a time that ends at the deadline', result: reply(429, '', askingFor(45)), deadlineMs: 45_000, quietMs: 0 },
    { name: 'a time that ends before the deadline', result: reply(429, '', askingFor(44)), deadlineMs: 45_000, quietMs: 44_000 },
    { name: 'an hour, with a deadline before it', result: reply(429, '', askingFor(3600)), quietMs: 0 },
  ])('$name: the others send nothing for $quietMs ms, it does', async ({ result, deadlineMs = 900_000, quietMs }) => {
    const wire = deferredWire(deadlineMs);
    const busy = wire.priorities();
    const priorities: Record<string, Send> = {
      'itself-high': busy.high,
      'itself-low': busy.low,
      high: wire.priorities().high,
      low: wire.priorities().low,
    };
    void ask(busy.high, 'first');
    await vi.advanceTimersByTimeAsync(0);
    await wire.answer('first', result);
    for (const [name, priority] of Object.entries(priorities)) void ask(priority, name);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(Object.fromEntries(wire.left.slice(1).map(({ path, atMs }) => [path, atMs]))).toStrictEqual({
      'itself-high': 0,
      'itself-low': 0,
      high: quietMs,
      low: quietMs,
    });
  });

  it.each([
    { name: 'a look', busy: 'read', looksAtMs: 5000, cancelsAtMs: 0 },
    { name: 'a cancel', busy: 'cancel', looksAtMs: 5000, cancelsAtMs: 5000 },
  ] as const)(
    'after a busy reply to $name the cancels of the others leave at $cancelsAtMs ms',
    async ({ busy, looksAtMs, cancelsAtMs }) => {
      const wire = deferredWire(900_000);
      void (busy === 'cancel' ? cancel(wire.priorities(), 'first') : ask(wire.priorities().high, 'first'));
      await vi.advanceTimersByTimeAsync(0);
      await wire.answer('first', reply(429, '', askingFor(5)));
      void ask(wire.priorities().high, 'look');
      void cancel(wire.priorities(), 'cancel');
      await vi.advanceTimersByTimeAsync(120_000);
      expect(Object.fromEntries(wire.left.slice(1).map(({ path, atMs }) => [path, atMs]))).toStrictEqual({
        look: looksAtMs,
        cancel: cancelsAtMs,
      });
    },
  );

  it('who comes later has less to wait, and who comes after the time nothing', async () => {
    const wire = deferredWire(900_000);
    void ask(wire.priorities().high, 'busy');
    await vi.advanceTimersByTimeAsync(0);
    await wire.answer('busy', reply(429, '', askingFor(5)));
    await vi.advanceTimersByTimeAsync(3000);
    void ask(wire.priorities().low, 'later');
    await vi.advanceTimersByTimeAsync(4000);
    void ask(wire.priorities().low, 'last');
    await vi.advanceTimersByTimeAsync(0);
    expect(wire.left.slice(1).map(({ path, atMs }) => [path, atMs])).toStrictEqual([
      ['later', 5000],
      ['last', 7000],
    ]);
  });

  it('an order to stop ends the quiet', async () => {
    const wire = deferredWire(900_000);
    void ask(wire.priorities().high, 'busy');
    await vi.advanceTimersByTimeAsync(0);
    await wire.answer('busy', reply(429, '', askingFor(30)));
    void ask(wire.priorities().low, 'other');
    await vi.advanceTimersByTimeAsync(2000);
    wire.stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(wire.left.slice(1).map(({ path, atMs }) => [path, atMs])).toStrictEqual([['other', 2000]]);
  });

  /** Three offers: `a` and `b` are under way when the service asks both to wait, at these times and for so long. `c` comes at once after `a`. */
  it.each<{ name: string; a: number; b: number; bAtMs: number; leavesAtMs: number }>([
    { name: 'the second wants longer', a: 1, b: 5, bAtMs: 0, leavesAtMs: 5000 },
    { name: 'the second wants less: the longer time counts', a: 30, b: 1, bAtMs: 0, leavesAtMs: 30_000 },
    { name: 'the second comes while a third waits', a: 5, b: 30, bAtMs: 2000, leavesAtMs: 32_000 },
  ])('two busy ones, $name', async ({ a, b, bAtMs, leavesAtMs }) => {
    const wire = deferredWire(900_000);
    const offers: Record<'a' | 'b' | 'c', Priorities> = { a: wire.priorities(), b: wire.priorities(), c: wire.priorities() };
    void ask(offers.a.high, 'a');
    void ask(offers.b.high, 'b');
    await vi.advanceTimersByTimeAsync(0);
    await wire.answer('a', reply(429, '', askingFor(a)));
    if (bAtMs === 0) await wire.answer('b', reply(429, '', askingFor(b)));
    void ask(offers.c.high, 'c');
    await vi.advanceTimersByTimeAsync(bAtMs);
    if (bAtMs > 0) await wire.answer('b', reply(429, '', askingFor(b)));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(wire.left.slice(2).map(({ path, atMs }) => [path, atMs])).toStrictEqual([['c', leavesAtMs]]);
  });
});

describe('a request whose turn comes too late', () => {
  const unsent = { sent: false, code: 'unsent' } as const;

  it('F6 of nine first looks the one that still waits at the deadline is not sent', async () => {
    const wire = deferredWire(30_000);
    const results = numbers(1, 9).map((path) => ask(wire.priorities().high, path));
    await vi.advanceTimersByTimeAsync(30_000);
    await wire.answer('1');
    expect([await results[8], wire.paths()]).toStrictEqual([unsent, numbers(1, 8)]);
  });

  it('F6 one millisecond before the deadline it is sent', async () => {
    const wire = deferredWire(30_000);
    for (const path of numbers(1, 9)) void ask(wire.priorities().high, path);
    await vi.advanceTimersByTimeAsync(29_999);
    await wire.answer('1');
    expect(wire.paths()).toStrictEqual(numbers(1, 9));
  });

  it('F6 the last look, which begins at the deadline, waits for its turn and is sent', async () => {
    const wire = deferredWire(30_000);
    for (const path of numbers(1, 8)) void ask(wire.priorities().low, path);
    await vi.advanceTimersByTimeAsync(30_000);
    void ask(wire.priorities().low, 'last');
    await vi.advanceTimersByTimeAsync(1000);
    await wire.answer('1');
    expect(wire.paths()).toStrictEqual([...numbers(1, 8), 'last']);
  });

  it.each<{ name: string; intent: 'read' | 'cancel'; deadlineMs: number; isStopped: boolean; leaves: boolean }>([
    { name: 'a cancel in time', intent: 'cancel', deadlineMs: 1, isStopped: false, leaves: true },
    { name: 'a cancel at the deadline', intent: 'cancel', deadlineMs: 0, isStopped: false, leaves: false },
    { name: 'a cancel after the run was canceled', intent: 'cancel', deadlineMs: 900_000, isStopped: true, leaves: false },
    { name: 'a look at the deadline, which is the last one', intent: 'read', deadlineMs: 0, isStopped: false, leaves: true },
    { name: 'a look after the run was canceled: its signal says so', intent: 'read', deadlineMs: 900_000, isStopped: true, leaves: true },
  ])('$name', async ({ intent, deadlineMs, isStopped, leaves }) => {
    const wire = deferredWire(deadlineMs);
    if (isStopped) wire.stop.abort();
    const { cancel: urgent, high } = wire.priorities();
    const result = (intent === 'cancel' ? urgent : high)({ intent, method: 'DELETE', url: 'https://contoso.test/a', headers: {} }, never);
    await vi.advanceTimersByTimeAsync(0);
    expect(wire.open()).toStrictEqual(leaves ? ['a'] : []);
    if (leaves) await wire.answer('a');
    expect(await result).toStrictEqual(leaves ? reply(200) : unsent);
  });
});

it("a value of the sender's own is passed on, and delays no other offer", async () => {
  const own = { cause: 'certificate', rejection: reply(429, '', { 'retry-after': '60' }) };
  const clock = createFakeClock();
  const priorities = throttle(async () => own, { clock, deadlineMs: 900_000, stop: never });
  const request = { intent: 'read', method: 'GET', url: 'https://contoso.test/a', headers: {} } as const;
  expect([await priorities().high(request, never), await priorities().high(request, never)]).toStrictEqual([own, own]);
  expect(clock.pausesMs).toStrictEqual([]);
});
