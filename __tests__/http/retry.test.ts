import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFatal, isTransient, mostAttempts, parseRetryAfter, retryDelay, withRetry } from '../../src/http/retry.ts';
import type { Headers, NoReply, Reply } from '../../src/http/transport.ts';
import { createFakeClock, startWallMs } from '../support/fakeClock.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

const never = new AbortController().signal;
const hourMs = 3_600_000;
const date = 'Sat, 31 Jan 2026 12:00:00 GMT';
const in30Seconds = 'Sat, 31 Jan 2026 12:00:30 GMT';

describe('parseRetryAfter', () => {
  it.each<{ name: string; headers: Headers | undefined; wallMs?: number; expected: number | undefined }>([
    { name: 'RA-01 0 s: the floor', headers: { 'retry-after': '0' }, expected: 250 },
    { name: 'RA-01 1 s', headers: { 'retry-after': '1' }, expected: 1000 },
    { name: 'RA-01 120 s', headers: { 'retry-after': '120' }, expected: 120_000 },
    { name: 'RA-01 blanks around', headers: { 'retry-after': ' 7\t' }, expected: 7000 },
    { name: 'RA-01 leading zeros', headers: { 'retry-after': '007' }, expected: 7000 },
    { name: 'RA-02 no headers, since no reply came', headers: undefined, expected: undefined },
    { name: 'RA-02 no such header', headers: { date }, expected: undefined },
    { name: 'RA-03 a date after Date', headers: { date, 'retry-after': in30Seconds }, expected: 30_000 },
    { name: 'RA-03 a date before Date: the floor', headers: { date: in30Seconds, 'retry-after': date }, expected: 250 },
    { name: 'RA-03 the same date: the floor', headers: { date, 'retry-after': date }, expected: 250 },
    { name: 'RA-03 our clock 1 h slow', headers: { date, 'retry-after': in30Seconds }, wallMs: startWallMs - hourMs, expected: 30_000 },
    { name: 'RA-03 our clock 1 h fast', headers: { date, 'retry-after': in30Seconds }, wallMs: startWallMs + hourMs, expected: 30_000 },
    { name: 'RA-03 no Date: our clock', headers: { 'retry-after': in30Seconds }, expected: 30_000 },
    { name: 'RA-03 a Date that is none: our clock', headers: { date: 'today', 'retry-after': in30Seconds }, expected: 30_000 },
    { name: 'RA-03 year 2065', headers: { date, 'retry-after': 'Sat, 31 Jan 2065 12:00:00 GMT' }, expected: 14_245 * 24 * hourMs },
    { name: 'RA-03 the form of RFC 850', headers: { date, 'retry-after': 'Saturday, 31-Jan-26 12:00:30 GMT' }, expected: 30_000 },
    { name: 'RA-03 a day that is none', headers: { date, 'retry-after': 'Sat, 99 Jan 2026 12:00:30 GMT' }, expected: undefined },
    { name: 'RA-05 31 years', headers: { 'retry-after': '999999999' }, expected: 999_999_999_000 },
    { name: 'RA-05 400 digits', headers: { 'retry-after': '9'.repeat(400) }, expected: Number.POSITIVE_INFINITY },
    { name: 'RA-05 Infinity', headers: { 'retry-after': 'Infinity' }, expected: undefined },
    { name: 'RA-05 NaN', headers: { 'retry-after': 'NaN' }, expected: undefined },
    { name: 'RA-06 empty', headers: { 'retry-after': '' }, expected: undefined },
    { name: 'RA-06 garbage', headers: { 'retry-after': 'soon' }, expected: undefined },
    { name: 'RA-06 a negative number', headers: { 'retry-after': '-1' }, expected: undefined },
    { name: 'RA-06 a day that is none', headers: { 'retry-after': 'Sun, 99 Nov 2026 08:49:37 GMT' }, expected: undefined },
    { name: 'RA-06 a date cut short', headers: { 'retry-after': 'Mon, 2026' }, expected: undefined },
    {
      name: 'RA-03 the form of asctime means GMT',
      headers: { 'retry-after': 'Sun Nov  6 08:49:37 1994', date: 'Sun, 06 Nov 1994 08:49:27 GMT' },
      expected: 10_000,
    },
    { name: 'RA-08 one of two forms in ms is garbage', headers: { 'retry-after-ms': 'soon', 'x-ms-retry-after-ms': '500' }, expected: 500 },
    { name: 'RA-06 a fraction', headers: { 'retry-after': '1.5' }, expected: undefined },
    { name: 'RA-06 an exponent', headers: { 'retry-after': '1e3' }, expected: undefined },
    { name: 'RA-06 a hexadecimal number', headers: { 'retry-after': '0x10' }, expected: undefined },
    { name: 'RA-06 two joined', headers: { 'retry-after': '1, 2' }, expected: undefined },
    { name: 'RA-06 2026 is a number of seconds, no year', headers: { 'retry-after': '2026' }, expected: 2_026_000 },
    { name: 'RA-06 2065-01-01 is no date of HTTP', headers: { 'retry-after': '2065-01-01' }, expected: undefined },
    { name: 'RA-06 31 Jan 2065 is no date of HTTP', headers: { 'retry-after': '31 Jan 2065 12:00:00 GMT' }, expected: undefined },
    { name: 'RA-08 retry-after-ms', headers: { 'retry-after-ms': '1500' }, expected: 1500 },
    { name: 'RA-08 x-ms-retry-after-ms', headers: { 'x-ms-retry-after-ms': '2500' }, expected: 2500 },
    { name: 'RA-08 0 ms: the floor', headers: { 'retry-after-ms': '0' }, expected: 250 },
    { name: 'RA-08 400 digits', headers: { 'retry-after-ms': '9'.repeat(400) }, expected: Number.POSITIVE_INFINITY },
    { name: 'RA-08 milliseconds win over seconds', headers: { 'retry-after-ms': '1500', 'retry-after': '9' }, expected: 1500 },
    { name: 'RA-08 milliseconds that are none', headers: { 'retry-after-ms': 'soon', 'retry-after': '9' }, expected: 9000 },
    { name: 'RA-08 milliseconds that are none, alone', headers: { 'x-ms-retry-after-ms': '-5' }, expected: undefined },
  ])('$name', ({ headers, wallMs = startWallMs, expected }) => {
    expect(parseRetryAfter(headers, wallMs)).toBe(expected);
  });

  it('RA-05 any text: nothing, or a number of at least 250', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[0-9]{0,400}$/),
      fc.date().map((day) => day.toUTCString()),
      fc.stringMatching(/^(Mon|Tuesday),? [0-9A-Za-z :-]{0,30}$/),
    );
    const names = ['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms', 'date'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text), fc.nat(), (headers, wallMs) => {
        const delayMs = parseRetryAfter(headers, wallMs);
        expect(delayMs === undefined || delayMs >= 250).toBe(true);
      }),
    );
  });

  it('RA-03 any two dates: their distance, whatever our clock says', () => {
    const second = fc.integer({ min: 0, max: 4_102_444_799 });
    fc.assert(
      fc.property(second, second, fc.nat(), (sent, until, wallMs) => {
        const headers = { date: new Date(sent * 1000).toUTCString(), 'retry-after': new Date(until * 1000).toUTCString() };
        expect(parseRetryAfter(headers, wallMs)).toBe(Math.max((until - sent) * 1000, 250));
      }),
    );
  });
});

