import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../../src/auth/credential.ts';
import type { Exchange } from '../../../src/http/reply.ts';
import type { ApiSend, CancelRequest, MarketplaceApi, ReadEffort, ReadResult, ReadRoute } from '../../../src/marketplace/api.ts';
import { readCancelReply } from '../../../src/marketplace/portal/cancelReply.ts';
import { toOperation } from '../../../src/marketplace/portal/objects.ts';
import { readList } from '../../../src/marketplace/portal/observations.ts';
import { createPortal } from '../../../src/marketplace/portal/portal.ts';
import { cutReply, reply, silence } from '../../support/wire.ts';

const address = { baseUrl: 'https://cloudpartner.azure.com', apiVersion: '2017-10-31', publisherId: 'contoso', offerId: 'contoso-offer' };
const id = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const root = 'https://cloudpartner.azure.com/api/publishers/contoso/offers/contoso-offer';
const linkPath = `/api/publishers/contoso/offers/contoso-offer/operations/${id}?api-version=2017-10-31`;

interface Sent {
  readonly request: Parameters<ApiSend>[0];
  readonly effort: ReadEffort;
}

/** A portal whose every request gets the same answer, and what it sent. */
function portalTo(answer: Exchange | SignInFailure): { portal: MarketplaceApi; sent: Sent[] } {
  const sent: Sent[] = [];
  const send: ApiSend = async ({ beforeSending, ...request }, effort) => {
    beforeSending?.();
    sent.push({ request, effort });
    return answer;
  };
  return { portal: createPortal(address, send), sent };
}

type RouteOf = (portal: MarketplaceApi) => ReadRoute | undefined;
const operation: RouteOf = (portal) => portal.routesTo(id)[0];
const entry: RouteOf = (portal) => portal.routesTo(id.toUpperCase())[1];
const entryAsTold: RouteOf = (portal) => portal.routesTo(id)[1];
const follow: RouteOf = (portal) => portal.linkRoute({ path: linkPath, id });
const status: RouteOf = (portal) => portal.offerRoute;

describe('requests', () => {
  const headers = { accept: 'application/json' };
  const get = (path: string): object => ({ intent: 'read', method: 'GET', url: `${root}/${path}?api-version=2017-10-31`, headers });

  it.each<{ name: string; pick: RouteOf; subject: string; request: object }>([
    { name: 'an operation', pick: operation, subject: 'The operation', request: get(`operations/${id}`) },
    { name: 'an entry of the list', pick: entry, subject: 'The operation', request: get('submissions/') },
    { name: 'the status of the offer', pick: status, subject: 'The offer', request: get('status') },
    {
      name: 'LO-02 a link, as it was validated',
      pick: (portal) => portal.linkRoute({ path: '/api/operations/contoso$contoso-offer$2$preview?api-version=2017-10-31' }),
      subject: 'The cancellation',
      request: {
        ...get(''),
        url: 'https://cloudpartner.azure.com/api/operations/contoso$contoso-offer$2$preview?api-version=2017-10-31',
      },
    },
  ])('$name: one, exactly this, with the effort that was asked for', async ({ pick, subject, request }) => {
    const { portal, sent } = portalTo(reply(200, { status: 'running' }));
    const route = pick(portal);
    expect([route?.subject, sent]).toStrictEqual([subject, []]);
    await route?.read('once');
    await route?.read('retrying');
    expect(sent).toStrictEqual([
      { request, effort: 'once' },
      { request, effort: 'retrying' },
    ]);
  });

  it('two routes lead to an operation: its page, and its entry', () => {
    expect(portalTo(silence).portal.routesTo(id)).toHaveLength(2);
  });

  it('the list of operations: one that may be tried again, exactly this', async () => {
    const { portal, sent } = portalTo(reply(200, []));
    await portal.list();
    expect(sent).toStrictEqual([{ request: get('submissions/'), effort: 'retrying' }]);
  });

  const none = { operationId: undefined, emails: [], ifMatch: '', isRepeat: false };
  it.each<{ name: string; order: Omit<CancelRequest, 'beforeSending'>; extra?: object; body: string }>([
    { name: 'without addresses', order: none, body: '{"metadata":{}}' },
    { name: 'of a known operation, which it cannot name', order: { ...none, operationId: id }, body: '{"metadata":{}}' },
    {
      name: 'with two addresses and an ETag',
      order: { ...none, emails: ['a@contoso.com', 'b@contoso.com'], ifMatch: 'W/"1"' },
      extra: { 'if-match': 'W/"1"' },
      body: '{"metadata":{"notification-emails":"a@contoso.com,b@contoso.com"}}',
    },
  ])(
    'F7 a cancel $name: announced right before, never tried again here, exactly this, and a second one on a new connection',
    async ({ order, extra = {}, body }) => {
      const { portal, sent } = portalTo(reply(200));
      const sentBefore: number[] = [];
      const beforeSending = (): void => void sentBefore.push(sent.length);
      await portal.cancel({ ...order, beforeSending });
      await portal.cancel({ ...order, isRepeat: true, beforeSending });
      expect(sentBefore).toStrictEqual([0, 1]);
      const url = `${root}/cancel?api-version=2017-10-31`;
      const request = {
        intent: 'cancel',
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': 'application/json', ...extra },
        body,
      };
      expect(sent).toStrictEqual([
        { request, effort: 'once' },
        { request: { ...request, freshConnection: true }, effort: 'once' },
      ]);
    },
  );
});

