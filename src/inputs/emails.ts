import { distinct, type Validated } from './validated.ts';

const mostEmails = 50;
const longestEmail = 254;
const longestEmailList = 8192;
const emailForm =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;
/** The most places of malformed addresses that are named. */
const mostPlaces = 10;

/** Addresses are never shown. A malformed one is left out and named by its place. Their domains are compared without case. */
export function emailList(value: string): Validated<readonly string[]> {
  const given = value
    .split(/[,;\r\n]/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const malformed = given.flatMap((address, index) => (isEmail(address) ? [] : [index + 1]));
  const different = distinct(given.filter(isEmail), keyOf);
  const kept = different.slice(0, mostEmails);
  while (kept.join(',').length > longestEmailList) kept.pop();

  const places = `${malformed.slice(0, mostPlaces).join(', ')}${malformed.length > mostPlaces ? ', …' : ''}`;
  const beyond = different.length - kept.length;
  const warnings = [
    malformed.length > 0 &&
      `${malformed.length} of ${given.length} left out, not an address (number ${places} in the list); write name@example.com`,
    beyond > 0 && `${beyond} left out, the limit is ${mostEmails} addresses and 8 KiB`,
  ];
  return { value: kept, warnings: warnings.filter((warning) => warning !== false).map((warning) => `notification-emails: ${warning}`) };
}

function isEmail(address: string): boolean {
  return address.length <= longestEmail && emailForm.test(address);
}

function keyOf(address: string): string {
  const [local, domain = ''] = address.split('@');
  return `${local}@${domain.toLowerCase()}`;
}
