import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Budget, budgets, overruns } from '../../scripts/budget.ts';

const modulesOf = (bundle: string): string => readFileSync(`${dirname(bundle)}/modules.txt`, 'utf8');

describe('every bundle', () => {
  it.each(budgets)('$bundle is within its budget', (budget) => {
    expect(overruns(budget, readFileSync(budget.bundle).length, modulesOf(budget.bundle))).toStrictEqual([]);
  });

  it.each(budgets)('$bundle names modules of its list only', ({ bundle }) => {
    const named = [...readFileSync(bundle, 'utf8').matchAll(/^\/\*! (\.\/.*) \*\/$/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => !modulesOf(bundle).split('\n').includes(String(name)))).toStrictEqual([]);
  });
});

describe('the action', () => {
  it.each(['src/absent/undici.ts', 'src/absent/exec.ts'])('takes %s for the real package', (standIn) => {
    expect(modulesOf('dist/index.js').split('\n')).toContain(`./${standIn}`);
  });
});

describe('what is over the budget', () => {
  const budget: Budget = { bundle: 'dist/x.js', mostBytes: 100, packages: ['@actions/core'] };
  const core = './node_modules/@actions/core/lib/core.js';
  it.each([
    { name: 'nothing', bytes: 100, modules: [core, './src/index.ts'], told: [] },
    { name: 'a byte', bytes: 101, modules: [core], told: ['dist/x.js has 101 bytes, 1 over its limit'] },
    {
      name: 'undici',
      bytes: 1,
      modules: [core, './node_modules/undici/index.js', './node_modules/undici/lib/api/index.js'],
      told: ['dist/x.js holds the package undici'],
    },
    {
      name: 'a package within another',
      bytes: 1,
      modules: [`./node_modules/@actions/core/node_modules/@actions/exec/lib/exec.js`, core],
      told: ['dist/x.js holds the package @actions/exec'],
    },
    {
      name: 'a package that left',
      bytes: 1,
      modules: ['./src/index.ts'],
      told: ['dist/x.js holds no @actions/core any more: take it off its list'],
    },
  ])('$name', ({ bytes, modules, told }) => {
    expect(overruns(budget, bytes, `${modules.join('\n')}\n`)).toStrictEqual(told);
  });

  it('a list that is empty', () => {
    expect(overruns({ ...budget, packages: [] }, 1, '\n')).toStrictEqual(['dist/x.js has no list of modules']);
  });
});
