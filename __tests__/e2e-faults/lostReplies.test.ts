import { describe } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import type { Fault } from './support/faultServer.ts';
import {
  behind,
  chunkedWithoutEnd,
  close,
  cutAt,
  drip,
  endless,
  page,
  processed,
  reset,
  says,
  saysThen,
  silent,
} from './support/faults.ts';
import { done, everything, play, type Row } from './support/network.ts';

const { synchronous, federated, 'client-secret': clientSecret } = scenarios;

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
