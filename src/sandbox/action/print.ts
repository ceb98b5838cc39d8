import { randomUUID } from 'node:crypto';

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** An error or a warning of the step, as the runner shows it beside the job. */
export function annotate(kind: 'error' | 'warning', text: string): void {
  print(`::${kind}::${text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`);
}

/** Prints what another program wrote. The runner obeys no command in it. */
export function printForeign(text: string): void {
  const token = randomUUID();
  print(`::stop-commands::${token}\n${text.trimEnd()}\n::${token}::`);
}
