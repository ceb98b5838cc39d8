import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asWorkflow, examples } from '../../scripts/examples.ts';
import { documents, headingsOf } from '../support/documents.ts';

interface Job {
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly unknown[]>> };
  readonly with?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: string | object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const guide = documents.get('docs/signing-in.md') ?? '';
const recipes = examples().flatMap(({ recipe, place, yaml }) => (recipe === undefined ? [] : [{ recipe, place, yaml }]));

const repository = 'repo:contoso/offers:';

/**
 * The subjects of the GitHub tokens that the jobs of a workflow ask for, without the repository.
 * A job that calls our reusable workflow gets its environment by an input.
 */
function subjectsOf(yaml: string): readonly string[] {
  const { jobs } = parse(asWorkflow(yaml)) as Workflow;
  return Object.values(jobs)
    .filter(({ permissions }) => permissions?.['id-token'] === 'write')
    .flatMap(({ environment, strategy, with: inputs }) => {
      const name = environment ?? inputs?.['environment'];
      if (name === undefined) return [`no environment, on ${triggerOf(yaml)}`];
      const [, variable = ''] = /\$\{\{ matrix\.(\w+) \}\}/.exec(name) ?? [];
      const values = variable === '' ? [''] : (strategy?.matrix?.[variable] ?? []);
      return values.map((value) => `environment:${name.replace(/\$\{\{.*\}\}/, String(value))}`);
    });
}

function triggerOf(yaml: string): string {
  const { on } = parse(asWorkflow(yaml)) as Workflow;
  return typeof on === 'string' ? on : Object.keys(on).join();
}

/** The rows of the first table after some words of the page, as lists of cells. */
function tableAfter(words: string): string[][] {
  const [, section = ''] = guide.split(words);
  const [, rows = ''] = /^ *\|[ |-]+\|\n((?: *\|.*\|\n)+)/m.exec(section) ?? [];
  return rows
    .trim()
    .split('\n')
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The subjects of a row, without the repository. */
const subjectsIn = (cell = ''): string[] => [...cell.matchAll(/`repo:contoso\/offers:([^`]+)`/g)].map(([, subject = '']) => subject);

const [most = [], ...others] = tableAfter('### The subject of each recipe\n');

/** What the page says of a recipe: the row that links to its heading, else the row of most. */
function promised(place: string): readonly string[] {
  const row = others.find(([name = '']) => isUnder(place, /\(([^)]+)\)/.exec(name)?.[1] ?? '')) ?? most;
  return subjectsIn(row[1]);
}

/** Whether a line of a document is in the section that `file.md#anchor` names. */
function isUnder(place: string, link: string): boolean {
  const [path = '', line = '0'] = place.split(':');
  const [file, anchor] = link.split('#');
  const before = (documents.get(path) ?? '').split('\n').slice(0, Number(line)).join('\n');
  return path === `docs/${file}` && headingsOf(before).at(-1)?.anchor === anchor;
}

/** The `subject` of each `az ad app federated-credential create` in a document. */
function created(path: string): readonly string[] {
  const commands = (documents.get(path) ?? '').match(/az ad app federated-credential create[^']*'[^']*'/g) ?? [];
  return commands.map((command) => (JSON.parse(/\{[^']*\}/.exec(command)?.[0] ?? '{}') as { subject: string }).subject);
}

describe('a recipe that signs in federated can sign in with a credential that signing-in.md makes', () => {
  it.each(recipes)('$place: $recipe', ({ yaml, place }) => {
    const subjects = subjectsOf(yaml);
    if (subjects.length > 0) expect([...new Set(subjects)]).toStrictEqual(promised(place));
  });

  it.each(['docs/signing-in.md', 'README.md'])('%s: the command makes the credential that most recipes need', (path) => {
    expect(created(path)).toStrictEqual(subjectsIn(most[1]).map((subject) => repository + subject));
  });

  it('each row of the table is needed by a recipe', () => {
    const needed = new Set(recipes.flatMap(({ yaml }) => subjectsOf(yaml)));
    expect([most, ...others].flatMap(([, cell]) => subjectsIn(cell)).toSorted()).toStrictEqual([...needed].toSorted());
  });

  it.each(recipes)('$place: $recipe, the page says what its environment must allow', ({ yaml }) => {
    const triggers = tableAfter('**Allow the branches and tags**').map(([cell = '']) => /`(\w+)`/.exec(cell)?.[1]);
    if (subjectsOf(yaml).length > 0) expect(triggers).toContain(triggerOf(yaml));
  });

  it('several of them do sign in so', () => {
    expect(recipes.flatMap(({ yaml }) => subjectsOf(yaml)).length).toBeGreaterThanOrEqual(12);
  });

  it.each([
    { what: 'no environment', job: '', subjects: ['no environment, on push'] },
    { what: 'an environment', job: 'environment: some, ', subjects: ['environment:some'] },
    {
      what: 'an environment of a matrix',
      job: 'environment: "x-${{ matrix.y }}", strategy: { matrix: { y: [1, 2] } }, ',
      subjects: ['environment:x-1', 'environment:x-2'],
    },
    { what: 'a reusable workflow', job: 'with: { environment: some }, ', subjects: ['environment:some'] },
  ])('$what: the subject of a job', ({ job, subjects }) => {
    expect(subjectsOf(`on: push\njobs: { one: { ${job}permissions: { id-token: write } }, two: {} }\n`)).toStrictEqual(subjects);
  });
});

it('a deployment is marked by a job that is no deployment of the same environment', () => {
  const steps = recipes.flatMap(({ yaml }) => {
    const { jobs } = parse(asWorkflow(yaml)) as { jobs: Record<string, Job & { steps?: { with?: Record<string, string> }[] }> };
    return Object.values(jobs).flatMap(({ environment, steps: all = [] }) =>
      all.flatMap(({ with: inputs }) => (inputs?.['environment'] === undefined ? [] : [[environment, inputs['environment']]])),
    );
  });
  expect(steps).toStrictEqual([['rollback', 'marketplace']]);
});
