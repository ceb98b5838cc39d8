import { textOf } from '../http/json.ts';
import { sanitize } from '../text/sanitize.ts';
import { normalizeWord } from '../text/spelling.ts';

/** The service's word for a state, as the tables in `states.ts` spell it; `''` for anything but text. */
export function normalizeState(word: unknown): string {
  return normalizeWord(textOf(word) ?? '');
}

/** The service's own words for a state, for a person to read. */
export function shownState(...words: readonly unknown[]): string {
  const shown = words.map((word) => sanitize(textOf(word) ?? '', 40)).filter((word) => word !== '');
  return shown.join('/') || 'no state';
}
