/** More than a request header can carry. */
export const longestToken = 16 * 1024;

/** What RFC 6750 allows in a bearer token. */
export function isBearerToken(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestToken && /^[A-Za-z0-9._~+/-]+=*$/.test(value);
}
