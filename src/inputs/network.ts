import { pluralize } from '../text/format.ts';
import { quoteInput } from '../text/sanitize.ts';
import type { Validated } from './validated.ts';

/** The service itself (an https origin), or the sandbox on this machine. Compared as text: no spelling trick of a URL gets as far as being parsed. */
export function serviceUrl(value: string, service: string): Validated<string> {
  const isAllowed =
    [service, `${service}/`, `${service}:443`, `${service}:443/`].includes(value.toLowerCase()) ||
    /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?\/?$/i.test(value);
  if (isAllowed && URL.canParse(value) && new URL(value).port !== '0') return { value: new URL(value).origin };
  return {
    problem: `"${value.includes('@') ? '***' : quoteInput(value)}" is not allowed; leave it out for ${service}, or write a sandbox on this machine, e.g. http://127.0.0.1:4010, without path, query or user`,
  };
}

/** `NODE_TLS_REJECT_UNAUTHORIZED=0`, set by an earlier step, would hand the token to anybody on the way. */
export function tlsChecks(value: string): Validated<null> {
  return value === '0'
    ? {
        problem:
          'is 0: certificates would not be checked, and the token could be read on its way; remove it, and name your own CA in NODE_EXTRA_CA_CERTS',
      }
    : { value: null };
}

/** A proxy setting that cannot be used must not become a silent direct connection (docs/platform.md#unusable-proxy). Its value may hold a password and is never shown. */
export function proxy(value: string): Validated<null> {
  const isUsable = (): boolean => {
    if (!/^https?:\/\/[^/]/i.test(value) || !URL.canParse(value)) return false;
    const { username, password } = new URL(value);
    return decodes(username) && decodes(password);
  };
  return value === '' || isUsable()
    ? { value: null }
    : {
        problem:
          'is no usable proxy; write http://host:port or https://host:port, with "%" and other special characters of user and password percent-encoded',
      };
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
      `no_proxy: ${pluralize(unknown, 'entry has', 'entries have')} a form that is not understood (a range of addresses, "*.name", IPv6) and will not match; write hosts, .domains or "*", separated by commas`,
    ],
  };
}

/** Of a variable in both cases the one in lower case counts; if they differ, the author should know. */
export function disagreements(environment: Readonly<Record<'https_proxy' | 'HTTPS_PROXY' | 'no_proxy' | 'NO_PROXY', string>>): string[] {
  const pairs = [
    ['https_proxy', 'HTTPS_PROXY'],
    ['no_proxy', 'NO_PROXY'],
  ] as const;
  return pairs
    .filter(([lower, upper]) => environment[lower] !== '' && environment[upper] !== '' && environment[lower] !== environment[upper])
    .map(([lower, upper]) => `${lower} and ${upper} differ; ${lower} is used`);
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
