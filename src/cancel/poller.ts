import type { Observation, OperationLink, ReadResult, ReadRoute, UnreadableReason } from '../marketplace/api.ts';
import { isDenied, isSameId } from '../marketplace/operations.ts';
import type { OfferContext, Target } from './context.ts';
import { progressOf } from './wording.ts';

/** What one look of the poller showed. */
export interface PollResult {
  /** It was a look at the reply's link, and not at the target. */
  readonly isLink: boolean;
  readonly observation: Observation;
  /** Whether this or any earlier look, a link's apart, saw the target running. */
  readonly hasRun: boolean;
  /** It was the look at the deadline. */
  readonly isLast: boolean;
}

/** Looks again and again, one route per look, until the deadline; the last look is at the deadline itself. */
export interface Poller {
  /** The next look after its pause; `undefined` when time is up or the run was canceled. */
  next(): Promise<PollResult | undefined>;
  /** Looks at the reply's link before the target, and not before the service wants to be asked. */
  follow(link: OperationLink | undefined, retryAfterMs: number | undefined): void;
  /** The next look comes at once. */
  pollNow(): void;
}

const firstPauseMs = 1_000;
const heartbeatMs = 30_000;
const mostUnreadableOnLink = 3;
/** A link that always changes is no longer followed. */
const mostMoves = 20;
/** Failures after which a link is not looked at again. An absent page may only be early. */
const deadLink: readonly UnreadableReason[] = ['unserved', 'withdrawn', 'unauthorized', 'forbidden', 'signed-out'];

/**
 * The pause after `looks` pauses: 1 s, then ten times as long each time while that is under the interval.
 * Then, once, any part of the interval, so that the looks of many steps spread evenly.
 * Then 0.75 to 1 times the interval, more often close to 1. What that comes to is in docs/performance.md.
 */
function pollPause(looks: number, intervalMs: number, random: number): number {
  const grownMs = firstPauseMs * 10 ** Math.min(looks, 9);
  if (grownMs >= intervalMs && grownMs < intervalMs * 10) return intervalMs * 0.95 * random;
  return Math.min(intervalMs, grownMs) * (1 - 0.25 * (1 - random) ** 2);
}

export function createPoller(context: OfferContext, target: Target): Poller {
  const { marketplace, clock, plan, deadlineMs, stop, log, onObserved } = context;
  let [route, ...otherRoutes] = target.routes;
  let link: OperationLink | undefined;
  let looks = 0;
  let unreadableOnLink = 0;
  let notBeforeMs = 0;
  let isDue = false;
  let isDone = false;
  let moves = 0;
  let isWarned = false;
  let hasRun = target.wasSeenRunning;
  let lastLogged = '';
  let lastLoggedAtMs = clock.nowMs();

  const report = ({ subject }: ReadRoute, { isLink, observation }: PollResult): void => {
    if (!isLink && 'operation' in observation) onObserved(observation.operation);
    const text = textOf(subject, observation);
    if (text === lastLogged) return;
    log('note', text);
    lastLogged = text;
    lastLoggedAtMs = clock.nowMs();
  };

  /** Sleeps, with a line every 30 s. */
  const sleepUntil = async (untilMs: number): Promise<void> => {
    while (clock.nowMs() < untilMs && !stop.aborted) {
      const nextLineMs = lastLoggedAtMs + heartbeatMs;
      if (clock.nowMs() < nextLineMs) await clock.sleep(Math.min(untilMs, nextLineMs) - clock.nowMs(), stop);
      else {
        log('heartbeat', lastLogged === '' ? 'Still waiting' : `Still waiting. ${lastLogged}`);
        lastLoggedAtMs = clock.nowMs();
      }
    }
  };

  /** Sleeps until the next look is due: never before the service wants it, never past the deadline. */
  const pause = async (): Promise<void> => {
    const pauseMs = isDue ? 0 : pollPause(looks, plan.pollIntervalMs, clock.random());
    await sleepUntil(Math.min(Math.max(clock.nowMs() + pauseMs, notBeforeMs), deadlineMs));
    if (!isDue) looks += 1;
    isDue = false;
  };

  /** A link may move on, be unreadable for a while, or end, which only the target can confirm. */
  const afterLink = ({ observation, link: moved, isLinkRejected = false }: ReadResult): void => {
    if (isLinkRejected && !isWarned) log('warning', linkRejected);
    isWarned ||= isLinkRejected;
    if (moved && moved.path !== link?.path && moves < mostMoves) {
      moves += 1;
      link = moved;
    }
    unreadableOnLink = observation.kind === 'unreadable' ? unreadableOnLink + 1 : 0;
    isDue = observation.kind === 'ended';
    if (isOver(observation, unreadableOnLink)) link = undefined;
  };

  /** To the other routes in turn until one can be read. */
  const afterTarget = (observation: Observation): void => {
    if (observation.kind !== 'unreadable' || isDenied(observation)) return;
    const [next = route, ...rest] = otherRoutes;
    otherRoutes = [...rest, route];
    route = next;
  };

  const look = async (): Promise<PollResult | undefined> => {
    const isLink = link !== undefined;
    const place = link ? marketplace.linkRoute(link) : route;
    const read = await place.read('once');
    if (stop.aborted) return undefined;
    const { observation, retryAfterMs = 0 } = read;
    notBeforeMs = clock.nowMs() + retryAfterMs;
    hasRun ||= !isLink && observation.kind === 'running';
    const result = { isLink, observation, hasRun, isLast: isDone };
    report(place, result);
    if (isLink) afterLink(read);
    else afterTarget(observation);
    return result;
  };

  return {
    pollNow: () => {
      isDue = true;
    },
    follow: (to, retryAfterMs = 0) => {
      link = to && !isSameId(to.id, target.id) ? to : undefined;
      notBeforeMs = clock.nowMs() + retryAfterMs;
    },
    next: async () => {
      if (isDone) return undefined;
      await pause();
      if (stop.aborted) return undefined;
      isDone = clock.nowMs() >= deadlineMs;
      if (isDone) link = undefined;
      return look();
    },
  };
}

const linkRejected = 'An address that the service gave for the cancellation is not one of an operation of this offer, and is not followed';

/** Whether a link has ended, or cannot be used any more. */
function isOver(observation: Observation, unreadableOnLink: number): boolean {
  if (observation.kind !== 'unreadable') return observation.kind !== 'running';
  return deadLink.includes(observation.reason) || unreadableOnLink >= mostUnreadableOnLink;
}

function textOf(subject: string, observation: Observation): string {
  if (observation.kind === 'unsettled') return observation.detail;
  if (observation.kind === 'unreadable') return `${subject} could not be read: ${observation.detail}`;
  return observation.kind === 'never-published' ? `${subject} was never published` : `${subject}: ${progressOf(observation.operation)}`;
}
