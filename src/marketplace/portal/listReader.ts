import type { SignInFailure } from '../../auth/credential.ts';
import { type Exchange, isExchange, isWebPage } from '../../http/reply.ts';
import { isTooLarge } from '../../http/retry.ts';
import type { OperationList, ReadEffort, UnreadableReason } from '../api.ts';
import { unreadable } from '../operations.ts';
import type { Get } from '../requests.ts';
import { readList } from './observations.ts';

interface ListRead {
  readonly list: OperationList;
  /** Absent when there was nothing left to ask for. */
  readonly result?: Exchange | SignInFailure;
}

export type ListReader = (effort: ReadEffort) => Promise<ListRead>;

const tooLong = unreadable('it is longer than 1 MiB');

/**
 * Reads the list of operations. One that is too long is not asked for again: from then on only for what runs (docs/api.md#routes).
 * With `once` a look is one request.
 */
export function createListReader(get: Get, url: string, publisherId: string): ListReader {
  const left = [url, `${url}&status=running`];
  const read: ListReader = async (effort) => {
    const [next] = left;
    if (next === undefined) return { list: tooLong };
    const result = await get(next, effort);
    if (!isTooLong(result)) {
      const list = readList(result, { publisherId });
      return { list: next === url ? list : partial(list), result };
    }
    left.shift();
    return effort === 'once' ? { list: tooLong, result } : read(effort);
  };
  return read;
}

function isTooLong(result: Exchange | SignInFailure): boolean {
  return isExchange(result) && isTooLarge(result) && !isWebPage(result);
}

/** Failures that concern the filter only: the list itself is served. */
const filterNotServed: readonly UnreadableReason[] = ['absent', 'unserved', 'withdrawn', 'rejected'];

function partial(list: OperationList): OperationList {
  if (list.kind === 'list') return { ...list, isPartial: true };
  const reason = filterNotServed.includes(list.reason) ? 'no-answer' : list.reason;
  return { ...list, reason, detail: `${tooLong.detail}, and with status=running: ${list.detail}` };
}
