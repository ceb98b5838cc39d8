import type { WireReply } from '../../src/sandbox/wire.ts';
import { type ApiMarketplace, json, productId, type TrueCancel, type TrueState } from './apiMarketplace.ts';
import type { Prng } from './prng.ts';

interface Submission {
  readonly id: string;
  readonly startedMs: number;
  state: TrueState;
  /** What state and substate it shows, when that is not the usual pair of its state. */
  shows: readonly [string, string, string?];
  /** It is not on its own page any more from one time on, and not in the list from another. */
  goneMs: { page: number; list: number };
  /** A server that lags behind does not know it for so long, from some time on. */
  readonly unknown: { readonly fromMs: number; readonly page: number; readonly list: number };
  /** What will become of it by itself, or by a DELETE, and when. */
  next?: { readonly state: TrueState; readonly atMs: number };
}

const root = '/v1.0/ingestion/products';
const never = Number.POSITIVE_INFINITY;
const noLag = { fromMs: never, page: 0, list: 0 };
const missing = json(404, 'Http404Exception: The resource was not found.');
const firstId = 11529215056977358840n;

const usual: Readonly<Record<TrueState, readonly [string, string, string?]>> = {
  running: ['InProgress', 'Submitted', 'Completed'],
  canceled: ['InProgress', 'Cancelled'],
  succeeded: ['Published', 'ReadyToPublish'],
  failed: ['InProgress', 'FailedInCertification'],
  draft: ['InProgress', 'InDraft', 'Completed'],
};

