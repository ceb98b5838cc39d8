import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** How large each bundle may be: its size of November 2026 and a tenth. The limits reveal a package that was added by mistake. */
const limits = {
  'dist/index.js': 333_000,
  'dist/deployment/index.js': 330_000,
  'dist/recording/index.js': 32_000,
  'dist/sandbox/index.js': 100_000,
  'dist/sandbox/start/index.js': 8_000,
  'dist/sandbox/stop/index.js': 6_000,
};

/**
 * The packages in a bundle, as ncc lists them in `licenses.txt` beside it: a name, the license in the next line, then its text.
 * Without packages there is no such file.
 */
function packagesIn(bundle: string): string[] {
  const path = `${dirname(bundle)}/licenses.txt`;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return [...text.matchAll(/^((?:@[\w.-]+\/)?[a-z][\w.-]*)\n[A-Z0-9][\w.-]+$/gm)].map(([, name = '']) => name);
}

export const budgets = Object.entries(limits).map(([bundle, mostBytes]) => ({ bundle, mostBytes, packages: packagesIn(bundle) }));
