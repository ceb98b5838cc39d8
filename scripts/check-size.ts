/** Fails when a bundle in dist/ is over its budget, or when there is one without a budget. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { budgets, overruns } from './budget.ts';

const trouble = budgets.flatMap((budget) =>
  overruns(budget, statSync(budget.bundle).size, readFileSync(join(dirname(budget.bundle), 'modules.txt'), 'utf8')),
);
const strays = globSync('dist/**/*.js').filter((file) => !budgets.some(({ bundle }) => bundle === file));
for (const line of [...trouble, ...strays.map((file) => `${file} has no budget`)]) process.stdout.write(`${line}\n`);
process.exitCode = trouble.length + strays.length === 0 ? 0 : 1;
if (process.exitCode === 0) process.stdout.write('the bundles are within their budgets\n');
