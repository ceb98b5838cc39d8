import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../src/action/inputs.ts';
import { inputDefaults, ranges } from '../../src/inputs/inputs.ts';
import type { Plan } from '../../src/inputs/plan.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { guid } from '../support/inputRules.ts';
import { application, given, job, known, planOf, usual, type Words } from '../support/plan.ts';

describe('readInputs', () => {
  it('IN-16 reads what action.yml declares, with its defaults, and nothing else', () => {
    const file = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8');
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

  it('reads the variables that decide how a request travels or give the job a token, and no other', () => {
    const unused = { http_proxy: 'f', HTTP_PROXY: 'g', all_proxy: 'h', ALL_PROXY: 'i' };
    const proxies = { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1', no_proxy: 'c', NO_PROXY: 'd', ...unused };
    const variables = { NODE_TLS_REJECT_UNAUTHORIZED: '1', ...proxies, NODE_EXTRA_CA_CERTS: 'e', ...job };
    const more = { ACTIONS_RUNTIME_TOKEN: 'x', AZURE_CLIENT_SECRET: 'x', ftp_proxy: 'x' };
    expect(readInputs(createFakeRunner({ environment: { ...variables, ...more } })).variables).toStrictEqual(variables);
    const empty = Object.fromEntries(Object.keys(variables).map((name) => [name, '']));
    expect(readInputs(createFakeRunner()).variables).toStrictEqual(empty);
  });
});

/** What the author reads about exceptions to the proxy that will not match. */
function noProxyWarning(entries: string): string {
  return `no_proxy: ${entries} a form that is not understood (a range of addresses, "*.name", IPv6) and will not match; write hosts, .domains or "*", separated by commas`;
}

describe('parsePlan', () => {
  const warned = (seconds: number): string =>
    `poll-interval-seconds: ${seconds} s is longer than the whole step may take (1 min); it will look once more, at its deadline`;
  const sandboxAt = (baseUrl: string): Partial<Plan> => ({ baseUrl, isSandbox: true });
  const path = `/api/publishers/contoso/offers/contoso-vm/operations/${guid}`;
  const rows: { name: string; inputs?: Words; environment?: Words; extra?: number; plan?: Partial<Plan> }[] = [
    { name: 'the required inputs alone' },
    {
      name: 'everything that can be decided otherwise',
      inputs: {
        'notification-emails': 'a@x.com;b@x.com',
        'if-nothing-to-cancel': 'warn',
        wait: 'false',
        'timeout-minutes': String(ranges['timeout-minutes'].most),
        'poll-interval-seconds': String(ranges['poll-interval-seconds'].most),
        'dry-run': 'TRUE',
        environment: 'Prod / Köln',
        'github-token': 'ghs_x',
        'if-match': 'W/"1"',
        'api-version': '2016-08-01-preview',
      },
      plan: {
        emails: ['a@x.com', 'b@x.com'],
        ifNothingToCancel: 'warn',
        wait: false,
        timeoutMs: ranges['timeout-minutes'].most * 60_000,
        isTimeoutAtMaximum: true,
        pollIntervalMs: ranges['poll-interval-seconds'].most * 1000,
        isDryRun: true,
        environment: 'Prod / Köln',
        githubToken: 'ghs_x',
        ifMatch: 'W/"1"',
        apiVersion: '2016-08-01-preview',
      },
    },
    {
      name: 'BO-01 NU-01 optional inputs left empty',
      inputs: { wait: '', 'dry-run': '', 'timeout-minutes': '', 'poll-interval-seconds': '', 'if-nothing-to-cancel': '', 'if-match': '' },
    },
    {
      name: 'one minute less than the most',
      inputs: { 'timeout-minutes': String(ranges['timeout-minutes'].most - 1) },
      plan: { timeoutMs: (ranges['timeout-minutes'].most - 1) * 60_000 },
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
    {
      name: 'GH-12 an environment without a token: a warning, no refusal',
      inputs: { environment: 'production' },
      plan: {
        environment: 'production',
        warnings: [
          'github-token: it is empty, so no deployment will be marked inactive; write github-token: ${{ github.token }}, and give the job "permissions: { deployments: write }"',
        ],
      },
    },
    {
      name: 'GH-12 a token without an environment',
      inputs: { 'github-token': 'ghs_x' },
      plan: { notices: ['github-token: it is for environment alone, which is empty, and is not used'] },
    },
    { name: 'several offers in input order', inputs: { 'offer-id': 'c, a\nb' }, plan: { offerIds: ['c', 'a', 'b'] } },
    {
      name: 'IN-14 duplicates among several',
      inputs: { 'offer-id': 'b a B' },
      plan: { offerIds: ['b', 'a'], notices: ['offer-id: 1 duplicate was dropped'] },
    },
    {
      name: 'OP-01 a guard with one offer that is named twice',
      inputs: { 'offer-id': 'contoso-vm Contoso-VM', 'operation-id': guid, 'if-match': '"1"' },
      plan: { operationId: guid, ifMatch: '"1"', notices: ['offer-id: 1 duplicate was dropped'] },
    },
    {
      name: 'AU-21 no secret: federated by the token of the job',
      inputs: application,
      environment: job,
      plan: {
        signIn: {
          method: 'federated',
          ...known,
          requestUrl: job.ACTIONS_ID_TOKEN_REQUEST_URL,
          requestToken: job.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
        },
      },
    },
    {
      name: 'AU-21 a client secret, without a permission',
      inputs: { ...application, 'client-secret': 'a&=+%' },
      plan: { signIn: { method: 'client-secret', ...known, clientSecret: 'a&=+%' } },
    },
    {
      name: 'AU-10 EM-04 warnings in the order of the inputs: a short secret, a malformed address',
      inputs: { ...application, 'client-secret': 'abc', 'notification-emails': 'x' },
      plan: {
        signIn: { method: 'client-secret', ...known, clientSecret: 'abc' },
        warnings: [
          'notification-emails: 1 of 1 left out, not an address (number 1 in the list); write name@example.com',
          'client-secret: it has fewer than 4 characters, so the log cannot hide it',
        ],
      },
    },
    {
      name: 'URL-09 both services on this machine',
      inputs: { ...application, 'client-secret': 'abcd', 'base-url': 'http://localhost:1', 'authority-url': 'HTTPS://127.0.0.1:2/' },
      plan: {
        ...sandboxAt('http://localhost:1'),
        signIn: { method: 'client-secret', ...known, authorityUrl: 'https://127.0.0.1:2', clientSecret: 'abcd' },
      },
    },
    {
      name: 'AU-25 URL-09 federated on this machine',
      inputs: { ...application, 'base-url': 'http://localhost:1', 'authority-url': 'http://localhost:1' },
      environment: { ...job, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://localhost:1/oidc' },
      plan: {
        ...sandboxAt('http://localhost:1'),
        signIn: {
          method: 'federated',
          ...known,
          authorityUrl: 'http://localhost:1',
          requestUrl: 'http://localhost:1/oidc',
          requestToken: 'request-token',
        },
      },
    },
    {
      name: 'no address of a sandbox, since its step was skipped',
      inputs: { ...application, 'client-secret': 'abcd', 'base-url': '', 'authority-url': '' },
      plan: { signIn: { method: 'client-secret', ...known, clientSecret: 'abcd' } },
    },
    {
      name: 'federated with the token of the real GitHub, in a rehearsal',
      inputs: { ...application, 'base-url': 'http://localhost:1', 'authority-url': 'http://localhost:1' },
      environment: job,
      plan: {
        ...sandboxAt('http://localhost:1'),
        signIn: {
          method: 'federated',
          ...known,
          authorityUrl: 'http://localhost:1',
          requestUrl: job.ACTIONS_ID_TOKEN_REQUEST_URL,
          requestToken: 'request-token',
        },
      },
    },
    { name: 'URL-09 a token, and an authority that is not used', inputs: { 'authority-url': 'http://localhost:1' } },
    { name: 'AU-25 a token, in a job whose address is not used', environment: { ...job, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://x' } },
    { name: 'URL-04 the port of the authority', inputs: { 'authority-url': 'https://login.microsoftonline.com:443/' } },
    { name: 'URL-04 its own port', inputs: { 'base-url': 'https://cloudpartner.azure.com:443' } },
    { name: 'URL-01 a loopback sandbox', inputs: { 'base-url': 'http://localhost:4010/' }, plan: sandboxAt('http://localhost:4010') },
    { name: 'URL-07 a loopback address', inputs: { 'base-url': 'https://127.0.0.1' }, plan: sandboxAt('https://127.0.0.1') },
    { name: 'OP-01 a migrated path', inputs: { 'operation-id': `${path}?api-version=2017-10-31` }, plan: { operationId: guid } },
    { name: 'IN-14 a path in another case', inputs: { 'operation-id': path.replace('/c', '/C') }, plan: { operationId: guid } },
    { name: 'TL-03 certificates are checked', environment: { NODE_TLS_REJECT_UNAUTHORIZED: '1' } },
    { name: 'PX-01 a proxy', environment: { HTTPS_PROXY: 'HTTP://proxy:3128' } },
    {
      name: 'PX-07 a good proxy before a bad one',
      environment: { https_proxy: 'http://proxy', HTTPS_PROXY: 'socks5://x' },
      plan: { warnings: ['https_proxy and HTTPS_PROXY differ; https_proxy is used'] },
    },
    { name: 'PX-07 the same proxy twice', environment: { https_proxy: 'http://proxy', HTTPS_PROXY: 'http://proxy' } },
    {
      name: 'PX-07 two lists of exceptions',
      environment: { no_proxy: 'a.example', NO_PROXY: 'b.example' },
      plan: { warnings: ['no_proxy and NO_PROXY differ; no_proxy is used'] },
    },
    {
      name: 'PX-06 exceptions in capitals only',
      environment: { NO_PROXY: '10.0.0.0/8' },
      plan: { warnings: [noProxyWarning('1 entry has')] },
    },
    ...['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'].map((name) => ({
      name: `PX-08 F41 only ${name}, which is not used`,
      environment: { [name]: 'socks5://x' },
      plan: { unusedProxy: name },
    })),
    {
      name: 'F41 two that are not used',
      environment: { ALL_PROXY: 'http://x', HTTP_PROXY: 'http://x' },
      plan: { unusedProxy: 'HTTP_PROXY' },
    },
    { name: 'F41 one that is used beside them', environment: { ALL_PROXY: 'http://x', http_proxy: 'http://x', HTTPS_PROXY: 'http://x' } },
    {
      name: "TL-04 a CA of one's own",
      environment: { NODE_EXTRA_CA_CERTS: '/ca.pem' },
      extra: 2,
      plan: { debugNotes: ['2 certificates of NODE_EXTRA_CA_CERTS trusted too'] },
    },
  ];
  it.each(rows)('$name', ({ inputs = {}, environment, extra, plan }) =>
    expect(planOf(inputs, environment, extra)).toStrictEqual({ ...usual, ...plan }),
  );
});
