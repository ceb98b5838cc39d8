import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causes, hintFor } from '../../src/auth/hints.ts';
import type { Claims } from '../../src/auth/jwt.ts';
import { documents } from '../support/documents.ts';
import { anything, guid } from '../support/inputRules.ts';

const claims: Claims = {
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:contoso/offers:ref:refs/heads/main',
  audience: 'api://AzureADTokenExchange',
  application: '',
  tenant: '',
};
const federation = ['70021', '700211', '700212', '700213', '7002137', '7002138', '70025'];
const textFor = (codes: readonly string[], own?: Claims): string => hintFor(codes, { clientId: guid, claims: own }).text;

describe('the hint for a code of Microsoft Entra', () => {
  it.each([
    { code: '7000215', says: /Value into client-secret, not its Secret ID.*expired/ },
    { code: '7000222', says: /secret has expired.*make a new one.*docs\/signing-in\.md/ },
    { code: '700016', says: /client-id and tenant-id.*no such application/ },
    { code: '700011', says: /client-id and tenant-id.*no such application/ },
    { code: '70001', says: /client-id and tenant-id.*no such application/ },
    { code: '7000229', says: new RegExp(`no service principal.*az ad sp create --id ${guid}$`) },
    { code: '7000112', says: /disabled.*enterprise application enabled/ },
    { code: '700025', says: /public client.*web application/ },
    ...['50034', '50020', '90072', '51004', '50014', '16000', '16003', '90084'].map((code) => ({
      code,
      says: /a user or a guest that this tenant does not have: check client-id and tenant-id/,
    })),
    ...['90019', '50059', '50128'].map((code) => ({ code, says: /Check tenant-id: there is no such tenant/ })),
    ...['900432', '90051', '1000104'].map((code) => ({ code, says: /another cloud/ })),
    ...['500014', '50001', '650052'].map((code) => ({ code, says: /tenant does not know the API/ })),
    ...['53000', '530032', '530035', '50131'].map((code) => ({ code, says: /Conditional Access/ })),
    ...['50076', '50079'].map((code) => ({ code, says: /multi-factor/ })),
    ...['50002', '500021', '500213'].map((code) => ({ code, says: /Tenant restrictions/ })),
    ...['65001', '90094', '501051'].map((code) => ({ code, says: /consent or a role/ })),
    ...['90033', '90006', '50033'].map((code) => ({ code, says: /busy.*run the step again/ })),
    { code: '500133', says: /time window.*run the step again/ },
    { code: '90002', says: /Check tenant-id: there is no such tenant/ },
    { code: '900382', says: /another cloud/ },
    { code: '90038', says: /another cloud/ },
    { code: '500011', says: /tenant does not know the API.*tenant-id.*outages.*try again/ },
    { code: '70011', says: /scope.*authority-url/ },
    { code: '53003', says: /Conditional Access/ },
    { code: '90055', says: /busy.*run the step again/ },
    { code: '700024', says: /time window.*run the step again/ },
    { code: '700027', says: /not signed with a key.*check the issuer/ },
    { code: '700223', says: /restricts federated sign-in/ },
    { code: '700238', says: /does not allow this issuer/ },
  ])('AU-15 AU-16 $code, with and without claims', ({ code, says }) => {
    expect(textFor([code])).toMatch(says);
    expect(textFor([code], claims)).toBe(textFor([code]));
  });

  it.each(federation)('AU-26 F33 %s: what the federated credential must be, and that the log shows it', (code) => {
    expect(hintFor([code], { clientId: guid, claims })).toStrictEqual({
      text: 'No federated credential of the application matches this job: give it one with the issuer, subject and audience that the log shows, letter for letter (the form without ids; a credential for repo:owner@id/name@id:… does not match it)',
      isOfClaims: true,
    });
  });

  it.each(federation)('AU-26 %s for a token that cannot be read', (code) => {
    expect(textFor([code])).toBe("Check issuer, subject and audience of the application's federated credential");
  });

  it.each(['700027', '700223', '700238'])('AU-26 %s is about the claims, too', (code) => {
    expect(hintFor([code], { clientId: guid, claims }).isOfClaims).toBe(true);
  });

  it.each(['700016', '700024', '1'])('%s is not about the claims', (code) => {
    expect(hintFor([code], { clientId: guid, claims }).isOfClaims).toBe(false);
  });

  it.each([
    { subject: 'repo:contoso@12/offers@34:ref:refs/tags/v1', hasIds: true },
    { subject: 'repo:contoso@12/offers@34:environment:a@1/b', hasIds: true },
    { subject: 'repo:contoso@12:pull_request', hasIds: true },
    { subject: 'repo:contoso/offers:pull_request', hasIds: false },
    { subject: 'repo:contoso/offers:environment:live@1/x', hasIds: false },
    { subject: 'repo:contoso/offers:ref:refs/heads/me@12:x', hasIds: false },
  ])('AU-26 the subject "$subject" has ids: $hasIds', ({ subject, hasIds }) => {
    const form = hasIds
      ? 'the form with ids; a credential for repo:owner/name:… does not match it'
      : 'the form without ids; a credential for repo:owner@id/name@id:… does not match it';
    expect(textFor(['700213'], { ...claims, subject })).toMatch(new RegExp(`\\(${form}\\)$`));
  });

  it.each([
    'job_workflow_ref:contoso/offers/.github/workflows/a.yml@refs/heads/main',
    'my-repo:contoso@12/offers@34:ref',
    'repository_owner_id:1',
    '',
  ])('F32 the subject "%s" has neither form', (subject) => {
    expect(textFor(['700213'], { ...claims, subject })).toMatch(/that the log shows, letter for letter$/);
  });

  it('every code has one cause, and its row in docs/signing-in.md and docs/api.md', () => {
    const codes = causes.flatMap((cause) => cause.codes);
    expect(new Set(codes).size).toBe(codes.length);
    const missing = (name: string): string[] =>
      codes.filter((code) => !new RegExp(`\\b(?:AADSTS)?${code}\\b`).test(documents.get(name) ?? ''));
    expect([missing('docs/signing-in.md'), missing('docs/api.md')]).toStrictEqual([[], []]);
  });

  it.each<{ name: string; codes: string[]; like: string }>([
    { name: 'the first that is known', codes: ['1', '90002', '7000222'], like: '90002' },
    { name: 'the first, though a later one is of federation', codes: ['7000222', '700213'], like: '7000222' },
    { name: 'the first of federation', codes: ['700213', '7000222'], like: '700213' },
    { name: 'the same one twice', codes: ['90002', '90002'], like: '90002' },
    { name: 'a known one behind a word that every object has', codes: ['constructor', '90002'], like: '90002' },
  ])('of several codes: $name', ({ codes, like }) => {
    expect(textFor(codes)).toBe(textFor([like]));
  });

  it.each([
    { codes: [] },
    { codes: ['1'] },
    { codes: ['090002'] },
    { codes: ['AADSTS90002'] },
    { codes: [''] },
    { codes: ['toString'] },
    { codes: ['__proto__'] },
  ])('none for $codes', ({ codes }) => {
    expect(textFor(codes, claims)).toBe('');
  });

  it('AU-16 whatever the codes, one sentence without its full stop or nothing', () => {
    const code = fc.oneof(anything, fc.constantFrom(...federation, '7000215', '500011', 'valueOf', 'hasOwnProperty'));
    fc.assert(
      fc.property(fc.array(code), fc.option(fc.constant(claims), { nil: undefined }), (codes, own) => {
        expect(textFor(codes, own)).toMatch(/^$|^[A-Z].*[^.]$/);
      }),
    );
  });
});
