import { fieldsOf, parseJson } from '../http/json.ts';
import { sanitize } from '../text/sanitize.ts';

/** What a token says of itself, for people only: it is not verified, and nothing is decided by it. Absent claims are `''`. */
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
  const text = (name: string): string =>
    sanitize(
      [fields[name]]
        .flat()
        .filter((value) => typeof value === 'string')
        .join(' '),
      200,
    );
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
