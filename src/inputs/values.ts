import { versionForm } from '../marketplace/portal/operationPath.ts';
import { quoteInput } from '../text/sanitize.ts';
import type { Validated } from './validated.ts';

/** Plain decimal digits; empty means the default. */
export function wholeNumber(value: string, fallback: string, { least, most }: { least: number; most: number }): Validated<number> {
  const number = value === '' ? Number(fallback) : Number(/^\d{1,6}$/.test(value) ? value : Number.NaN);
  if (number >= least && number <= most) return { value: number };
  return { problem: `"${quoteInput(value)}" is not a number from ${least} to ${most}; write plain digits, e.g. ${fallback}` };
}

/** The words of YAML 1.2 only, so that `yes` is an error and not a silent `false`; empty means the default. */
export function yesNo(value: string, fallback: string): Validated<boolean> {
  const word = value === '' ? fallback : value;
  if (/^(true|True|TRUE)$/.test(word)) return { value: true };
  if (/^(false|False|FALSE)$/.test(word)) return { value: false };
  return { problem: `"${quoteInput(value)}" is neither true nor false; write one of true, True, TRUE, false, False, FALSE` };
}

export function choice<T extends string>(value: string, fallback: T, words: readonly T[]): Validated<T> {
  const found = words.find((word) => word === (value === '' ? fallback : value));
  return found ? { value: found } : { problem: `"${quoteInput(value)}" is not one of ${words.join(', ')} (in lower case)` };
}

export function apiVersion(value: string, example: string): Validated<string> {
  if (versionForm.test(value)) return { value };
  return { problem: `"${quoteInput(value)}" is not a version; write a date such as ${example}, or leave the input out` };
}

export function entityTag(value: string): Validated<string> {
  if (!/^[\x20-\x7e]{0,1024}$/.test(value))
    return { problem: `"${quoteInput(value)}" cannot be sent in a header; write an ETag, e.g. W/"datetime'2026-01-31'", or *` };
  return { value, ...(value === '*' ? { notices: ['if-match: "*" matches any state, so it guards nothing'] } : {}) };
}
