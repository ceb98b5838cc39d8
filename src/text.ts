/**
 * The one place that makes foreign text harmless. `plain` runs once, where text comes in;
 * `markdown` and `logLine` run once, where it goes out. Text that does both can neither issue a workflow
 * command (platform.md C1) nor break out of a table.
 */

/** Longest text of the service that is ever shown. */
export const longestQuote = 300;

/** Controls, invisible and direction-changing characters, line separators, lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** An e-mail address, in plain or in a URL, whatever else is wrong with it. */
const address = /@.|.@|%40/;
/** What has the shape of a token of Microsoft Entra or of GitHub. */
const token = /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|(?:gh[a-z]|github_pat)_\w{10,}/g;

/** How the subject of a GitHub token begins when it holds ids (api.md §3.2): its `@` is no address. */
const subjectWithIds = /repo:[\w.-]+@\d+\/[\w.-]+@\d+(?=:)/;

/** Addresses and tokens as `***`, wherever they come from. Only a plain blank ends a word, so that no other character can hide one. */
function hideConfidential(text: string): string {
  const words = text.split(' ').map((word) => (address.test(word.replace(subjectWithIds, '')) ? '***' : word.replace(token, '***')));
  return words.join(' ');
}

function codeOf(character: string): string {
  const code = Number(character.codePointAt(0));
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

/** The first `max` UTF-16 units, less one where that would split a character. */
function headOf(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

/** Cuts by characters and says so with an ellipsis; the result has at most `max` UTF-16 units. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${headOf(text, max - 1).trimEnd()}…`;
}

/**
 * Foreign text as one line that does nothing and gives nothing away: line breaks and runs of blanks become one blank, every other control
 * character its visible escape, addresses and tokens `***`; the runner's legacy command prefix `##[` is broken, and length is bounded.
 */
export function plain(text: string, max = longestQuote): string {
  const folded = headOf(text.replace(/[\s\u0085]+/gu, ' '), max * 16);
  const visible = hideConfidential(folded).replace(unprintable, codeOf);
  return cut(visible.replaceAll('##[', '# #[').trim(), max);
}

/** What was thrown, whatever it is. */
export function thrown(error: unknown): string {
  try {
    return plain(String(error));
  } catch {
    return 'something that has no text';
  }
}

/** A refused value as an author must see it: everything but printable ASCII by its code, addresses and tokens as `***`, at most 100 characters. */
export function escaped(value: string): string {
  const shown = hideConfidential(headOf(value, 2000)).replace(/[^\x20-\x7e]/gu, codeOf);
  return cut(shown.replaceAll('##[', '# #['), 100);
}

/** For a job summary, in the middle of a line: nothing keeps a meaning in HTML or Markdown, and no URL becomes a link. Takes what `plain` gave. */
export function markdown(text: string): string {
  return text
    .replace(/[\\`*_[\]{}~|$#]|:(?=\/|\w+:)|(?<=www)\./gi, '\\$&')
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** For a log line: it cannot be read as a workflow command, whatever it begins with or contains. */
export function logLine(text: string): string {
  const oneLine = text.replace(/[\r\n]+/g, ' ').replaceAll('##[', '# #[');
  return oneLine.replace(/^[\s\u0085]*::/u, '\\::');
}

/** `61.5 s`; above two minutes `2 min 5 s`. */
export function duration(ms: number): string {
  const wholeSeconds = Math.round(ms / 1000);
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(wholeSeconds / 60)} min ${wholeSeconds % 60} s`;
}

/** `1 minute`, `2 minutes`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
