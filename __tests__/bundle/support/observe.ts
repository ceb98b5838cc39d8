import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Rehearsal, rehearse } from '../../../src/sandbox/rehearsal.ts';
import { type Scenario, scenarios } from '../../../src/sandbox/scenarios.ts';
import { serve } from '../../../src/sandbox/server.ts';
import { createService } from '../../../src/sandbox/service.ts';
import { stepFor } from '../../../src/sandbox/step.ts';
import { createStepClock } from '../../support/stepClock.ts';

const actionYml = readFileSync('action.yml', 'utf8');

/** What a step is given. */
export interface Row {
  readonly name: string;
  readonly scenario?: Scenario;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Observed extends Rehearsal {
  /** Method, path, headers and body of every request, and the status of its reply. */
  readonly requests: readonly string[];
}

/** Where the bundle loads another one, the source loads the module that it was built from. */
const sourceTree = `import { registerHooks } from 'node:module';
const sources = ${JSON.stringify({
  './deployment/index.js': resolve('src/deployment/octokit.ts'),
  './recording/index.js': resolve('src/recording/recorder.ts'),
})};
registerHooks({ resolve: (name, context, next) => next(sources[name] ?? name, context) });`;

/** How a step is started: arguments of Node, and variables that only Node reads. */
export interface Program {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Node strips the types, and keeps what it made in `folder` for the next child. */
export const sourceWith = (folder: string): Program => ({
  args: ['--import', `data:text/javascript,${encodeURIComponent(sourceTree)}`, 'src/index.ts'],
  environment: { NODE_COMPILE_CACHE: folder },
});

export const bundleAt = (path: string): Program => ({ args: [path], environment: {} });

/** Runs one step against a sandbox of its own. */
export async function observe(
  { args, environment: own }: Program,
  { scenario = scenarios.synchronous, inputs, environment }: Row,
): Promise<Observed> {
  const requests: string[] = [];
  const time = await createStepClock();
  const sandbox = await serve(createService(scenario, time.clock), 0, ({ method, path, headers, body }, { status }) => {
    requests.push(`${method} ${path} ${JSON.stringify(headers)} ${body} → ${status}`);
  });
  try {
    const step = stepFor(scenario, sandbox.origin);
    const result = await rehearse({
      command: [process.execPath, ...time.preload, ...args],
      actionYml,
      inputs: { ...step.inputs, ...inputs },
      environment: { ...time.environment, ...step.environment, ...environment, ...own },
    });
    return steady({ ...result, requests }, 'fates' in scenario);
  } finally {
    await sandbox.close();
    await time.close();
  }
}

/** The port and the tokens differ from run to run. */
export function mask(text: string): string {
  return text.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT').replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'JWT');
}

/** Several offers go on at once: what they say comes in any order, and so do the numbers that the sandbox gives their requests. */
function steady({ exitCode, log, outputs, summary, requests }: Observed, isSorted: boolean): Observed {
  const masked = (text: string): string => (isSorted ? mask(text).replace(/(0000-4000-8000-)\d{12}/g, '$1N') : mask(text));
  const inOrder = (lines: readonly string[]): readonly string[] => (isSorted ? lines.toSorted() : lines);
  return {
    exitCode,
    log: inOrder(masked(log).split('\n')).join('\n'),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, masked(value)])),
    summary: masked(summary),
    requests: inOrder(requests.map(masked)),
  };
}
