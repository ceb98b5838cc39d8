import { allCauses, outcomeOf } from '../../src/outcome/causes.ts';
import type { Event, OfferHistory, OfferResult } from '../../src/outcome/result.ts';

/** A proved cancel of `contoso/contoso-vm`, but for what is given; the cause is the first with that outcome. */
export function offerResult({
  history = {},
  ...fields
}: Partial<Omit<OfferResult, 'history'>> & { readonly history?: Partial<OfferHistory> } = {}): OfferResult {
  const { outcome = 'canceled', next = '', message = 'Operation id is canceled.' } = fields;
  return {
    publisherId: 'contoso',
    offerId: 'contoso-vm',
    cause: allCauses.find((cause) => outcomeOf(cause) === outcome) ?? 'unfinished',
    statusCode: 202,
    operationPath: '/api/path',
    operationId: 'id',
    requestId: 'request',
    sent: 'yes',
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
