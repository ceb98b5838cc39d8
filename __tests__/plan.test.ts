import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../src/action/inputs.ts';
import { type InputError, inputDefaults, type Plan, parsePlan } from '../src/plan.ts';
import { createFakeRunner } from './support/fakeRunner.ts';

type Words = Readonly<Record<string, string>>;

const guid = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const given = { 'publisher-id': 'contoso', 'offer-id': 'contoso-vm', token: 'eyJ0.e30.c2ln' };
const usual: Plan = {
  publisherId: 'contoso',
  offerIds: ['contoso-vm'],
  emails: [],
  token: 'eyJ0.e30.c2ln',
  operationId: '',
  ifNothingToCancel: 'error',
  wait: true,
  timeoutMs: 900_000,
  pollIntervalMs: 10_000,
  isDryRun: false,
  ifMatch: '',
  apiVersion: '2017-10-31',
  baseUrl: 'https://cloudpartner.azure.com',
  isSandbox: false,
  notices: [],
  warnings: [],
};

function planOf(inputs: Words, environment: Words = {}): Plan | InputError {
  return parsePlan(readInputs(createFakeRunner({ inputs: { ...given, ...inputs }, environment })));
}

const refused = (...problems: string[]): InputError => ({ problems, isSandbox: false });

describe('readInputs', () => {
  it('IN-16 reads what action.yml declares, with its defaults, and nothing else', () => {
    const file = readFileSync(new URL('../action.yml', import.meta.url), 'utf8');
    const { inputs } = parse(file) as { inputs: Record<string, { default?: string }> };
    const declared = Object.fromEntries(Object.entries(inputs).map(([name, { default: word = '' }]) => [name, word]));
    expect(inputDefaults).toStrictEqual(declared);
    expect(readInputs(createFakeRunner({ inputs: { x: 'y' } })).values).toStrictEqual(declared);
  });

  it('IN-08 reads an input trimmed of blanks, NBSP and BOM', () => {
    const { values } = readInputs(createFakeRunner({ inputs: { 'publisher-id': ' \ufeff\u00a0contoso\t\n' } }));
    expect(values['publisher-id']).toBe('contoso');
  });

  it('reads an input that was left empty as empty', () => {
    expect(readInputs(createFakeRunner({ inputs: { 'base-url': '', wait: ' ' } })).values).toMatchObject({ 'base-url': '', wait: '' });
  });

  it('reads the variables that make a request unsafe', () => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '1', https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' };
    expect(readInputs(createFakeRunner({ environment })).environment).toStrictEqual(environment);
    const empty = { NODE_TLS_REJECT_UNAUTHORIZED: '', https_proxy: '', HTTPS_PROXY: '' };
    expect(readInputs(createFakeRunner()).environment).toStrictEqual(empty);
  });
});

