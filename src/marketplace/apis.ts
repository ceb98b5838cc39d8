import type { Limits } from '../http/retry.ts';
import type { ApiFacts, ApiName, ApiSend, MarketplaceApi } from './api.ts';
import { portalFacts } from './portal/facts.ts';
import { createPortal } from './portal/portal.ts';
import { ingestionFacts } from './productIngestion/facts.ts';
import { createIngestion } from './productIngestion/productIngestion.ts';
import { submissionFacts } from './submission/facts.ts';
import { createSubmission } from './submission/submission.ts';

/** The facts of every API by its word in the input `api`. */
export const apis: Readonly<Record<ApiName, ApiFacts>> = {
  'cloud-partner-portal': portalFacts,
  submission: submissionFacts,
  'product-ingestion': ingestionFacts,
};

/**
 * What an adapter has to know of one offer. `guard`: what `operation-id` names, `''` for nothing; `guardProduct`: the product in its
 * path.
 */
export interface OfferAddress {
  readonly publisherId: string;
  readonly offerId: string;
  readonly baseUrl: string;
  readonly apiVersion: string;
  readonly guard: string;
  readonly guardProduct: string;
}

/** The adapter of an API for one offer. */
export function createApi(name: ApiName, offer: OfferAddress, send: ApiSend, limits: Limits): MarketplaceApi {
  switch (name) {
    case 'cloud-partner-portal':
      return createPortal(offer, send);
    case 'submission':
      return createSubmission(offer, send, limits);
    case 'product-ingestion':
      return createIngestion(offer, send);
  }
}
