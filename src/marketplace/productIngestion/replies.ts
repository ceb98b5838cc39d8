import type { SignInFailure } from '../../auth/credential.ts';
import { fieldsOf, listOf } from '../../http/json.ts';
import type { Exchange } from '../../http/reply.ts';
import type { CancelReply, Observation, Operation, OperationLink, OperationList, Unreadable } from '../api.ts';
import { isUnreadable, notDocumented, readReply } from '../classify.ts';
import { isSameId, observationOf, unreadable } from '../operations.ts';
import { newestFirst, readCancelReply } from '../products.ts';
import { jobIdOf, productIn, targetTypeOf, toJob, toSubmission } from './objects.ts';
import { draft } from './states.ts';

/** What the page of a job shows. */
export interface JobLook {
  readonly operation: Operation;
  /** Which product the job says that it is about. */
  readonly product: 'ours' | 'another' | 'none';
}

/** The page of a job's status. One that carries another id is not the one that was asked for. */
export function readJob(result: Exchange | SignInFailure, job: string, productId: string): JobLook | Unreadable {
  const read = readReply(result);
  if (isUnreadable(read)) return read;
  const { json } = read;
  const id = jobIdOf(json);
  if (id !== undefined && !isSameId(id, job)) return unreadable('it shows another job');
  if (fieldsOf(json)['jobStatus'] === undefined) return notDocumented(read);
  return { operation: toJob(job, json), product: productIn(json, productId) };
}

/** The targets of the resources that a job published; none when its page cannot be read. */
export function targetTypesOf(result: Exchange | SignInFailure): readonly string[] {
  const read = readReply(result);
  return isUnreadable(read) ? [] : listOf(fieldsOf(read.json)['resources']).map(targetTypeOf);
}

/** The submissions of the product. The draft is not published, and says nothing of a status. */
export function readSubmissions(found: readonly unknown[]): OperationList {
  return newestFirst(
    found.filter((entry) => targetTypeOf(entry) !== draft),
    toSubmission,
  );
}

/** Job and product have to belong together: a job may be one for the draft only, or for another offer. */
export function beforeCancel({ operation, product }: JobLook, submissions: readonly Operation[]): Observation {
  if (product === 'another') return unreadable('the job is one of another product', 'another-product');
  const isRunning = operation.state === 'running';
  if (isRunning ? isPublishing(submissions) || product === 'ours' : !isPublishing(submissions))
    return observationOf(isPushToLive(submissions) ? { ...operation, isPushToLive: true } : operation);
  const detail = isRunning
    ? 'the job runs, and the product has no running submission: it may be a job for the draft only, or for another offer'
    : `the job has ended (${operation.rawState}), and a submission of the product runs: it belongs to another job`;
  return unreadable(detail, 'unrelated');
}

/** Both the job and the submissions must show that it is canceled or failed. `before`: the submissions that had succeeded at first. */
export function afterCancel(operation: Operation, submissions: readonly Operation[], before: ReadonlySet<string | undefined>): Observation {
  const { state, rawState } = operation;
  if (state !== 'canceled' && state !== 'failed') return observationOf(operation);
  if (isPublishing(submissions))
    return {
      kind: 'running',
      operation: {
        ...operation,
        state: 'running',
        rawState: `${rawState}, a submission of the product runs`,
        isCancelPending: state === 'canceled',
        isContradicted: true,
      },
    };
  const done = submissions.find((one) => one.state === 'succeeded' && (!before.has(one.id) || isBegunBy(one, operation)));
  if (done) return { kind: 'unsettled', detail: `the job says ${rawState}, and submission ${done.id} of the product has succeeded` };
  return observationOf(
    state === 'canceled' ? { ...operation, proof: 'the job says so, and no submission of the product runs' } : operation,
  );
}

/** It began when the job had begun, so it is the job's own, or one of a newer job. */
function isBegunBy(submission: Operation, job: Operation): boolean {
  return (submission.startedMs ?? Number.NEGATIVE_INFINITY) >= (job.startedMs ?? Number.POSITIVE_INFINITY);
}

/** A submission to live runs. */
function isPushToLive(submissions: readonly Operation[]): boolean {
  return submissions.some(({ state, leadsTo }) => state === 'running' && leadsTo === 'live');
}

function isPublishing(submissions: readonly Operation[]): boolean {
  return submissions.some(({ state }) => state === 'running');
}

function isJobPage(json: unknown): boolean {
  return fieldsOf(json)['jobStatus'] !== undefined && fieldsOf(json)['error'] === undefined;
}

/** The reply to a cancel. A 400 says that the job has ended, by another cancel perhaps: then its submissions may run on for a while. */
export function readCancel(result: Exchange | SignInFailure, link: OperationLink): CancelReply {
  const reply = readCancelReply(result, link, isJobPage);
  return reply.statusCode === 400 ? { ...reply, disposition: 'conflict' } : reply;
}
