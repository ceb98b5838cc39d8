import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../src/http/retryAfter.ts';
import type { Headers } from '../../src/http/transport.ts';
import { startWallMs } from '../support/fakeClock.ts';

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