/** A product with a random history: submissions that end by themselves, DELETEs that are quick, slow or without effect, and what comes after them. */
export function createSubmissionMarketplace(dice: Prng, clock: { nowMs(): number }): ApiMarketplace {
  const submissions: Submission[] = [];
  const cancels: TrueCancel[] = [];
  const afterwards = dice.pick(['gone', 'gone', 'gone', 'word', 'draft'] as const);
  const effectMs = dice.pick([0, 0, 3_000, 60_000, 170_000, 2_000_000]);
  /** The page and the list do not forget at the same time. */
  const lagMs = dice.pick([0, 0, 2_000, 20_000]);
  const isSound = dice.chance(0.9);
  const refusal = dice.pick([409, 400, 404]);
  const isRepublishing = dice.chance(0.25);
  const isMerging = dice.chance(0.3);
  const pageSize = dice.pick([2, 100]);
  const isBackwards = dice.chance(0.5);
  let wasIdle = false;
  let beginMs = never;

  const begin = (state: TrueState, shows = usual[state], mayLag = true): Submission => {
    const id = String(firstId + BigInt(submissions.length));
    const unknown = { fromMs: clock.nowMs() + dice.between(0, 40_000), page: dice.pick([4_000, 30_000]), list: dice.pick([0, 4_000]) };
    const isLagging = state === 'running' && mayLag && dice.chance(0.15);
    const one: Submission = {
      id,
      startedMs: clock.nowMs(),
      state,
      shows,
      goneMs: { page: never, list: never },
      unknown: isLagging ? unknown : noLag,
    };
    if (state === 'running' && dice.chance(0.4))
      one.next = {
        state: dice.pick(['succeeded', 'succeeded', 'failed', 'draft', 'running']),
        atMs: clock.nowMs() + dice.between(0, dice.pick([5_000, 600_000])),
      };
    submissions.push(one);
    return one;
  };
  begin('succeeded', ['Published', 'InStore']);
  if (dice.chance(0.5)) begin('failed');
  if (dice.chance(0.3)) begin('succeeded');
  if (dice.chance(0.1)) begin('succeeded', ['Published', 'Publishing']);
  if (dice.chance(0.1)) begin('draft');
  if (dice.chance(0.85))
    begin(
      'running',
      dice.pick([
        usual.running,
        ['InProgress', 'Publishing'],
        ['InProgress', 'InDraft', 'Running'],
        ...(dice.chance(0.3) ? [['InProgress', 'Rolling'] as const] : []),
      ]),
    );
  if (dice.chance(0.1)) begin('draft');
  if (dice.chance(0.05)) beginMs = dice.between(0, 20_000);

  const vanish = (one: Submission): void => {
    const [first, second] = [clock.nowMs(), clock.nowMs() + lagMs];
    one.goneMs = dice.chance(0.5) ? { page: first, list: second } : { page: second, list: first };
  };
  const end = (one: Submission, state: TrueState): void => {
    one.state = state;
    delete one.next;
    if (state === 'canceled' && afterwards === 'gone') vanish(one);
    else one.shows = showsAs(state);
    if (state === 'succeeded') replace(one);
    if (isRepublishing && state !== 'draft') beginMs = clock.nowMs() + dice.between(0, 20_000);
  };
  const showsAs = (state: TrueState): Submission['shows'] => {
    if (state === 'canceled' && afterwards === 'draft') return usual.draft;
    return state === 'failed' && dice.chance(0.5) ? ['InProgress', 'Submitted', 'Failed'] : usual[state];
  };
  /** It goes on by a newer number. */
  const renew = (one: Submission): void => {
    delete one.next;
    vanish(one);
    begin('running', usual.running, false);
  };
  /** What succeeds takes the place of the preview before it, or of what was live, or gets a number of its own and is not there by its old one any more. */
  const replace = (one: Submission): void => {
    if (dice.chance(0.4)) one.shows = ['Published', 'InStore'];
    const before = submissions.find(
      ({ state, shows, goneMs, id }) => id !== one.id && state === 'succeeded' && shows[1] === one.shows[1] && goneMs.page === never,
    );
    if (before) before.goneMs = { page: clock.nowMs(), list: clock.nowMs() };
    if (!isMerging) return;
    one.goneMs = { page: clock.nowMs(), list: clock.nowMs() };
    submissions.unshift({
      ...one,
      id: String(1_152_921_505_000n + BigInt(submissions.length)),
      goneMs: { page: never, list: never },
      unknown: noLag,
    });
  };
  const settle = (): void => {
    for (const one of submissions.filter(({ next }) => next && next.atMs <= clock.nowMs())) {
      if (one.next?.state === 'running') renew(one);
      else end(one, one.next?.state ?? one.state);
    }
    if (beginMs > clock.nowMs()) return;
    beginMs = never;
    begin(dice.chance(0.8) ? 'running' : 'draft');
  };
  const isThere = ({ goneMs, unknown }: Submission, where: 'page' | 'list'): boolean => {
    const sinceMs = clock.nowMs() - unknown.fromMs;
    return clock.nowMs() < goneMs[where] && !(sinceMs >= 0 && sinceMs < unknown[where]);
  };
  const running = (): Submission | undefined => submissions.find(({ state }) => state === 'running');

  const shown = ({ id, shows: [state, substate, status] }: Submission): object => ({
    id,
    state,
    substate,
    ...(status === undefined ? {} : { pendingUpdateInfo: { status } }),
  });
  const list = (from: number): WireReply => {
    const listed = submissions.filter((one) => isThere(one, 'list'));
    if (!listed.some(({ state }) => state === 'running')) wasIdle = true;
    const ordered = isBackwards ? listed.toReversed() : listed;
    const next = from + pageSize;
    const more = next < ordered.length ? { nextLink: `${root.slice(1)}/${productId}/submissions?$skipToken=${next}` } : {};
    return json(200, { value: ordered.slice(from, next).map(shown), ...more });
  };
  const remove = (id: string): WireReply => {
    const one = submissions.find((entry) => entry.id === id);
    const status =
      one === undefined || clock.nowMs() >= one.goneMs.page ? 404 : one.state === 'running' || one.state === 'draft' ? 204 : refusal;
    cancels.push({ atMs: clock.nowMs(), id, was: one?.state, status, isOurs: true });
    if (status !== 204 || !one) return json(status, 'ICH50400 - Unable to complete request.');
    const atMs = clock.nowMs() + effectMs;
    if (isSound && (!one.next || one.next.atMs > atMs)) one.next = { state: 'canceled', atMs };
    settle();
    return json(204, '');
  };

  return {
    operations: submissions,
    cancels,
    wasSeenIdle: () => wasIdle,
    mayListLag: () => submissions.some(({ unknown }) => unknown.list > 0),
    running,
    settle,
    answer: ({ method, path }) => {
      settle();
      const { pathname, searchParams } = new URL(path, 'http://marketplace');
      if (pathname === root) return json(200, { value: [{ id: productId }] });
      const [, product, id] = /^\/v1\.0\/ingestion\/products\/([^/]+)\/submissions(?:\/(\d+))?$/.exec(pathname) ?? [];
      if (product !== productId) return missing;
      if (method === 'DELETE') return remove(id ?? '');
      if (id === undefined) return list(Number(searchParams.get('$skipToken') ?? 0));
      const one = submissions.find((entry) => entry.id === id && isThere(entry, 'page'));
      return one ? json(200, shown(one)) : missing;
    },
  };
}
