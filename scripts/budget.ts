import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** How large each bundle may be: its size of November 2026 and a tenth. The limits reveal a package that was added by mistake. */
const limits = { 'dist/index.js': 310_000, 'dist/deployment/index.js': 330_000, 'dist/sandbox/index.js': 393_000 };

/** The packages in a bundle, as ncc lists them in `licenses.txt` beside it: a name, the license in the next line, then its text. */
function packagesIn(bundle: string): string[] {
  const text = readFileSync(`${dirname(bundle)}/licenses.txt`, 'utf8');
  return [...text.matchAll(/^((?:@[\w.-]+\/)?[a-z][\w.-]*)\n[A-Z0-9][\w.-]+$/gm)].map(([, name = '']) => name);
}

export const budgets = Object.entries(limits).map(([bundle, mostBytes]) => ({ bundle, mostBytes, packages: packagesIn(bundle) }));
