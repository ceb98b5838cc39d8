import type { ApiFacts } from '../api.ts';

/** The Partner Center submission API (docs/api.md#partner-center-submission-api). */
export const submissionFacts: ApiFacts = {
  name: 'submission',
  origin: 'https://api.partner.microsoft.com',
  defaultVersion: '',
  noun: 'submission',
  needsPublisher: false,
  needsOperationId: false,
  usualWait: '',
  isPreview: true,
};
