import { readInputs } from '../../src/action/inputs.ts';
import { type InputError, type Plan, parsePlan } from '../../src/inputs/plan.ts';
import type { ApiFacts } from '../../src/marketplace/api.ts';
import { portalFacts } from '../../src/marketplace/portal/facts.ts';
import { createFakeRunner } from './fakeRunner.ts';
import { guid } from './inputRules.ts';

export type Words = Readonly<Record<string, string>>;

export const given = { 'publisher-id': 'contoso', 'offer-id': 'contoso-vm', token: 'eyJ0.e30.c2ln' };
export const api: ApiFacts = portalFacts;
export const usual: Plan = {
  api,
  publisherId: 'contoso',
  offerIds: ['contoso-vm'],
  emails: [],
  signIn: { method: 'token', token: 'eyJ0.e30.c2ln', resource: api.origin },
  operationId: '',
  operationProduct: '',
  ifNothingToCancel: 'error',
  wait: true,
  timeoutMs: 900_000,
  isTimeoutAtMaximum: false,
  pollIntervalMs: 10_000,
  isDryRun: false,
  environment: '',
  githubToken: '',
  ifMatch: '',
  apiVersion: '2017-10-31',
  baseUrl: 'https://cloudpartner.azure.com',
  recording: '',
  isSandbox: false,
  unusedProxy: '',
  notices: [],
  warnings: [],
  debugNotes: [],
};

/** Instead of a token. */
export const application = { token: '', 'tenant-id': 'contoso.com', 'client-id': guid };
export const authorityUrl = 'https://login.microsoftonline.com';
export const known = { resource: api.origin, authorityUrl, tenantId: 'contoso.com', clientId: guid };
export const job = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://runner.example/token', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token' };

export function planOf(inputs: Words, environment: Words = {}, extraCertificates = 0): Plan | InputError {
  return parsePlan(readInputs(createFakeRunner({ inputs: { ...given, ...inputs }, environment, extraCertificates })));
}
