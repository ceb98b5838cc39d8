import { portalFacts } from '../../src/marketplace/portal/facts.ts';
import { allCauses, liveOf, outcomeOf } from '../../src/outcome/causes.ts';
import { headlineReason, stateOf, stillRunning } from '../../src/outcome/headline.ts';
import type { Event, OfferHistory, OfferResult } from '../../src/outcome/result.ts';

/** A proved cancel of `contoso/contoso-vm`, but for what is given; the cause is the first with that outcome, and the headline its own. */
export function offerResult({
  history = {},
  ...fields
}: Partial<Omit<OfferResult, 'history'>> & { readonly history?: Partial<OfferHistory> } = {}): OfferResult {
  const { outcome = 'canceled', next = '', message = 'Operation id is canceled.', statusCode = 202 } = fields;
  const cause = fields.cause ?? allCauses.find((one) => outcomeOf(one) === outcome) ?? 'unfinished';
  const runs = stillRunning(cause, history.progress?.isRunning === true);
  return {
    publisherId: 'contoso',
    offerId: 'contoso-vm',
    cause,
    statusCode,
    operationPath: '/api/path',
    operationId: 'id',
    requestId: 'request',
    sent: 'yes',
    state: stateOf(cause, runs),
    headlineReason: headlineReason(cause, { sent: fields.sent ?? 'yes', statusCode }, portalFacts),
    stillRunning: runs,
    why: 'Operation id is canceled.',
    live: liveOf(cause),
    ...fields,
    outcome,
    next,
    message: next === '' || message.endsWith(next) ? message : `${message} ${next}`,
    history: { events: [], tookMs: 1000, ...history },
  };
}

export function event(kind: Event['kind'], text: string, atMs = 1000): Event {
  return { kind, text, atMs };
}
