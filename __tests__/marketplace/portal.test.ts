import { describe, expect, it } from 'vitest';
import type { NoReply, Reply } from '../../src/http/transport.ts';
import { readCancelReply } from '../../src/marketplace/cancelReply.ts';
import { toOperation } from '../../src/marketplace/operation.ts';
import { createPortal, type Look, type Portal } from '../../src/marketplace/portal.ts';
import { readList } from '../../src/marketplace/seen.ts';
import { startWallMs } from '../support/fakeClock.ts';
import { reply, silence } from '../support/wire.ts';

const address = { baseUrl: 'https://cloudpartner.azure.com', apiVersion: '2017-10-31', publisherId: 'contoso', offerId: 'contoso-offer' };
const id = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const root = 'https://cloudpartner.azure.com/api/publishers/contoso/offers/contoso-offer';
const linkPath = `/api/publishers/contoso/offers/contoso-offer/operations/${id}?api-version=2017-10-31`;

type Ask = Parameters<typeof createPortal>[1];
type Sent = Parameters<Ask>[0];

/** A portal whose every request gets the same answer, and what it sent. */
function portalTo(answer: Reply | NoReply): { portal: Portal; sent: Sent[] } {
  const sent: Sent[] = [];
  const ask: Ask = async (request) => {
    sent.push(request);
    return answer;
  };
  return { portal: createPortal(address, ask, () => startWallMs), sent };
}

describe('requests', () => {
  const accept = { accept: 'application/json' };
  const json = { ...accept, 'content-type': 'application/json' };
  const post = { intent: 'cancel' as const, method: 'POST' as const, url: `${root}/cancel?api-version=2017-10-31` };
  it.each<{ name: string; call: (portal: Portal) => Promise<unknown>; request: Sent }>([
    {
      name: 'the list of operations',
      call: (portal) => portal.list(),
      request: { intent: 'read', method: 'GET', url: `${root}/submissions/?api-version=2017-10-31`, headers: accept },
    },
    {
      name: 'an entry of the list',
      call: (portal) => portal.entry(id),
      request: { intent: 'read', method: 'GET', url: `${root}/submissions/?api-version=2017-10-31`, headers: accept },
    },
    {
      name: 'an operation',
      call: (portal) => portal.operation(id),
      request: { intent: 'read', method: 'GET', url: `${root}/operations/${id}?api-version=2017-10-31`, headers: accept },
    },
    {
      name: 'the status of the offer',
      call: (portal) => portal.status(),
      request: { intent: 'read', method: 'GET', url: `${root}/status?api-version=2017-10-31`, headers: accept },
    },
    {
      name: 'LO-02 a link, as it was validated',
      call: (portal) => portal.follow({ path: '/api/operations/contoso$contoso-offer$2$preview?api-version=2017-10-31' }),
      request: {
        intent: 'read',
        method: 'GET',
        url: 'https://cloudpartner.azure.com/api/operations/contoso$contoso-offer$2$preview?api-version=2017-10-31',
        headers: accept,
      },
    },
    {
      name: 'a cancel without addresses',
      call: (portal) => portal.cancel({ emails: [], ifMatch: '' }),
      request: { ...post, headers: json, body: '{"metadata":{}}' },
    },
    {
      name: 'a cancel with two addresses and an ETag',
      call: (portal) => portal.cancel({ emails: ['a@contoso.com', 'b@contoso.com'], ifMatch: 'W/"1"' }),
      request: {
        ...post,
        headers: { ...json, 'if-match': 'W/"1"' },
        body: '{"metadata":{"notification-emails":"a@contoso.com,b@contoso.com"}}',
      },
    },
  ])('$name: one, exactly this', async ({ call, request }) => {
    const { portal, sent } = portalTo(reply(200, { status: 'running' }));
    await call(portal);
    expect(sent).toStrictEqual([request]);
  });
});

