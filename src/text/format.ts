/** How text is written for a person: cut and counted. */

/** The first `max` UTF-16 units, less one where that would split a character. */
export function headOf(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

/** Cuts by characters and says so with an ellipsis; the result has at most `max` UTF-16 units. */
export function truncate(text: string, max: number): string {
  return text.length <= max ? text : `${headOf(text, max - 1).trimEnd()}…`;
}

/** `61.5 s`; above two minutes `2 min 5 s`. */
export function duration(ms: number): string {
  const wholeSeconds = Math.round(ms / 1000);
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(wholeSeconds / 60)} min ${wholeSeconds % 60} s`;
}

/** `1 minute`, `2 minutes`. */
export function pluralize(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
