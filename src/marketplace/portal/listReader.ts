import type { SignInFailure } from '../../auth/credential.ts';
import { type Exchange, isExchange, isWebPage } from '../../http/reply.ts';
import { isTooLarge } from '../../http/retry.ts';
import type { OperationList, ReadEffort, ReadFailure, Unreadable } from '../api.ts';
import { readList } from './observations.ts';

interface ListRead {
  readonly list: OperationList;
  /** Absent when there was nothing left to ask for. */
  readonly result?: Exchange | SignInFailure;
}

export type ListReader = (effort: ReadEffort) => Promise<ListRead>;

const tooLong: Unreadable = { kind: 'unreadable', reason: 'unreadable', detail: 'it is longer than 1 MiB' };

/**
 * Reads the list of operations. One that is too long is not asked for again: from then on only for what runs (docs/api.md#routes).
 * With `once` a look is one request.
 */
export function createListReader(
  get: (url: string, effort: ReadEffort) => Promise<Exchange | SignInFailure>,
  url: string,
  publisherId: string,
): ListReader {
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

/** What the service says about the filter is no word about the list, which it serves. */
const aboutFilter: readonly ReadFailure[] = ['absent', 'unserved', 'withdrawn', 'rejected'];

function partial(list: OperationList): OperationList {
  if (list.kind === 'list') return { ...list, isPartial: true };
  const reason = aboutFilter.includes(list.reason) ? 'unreadable' : list.reason;
  return { ...list, reason, detail: `${tooLong.detail}, and with status=running: ${list.detail}` };
}
