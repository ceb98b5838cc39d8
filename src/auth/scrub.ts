import type { NoReply, Reply } from '../http/transport.ts';

/** A shorter secret could be a word that the service really says. */
const shortestScrubbed = 8;

/** Takes secrets of ours out of replies that repeat them, before anybody reads, quotes or cuts them (guarantee G6). */
export function scrubber(secrets: readonly string[]): <T extends Reply | NoReply>(result: T) => T {
  const patterns = secrets.filter((secret) => secret.length >= shortestScrubbed).map(patternOf);
  const clean = (text: string): string => patterns.reduce((left, pattern) => left.replace(pattern, '***'), text);
  const cleanJson = (body: string): string => {
    const plain = withoutEscapes(body);
    const cleaned = clean(plain);
    return cleaned === plain ? body : cleaned;
  };
  return (result) => {
    const headers =
      result.headers && Object.fromEntries(Object.entries(result.headers).map(([name, value]) => [name, value && clean(value)]));
    return { ...result, ...(headers ? { headers } : {}), ...('body' in result ? { body: cleanJson(result.body) } : {}) };
  };
}

/** JSON may spell any character as `\uXXXX`. Spelled out are all but those that would end or break a string. */
function withoutEscapes(body: string): string {
  return body.replace(/\\\\|\\u([0-9a-f]{4})/gi, (spelled: string, hex: string | undefined) => {
    const character = String.fromCharCode(Number.parseInt(hex ?? '', 16));
    return hex === undefined || /[\p{Cc}"\\]/u.test(character) ? spelled : character;
  });
}

/** Finds a secret however each of its characters is spelled: as it is, or as in a URL, a form, JSON or HTML. Letters and digits are never spelled otherwise there, JSON's `\uXXXX` apart, which is undone before. */
function patternOf(secret: string): RegExp {
  const parts = Array.from(secret, (character) =>
    /[a-z0-9]/i.test(character) ? character : `(?:${spellingsOf(character).map(literal).join('|')})`,
  );
  return new RegExp(parts.join(''), 'g');
}

const names: Readonly<Record<string, readonly string[]>> = {
  ' ': ['+'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;', '\\"'],
  "'": ['&apos;', "\\'"],
  '/': ['\\/'],
  '\\': ['\\\\'],
  '\b': ['\\b'],
  '\f': ['\\f'],
  '\n': ['\\n'],
  '\r': ['\\r'],
  '\t': ['\\t'],
};

function spellingsOf(character: string): readonly string[] {
  const inUrl = Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const inJson = units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  const code = Number(character.codePointAt(0));
  const inHex = [inUrl, inJson, `&#x${code.toString(16)};`];
  return [character, ...(names[character] ?? []), `&#${code};`, ...inHex, ...inHex.map(upperHex)];
}

/** The digits of a hexadecimal escape in capitals, its letter `u` or `x` as it is. */
function upperHex(escaped: string): string {
  return escaped.replace(/[a-f]/g, (digit) => digit.toUpperCase());
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
