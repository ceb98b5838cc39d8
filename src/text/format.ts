/** How text of ours is written for a person: cut, counted, and escaped for where it goes. */

/** The first `max` UTF-16 units, less one where that would split a character. */
export function headOf(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

/** Cuts by characters and says so with an ellipsis; the result has at most `max` UTF-16 units. */
export function truncate(text: string, max: number): string {
  return text.length <= max ? text : `${headOf(text, max - 1).trimEnd()}…`;
}

/** For a job summary, in the middle of a line: nothing keeps a meaning in HTML or Markdown, and no URL becomes a link. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]{}~|$#]|:(?=\/|\w+:)|(?<=www)\./gi, '\\$&')
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** For a log line: it cannot be read as a workflow command, whatever it begins with or contains. */
export function escapeCommand(text: string): string {
  const oneLine = text.replace(/[\r\n]+/g, ' ').replaceAll('##[', '# #[');
  return oneLine.replace(/^[\s\u0085]*::/, '\\::');
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
