import type { ApiSend, MarketplaceApi, Observation, Operation, OperationList, ReadEffort, ReadResult, Unreadable } from '../api.ts';
import { pauseAfter, withheld } from '../classify.ts';
import { readPages } from '../pages.ts';
import { createProduct, listFailure, mayHaveArrived } from '../products.ts';
import { acceptJson, type Get, getWith } from '../requests.ts';
import { afterCancel, beforeCancel, type JobLook, readCancel, readJob, readSubmissions, targetTypesOf } from './replies.ts';
import { publishTargets } from './states.ts';

/** The offer that this step was asked about. `guard`: the job that `operation-id` names, `''` in a dry run without one. */
export interface IngestionAddress {
  readonly baseUrl: string;
  readonly apiVersion: string;
  readonly offerId: string;
  readonly guard: string;
}

const root = '/rp/product-ingestion';
/** The documentation allows one look at a job a minute. */
const jobPauseMs = 60_000;

/**
 * The Product Ingestion API for one offer (docs/api.md#product-ingestion-api). A cancel names its job. The job alone proves nothing: the
 * submissions of the product must agree with it. It never sends a `configure` request, so that it cannot publish.
 */
export function createIngestion(address: IngestionAddress, send: ApiSend): MarketplaceApi {
  const { baseUrl, apiVersion, offerId, guard } = address;
  let mayHaveBeenCanceled = false;
  /** The longest pause that the service asked for in the look under way. */
  let longestPauseMs = 0;
  /** The next look that can be read settles an unclear reply, and another cancel or look may follow at once. */
  let isSettling = false;
  let canceledJob: Operation | undefined;
  /** The submissions that had succeeded at the first look. */
  let before: ReadonlySet<string | undefined> | undefined;

  const urlOf = (path: string, query = ''): string => `${baseUrl}${root}/${path}?${query}$version=${apiVersion}`;
  const plainGet = getWith(send);
  const get: Get = async (url, effort) => {
    const result = await plainGet(url, effort);
    longestPauseMs = Math.max(longestPauseMs, pauseAfter(result).retryAfterMs ?? 0);
    return result;
  };

  const product = createProduct(offerId, () => get(urlOf('product', `externalId=${encodeURIComponent(offerId)}&`), 'retrying'));
  const submissions = async (effort: ReadEffort): Promise<OperationList> => {
    const missing = await product.find();
    if (missing) return missing;
    const found = await readPages(urlOf(`submission/${product.id()}`), (url) => get(url, effort));
    return 'kind' in found ? listFailure(found) : readSubmissions(found);
  };
  const look = async (job: string, effort: ReadEffort): Promise<ReadResult> => {
    longestPauseMs = 0;
    const observation = await observe(job, effort);
    /** Once the job says canceled, only the submissions are looked at, at any pace. */
    const isPaced = mayHaveBeenCanceled && !canceledJob && !isSettling;
    isSettling &&= observation.kind === 'unreadable';
    return { observation, retryAfterMs: isPaced ? Math.max(longestPauseMs, jobPauseMs) : longestPauseMs };
  };
  const observe = async (job: string, effort: ReadEffort): Promise<Observation> => {
    const first = canceledJob ? { operation: canceledJob, product: 'ours' as const } : await lookAtJob(job, effort);
    if ('kind' in first) return first;
    if (first.operation.state === 'canceled' && mayHaveBeenCanceled) canceledJob = first.operation;
    const list = await submissions(effort);
    return list.kind === 'unreadable' ? list : withLeadsTo(job, compare(first, list.entries));
  };
  const compare = (seen: JobLook, entries: readonly Operation[]): Observation => {
    before ??= new Set(entries.filter(({ state }) => state === 'succeeded').map(({ id }) => id));
    return mayHaveBeenCanceled ? afterCancel(seen.operation, entries, before) : beforeCancel(seen, entries);
  };
  const lookAtJob = async (job: string, effort: ReadEffort): Promise<JobLook | Unreadable> => {
    const missing = await product.find();
    if (missing) return missing;
    return readJob(await get(urlOf(`configure/${job}/status`), effort), job, product.id());
  };
  /** Adds which target a job that succeeded had, when that can be read. */
  const withLeadsTo = async (job: string, observation: Observation): Promise<Observation> => {
    if (observation.kind !== 'ended' || observation.operation.state !== 'succeeded') return observation;
    const targets = targetTypesOf(await get(urlOf(`configure/${job}`), 'retrying'));
    const leadsTo = publishTargets.find((target) => targets.includes(target));
    return { ...observation, operation: { ...observation.operation, ...(leadsTo ? { leadsTo } : {}) } };
  };

  const route = (job: string) => ({ subject: 'The job', read: (effort: ReadEffort) => look(job, effort) });

  return {
    /** No list shows jobs: a job is looked at by its id, and only a dry run without one looks at the submissions. */
    list: async () => (guard === '' ? submissions('retrying') : { kind: 'list', entries: [], isConclusive: false }),
    routesTo: (job) => [route(job)],
    linkRoute: ({ id = '' }) => route(id),
    cancel: async ({ operationId = '', isRepeat, beforeSending }) => {
      const { observation } = await look(operationId, 'before-cancel');
      if (observation.kind !== 'running' || observation.operation.isContradicted) return withheld(observation);
      const path = `${root}/configure/${operationId}/status`;
      const url = urlOf(`configure/${operationId}/cancel`);
      const result = await send(
        { intent: 'cancel', method: 'POST', url, headers: acceptJson, freshConnection: isRepeat, beforeSending },
        'once',
      );
      const reply = readCancel(result, { path, id: operationId });
      mayHaveBeenCanceled ||= mayHaveArrived(reply);
      isSettling = reply.disposition === 'ambiguous';
      return reply;
    },
  };
}
