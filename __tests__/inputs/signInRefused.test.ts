import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anything, expectOneHarmlessLine, guid, withSecret } from '../support/inputRules.ts';
import {
  type Around,
  application,
  authorityUrl,
  clientId,
  type Heard,
  inSandbox,
  job,
  jobAt,
  local,
  offer,
  tenantId,
  token,
  type Values,
} from '../support/signInRules.ts';

const ways =
  "sign in one way: tenant-id and client-id (federated by the job's GitHub token, no secret), these two with client-secret, or token (a bearer token for https://cloudpartner.azure.com). A secret is empty in a run from a fork, and in one of Dependabot";
const beside = `token: is given beside tenant-id, client-id or client-secret; ${ways}`;
const byEnvironment =
  'a variable or secret that belongs to a GitHub environment is empty unless the job names that environment (environment: NAME)';
const byMask =
  'a token from another job arrives empty, since GitHub drops every job output that holds a masked value: get the token in this job';
const empty = (name: string): string => `${name}: is empty; ${byEnvironment}; ${ways}`;
const nothing = `${byEnvironment}; ${byMask}; ${ways}`;
const apart =
  'authority-url: a sandbox and the real service do not mix: put base-url and authority-url both on this machine, or leave both out';
const permission =
  'permissions: to sign in without a secret, add "permissions: { id-token: write, contents: read }" to the job. A reusable workflow gets it only if the job that calls it has it too. A run from a fork or of Dependabot never gets it. If the job has it already, what runs the job has no OIDC, such as act or Gitea: use client-secret or token there. If you meant client-secret, it is empty here: a variable or secret that belongs to a GitHub environment is empty unless the job names that environment (environment: NAME)';
const noTls =
  'permissions: ACTIONS_ID_TOKEN_REQUEST_URL is not an https address, and the token behind it is not asked for without TLS; let the runner set it';

/** What to write as a tenant. */
const tenantRule =
  "write the tenant's id (a GUID) or one of its domains, e.g. contoso.onmicrosoft.com (not common, organizations or consumers)";

