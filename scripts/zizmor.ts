/**
 * `npm run proof:zizmor`: zizmor's auditor over the workflows, action.yml and every YAML example of README.md, SECURITY.md and docs/. zizmor is no npm package: install the version of
 * scripts/zizmor.txt with `pip install --require-hashes --requirement scripts/zizmor.txt`.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const blocks = /^(?<indent> *)```yaml\n(?<body>[\s\S]*?)^\k<indent>```$/gm;

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}

/** A whole workflow made of an example: what is only jobs, a job's part or steps gets around it what the rest of these documents asks for. */
export function asWorkflow(yaml: string): string {
  const content: unknown = parse(yaml);
  if (Array.isArray(content)) return asWorkflow(`steps:\n${indented(yaml, 2)}`);
  const keys = Object.keys(content as object);
  if (keys.includes('steps'))
    return asWorkflow(
      `jobs:\n  example:\n    name: Example\n    environment: marketplace\n    runs-on: ubuntu-latest\n${indented(yaml, 4)}`,
    );
  const head = [
    ...(keys.includes('name') ? [] : ['name: Example']),
    ...(keys.includes('on') ? [] : ['on: workflow_dispatch']),
    ...(keys.includes('permissions') ? [] : ['permissions: {}']),
    ...(keys.includes('concurrency') ? [] : ['concurrency: { group: example, cancel-in-progress: false }']),
  ];
  return [...head, yaml].join('\n');
}

/** The YAML examples of a document as workflows, the placeholders filled in. */
export function examplesIn(markdown: string): string[] {
  return [...markdown.matchAll(blocks)].map(({ groups: { indent = '', body = '' } = {} }) =>
    asWorkflow(body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
      .replaceAll('<owner>', 'owner')
      .replaceAll('<sha>', '0'.repeat(40)),
  );
}

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
  let count = 0;
  for (const document of globSync(['README.md', 'SECURITY.md', 'docs/*.md']).toSorted()) {
    for (const [index, example] of examplesIn(readFileSync(document, 'utf8')).entries()) {
      writeFileSync(join(workflows, `${document.replaceAll(/\W/g, '-')}-${index + 1}.yml`), example);
      count += 1;
    }
  }
  process.stdout.write(`${count} examples, the workflows and action.yml\n`);
  process.exitCode = audit(['.github', 'action.yml', folder]);
  rmSync(folder, { recursive: true });
}
