/**
 * Writes `licenses.txt` beside each bundle: every package of which the bundle holds code, with its version and the text of its license. `build.sh` leaves the bundler's list of modules as
 * `stats.json` beside `index.js`; that list is read here and removed. The bundler's own license file names the packages of one chunk only.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the bundler says of a module: its path from the root of the repository, and whether no chunk holds it. */
export interface Module {
  readonly name?: string;
  readonly orphan?: boolean;
  readonly modules?: readonly Module[];
}

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/** The folders of the packages whose modules a bundle holds, nested installs included, in the order of their names. */
export function foldersIn(modules: readonly Module[]): string[] {
  const held = modules.filter(({ orphan }) => orphan !== true);
  const own = held
    .map(({ name = '' }) => /^\.\/(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1])
    .filter((path) => path !== undefined);
  return [...new Set([...own, ...held.flatMap(({ modules: inner = [] }) => foldersIn(inner))])].toSorted();
}

/** Throws for a package that does not say its license, or brings no text of it. */
export function packageAt(folder: string): Package {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof version !== 'string' || typeof license !== 'string')
    throw new Error(`${folder} does not say its license`);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file));
  if (files.length === 0) throw new Error(`${folder} brings no text of its license`);
  const text = files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, license, text: text.join('\n\n') };
}

export function licensesText(packages: readonly Package[]): string {
  const rows = packages.map(({ name, version, license }) => `${name} ${version} ${license}\n`);
  const texts = packages.map(({ name, version, text }) => `\n${'-'.repeat(80)}\n${name} ${version}\n\n${text}\n`);
  return `index.js holds code of these packages, and a few lines of webpack's runtime (MIT, JS Foundation and other contributors) that join the modules:\n\n${rows.join('')}${texts.join('')}`;
}

/** The first lines of a `licenses.txt` as they were written: name, version, license. */
export function packagesOf(text: string): Omit<Package, 'text'>[] {
  const head = text.split('-'.repeat(80))[0] ?? '';
  return [...head.matchAll(/^(\S+) (\d\S*) (.+)$/gm)].map(([, name = '', version = '', license = '']) => ({ name, version, license }));
}

if (import.meta.main) {
  const out = process.argv[2] ?? 'dist';
  for (const bundle of readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => /(^|[\\/])index\.js$/.test(file))) {
    const folder = dirname(join(out, bundle));
    const { modules } = JSON.parse(readFileSync(join(folder, 'stats.json'), 'utf8')) as { modules: Module[] };
    writeFileSync(join(folder, 'licenses.txt'), licensesText(foldersIn(modules).map(packageAt)));
    rmSync(join(folder, 'stats.json'));
  }
}
