import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Packages = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

describe.each(['.', 'proof'])('what npm ci installs in %s', (folder) => {
  const { packages } = JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')) as { packages: Packages };
  const installed = Object.entries(packages).filter(([name]) => name !== '');

  it('is named by its SHA-512, from the registry and from nowhere else', () => {
    expect(installed.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(String(integrity)))).toStrictEqual([]);
    expect(installed.filter(([, { resolved, link }]) => resolved !== undefined || link !== undefined)).toStrictEqual([]);
  });

  it('runs no install script', () => {
    expect(readFileSync(`${folder}/.npmrc`, 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });
});