describe('retryDelay', () => {
  it.each([
    { attempt: 1, random: 0, expected: 250 },
    { attempt: 1, random: 0.5, expected: 375 },
    { attempt: 1, random: 1, expected: 500 },
    { attempt: 2, random: 0, expected: 500 },
    { attempt: 3, random: 1, expected: 2000 },
  ])('after try $attempt with chance $random: $expected ms', ({ attempt, random, expected }) => {
    expect(retryDelay(attempt, undefined, random)).toBe(expected);
  });

  it('RA-02 own backoff lies between half of the doubled pause and all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
        const delayMs = retryDelay(attempt, undefined, random);
        expect(delayMs).toBeGreaterThanOrEqual(250 * 2 ** (attempt - 1));
        expect(delayMs).toBeLessThanOrEqual(500 * 2 ** (attempt - 1));
      }),
    );
  });

  it('a time that the service gave is kept exactly, even 0', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 }), fc.nat(), (attempt, ms) => retryDelay(attempt, ms, 0.3) === ms));
  });
});

describe('isTransient', () => {
  it('of all statuses: 408, 425, 429, and 5xx but 501, 505 and 511', () => {
    const statuses = Array.from({ length: 400 }, (_, index) => 200 + index).filter((status) => isTransient(reply(status)));
    const serverErrors = Array.from({ length: 100 }, (_, index) => 500 + index).filter((status) => ![501, 505, 511].includes(status));
    expect(statuses).toStrictEqual([408, 425, 429, ...serverErrors]);
  });

  it('a status that was cut off is asked again', () => {
    expect(isTransient({ sent: true, code: 'cut', status: 404 })).toBe(true);
  });

  it.each([
    { code: 'aborted', fatal: true },
    { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', fatal: true },
    { code: 'SELF_SIGNED_CERT_IN_CHAIN', fatal: true },
    { code: 'CERT_HAS_EXPIRED', fatal: true },
    { code: 'CERT_NOT_YET_VALID', fatal: true },
    { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', fatal: true },
    { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', fatal: true },
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', fatal: true },
    { code: 'ERR_SSL_WRONG_VERSION_NUMBER', fatal: true },
    { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', fatal: true },
    { code: 'EPROTO', fatal: true },
    { code: 'no-token', fatal: true },
    { code: 'signed-out', fatal: true },
    { code: 'ECONNREFUSED', fatal: false },
    { code: 'ECONNRESET', fatal: false },
    { code: 'ENOTFOUND', fatal: false },
    { code: 'EAI_AGAIN', fatal: false },
    { code: 'EHOSTUNREACH', fatal: false },
    { code: 'timeout', fatal: false },
    { code: 'cut', fatal: false },
    { code: 'proxy', fatal: false },
    { code: 'proxy-407', fatal: true },
    { code: 'proxy-403', fatal: true },
    { code: 'proxy-502', fatal: false },
    { code: 'HPE_INVALID_CONSTANT', fatal: false },
  ])('TL-01 $code is fatal: $fatal', ({ code, fatal }) => {
    expect(isFatal(code)).toBe(fatal);
    expect(isTransient({ sent: false, code })).toBe(!fatal);
  });
});

describe('withRetry', () => {
  const busy = reply(503, '', { 'retry-after': '5' });
  const ok = reply(200, '{}');
  const certificate: NoReply = { sent: false, code: 'CERT_HAS_EXPIRED' };
  const signIn: NoReply = { sent: false, code: 'no-token' };

  interface Options {
    readonly deadlineMs?: number;
    readonly stop?: AbortSignal;
    readonly random?: number;
    readonly abortAtMs?: number;
    readonly most?: number;
  }

  async function retry(answers: readonly (Reply | NoReply)[], options: Options = {}) {
    const { deadlineMs = 60_000, stop = never, random = 1, abortAtMs = -1, most } = options;
    const clock = createFakeClock(random);
    const order = new AbortController();
    if (abortAtMs >= 0) clock.at(abortAtMs, () => order.abort());
    let tries = 0;
    const send = async (): Promise<Reply | NoReply> => answers[Math.min(tries++, answers.length - 1)] ?? silence;
    const result = await withRetry(send, { clock, deadlineMs, stop: abortAtMs >= 0 ? order.signal : stop }, most);
    return { result, tries, pausesMs: clock.pausesMs };
  }

  it.each<{
    name: string;
    answers: (Reply | NoReply)[];
    options?: Options;
    expected: Awaited<ReturnType<typeof retry>>;
  }>([
    { name: 'a reply at once', answers: [ok], expected: { result: ok, tries: 1, pausesMs: [] } },
    { name: 'NE-02 refused, then a reply', answers: [refusedConnection, ok], expected: { result: ok, tries: 2, pausesMs: [500] } },
    {
      name: 'G8 four tries and no more',
      answers: [silence],
      expected: { result: silence, tries: mostAttempts, pausesMs: [500, 1000, 2000] },
    },
    {
      name: 'AU-27 one try and no more',
      answers: [silence, ok],
      options: { most: 1 },
      expected: { result: silence, tries: 1, pausesMs: [] },
    },
    {
      name: 'two tries and no more',
      answers: [silence, busy, ok],
      options: { most: 2 },
      expected: { result: busy, tries: 2, pausesMs: [500] },
    },
    { name: 'AU-17 no token is not asked again', answers: [signIn, ok], expected: { result: signIn, tries: 1, pausesMs: [] } },
    {
      name: 'half the pauses by chance',
      answers: [silence],
      options: { random: 0 },
      expected: { result: silence, tries: 4, pausesMs: [250, 500, 1000] },
    },
    {
      name: 'RA-01 Retry-After is kept exactly',
      answers: [busy, ok],
      options: { random: 0 },
      expected: { result: ok, tries: 2, pausesMs: [5000] },
    },
    {
      name: 'RA-01 Retry-After of a reply that was cut',
      answers: [{ sent: true, code: 'cut', status: 503, headers: { 'retry-after': '5' } }, ok],
      expected: { result: ok, tries: 2, pausesMs: [5000] },
    },
    {
      name: 'RA-11 Retry-After on 400 is ignored',
      answers: [reply(400, '', { 'retry-after': '5' })],
      expected: { result: reply(400, '', { 'retry-after': '5' }), tries: 1, pausesMs: [] },
    },
    {
      name: 'TL-01 a bad certificate is not asked again',
      answers: [certificate],
      expected: { result: certificate, tries: 1, pausesMs: [] },
    },
    {
      name: 'RA-10 Retry-After beyond the deadline',
      answers: [busy],
      options: { deadlineMs: 4000 },
      expected: { result: busy, tries: 1, pausesMs: [] },
    },
    {
      name: 'RA-10 Retry-After up to the deadline',
      answers: [busy],
      options: { deadlineMs: 5000 },
      expected: { result: busy, tries: 1, pausesMs: [] },
    },
    {
      name: 'RA-10 just before the deadline',
      answers: [busy],
      options: { deadlineMs: 5001 },
      expected: { result: busy, tries: 2, pausesMs: [5000] },
    },
    {
      name: 'RA-05 400 digits do not wait at all',
      answers: [reply(429, '', { 'retry-after': '9'.repeat(400) })],
      expected: { result: reply(429, '', { 'retry-after': '9'.repeat(400) }), tries: 1, pausesMs: [] },
    },
    {
      name: 'G3 canceled in a pause',
      answers: [busy],
      options: { abortAtMs: 2000 },
      expected: { result: busy, tries: 1, pausesMs: [5000] },
    },
    {
      name: 'G3 canceled before the pause',
      answers: [busy],
      options: { stop: AbortSignal.abort() },
      expected: { result: busy, tries: 1, pausesMs: [] },
    },
  ])('$name', async ({ answers, options, expected }) => {
    expect(await retry(answers, options)).toStrictEqual(expected);
  });
});
