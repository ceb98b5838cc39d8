import type { WireReply, WireRequest } from '../../src/sandbox/wire.ts';
import type { Prng } from './prng.ts';

type TrueState = 'running' | 'canceled' | 'succeeded' | 'failed';

/** What an operation really is, whatever the wire makes of it. */
export interface TrueOperation {
  readonly id: string;
  readonly startedMs: number;
  state: TrueState;
  /** By the wall clock. */
  changedMs: number;
  /** How and when it ends if nothing happens to it. */
  next?: { readonly state: TrueState; readonly atMs: number };
  /** Cancel requests that were processed while it ran. */
  cancels: number;
  /** The cancellation that follows them. */
  cancellation?: { readonly id: string; state: 'running' | 'succeeded' | 'failed' };
}

/** A reply, and whether it is of more than 1 MiB. */
export interface TrueReply extends WireReply {
  readonly isTooLarge?: boolean;
}

/** The truth about one offer: what runs when, and what every processed cancel did. */
export interface Marketplace {
  readonly operations: readonly TrueOperation[];
  /** Every cancel request that was processed, with what it hit. */
  readonly cancels: readonly { readonly atMs: number; readonly hit: TrueOperation | undefined; readonly status: number }[];
  running(): TrueOperation | undefined;
  /** Lets time have its way: operations end, cancellations take effect, a new publish begins. */
  settle(): void;
  /** The honest answer of the service, processed. */
  answer(request: WireRequest): TrueReply;
}

const root = '/api/publishers/contoso/offers/contoso-vm';
const version = 'api-version=2017-10-31';
const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const json = (status: number, value: unknown, headers: Record<string, string> = {}): WireReply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: value === '' ? '' : JSON.stringify(value),
});
const missing = json(404, { error: { code: 'NotFound', message: 'There is no such resource.' } });

