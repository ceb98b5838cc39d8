import { textOf } from '../http/json.ts';
import { sanitize } from '../text/sanitize.ts';

/** One spelling for `not started`, `notStarted`, `not-started`, and for `cancelled`. */
export function normalizeState(word: unknown): string {
  return (textOf(word) ?? '')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace('cancell', 'cancel');
}

/** The service's own words for a state, for a person to read. */
export function shownState(...words: readonly unknown[]): string {
  const shown = words.map((word) => sanitize(textOf(word) ?? '', 40)).filter((word) => word !== '');
  return shown.join('/') || 'no state';
}
