import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../src/http/deadline.ts';
import { withReader } from '../../src/http/reply.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { reply, scripted, silence } from '../support/wire.ts';

const never = new AbortController().signal;
const request = {
  intent: 'read',
  method: 'POST',
  url: 'https://login.test/token',
  headers: { accept: 'application/json' },
  body: 'a=b',
} as const;

/** The time limits of requests that leave at these times. */
async function limitsAt(timesMs: readonly number[], deadlineMs: number, mostMs?: number): Promise<number[]> {
  const clock = createFakeClock();
  const wire = scripted({ 'POST /token': reply(200) });
  const send = withDeadline(withReader(wire.transport, clock), { clock, deadlineMs, stop: new AbortController().signal });
  for (const ms of timesMs) {
    clock.pass(ms - clock.nowMs());
    await send(request, never, mostMs);
  }
  return wire.sent.map(({ timeoutMs }) => timeoutMs);
}

describe('the time limit of a request', () => {
  it.each<{ name: string; atMs: number; mostMs?: number; expected: number }>([
    { name: 'with time enough: 30 s', atMs: 0, expected: 30_000 },
    { name: 'with time enough, and a shorter one that was asked for', atMs: 0, mostMs: 10_000, expected: 10_000 },
    { name: 'with 30 s left', atMs: 70_000, expected: 30_000 },
    { name: 'G3 with less left: what is left', atMs: 70_001, expected: 29_999 },
    { name: 'G3 with less left than was asked for', atMs: 95_000, mostMs: 10_000, expected: 5000 },
    { name: 'G3 with more left than was asked for', atMs: 85_000, mostMs: 10_000, expected: 10_000 },
    { name: 'G3 in the last millisecond', atMs: 99_999, expected: 1 },
    { name: 'G3 at the deadline: the last look has 4 s', atMs: 100_000, expected: 4000 },
    { name: 'G3 a second after it: what is left of them', atMs: 101_000, expected: 3000 },
    { name: 'G3 in the last of their milliseconds', atMs: 103_999, expected: 1 },
  ])('$name', async ({ atMs, mostMs, expected }) => {
    expect(await limitsAt([atMs], 100_000, mostMs)).toStrictEqual([expected]);
  });

  it.each([104_000, 3_600_000])('F6 G3 at %i ms the time of the last look is over: nothing is sent', async (atMs) => {
    const clock = createFakeClock();
    clock.pass(atMs);
    const wire = scripted({});
    const send = withDeadline(withReader(wire.transport, clock), { clock, deadlineMs: 100_000, stop: never });
    expect(await send(request, never)).toStrictEqual({ sent: false, code: 'unsent' });
    expect(wire.sent).toStrictEqual([]);
  });

  it('G3 is measured anew for each request', async () => {
    expect(await limitsAt([0, 80_000, 90_000, 100_000], 100_000)).toStrictEqual([30_000, 20_000, 10_000, 4000]);
  });

  it('G3 whenever a request leaves, it is over 4 s after the deadline, and gets no time of others', async () => {
    const ms = fc.integer({ min: 0, max: 7_200_000 });
    await fc.assert(
      fc.asyncProperty(ms, ms, fc.option(fc.integer({ min: 1, max: 30_000 }), { nil: undefined }), async (atMs, deadlineMs, mostMs) => {
        const [timeoutMs = 0] = await limitsAt([atMs], deadlineMs, mostMs);
        expect(timeoutMs > 0).toBe(atMs < deadlineMs + 4000);
        expect(timeoutMs).toBeLessThanOrEqual(atMs < deadlineMs ? (mostMs ?? 30_000) : 4000);
        if (timeoutMs > 0) expect(atMs + timeoutMs).toBeLessThanOrEqual(deadlineMs + 4000);
        if (atMs < deadlineMs) expect(atMs + timeoutMs).toBeLessThanOrEqual(deadlineMs);
      }),
    );
  });
});

describe('a cancel', () => {
  const cancel = { ...request, intent: 'cancel' } as const;
  it.each([
    { name: 'in the last millisecond', atMs: 99_999, isStopped: false, leaves: true },
    { name: 'G3 at the deadline, with a token that came late', atMs: 100_000, isStopped: false, leaves: false },
    { name: 'G3 after the run was canceled, with a token that came late', atMs: 0, isStopped: true, leaves: false },
  ])('$name: leaves $leaves, and is announced only then', async ({ atMs, isStopped, leaves }) => {
    const clock = createFakeClock();
    clock.pass(atMs);
    const stop = new AbortController();
    if (isStopped) stop.abort();
    const wire = scripted({ 'POST /token': reply(200) });
    let announced = 0;
    const beforeSending = (): void => {
      announced += 1;
    };
    const send = withDeadline(withReader(wire.transport, clock), { clock, deadlineMs: 100_000, stop: stop.signal });
    const { status = 'unsent' } = await send({ ...cancel, beforeSending }, never);
    expect([status, wire.sent.length, announced]).toStrictEqual(leaves ? [200, 1, 1] : ['unsent', 0, 0]);
    expect(Object.keys(wire.sent[0] ?? {})).not.toContain('beforeSending');
  });
});

it('everything else of a request, its signal and its result pass through', async () => {
  const passed: unknown[] = [];
  const send = withDeadline(
    async (...exchange) => {
      passed.push(...exchange);
      return silence;
    },
    { clock: createFakeClock(), deadlineMs: 100_000, stop: never },
  );
  expect(await send(request, never)).toBe(silence);
  expect(passed).toStrictEqual([{ ...request, timeoutMs: 30_000 }, never]);
});
