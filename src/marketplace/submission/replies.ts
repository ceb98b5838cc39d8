import type { SignInFailure } from '../../auth/credential.ts';
import type { Exchange } from '../../http/reply.ts';
import type { Observation, Operation, OperationList } from '../api.ts';
import { isUnreadable, notDocumented, readReply } from '../classify.ts';
import { observationOf } from '../operations.ts';
import { newestFirst } from '../products.ts';
import { toSubmission } from './objects.ts';

/** The page of one submission. One that carries another id is not the one that was asked for. */
export function readSubmission(result: Exchange | SignInFailure, id: string): Observation {
  const read = readReply(result);
  if (isUnreadable(read)) return read;
  const submission = toSubmission(read.json);
  return submission?.id === id ? observationOf(submission) : notDocumented(read);
}

/** The entries of all pages. */
export function readSubmissions(found: readonly unknown[]): OperationList {
  return newestFirst(found, toSubmission);
}

/** A submission that is not there any more, by the rule of gone.ts. */
export function goneSubmission(id: string, proof: string): Observation {
  const operation: Operation = {
    id,
    state: 'canceled',
    rawState: 'gone',
    isKnown: true,
    labels: [],
    isCancelPending: false,
    steps: [],
    messages: [],
    proof,
  };
  return observationOf(operation);
}
