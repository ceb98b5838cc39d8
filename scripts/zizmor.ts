/**
 * `npm run proof:zizmor`: zizmor's auditor over the workflows, action.yml and every YAML example of README.md, SECURITY.md and docs/. zizmor is no npm package: install the version of
 * scripts/zizmor.txt with `pip install --require-hashes --requirement scripts/zizmor.txt`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asWorkflow, examples, pinned } from './examples.ts';

function audit(paths: readonly string[]): number {
  const { error, status } = spawnSync('zizmor', ['--offline', '--persona=auditor', '--no-ignores', ...paths], { stdio: 'inherit' });
  if (error) process.stderr.write(`zizmor could not be started (${error.message}): see scripts/zizmor.ts\n`);
  return status ?? 1;
}

if (import.meta.main) {
  const { stdout } = spawnSync('zizmor', ['--version'], { encoding: 'utf8' });
  const wanted = /^zizmor==(\S+)/.exec(readFileSync('scripts/zizmor.txt', 'utf8'))?.[1];
  if (stdout !== null && stdout.trim() !== `zizmor ${wanted}`) process.stderr.write(`This is ${stdout.trim()}; CI has ${wanted}.\n`);
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  const workflows = join(folder, '.github', 'workflows');
  mkdirSync(workflows, { recursive: true });
  for (const { place, yaml } of examples()) writeFileSync(join(workflows, `${place.replaceAll(/\W/g, '-')}.yml`), pinned(asWorkflow(yaml)));
  process.stdout.write(`${examples().length} examples, the workflows and action.yml\n`);
  process.exitCode = audit(['.github', 'action.yml', folder]);
  rmSync(folder, { recursive: true });
}
