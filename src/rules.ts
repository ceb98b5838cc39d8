import { type Address, isOperationId, parseOperationPath } from './marketplace/location.ts';
import { escaped } from './text.ts';

/** One input after its rule: the value to use with what the author should hear of it, or the rule that it broke and what to write instead. */
export type Checked<T> =
  | { readonly value: T; readonly notices?: readonly string[]; readonly warnings?: readonly string[] }
  | { readonly problem: string };

const idForm = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const idRule = 'write 1 to 128 letters, digits, "_", "." or "-", beginning with a letter or a digit';
const guidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const marketplaceOrigin = 'https://cloudpartner.azure.com';
const mostOffers = 500;
const mostEmails = 50;
const longestEmailList = 8192;
const longestToken = 16 * 1024;

/** A value that was never filled in: an expression that was not evaluated, `<publisherId>`, `YOUR_TOKEN`. */
function placeholder(value: string): string {
  return /\$\{\{|^<.*>$|^YOUR_/.test(value) ? '; it looks like a placeholder that was never filled in' : '';
}

export function identifier(value: string, example: string): Checked<string> {
  if (value === '') return { problem: `is empty; ${idRule}, e.g. ${example}` };
  if (!idForm.test(value) || placeholder(value))
    return { problem: `"${escaped(value)}" is no identifier${placeholder(value)}; ${idRule}, e.g. ${example}` };
  return { value };
}

/** One identifier or several, separated by commas, blanks or new lines. Every wrong one is named. */
export function offerList(value: string): Checked<readonly string[]> {
  const ids = value.split(/[\s,]+/).filter((id) => id !== '');
  if (ids.length === 0) return identifier('', 'contoso-vm') as { problem: string };
  const problems = ids.flatMap((id) => {
    const checked = identifier(id, 'contoso-vm');
    return 'problem' in checked ? [checked.problem] : [];
  });
  const [first, second, third] = problems;
  if (first !== undefined)
    return {
      problem: [first, second, third, ...(problems.length > 3 ? [`and ${problems.length - 3} more`] : [])].filter(Boolean).join('; '),
    };
  const different = [...new Map(ids.map((id) => [id.toLowerCase(), id] as const).reverse()).values()].reverse();
  if (different.length > mostOffers) return { problem: `names ${different.length} offers; at most ${mostOffers} go into one step` };
  if (different.length > 1)
    return {
      problem: `names ${different.length} offers; this version cancels one offer per step: write one identifier, and repeat the step or use a matrix`,
    };
  const dropped = ids.length - different.length;
  return {
    value: different,
    ...(dropped > 0 ? { notices: [`offer-id: ${dropped} duplicate${dropped > 1 ? 's were' : ' was'} dropped`] } : {}),
  };
}

const emailForm = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/;

/** Addresses are never shown: a wrong one is named by its place, left out, and stops nothing. */
export function emailList(value: string): Checked<readonly string[]> {
  const given = value
    .split(/[,;\r\n]/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const kept = new Map<string, string>();
  const malformed: number[] = [];
  let length = 0;
  let beyond = 0;
  given.forEach((address, index) => {
    const key = address.replace(/@.*$/, (domain) => domain.toLowerCase());
    if (address.length > 254 || !emailForm.test(address)) malformed.push(index + 1);
    else if (kept.has(key)) return;
    else if (kept.size === mostEmails || length + address.length >= longestEmailList) beyond += 1;
    else {
      kept.set(key, address);
      length += address.length + 1;
    }
  });
  const places = `${malformed.slice(0, 10).join(', ')}${malformed.length > 10 ? ', …' : ''}`;
  const warnings = [
    ...(malformed.length > 0
      ? [
          `notification-emails: ${malformed.length} of ${given.length} left out, not an address (number ${places} in the list); write name@example.com`,
        ]
      : []),
    ...(beyond > 0 ? [`notification-emails: ${beyond} left out, the limit is ${mostEmails} addresses and 8 KiB`] : []),
  ];
  return { value: [...kept.values()], warnings };
}

const tokenAdvice =
  'pass the access token alone, as `az account get-access-token --resource https://cloudpartner.azure.com --query accessToken -o tsv` prints it';
const signIn =
  'the step signs in with `token`: a bearer token for https://cloudpartner.azure.com. A secret is empty in a run from a fork, and in one of Dependabot';

/** A bearer token as RFC 6750 spells it. Tokens are opaque, so only what cannot be one is refused; the value is never shown. */
export function bearerToken(value: string): Checked<string> {
  const token = value.replace(/^bearer\s+/i, '');
  if (token === '') return { problem: `is empty; ${signIn}` };
  if (placeholder(token)) return { problem: `is a placeholder that was never filled in; ${signIn}` };
  if (token.length > longestToken)
    return { problem: `is longer than ${longestToken} characters, which is more than a request header can carry; ${tokenAdvice}` };
  if (/^[{["]/.test(token)) return { problem: `is JSON or in quotes, not a token; ${tokenAdvice}` };
  if (guidForm.test(token)) return { problem: `is a GUID (an id of an application, a tenant or a secret), not a token; ${tokenAdvice}` };
  if (/^(gh[a-z]_|github_pat_)/.test(token)) return { problem: `is a token of GitHub, not of Microsoft Entra; ${tokenAdvice}` };
  if (token.startsWith('ZXlK')) return { problem: `is a token in base64: decode it once; ${tokenAdvice}` };
  if (!/^[A-Za-z0-9._~+/-]+=*$/.test(token))
    return { problem: `holds a blank, a line break or another character that no token has; ${tokenAdvice}` };
  return { value: token, ...(token === value ? {} : { notices: ['token: its "Bearer " prefix was dropped'] }) };
}

/** Plain decimal digits; empty means the default. */
export function wholeNumber(value: string, fallback: string, least: number, most: number): Checked<number> {
  const number = value === '' ? Number(fallback) : Number(/^\d{1,6}$/.test(value) ? value : Number.NaN);
  if (number >= least && number <= most) return { value: number };
  return { problem: `"${escaped(value)}" is not a number from ${least} to ${most}; write plain digits, e.g. ${fallback}` };
}

/** The words of YAML 1.2 only, so that `yes` is an error and not a silent `false`; empty means the default. */
export function yesNo(value: string, fallback: string): Checked<boolean> {
  const word = value === '' ? fallback : value;
  if (/^(true|True|TRUE)$/.test(word)) return { value: true };
  if (/^(false|False|FALSE)$/.test(word)) return { value: false };
  return { problem: `"${escaped(value)}" is neither true nor false; write one of true, True, TRUE, false, False, FALSE` };
}

export function choice<T extends string>(value: string, fallback: T, words: readonly T[]): Checked<T> {
  const found = words.find((word) => word === (value === '' ? fallback : value));
  return found ? { value: found } : { problem: `"${escaped(value)}" is not one of ${words.join(', ')} (in lower case)` };
}

export function apiVersion(value: string): Checked<string> {
  if (/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(value)) return { value };
  return { problem: `"${escaped(value)}" is no version; write a date such as 2017-10-31, or leave the input out` };
}

/** The API itself, or the sandbox on this machine. Compared as text: no spelling trick of a URL gets as far as being parsed. */
export function baseUrl(value: string): Checked<string> {
  const isAllowed =
    /^https:\/\/cloudpartner\.azure\.com(:443)?\/?$/i.test(value) || /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?\/?$/i.test(value);
  if (isAllowed && URL.canParse(value) && new URL(value).port !== '0') return { value: new URL(value).origin };
  const shown = value.includes('@') ? 'the value (not shown: it holds an "@")' : `"${escaped(value)}"`;
  return {
    problem: `${shown} is not allowed; leave it out for ${marketplaceOrigin}, or write a sandbox on this machine, e.g. http://127.0.0.1:4010, without path, query or user`,
  };
}

/**
 * A GUID, or a migrated operation path as a publish step outputs it, down to its id in lower case; empty means no guard.
 * Without an address (the ids themselves were refused) a path cannot be compared, and is no second problem.
 */
export function operationId(value: string, address: Address | undefined): Checked<string> {
  if (value === '') return { value };
  const bare = value.replace(/^\{(.*)\}$/, '$1');
  if (value.startsWith('/') && !value.includes('$') && address === undefined) return { value: '' };
  const id = guidForm.test(bare) ? bare : address && parseOperationPath(value, address)?.id;
  if (isOperationId(id)) return { value: id.toLowerCase() };
  if (/\$/.test(value) && !placeholder(value))
    return {
      problem:
        'is the path of an offer that was not migrated: it holds no id that could be compared; leave it out, which cancels whatever runs',
    };
  if (value.includes('/'))
    return { problem: `"${escaped(value)}" is no operation path of this publisher and offer; write the operation's GUID` };
  return {
    problem: `"${escaped(value)}" is no operation id${placeholder(value)}; write a GUID, e.g. 56615b67-2185-49fe-80d2-c4ddf77bb2e8`,
  };
}

export function entityTag(value: string): Checked<string> {
  if (!/^[\x20-\x7e]{0,1024}$/.test(value))
    return { problem: `"${escaped(value)}" cannot be sent in a header; write an ETag, e.g. W/"datetime'2026-01-31'", or *` };
  return { value, ...(value === '*' ? { notices: ['if-match: "*" matches any state, so it guards nothing'] } : {}) };
}

/** `NODE_TLS_REJECT_UNAUTHORIZED=0`, set by an earlier step, would hand the token to anybody on the way. */
export function tlsChecks(value: string): Checked<null> {
  return value === '0'
    ? {
        problem:
          'is 0: certificates would not be checked, and the token could be read on its way; remove it, and name your own CA in NODE_EXTRA_CA_CERTS',
      }
    : { value: null };
}

/** A proxy setting that cannot be used must not become a silent direct connection (platform.md H14). Its value may hold a password and is never shown. */
export function proxy(value: string): Checked<null> {
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

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
