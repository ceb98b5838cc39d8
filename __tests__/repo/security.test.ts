import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inputDefaults } from '../../src/inputs/inputs.ts';
import { apis } from '../../src/marketplace/apis.ts';

const text = readFileSync('SECURITY.md', 'utf8');

it('SECURITY.md names tests and files that are there', () => {
  const tests = [...text.matchAll(/`(?:__tests__\/)?([\w/]+\.test\.ts|\w+\/)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'dist/');
  expect(tests.length).toBeGreaterThan(8);
  expect(tests.filter((name) => globSync(`__tests__/{,*/}${name}`).length === 0)).toStrictEqual([]);
  const links = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, path = '']) => path);
  expect(links.filter((path) => path !== '' && !existsSync(path))).toStrictEqual([]);
});

it('SECURITY.md names commands that are there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((name) => !(name in scripts))).toStrictEqual([]);
});

it('the egress list has the host of each API, and of Microsoft Entra', () => {
  const rows = Object.values(apis).map(({ name, origin }) => [name, new URL(origin).host] as const);
  const missing = rows.filter(([name, host]) => !new RegExp(`^\\| \`api: ${name}\`.* \\| \`${host}:443\` \\|$`, 'm').test(text));
  expect(missing).toStrictEqual([]);
  expect(text).toContain(`| \`${new URL(inputDefaults['authority-url']).host}:443\` |`);
});
