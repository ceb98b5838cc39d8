/**
 * `npm run mutation`: plants faults one by one (Stryker) and counts those that turn a test red. Fails below 90 % in any file where a fault could send a second cancel or believe a
 * stranger, and below 85 % over all.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const strict = /src\/(http\/(transport|retry)|marketplace\/(cancelReply|operation|location)|text)\.ts$/;
const limits = { strict: 90, overall: 85 };

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/** Percent of the faults that count which a test saw. */
function score(mutants: readonly { readonly status: string }[]): number {
  const counted = mutants.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status));
  const seen = counted.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  return counted.length === 0 ? 100 : (100 * seen.length) / counted.length;
}

const { status } = spawnSync('stryker', ['run', ...process.argv.slice(2)], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
const { files } = JSON.parse(readFileSync('reports/mutation.json', 'utf8')) as Report;
const rows = Object.entries(files).map(([file, { mutants }]) => ({
  file,
  percent: score(mutants),
  limit: strict.test(file) ? limits.strict : 0,
}));
const overall = score(Object.values(files).flatMap(({ mutants }) => mutants));
for (const { file, percent, limit } of rows)
  process.stdout.write(`${percent.toFixed(1).padStart(6)} %  ${file}${limit > 0 ? ` (at least ${limit} %)` : ''}\n`);
process.stdout.write(`${overall.toFixed(1).padStart(6)} %  over all (at least ${limits.overall} %)\n`);
process.exitCode = overall < limits.overall || rows.some(({ percent, limit }) => percent < limit) ? 1 : 0;
