/** One workflow command as the runner would obey it. */
export interface Command {
  readonly name: string;
  readonly properties: string;
  readonly data: string;
}

/**
 * The runner's own grammar (platform.md C1), written again from its rules: stdout and stderr are split at `\n`, `\r\n` and a lone `\r`; a line is a command when it
 * begins, after any blanks of Unicode, with `::name properties::`, or when it holds the older `##[name properties]` anywhere.
 */
export function commandsIn(printed: string): readonly Command[] {
  return printed.split(/\r\n|\n|\r/).flatMap((line): Command[] => {
    const modern = /^[\s\u0085]*::([^\s:]+)\s*(.*?)::(.*)$/u.exec(line);
    if (modern) return [{ name: modern[1] ?? '', properties: modern[2] ?? '', data: modern[3] ?? '' }];
    const legacy = /##\[([^\s\]]+)\s*([^\]]*)\](.*)$/u.exec(line);
    return legacy ? [{ name: legacy[1] ?? '', properties: legacy[2] ?? '', data: legacy[3] ?? '' }] : [];
  });
}
