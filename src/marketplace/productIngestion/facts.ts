import type { ApiFacts } from '../api.ts';

/** The Product Ingestion API (docs/api.md#product-ingestion-api). */
export const ingestionFacts: ApiFacts = {
  name: 'product-ingestion',
  origin: 'https://graph.microsoft.com',
  defaultVersion: '2022-03-01-preview2',
  noun: 'job',
  needsPublisher: false,
  takesEmails: false,
  takesIfMatch: false,
  cancelNamesOperation: true,
  needsOperationId: true,
  notFoundAdvice: 'Check offer-id and operation-id.',
  usualWait: '',
  isPreview: true,
};
