import type { ApiFacts } from '../api.ts';

/** The Cloud Partner Portal API (docs/api.md#routes). */
export const portalFacts: ApiFacts = {
  name: 'cloud-partner-portal',
  origin: 'https://cloudpartner.azure.com',
  defaultVersion: '2017-10-31',
  noun: 'operation',
  needsPublisher: true,
  needsOperationId: false,
  usualWait: 'one to three minutes',
  isPreview: false,
};
