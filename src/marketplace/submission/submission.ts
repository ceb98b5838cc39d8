import type { Limits } from '../../http/retry.ts';
import type { ApiSend, MarketplaceApi, Observation, Operation, OperationList, ReadEffort, ReadResult, Unreadable } from '../api.ts';
import { pauseAfter, withheld } from '../classify.ts';
import { unreadable } from '../operations.ts';
import { readPages } from '../pages.ts';
import { createProduct, listFailure, mayHaveArrived, readCancelReply } from '../products.ts';
import { acceptJson, getWith } from '../requests.ts';
import { concludeGone, leastAbsenceMs } from './gone.ts';
import { goneSubmission, readSubmission, readSubmissions } from './replies.ts';

/**
 * The offer that this step was asked about. `guard`: the submission that `operation-id` names, `''` for none; `guardProduct`: the
 * product in its path.
 */
export interface SubmissionAddress {
  readonly baseUrl: string;
  readonly offerId: string;
  readonly guard: string;
  readonly guardProduct: string;
}

const root = '/v1.0/ingestion/products';

/** `?$filter=…` for the product of an offer id, as public clients send it (docs/api.md#submission-routes). */
function productFilter(offerId: string): string {
  return `$filter=${encodeURIComponent(`externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq '${offerId}')`)}`;
}

function pathOf(productId: string, id: string): string {
  return `${root}/${productId}/submissions/${id}`;
}

/**
 * The Partner Center submission API for one offer (docs/api.md#partner-center-submission-api). Its cancel is a DELETE that names the
 * submission. It leaves only after a look, right before it, that says that the submission runs. A canceled submission disappears. The
 * adapter keeps what it saw, to tell a cancel from a publish (gone.ts).
 */
export function createSubmission(address: SubmissionAddress, send: ApiSend, { clock, deadlineMs, stop }: Limits): MarketplaceApi {
  const { baseUrl, offerId, guard, guardProduct } = address;
  let before: readonly Operation[] = [];
  const seenRunning = new Set<string>();
  let mayHaveBeenDeleted = false;
  let firstAbsentMs: number | undefined;

  const get = getWith(send);
  const product = createProduct(offerId, () => get(`${baseUrl}${root}?${productFilter(offerId)}`, 'retrying'));
  const urlOf = (id: string): string => `${baseUrl}${pathOf(product.id(), id)}`;

  /** The product, which has to be the one that `operation-id` names; why nothing can be asked, if so. */
  const resolve = async (): Promise<Unreadable | undefined> => {
    const missing = await product.find();
    if (missing) return missing;
    return guardProduct === '' || guardProduct === product.id() ? undefined : anotherProduct(guardProduct, product.id());
  };
  const note = ({ id, state, isKnown }: Operation): void => {
    if (id !== undefined && state === 'running' && isKnown) seenRunning.add(id);
  };
  const readList = async (): Promise<OperationList> => {
    const unresolved = await resolve();
    if (unresolved) return unresolved;
    const found = await readPages(`${baseUrl}${root}/${product.id()}/submissions`, (url) => get(url, 'retrying'));
    return 'kind' in found ? found : readSubmissions(found);
  };
  const list = async (): Promise<OperationList> => {
    const read = await readList();
    if (read.kind === 'unreadable') return listFailure(read);
    for (const entry of read.entries) note(entry);
    if (mayHaveBeenDeleted) return read;
    before = read.entries;
    return {
      ...read,
      entries: await Promise.all(before.map((entry) => (entry.id === guard ? withPublishOption(entry, 'retrying') : entry))),
    };
  };
  /** Only with `$expand` a submission shows whether its preview goes live without a person. What cannot be read is left out. */
  const withPublishOption = async <T extends Operation>(operation: T, effort: ReadEffort): Promise<T> => {
    const { id, leadsTo } = operation;
    if (leadsTo !== 'preview' || id === undefined) return operation;
    const shown = readSubmission(await get(`${urlOf(id)}?$expand=PublishOption`, effort), id);
    return 'operation' in shown && shown.operation.isAutoPromoted ? { ...operation, isAutoPromoted: true } : operation;
  };
  const look = async (id: string, effort: ReadEffort): Promise<ReadResult> => {
    const unresolved = await resolve();
    if (unresolved) return { observation: unresolved };
    const result = await get(urlOf(id), effort);
    const observation = readSubmission(result, id);
    if (observation.kind === 'running') note(observation.operation);
    if (observation.kind === 'unreadable' && observation.reason === 'absent' && mayHaveBeenDeleted && seenRunning.has(id))
      return whenAbsent(id, observation, effort);
    if (observation.kind === 'unreadable') return { observation, ...pauseAfter(result) };
    firstAbsentMs = undefined;
    const shown =
      observation.kind === 'ended' ? { ...observation, operation: await withPublishOption(observation.operation, effort) } : observation;
    return { observation: shown, ...pauseAfter(result) };
  };
  /** A look that decides alone waits for the second absence itself. */
  const whenAbsent = async (id: string, observation: Observation, effort: ReadEffort): Promise<ReadResult> => {
    firstAbsentMs ??= clock.nowMs();
    const waitMs = firstAbsentMs + leastAbsenceMs - clock.nowMs();
    if (waitMs > 0 && effort === 'once') return { observation, retryAfterMs: waitMs };
    if (waitMs > 0) {
      if (clock.nowMs() + waitMs >= deadlineMs) return { observation };
      await clock.sleep(waitMs, stop);
      return stop.aborted ? { observation } : look(id, effort);
    }
    return { observation: await absenceOf(id, observation, firstAbsentMs, clock.nowMs()) };
  };
  const absenceOf = async (id: string, observation: Observation, first: number, last: number): Promise<Observation> => {
    const now = await list();
    if (now.kind === 'unreadable') return now;
    const wasSeenRunning = seenRunning.has(id);
    const gone = concludeGone({
      id,
      wasSeenRunning,
      mayHaveBeenDeleted,
      firstAbsentMs: first,
      lastAbsentMs: last,
      before,
      now: now.entries,
    });
    if (gone.kind === 'unsettled') return gone;
    if (gone.kind === 'not-yet') return observation;
    return goneSubmission(id, gone.proof);
  };
  /** By an unknown word only what `operation-id` names, and not what ran by a known word before: it may have become a draft. */
  const mayDelete = (observation: Observation, id: string): boolean =>
    observation.kind === 'running' && (observation.operation.isKnown || (guard === id && !seenRunning.has(id)));

  const route = (id: string) => ({ subject: 'The submission', read: (effort: ReadEffort) => look(id, effort) });

  return {
    list,
    routesTo: (id) => [route(id)],
    linkRoute: ({ id = '' }) => route(id),
    cancel: async ({ operationId = '', isRepeat, beforeSending }) => {
      const { observation } = await look(operationId, 'before-cancel');
      if (!mayDelete(observation, operationId)) return withheld(observation);
      const result = await send(
        { intent: 'cancel', method: 'DELETE', url: urlOf(operationId), headers: acceptJson, freshConnection: isRepeat, beforeSending },
        'once',
      );
      const reply = readCancelReply(result, { path: pathOf(product.id(), operationId), id: operationId });
      mayHaveBeenDeleted ||= mayHaveArrived(reply);
      return reply.fault === 'not-found' ? { ...reply, mayBeGone: true } : reply;
    },
  };
}

function anotherProduct(named: string, ours: string): Unreadable {
  return unreadable(`operation-id names a submission of product ${named}, and the offer is product ${ours}`, 'another-product');
}
