import type { Prng } from '../storms/prng.ts';

/** What must never be found in a recording: texts that no other part of one could hold by chance. */
export interface Secrets {
  readonly token: string;
  readonly jwt: string;
  readonly address: string;
  readonly name: string;
  readonly guid: string;
  readonly number: string;
  readonly price: string;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const signs = `${letters}${letters.toUpperCase()}0123456789`;

function text(dice: Prng, from: string, length: number): string {
  return Array.from({ length }, () => from[Math.floor(dice.roll() * from.length)]).join('');
}

export function createSecrets(dice: Prng): Secrets {
  const of = (from: string, length: number): string => text(dice, from, length);
  const hex = '0123456789abcdef';
  return {
    token: `zq${of(`${signs}._~+/-`, 20)}`,
    jwt: `eyJ${of(signs, 18)}.eyJ${of(signs, 24)}.${of(`${signs}_-`, 22)}`,
    address: `${of(letters, 9)}&<">\\é@${of(letters, 11)}.example`,
    name: `Zq${of(letters, 8)} & "Söhne" ${of(letters, 6)}`,
    guid: `${of(hex, 8)}-${of(hex, 4)}-4${of(hex, 3)}-8${of(hex, 3)}-${of(hex, 12)}`,
    number: `7${of('0123456789', 18)}`,
    price: `${of('123456789', 7)}.${of('123456789', 2)}`,
  };
}

const inHtml = (secret: string): string =>
  secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const inCodes = (secret: string): string =>
  Array.from(secret, (one) => (/[a-z0-9]/i.test(one) ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('');
const base64 = (secret: string, before: string): string => Buffer.from(before + secret).toString('base64');

/** The encodings of G6, and those in which programs hand on secrets. Of base64 there are three, by where it begins. */
export const spellings: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => secret.toLowerCase(),
  (secret) => secret.toUpperCase(),
  encodeURIComponent,
  (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  (secret) => new URLSearchParams({ '': secret }).toString().slice(1),
  (secret) => JSON.stringify(secret).slice(1, -1),
  inCodes,
  inHtml,
  (secret) => Array.from(secret, (one) => `&#${one.codePointAt(0)};`).join(''),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => Buffer.from(secret).toString('base64url'),
  (secret) => base64(secret, ''),
  (secret) => base64(secret, 'a').slice(4),
  (secret) => base64(secret, 'ab').slice(4),
  (secret) => Array.from(secret).toReversed().join(''),
];

/** So much of a secret in a row is a leak. */
const leastPart = 8;

/** Every secret of which a spelling, or a part of it, is in the text. */
export function leaksIn(leaked: string, secrets: Secrets): readonly string[] {
  const folded = leaked.toLowerCase();
  return Object.entries(secrets).flatMap(([kind, secret]) => {
    const found = spellings.find((spell) => partsOf(spell(secret)).some((part) => folded.includes(part)));
    return found ? [`${kind} ${secret} as ${found(secret)}`] : [];
  });
}

/** The beginning, the middle and the end, without what pads a base64. */
function partsOf(spelled: string): readonly string[] {
  const bare = spelled.replace(/=+$/, '').toLowerCase();
  const middle = Math.floor((bare.length - leastPart) / 2);
  return [bare.slice(0, leastPart), bare.slice(middle, middle + leastPart), bare.slice(-leastPart)];
}
