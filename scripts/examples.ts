/** The YAML blocks of the documents and the templates, each as a whole workflow: for the linters, and for act. */
import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Example {
  /** `docs/recipes.md:12`, the line of its first line. */
  readonly place: string;
  /** The name in `<!-- recipe: name -->` above it; a recipe is run, not only checked. */
  readonly recipe?: string;
  readonly yaml: string;
}

const block = /(?:^ *<!-- recipe: (?<recipe>[a-z-]+) -->\n)?^(?<indent> *)```yaml\n(?<body>[\s\S]*?)^\k<indent>```$/gm;
const list = (...patterns: string[]): string[] =>
  globSync(patterns)
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();

export function examples(): readonly Example[] {
  const blocks = list('README.md', 'SECURITY.md', 'docs/*.md').flatMap((path) => examplesIn(path, readFileSync(path, 'utf8')));
  const templates = list('docs/templates/*.yml').map((path) => ({
    place: path,
    recipe: path.replace(/^.*\/|\.yml$/g, ''),
    yaml: readFileSync(path, 'utf8'),
  }));
  return [...blocks, ...templates];
}

export function examplesIn(path: string, markdown: string): readonly Example[] {
  return [...markdown.matchAll(block)].map(({ index, groups = {}, 0: whole }) => {
    const { recipe, indent = '', body = '' } = groups;
    const line = markdown.slice(0, index + whole.indexOf('```yaml')).split('\n').length + 1;
    const yaml = body.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    return { place: `${path}:${line}`, ...(recipe === undefined ? {} : { recipe }), yaml };
  });
}

/** Completes jobs, a part of a job, or steps to a whole workflow. */
export function asWorkflow(yaml: string): string {
  const content: unknown = parse(yaml);
  if (Array.isArray(content)) return asWorkflow(`steps:\n${indented(yaml, 2)}`);
  const keys = Object.keys(content as object);
  const job = 'name: Example\n    environment: marketplace\n    runs-on: ubuntu-latest';
  if (keys.includes('steps')) return asWorkflow(`jobs:\n  example:\n    ${job}\n${indented(yaml, 4)}`);
  const head = [
    'name: Example',
    'on: workflow_dispatch',
    'permissions: {}',
    'concurrency: { group: example, cancel-in-progress: false }',
  ].filter((line) => !keys.includes(line.replace(/:.*/, '')));
  return [...head, yaml].join('\n');
}

/** The placeholders of the documents as something that GitHub would take. */
export function pinned(workflow: string): string {
  return workflow.replaceAll('<owner>', 'owner').replaceAll('<sha>', '0'.repeat(40));
}

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}
