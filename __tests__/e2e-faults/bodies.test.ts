import { describe } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import type { Fault } from './support/faultServer.ts';
import { behind, close, honestly, page, processed, says, saysThen } from './support/faults.ts';
import { done, everything, play, type Row } from './support/network.ts';

const { synchronous } = scenarios;
const interim = 'HTTP/1.1 102 Processing\r\n\r\n';

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