describe('what a look shows', () => {
  const running = { id, status: 'running' };
  const canceled = { id, submissionState: 'canceled' };
  const seenRunning = { kind: 'running', operation: toOperation(running) } as const;
  const absent = { kind: 'unreadable', reason: 'absent', detail: `the list of operations does not show ${id}` } as const;
  const other = { ...running, id: '408a4835-0000-1000-0000-000000000000' };
  const wrong = { kind: 'unreadable', reason: 'no-answer', detail: `it shows another operation, ${other.id}` } as const;
  it.each<{ name: string; pick: RouteOf; answer: Exchange | SignInFailure; look: ReadResult }>([
    { name: 'an operation', pick: operation, answer: reply(200, running), look: { observation: seenRunning } },
    { name: 'PS-22 another operation at its address', pick: operation, answer: reply(200, other), look: { observation: wrong } },
    {
      name: 'a link to another operation',
      pick: follow,
      answer: reply(200, other),
      look: { observation: { kind: 'running', operation: toOperation(other) } },
    },
    {
      name: 'the status',
      pick: status,
      answer: reply(200, { status: 'NeverPublished' }),
      look: { observation: { kind: 'never-published' } },
    },
    {
      name: 'RA-09 a pause before the next look',
      pick: operation,
      answer: reply(200, running, { 'retry-after': '7' }),
      look: { observation: seenRunning, retryAfterMs: 7000 },
    },
    {
      name: 'RA-03 a pause until a date, by the clock of the reply',
      pick: status,
      answer: reply(200, running, { 'retry-after': 'Sat, 31 Jan 2026 12:00:30 GMT' }),
      look: { observation: seenRunning, retryAfterMs: 30_000 },
    },
    {
      name: 'a pause that a cut reply asks for',
      pick: status,
      answer: cutReply(503, { 'retry-after': '2' }),
      look: {
        observation: { kind: 'unreadable', reason: 'no-answer', detail: 'HTTP 503, a reply that was cut off (cut)' },
        retryAfterMs: 2000,
      },
    },
    {
      name: 'PS-10 202 with a new Location',
      pick: follow,
      answer: reply(202, running, { location: linkPath }),
      look: { observation: seenRunning, link: { path: linkPath, id } },
    },
    {
      name: 'PS-10 202 without a state, with a new Location',
      pick: follow,
      answer: reply(202, '', { location: linkPath }),
      look: { observation: { kind: 'running', operation: toOperation({ status: '202' }) }, link: { path: linkPath, id } },
    },
    {
      name: 'PS-11 202 with a Location elsewhere',
      pick: follow,
      answer: reply(202, { status: 'running' }, { location: 'https://evil.example/x' }),
      look: { observation: { kind: 'running', operation: toOperation({ status: 'running' }) }, isLinkRejected: true },
    },
    {
      name: 'a Location on a 200 counts for nothing',
      pick: follow,
      answer: reply(200, running, { location: linkPath }),
      look: { observation: seenRunning },
    },
    {
      name: 'a 202 that was cut, with its Location',
      pick: follow,
      answer: cutReply(202, { location: linkPath }),
      look: {
        observation: { kind: 'unreadable', reason: 'no-answer', detail: 'HTTP 202, a reply that was cut off (cut)' },
        link: { path: linkPath, id },
      },
    },
    {
      name: 'no reply',
      pick: operation,
      answer: silence,
      look: { observation: { kind: 'unreadable', reason: 'no-answer', detail: 'no reply in time' } },
    },
    {
      name: 'AU-17 no token',
      pick: status,
      answer: { cause: 'sign-in-unreachable', detail: 'HTTP 503', rejection: reply(401, '', { 'retry-after': '9', location: linkPath }) },
      look: { observation: { kind: 'unreadable', reason: 'no-token', detail: 'HTTP 401, HTTP 503' }, retryAfterMs: 9000 },
    },
    { name: 'an entry that runs', pick: entry, answer: reply(200, [other, running]), look: { observation: seenRunning } },
    {
      name: 'an entry that has ended',
      pick: entry,
      answer: reply(200, [canceled]),
      look: { observation: { kind: 'ended', operation: { ...toOperation(canceled), state: 'canceled' } } },
    },
    { name: 'no such entry', pick: entryAsTold, answer: reply(200, [other]), look: { observation: absent } },
    {
      name: 'an entry without an id',
      pick: entryAsTold,
      answer: reply(200, [{ status: 'running' }]),
      look: { observation: absent },
    },
    {
      name: 'PS-03 an entry in a state that is not known runs',
      pick: entry,
      answer: reply(200, [{ id, submissionState: 'Foo' }]),
      look: { observation: { kind: 'running', operation: toOperation({ id, submissionState: 'Foo' }) } },
    },
    {
      name: 'no list, and a pause',
      pick: entry,
      answer: reply(429, '', { 'retry-after': '9' }),
      look: { observation: { kind: 'unreadable', reason: 'throttled', detail: 'HTTP 429' }, retryAfterMs: 9000 },
    },
  ])('$name', async ({ pick, answer, look }) => {
    expect(await pick(portalTo(answer).portal)?.read('once')).toStrictEqual(look);
  });

  it.each([
    { name: 'entries', answer: reply(200, [running, canceled]) },
    { name: 'no list', answer: reply(405) },
  ])('the list: $name', async ({ answer }) => {
    expect(await portalTo(answer).portal.list()).toStrictEqual(readList(answer, address));
  });
});

