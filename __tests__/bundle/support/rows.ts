import { scenarios } from '../../../src/sandbox/scenarios.ts';
import { clientId, clientSecret, tenantId } from '../../../src/sandbox/signIn.ts';
import type { Row } from './observe.ts';

const placeholder = '${{ secrets.VALUE }}';
const guid = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const path = `/api/publishers/contoso/offers/contoso-vm/operations/${guid}`;

/** Bad values of each input. Row 1 gives the first of each, row 2 the second, and a list that is shorter begins anew. */
const badValues: Readonly<Record<string, readonly string[]>> = {
  'publisher-id': ['', '../victim', 'a b', placeholder, '<publisherId>', 'YOUR_PUBLISHER', 'x'.repeat(129), '-contoso', 'contoso\u202e'],
  'offer-id': ['', 'a, b!', 'a! b! c! d! e!', placeholder, '::error::x', Array.from({ length: 501 }, (_, index) => `o${index}`).join()],
  token: [
    '',
    'Bearer ',
    placeholder,
    'x'.repeat(16_385),
    '{"accessToken":"x"}',
    '"x"',
    guid,
    'ghp_0123456789',
    'github_pat_0123456789',
    'ZXlKMGVYQWlPaUpLVjFRaUxDSmhiR2Np',
    'two words',
    'tøken',
  ],
  'operation-id': ['x', placeholder, path, '<id>', `{${guid}`, '$1', '%24'],
  'if-nothing-to-cancel': ['Warn', 'no', placeholder],
  wait: ['yes', '1', 'tRue', placeholder],
  'timeout-minutes': ['0', '351', '1e9', '1.5', '-1', '0x10', 'ten', '9999999'],
  'poll-interval-seconds': ['0', '301', ' 1 0', '1s'],
  'dry-run': ['on', '0', 'False '.repeat(2)],
  environment: ['a\u0007b', placeholder, 'x'.repeat(256), 'a\u2028b'],
  'if-match': ['ü', 'x'.repeat(1025), 'a\u0007b'],
  'api-version': ['latest', '2017-10-3', '2017-10-31-beta'],
  'base-url': [
    'http://127.0.0.1:0',
    'http://localhost:99999',
    'http://127.0.0.1/api',
    'https://evil.example',
    'https://user:pass@evil.example',
    'x',
  ],
  'authority-url': ['https://login.microsoftonline.us', 'http://login.microsoftonline.com', 'https://login.microsoftonline.com/x', 'a@b'],
  'github-token': ['', placeholder, 'two words'],
  recording: ['../recording.json', '/tmp/recording.json', placeholder],
};

/** Bad values of variables, in the same rows. */
const badVariables: Readonly<Record<string, readonly string[]>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: ['0', ''],
  https_proxy: [
    'socks5://user:pass@proxy:1080',
    'proxy:8080',
    'http://',
    'http:///x',
    'http://user:p%zz@host:1',
    'http://u%:pass@host:1',
    'http://[::1',
    '',
  ],
  HTTPS_PROXY: ['ftp://proxy'],
};

const longest = Math.max(...Object.values({ ...badValues, ...badVariables }).map(({ length }) => length));
const rowOf = (lists: Readonly<Record<string, readonly string[]>>, index: number): Record<string, string> =>
  Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values[index % values.length] ?? '']));

const application = { token: '', 'tenant-id': tenantId, 'client-id': clientId };
const oidc = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/token', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token' };