describe('parsePlan', () => {
  const warned = (seconds: number): string =>
    `poll-interval-seconds: ${seconds} s is longer than the whole step may take (1 min); it will look once more, at its deadline`;
  const sandboxAt = (baseUrl: string): Partial<Plan> => ({ baseUrl, isSandbox: true });
  const path = `/api/publishers/contoso/offers/contoso-vm/operations/${guid}`;
  const rows: { name: string; inputs?: Words; environment?: Words; plan?: Partial<Plan> }[] = [
    { name: 'the required inputs alone' },
    {
      name: 'everything that can be decided otherwise',
      inputs: {
        'notification-emails': 'a@x.com;b@x.com',
        'if-nothing-to-cancel': 'warn',
        wait: 'false',
        'timeout-minutes': '350',
        'poll-interval-seconds': '300',
        'dry-run': 'TRUE',
        'if-match': 'W/"1"',
        'api-version': '2016-08-01-preview',
      },
      plan: {
        emails: ['a@x.com', 'b@x.com'],
        ifNothingToCancel: 'warn',
        wait: false,
        timeoutMs: 21_000_000,
        pollIntervalMs: 300_000,
        isDryRun: true,
        ifMatch: 'W/"1"',
        apiVersion: '2016-08-01-preview',
      },
    },
    {
      name: 'BO-01 NU-01 optional inputs left empty',
      inputs: { wait: '', 'dry-run': '', 'timeout-minutes': '', 'poll-interval-seconds': '', 'if-nothing-to-cancel': '', 'if-match': '' },
    },
    {
      name: 'NU-04 an interval longer than the step',
      inputs: { 'timeout-minutes': '1', 'poll-interval-seconds': '61' },
      plan: { timeoutMs: 60_000, pollIntervalMs: 61_000, warnings: [warned(61)] },
    },
    {
      name: 'NU-04 an interval as long as the step',
      inputs: { 'timeout-minutes': '1', 'poll-interval-seconds': '60' },
      plan: { timeoutMs: 60_000, pollIntervalMs: 60_000 },
    },
    {
      name: 'notices and warnings in the order of the inputs',
      inputs: { 'offer-id': 'contoso-vm contoso-vm', token: `Bearer ${given.token}`, 'if-match': '*', 'notification-emails': 'x' },
      plan: {
        ifMatch: '*',
        notices: [
          'offer-id: 1 duplicate was dropped',
          'token: its "Bearer " prefix was dropped',
          'if-match: "*" matches any state, so it guards nothing',
        ],
        warnings: ['notification-emails: 1 of 1 left out, not an address (number 1 in the list); write name@example.com'],
      },
    },
    { name: 'URL-03 the address itself with a slash', inputs: { 'base-url': 'HTTPS://CloudPartner.azure.com/' } },
    { name: 'URL-04 its own port', inputs: { 'base-url': 'https://cloudpartner.azure.com:443' } },
    { name: 'URL-01 a loopback sandbox', inputs: { 'base-url': 'http://localhost:4010/' }, plan: sandboxAt('http://localhost:4010') },
    { name: 'URL-07 a loopback address over TLS', inputs: { 'base-url': 'https://127.0.0.1' }, plan: sandboxAt('https://127.0.0.1') },
    { name: 'OP-01 a GUID in upper case', inputs: { 'operation-id': guid.toUpperCase() }, plan: { operationId: guid } },
    { name: 'OP-01 a GUID in braces', inputs: { 'operation-id': `{${guid}}` }, plan: { operationId: guid } },
    { name: 'OP-01 a migrated path', inputs: { 'operation-id': `${path}?api-version=2017-10-31` }, plan: { operationId: guid } },
    { name: 'IN-14 a path in another case', inputs: { 'operation-id': path.replace('/c', '/C') }, plan: { operationId: guid } },
    { name: 'certificates are checked', environment: { NODE_TLS_REJECT_UNAUTHORIZED: '1' } },
    { name: 'a proxy', environment: { HTTPS_PROXY: 'HTTP://proxy:3128' } },
    { name: 'a proxy with a password', environment: { https_proxy: 'https://u:p%40ss@proxy:3128' } },
    { name: 'a good proxy before a bad one', environment: { https_proxy: 'http://proxy', HTTPS_PROXY: 'socks5://x' } },
  ];
  it.each(rows)('$name', ({ inputs = {}, environment, plan }) => expect(planOf(inputs, environment)).toStrictEqual({ ...usual, ...plan }));

  const baseUrlAdvice =
    'is not allowed; leave it out for https://cloudpartner.azure.com, or write a sandbox on this machine, e.g. http://127.0.0.1:4010, without path, query or user';
  it.each([
    { name: 'URL-01 no TLS', input: 'http://cloudpartner.azure.com' },
    { name: 'URL-03 a path', input: 'https://cloudpartner.azure.com/api' },
    { name: 'URL-03 a query', input: 'https://cloudpartner.azure.com?x' },
    { name: 'URL-03 a fragment', input: 'https://cloudpartner.azure.com/#f' },
    { name: 'URL-04 another port', input: 'https://cloudpartner.azure.com:444' },
    { name: 'URL-04 a port out of range', input: 'http://localhost:99999' },
    { name: 'URL-04 port 0', input: 'http://127.0.0.1:0' },
    { name: 'URL-05 another host', input: 'https://evil.com' },
    { name: 'URL-05 a longer host', input: 'https://cloudpartner.azure.com.evil.com' },
    { name: 'URL-05 a host of almost the same letters', input: 'https://cloudpartner-azure.com' },
    { name: 'URL-05 an encoded dot', input: 'https://cloudpartner.azure.com%2eevil.com' },
    { name: 'URL-05 a host of customers', input: 'https://x.cloudapp.azure.com' },
    { name: 'URL-07 the metadata service', input: 'http://169.254.169.254' },
    { name: 'URL-07 loopback in hex', input: 'http://0x7f.1' },
    { name: 'URL-07 loopback as a number', input: 'http://2130706433' },
    { name: 'URL-07 IPv6 loopback', input: 'http://[::1]:80' },
    { name: 'URL-08 another scheme', input: 'ftp://localhost' },
    { name: 'URL-08 a script', input: 'javascript:alert(1)' },
    { name: 'URL-08 no scheme', input: 'cloudpartner.azure.com' },
    { name: 'URL-08 empty', input: ' ' },
  ])('base-url, $name is refused', ({ input }) =>
    expect(planOf({ 'base-url': input })).toStrictEqual(refused(`base-url: "${input.trim()}" ${baseUrlAdvice}`)),
  );
  it('URL-05 a full-width dot is refused and shown by its code', () =>
    expect(planOf({ 'base-url': 'https://cloudpartner.azure.com．evil' })).toStrictEqual(
      refused(`base-url: "https://cloudpartner.azure.com\\u{ff0e}evil" ${baseUrlAdvice}`),
    ));
  it.each(['https://u:p@cloudpartner.azure.com', 'https://cloudpartner.azure.com@evil.com', 'http://@localhost'])(
    'URL-02 %s is refused and not shown',
    (input) =>
      expect(planOf({ 'base-url': input })).toStrictEqual(refused(`base-url: the value (not shown: it holds an "@") ${baseUrlAdvice}`)),
  );
  it('URL-02 to URL-08 nothing but the API or this machine is ever taken', () => {
    const piece = fc.constantFrom(...'http https :// / : @ . \\ # 0 443 localhost 127.0.0.1 evil.com'.split(' '), usual.baseUrl);
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 2 })), { maxLength: 6 }), (pieces) => {
        const plan = planOf({ 'base-url': pieces.join('') });
        if ('baseUrl' in plan)
          expect(plan.baseUrl).toMatch(/^(https:\/\/cloudpartner\.azure\.com|https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { name: 'timeout-minutes', input: '0', least: 1, most: 350, instead: 15 },
    { name: 'timeout-minutes', input: '351', least: 1, most: 350, instead: 15 },
    { name: 'poll-interval-seconds', input: '0', least: 1, most: 300, instead: 10 },
    { name: 'poll-interval-seconds', input: '301', least: 1, most: 300, instead: 10 },
  ])('NU-02 NU-03 $name $input is refused', ({ name, input, least, most, instead }) =>
    expect(planOf({ [name]: input })).toStrictEqual(
      refused(`${name}: "${input}" is not a number from ${least} to ${most}; write plain digits, e.g. ${instead}`),
    ),
  );

  const nonMigrated =
    'is the path of an offer that was not migrated: it holds no id that could be compared; leave it out, which cancels whatever runs';
  it.each([
    { name: 'a $ path', input: '/api/operations/contoso$contoso-vm$2$preview', problem: nonMigrated },
    {
      name: "another offer's path",
      input: path.replace('contoso-vm', 'other'),
      problem: `"${path.replace('contoso-vm', 'other')}" is no operation path of this publisher and offer; write the operation's GUID`,
    },
    { name: 'a word', input: 'latest', problem: `"latest" is no operation id; write a GUID, e.g. ${guid}` },
    { name: 'a GUID with more behind it', input: `${guid}x`, problem: `"${guid}x" is no operation id; write a GUID, e.g. ${guid}` },
    {
      name: 'IN-15 a placeholder',
      input: `\${{ steps.publish.outputs.id }}`,
      problem: `"\${{ steps.publish.outputs.id }}" is no operation id; it looks like a placeholder that was never filled in; write a GUID, e.g. ${guid}`,
    },
  ])('OP-01 operation-id, $name is refused', ({ input, problem }) =>
    expect(planOf({ 'operation-id': input })).toStrictEqual(refused(`operation-id: ${problem}`)),
  );
  it.each([{ 'publisher-id': '-' }, { 'offer-id': '-' }])('OP-01 a path is no second problem when %j cannot be compared', (inputs) => {
    const refusal = planOf({ ...inputs, 'operation-id': path });
    expect(refusal).toStrictEqual(refused(expect.stringContaining('"-" is no identifier')));
  });

  const tls = expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED: is 0: certificates would not be checked/);
  const proxy = (name: string): string =>
    `${name}: is no usable proxy; write http://host:port or https://host:port, with "%" and other special characters of user and password percent-encoded`;
  it('certificates unchecked is refused', () => expect(planOf({}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toStrictEqual(refused(tls)));
  it.each(['socks5://proxy:1', 'proxy:3128', 'http://', 'http://h:99999', 'http://u:%zz@h', 'http://%zz:p@h'])(
    'proxy %s is refused',
    (url) => {
      expect(planOf({}, { https_proxy: url })).toStrictEqual(refused(proxy('https_proxy')));
      expect(planOf({}, { HTTPS_PROXY: url })).toStrictEqual(refused(proxy('HTTPS_PROXY')));
    },
  );

  it('names every problem at once, in the order of the inputs, and in the sandbox too', () => {
    const wrong = Object.fromEntries(Object.keys(inputDefaults).map((name) => [name, name === 'notification-emails' ? '?' : 'a\n{b']));
    const refusal = planOf({ ...wrong, 'base-url': 'http://localhost' }, { NODE_TLS_REJECT_UNAUTHORIZED: '0', HTTPS_PROXY: 'x' });
    const problems = 'problems' in refusal ? refusal.problems.map((problem) => problem.replace(/:.*/, '')) : [];
    const silent = ['notification-emails', 'base-url'];
    const order = ['publisher-id', 'offer-id', 'token', 'api-version', 'operation-id', 'if-nothing-to-cancel', 'wait', 'timeout-minutes'];
    expect(problems).toStrictEqual([
      ...order,
      ...['poll-interval-seconds', 'dry-run', 'if-match', 'NODE_TLS_REJECT_UNAUTHORIZED', 'HTTPS_PROXY'],
    ]);
    expect([...problems.slice(0, -2), ...silent].toSorted()).toStrictEqual(Object.keys(inputDefaults).toSorted());
    expect(refusal.isSandbox).toBe(true);
  });
});
