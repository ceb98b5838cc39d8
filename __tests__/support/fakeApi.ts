import type { SignInFailure } from '../../src/auth/credential.ts';
import { fieldsOf, listOf, textOf } from '../../src/http/json.ts';
import { type Exchange, isExchange } from '../../src/http/reply.ts';
import type {
  ApiSend,
  CancelRequest,
  MarketplaceApi,
  Operation,
  OperationState,
  ReadEffort,
  ReadResult,
  ReadRoute,
} from '../../src/marketplace/api.ts';
import { classifyCancel, isUnreadable, notDocumented, readReply } from '../../src/marketplace/classify.ts';
import { observationOf } from '../../src/marketplace/operations.ts';

/**
 * A marketplace API that does not exist, for a test of the port. It calls an operation a job and numbers it, has other words for its
 * states, serves no status of the offer, and cancels by a DELETE of one job.
 */
const phases: ReadonlyMap<string, OperationState> = new Map([
  ['live-run', 'running'],
  ['halting', 'running'],
  ['withdrawn', 'canceled'],
  ['released', 'succeeded'],
  ['broken', 'failed'],
]);

const jobsUrl = 'https://market.example/v9/products/vm/jobs';

function toJob(value: unknown): Operation {
  const { job, phase, track, since } = fieldsOf(value);
  const rawState = textOf(phase) ?? 'no phase';
  const state = phases.get(rawState);
  return {
    ...(typeof job === 'number' ? { id: String(job) } : {}),
    state: state ?? 'running',
    rawState,
    isKnown: state !== undefined,
    labels: listOf(track).filter((label) => typeof label === 'string'),
    ...(typeof since === 'number' ? { changedMs: since } : {}),
    isCancelPending: rawState === 'halting',
    steps: [],
    messages: [],
  };
}

export function createFakeApi(send: ApiSend): MarketplaceApi {
  const get = (url: string, effort: ReadEffort): ReturnType<ApiSend> => send({ intent: 'read', method: 'GET', url, headers: {} }, effort);
  const route = (subject: string, url: string): ReadRoute => ({ subject, read: async (effort) => readJob(await get(url, effort)) });
  return {
    list: async () => {
      const read = readReply(await get(jobsUrl, 'retrying'));
      if (isUnreadable(read)) return read;
      const { jobs } = fieldsOf(read.json);
      if (!Array.isArray(jobs)) return notDocumented(read);
      return { kind: 'list', entries: jobs.map(toJob).toSorted((a, b) => Number(b.id) - Number(a.id)), isConclusive: true };
    },
    routesTo: (id) => [route('The job', `${jobsUrl}/${id}`)],
    linkRoute: ({ path }) => route('The withdrawal', new URL(path, jobsUrl).href),
    cancel: async ({ operationId, beforeSending }: CancelRequest) => {
      const result = await send(
        { intent: 'cancel', method: 'DELETE', url: `${jobsUrl}/${operationId}`, headers: {}, beforeSending },
        'once',
      );
      const path = textOf(fieldsOf(isExchange(result) && 'json' in result ? result.json : undefined)['withdrawal']);
      return {
        ...classifyCancel(result, false),
        ...(path === undefined ? {} : { link: { path } }),
      };
    },
  };
}

function readJob(result: Exchange | SignInFailure): ReadResult {
  const read = readReply(result);
  return { observation: isUnreadable(read) ? read : observationOf(toJob(read.json)) };
}
