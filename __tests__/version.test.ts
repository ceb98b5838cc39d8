import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { userAgent, version } from '../src/version.ts';

it('F19 what each request says of its sender holds the version of package.json', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly name: string; readonly version: string };
  expect([version, userAgent]).toStrictEqual([manifest.version, `${manifest.name}/${manifest.version}`]);
});
