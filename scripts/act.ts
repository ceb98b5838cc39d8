import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One run of a workflow file. */
export interface Run {
  /** The path of act. */
  readonly act: string;
  /** A git repository with at least one commit, in which the workflow file lies. */
  readonly workspace: string;
  readonly workflow: string;
  readonly event: string;
  readonly payload: object;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** `owner/name@ref` → a folder that is taken instead. */
  readonly repositories: Readonly<Record<string, string>>;
  /** Called with each line of a step's output; `cancel` cancels the run as Ctrl+C does. */
  readonly onLine?: (line: string, cancel: () => void) => void;
}

export interface RunEnd {
  /** Job → `success` or `failure`, with the jobs of a matrix in one word each; a job that was skipped is missing. */
  readonly jobs: Readonly<Record<string, string>>;
  /** Steps that ran, `name: result`, without those of the runner itself. */
  readonly steps: readonly string[];
  readonly log: string;
}

interface Line {
  readonly job?: string;
  readonly msg?: string;
  readonly raw_output?: boolean;
  readonly step?: string;
  readonly stepResult?: string;
  readonly jobID?: string;
  readonly jobResult?: string;
}

/** A run that hangs is ended; the longest takes some ten seconds. */
const longestRunMs = 120_000;
const runnersOwn = /^(Set up job|Complete job)$/;

/** Runs a workflow file on this machine, without any container. */
export async function runWorkflow({ act, workspace, workflow, event, payload, onLine, ...rest }: Run): Promise<RunEnd> {
  const home = mkdtempSync(join(tmpdir(), 'act-'));
  mkdirSync(join(home, '.cache'));
  writeFileSync(join(home, 'event.json'), JSON.stringify(payload));
  const settings = { '--var': rest.vars, '--secret': rest.secrets, '--env': rest.env, '--local-repository': rest.repositories };
  const named = Object.entries(settings).flatMap(([flag, values]) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]),
  );
  const child = spawn(
    act,
    [
      event,
      '--workflows',
      workflow,
      '--eventpath',
      join(home, 'event.json'),
      '--platform',
      'ubuntu-latest=-self-hosted',
      '--json',
      '--no-cache-server',
      ...named,
    ],
    {
      cwd: workspace,
      env: { PATH: rest.env['PATH'], HOME: home, XDG_CACHE_HOME: join(home, '.cache') },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: longestRunMs,
    },
  );
  const jobs: Record<string, string> = {};
  const steps: string[] = [];
  const log: string[] = [];
  const listen = (text: string): void => {
    const line = parsed(text);
    log.push(line.msg === undefined ? text : `${line.job ?? ''} | ${line.msg.trimEnd()}`);
    if (line.raw_output) onLine?.(line.msg ?? '', () => child.kill('SIGINT'));
    if (line.jobID !== undefined && line.jobResult !== undefined)
      jobs[line.jobID] = [jobs[line.jobID], line.jobResult].filter(Boolean).join(' ');
    if (line.stepResult !== undefined && !runnersOwn.test(line.step ?? '')) steps.push(`${line.step}: ${line.stepResult}`);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', listen);
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  rmSync(home, { recursive: true, force: true });
  return { jobs, steps, log: log.filter((line) => !line.includes('unable to get git')).join('\n') };
}

function parsed(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return {};
  }
}
