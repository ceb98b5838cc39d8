import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { budgets } from '../../scripts/budget.ts';

describe.each(budgets)('$bundle', ({ bundle, mostBytes, packages }) => {
  it('is within its budget', () => {
    expect(statSync(bundle).size).toBeLessThanOrEqual(mostBytes);
  });

  it('ships the license of every package that its module comments name', () => {
    const named = readFileSync(bundle, 'utf8').matchAll(/^;?\/\/ CONCATENATED MODULE: \..*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm);
    expect(packages).toEqual(expect.arrayContaining([...new Set([...named].map(([, name]) => name))]));
  });

  it('is an ES module, so that all of it runs in strict mode', () => {
    expect(JSON.parse(readFileSync(`${dirname(bundle)}/package.json`, 'utf8'))).toStrictEqual({ type: 'module' });
  });
});

it('every bundle has a budget', () => {
  const bundles = globSync('dist/**/*.{js,cjs,mjs}').map((file) => file.replaceAll('\\', '/'));
  expect(bundles.toSorted()).toStrictEqual(budgets.map(({ bundle }) => bundle).toSorted());
});

it('the action holds three packages, and the stubs in the place of undici and @actions/exec', () => {
  const { packages } = budgets.find(({ bundle }) => bundle === 'dist/index.js') ?? {};
  expect(packages).toStrictEqual(['@actions/core', '@actions/http-client', 'tunnel']);
});

it('the sandbox and its action hold no package', () => {
  const bundles = budgets.filter(({ bundle }) => bundle.startsWith('dist/sandbox/'));
  expect(bundles.map(({ packages }) => packages)).toStrictEqual([[], [], []]);
});