describe('the reply to a cancel', () => {
  it.each<{ name: string; answer: Exchange | SignInFailure; emails?: string[]; notices?: number }>([
    { name: 'ST-202a', answer: reply(202, '', { location: linkPath, 'retry-after': '7' }) },
    { name: 'EM-09 ST-202a, and addresses', answer: reply(202, '', { location: linkPath }), emails: ['a@contoso.com'], notices: 1 },
    { name: 'ST-400a', answer: reply(400, { error: { code: 'BadRequest', message: 'no' } }), emails: ['a@contoso.com'] },
    { name: 'silence', answer: silence },
    { name: 'AU-16 no token', answer: { cause: 'sign-in-refused', detail: 'HTTP 400' } },
  ])('$name is read for this offer', async ({ answer, emails = [], notices = 0 }) => {
    const read = await portalTo(answer).portal.cancel({
      operationId: undefined,
      emails,
      ifMatch: '',
      isRepeat: false,
      beforeSending: () => undefined,
    });
    expect(read).toStrictEqual(readCancelReply(answer, address, emails.length > 0));
    expect(read.notices).toHaveLength(notices);
  });
});

it('F5 the entry of a list that is too long, with and without the filter: it is not asked for a third time', async () => {
  const { portal, sent } = portalTo({ sent: true, code: 'too-large', status: 200, headers: {} });
  const route = entryAsTold(portal);
  for (let look = 1; look <= 3; look += 1)
    expect((await route?.read('once'))?.observation).toMatchObject({ kind: 'unreadable', detail: expect.stringContaining('1 MiB') });
  expect(sent).toHaveLength(2);
});
