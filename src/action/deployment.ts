import { createRequire } from 'node:module';
import type { Clock } from '../clock.ts';
import type { Trouble } from '../deployment/answer.ts';
import type { Deactivation, Order } from '../deployment/deactivate.ts';
import { isLoopback } from '../http/origin.ts';
import { isRed } from '../outcome.ts';
import type { Plan } from '../plan.ts';
import { cut, logLine, markdown, plain, thrown } from '../text.ts';
import type { Verdict } from '../verdict.ts';
import { helpAt } from './help.ts';
import { titleOf, writeSummary } from './report.ts';
import type { Runner } from './runner.ts';

/** Carries out an order within that time, or until the run is canceled. Always settles. */
export type Deactivate = (order: Order, timeoutMs: number, stop: AbortSignal) => Promise<Deactivation>;

interface Bundle {
  deactivate(order: Order, signal: AbortSignal): Promise<Deactivation>;
}

/** All of it: loading the bundle and every request. */
const mostMs = 10_000;
/** GitHub takes no longer description of a status. */
const longestDescription = 140;

/** dist/deployment/, beside dist/index.js, loaded only when it is needed. The bundler would follow an `import`, and it is six times as large. */
export async function loadBundle(): Promise<Bundle> {
  return createRequire(import.meta.url)('./deployment/index.js');
}

/** A timer of ours races the bundle, whose signal may not free every connection. */
export function createDeactivate(clock: Clock, load: () => Promise<Bundle> = loadBundle): Deactivate {
  const carryOut = async (order: Order, signal: AbortSignal): Promise<Deactivation> => {
    try {
      const { deactivate } = await load();
      return await deactivate(order, signal);
    } catch (error) {
      return { trouble: `please report it (${thrown(error)})` };
    }
  };
  return async (order, timeoutMs, stop) => {
    const over = new AbortController();
    const signal = AbortSignal.any([stop, over.signal]);
    const late = clock
      .sleep(timeoutMs, signal)
      .then((): Deactivation => ({ trouble: stop.aborted ? canceled : 'no answer of GitHub in time, so look at it first' }));
    const result = await Promise.race([late, carryOut(order, signal)]);
    over.abort();
    return result;
  };
}

const canceled = 'the run was canceled';

/** When the step has to be over. */
export interface Limits {
  readonly clock: Clock;
  readonly deadlineMs: number;
  readonly stop: AbortSignal;
}

/** The last thing a step does, when an offer was canceled and none is red. Whatever comes of it is a line or one warning, and changes no verdict. */
export async function markDeployment(
  runner: Runner,
  deactivate: Deactivate,
  plan: Plan,
  verdicts: readonly Verdict[],
  limits: Limits,
): Promise<void> {
  if (!isDue(plan, verdicts)) return;
  const name = `the environment "${plain(plan.environment)}"`;
  const apiUrl = usableUrl(runner.env('GITHUB_API_URL'));
  if (plan.isSandbox && apiUrl && !isLoopback(apiUrl))
    return runner.info(logLine(`Sandbox: a rehearsal leaves the deployments to ${name} alone`));
  const order = orderOf(runner, apiUrl, plan, verdicts);
  const result = 'trouble' in order ? order : await inTime(deactivate, order, limits);
  if ('done' in result) {
    const text = `Marked inactive in ${name}: ${result.done}.`;
    runner.info(logLine(text));
    return writeSummary(runner, `${markdown(text)}\n`);
  }
  const text = `The deployment to ${name} could not be marked inactive: ${result.trouble}. The verdict stands; mark it by hand if that matters.`;
  runner.warning(logLine(`${text} More about this: ${helpAt(runner)('deployment')}`), titleOf('environment'));
}

function isDue({ environment, githubToken, isDryRun, ifNothingToCancel }: Plan, verdicts: readonly Verdict[]): boolean {
  const isAsked = environment !== '' && githubToken !== '' && !isDryRun;
  const isCanceled = verdicts.some(({ outcome }) => outcome === 'canceled');
  return isAsked && isCanceled && !verdicts.some(({ outcome }) => isRed(outcome, ifNothingToCancel));
}

/** Over TLS, this machine apart, and without what would lead a request or a token elsewhere. */
function usableUrl(value = ''): URL | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  return isSafe && `${url.username}${url.password}${url.search}${url.hash}` === '' ? url : undefined;
}

/** From what the runner says of itself. */
function orderOf(runner: Runner, apiUrl: URL | undefined, plan: Plan, verdicts: readonly Verdict[]): Order | Trouble {
  if (apiUrl === undefined) return { trouble: 'GITHUB_API_URL is no https address; let the runner set it' };
  const repository = runner.env('GITHUB_REPOSITORY') ?? '';
  const [, owner, repo] = /^([\w.-]*\w[\w.-]*)\/([\w.-]*\w[\w.-]*)$/.exec(repository) ?? [];
  if (owner === undefined || repo === undefined) return { trouble: 'GITHUB_REPOSITORY is no owner/name; let the runner set it' };
  const page = `${runner.env('GITHUB_SERVER_URL')}/${repository}/actions/runs/${runner.env('GITHUB_RUN_ID')}`;
  if (!/^https?:\/\/[^/].*\/\d+$/.test(page) || !URL.canParse(page))
    return { trouble: 'GITHUB_SERVER_URL and GITHUB_RUN_ID give no link to this run; let the runner set them' };
  const offers = verdicts.filter(({ outcome }) => outcome === 'canceled').map(({ offerId }) => offerId);
  const what = offers.length === 1 ? `${plan.publisherId}/${offers[0]}` : `${offers.length} offers of ${plan.publisherId}`;
  return {
    apiUrl: apiUrl.href.replace(/\/+$/, ''),
    owner,
    repo,
    environment: plan.environment,
    token: plan.githubToken,
    logUrl: page,
    description: cut(`Canceled in Azure Marketplace: ${what}`, longestDescription),
  };
}

async function inTime(deactivate: Deactivate, order: Order, { clock, deadlineMs, stop }: Limits): Promise<Deactivation> {
  if (stop.aborted) return { trouble: canceled };
  const leftMs = Math.min(mostMs, deadlineMs - clock.nowMs());
  return leftMs > 0 ? deactivate(order, leftMs, stop) : { trouble: 'the time was up; allow more in timeout-minutes' };
}
