import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { document, type Facts, readFacts, usesIn } from '../../scripts/dependencies.ts';
import { foldersIn, licensesText, packageAt, packagesOf } from '../../scripts/licenses.ts';
import { reasons } from '../../scripts/reasons.ts';

const facts = readFacts();

/** The same facts with one more package in the lockfile. */
function withPackage(folder: string, fields: object, root: object = {}): Facts {
  const { packages } = facts.lock;
  const one = { version: '1.0.0', license: 'MIT', ...fields };
  return { ...facts, lock: { packages: { ...packages, '': { ...packages[''], version: '', ...root }, [folder]: one } } };
}

describe('docs/dependencies.md', () => {
  const written = readFileSync('docs/dependencies.md', 'utf8');

  it('is what npm run docs:dependencies writes', () => {
    expect(document(facts)).toBe(written);
  });

  it('gives no reason that nobody needs', () => {
    expect(Object.keys(reasons).filter((name) => !written.includes(`| \`${name}\` |`))).toStrictEqual([]);
  });

  it.each([
    { what: 'a new runtime package', made: () => withPackage('node_modules/left-pad', {}) },
    { what: 'a new tool', made: () => withPackage('node_modules/left-pad', { dev: true }, { devDependencies: { 'left-pad': '1.0.0' } }) },
    {
      what: 'a new package in a bundle',
      made: () => ({
        ...facts,
        bundles: { 'dist/index.js': licensesText([{ name: 'left-pad', version: '1.0.0', license: 'MIT', text: '' }]) },
      }),
    },
  ])('$what is refused until there is a reason for it', ({ made }) => {
    expect(() => document(made())).toThrow('left-pad has no reason: write one into scripts/reasons.ts');
  });

  it.each([
    { what: 'a new package that a tool brings', made: () => withPackage('node_modules/left-pad', { dev: true }) },
    { what: 'another version of what ships', made: () => withPackage('node_modules/undici', { version: '6.29.2' }) },
    {
      what: 'a moved pin',
      made: () => ({ ...facts, workflows: { ...facts.workflows, 'x.yml': `    - uses: actions/checkout@${'0'.repeat(40)} # v6.0.2\n` } }),
    },
  ])('$what changes it', ({ made }) => {
    expect(document(made())).not.toBe(written);
  });
});

describe.each(['.', 'proof'])('what npm ci installs in %s', (folder) => {
  const { packages } = JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')) as Facts['lock'];
  const installed = Object.entries(packages).filter(([name]) => name !== '');

  it('is named by its SHA-512, from the registry and from nowhere else', () => {
    expect(installed.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(String(integrity)))).toStrictEqual([]);
    expect(installed.filter(([, { resolved, link }]) => resolved !== undefined || link !== undefined)).toStrictEqual([]);
  });

  it('runs no install script', () => {
    expect(readFileSync(`${folder}/.npmrc`, 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });
});

it('no package of the main lockfile has an install script at all', () => {
  expect(Object.entries(facts.lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript !== undefined)).toStrictEqual([]);
});

describe('licenses.txt', () => {
  it.each(Object.entries(facts.bundles))('beside %s has the text of every package it names', (_, text) => {
    const named = packagesOf(text);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ name, version }) => !new RegExp(`^-{80}\n${name} ${version}\n\n.{20}`, 'ms').test(text))).toStrictEqual([]);
  });

  it('takes the packages from the list of modules: of all chunks, joined modules too, each once, none that was left out', () => {
    const modules = [
      { name: './src/index.ts + 2 modules', modules: [{ name: './src/main.ts' }, { name: './node_modules/@actions/core/lib/core.js' }] },
      { name: './node_modules/tunnel/index.js' },
      { name: './node_modules/tunnel/lib/tunnel.js' },
      { name: './node_modules/@actions/github/node_modules/@actions/http-client/lib/index.js' },
      { name: './node_modules/undici/index.js', orphan: true },
      { name: 'external "fs"' },
      {},
    ];
    expect(foldersIn(modules)).toStrictEqual([
      'node_modules/@actions/core',
      'node_modules/@actions/github/node_modules/@actions/http-client',
      'node_modules/tunnel',
    ]);
  });

  it('reads back what it wrote', () => {
    const yaml = packageAt('node_modules/yaml');
    const { text: _, ...row } = yaml;
    expect(packagesOf(licensesText([yaml]))).toStrictEqual([row]);
  });

  it.each([
    { folder: 'docs', error: /ENOENT.*package\.json/ },
    { folder: 'dist', error: 'dist does not say its license' },
  ])('refuses $folder, which is no licensed package', ({ folder, error }) => {
    expect(() => packageAt(folder)).toThrow(error);
  });
});

describe('usesIn', () => {
  it.each([
    { line: '      - uses: actions/checkout@abc # v6.0.2', use: { action: 'actions/checkout', ref: 'abc', version: 'v6.0.2' } },
    { line: '        uses: github/codeql-action/init@v4', use: { action: 'github/codeql-action/init', ref: 'v4', version: '' } },
    { line: '      - uses: ./', use: { action: './', ref: '', version: '' } },
  ])('$line', ({ line, use }) => {
    expect(usesIn('ci.yml', `jobs:\n${line}\n`)).toStrictEqual([{ ...use, file: 'ci.yml' }]);
  });
});
