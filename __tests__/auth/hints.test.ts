import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hintFor } from '../../src/auth/hints.ts';
import type { Claims } from '../../src/auth/jwt.ts';
import { anything } from '../support/inputRules.ts';

const claims: Claims = {
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:contoso/offers:ref:refs/heads/main',
  audience: 'api://AzureADTokenExchange',
  application: '',
  tenant: '',
};
const federation = ['70021', '700211', '700212', '700213', '7002138', '70025'];

describe('the hint for a code of Microsoft Entra', () => {
  it.each([
    { code: '7000215', says: /Value into client-secret, not its Secret ID.*expired/ },
    { code: '7000222', says: /secret has expired.*make a new one.*docs\/signing-in\.md/ },
    { code: '700016', says: /client-id and tenant-id.*no such application/ },
    { code: '700011', says: /client-id and tenant-id.*no such application/ },
    { code: '50034', says: /client-id and tenant-id.*no such application/ },
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
    expect(hintFor([code], undefined)).toMatch(says);
    expect(hintFor([code], claims)).toBe(hintFor([code], undefined));
  });

  it.each(federation)('AU-26 %s: what the federated credential must be, letter for letter', (code) => {
    expect(hintFor([code], claims)).toBe(
      'The application needs a federated credential with, letter for letter, issuer https://token.actions.githubusercontent.com, subject repo:contoso/offers:ref:refs/heads/main, audience api://AzureADTokenExchange (the form without ids; a credential for repo:owner@id/name@id:… does not match it)',
    );
  });

  it.each(federation)('AU-26 %s for a token that cannot be read', (code) => {
    expect(hintFor([code], undefined)).toBe("Check issuer, subject and audience of the application's federated credential");
  });

  it.each([
    { subject: 'repo:contoso@12/offers@34:ref:refs/tags/v1', hasIds: true },
    { subject: 'repo:contoso@12/offers@34:environment:a@1/b', hasIds: true },
    { subject: 'repo:contoso@12:pull_request', hasIds: true },
    { subject: 'repo:contoso/offers:pull_request', hasIds: false },
    { subject: 'repo:contoso/offers:environment:live@1/x', hasIds: false },
    { subject: 'repo:contoso/offers:ref:refs/heads/me@12:x', hasIds: false },
    { subject: 'my-repo:contoso@12/offers@34:ref', hasIds: false },
    { subject: '', hasIds: false },
  ])('AU-26 the subject "$subject" has ids: $hasIds', ({ subject, hasIds }) => {
    const form = hasIds
      ? 'the form with ids; a credential for repo:owner/name:… does not match it'
      : 'the form without ids; a credential for repo:owner@id/name@id:… does not match it';
    expect(hintFor(['700213'], { ...claims, subject })).toMatch(new RegExp(`\\(${form}\\)$`));
  });

  it.each<{ name: string; codes: string[]; like: string }>([
    { name: 'the first that is known', codes: ['1', '90002', '7000222'], like: '90002' },
    { name: 'the first, though a later one is of federation', codes: ['7000222', '700213'], like: '7000222' },
    { name: 'the first of federation', codes: ['700213', '7000222'], like: '700213' },
    { name: 'the same one twice', codes: ['90002', '90002'], like: '90002' },
    { name: 'a known one behind a word that every object has', codes: ['constructor', '90002'], like: '90002' },
  ])('of several codes: $name', ({ codes, like }) => {
    expect(hintFor(codes, undefined)).toBe(hintFor([like], undefined));
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
    expect(hintFor(codes, claims)).toBe('');
  });

  it('AU-16 whatever the codes, one sentence without its full stop or nothing', () => {
    const code = fc.oneof(anything, fc.constantFrom(...federation, '7000215', '500011', 'valueOf', 'hasOwnProperty'));
    fc.assert(
      fc.property(fc.array(code), fc.option(fc.constant(claims), { nil: undefined }), (codes, own) => {
        expect(hintFor(codes, own)).toMatch(/^$|^[A-Z].*[^.]$/);
      }),
    );
  });
});
