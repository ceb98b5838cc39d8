import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';

/** Adds a value to a file that the runner reads after the step. A later value of the same name wins. */
export function hand(file: 'GITHUB_OUTPUT' | 'GITHUB_STATE', name: string, value: string): void {
  const path = process.env[file];
  if (!path) throw new Error(`${file} is not set. The runner sets it, and this program runs as a step only.`);
  const delimiter = `ghadelimiter_${randomUUID()}`;
  appendFileSync(path, [`${name}<<${delimiter}`, value, delimiter, ''].join(EOL));
}
