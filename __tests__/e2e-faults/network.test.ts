import type { Socket } from 'node:net';
import { describe, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import type { WireReply } from '../../src/sandbox/wire.ts';
import { createAuthority, createSelfSigned } from '../support/certificates.ts';
import { closedPort } from '../support/rawServer.ts';
import type { Fault, Plot } from './support/faultServer.ts';
import {
  behind,
  chunkedWithoutEnd,
  close,
  cutAt,
  drip,
  endless,
  honestly,
  page,
  processed,
  reset,
  says,
  saysThen,
  silent,
} from './support/faults.ts';
import { type Expected, expectRow, type Fire, fire, type Given } from './support/fire.ts';
import type { Way } from './support/world.ts';

/** The bundle as a child process against a wire that misbehaves (docs/faults.md#bodies, docs/faults.md#network-tls-proxy; docs/platform.md#body-reader). What the plot does not name is answered honestly. */

interface Row extends Fire, Expected {
  readonly name: string;
}

function play(rows: readonly Row[]): void {
  it.for(rows)('$name', async (row, { expect }) => expectRow(expect, await fire(row), row));
}

const { synchronous, federated, 'client-secret': clientSecret } = scenarios;
const done = { outcome: 'canceled', says: 'is canceled' } as const;

const ok = 'HTTP/1.1 200 OK\r\n';
const interim = 'HTTP/1.1 102 Processing\r\n\r\n';
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
const nothing = page(200, '', '');

/** Nothing that could be read came back, and the request may have been read. */
const silences: readonly { name: string; fault: Fault; why: string | RegExp }[] = [
  { name: 'NE-04 closed before a byte', fault: close, why: 'ECONNRESET' },
  { name: 'NE-05 reset before the headers', fault: reset, why: 'ECONNRESET' },
  { name: 'NE-05 reset in the headers', fault: saysThen('HTTP/1.1 202 Acc', reset), why: 'ECONNRESET' },
  { name: 'NE-06 no answer at all', fault: silent, why: 'no reply in time' },
  { name: 'NE-06 half a status line', fault: says('HTTP/1.1 2'), why: 'no reply in time' },
  { name: 'NE-06 100 Continue and no more', fault: says('HTTP/1.1 100 Continue\r\n\r\n'), why: 'no reply in time' },
  { name: 'NE-10 Content-Length and Transfer-Encoding', fault: says(chunked.replace('\r\n', '\r\nContent-Length: 0\r\n')), why: 'HPE_' },
  { name: 'NE-10 two Content-Lengths', fault: says(nothing.replace('\r\n', '\r\nContent-Length: 3\r\n')), why: 'HPE_' },
  { name: 'NE-10 bare LF', fault: says(nothing.replaceAll('\r', '')), why: 'HPE_' },
  { name: 'NE-10 NUL in a header', fault: says(`${ok}A: \0b\r\n\r\n`), why: 'HPE_' },
  { name: 'NE-10 20 kB in one header', fault: says(`${ok}A: ${'b'.repeat(20_000)}\r\n\r\n`), why: 'HPE_HEADER_OVERFLOW' },
  { name: 'NE-10 no HTTP', fault: says('SSH-2.0-OpenSSH_9.6\r\n'), why: 'HPE_' },
  { name: 'H5 101 Switching Protocols', fault: says('HTTP/1.1 101 Go\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'), why: 'protocol' },
  { name: 'H19 status 999', fault: says('HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n'), why: 'no HTTP status' },
  { name: 'ST-100 101 interim replies', fault: behind(interim.repeat(101)), why: 'nothing but interim replies' },
  { name: 'ST-100 interim replies and then a close', fault: saysThen(interim.repeat(50), close), why: 'ECONNRESET' },
];

/** A status came, and not the whole body. */
const cuts: readonly { name: string; fault: Fault; why: string }[] = [
  { name: 'NE-05 reset after the headers', fault: cutAt('headers', reset), why: 'cut off' },
  { name: 'BD-13 reset in the body', fault: cutAt('body', reset), why: 'cut off' },
  { name: 'BD-13 H1 FIN short of Content-Length', fault: cutAt('body', close), why: 'cut off' },
  { name: 'BD-13 H1 chunks without an end', fault: chunkedWithoutEnd, why: 'cut off' },
  { name: 'BD-12 headers, then silence', fault: cutAt('headers', silent), why: 'timeout' },
  { name: 'BD-12 half a body, then silence', fault: cutAt('body', silent), why: 'timeout' },
  { name: 'BD-11 a body by drips', fault: drip, why: 'timeout' },
  { name: 'BD-08 a body without end', fault: endless, why: 'too-large' },
];

describe.concurrent('a cancel request that gets no answer', () => {
  play([
    ...silences.flatMap(({ name, fault, why }): Row[] => [
      {
        name: `${name}, and it was processed: the look finds it, and nothing is sent again`,
        scenario: synchronous,
        plot: { cancel: [processed(fault)] },
        ...done,
        cancels: 1,
        status: /^$/,
        logs: why,
      },
      {
        name: `${name}, and it was lost: a second one after the look`,
        scenario: synchronous,
        plot: { cancel: [name.startsWith('ST-100 101') ? says(interim.repeat(101)) : fault] },
        ...done,
        cancels: 2,
        status: /^200$/,
      },
    ]),
    {
      name: 'NE-04 twice, and it was lost both times: followed to the deadline, and never a third',
      plot: { cancel: close },
      outcome: 'unknown',
      cancels: 2,
      says: /could not be settled by the deadline.*A cancel was sent \(no reply came\)/,
    },
  ]);
});

describe.concurrent('a cancel request whose answer is cut: its status counts', () => {
  play(
    cuts.flatMap(({ name, fault, why }): Row[] => [
      { name: `${name}, 202`, plot: { cancel: [fault] }, ...done, cancels: 1, status: /^202$/, logs: why },
      { name: `${name}, 200`, scenario: synchronous, plot: { cancel: [fault] }, ...done, cancels: 1, status: /^200$/, logs: why },
    ]),
  );
});

const hangs = (name: string): boolean => /^(NE-06|BD-1[12])/.test(name);

describe.concurrent('a look that gets no whole answer is asked again', () => {
  play([
    ...[...silences, ...cuts].map(
      ({ name, fault }): Row => ({
        name: `${name}, to one look${hangs(name) ? '' : ' of each kind'}`,
        scenario: hangs(name) ? synchronous : scenarios.accepted,
        plot: hangs(name) ? { list: [fault] } : { list: [fault], link: [fault], page: [fault] },
        ...done,
        cancels: 1,
      }),
    ),
    {
      name: 'BD-13 H1 every look is cut: accepted, and never green',
      plot: { list: cutAt('body', close), status: chunkedWithoutEnd, link: cutAt('body', reset), page: cutAt('headers', close) },
      outcome: 'timed-out',
      cancels: 1,
      says: 'by the deadline the operation was not seen to end',
    },
    {
      name: 'BD-13 H1 every answer to everything is cut, the cancel had no effect: never green',
      plot: everything((exchange) => exchange.send('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{', exchange.end)),
      outcome: 'unknown',
      cancels: 1,
      says: 'A cancel was sent',
    },
    {
      name: 'NE-04 every answer to everything is a close: one request, since no look proves that a second does no harm',
      plot: everything(close),
      outcome: 'unknown',
      cancels: 1,
      says: 'A cancel was sent (no reply came)',
    },
    {
      name: 'NE-06 the list is silent for ever: no cancel',
      plot: { list: silent, status: silent },
      outcome: 'failed',
      cancels: 0,
      says: 'No cancel was sent.',
    },
    {
      name: 'BD-11 the list drips for ever: no cancel',
      plot: { list: drip, status: drip },
      outcome: 'failed',
      cancels: 0,
      says: 'No cancel was sent.',
    },
    {
      name: 'BD-08 every list is endless: goes on without a fence',
      plot: { list: endless },
      ...done,
      cancels: 1,
      logs: /::warning.*The list of operations cannot be used.*longer than 1 MiB/,
    },
  ]);
});

function everything(fault: Fault): Plot {
  return { list: fault, cancel: fault, page: fault, link: fault, status: fault };
}

describe.concurrent('H1 H2 a sign-in whose answer is cut ends red', () => {
  const cutWays: readonly { how: string; fault: Fault }[] = [
    { how: 'FIN', fault: cutAt('body', close) },
    { how: 'RST', fault: cutAt('body', reset) },
    { how: 'chunks without an end', fault: chunkedWithoutEnd },
  ];
  play(
    cutWays.flatMap(({ how, fault }): Row[] => [
      {
        name: `BD-13 the token of GitHub, ${how}`,
        scenario: federated,
        plot: { github: fault },
        outcome: 'failed',
        cancels: 0,
        says: /GitHub could not be asked for a token: HTTP 200, a reply that was cut off/,
      },
      {
        name: `BD-13 the token of Entra, ${how}`,
        scenario: clientSecret,
        plot: { entra: fault },
        outcome: 'failed',
        cancels: 0,
        says: /Microsoft Entra could not be asked for a token: HTTP 200, a reply that was cut off/,
      },
      {
        name: `BD-13 one token of each, ${how}: asked again`,
        scenario: federated,
        plot: { github: [fault], entra: [fault] },
        ...done,
        cancels: 1,
      },
    ]),
  );
});

const html = '<!doctype html><html><head><title>::error::Blocked\r\n##[error] by policy</title></head><body>secret-token</body></html>';
const manyKeys = JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`k${index}`, 0])));
const asType = (type: string): Fault => honestly((reply) => ({ ...reply, headers: { ...reply.headers, 'content-type': type } }));
const withoutType = honestly(({ headers: { 'content-type': _, ...headers }, ...reply }) => ({ ...reply, headers }));

