/**
 * Makes untrusted text harmless, once, where it comes in. Where it goes out, `escape.ts` escapes it for that place, also once. Text that
 * went through both can neither issue a workflow command (docs/platform.md#workflow-commands) nor break out of a table.
 */

import { headOf, truncate } from './format.ts';

/** Longest text of the service that is ever shown. */
export const longestQuote = 300;

/** Controls, invisible and direction-changing characters, line separators, lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** Printable ASCII only, as nearly every text. Compiling an expression with classes of Unicode would slow every start. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** An e-mail address, in plain or in a URL, whatever else is wrong with it. */
const address = /@.|.@|%40/;
/** What has the shape of a token of Microsoft Entra or of GitHub. */
const token = /eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|(?:gh[a-z]|github_pat)_\w{10,}/g;

/** How the subject of a GitHub token begins when it holds ids (docs/api.md#subject): its `@` is no address. */
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

/**
 * Foreign text as one line that does nothing and gives nothing away: line breaks and runs of blanks become one blank, every other control
 * character its visible escape, addresses and tokens `***`; the runner's legacy command prefix `##[` is broken, and length is bounded.
 */
export function sanitize(text: string, max = longestQuote): string {
  const folded = headOf(text.replace(/[\s\u0085]+/g, ' '), max * 16);
  return truncate(printable(hideConfidential(folded)).replaceAll('##[', '# #[').trim(), max);
}

/** A text as it is, but for characters that cannot be printed. Alone only for claims of a token: it hides no address. */
export function printable(text: string): string {
  return isPlain(text) ? text : text.replace(unprintable, codeOf);
}

/** What was thrown, whatever it is. */
export function errorMessage(error: unknown): string {
  try {
    return sanitize(String(error));
  } catch {
    return 'something that has no text';
  }
}

/** A refused value for its author: everything but printable ASCII by its code, addresses and tokens as `***`, at most 100 characters. */
export function quoteInput(value: string): string {
  const shown = hideConfidential(headOf(value, 2000)).replace(/[^\x20-\x7e]/gu, codeOf);
  return truncate(shown.replaceAll('##[', '# #['), 100);
}