/** It is random which operations end by themselves, how a cancellation goes, and whether another publish follows. */
export function createMarketplace(dice: Prng, clock: { nowMs(): number; wallMs(): number }): Marketplace {
  const operations: TrueOperation[] = [];
  const cancels: { atMs: number; hit: TrueOperation | undefined; status: number }[] = [];
  const isSynchronous = dice.chance(0.25);
  const location = dice.pick(['migrated', 'non-migrated', 'body', 'nowhere', 'fence']);
  const answersIdle = dice.pick([202, 400]);
  const isListServed = dice.chance(0.85);
  const isStatusServed = dice.chance(0.8);
  /** Whether the list is of more than 1 MiB, and whether `status=running` shortens it. */
  const isListLong = dice.chance(0.15);
  const isFilterHonored = dice.chance(0.5);
  /** Every operation is in the list twice: the production slot with what it was before, and the staging slot. */
  const isDoubled = dice.chance(0.2);
  const before = dice.pick<TrueState>(['succeeded', 'canceled', 'failed']);
  /** Entries of another publisher. */
  const strangers = dice.chance(0.1) ? dice.pick([1, 2]) : 0;
  const oldOperations = dice.pick([1, 1, 3, 40]);
  const isRepublishing = dice.chance(0.3);
  const effectMs = dice.pick([0, 3_000, 60_000, 170_000, 2_000_000]);
  const isCancellationSound = dice.chance(0.9);
  let republishAtMs = Number.POSITIVE_INFINITY;

  const begin = (state: TrueState): void => {
    const operation: TrueOperation = {
      id: idOf(operations.length + 1),
      startedMs: clock.nowMs(),
      state,
      changedMs: clock.wallMs(),
      cancels: 0,
    };
    if (state === 'running' && dice.chance(0.4))
      operation.next = { state: dice.pick(['succeeded', 'succeeded', 'failed']), atMs: clock.nowMs() + dice.between(0, 600_000) };
    operations.push(operation);
  };
  for (let count = 0; count < oldOperations; count += 1) begin(dice.pick(['canceled', 'succeeded', 'failed']));
  for (const old of operations) old.changedMs -= 86_400_000;
  if (dice.chance(0.9)) begin('running');

  const running = (): TrueOperation | undefined => operations.find(({ state }) => state === 'running');
  const end = (operation: TrueOperation, state: TrueState): void => {
    operation.state = state;
    operation.changedMs = clock.wallMs();
    if (operation.cancellation) operation.cancellation.state = state === 'canceled' ? 'succeeded' : 'failed';
    delete operation.next;
    if (isRepublishing) republishAtMs = clock.nowMs() + dice.between(0, 20_000);
  };
  /** What was planned for an operation happens: it ends, or its cancellation fails and it goes on. */
  const happen = (operation: TrueOperation, state: TrueState): void => {
    if (state !== 'running') end(operation, state);
    else if (operation.cancellation) operation.cancellation.state = 'failed';
    delete operation.next;
  };
  const settle = (): void => {
    for (const operation of operations) {
      if (operation.state === 'running' && operation.next && operation.next.atMs <= clock.nowMs()) happen(operation, operation.next.state);
    }
    if (running() || republishAtMs > clock.nowMs()) return;
    republishAtMs = Number.POSITIVE_INFINITY;
    begin('running');
  };

  const entry = ({ id, state, changedMs }: Pick<TrueOperation, 'id' | 'state' | 'changedMs'>, slot = 'staging'): object => ({
    id,
    submissionType: 'publish',
    submissionState: state,
    slot,
    changedTime: new Date(changedMs).toISOString(),
  });
  const entries = (operation: TrueOperation): readonly object[] => {
    if (!isDoubled) return [entry(operation)];
    const { id, state, changedMs } = operation;
    const production = state === 'running' ? { id, state: before, changedMs: changedMs - 1_000 } : operation;
    return [entry(production, 'production'), entry(operation)];
  };
  const stranger = (number: number): object => ({
    ...entry({ id: idOf(700 + number), state: 'running', changedMs: clock.wallMs() }),
    publisherId: 'fabrikam',
  });
  const list = (isFiltered: boolean): TrueReply => {
    const shown = operations.filter(({ state }) => !isFiltered || state === 'running').flatMap(entries);
    const foreign = Array.from({ length: strangers }, (_, number) => stranger(number));
    return { ...json(200, [...foreign, ...shown]), ...(isListLong && !isFiltered ? { isTooLarge: true } : {}) };
  };
  const page = ({ state, cancellation }: TrueOperation): object => ({
    status: state,
    cancellationRequestState: cancellation ? 'canceling' : 'canCancel',
    messages: [],
    steps: [],
  });
  const cancel = (): WireReply => {
    const hit = running();
    const status = hit ? (isSynchronous ? 200 : 202) : answersIdle;
    cancels.push({ atMs: clock.nowMs(), hit, status });
    if (!hit)
      return status === 400
        ? json(400, { error: { code: 'BadRequest', message: 'Nothing to cancel.' } })
        : accepted(operations.at(-1)?.id ?? '');
    hit.cancels += 1;
    hit.cancellation ??= { id: idOf(900 + operations.length), state: 'running' };
    if (status === 202) return later(hit, hit.cancellation.id);
    end(hit, 'canceled');
    return json(200, '');
  };
  const later = (hit: TrueOperation, cancellation: string): WireReply => {
    const atMs = clock.nowMs() + effectMs;
    if (!hit.next || hit.next.atMs > atMs) hit.next = { state: isCancellationSound ? 'canceled' : 'running', atMs };
    return accepted(hit.id, cancellation);
  };
  const accepted = (fence: string, cancellation = fence): WireReply => {
    const path =
      location === 'non-migrated'
        ? '/api/operations/contoso$contoso-vm$2$preview'
        : `${root}/operations/${location === 'fence' ? fence : cancellation}`;
    if (location === 'nowhere') return json(202, '');
    return location === 'body' ? json(202, { location: `${path}?${version}` }) : json(202, '', { location: `${path}?${version}` });
  };

  /** The page of an operation or of a cancellation, by its id. */
  const pageOf = (id: string): WireReply => {
    const operation = operations.find((one) => one.id === id);
    if (operation) return json(200, [page(operation)]);
    const cancellation = operations.find((one) => one.cancellation?.id === id)?.cancellation;
    return cancellation ? json(200, { status: cancellation.state }) : missing;
  };
  const status = (): WireReply => {
    const newest = operations.at(-1);
    return isStatusServed ? json(200, newest ? page(newest) : { status: 'NeverPublished' }) : missing;
  };
  const look = (pathname: string, isFiltered: boolean): TrueReply => {
    if (pathname === `${root}/submissions/`) return isListServed ? list(isFiltered && isFilterHonored) : missing;
    if (pathname === `${root}/status`) return status();
    if (!pathname.startsWith('/api/operations/')) return pageOf(pathname.slice(`${root}/operations/`.length));
    const last = operations.findLast(({ cancellation }) => cancellation)?.cancellation;
    return last ? json(200, { status: last.state }) : missing;
  };

  return {
    operations,
    cancels,
    running,
    settle,
    answer: ({ method, path }) => {
      settle();
      const { pathname, searchParams } = new URL(path, 'http://marketplace');
      if (method !== 'POST') return look(pathname, searchParams.get('status') === 'running');
      return pathname === `${root}/cancel` ? cancel() : missing;
    },
  };
}