describe.concurrent('bodies', () => {
  play([
    ...['text/html', 'application/octet-stream'].map(
      (type): Row => ({ name: `BD-06 JSON as ${type}`, plot: everything(asType(type)), ...done, cancels: 1 }),
    ),
    { name: 'BD-06 JSON without a Content-Type', plot: everything(withoutType), ...done, cancels: 1 },
    ...['application/json;charset=UTF-8', 'application/hal+json', 'APPLICATION/JSON', 'application/problem+json; v="1"'].map(
      (type): Row => ({ name: `BD-07 ${type}`, plot: everything(asType(type)), ...done, cancels: 1 }),
    ),
    ...[200, 202].map(
      (status): Row => ({
        name: `BD-05 a web page as ${status} to the cancel, which was processed: not trusted, the look decides`,
        scenario: synchronous,
        plot: { cancel: [processed(says(page(status, html)))] },
        ...done,
        cancels: 1,
        logs: 'a web page instead of an answer of the API',
      }),
    ),
    {
      name: 'BD-05 a web page as 200 to the cancel, which was lost: a second one after the look',
      scenario: synchronous,
      plot: { cancel: [says(page(200, html))] },
      ...done,
      cancels: 2,
    },
    {
      name: 'BD-05 a web page as 502 to the cancel, which was processed',
      scenario: synchronous,
      plot: { cancel: [processed(says(page(502, html)))] },
      ...done,
      cancels: 1,
      logs: 'HTTP 502, "a web page instead of an answer of the API',
    },
    {
      name: 'F22 BD-05 a web page as 403 to the cancel',
      plot: { cancel: says(page(403, html)) },
      outcome: 'failed',
      cancels: 1,
      status: /^403$/,
      says: /HTTP 403, "a web page instead of an answer of the API/,
    },
    {
      name: 'F23 BD-05 a web page as 200 to every list: nothing is sent',
      plot: { list: says(page(200, html)) },
      outcome: 'failed',
      cancels: 0,
      says: /web page instead of an answer of the API.*No cancel was sent/,
    },
    {
      name: 'F23 BD-05 a web page as 200 to everything: nothing is sent',
      plot: everything(says(page(200, html))),
      outcome: 'failed',
      cancels: 0,
      says: 'No cancel was sent',
    },
    {
      name: 'BD-16 60 000 keys in a list entry',
      plot: { list: [says(page(200, `[${manyKeys}]`))] },
      ...done,
      cancels: 1,
    },
    { name: 'BD-16 10^5 empty entries', plot: { list: says(page(200, `[${'{},'.repeat(99_999)}{}]`)) }, ...done, cancels: 1 },
    {
      name: 'BD-16 10^6 numbers are more than 1 MiB',
      plot: { list: says(page(200, `[${'1,'.repeat(999_999)}1]`, '')) },
      ...done,
      cancels: 1,
      logs: 'longer than 1 MiB',
    },
    {
      name: 'BD-16 a message of 10^5 letters is cut',
      plot: { cancel: says(page(400, JSON.stringify({ error: { code: 'c'.repeat(100_000), message: 'm'.repeat(100_000) } }))) },
      outcome: 'refused',
      cancels: 1,
      says: /^[\s\S]{300,1000}$/,
    },
    {
      name: 'ST-100 50 interim replies before each answer',
      plot: everything(behind(interim.repeat(50))),
      ...done,
      cancels: 1,
      status: /^202$/,
    },
    {
      name: "ST-100 100 interim replies before the cancel's",
      plot: { cancel: [behind(interim.repeat(100))] },
      ...done,
      cancels: 1,
      status: /^202$/,
    },
  ]);
});