describe('what a look shows', () => {
  const running = { id, status: 'running' };
  const canceled = { id, submissionState: 'canceled' };
  const seenRunning = { kind: 'running', operation: toOperation(running) } as const;
  const absent = { kind: 'blind', reason: 'absent', why: `the list of operations does not show ${id}` } as const;
  const other = { ...running, id: '408a4835-0000-1000-0000-000000000000' };
  const wrong = { kind: 'blind', reason: 'unreadable', why: `it shows another operation, ${other.id}` } as const;
  const operation = (portal: Portal): Promise<Look> => portal.operation(id);
  const entry = (portal: Portal): Promise<Look> => portal.entry(id.toUpperCase());
  const follow = (portal: Portal): Promise<Look> => portal.follow({ path: linkPath, id });
  const status = (portal: Portal): Promise<Look> => portal.status();

  it.each<{ name: string; call: (portal: Portal) => Promise<Look>; answer: Reply | NoReply; look: Look }>([
    { name: 'an operation', call: operation, answer: reply(200, running), look: { seen: seenRunning } },
    { name: 'PS-22 another operation at its address', call: operation, answer: reply(200, other), look: { seen: wrong } },
    {
      name: 'a link to another operation',
      call: follow,
      answer: reply(200, other),
      look: { seen: { kind: 'running', operation: toOperation(other) } },
    },
    { name: 'the status', call: status, answer: reply(200, { status: 'NeverPublished' }), look: { seen: { kind: 'idle' } } },
    {
      name: 'RA-09 a pause before the next look',
      call: operation,
      answer: reply(200, running, { 'retry-after': '7' }),
      look: { seen: seenRunning, retryAfterMs: 7000 },
    },
    {
      name: 'RA-03 a pause until a date, by the clock that was passed in',
      call: status,
      answer: reply(200, running, { 'retry-after': 'Sat, 31 Jan 2026 12:00:30 GMT' }),
      look: { seen: seenRunning, retryAfterMs: 30_000 },
    },
    {
      name: 'a pause that a cut reply asks for',
      call: status,
      answer: { sent: true, code: 'cut', status: 503, headers: { 'retry-after': '2' } },
      look: { seen: { kind: 'blind', reason: 'unreadable', why: 'HTTP 503, a reply that was cut off (cut)' }, retryAfterMs: 2000 },
    },
    {
      name: 'PS-10 202 with a new Location',
      call: follow,
      answer: reply(202, running, { location: linkPath }),
      look: { seen: seenRunning, link: { path: linkPath, id } },
    },
    {
      name: 'PS-10 202 without a state, with a new Location',
      call: follow,
      answer: reply(202, '', { location: linkPath }),
      look: { seen: { kind: 'running', operation: toOperation({ status: '202' }) }, link: { path: linkPath, id } },
    },
    {
      name: 'PS-11 202 with a Location elsewhere',
      call: follow,
      answer: reply(202, { status: 'running' }, { location: 'https://evil.example/x' }),
      look: { seen: { kind: 'running', operation: toOperation({ status: 'running' }) }, isRejected: true },
    },
    {
      name: 'a Location on a 200 counts for nothing',
      call: follow,
      answer: reply(200, running, { location: linkPath }),
      look: { seen: seenRunning },
    },
    {
      name: 'a 202 that was cut, with its Location',
      call: follow,
      answer: { sent: true, code: 'cut', status: 202, headers: { location: linkPath } },
      look: {
        seen: { kind: 'blind', reason: 'unreadable', why: 'HTTP 202, a reply that was cut off (cut)' },
        link: { path: linkPath, id },
      },
    },
    {
      name: 'no reply',
      call: operation,
      answer: silence,
      look: { seen: { kind: 'blind', reason: 'unreadable', why: 'no reply in time' } },
    },
    { name: 'an entry that runs', call: entry, answer: reply(200, [other, running]), look: { seen: seenRunning } },
    {
      name: 'an entry that has ended',
      call: entry,
      answer: reply(200, [canceled]),
      look: { seen: { kind: 'ended', operation: { ...toOperation(canceled), state: 'canceled' } } },
    },
    { name: 'no such entry', call: (portal) => portal.entry(id), answer: reply(200, [other]), look: { seen: absent } },
    {
      name: 'an entry without an id',
      call: (portal) => portal.entry(id),
      answer: reply(200, [{ status: 'running' }]),
      look: { seen: absent },
    },
    {
      name: 'PS-03 an entry in a state that is not known runs',
      call: entry,
      answer: reply(200, [{ id, submissionState: 'Foo' }]),
      look: { seen: { kind: 'running', operation: toOperation({ id, submissionState: 'Foo' }) } },
    },
    {
      name: 'no list, and a pause',
      call: entry,
      answer: reply(429, '', { 'retry-after': '9' }),
      look: { seen: { kind: 'blind', reason: 'throttled', why: 'HTTP 429' }, retryAfterMs: 9000 },
    },
  ])('$name', async ({ call, answer, look }) => {
    expect(await call(portalTo(answer).portal)).toStrictEqual(look);
  });

  it.each([
    { name: 'entries', answer: reply(200, [running, canceled]) },
    { name: 'no list', answer: reply(405) },
  ])('the list: $name', async ({ answer }) => {
    expect(await portalTo(answer).portal.list()).toStrictEqual(readList(answer));
  });
});

describe('the reply to a cancel', () => {
  it.each([
    {
      name: 'ST-202a',
      answer: reply(202, '', { location: linkPath, 'retry-after': 'Sat, 31 Jan 2026 12:00:30 GMT' }),
      retryAfterMs: 30_000,
    },
    { name: 'ST-400a', answer: reply(400, { error: { code: 'BadRequest', message: 'no' } }), retryAfterMs: undefined },
    { name: 'silence', answer: silence, retryAfterMs: undefined },
  ])('$name is read for this offer, by the clock that was passed in', async ({ answer, retryAfterMs }) => {
    const read = await portalTo(answer).portal.cancel({ emails: [], ifMatch: '' });
    expect(read).toStrictEqual(readCancelReply(answer, address, startWallMs));
    expect(read.retryAfterMs).toBe(retryAfterMs);
  });
});
