import type { OperationPath } from '../marketplace/location.ts';
import type { Look } from '../marketplace/portal.ts';
import { type Blindness, isDenied, type Seen } from '../marketplace/seen.ts';
import type { Scene, Target } from './scene.ts';
import { progressOf } from './words.ts';

/** Where a look goes: the reply's link, the fenced operation's page, its entry in the list, or the offer's status. */
type View = 'link' | 'operation' | 'list' | 'status';

export interface Sight {
  readonly view: View;
  readonly seen: Seen;
  /** Whether this or any earlier look, a link's apart, saw the operation running. */
  readonly hasRun: boolean;
}

/** Looks again and again, one URL per look, until the deadline; the last look is at the deadline itself. */
export interface Watch {
  /** The next look after its pause; `undefined` when time is up or the run was canceled. */
  next(): Promise<Sight | undefined>;
  /** Puts the reply's link before the fence, and keeps away until the service wants to be asked. */
  follow(link: OperationPath | undefined, retryAfterMs: number | undefined): void;
  /** The next look comes at once. */
  hurry(): void;
}

const firstPauseMs = 1_000;
const heartbeatMs = 60_000;
const mostBlindOnLink = 3;
/** A link that moves on for ever leads nowhere. */
const mostMoves = 20;
/** Answers after which a link is not asked again. A 404 may only be early. */
const deadLink: readonly Blindness[] = ['unserved', 'withdrawn', 'unauthorized', 'forbidden', 'signed-out'];

/**
 * The pause after `looks` pauses: 1 s, then ten times as long each time as long as that is under the interval; then, once, any part of the interval, so that operations of every length
 * end as often shortly before a look as long before it; then 0.75 to 1 times the interval, more often close to 1. What that comes to is in docs/performance.md.
 */
function pollPause(looks: number, intervalMs: number, random: number): number {
  const grownMs = firstPauseMs * 10 ** Math.min(looks, 9);
  if (grownMs >= intervalMs && grownMs < intervalMs * 10) return intervalMs * 0.95 * random;
  return Math.min(intervalMs, grownMs) * (1 - 0.25 * (1 - random) ** 2);
}

export function watch(scene: Scene, target: Target): Watch {
  const { clock, plan, portal, deadlineMs, stop, tell, show } = scene;
  const home: View = target.fence === undefined ? 'status' : 'operation';
  let view = home as View;
  let link: OperationPath | undefined;
  let looks = 0;
  let blindOnLink = 0;
  let notBeforeMs = 0;
  let isHurried = false;
  let isDone = false;
  let moves = 0;
  let isWarned = false;
  let hasRun = target.wasSeenRunning;
  let told = '';
  let toldAtMs = clock.nowMs();

  const ask = (): Promise<Look> => {
    if (view === 'link' && link) return portal.follow(link);
    if (target.fence === undefined) return portal.status();
    return view === 'list' ? portal.entry(target.fence) : portal.operation(target.fence);
  };

  const report = (sight: Sight): void => {
    if (sight.view !== 'link' && 'operation' in sight.seen) show(sight.seen.operation);
    const text = textOf(sight);
    if (text !== told) tell('change', text, sight.seen.kind === 'blind' ? { brief: `${subjects[sight.view]} could not be read` } : {});
    else if (clock.nowMs() - toldAtMs >= heartbeatMs) tell('heartbeat', `${text}, still`);
    else return;
    told = text;
    toldAtMs = clock.nowMs();
  };

  /** Sleeps until the next look is due: never before the service wants it, never past the deadline. */
  const pause = async (): Promise<void> => {
    const pauseMs = isHurried ? 0 : pollPause(looks, plan.pollIntervalMs, clock.random());
    const dueMs = Math.min(Math.max(clock.nowMs() + pauseMs, notBeforeMs), deadlineMs);
    if (dueMs > clock.nowMs()) await clock.sleep(dueMs - clock.nowMs(), stop);
    if (!isHurried) looks += 1;
    isHurried = false;
  };

  /** A link may move on, be blind for a while, or end, which only the fence can confirm. */
  const onLink = (seen: Seen, { link: moved, isRejected = false }: Look): void => {
    if (isRejected && !isWarned)
      tell(
        'warning',
        'An address that the service gave for the cancellation is not one of an operation of this offer, and is not followed',
      );
    isWarned ||= isRejected;
    if (moved && moved.path !== link?.path && moves < mostMoves) {
      moves += 1;
      link = moved;
    }
    blindOnLink = seen.kind === 'blind' ? blindOnLink + 1 : 0;
    isHurried = seen.kind === 'ended';
  };

  return {
    hurry: () => {
      isHurried = true;
    },
    follow: (to, retryAfterMs) => {
      if (to && !(target.fence !== undefined && to.id?.toLowerCase() === target.fence.toLowerCase())) {
        link = to;
        view = 'link';
      }
      notBeforeMs = clock.nowMs() + (retryAfterMs ?? 0);
    },
    next: async () => {
      if (isDone) return undefined;
      await pause();
      if (stop.aborted) return undefined;
      isDone = clock.nowMs() >= deadlineMs;
      if (isDone && view === 'link') view = home;
      const asked = await ask();
      const { seen, retryAfterMs } = asked;
      if (stop.aborted) return undefined;
      notBeforeMs = clock.nowMs() + (retryAfterMs ?? 0);
      hasRun ||= view !== 'link' && seen.kind === 'running';
      const sight = { view, seen, hasRun };
      report(sight);
      if (view === 'link') onLink(seen, asked);
      view = viewAfter(sight, home, blindOnLink);
      return sight;
    },
  };
}

/** Where the next look goes: to a link until it ends or is dead, to page and list in turn until one can be read. */
function viewAfter({ view, seen }: Sight, home: View, blindOnLink: number): View {
  if (view === 'link') {
    const isDead = seen.kind === 'blind' && (deadLink.includes(seen.reason) || blindOnLink >= mostBlindOnLink);
    return seen.kind === 'running' || (seen.kind === 'blind' && !isDead) ? 'link' : home;
  }
  if (seen.kind !== 'blind' || isDenied(seen) || view === 'status') return view;
  return view === 'operation' ? 'list' : 'operation';
}

const subjects: Readonly<Record<View, string>> = {
  link: 'The cancellation',
  operation: 'The operation',
  list: 'The operation',
  status: 'The offer',
};

function textOf({ view, seen }: Sight): string {
  if (seen.kind === 'blind') return `${subjects[view]} could not be read: ${seen.why}`;
  return seen.kind === 'idle' ? `${subjects[view]} was never published` : `${subjects[view]}: ${progressOf(seen.operation)}`;
}
