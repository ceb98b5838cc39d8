import { describe, expect, it } from 'vitest';
import { inputDefaults, ranges } from '../../src/inputs/inputs.ts';
import type { InputError } from '../../src/inputs/plan.ts';
import { guid } from '../support/inputRules.ts';
import { api, application, authorityUrl, given, job, planOf, type Words } from '../support/plan.ts';

const refused = (...problems: string[]): InputError => ({ api, problems, isSandbox: false });

describe('parsePlan refuses', () => {
  const path = `/api/publishers/contoso/offers/contoso-vm/operations/${guid}`;
  it.each([
    { name: 'URL-08 no scheme', input: 'cloudpartner.azure.com', shown: 'cloudpartner.azure.com' },
    { name: 'URL-05 another host', input: 'https://evil.com', shown: 'https://evil.com' },
    { name: 'URL-02 user info', input: 'https://u:p@cloudpartner.azure.com', shown: '***' },
  ])('base-url, $name is refused', ({ input, shown }) =>
    expect(planOf({ 'base-url': input })).toStrictEqual(
      refused(
        `base-url: "${shown}" is not allowed; leave it out for https://cloudpartner.azure.com, or write a sandbox on this machine, e.g. http://127.0.0.1:4010, without path, query or user`,
      ),
    ),
  );

  it.each([
    { name: 'URL-08 no scheme', input: 'login.microsoftonline.com', shown: 'login.microsoftonline.com' },
    { name: 'URL-09 the API', input: 'https://cloudpartner.azure.com', shown: 'https://cloudpartner.azure.com' },
    { name: 'URL-09 a sovereign cloud', input: 'https://login.microsoftonline.us', shown: 'https://login.microsoftonline.us' },
    { name: 'URL-02 user info', input: 'https://u:p@login.microsoftonline.com', shown: '***' },
  ])('authority-url, $name is refused, used or not', ({ input, shown }) => {
    const problem = `authority-url: "${shown}" is not allowed; leave it out for ${authorityUrl}, or write a sandbox on this machine, e.g. http://127.0.0.1:4010, without path, query or user`;
    expect(planOf({ 'authority-url': input })).toStrictEqual(refused(problem));
    expect(planOf({ ...application, 'client-secret': 'abcd', 'authority-url': input })).toStrictEqual(refused(problem));
  });

  const starting = (text: string): string => expect.stringMatching(new RegExp(`^${text}`));
  const apart = starting('authority-url: a sandbox and the real service do not mix');
  const permission = starting('permissions: to sign in without a secret, add "permissions: { id-token: write');
  const noTls = starting('permissions: ACTIONS_ID_TOKEN_REQUEST_URL is not an https address');
  const [withSecret, localBase, localAuthority] = [
    { ...application, 'client-secret': 'abcd' },
    { 'base-url': 'http://localhost:1' },
    { 'authority-url': 'http://localhost:1' },
  ];
  it.each<{ name: string; inputs: Words; environment?: Words; problems: string[]; isSandbox?: boolean }>([
    {
      name: 'AU-01 AU-03 nothing to sign in with',
      inputs: { token: ' ' },
      environment: job,
      problems: [
        starting(
          'token: is empty, and so are tenant-id and client-id; a variable or secret that belongs to a GitHub environment.*; sign in one way: ',
        ),
      ],
    },
    {
      name: 'AU-02 a token beside an application',
      inputs: { ...withSecret, token: given.token },
      environment: job,
      problems: [starting('token: is given beside tenant-id, client-id or client-secret; sign in one way: ')],
    },
    {
      name: 'AU-12 AU-13 no tenant and no client',
      inputs: { ...withSecret, 'tenant-id': 'common', 'client-id': 'app' },
      problems: [starting('tenant-id: is not a tenant'), starting('client-id: is not a GUID')],
    },
    { name: 'AU-21 no permission', inputs: application, problems: [permission] },
    {
      name: 'AU-25 an address without TLS',
      inputs: application,
      environment: { ...job, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://localhost:1/oidc' },
      problems: [noTls],
    },
    { name: 'URL-09 base-url alone on this machine', inputs: { ...withSecret, ...localBase }, problems: [apart], isSandbox: true },
    {
      name: 'URL-09 AU-21 base-url alone on this machine, no permission',
      inputs: { ...application, ...localBase },
      problems: [apart, permission],
      isSandbox: true,
    },
    { name: 'URL-09 authority-url alone on this machine', inputs: { ...withSecret, ...localAuthority }, problems: [apart] },
  ])('$name is refused', ({ inputs, environment, problems, isSandbox = false }) =>
    expect(planOf(inputs, environment)).toStrictEqual({ api, problems, isSandbox }),
  );

  it.each(
    (['timeout-minutes', 'poll-interval-seconds'] as const).flatMap((name) =>
      [ranges[name].least - 1, ranges[name].most + 1].map((input) => ({ name, input, ...ranges[name] })),
    ),
  )('NU-02 NU-03 $name $input is refused', ({ name, input, least, most }) =>
    expect(planOf({ [name]: String(input) })).toStrictEqual(
      refused(`${name}: "${input}" is not a number from ${least} to ${most}; write plain digits, e.g. ${inputDefaults[name]}`),
    ),
  );

  it("OP-01 operation-id, another offer's path is refused", () => {
    const other = path.replace('contoso-vm', 'other');
    const problem = `operation-id: "${other}" is not an operation path of this publisher and offer; write the operation's GUID`;
    expect(planOf({ 'operation-id': other })).toStrictEqual(refused(problem));
  });
  const forOne = (name: string): string =>
    `${name}: is for one offer, and offer-id names 2; leave it out, or give that offer a step of its own`;
  it.each<{ name: string; inputs: Words; problems: string[] }>([
    { name: 'operation-id', inputs: { 'operation-id': guid }, problems: [forOne('operation-id')] },
    { name: 'if-match', inputs: { 'if-match': '"1"' }, problems: [forOne('if-match')] },
    { name: 'if-match *', inputs: { 'if-match': '*' }, problems: [forOne('if-match')] },
    { name: 'both', inputs: { 'operation-id': guid, 'if-match': '*' }, problems: [forOne('operation-id'), forOne('if-match')] },
    { name: 'the path of the first', inputs: { 'operation-id': path }, problems: [forOne('operation-id')] },
  ])('OP-01 with several offers, $name is refused', ({ inputs, problems }) =>
    expect(planOf({ 'offer-id': 'contoso-vm, b', ...inputs })).toStrictEqual(refused(...problems)),
  );

  it('501 offers are refused, whatever else is wrong', () => {
    const ids = Array.from({ length: 501 }, (_, index) => `o${index}`).join();
    expect(planOf({ 'offer-id': ids, 'operation-id': guid, wait: 'yes' })).toStrictEqual(
      refused('offer-id: names 501 offers; one step takes 500 at most: use a matrix of several jobs', expect.stringMatching(/^wait: /)),
    );
  });

  it.each([
    { name: 'publisher-id', operation: path },
    { name: 'offer-id', operation: path },
    { name: 'offer-id', operation: '/api/operations/contoso$contoso-vm$2$preview' },
  ])('OP-01 with a refused $name, operation-id $operation is no second problem', ({ name, operation }) =>
    expect(planOf({ [name]: '-', 'operation-id': operation })).toStrictEqual(
      refused(expect.stringMatching(`^${name}: "-" is not an identifier`)),
    ),
  );

  const tls = expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED: is 0: certificates would not be checked/);
  const proxy = (name: string): string =>
    `${name}: is not a usable proxy; write http://host:port, with a port from 1 to 65535, and with "%" and other special characters of user and password percent-encoded`;
  it('TL-03 certificates unchecked is refused', () =>
    expect(planOf({}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toStrictEqual(refused(tls)));
  it.each(['https_proxy', 'HTTPS_PROXY'])('PX-02 an unusable %s is refused', (name) =>
    expect(planOf({}, { [name]: 'socks5://proxy:1' })).toStrictEqual(refused(proxy(name))),
  );
  it.each(['https_proxy', 'HTTPS_PROXY'])('F40 an https:// proxy in %s is refused', (name) =>
    expect(planOf({}, { [name]: 'https://proxy:1' })).toStrictEqual(refused(expect.stringMatching(`^${name}: is an https:// proxy`))),
  );
  it('PX-07 an unusable https_proxy is refused, whatever HTTPS_PROXY says', () =>
    expect(planOf({}, { https_proxy: 'x', HTTPS_PROXY: 'http://proxy' })).toStrictEqual(refused(proxy('https_proxy'))));

  it('names every problem at once, in the order of the inputs, and in the sandbox too', () => {
    const wrong = Object.fromEntries(Object.keys(inputDefaults).map((name) => [name, name === 'notification-emails' ? '?' : 'a\n{b']));
    const local = { 'base-url': 'http://localhost', 'authority-url': 'http://localhost' };
    const refusal = planOf({ ...wrong, ...local, 'client-secret': '<x>' }, { NODE_TLS_REJECT_UNAUTHORIZED: '0', HTTPS_PROXY: 'x' });
    const problems = 'problems' in refusal ? refusal.problems.map((problem) => problem.replace(/:.*/, '')) : [];
    const silent = ['notification-emails', 'github-token', 'base-url', 'authority-url'];
    expect(problems).toStrictEqual([
      ...['api', 'publisher-id', 'offer-id', 'api-version', 'token', 'tenant-id', 'client-id', 'client-secret', 'operation-id'],
      ...['if-nothing-to-cancel', 'wait', 'timeout-minutes', 'poll-interval-seconds', 'dry-run', 'environment', 'if-match'],
      ...['recording', 'NODE_TLS_REJECT_UNAUTHORIZED', 'HTTPS_PROXY'],
    ]);
    expect([...problems.slice(0, -2), ...silent].toSorted()).toStrictEqual(Object.keys(inputDefaults).toSorted());
    expect(refusal.isSandbox).toBe(true);
  });
});