/** Refused, and nothing may be sent. */
export const refusedRows: readonly Row[] = [
  ...Array.from({ length: longest }, (_, index) => ({
    name: `bad values, row ${index + 1}`,
    inputs: rowOf(badValues, index),
    environment: rowOf(badVariables, index),
  })),
  { name: 'operation-id of another publisher', inputs: { 'operation-id': path.replace('contoso', 'victim') } },
  { name: 'operation-id of an offer that was not migrated', inputs: { 'operation-id': '/api/operations/contoso$contoso-vm$x' } },
  { name: 'operation-id and if-match for two offers', inputs: { 'offer-id': 'a b', 'operation-id': guid, 'if-match': '*' } },
  { name: 'a token beside an application', inputs: { ...application, token: 'secret-token' } },
  { name: 'a tenant alone', inputs: { token: '', 'tenant-id': tenantId } },
  { name: 'a client alone', inputs: { token: '', 'client-id': clientId } },
  { name: 'a client secret alone', inputs: { token: '', 'client-secret': clientSecret } },
  { name: 'a tenant and a client of the wrong form', inputs: { token: '', 'tenant-id': 'common', 'client-id': 'x' } },
  { name: 'placeholders to sign in', inputs: { token: '', 'tenant-id': placeholder, 'client-id': '<id>', 'client-secret': placeholder } },
  { name: 'a client secret that is too long', inputs: { ...application, 'client-secret': 'x'.repeat(4097) } },
  { name: 'no permission for a GitHub token', inputs: application },
  {
    name: 'a token endpoint without TLS',
    inputs: application,
    environment: { ...oidc, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://pipelines.example' },
  },
  { name: 'a token endpoint that is no URL', inputs: application, environment: { ...oidc, ACTIONS_ID_TOKEN_REQUEST_URL: 'x' } },
  {
    name: 'a sandbox with the real authority',
    inputs: { ...application, 'authority-url': 'https://login.microsoftonline.com' },
    environment: oidc,
  },
];

/** One of five is malformed. */
const emails = (count: number, domain: string): string =>
  Array.from({ length: count }, (_, index) => (index % 5 === 4 ? '@' : `x${index}@${domain}`)).join();

/** Accepted, with something to say about the inputs. */
export const acceptedRows: readonly Row[] = [
  { name: 'addresses that are left out', inputs: { 'notification-emails': 'a@contoso.com; broken, b@CONTOSO.com\nb@contoso.com' } },
  { name: 'more addresses than are sent', inputs: { 'notification-emails': emails(70, 'contoso.com') } },
  {
    name: 'addresses of more than 8 KiB',
    inputs: { 'notification-emails': emails(60, `${'x'.repeat(60)}.`.repeat(3).concat('contoso.com')) },
  },
  { name: 'a token with its scheme, and too short to be masked', inputs: { token: 'Bearer abc' } },
  { name: 'a client secret too short to be masked', scenario: scenarios['client-secret'], inputs: { 'client-secret': 'abc' } },
  { name: 'an offer twice', inputs: { 'offer-id': 'contoso-vm CONTOSO-VM' } },
  {
    name: 'any state matches, and a pause longer than the step',
    inputs: { 'if-match': '*', 'timeout-minutes': '1', 'poll-interval-seconds': '61' },
  },
  { name: 'a guard as a GUID in braces', inputs: { 'operation-id': `{${guid.toUpperCase()}}` } },
  { name: 'a guard as a path', inputs: { 'operation-id': `${path}?api-version=2017-10-31` } },
  { name: 'empty values are the defaults', inputs: { wait: '', 'dry-run': 'TRUE', 'timeout-minutes': '', 'if-nothing-to-cancel': '' } },
  { name: 'a GitHub token without an environment', inputs: { 'github-token': 'secret-token' } },
  { name: 'an environment without a GitHub token', inputs: { environment: 'production' } },
  { name: 'an environment with a placeholder', inputs: { environment: 'Größe / x', 'github-token': placeholder } },
  {
    name: 'variables of a proxy that differ, and entries that never match',
    environment: {
      https_proxy: 'http://user:p%40ss@proxy:1',
      HTTPS_PROXY: 'http://other:1',
      no_proxy: '10.0.0.0/8, *.x, .y',
      NO_PROXY: '*',
    },
  },
  { name: 'a runner that debugs', environment: { RUNNER_DEBUG: '1' } },
];
