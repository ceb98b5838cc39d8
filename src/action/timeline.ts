import type { OfferHistory } from '../outcome/result.ts';
import { duration, truncate } from '../text/format.ts';
import { isPlain } from '../text/sanitize.ts';

/** A diagram with more points cannot be read. */
const mostPoints = 8;
const longestLabel = 60;

/** What happened when, as a Mermaid timeline. Points at the same time stand together; nothing is drawn for an end alone. */
export function timeline({ events, tookMs }: OfferHistory, ending: string): readonly string[] {
  const points = events
    .filter(({ kind }) => kind === 'found' || kind === 'sending' || kind === 'reply' || kind === 'change')
    .map(({ atMs, brief, text }) => [duration(atMs), brief ?? text] as const);
  if (points.length === 0) return [];
  const all = [...points, [duration(tookMs), ending] as const];
  const shown = [...all.slice(0, mostPoints / 2), ...all.slice(Math.max(mostPoints / 2, all.length - mostPoints / 2))];
  const periods = new Map<string, string[]>();
  for (const [when, what] of shown) periods.set(when, [...(periods.get(when) ?? []), label(what)]);
  return ['```mermaid', 'timeline', ...[...periods].map(([when, labels]) => `  ${[when, ...labels].join(' : ')}`), '```', ''];
}

/** Letters, digits and a few marks: nothing that has a meaning for Mermaid, Markdown or HTML. */
function label(text: string): string {
  const harmless = text
    .replace(isPlain(text) ? /[^A-Za-z0-9 .,%()/'-]/g : /[^\p{L}\p{N} .,%()/'-]/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return truncate(harmless === '' ? '-' : harmless, longestLabel);
}