describe.concurrent('the status of a cut answer', () => {
  const cutReply = (status: number, headers = ''): Fault =>
    saysThen(`HTTP/1.1 ${status} Said\r\n${headers}Content-Length: 99\r\n\r\n{`, close);
  play([
    { name: 'BD-13 400: refused', plot: { cancel: cutReply(400) }, outcome: 'refused', cancels: 1, status: /^400$/, says: 'HTTP 400' },
    { name: 'BD-13 429: was not processed', scenario: synchronous, plot: { cancel: [cutReply(429)] }, ...done, cancels: 2 },
    {
      name: 'BD-13 503 with Retry-After: was not processed',
      scenario: synchronous,
      plot: { cancel: [cutReply(503, 'Retry-After: 1\r\n')] },
      ...done,
      cancels: 2,
    },
    {
      name: 'BD-13 500: the look decides',
      scenario: synchronous,
      plot: { cancel: [processed(cutReply(500))] },
      ...done,
      cancels: 1,
      status: /^500$/,
    },
    {
      name: 'BD-13 429 for ever: four requests',
      plot: { cancel: cutReply(429) },
      outcome: 'failed',
      cancels: 4,
      says: 'A cancel was sent and not processed (HTTP 429)',
    },
  ]);
});

const gone = await closedPort();
const here =
  (...ways: readonly Way[]) =>
  (port: number): Given => ({ ways: { [`127.0.0.1:${port}`]: ways } });

