/** A shorter secret could be a word that the service really says. */
const shortestRedacted = 8;

/** Takes secrets out of a text that repeats them, however they are spelled, before it is read, quoted or cut. */
export function redact(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= shortestRedacted).flatMap(spellingsOf);
  return (text) => known.reduce(withoutSecret, text);
}

/** As it is, with its lone surrogates replaced, and as the inside of a JSON string. */
function spellingsOf(secret: string): readonly string[] {
  return [...new Set([secret, secret.toWellFormed(), JSON.stringify(secret).slice(1, -1)])];
}

/** A text that repeats the secret only when decoded is kept decoded. */
function withoutSecret(text: string, secret: string): string {
  let left = text;
  for (const decode of decoders) {
    const decoded = decode(left);
    if (decoded.includes(secret)) left = decoded.replaceAll(secret, '***');
  }
  return left;
}

const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Undoes every escape of JSON; `respell` decides how a character is written instead. */
function fromJson(text: string, respell: (character: string) => string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|([^u]))/gi, (_, hex: string | undefined, letter: string) =>
    respell(hex === undefined ? (letters[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16))),
  );
}

/** JSON with no escape that it could do without: the text keeps its meaning. */
function plainJson(text: string): string {
  return fromJson(text, (character) => (/[\p{Cc}"\\]/u.test(character) ? JSON.stringify(character).slice(1, -1) : character));
}

function fromUrl(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}

function fromForm(text: string): string {
  return fromUrl(text.replaceAll('+', ' '));
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function fromHtml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (spelled, hex?: string, decimal?: string, name = '') => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : (entities[name] ?? spelled);
  });
}

/** Each spelling by itself, and within JSON. */
const decoders: readonly ((text: string) => string)[] = [
  (text) => text,
  plainJson,
  ...[fromUrl, fromForm, fromHtml].flatMap((decode) => [decode, (text: string) => decode(fromJson(text, (character) => character))]),
];
