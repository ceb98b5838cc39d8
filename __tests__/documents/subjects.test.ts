import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asWorkflow, examples } from '../../scripts/examples.ts';
import { documents } from '../support/documents.ts';

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

/**
 * The subjects of the GitHub tokens that the jobs of a workflow ask for, without the repository.
 * A job that calls our reusable workflow gets its environment by an input.
 */
function subjectsOf(yaml: string): readonly string[] {
  const { on, jobs } = parse(asWorkflow(yaml)) as Workflow;
  const trigger = typeof on === 'string' ? on : Object.keys(on).join();
  return Object.values(jobs)
    .filter(({ permissions }) => permissions?.['id-token'] === 'write')
    .flatMap(({ environment, strategy, with: inputs }) => {
      const name = environment ?? inputs?.['environment'];
      if (name === undefined) return [`no environment, on ${trigger}`];
      const [, variable = ''] = /\$\{\{ matrix\.(\w+) \}\}/.exec(name) ?? [];
      const values = variable === '' ? [''] : (strategy?.matrix?.[variable] ?? []);
      return values.map((value) => `environment:${name.replace(/\$\{\{.*\}\}/, String(value))}`);
    });
}

describe('a recipe that signs in federated can sign in with a credential that signing-in.md makes', () => {
  it.each(recipes)('$place: $recipe', ({ yaml }) => {
    expect(subjectsOf(yaml).filter((subject) => !guide.includes(`\`repo:contoso/offers:${subject}\``))).toStrictEqual([]);
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
