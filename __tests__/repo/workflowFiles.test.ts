import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { linted } from '../support/checkers.ts';

interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly { readonly run?: string }[];
}

const files = globSync('.github/workflows/*.yml').map((path) => [basename(path), readFileSync(path, 'utf8')] as const);
const texts = Object.fromEntries(files);
const jobsOf = (name: string): Readonly<Record<string, Job>> => (parse(texts[name] ?? '') as { jobs: Record<string, Job> }).jobs;
const jobs = files.flatMap(([file]) => Object.entries(jobsOf(file)).map(([name, job]) => ({ name: `${file}: ${name}`, job })));

/** What zizmor finds is left to it (`npm run lint:zizmor`). */
describe('the workflows of this repository', () => {
  it.each(files)('%s: actionlint finds nothing wrong', async (_, text) => {
    expect(await linted(text)).toStrictEqual([]);
  });

  it('actionlint notices a job that waits for one that is not there', async () => {
    const broken = texts['ci.yml']?.replace('needs: [gate,', 'needs: [gates,') ?? '';
    expect((await linted(broken)).join()).toMatch(/needs job "gates" which does not exist/);
  });

  it('every job with steps has a time limit', () => {
    const endless = jobs.filter(({ job }) => job.steps !== undefined && job['timeout-minutes'] === undefined);
    expect([jobs.length > 10, endless.map(({ name }) => name)]).toStrictEqual([true, []]);
  });

  it('a job that may write to the repository runs no package, and no code of this repository', () => {
    const writers = jobs.filter(({ job }) => job.permissions?.['contents'] === 'write');
    expect(writers.map(({ name }) => name)).toStrictEqual(['rebuild.yml: commit', 'release.yml: publish']);
    const commands = writers.flatMap(({ job }) => job.steps?.map(({ run = '' }) => run) ?? []);
    expect(commands.filter((run) => /\b(npm|npx|node|pip|sh|bash)\b/.test(run))).toStrictEqual([]);
  });

  it('a release is published from an environment, after the check', () => {
    expect(jobsOf('release.yml')['publish']).toMatchObject({ needs: 'check', environment: 'release' });
  });

  it('the conclusion of ci.yml waits for every other job', () => {
    const { conclusion, ...others } = jobsOf('ci.yml');
    expect(conclusion).toMatchObject({ if: 'always()', needs: Object.keys(others) });
  });
});
