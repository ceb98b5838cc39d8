import type { SignInFailure } from '../../auth/credential.ts';
import { fieldsOf, listOf } from '../../http/json.ts';
import { type Exchange, isExchange, type Reply } from '../../http/reply.ts';
import type {
  ApiSend,
  CancelReply,
  MarketplaceApi,
  Observation,
  Operation,
  OperationList,
  ReadEffort,
  ReadResult,
  Unreadable,
} from '../api.ts';
import { classifyCancel, notDocumented, readFailure, withheld } from '../classify.ts';
import { isSameId, observationOf } from '../operations.ts';
import { listFailure, productForm, readProduct } from '../products.ts';
import { jobIdOf, productIn, targetOf, toJob, toSubmission } from './words.ts';

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
 * The Product Ingestion API for one offer (docs/api.md#product-ingestion-api). A cancel names its job, and two witnesses have to agree: the job, and the submissions of the product.
 * It never sends a `configure` request, so that it cannot publish.
 */
export function createIngestion(address: IngestionAddress, send: ApiSend): MarketplaceApi {
  const { baseUrl, apiVersion, offerId, guard } = address;
  let productId = productForm.test(offerId) ? offerId.toLowerCase() : '';
  let mayHaveBeenCanceled = false;
  let canceledJob: Operation | undefined;

  const urlOf = (path: string, query = ''): string => `${baseUrl}${root}/${path}?${query}$version=${apiVersion}`;
  const get = (url: string, effort: ReadEffort): ReturnType<ApiSend> =>
    send({ intent: 'read', method: 'GET', url, headers: { accept: 'application/json' } }, effort);

  const resolve = async (): Promise<Unreadable | undefined> => {
    if (productId !== '') return undefined;
    const query = `externalId=${encodeURIComponent(offerId)}&`;
    const found = readProduct(await get(urlOf('product', query), 'retrying'), offerId);
    if (typeof found !== 'string') return listFailure(found);
    productId = found;
    return undefined;
  };
  const submissions = async (effort: ReadEffort): Promise<OperationList> => {
    const unresolved = await resolve();
    if (unresolved) return unresolved;
    return readSubmissions(await get(urlOf(`submission/${productId}`), effort));
  };
  const look = async (job: string, effort: ReadEffort): Promise<ReadResult> => {
    const first = canceledJob ? agreed(canceledJob) : await lookAtJob(job, effort);
    if ('kind' in first) return { observation: first };
    const list = await submissions(effort);
    if (list.kind === 'unreadable') return { observation: list };
    const isPublishing = list.entries.some(({ state }) => state === 'running');
    if (first.operation.state === 'canceled' && mayHaveBeenCanceled) canceledJob = first.operation;
    const observation = mayHaveBeenCanceled ? afterCancel(first.operation, isPublishing) : beforeCancel(first, isPublishing);
    if (observation.kind === 'ended' && observation.operation.state === 'succeeded')
      return { observation: await withTarget(job, observation) };
    const isJobDue = mayHaveBeenCanceled && canceledJob === undefined && observation.kind === 'running';
    return { observation, ...(isJobDue ? { retryAfterMs: jobPauseMs } : {}) };
  };
  const lookAtJob = async (job: string, effort: ReadEffort): Promise<JobLook | Unreadable> => {
    const unresolved = await resolve();
    if (unresolved) return unresolved;
    const result = await get(urlOf(`configure/${job}/status`), effort);
    const failure = readFailure(result);
    if (failure) return failure;
    const { json } = result as Reply;
    const id = jobIdOf(json);
    if (id !== undefined && !isSameId(id, job)) return { kind: 'unreadable', reason: 'unreadable', detail: 'it shows another job' };
    if (fieldsOf(json)['jobStatus'] === undefined) return notDocumented(result as Reply);
    return { operation: toJob(job, json), product: productIn(json, productId) };
  };
  /** Which target a job that succeeded had; unknown when that cannot be read. */
  const withTarget = async (job: string, ended: Extract<Observation, { kind: 'ended' }>): Promise<Observation> => {
    const result = await get(urlOf(`configure/${job}`), 'retrying');
    const json = readFailure(result) ? undefined : (result as Reply).json;
    const targets = listOf(fieldsOf(json)['resources']).map(targetOf);
    const reached = targets.includes('live') ? 'live' : targets.includes('preview') ? 'preview' : undefined;
    return { ...ended, operation: { ...ended.operation, ...(reached ? { reached } : {}) } };
  };

  return {
    cancelNamesOperation: true,
    list: async () => (guard === '' ? submissions('retrying') : { kind: 'list', entries: [], isConclusive: true }),
    routesTo: (job) => [{ subject: 'The job', read: (effort) => look(job, effort) }],
    linkRoute: ({ id = '' }) => ({ subject: 'The job', read: (effort) => look(id, effort) }),
    cancel: async ({ operationId = '', isRepeat, beforeSending }) => {
      const { observation } = await look(operationId, 'retrying');
      if (!(observation.kind === 'running' && observation.operation.isKnown)) return withheld(observation);
      beforeSending();
      mayHaveBeenCanceled = true;
      const path = `${root}/configure/${operationId}/status`;
      const url = urlOf(`configure/${operationId}/cancel`);
      const headers = { accept: 'application/json' };
      return readCancel(
        await send({ intent: 'cancel', method: 'POST', url, headers, freshConnection: isRepeat }, 'once'),
        path,
        operationId,
      );
    },
  };
}

function agreed(operation: Operation): JobLook {
  return { operation, product: 'ours' };
}

interface JobLook {
  readonly operation: Operation;
  /** Which product the job says that it is about. */
  readonly product: 'ours' | 'another' | 'none';
}

function readSubmissions(result: Exchange | SignInFailure): OperationList {
  const failure = readFailure(result);
  if (failure) return listFailure(failure);
  const { value } = fieldsOf((result as Reply).json);
  if (!Array.isArray(value)) return notDocumented(result as Reply);
  /** The draft is not published, and says nothing of a status. */
  const entries = value.filter((entry) => targetOf(entry) !== 'draft').map(toSubmission);
  if (!entries.every((entry) => entry !== undefined))
    return { kind: 'unreadable', reason: 'unreadable', detail: 'the list holds a submission without a number' };
  const sorted = entries.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  return { kind: 'list', entries: sorted, isConclusive: true };
}

/** Job and product have to belong together: a job may be one for the draft only, or for another offer. */
function beforeCancel({ operation, product }: JobLook, isPublishing: boolean): Observation {
  if (product === 'another') return { kind: 'unreadable', reason: 'another-product', detail: 'the job is one of another product' };
  const isRunning = operation.state === 'running';
  if (isRunning ? isPublishing || product === 'ours' : !isPublishing) return observationOf(operation);
  const detail = isRunning
    ? 'the job runs, and the product has no running submission: it may be a job for the draft only, or for another offer'
    : `the job has ended (${operation.rawState}), and a submission of the product runs: it belongs to another job`;
  return { kind: 'unreadable', reason: 'unrelated', detail };
}

/** Canceled and failed need both witnesses. */
function afterCancel(operation: Operation, isPublishing: boolean): Observation {
  const needsBoth = operation.state === 'canceled' || operation.state === 'failed';
  if (needsBoth && isPublishing)
    return {
      kind: 'running',
      operation: {
        ...operation,
        state: 'running',
        rawState: `${operation.rawState}, a submission of the product runs`,
        isContradicted: true,
      },
    };
  const proof = operation.state === 'canceled' ? { proof: 'the job says so, and no submission of the product runs' } : {};
  return observationOf({ ...operation, ...proof });
}

function readCancel(result: Exchange | SignInFailure, path: string, id: string): CancelReply {
  const classified = classifyCancel(result, false);
  const reply = { ...classified, isCancelPending: false, notices: [], warnings: [] };
  const isTaken = isExchange(result) && (classified.disposition === 'accepted' || classified.disposition === 'completed');
  return isTaken ? { ...reply, disposition: 'accepted', isLookDue: true, link: { path, id } } : reply;
}
