import { fieldsOf, parseJson } from '../http/json.ts';
import { printable } from '../text/sanitize.ts';

/** What a token says of itself, whole and printable. It is not verified, and decides nothing. Absent claims are `''`. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly application: string;
  readonly tenant: string;
  /** Milliseconds since 1970. */
  readonly expiresMs?: number;
}

/** The claims of a JSON Web Token (RFC 7519); `undefined` for any other token. */
export function claimsOf(token: string): Claims | undefined {
  const [, payload, ...rest] = token.split('.');
  const claims = payload === undefined || rest.length !== 1 ? undefined : parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
  const fields = fieldsOf(claims);
  if (Object.keys(fields).length === 0) return undefined;
  const text = (name: string): string => {
    const texts = [fields[name]].flat().filter((value) => typeof value === 'string');
    return printable(texts.join(' '));
  };
  const { exp } = fields;
  return {
    issuer: text('iss'),
    subject: text('sub'),
    audience: text('aud'),
    application: text('appid') || text('azp'),
    tenant: text('tid'),
    ...(typeof exp === 'number' && Number.isFinite(exp * 1000) ? { expiresMs: exp * 1000 } : {}),
  };
}

/** The three values that a federated credential must have, one a line, to be copied. */
export function credentialLines({ issuer, subject, audience }: Claims): readonly string[] {
  return [`issuer: ${issuer}`, `subject: ${subject}`, `audience: ${audience}`];
}
