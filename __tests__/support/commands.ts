/** One workflow command as the runner would obey it. */
export interface Command {
  /** In lower case: the runner compares names without case. */
  readonly name: string;
  readonly properties: string;
  readonly data: string;
}

/** The commands that a step of ours may issue. */
export const ourCommands: readonly string[] = ['add-mask', 'debug', 'error', 'warning', 'notice'];

/** What .NET's `TrimStart` takes away, and U+FEFF, which its comparison passes over. */
const blanks = /^[\s\u0085]+/u;

/**
 * The runner's own grammar (docs/platform.md#workflow-commands), written again from its rules: stdout and stderr are split at `\n`, `\r\n` and a lone `\r`; a line is a command when it
 * begins, after any blanks of Unicode, with `::name properties::`, or when it holds the older `##[name properties]` anywhere. Stricter than the runner in one thing:
 * a name that it does not know is reported too.
 */
export function commandsIn(printed: string): readonly Command[] {
  return printed.split(/\r\n|\n|\r/).flatMap((line) => {
    const modern = modernIn(line.replace(blanks, ''));
    if (modern && ourCommands.includes(modern.name)) return [modern];
    return [modern, legacyIn(line)].filter((command) => command !== undefined);
  });
}

/** `::name properties::data`; the first `::` after the one at the start ends the head. */
function modernIn(line: string): Command | undefined {
  const end = line.startsWith('::') ? line.indexOf('::', 2) : -1;
  return end < 0 ? undefined : commandOf(line.slice(2, end), line.slice(end + 2));
}

/** `##[name properties]data`, from the first `##[` of the line on. */
function legacyIn(line: string): Command | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  return end < 0 ? undefined : commandOf(line.slice(start + 3, end), line.slice(end + 1));
}

function commandOf(head: string, data: string): Command {
  const [name = '', ...properties] = head.split(' ');
  return { name: name.toLowerCase(), properties: properties.join(' ').trim(), data };
}
