import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What each bundle may weigh: its size of November 2026 and a tenth. The limits are there to notice a package that slips in. */
const limits = {
  'dist/index.js': 310_000,
  'dist/deployment/index.js': 330_000,
  'dist/recording/index.js': 32_000,
  'dist/sandbox/index.js': 393_000,
};

/**
 * The packages in a bundle, as ncc lists them in `licenses.txt` beside it: a name, the license in the next line, then its text. A bundle
 * without packages has no such file.
 */
function packagesIn(bundle: string): string[] {
  const file = `${dirname(bundle)}/licenses.txt`;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return [...text.matchAll(/^((?:@[\w.-]+\/)?[a-z][\w.-]*)\n[A-Z0-9][\w.-]+$/gm)].map(([, name = '']) => name);
}

export const budgets = Object.entries(limits).map(([bundle, mostBytes]) => ({ bundle, mostBytes, packages: packagesIn(bundle) }));
