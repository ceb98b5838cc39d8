import { type Api, minuteMs, type SandboxClock } from '../api.ts';
import { empty, error, json, type WireReply, type WireRequest } from '../wire.ts';
import type { Fate, PortalScenario } from './scenario.ts';
import {
  apiVersion,
  busy,
  cancellationId,
  entry,
  migratedPath,
  type Named,
  nonMigratedPath,
  operation,
  refusals,
  type State,
} from './wire.ts';

/** All that is remembered of an offer: when a cancel was taken, and how many requests were turned away before. */
interface Offer extends Named {
  canceledAtMs?: number;
  turnedAway: { cancel: number; list: number };
}

export const runningId = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const olderIds = ['0f9c2a54-6f0e-4a53-9a3d-2d7f5d1f4c01', 'd3b1c7a8-11aa-4b2e-8a86-3f5f3c0a7e02'] as const;

/**
 * The documented Cloud Partner Portal API as a state machine: publishers and offers of any name.
 * Each has one running operation (when the scenario has one), and two older ones.
 */
export function createPortal(scenario: PortalScenario, clock: SandboxClock): Api {
  const offers = new Map<string, Offer>();
  const startedMs = clock.wallMs();

  const offerNamed = (publisherId: string, offerId: string): Offer => {
    const key = `${publisherId}/${offerId}`.toLowerCase();
    const offer = offers.get(key) ?? { publisherId, offerId, turnedAway: { cancel: 0, list: 0 } };
    offers.set(key, offer);
    return offer;
  };
  const fateOf = ({ offerId }: Named): Fate => scenario.fates?.[offerId] ?? scenario;
  const stateOf = (offer: Offer): State => {
    const { isRunning, end } = fateOf(offer);
    if (!isRunning) return 'succeeded';
    const isOver = end && offer.canceledAtMs !== undefined && clock.nowMs() - offer.canceledAtMs >= end.afterMs;
    return isOver && end ? end.as : 'running';
  };
  const isTurnedAway = (offer: Offer, what: 'cancel' | 'list'): boolean => {
    if (offer.turnedAway[what] >= (scenario.throttled ?? 0)) return false;
    offer.turnedAway[what] += 1;
    return true;
  };

  const list = (offer: Offer): WireReply => {
    if (scenario.isListGone) return error(404, 'NotFound', 'The resource was not found.');
    if (isTurnedAway(offer, 'list')) return busy;
    const kind = fateOf(offer).submissionType ?? 'publish';
    const entries = [
      entry(offer, olderIds[0], 'publish', 'failed', startedMs - 3 * 24 * 60 * minuteMs),
      entry(offer, runningId, kind, stateOf(offer), startedMs - 12 * minuteMs),
      entry(offer, olderIds[1], 'publish', 'canceled', startedMs - 25 * 60 * minuteMs),
    ];
    return json(200, `[${entries.join(',')}]`);
  };
  const page = (offer: Offer, id: string): WireReply => {
    if (id === runningId) return json(200, `[${operation(stateOf(offer), fateOf(offer).submissionType ?? 'publish')}]`);
    if (id === cancellationId && offer.canceledAtMs !== undefined) return json(200, operation(cancellationState(offer), 'cancel'));
    return error(404, 'NotFound', 'There is no operation with this id.');
  };
  const cancellationState = (offer: Offer): State => {
    const state = stateOf(offer);
    if (state === 'running') return 'running';
    return state === 'canceled' || !fateOf(offer).isRunning ? 'succeeded' : 'failed';
  };
  const cancel = (offer: Offer, request: WireRequest): WireReply => {
    if (!isCancelBody(request)) return error(400, 'BadRequest', 'The body has to be JSON with an object "metadata".');
    if (isTurnedAway(offer, 'cancel')) return busy;
    const { status, location } = fateOf(offer).cancel;
    if (status >= 400) return refusals[status] ?? error(status, 'Refused', 'The request was refused.');
    offer.canceledAtMs ??= clock.nowMs();
    const path = location === 'non-migrated' ? nonMigratedPath(offer) : migratedPath(offer);
    if (location === 'body') return json(status, JSON.stringify({ location: path }));
    return status === 202 && location !== 'nowhere' ? empty(status, { location: path }) : empty(status);
  };
  const answer = (request: WireRequest, url: URL): WireReply => {
    const pathname = url.pathname.replaceAll('%24', '$');
    const shared = /^\/api\/operations\/([^$/]+)\$([^$/]+)\$[^/]+$/.exec(pathname);
    const [, publisherId, offerId, route] = /^\/api\/publishers\/([^/]+)\/offers\/([^/]+)\/(.+)$/.exec(pathname) ?? shared ?? [];
    if (publisherId === undefined || offerId === undefined) return error(404, 'NotFound', 'There is no such route.');
    const offer = offerNamed(publisherId, offerId);
    const id = shared ? cancellationId : (/^operations\/([^/]+)$/.exec(route ?? '')?.[1] ?? '');
    switch (`${request.method} ${id === '' ? route : 'operation'}`) {
      case 'GET submissions':
      case 'GET submissions/':
        return list(offer);
      case 'GET status':
        return json(200, operation(stateOf(offer), fateOf(offer).submissionType ?? 'publish'));
      case 'GET operation':
        return page(offer, id.toLowerCase());
      case 'POST cancel':
        return cancel(offer, request);
      default:
        return error(404, 'NotFound', 'There is no such route.');
    }
  };

  return {
    audience: 'https://cloudpartner.azure.com',
    requestIdHeader: 'x-ms-correlation-request-id',
    refuse: (status, message) => error(status, status === 401 ? 'Unauthorized' : 'MethodNotAllowed', message),
    mayChange: (method, pathname) => method === 'POST' && pathname.endsWith('/cancel'),
    answer: (request, url) =>
      url.searchParams.get('api-version') === apiVersion
        ? answer(request, url)
        : error(400, 'InvalidAPIVersion', `Invalid api version. Allowed values are [${apiVersion}]`),
  };
}

function isCancelBody({ headers, body }: WireRequest): boolean {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return false;
  try {
    const parsed = JSON.parse(body) as { metadata?: unknown } | null;
    return typeof parsed?.metadata === 'object' && parsed.metadata !== null;
  } catch {
    return false;
  }
}