describe.concurrent('connections', () => {
  play([
    ...(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'] as const).flatMap((code): Row[] => {
      const id = /^E(NOT|AI)/.test(code) ? 'NE-01' : 'NE-02';
      return [
        { name: `${id} ${code} once`, scenario: synchronous, given: (port) => here(code, port)(port), ...done, cancels: 1 },
        {
          name: `${id} ${code} for ever`,
          given: here(code),
          outcome: 'failed',
          cancels: 0,
          says: new RegExp(`The cancel did not reach the service: no connection \\(${code}\\)`),
        },
      ];
    }),
    { name: 'NE-02 nobody listens', given: here(gone), outcome: 'failed', cancels: 0, says: 'no connection (ECONNREFUSED)' },
    {
      name: 'NE-02 refused between the look and the cancel: was not processed, and is sent again',
      scenario: synchronous,
      plot: { list: [honestly(closing)] },
      given: (port) => here(port, gone, gone, port)(port),
      ...done,
      cancels: 1,
    },
    {
      name: 'NE-03 a black hole once',
      scenario: synchronous,
      given: (port) => here('void', port)(port),
      ...done,
      cancels: 1,
      logs: 'connect-timeout',
    },
    {
      name: 'NE-03 a black hole',
      given: here('void'),
      outcome: 'failed',
      cancels: 0,
      says: 'No cancel was sent.',
      logs: 'connect-timeout',
    },
    {
      name: 'NE-07 the kept connection is closed behind every answer',
      scenario: synchronous,
      plot: { list: [(exchange) => exchange.send(exchange.honest(), exchange.end)] },
      ...done,
      cancels: [1, 2],
    },
    { name: 'NE-07 the kept connection is reset by the cancel', scenario: synchronous, plot: { cancel: [reset] }, ...done, cancels: 2 },
    {
      name: 'NE-08 two addresses, one dead',
      scenario: synchronous,
      at: 'localhost',
      given: (port) => ({ ways: { [`localhost:${port}`]: ['both'] } }),
      ...done,
      cancels: 1,
    },
    {
      name: 'NE-13 an IPv6 literal',
      given: { inputs: { 'base-url': 'http://[::1]:4010' } },
      outcome: 'invalid-input',
      cancels: 0,
      says: 'base-url',
    },
    {
      name: 'G2 a redirect leads nowhere',
      plot: { cancel: says(page(307, '', `Location: http://127.0.0.1:${gone}/\r\n`)) },
      outcome: 'failed',
      cancels: 1,
      status: /^307$/,
      says: 'HTTP 307',
    },
  ]);
});

/** The server closes the connection after its answer, and says so. */
function closing(reply: WireReply): WireReply {
  return { ...reply, headers: { ...reply.headers, connection: 'close' } };
}

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
