import type { ApiFacts } from '../api.ts';

/** The Product Ingestion API (docs/api.md#product-ingestion-api). */
export const ingestionFacts: ApiFacts = {
  name: 'product-ingestion',
  origin: 'https://graph.microsoft.com',
  defaultVersion: '2022-03-01-preview2',
  noun: 'job',
  needsPublisher: false,
  needsOperationId: true,
  usualWait: '',
  isPreview: true,
};
