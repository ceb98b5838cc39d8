import './reflect.ts';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A host's certificate with its key, as `node:tls` takes them. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

interface Wanted {
  readonly hosts: readonly string[];
  /** The first of January at which it begins and ends to be valid. */
  readonly fromYear?: number;
  readonly toYear?: number;
}

export interface Authority {
  /** The certificate to trust: what NODE_EXTRA_CA_CERTS names. */
  readonly pem: string;
  issue(wanted: Wanted): Promise<Identity>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
/** Years, because OpenSSL goes by the date of the machine whatever a test has for one. */
const [longAgo, farAhead] = [2000, 2100];
const newYear = (year: number): Date => new Date(Date.UTC(year, 0, 1));

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const lines = Buffer.from(await crypto.subtle.exportKey('pkcs8', key))
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN PRIVATE KEY-----\n${lines}-----END PRIVATE KEY-----\n`;
}

/** A certificate for 127.0.0.1 that vouches for itself. */
export async function createSelfSigned(): Promise<Identity> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=localhost',
    notBefore: newYear(longAgo),
    notAfter: newYear(farAhead),
    signingAlgorithm: algorithm,
    keys,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  });
  return { key: await pemOf(keys.privateKey), cert: certificate.toString('pem') };
}

/** A certificate authority for the time of the test. A process trusts it only when NODE_EXTRA_CA_CERTS names it. */
export async function createAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    notBefore: newYear(longAgo),
    notAfter: newYear(farAhead),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  let serial = 1;
  return {
    pem: root.toString('pem'),
    issue: async ({ hosts, fromYear = longAgo, toYear = farAhead }) => {
      const own = await newKeys();
      serial += 1;
      const names = hosts.map((host) => ({ type: /^[\d.]+$/.test(host) ? ('ip' as const) : ('dns' as const), value: host }));
      const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: serial.toString(16).padStart(2, '0'),
        subject: `CN=${hosts[0]}`,
        issuer: root.subject,
        notBefore: newYear(fromYear),
        notAfter: newYear(toYear),
        signingAlgorithm: algorithm,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions: [new x509.SubjectAlternativeNameExtension(names)],
      });
      return { key: await pemOf(own.privateKey), cert: certificate.toString('pem') };
    },
  };
}
