import type { Exchange } from './faultPlan.ts';
import type { TrueOperation } from './marketplace.ts';

interface Seen {
  readonly exchanges: readonly Exchange[];
}

export function posts({ exchanges }: Seen): readonly Exchange[] {
  return exchanges.filter(({ method }) => method === 'POST');
}

/** Whether a byte of a request may have left this machine. */
export function mayHaveLeft({ result }: Exchange): boolean {
  return !('sent' in result) || result.sent;
}

/** Whether a request may have been processed, as seen from outside: docs/faults.md#replies-to-the-cancel, written again. */
export function mayHaveCounted(exchange: Exchange): boolean {
  const { status, headers } = exchange.result;
  if (status === undefined) return mayHaveLeft(exchange);
  if (status === 429 || status === 425) return false;
  return !(status === 503 && headers?.['retry-after'] !== undefined) && (status < 400 || status >= 500 || status === 408);
}

/** The operations of this offer that a look showed as running, by a whole and honest reply. */
export function shownRunning({ method, url, result }: Exchange, operations: readonly TrueOperation[]): readonly string[] {
  if (method !== 'GET' || result.status !== 200 || !('body' in result)) return [];
  const page = /\/operations\/([^?]+)/.exec(url)?.[1];
  return objectsIn(result.body).flatMap(({ id = page, publisherId, submissionState, status }) => {
    const isOurs = publisherId === undefined && operations.some((one) => one.id === id);
    return isOurs && (submissionState ?? status) === 'running' ? [String(id)] : [];
  });
}

/** A look between two cancel requests that showed the operation running and untouched. */
export function isProofBetween({ exchanges }: Seen, operation: TrueOperation | undefined, from: Exchange, to: Exchange): boolean {
  const between = exchanges.slice(exchanges.indexOf(from) + 1, exchanges.indexOf(to));
  return between.some((look) => {
    if (!operation || !shownRunning(look, [operation]).includes(operation.id)) return false;
    return !look.url.includes('/operations/') || ('body' in look.result && look.result.body.includes('"canCancel"'));
  });
}

interface Shown {
  readonly id?: unknown;
  readonly publisherId?: unknown;
  readonly submissionState?: unknown;
  readonly status?: unknown;
}

function objectsIn(body: string): readonly Shown[] {
  try {
    const parsed = JSON.parse(body) as unknown;
    return [parsed].flat().filter((one): one is Shown => typeof one === 'object' && one !== null);
  } catch {
    return [];
  }
}
