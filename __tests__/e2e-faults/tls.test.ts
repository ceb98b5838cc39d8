import type { Socket } from 'node:net';
import { describe, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { createAuthority, createSelfSigned } from '../support/certificates.ts';
import { page } from './support/faults.ts';
import { fire } from './support/fire.ts';
import { done, play, type Row } from './support/network.ts';

const { synchronous, federated } = scenarios;

const authority = await createAuthority('CA of the test');
const stranger = await createAuthority('CA that nobody knows');
const hosts = ['localhost', '127.0.0.1'];
const good = await authority.issue({ hosts });
const selfSigned = await createSelfSigned();
const ofAStranger = await stranger.issue({ hosts });
const expired = await authority.issue({ hosts, toYear: 2001 });
const notYetValid = await authority.issue({ hosts, fromYear: 2099 });
const ofAnotherHost = await authority.issue({ hosts: ['contoso.com'] });
/** The step speaks TLS, and the server does not. */
const overTls = { given: (port: number) => ({ trusted: authority.pem, inputs: { 'base-url': `https://127.0.0.1:${port}` } }) };
const trusted = { given: { trusted: authority.pem } };
const untrusted = { outcome: 'failed', cancels: 0 } as const;
const inPlainSight = (bytes: string | Buffer, end = false) => ({
  greet: (socket: Socket): void => {
    socket.once('data', () => (end ? socket.end(bytes) : socket.write(bytes)));
  },
});

describe.concurrent('TLS', () => {
  play([
    {
      name: 'TL-04 NODE_EXTRA_CA_CERTS',
      scenario: synchronous,
      tls: good,
      ...trusted,
      ...done,
      cancels: 1,
      logs: /::debug::.*NODE_EXTRA_CA_CERTS/,
    },
    { name: 'TL-04 and a federated sign-in', scenario: federated, tls: good, ...trusted, ...done, cancels: 1 },
    { name: 'TL-01 an unknown CA', tls: good, ...untrusted, says: /UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS/ },
    { name: 'TL-01 self-signed', tls: selfSigned, ...trusted, ...untrusted, says: /DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/ },
    { name: 'TL-01 another CA', tls: ofAStranger, ...trusted, ...untrusted, says: /UNABLE_TO_.*NODE_EXTRA_CA_CERTS/ },
    { name: 'TL-01 expired', tls: expired, ...trusted, ...untrusted, says: /CERT_HAS_EXPIRED/ },
    { name: 'TL-01 not yet valid', tls: notYetValid, ...trusted, ...untrusted, says: /CERT_NOT_YET_VALID/ },
    { name: 'TL-01 another host', tls: ofAnotherHost, ...trusted, ...untrusted, says: /ERR_TLS_CERT_ALTNAME_INVALID/ },
    {
      name: 'TL-02 TLS 1.1',
      tls: { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
      ...trusted,
      ...untrusted,
      says: /EPROTO|ERR_SSL|PROTOCOL/,
    },
    ...[
      { name: 'TL-02 an alert in the handshake', bytes: Buffer.from('15030300020228', 'hex') },
      { name: 'TL-02 plain HTTP', bytes: page(400, 'speak HTTP') },
    ].map(({ name, bytes }): Row => ({ name, ...overTls, ...inPlainSight(bytes, true), ...untrusted, says: /EPROTO|ERR_SSL|PROTOCOL/ })),
    { name: 'TL-02 a handshake that stalls', ...overTls, ...untrusted, says: 'No cancel was sent.', logs: 'connect-timeout' },
    {
      name: 'TL-03 NODE_TLS_REJECT_UNAUTHORIZED=0: nothing is dialed',
      tls: good,
      given: { environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
      outcome: 'invalid-input',
      cancels: 0,
      says: 'NODE_TLS_REJECT_UNAUTHORIZED',
    },
  ]);

  it.for([{ what: 'an unknown CA', given: {} }])(
    'TL-01 $what: not retried, and no byte of a request arrives',
    async ({ given }, { expect }) => {
      const { dials, received } = await fire({ tls: good, given });
      expect({ dials: dials.length, received }).toStrictEqual({ dials: 3, received: [] });
    },
  );
});
