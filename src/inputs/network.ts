import { pluralize } from '../text/format.ts';
import { quoteInput } from '../text/sanitize.ts';
import type { Collect, Validated } from './validated.ts';

/** The service itself, or the sandbox on this machine. It is compared as text, before any spelling trick of a URL is parsed. */
export function serviceUrl(value: string, service: string): Validated<string> {
  const isAllowed =
    [service, `${service}/`, `${service}:443`, `${service}:443/`].includes(value.toLowerCase()) ||
    /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?\/?$/i.test(value);
  if (isAllowed && URL.canParse(value) && new URL(value).port !== '0') return { value: new URL(value).origin };
  return {
    problem:
      `"${value.includes('@') ? '***' : quoteInput(value)}" is not allowed; leave it out for ${service}, ` +
      'or write a sandbox on this machine, e.g. http://127.0.0.1:4010, without path, query or user',
  };
}

/** What other programs take a proxy from; requests to `https:` addresses do not (docs/platform.md#proxy-variables). */
const otherProxies = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

/** The variables that decide how a request travels. Of a proxy's variables the one in lower case counts. */
export const networkVariables = [
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'https_proxy',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  ...otherProxies,
] as const;

type Variables = Readonly<Record<(typeof networkVariables)[number], string>>;

interface NetworkSettings {
  readonly unusedProxy: string;
  readonly debugNotes: readonly string[];
}

/** Every problem is noted through `collect`. */
export function networkSettings(variables: Variables, extraCount: number | undefined, collect: Collect): NetworkSettings {
  collect('NODE_TLS_REJECT_UNAUTHORIZED', tlsChecks(variables.NODE_TLS_REJECT_UNAUTHORIZED), null);
  const proxyName = variables.https_proxy === '' ? 'HTTPS_PROXY' : 'https_proxy';
  collect(proxyName, proxy(variables[proxyName]), null);
  collect('no_proxy', noProxy(variables.no_proxy || variables.NO_PROXY), null);
  collect('https_proxy', { value: null, warnings: disagreements(variables) }, null);
  const debugNotes = collect('NODE_EXTRA_CA_CERTS', extraCertificates(variables.NODE_EXTRA_CA_CERTS, extraCount), []);
  return { unusedProxy: unusedProxy(variables), debugNotes };
}

/** With `NODE_TLS_REJECT_UNAUTHORIZED=0`, which an earlier step may have set, anything on the way could read the token. */
export function tlsChecks(value: string): Validated<null> {
  return value === '0'
    ? {
        problem:
          'is 0: certificates would not be checked, and the token could be read on its way; ' +
          'remove it, and name your own CA in NODE_EXTRA_CA_CERTS',
      }
    : { value: null };
}

/** One that cannot be used would become a direct connection (docs/platform.md#unusable-proxy). Never shown: it may hold a password. */
export function proxy(value: string): Validated<null> {
  // docs/platform.md#proxy-certificate
  if (/^https:/i.test(value)) return { problem: tlsProxy };
  return value === '' || isUsableProxy(value) ? { value: null } : { problem: unusableProxy };
}

const tlsProxy =
  'is an https:// proxy, and with such a proxy the certificate is compared with the name of the service, so it never matches; write ' +
  'http://host:port: then the connection to the proxy is not TLS, and the tunnel to the service inside it is';
const unusableProxy =
  'is not a usable proxy; write http://host:port, with a port from 1 to 65535, and with "%" and other special characters of user and ' +
  'password percent-encoded';

function isUsableProxy(value: string): boolean {
  if (!/^http:\/\/[^/]/i.test(value) || !URL.canParse(value)) return false;
  const { username, password, port } = new URL(value);
  return port !== '0' && decodes(username) && decodes(password);
}

/** The first variable that names a proxy which is not used, when no other names one that is. */
function unusedProxy(variables: Variables): string {
  if (variables.https_proxy !== '' || variables.HTTPS_PROXY !== '') return '';
  return otherProxies.find((name) => variables[name] !== '') ?? '';
}

/** A host with or without its port, a domain and all below it, or everything: what http-client compares (docs/platform.md#no-proxy). */
const noProxyForm = /^(\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*(:\d+)?)$/i;

/** Entries of `no_proxy` in another form never match, so requests that were meant to go directly go through the proxy. */
export function noProxy(value: string): Validated<null> {
  const entries = value.split(',').map((entry) => entry.trim());
  const unknown = entries.filter((entry) => entry !== '' && !noProxyForm.test(entry)).length;
  if (unknown === 0) return { value: null };
  return {
    value: null,
    warnings: [
      `no_proxy: ${pluralize(unknown, 'entry has', 'entries have')} a form that is not understood (a range of addresses, "*.name", IPv6) ` +
        'and will not match; write hosts, .domains or "*", separated by commas',
    ],
  };
}

/** A variable may be set in both cases: the one in lower case counts. */
function disagreements(variables: Variables): string[] {
  const pairs = [
    ['https_proxy', 'HTTPS_PROXY'],
    ['no_proxy', 'NO_PROXY'],
  ] as const;
  return pairs
    .filter(([lower, upper]) => variables[lower] !== '' && variables[upper] !== '' && variables[lower] !== variables[upper])
    .map(([lower, upper]) => `${lower} and ${upper} differ; ${lower} is used`);
}

/** Node goes on without a file that it cannot use (docs/platform.md#extra-certificates). `count`: how many certificates it took from it. */
export function extraCertificates(path: string, count: number | undefined): Validated<readonly string[]> {
  if (path === '') return { value: [] };
  if (count === 0) return { value: [], warnings: [noExtraCertificates] };
  const what = count === undefined ? 'Certificates' : pluralize(count, 'certificate');
  return { value: [`${what} of NODE_EXTRA_CA_CERTS trusted too`] };
}

const noExtraCertificates =
  'NODE_EXTRA_CA_CERTS: Node took no certificate from its file, so it changes nothing; name a file that exists when the step begins, can ' +
  'be read, and holds certificates in PEM form ("-----BEGIN CERTIFICATE-----")';

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
