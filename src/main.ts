import { createDeactivate } from './action/deployment.ts';
import { readInputs } from './action/inputs.ts';
import { reportRefusal } from './action/report.ts';
import { githubRunner, type Runner } from './action/runner.ts';
import { systemClock } from './clock.ts';
import { proxyHost } from './http/proxy.ts';
import { createTransport } from './http/transport.ts';
import { type InputError, type Plan, parsePlan } from './inputs/plan.ts';
import { isMaskable, withoutScheme } from './inputs/token.ts';
import { apis } from './marketplace/apis.ts';
import { type NodeProcess, type RunDeps, runStep } from './run/run.ts';
import { errorMessage } from './text/sanitize.ts';

/** The runner, the time and the network as they are. */
export const realWorld: RunDeps = {
  runner: githubRunner,
  clock: systemClock,
  transport: createTransport(systemClock),
  proxyHost,
  deactivate: createDeactivate(systemClock),
};

/** Masks every secret that was passed in, and reads the rest. A fault in that is a refusal too: nothing was sent. */
function planOf(runner: Runner, mask: (secret: string) => void): Plan | InputError {
  try {
    const inputs = readInputs(runner);
    const { token, 'client-secret': clientSecret, 'github-token': githubToken } = inputs.values;
    const secrets = [token, withoutScheme(token), clientSecret, githubToken, inputs.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN];
    for (const secret of new Set(secrets)) mask(secret);
    return parsePlan(inputs);
  } catch (error) {
    return {
      api: apis['cloud-partner-portal'],
      problems: [`they could not be read, please report it (${errorMessage(error)})`],
      isSandbox: false,
    };
  }
}

/** From the runner's variables to an exit code: red until proved otherwise, and over when this has resolved. */
export async function main(host: NodeProcess, world: RunDeps): Promise<void> {
  host.exitCode = 1;
  host.stdout.on('error', () => undefined);
  const { runner } = world;
  const mask = (secret: string): void => {
    for (const part of new Set([secret, ...secret.split(/[\r\n]+/)])) if (isMaskable(part)) runner.mask(part);
  };
  const plan = planOf(runner, mask);
  if ('problems' in plan) reportRefusal(runner, plan);
  const code = 'problems' in plan ? 1 : await runStep(host, { ...world, mask }, plan);
  host.exitCode = code;
  await new Promise<void>((resolve) => {
    host.stdout.write('', resolve);
  });
  host.exit(code);
}
