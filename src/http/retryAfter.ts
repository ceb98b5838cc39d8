import type { Headers } from './transport.ts';

const shortestDelayMs = 250;
/** `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`. */
const httpDates = [
  /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -](\d{4}|\d{2}) \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * The pause that a reply asks for, in milliseconds, at least 250 ms; `undefined` when it asks for none or in no known form.
 * Takes whole seconds, a date (measured against the reply's own `Date`, so that a wrong clock here does no harm), and the
 * millisecond forms of Azure. A number too large to be meant is kept: the caller bounds it by the deadline.
 */
export function parseRetryAfter(headers: Headers | undefined, wallMs: number): number | undefined {
  const inMs = [headers?.['retry-after-ms'], headers?.['x-ms-retry-after-ms']].find((form) => /^\d+$/.test(form ?? ''));
  if (inMs !== undefined) return Math.max(Number(inMs), shortestDelayMs);
  const value = headers?.['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(value)) return Math.max(Number(value) * 1000, shortestDelayMs);
  const untilMs = timeOf(value);
  if (untilMs === undefined) return undefined;
  return Math.max(untilMs - (timeOf(headers?.['date']) ?? wallMs), shortestDelayMs);
}

/** One of the three date forms of HTTP, in milliseconds since 1970. The third names no zone, and means GMT all the same. */
function timeOf(date: string | undefined): number | undefined {
  if (date === undefined || !httpDates.some((form) => form.test(date))) return undefined;
  const ms = Date.parse(date.endsWith('GMT') ? date : `${date} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}
