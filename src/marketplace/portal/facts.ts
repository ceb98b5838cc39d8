import type { ApiFacts } from '../api.ts';

/** The Cloud Partner Portal API (docs/api.md#routes). */
export const portalFacts: ApiFacts = {
  name: 'cloud-partner-portal',
  origin: 'https://cloudpartner.azure.com',
  defaultVersion: '2017-10-31',
  noun: 'operation',
  needsPublisher: true,
  takesEmails: true,
  takesIfMatch: true,
  cancelNamesOperation: false,
  needsOperationId: false,
  notFoundAdvice:
    'Check publisher-id and offer-id. An offer made after the move to Partner Center has another API: ' +
    'api: submission (AppSource, Dynamics 365, SaaS, Azure Application) or api: product-ingestion (VM images, containers).',
  usualWait: 'one to three minutes',
  isPreview: false,
};
