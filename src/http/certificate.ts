/** The peer is not who it should be, or speaks no TLS that we trust. */
export function isUntrusted(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO|ISSUER|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME|^CRL_|^ERR_TLS|^ERR_SSL|EPROTO/.test(code);
}
