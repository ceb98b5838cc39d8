/**
 * `npm run docs:dependencies` writes docs/dependencies.md: every package that ships or is installed, with its license and the reason why it is here, and every action of the workflows with the
 * commit that it is pinned to. A test compares the file with what this makes of the lockfile, the bundles and the workflows, so that no new package and no moved pin goes unseen.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagesOf } from './licenses.ts';
import { reasons } from './reasons.ts';

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** What the generator reads, as values. */
export interface Facts {
  /** `package-lock.json`: its root and each package by its folder. */
  readonly lock: { readonly packages: Readonly<Record<string, Locked & Readonly<Record<string, unknown>>>> };
  /** How many packages `proof/package-lock.json` holds. */
  readonly proofs: number;
  /** The `licenses.txt` of each bundle, by the bundle's path. */
  readonly bundles: Readonly<Record<string, string>>;
  /** Each workflow file's text, by its path. */
  readonly workflows: Readonly<Record<string, string>>;
}

/** One `uses:` of a workflow; `ref` is what it is pinned to, `version` the comment after it. */
export interface Use {
  readonly action: string;
  readonly ref: string;
  readonly version: string;
  readonly file: string;
}

export function usesIn(file: string, text: string): Use[] {
  const found = text.matchAll(/^\s*(?:- )?uses: *([^\s@#]+)(?:@(\S+))?(?: *# *(.*))?$/gm);
  return [...found].map(([, action = '', ref = '', version = '']) => ({ action, ref, version, file }));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Throws for a package without a reason: whoever adds one says why. */
function why(name: string): string {
  const reason = reasons[name];
  if (reason === undefined) throw new Error(`${name} has no reason: write one into scripts/reasons.ts`);
  return reason;
}

const nameOf = (folder: string): string => folder.replace(/^.*\bnode_modules\//, '');

function shipped({ bundles }: Facts): string[][] {
  const rows = new Map<string, { version: string; license: string; files: string[] }>();
  for (const [file, text] of Object.entries(bundles)) {
    for (const { name, version, license } of packagesOf(text)) {
      const row = rows.get(`${name}@${version}`) ?? { version, license, files: [] };
      row.files.push(`\`${file}\``);
      rows.set(`${name}@${version}`, row);
    }
  }
  return [...rows].map(([key, { version, license, files }]) => {
    const name = key.slice(0, key.lastIndexOf('@'));
    return [`\`${name}\``, version, license, files.join(', '), why(name)];
  });
}

/** Installed with a runtime package, and in no bundle. */
function left(facts: Facts, inBundles: ReadonlySet<string>): string[][] {
  const runtime = Object.entries(facts.lock.packages).filter(
    ([folder, { dev, optional }]) => folder !== '' && dev !== true && optional !== true,
  );
  const others = runtime.filter(([folder, { version }]) => !inBundles.has(`\`${nameOf(folder)}\` ${version}`));
  return others.map(([folder, { version, license = '' }]) => [`\`${nameOf(folder)}\``, version, license, why(nameOf(folder))]);
}

function tools({ lock }: Facts): string[][] {
  const root: Readonly<Record<string, unknown>> = lock.packages[''] ?? {};
  const names = ['devDependencies', 'optionalDependencies'].flatMap((kind) => Object.keys(root[kind] ?? {}));
  return names.map((name) => {
    const { version = '', license = '' } = lock.packages[`node_modules/${name}`] ?? {};
    return [`\`${name}\``, version, license, why(name)];
  });
}

function pins({ workflows }: Facts): string[][] {
  const rows = new Map<string, string[]>();
  for (const { action, ref, version, file } of Object.entries(workflows).flatMap(([path, text]) => usesIn(path, text))) {
    if (/^[.$]\//.test(action)) continue;
    const files = rows.get(`\`${action}\` | ${version} | \`${ref}\``) ?? [];
    if (!files.includes(`\`${file}\``)) files.push(`\`${file}\``);
    rows.set(`\`${action}\` | ${version} | \`${ref}\``, files);
  }
  return [...rows].toSorted(([a], [b]) => a.localeCompare(b, 'en')).map(([pin, files]) => [pin, files.join(', ')]);
}

export function document(facts: Facts): string {
  const ships = shipped(facts);
  const inBundles = new Set(ships.map(([name, version]) => `${name} ${version}`));
  const count = Object.keys(facts.lock.packages).length - 1;
  return `# Dependencies

Made by \`npm run docs:dependencies\` from the lockfile, the bundles and the workflows, and compared in a test: a new package, another version or a moved pin shows up as a change of this file. The reasons are in \`scripts/reasons.ts\`.

## What ships

The packages of which a bundle holds code, by the bundler's own list of modules. Their licenses are in \`licenses.txt\` beside each bundle, which the build writes from the same list and \`npm run check:dist\` compares.

${table(['package', 'version', 'license', 'in', 'why'], ships)}
## What comes with them and does not ship

${table(['package', 'version', 'license', 'why'], left(facts, inBundles))}
## What builds and tests

These are never on a user's runner. With what they bring, the lockfile holds ${count} packages (those of other platforms counted), each with its SHA-512; none has an install script, and \`.npmrc\` would not run one.

${table(['package', 'version', 'license', 'why'], tools(facts))}
Prism, which checks the sandbox against [openapi.yaml](openapi.yaml), brings ${facts.proofs} packages. They are in \`proof/\` with a lockfile of their own, installed by \`npm run proof:openapi\` only, without install scripts too.

## Actions in the workflows

The action itself uses no other action. These run in the workflows of this repository, each pinned to a commit.

${table(['action', 'version', 'commit', 'in'], pins(facts))}`;
}

/** Reads what the document is made of, from the root of the repository. */
export function readFacts(): Facts {
  const list = (folder: string, name: RegExp): string[] =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((file) => name.test(file))
          .toSorted()
      : [];
  const bundles = list('dist', /(^|[\\/])index\.js$/).map((file) => [
    `dist/${file.replaceAll('\\', '/')}`,
    readFileSync(join('dist', dirname(file), 'licenses.txt'), 'utf8'),
  ]);
  const workflows = list('.github/workflows', /\.ya?ml$/).map((file) => [file, readFileSync(join('.github/workflows', file), 'utf8')]);
  const lock = (path: string): Facts['lock'] => JSON.parse(readFileSync(path, 'utf8')) as Facts['lock'];
  return {
    lock: lock('package-lock.json'),
    proofs: Object.keys(lock('proof/package-lock.json').packages).length - 1,
    bundles: Object.fromEntries(bundles) as Facts['bundles'],
    workflows: Object.fromEntries(workflows) as Facts['workflows'],
  };
}

if (import.meta.main) writeFileSync('docs/dependencies.md', document(readFacts()));
