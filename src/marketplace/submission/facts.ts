import type { ApiFacts } from '../api.ts';

/** The Partner Center submission API (docs/api.md#partner-center-submission-api). */
export const submissionFacts: ApiFacts = {
  name: 'submission',
  origin: 'https://api.partner.microsoft.com',
  defaultVersion: '',
  noun: 'submission',
  needsPublisher: false,
  takesEmails: false,
  takesIfMatch: false,
  cancelNamesOperation: true,
  needsOperationId: false,
  notFoundAdvice: 'Check offer-id and operation-id.',
  usualWait: '',
  isPreview: true,
};