describe('none, two, or half of one', () => {
  const tenant = { 'tenant-id': tenantId };
  const client = { 'client-id': clientId };
  const secret = { 'client-secret': 'abcd' };
  const all = { token, ...application, ...secret };
  const unfilled = `is a placeholder that was never filled in; ${ways}`;
  it.each<{ name: string; values: Values; around?: Around; problems: string[] }>([
    {
      name: 'AU-01 AU-03 F35 F37 variables of an environment that the job does not name, or a token that was dropped between jobs',
      values: {},
      problems: [`token: is empty, and so are tenant-id and client-id; ${nothing}`],
    },
    {
      name: 'AU-01 nothing, in a job that has the permission',
      values: {},
      around: { variables: job },
      problems: [`token: is empty, and so are tenant-id and client-id; ${nothing}`],
    },
    { name: 'AU-04 a prefix without a token', values: { token: 'Bearer' }, problems: [`token: is empty; ${nothing}`] },
    { name: 'IN-15 a token that was never filled in', values: { token: '<token>' }, problems: [`token: ${unfilled}`] },
    { name: 'AU-02 everything', values: all, around: { variables: job }, problems: [beside] },
    { name: 'AU-02 a token and a client secret', values: all, problems: [beside] },
    { name: 'AU-02 a token, tenant and client', values: { token, ...application }, around: { variables: job }, problems: [beside] },
    { name: 'AU-02 the same without the permission', values: { token, ...application }, problems: [beside] },
    { name: 'AU-02 a token and a tenant', values: { token, ...tenant }, problems: [beside, empty('client-id')] },
    { name: 'AU-02 a token and a client', values: { token, ...client }, problems: [beside, empty('tenant-id')] },
    { name: 'AU-02 a token and a secret', values: { token, ...secret }, problems: [beside, empty('tenant-id'), empty('client-id')] },
    { name: 'AU-02 a malformed token is too much as well', values: { ...all, token: 'a b' }, problems: [beside] },
    { name: 'AU-01 F35 a tenant alone', values: tenant, around: { variables: job }, problems: [empty('client-id')] },
    { name: 'AU-01 a client alone', values: client, around: { variables: job }, problems: [empty('tenant-id')] },
    { name: 'AU-01 a secret alone', values: secret, problems: [empty('tenant-id'), empty('client-id')] },
    { name: 'AU-01 a tenant and a secret', values: { ...tenant, ...secret }, problems: [empty('client-id')] },
    { name: 'AU-01 a client and a secret', values: { ...client, ...secret }, problems: [empty('tenant-id')] },
    { name: 'AU-03 AU-21 F34 F35 an empty secret, and no permission or no OIDC', values: application, problems: [permission] },
    {
      name: 'AU-21 an address without its token',
      values: application,
      around: { variables: { ...job, ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' } },
      problems: [permission],
    },
    { name: 'AU-21 a token without its address', values: application, around: { variables: jobAt('') }, problems: [permission] },
    { name: 'AU-21 no permission in the sandbox', values: application, around: inSandbox, problems: [permission] },
    ...['http://pipelines.actions.example/token', local, 'ftp://127.0.0.1/', 'pipelines.actions.example', 'https://', '/token'].map(
      (url) => ({ name: `AU-25 asking ${url}`, values: application, around: { variables: jobAt(url) }, problems: [noTls] }),
    ),
    ...['http://pipelines.actions.example', 'http://localhost.evil.com', 'http://[::1]/', 'localhost'].map((url) => ({
      name: `AU-25 in the sandbox, asking ${url}`,
      values: application,
      around: { ...inSandbox, variables: jobAt(url) },
      problems: [noTls],
    })),
    {
      name: 'URL-09 the real authority in the sandbox',
      values: { ...application, ...secret },
      around: { isSandbox: true },
      problems: [apart],
    },
    {
      name: 'URL-09 a sandbox as authority of the real service',
      values: application,
      around: { variables: job, authorityUrl: 'https://localhost' },
      problems: [apart],
    },
    {
      name: 'IN-15 a secret that was never filled in',
      values: { ...all, token: '', 'client-secret': '<secret>' },
      problems: [`client-secret: ${unfilled}`],
    },
    {
      name: 'IN-15 an expression that was not evaluated',
      values: { ...application, 'client-secret': `\${{ secrets.X }}` },
      problems: [`client-secret: ${unfilled}`],
    },
    { name: 'IN-15 YOUR_SECRET', values: { ...application, 'client-secret': 'YOUR_SECRET' }, problems: [`client-secret: ${unfilled}`] },
    ...['null', '"undefined"', '***'].map((word) => ({
      name: `F36 a secret ${word}`,
      values: { ...application, 'client-secret': word },
      problems: [`client-secret: is a word that stands for no value: what should have printed the secret printed none; ${ways}`],
    })),
    {
      name: 'a secret of 4097 characters',
      values: { ...application, 'client-secret': 'x'.repeat(4097) },
      problems: ['client-secret: is longer than 4096 characters, which no client secret is; paste its Value alone'],
    },
    {
      name: 'all of it at once',
      values: { token, 'tenant-id': 'common', 'client-id': 'x', 'client-secret': '<x>' },
      around: { isSandbox: true },
      problems: [
        beside,
        `tenant-id: is not a tenant; ${tenantRule}`,
        'client-id: is not a GUID; write the Application (client) ID of the app registration',
        apart,
        `client-secret: ${unfilled}`,
      ],
    },
    {
      name: 'all of it at once, federated',
      values: { 'tenant-id': 'common' },
      around: { isSandbox: true },
      problems: [`tenant-id: is not a tenant; ${tenantRule}`, empty('client-id'), apart, permission],
    },
  ])('$name is refused', ({ values, around, problems }) => {
    const heard = offer(values, around);
    expect([heard.problems, heard.notices, heard.warnings]).toStrictEqual([problems, [], []]);
  });
});

describe('tenant and client', () => {
  const hint = '; it looks like a placeholder that was never filled in';
  it.each([
    { name: 'AU-12 a name for every tenant', input: 'common' },
    { name: 'AU-12 a name for every organization', input: 'organizations' },
    { name: 'AU-12 a name for persons', input: 'consumers' },
    { name: 'AU-12 traversal', input: '../x' },
    { name: 'AU-12 two dots', input: '..' },
    { name: 'AU-12 traversal in a domain', input: 'contoso.com/../common' },
    { name: 'AU-12 a slash at the end', input: 'contoso.com/' },
    { name: 'AU-12 an encoded slash', input: 'contoso.com%2fx' },
    { name: 'AU-12 a query', input: 'contoso.com?x=.com' },
    { name: 'AU-12 a GUID in braces', input: `{${guid}}` },
    { name: 'AU-12 a GUID and more', input: `${guid}0` },
    { name: 'AU-12 a dot before', input: '.contoso.com' },
    { name: 'AU-12 a dot after', input: 'contoso.com.' },
    { name: 'AU-12 two dots inside', input: 'contoso..com' },
    { name: 'AU-12 a hyphen before', input: '-contoso.com' },
    { name: 'AU-12 a hyphen after', input: 'contoso-.com' },
    { name: 'AU-12 a hyphen at the very end', input: 'contoso.com-' },
    { name: 'AU-12 an address of IPv4', input: '127.0.0.1' },
    { name: 'AU-12 a last label of one letter', input: 'contoso.c' },
    { name: 'AU-12 an underscore', input: 'con_toso.com' },
    { name: 'AU-12 a label of 64', input: `${'a'.repeat(64)}.com` },
    {
      name: 'AU-12 a domain of 254',
      input: `${'a'.repeat(50)}.${`${'a'.repeat(49)}.`.repeat(4)}com`,
    },
    { name: 'AU-12 an address of a person', input: 'jon@contoso.com' },
    { name: 'AU-12 the URL of the tenant', input: `${authorityUrl}/contoso.com` },
    { name: 'IN-06 a line break at the end', input: 'contoso.com\n' },
    { name: 'IN-09 Cyrillic look-alike', input: 'сontoso.com' },
    { name: 'IN-15 a placeholder', input: '<tenant>', more: hint },
    { name: 'IN-15 an expression', input: `\${{ vars.T }}`, more: hint },
  ])('$name is not a tenant', ({ input, more = '' }) => {
    const problem = `tenant-id: is not a tenant${more}; ${tenantRule}`;
    expect(offer({ ...application, 'tenant-id': input }, { variables: job }).problems).toStrictEqual([problem]);
  });

  it.each([
    { name: 'AU-13 a name', input: 'my-app' },
    { name: 'AU-13 a domain', input: 'contoso.com' },
    { name: 'AU-13 a GUID in braces', input: `{${guid}}` },
    { name: 'AU-13 a GUID without hyphens', input: guid.replaceAll('-', ''), shown: guid.replaceAll('-', '') },
    { name: 'AU-13 a GUID and a form field', input: `${guid}&a=b` },
    { name: 'AU-13 no hexadecimal digit', input: guid.replace('5', 'g'), shown: guid.replace('5', 'g') },
    { name: 'IN-06 a line break at the end', input: `${guid}\n` },
    { name: 'IN-11 10,000 characters', input: 'x'.repeat(10_000) },
    { name: 'IN-15 a placeholder', input: 'YOUR_CLIENT_ID', more: hint },
  ])('$name is no client', ({ input, more = '' }) => {
    const problem = `client-id: is not a GUID${more}; write the Application (client) ID of the app registration`;
    expect(offer({ ...application, 'client-id': input }, { variables: job }).problems).toStrictEqual([problem]);
  });

  it('AU-12 AU-13 what is accepted stays in its place in the address of the token', () => {
    const piece = fc.constantFrom(...'contoso common com . .. / - %2e % \\ ? # @ : a 1 localhost'.split(' '), guid, '\n', '\t');
    const value = fc.oneof(
      fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
      fc.domain(),
      anything,
    );
    fc.assert(
      fc.property(value, value, (tenant, client) => {
        const { signIn, problems } = offer({ 'tenant-id': tenant, 'client-id': client, 'client-secret': 'abcd' });
        if (signIn.method !== 'client-secret' || problems.some((problem) => problem.startsWith('tenant-id'))) return;
        const { origin, pathname, search, hash } = new URL(`${authorityUrl}/${signIn.tenantId}/oauth2/v2.0/token`);
        expect([origin, pathname, search, hash]).toStrictEqual([authorityUrl, `/${tenant}/oauth2/v2.0/token`, '', '']);
        expect(signIn.clientId).toMatch(/^([0-9a-f-]{36})?$/i);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what the author hears', () => {
  /** All of it that is about one input, as a rule of its own would say it. */
  const about = (name: string, { problems, notices, warnings }: Heard): { problem: string } => ({
    problem: [...problems, ...notices, ...warnings].filter((text) => text.startsWith(`${name}: `)).join(' '),
  });

  it.each(['token', 'tenant-id', 'client-id', 'client-secret'] as const)('IN-11 IN-18 of %s is one harmless line', (name) => {
    expectOneHarmlessLine((value) => about(name, offer({ [name]: value })));
    expectOneHarmlessLine((value) => about(name, offer({ ...application, 'client-secret': 'abcd', [name]: value })));
  });

  it.each(['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'] as const)(
    'IN-18 AU-25 of %s is one harmless line that says nothing of it',
    (name) => {
      expectOneHarmlessLine((value) => about('permissions', offer(application, { variables: { ...job, [name]: value } })));
      const texts = withSecret('§', 'http://§:§@§/§', 'https://§\n§', ' §');
      fc.assert(
        fc.property(
          texts,
          (text) =>
            !offer(application, { variables: { ...job, [name]: text } })
              .problems.join()
              .includes('zq'),
        ),
      );
    },
  );

  it('AU-05 AU-10 never holds the token or the client secret, whatever else is given, and wherever it was put by mistake', () => {
    const secret = withSecret('§', '<§>', `\${{ § }}`, 'YOUR_§', 'Bearer §', '§\n§', '"§"', '{"secret":"§"}', 'ghp_§', '§@§.com');
    const times = fc.constantFrom(1, 500);
    const other = fc.oneof(fc.constantFrom('', guid, tenantId, 'common', '<x>'), anything);
    const values = fc.tuple(other, other, fc.boolean());
    fc.assert(
      fc.property(secret, times, values, fc.boolean(), (text, count, [tenant, client, isToken], isSandbox) => {
        const long = text.repeat(count);
        const given = isToken ? { token: long } : { token: '', 'client-secret': long };
        const both = { token: long, 'client-secret': long };
        const misplaced = isToken ? { 'tenant-id': long } : { 'client-id': long };
        for (const one of [given, both, misplaced]) {
          const { problems, notices, warnings } = offer({ 'tenant-id': tenant, 'client-id': client, ...one }, { isSandbox });
          expect([...problems, ...notices, ...warnings].join()).not.toContain('zq');
        }
      }),
    );
  });
});
