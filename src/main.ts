import { createDeactivate } from './action/deployment.ts';
import { readInputs } from './action/inputs.ts';
import { reportRefusal } from './action/report.ts';
import { githubRunner, type Runner } from './action/runner.ts';
import { type Clock, systemClock } from './clock.ts';
import { proxyHost } from './http/proxy.ts';
import { createTransport } from './http/transport.ts';
import { type InputError, type Plan, parsePlan } from './inputs/plan.ts';
import { isMaskable, withoutScheme } from './inputs/token.ts';
import { apis } from './marketplace/apis.ts';
import { type NodeProcess, type RunDeps, runStep } from './run/run.ts';
import type { Start } from './run/start.ts';
import { errorMessage, quoteInput } from './text/sanitize.ts';

const longestFlushMs = 2_000;

/** The runner, the time and the network as they are. */
export const realDeps: RunDeps = {
  runner: githubRunner,
  clock: systemClock,
  transport: createTransport(systemClock),
  proxyHost,
  deactivate: createDeactivate(systemClock),
};

/** Masks every secret that was passed in, and reads the rest. An error in that is a refusal too: nothing was sent. */
function maskAndParse(runner: Runner, mask: (secret: string) => void, foreignMembers: readonly string[]): Plan | InputError {
  const refusal = (problems: readonly string[]): InputError => ({ api: apis['cloud-partner-portal'], problems, isSandbox: false });
  try {
    const inputs = readInputs(runner);
    const { token, 'client-secret': clientSecret, 'github-token': githubToken } = inputs.values;
    const secrets = [token, withoutScheme(token), clientSecret, githubToken, inputs.variables.ACTIONS_ID_TOKEN_REQUEST_TOKEN];
    for (const secret of new Set(secrets)) mask(secret);
    return foreignMembers.length === 0 ? parsePlan(inputs) : refusal([foreign(foreignMembers)]);
  } catch (error) {
    return refusal([`they could not be read, please report it (${errorMessage(error)})`]);
  }
}

function foreign(members: readonly string[]): string {
  const names = members.map((name) => quoteInput(name)).join(', ');
  return `NODE_OPTIONS: a script that runs before this step has set ${names}, which changes every object; remove its --require or --import`;
}

/** From the runner's variables to an exit code: 1 until there is a result. It ends the process. */
export async function main(nodeProcess: NodeProcess, deps: RunDeps, { signals, foreignMembers }: Start): Promise<void> {
  nodeProcess.exitCode = 1;
  nodeProcess.stdout.on('error', () => undefined);
  const { runner, clock } = deps;
  const mask = (secret: string): void => {
    for (const part of new Set([secret, ...secret.split(/[\r\n]+/)])) if (isMaskable(part)) runner.mask(part);
  };
  const plan = maskAndParse(runner, mask, foreignMembers);
  if ('problems' in plan) reportRefusal(runner, plan);
  const { exitCode, latestMs } =
    'problems' in plan
      ? { exitCode: signals.exitCode() ?? 1, latestMs: Number.POSITIVE_INFINITY }
      : await runStep(nodeProcess, { ...deps, mask }, plan, signals);
  nodeProcess.exitCode = exitCode;
  await flush(nodeProcess, clock, latestMs);
  nodeProcess.exit(exitCode);
}

/** Waits until what was printed has left. No process may be reading the log (docs/platform.md#unread-output), so the wait has a limit. */
async function flush({ stdout }: NodeProcess, clock: Clock, latestMs: number): Promise<void> {
  const done = new AbortController();
  stdout.write('', () => done.abort());
  await clock.sleep(Math.min(longestFlushMs, latestMs - clock.nowMs()), done.signal);
}
