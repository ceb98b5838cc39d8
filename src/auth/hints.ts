import type { Claims } from './jwt.ts';

const federation = ['70021', '700211', '700212', '700213', '7002138', '70025'];
const noSuchApplication = 'Check client-id and tenant-id: this tenant has no such application';
const otherCloud = 'The application belongs to another cloud; this API is served by the public one only';

/** What the codes of Microsoft Entra (docs/api.md#entra-codes) usually mean. They may change, so they are for people only and decide nothing. */
const hints: ReadonlyMap<string, string> = new Map([
  ['50034', noSuchApplication],
  ['53003', 'A Conditional Access policy of the tenant blocks the application: have it excluded from the policy'],
  ['70011', 'The scope was not understood: check that authority-url is left out'],
  ['90002', 'Check tenant-id: there is no such tenant in the public cloud'],
  ['90038', otherCloud],
  ['90055', 'The sign-in service is busy: run the step again in a minute'],
  [
    '500011',
    'The tenant does not know the API: check that tenant-id is the tenant of the Partner Center account; it has also been seen in outages of the sign-in service, so try again once',
  ],
  ['700011', noSuchApplication],
  ['700016', noSuchApplication],
  ['700024', "GitHub's token was outside its time window of about five minutes: run the step again"],
  ['700027', "GitHub's token was not signed with a key that Microsoft Entra knows: check the issuer of the federated credential"],
  ['700223', 'The tenant restricts federated sign-in: ask its administrator to allow it for this application'],
  ['700238', "The tenant does not allow this issuer: ask its administrator to allow GitHub's"],
  ['900382', otherCloud],
  ['7000215', "Put the secret's Value into client-secret, not its Secret ID; if it has expired, make a new one"],
  ['7000222', 'The client secret has expired: make a new one, or sign in without one (docs/signing-in.md)'],
]);

/** One sentence on what to change, for the codes of an Entra error; `claims` are those of the GitHub token that was traded, if one was. */
export function hintFor(codes: readonly string[], claims: Claims | undefined): string {
  const known = codes.map((code) => (federation.includes(code) ? federated(claims) : hints.get(code)));
  return known.find((hint) => hint !== undefined) ?? '';
}

function federated(claims: Claims | undefined): string {
  if (!claims) return "Check issuer, subject and audience of the application's federated credential";
  const { issuer, subject, audience } = claims;
  return `The application needs a federated credential with, letter for letter, issuer ${issuer}, subject ${subject}, audience ${audience} (${formOf(subject)})`;
}

/** The two forms of a subject (docs/api.md#subject): which one this job has, and that the other does not match. */
function formOf(subject: string): string {
  return /^repo:[^:]*@\d+[/:]/.test(subject)
    ? 'the form with ids; a credential for repo:owner/name:… does not match it'
    : 'the form without ids; a credential for repo:owner@id/name@id:… does not match it';
}
