import { type Api, minuteMs, type SandboxClock } from '../api.ts';
import { guid, numbers, productOf } from '../products.ts';
import { empty, json, type WireReply } from '../wire.ts';
import type { IngestionScenario } from './scenario.ts';
import { detail, job, jobId, product, type Result, refusal, root, standing, submission, time } from './wire.ts';

const versions = /^\d{4}-\d{2}-\d{2}(-preview\d*)?$/;
const offerPattern = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const submissionPath = new RegExp(`^${root}/submission/([^/]+)$`);
const jobPath = new RegExp(`^${root}/configure/([^/]+)(|/status|/cancel)$`);
const notFound = refusal(404, 'notFound', 'The resource was not found.');

/**
 * The Product Ingestion API as a state machine: a product for an offer of any name, each with a submission that runs.
 * There is one job, which publishes the product that is asked for first. No route leads from a submission to its job.
 */
export function createProductIngestion(scenario: IngestionScenario, clock: SandboxClock): Api {
  const startMs = clock.wallMs() - 12 * minuteMs;
  let owner: string | undefined;
  let canceledAtMs = Number.POSITIVE_INFINITY;

  const ownerId = (asked = productOf('contoso-vm')): string => {
    owner ??= asked;
    return owner;
  };
  const sinceEndMs = (): number => clock.nowMs() - canceledAtMs - scenario.end.afterMs;
  const result = (): Result => (sinceEndMs() >= 0 ? scenario.end.as : 'pending');
  const status = (): WireReply =>
    json(200, JSON.stringify(job(scenario, ownerId(), result(), [startMs, clock.wallMs() - Math.max(0, sinceEndMs())])));

  /** What is being published of a product: nothing, if the job is for the draft only, or if the end has taken it off the list. */
  const published = (productId: string): readonly object[] => {
    const show = (state: string, as: Result): readonly object[] => {
      const fields = { lifecycleState: 'generallyAvailable', status: state, result: as, created: time(startMs) };
      return [submission(productId, numbers.running, scenario.target, fields)];
    };
    if (scenario.target === 'draft') return [];
    if (productId !== ownerId() || sinceEndMs() < (scenario.submissionRunsOnMs ?? 0)) return show('running', 'pending');
    if (scenario.end.as !== 'cancelled') return show('completed', scenario.end.as);
    return scenario.isListedAfterwards ? show('completed', 'failed') : [];
  };
  const lookUp = ({ searchParams }: URL): WireReply => {
    const offerId = searchParams.get('externalId') ?? searchParams.get('externalID') ?? '';
    if (!offerPattern.test(offerId)) return refusal(400, 'badRequest', 'The query needs an externalId.');
    const productId = productOf(offerId);
    ownerId(productId);
    return json(200, JSON.stringify({ value: [product(productId, offerId)] }));
  };
  const list = (productId: string): WireReply => {
    ownerId(productId);
    return json(200, JSON.stringify({ value: [...standing(productId), ...published(productId)] }));
  };
  const cancel = (body: string): WireReply => {
    if (body !== '') return refusal(400, 'badRequest', 'A cancel has no body.');
    const isLate = result() !== 'pending' || scenario.cancel === 400;
    canceledAtMs = Math.min(canceledAtMs, clock.nowMs());
    if (isLate) return refusal(400, 'badRequest', 'Cannot cancel job, job has already completed.');
    return scenario.cancel === 202 ? empty(202) : status();
  };
  const summary = (): WireReply => {
    if (result() === 'pending') return refusal(400, 'badRequest', 'The job has not completed.');
    return json(200, JSON.stringify(detail(submission(ownerId(), numbers.running, scenario.target))));
  };

  const answerJob = (method: string, body: string, [, id = '', what]: readonly string[]): WireReply => {
    if (id.toLowerCase() !== jobId) return notFound;
    if (what === '/cancel') return method === 'POST' ? cancel(body) : notFound;
    return what === '/status' ? status() : summary();
  };

  return {
    audience: 'https://graph.microsoft.com',
    requestIdHeader: 'request-id',
    refuse: (code, message) => refusal(code, code === 401 ? 'unauthorized' : 'methodNotAllowed', message),
    mayChange: (method, pathname) => method === 'POST' && jobPath.exec(pathname)?.[2] === '/cancel',
    answer: ({ method, body }, url) => {
      const version = url.searchParams.get('$version') ?? '';
      if (!versions.test(version)) return refusal(400, 'badRequest', `The $version "${version}" is not valid.`);
      if (url.pathname === `${root}/product`) return lookUp(url);
      const [, productId = ''] = submissionPath.exec(url.pathname) ?? [];
      if (guid.test(productId)) return list(productId.toLowerCase());
      return answerJob(method, body, jobPath.exec(url.pathname) ?? []);
    },
  };
}
