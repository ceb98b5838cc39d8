import { json, type WireReply } from '../wire.ts';
import type { Shown } from './scenario.ts';

export const root = '/v1.0/ingestion';

/** A refusal. Its body is a JSON string, sometimes with JSON in it (docs/api.md#error-bodies). */
export function problem(status: number, message: string, headers: Record<string, string> = {}): WireReply {
  const fault = { faultCode: 50_400, message, correlationId: '44444444-0000-4000-8000-000000000000' };
  const text = status === 400 ? `ICH50400 - Unable to complete request. ${JSON.stringify(fault)}` : `Http${status}Exception: ${message}`;
  return json(status, JSON.stringify(text), headers);
}

export const refusals = {
  400: problem(400, 'The submission cannot be deleted in its current state.'),
  403: problem(403, 'The caller may not delete submissions of this product.'),
  404: problem(404, 'The resource was not found.'),
  409: problem(409, 'Only a submission in progress can be deleted.'),
} as const;

export const busy = problem(429, 'Request rate exceeds limit.', { 'retry-after': '1' });

export function product(id: string, offerId: string): object {
  const externalIDs = [{ type: 'AzureOfferId', value: offerId }];
  return { resourceType: 'AzureApplication', name: offerId, externalIDs, isModularPublishing: true, id };
}

/** A submission. Its publish option is shown only to who asks for it. */
export function submission(id: string, { state, substate, pending, isAutoPromote = false }: Shown, isExpanded: boolean): object {
  const failureReason = pending === 'Failed' ? { failureReason: 'Active validation errors' } : {};
  return {
    resourceType: 'Submission',
    state,
    substate,
    targets: [{ type: 'Scope', value: substate === 'InStore' ? 'live' : 'preview' }],
    resources: [{ type: 'Package', value: '55555555-0000-4000-8000-000000000000' }],
    ...(isExpanded ? { publishOption: { isManualPublish: false, isAutoPromote } } : {}),
    ...(state === 'Published' ? { publishedTimeInUtc: '2026-01-30T12:00:00.1234567Z' } : {}),
    ...(pending ? { pendingUpdateInfo: { updateType: 'Create', status: pending, ...failureReason } } : {}),
    areResourcesReady: substate !== 'InDraft',
    id,
  };
}

/** The address of a further page: without a slash in front, and with a token that ends in an encoded `=`. */
export function nextLink(productId: string, from: number): string {
  const token = Buffer.from(`entry ${from}`).toString('base64');
  return `${root.slice(1)}/products/${productId}/submissions?$skipToken=${encodeURIComponent(token)}`;
}

/** Which entry a page begins with, by the token of its address. */
export function pageStart(token: string): number {
  return Number(/^entry (\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1] ?? Number.NaN);
}
