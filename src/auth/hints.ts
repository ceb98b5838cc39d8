import type { Claims } from './jwt.ts';

/** What was tried: as which application, and with which token of GitHub, if its claims could be read. */
export interface Attempt {
  readonly clientId: string;
  readonly claims: Claims | undefined;
}

/** One sentence on what to change. `isOfClaims`: it is about the issuer, the subject and the audience of GitHub's token. */
export interface Hint {
  readonly text: string;
  readonly isOfClaims: boolean;
}

interface Cause {
  readonly codes: readonly string[];
  readonly hint: string | ((attempt: Attempt) => string);
  readonly isOfClaims?: true;
}

/** What the codes of Microsoft Entra usually mean (docs/api.md#entra-codes). They may change, so they only choose a hint. */
export const causes: readonly Cause[] = [
  {
    codes: ['70021', '700211', '700212', '700213', '7002137', '7002138', '70025'],
    hint: federation,
    isOfClaims: true,
  },
  {
    codes: ['700027', '900384'],
    hint: "GitHub's token was not signed with a key that Microsoft Entra knows: check the issuer of the federated credential",
    isOfClaims: true,
  },
  {
    codes: ['700223'],
    hint: 'The tenant restricts federated sign-in: ask its administrator to allow it for this application',
    isOfClaims: true,
  },
  { codes: ['700238'], hint: "The tenant does not allow this issuer: ask its administrator to allow GitHub's", isOfClaims: true },
  {
    codes: ['700024', '500133'],
    hint: "GitHub's token was outside its time window of about five minutes: run the step again",
  },
  { codes: ['700016', '700011', '70001'], hint: 'Check client-id and tenant-id: this tenant has no such application' },
  {
    codes: ['7000229'],
    hint: ({ clientId }) =>
      `The application has no service principal (enterprise application) in this tenant: run az ad sp create --id ${clientId}`,
  },
  { codes: ['7000112'], hint: 'The application is disabled in this tenant: have its enterprise application enabled' },
  {
    codes: ['700025'],
    hint:
      'The application is registered as a public client, which has no secret and no federated credential: ' +
      'register it as a web application',
  },
  {
    codes: ['50020', '90072', '50034', '51004', '50014', '16000', '16003', '90084'],
    hint:
      'Microsoft Entra takes it for the account of a user or a guest that this tenant does not have: check client-id and tenant-id; ' +
      'client-id is the Application (client) ID of an app registration in this tenant',
  },
  {
    codes: ['7000215', '70002'],
    hint: "Put the secret's Value into client-secret, not its Secret ID; if it has expired, make a new one",
  },
  { codes: ['7000222'], hint: 'The client secret has expired: make a new one, or sign in without one (docs/signing-in.md)' },
  { codes: ['90002', '90019', '50059', '50128'], hint: 'Check tenant-id: there is no such tenant in the public cloud' },
  {
    codes: ['90038', '900382', '900432', '90051', '1000104'],
    hint: 'The application belongs to another cloud; this API is served by the public one only',
  },
  {
    codes: ['500011', '50001', '500014', '650052', '650054'],
    hint:
      'The tenant does not know the API: check that tenant-id is the tenant of the Partner Center account; ' +
      'it has also been seen in outages of the sign-in service, so try again once',
  },
  { codes: ['70011', '28002', '700022', '700023', '901002'], hint: 'The scope was not understood: check that authority-url is left out' },
  {
    codes: ['53000', '53001', '53002', '53003', '530031', '530032', '530034', '530035', '53011', '50005', '50097', '50131', '50158'],
    hint: blockedByPolicy('A Conditional Access policy'),
  },
  { codes: ['50072', '50074', '50076', '50078', '50079'], hint: blockedByPolicy('A policy that wants multi-factor authentication') },
  {
    codes: ['50002', '500021', '500022', '500212', '500213'],
    hint: 'Tenant restrictions do not let this runner sign in to the tenant: ask who runs the network, or the tenant, to allow it',
  },
  {
    codes: ['65001', '65005', '650056', '650057', '90008', '90093', '90094', '90095', '90099', '50105', '501051'],
    hint:
      'The tenant wants consent or a role for the application before it gives it a token: ask its administrator to grant that ' +
      '(the marketplace itself needs no API permission)',
  },
  {
    codes: ['90055', '90006', '90012', '90024', '90033', '90090', '90091', '50000', '50033', '50196'],
    hint: 'The sign-in service is busy: run the step again in a minute',
  },
];

export function hintFor(codes: readonly string[], attempt: Attempt): Hint {
  const cause = codes.map((code) => causes.find((one) => one.codes.includes(code))).find((known) => known !== undefined);
  if (!cause) return { text: '', isOfClaims: false };
  const { hint, isOfClaims = false } = cause;
  return { text: typeof hint === 'string' ? hint : hint(attempt), isOfClaims };
}

function federation({ claims }: Attempt): string {
  if (!claims) return "Check issuer, subject and audience of the application's federated credential";
  return (
    'No federated credential of the application matches this job: give it one with the issuer, subject and audience that the log shows, ' +
    `letter for letter${formOf(claims.subject)}`
  );
}

/** The form of the job's subject (docs/api.md#subject): a credential with the other form does not match. A template gives neither. */
function formOf(subject: string): string {
  if (!subject.startsWith('repo:')) return '';
  return /^repo:[^:]*@\d+[/:]/.test(subject)
    ? ' (the form with ids; a credential for repo:owner/name:… does not match it)'
    : ' (the form without ids; a credential for repo:owner@id/name@id:… does not match it)';
}

function blockedByPolicy(policy: string): string {
  return `${policy} of the tenant blocks the application: have it excluded from the policy`;
}
