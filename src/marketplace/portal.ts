import { parseRetryAfter } from '../http/retry.ts';
import type { NoReply, Reply, Request } from '../http/transport.ts';
import { type CancelReply, readCancelReply } from './cancelReply.ts';
import { type Address, findPointer, type OperationPath } from './location.ts';
import { entryFor, type Listed, readList, readOperation, type Seen, seenOf } from './seen.ts';

/** What a look showed, when the service wants the next one (in ms from now), and the new `Location` of a 202. */
export interface Look {
  readonly seen: Seen;
  readonly retryAfterMs?: number;
  readonly link?: OperationPath;
  /** It had a `Location` that is not one of an operation of this offer. */
  readonly isRejected?: boolean;
}

/** What the cancel request carries: `metadata.notification-emails` (api.md §1.2) and the optional `If-Match`. */
interface CancelOrder {
  readonly emails: readonly string[];
  readonly ifMatch: string;
}

/** The looks of the Cloud Partner Portal API that this step makes for one offer (api.md §1.1). They change nothing, so they may be repeated. */
export interface Looks {
  /** `GET …/submissions/`: every operation of the offer. */
  list(): Promise<Listed>;
  /** The same list, looked at for one operation. */
  entry(id: string): Promise<Look>;
  /** `GET …/operations/<id>`. */
  operation(id: string): Promise<Look>;
  /** `GET …/status`: the offer as a whole. */
  status(): Promise<Look>;
  /** `GET` of a validated `Location`. */
  follow(link: OperationPath): Promise<Look>;
}

export interface Portal extends Looks {
  /** `POST …/cancel`, once. */
  cancel(order: CancelOrder): Promise<CancelReply>;
}

/** Sends with a credential, within the step's deadline. */
type Ask = (request: Omit<Request, 'timeoutMs'>) => Promise<Reply | NoReply>;

export function createPortal(address: Address, ask: Ask, wallMs: () => number): Portal {
  const root = `/api/publishers/${address.publisherId}/offers/${address.offerId}`;
  const urlOf = (path: string): string => `${address.baseUrl}${path}?api-version=${address.apiVersion}`;
  const get = (url: string): Promise<Reply | NoReply> =>
    ask({ intent: 'read', method: 'GET', url, headers: { accept: 'application/json' } });

  const look = async (url: string, id?: string): Promise<Look> => {
    const result = await get(url);
    return lookOf(result, readOperation(result, id));
  };
  const lookOf = (result: Reply | NoReply, seen: Seen): Look => {
    const retryAfterMs = parseRetryAfter(result.headers, wallMs());
    const pointer = result.status === 202 ? findPointer(result, address) : undefined;
    return {
      seen,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(pointer?.link ? { link: pointer.link } : {}),
      ...(pointer?.isRejected ? { isRejected: true } : {}),
    };
  };

  return {
    list: async () => readList(await get(urlOf(`${root}/submissions/`))),
    entry: async (id) => {
      const result = await get(urlOf(`${root}/submissions/`));
      return lookOf(result, entryIn(readList(result), id));
    },
    operation: (id) => look(urlOf(`${root}/operations/${id}`), id),
    status: () => look(urlOf(`${root}/status`)),
    follow: (link) => look(`${address.baseUrl}${link.path}`),
    cancel: async ({ emails, ifMatch }) => {
      const metadata = emails.length > 0 ? { 'notification-emails': emails.join(',') } : {};
      const headers = {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(ifMatch === '' ? {} : { 'if-match': ifMatch }),
      };
      const result = await ask({
        intent: 'cancel',
        method: 'POST',
        url: urlOf(`${root}/cancel`),
        headers,
        body: JSON.stringify({ metadata }),
      });
      return readCancelReply(result, address, wallMs());
    },
  };
}

function entryIn(listed: Listed, id: string): Seen {
  if (listed.kind === 'blind') return listed;
  const operation = entryFor(listed.entries, id);
  if (!operation) return { kind: 'blind', reason: 'absent', why: `the list of operations does not show ${id}` };
  return seenOf(operation);
}
