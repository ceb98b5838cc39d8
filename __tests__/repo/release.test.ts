import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('CHANGELOG.md has its sections in the form that release.yml looks for', () => {
  const [first, ...others] = readFileSync('CHANGELOG.md', 'utf8').match(/^## .*$/gm) ?? [];
  expect(first).toBe('## [Unreleased]');
  expect(others.filter((heading) => !/^## \[\d+\.\d+\.\d+\] - 20\d\d-\d\d-\d\d$/.test(heading))).toStrictEqual([]);
});
