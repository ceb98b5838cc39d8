import { createRequire } from 'node:module';
import type { Clock } from '../clock.ts';
import type { Deactivation, DeactivationRequest } from '../deployment/deactivate.ts';
import type { Trouble } from '../deployment/reply.ts';
import { isLoopback } from '../http/origin.ts';
import type { Limits } from '../http/retry.ts';
import type { Plan } from '../inputs/plan.ts';
import { isRed } from '../outcome/outcome.ts';
import { type OfferResult, offersTitle, offerTitle } from '../outcome/result.ts';
import { escapeCommand, escapeMarkdown } from '../text/escape.ts';
import { truncate } from '../text/format.ts';
import { errorMessage, sanitize } from '../text/sanitize.ts';
import { docsLink } from './docsLink.ts';
import { titleOf, writeSummary } from './report.ts';
import type { Runner } from './runner.ts';

/** Carries out a request within that time, or until the run is canceled. Always settles. */
export type Deactivate = (request: DeactivationRequest, timeoutMs: number, stop: AbortSignal) => Promise<Deactivation>;

interface Bundle {
  deactivate(request: DeactivationRequest, signal: AbortSignal): Promise<Deactivation>;
}

/** All of it: loading the bundle and every request. */
const mostMs = 10_000;
/** GitHub takes no longer description of a status. */
const longestDescription = 140;

/** Loads dist/deployment/ when it is needed. The bundler would put it into dist/index.js if it were an `import`. */
export async function loadBundle(): Promise<Bundle> {
  return createRequire(import.meta.url)('./deployment/index.js');
}

/** A timer ends it in time, since an abort may not free every connection. */
export function createDeactivate(clock: Clock, load: () => Promise<Bundle> = loadBundle): Deactivate {
  const send = async (request: DeactivationRequest, signal: AbortSignal): Promise<Deactivation> => {
    try {
      const { deactivate } = await load();
      return await deactivate(request, signal);
    } catch (error) {
      return { trouble: `please report it (${errorMessage(error)})` };
    }
  };
  return async (request, timeoutMs, stop) => {
    const over = new AbortController();
    const signal = AbortSignal.any([stop, over.signal]);
    const late = clock
      .sleep(timeoutMs, signal)
      .then((): Deactivation => ({ trouble: stop.aborted ? canceled : 'no answer of GitHub in time, so look at it first' }));
    const result = await Promise.race([late, send(request, signal)]);
    over.abort();
    return result;
  };
}

const canceled = 'the run was canceled';

/** Runs last, when an offer was canceled and none is red. A failure is one warning and changes no result. */
export async function markDeployment(
  runner: Runner,
  deactivate: Deactivate,
  plan: Plan,
  results: readonly OfferResult[],
  limits: Limits,
): Promise<void> {
  if (!isDue(plan, results)) return;
  const name = `the environment "${sanitize(plan.environment)}"`;
  const apiUrl = usableUrl(runner.env('GITHUB_API_URL'));
  if (plan.isSandbox && apiUrl && !isLoopback(apiUrl))
    return runner.info(escapeCommand(`Sandbox: a rehearsal leaves the deployments to ${name} alone`));
  const request = requestOf(runner, apiUrl, plan, results);
  const result = 'trouble' in request ? request : await inTime(deactivate, request, limits);
  if ('done' in result) {
    const text = `Marked inactive in ${name}: ${result.done}.`;
    runner.info(escapeCommand(text));
    /** The blank line ends a table that may stand before it. */
    return writeSummary(runner, `\n${escapeMarkdown(text)}\n`);
  }
  const problem = `The deployment to ${name} could not be marked inactive: ${result.trouble}.`;
  const text = `${problem} The result of the cancel stands. If it matters, mark the deployment inactive in GitHub.`;
  runner.warning(escapeCommand(`${text} More about this: ${docsLink(runner)('deployment')}`), titleOf('environment'));
}

function isDue({ environment, githubToken, isDryRun, ifNothingToCancel }: Plan, results: readonly OfferResult[]): boolean {
  const isAsked = environment !== '' && githubToken !== '' && !isDryRun;
  const isCanceled = results.some(({ outcome }) => outcome === 'canceled');
  return isAsked && isCanceled && !results.some(({ outcome }) => isRed(outcome, ifNothingToCancel));
}

/** Over TLS, loopback apart, and without user info, query or fragment. */
function usableUrl(value = ''): URL | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  return isSafe && `${url.username}${url.password}${url.search}${url.hash}` === '' ? url : undefined;
}

function requestOf(runner: Runner, apiUrl: URL | undefined, plan: Plan, results: readonly OfferResult[]): DeactivationRequest | Trouble {
  if (apiUrl === undefined) return { trouble: 'GITHUB_API_URL is not an https address; let the runner set it' };
  const repository = runner.env('GITHUB_REPOSITORY') ?? '';
  const [, owner, repo] = /^([\w.-]*\w[\w.-]*)\/([\w.-]*\w[\w.-]*)$/.exec(repository) ?? [];
  if (owner === undefined || repo === undefined) return { trouble: 'GITHUB_REPOSITORY is not an owner/name; let the runner set it' };
  const page = `${runner.env('GITHUB_SERVER_URL')}/${repository}/actions/runs/${runner.env('GITHUB_RUN_ID')}`;
  if (!/^https?:\/\/[^/].*\/\d+$/.test(page) || !URL.canParse(page))
    return { trouble: 'GITHUB_SERVER_URL and GITHUB_RUN_ID give no link to this run; let the runner set them' };
  const { publisherId } = plan;
  const titles = results.filter(({ outcome }) => outcome === 'canceled').map(({ offerId }) => offerTitle({ publisherId, offerId }));
  const what = titles.length === 1 ? titles[0] : offersTitle(titles.length, publisherId);
  return {
    apiUrl: apiUrl.href.replace(/\/+$/, ''),
    owner,
    repo,
    environment: plan.environment,
    token: plan.githubToken,
    logUrl: page,
    description: truncate(`Canceled in Azure Marketplace: ${what}`, longestDescription),
  };
}

async function inTime(deactivate: Deactivate, request: DeactivationRequest, { clock, deadlineMs, stop }: Limits): Promise<Deactivation> {
  if (stop.aborted) return { trouble: canceled };
  const leftMs = Math.min(mostMs, deadlineMs - clock.nowMs());
  return leftMs > 0 ? deactivate(request, leftMs, stop) : { trouble: 'the time was up; allow more in timeout-minutes' };
}
