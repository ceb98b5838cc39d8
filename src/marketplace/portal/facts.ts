import type { ApiFacts } from '../api.ts';

/** The Cloud Partner Portal API (api.md §1.1). */
export const portalFacts: ApiFacts = { origin: 'https://cloudpartner.azure.com', defaultVersion: '2017-10-31' };
