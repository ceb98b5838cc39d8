/** The last step before text of any origin leaves: each function is for one place where it goes. It runs once. */

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
