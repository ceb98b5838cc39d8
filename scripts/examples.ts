import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A YAML block of a document. */
export interface Example {
  /** `docs/recipes.md:12`, the line of its first line. */
  readonly place: string;
  /** The name in `<!-- recipe: name -->` above it; a recipe is run, not only checked. */
  readonly recipe?: string;
  readonly yaml: string;
}

const block = /(?:^ *<!-- recipe: (?<recipe>[a-z-]+) -->\n)?^(?<indent> *)```yaml\n(?<body>[\s\S]*?)^\k<indent>```$/gm;

/** Every YAML block of README.md, SECURITY.md and docs/, and the templates to copy. */
export function examples(): readonly Example[] {
  const blocks = globSync(['README.md', 'SECURITY.md', 'docs/*.md'])
    .toSorted()
    .flatMap((path) => examplesIn(path, readFileSync(path, 'utf8')));
  const templates = globSync('docs/templates/*.yml')
    .toSorted()
    .map((path) => ({
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

/** A whole workflow made of an example: what is only jobs, a job's part or steps gets around it what makes it one, and what the rest of these documents asks for. */
export function asWorkflow(yaml: string): string {
  const content: unknown = parse(yaml);
  if (Array.isArray(content)) return asWorkflow(`steps:\n${indented(yaml, 2)}`);
  const keys = Object.keys(content as object);
  if (keys.includes('steps'))
    return asWorkflow(
      `jobs:\n  example:\n    name: Example\n    environment: marketplace\n    runs-on: ubuntu-latest\n${indented(yaml, 4)}`,
    );
  const around = {
    name: 'name: Example',
    on: 'on: workflow_dispatch',
    permissions: 'permissions: {}',
    concurrency: 'concurrency: { group: example, cancel-in-progress: false }',
  };
  const head = Object.entries(around).flatMap(([key, line]) => (keys.includes(key) ? [] : [line]));
  return [...head, yaml].join('\n');
}

/** The placeholders of the documents as something that GitHub would take. */
export function pinned(workflow: string): string {
  return workflow.replaceAll('<owner>', 'owner').replaceAll('<sha>', '0'.repeat(40));
}

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}
