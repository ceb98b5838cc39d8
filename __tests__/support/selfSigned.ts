/** A certificate that nobody trusts and its key, for TLS servers of the tests on localhost; made once with openssl, valid until 2120. It protects nothing. */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGvVTzmAPDoCMuivE
6RP8zM1THjwli0LfaOHXnrXWFuShRANCAAQPSwL3FCG1Luetcnr87ltzFQy69805
gUSTePkSvFJ3Es3MqOZKkiHHsqat7AiJWxvsvPJ1ic/1fSWkgD5oYyqd
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBVDCB/KADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
dDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAED0sC9xQhtS7nrXJ6
/O5bcxUMuvfNOYFEk3j5ErxSdxLNzKjmSpIhx7KmrewIiVsb7LzydYnP9X0lpIA+
aGMqnaM9MDswGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMB0GA1UdDgQWBBQU
6eDdaf2EUtzSTbSxxLrDFw4y5jAKBggqhkjOPQQDAgNHADBEAiAukc57MllFYVgX
wspoaOyJ64AOzOebN0zyDm1ZtNf17wIgNzAcQ0M2dgf/JSPYgTutXTCn/4H+JVcX
rc6pjeYnZM4=
-----END CERTIFICATE-----
`,
};
