import { describe, expect, it } from 'vitest';
import type { MarketplaceApi, ReadResult } from '../../../src/marketplace/api.ts';
import { toSubmission } from '../../../src/marketplace/submission/objects.ts';
import { createSubmission, type SubmissionAddress } from '../../../src/marketplace/submission/submission.ts';
import { adapterWire, orderOf } from '../../support/adapterWire.ts';
import { createFakeClock, type FakeClock } from '../../support/fakeClock.ts';
import {
  DELETE,
  failed,
  LOOKUP,
  live,
  newer,
  older,
  otherProduct,
  preview,
  product,
  running,
  SUBMISSION,
  SUBMISSIONS,
  shown,
} from '../../support/product.ts';
import { refusedConnection, reply, type Script, scripted, silence } from '../../support/wire.ts';

const origin = 'https://api.partner.microsoft.com';
const list = `${origin}/v1.0/ingestion/products/${product}/submissions`;
const headers = { accept: 'application/json' };
const page = (state?: string, substate?: string, more?: object) => reply(200, shown(running, state, substate, more));
const runs = { [SUBMISSIONS]: reply(200, { value: [...older, shown(running)] }), [SUBMISSION]: page() };
const gone = reply(404, '"Http404Exception: gone"');
const absent = { kind: 'unreadable', reason: 'absent', detail: 'HTTP 404, "Http404Exception: gone"' };

interface Adapter extends ReturnType<typeof adapterWire> {
  readonly api: MarketplaceApi;
  readonly clock: FakeClock;
  readonly look: (effort?: 'once' | 'retrying') => Promise<ReadResult>;
}

function adapter(script: Script, address: Partial<SubmissionAddress> = {}, deadlineMs = 900_000, stop = new AbortController()): Adapter {
  const clock = createFakeClock();
  const wire = adapterWire(scripted(script));
  const whole = { baseUrl: origin, offerId: product, guard: '', guardProduct: '', ...address };
  const api = createSubmission(whole, wire.send, { clock, deadlineMs, stop: stop.signal });
  return { ...wire, api, clock, look: (effort = 'once') => api.routesTo(running)[0].read(effort) };
}

/** Looked at first, and a DELETE taken. */
async function deleted(script: Script, ...more: [Partial<SubmissionAddress>?, number?, AbortController?]): Promise<Adapter> {
  const one = adapter({ ...runs, [DELETE]: reply(204), ...script }, ...more);
  await one.api.list();
  await one.api.cancel(orderOf(running).order);
  return one;
}

describe('requests', () => {
  it.each([
    { name: 'an offer: its product is looked up once, then its submissions', offerId: 'contoso-vm', lookUps: 1 },
    { name: 'a product', offerId: product, lookUps: 0 },
    { name: 'a product in capitals', offerId: product.toUpperCase(), lookUps: 0 },
  ])('$name', async ({ offerId, lookUps }) => {
    const { api, asked } = adapter({ ...runs, [LOOKUP]: reply(200, { value: [{ id: product }] }) }, { offerId });
    await api.list();
    await api.list();
    const filter = "$filter=externalIDs%2FAny(i%3Ai%2Ftype%20eq%20'AzureOfferId'%20and%20i%2Fvalue%20eq%20'contoso-vm')";
    const get = (url: string): object => ({ request: { intent: 'read', method: 'GET', url, headers }, effort: 'retrying' });
    const lookUp = get(`${origin}/v1.0/ingestion/products?${filter}`);
    expect(asked).toStrictEqual([...Array(lookUps).fill(lookUp), get(list), get(list)]);
  });

  it('a look: one, with the effort that was asked for, wherever it comes from', async () => {
    const { api, asked } = adapter(runs);
    const [route, ...others] = api.routesTo(running);
    await route.read('once');
    await route.read('retrying');
    await api.linkRoute({ path: '/x', id: running }).read('once');
    const request = { intent: 'read', method: 'GET', url: `${list}/${running}`, headers };
    expect(asked).toStrictEqual(['once', 'retrying', 'once'].map((effort) => ({ request, effort })));
    expect([route.subject, others, api.offerRoute]).toStrictEqual(['The submission', [], undefined]);
  });

  it.each([false, true])('a cancel: a look, then one DELETE that names the submission, on a new connection: %s', async (isRepeat) => {
    const { api, asked } = adapter({ ...runs, [DELETE]: reply(204, '', { 'request-id': 'r1' }) });
    const { order, announced } = orderOf(running, isRepeat);
    expect(await api.cancel(order)).toMatchObject({
      disposition: 'accepted',
      statusCode: 204,
      requestId: 'r1',
      isLookDue: true,
      link: { path: `/v1.0/ingestion/products/${product}/submissions/${running}`, id: running },
    });
    const look = { request: { intent: 'read', method: 'GET', url: `${list}/${running}`, headers }, effort: 'before-cancel' };
    const request = { intent: 'cancel', method: 'DELETE', url: `${list}/${running}`, headers, freshConnection: isRepeat };
    expect([asked, announced()]).toStrictEqual([[look, { request, effort: 'once' }], 1]);
  });
});

describe('the list', () => {
  it.each([
    { name: 'no page', script: { [SUBMISSIONS]: gone }, offerId: product, reason: 'no-answer' },
    { name: 'no product', script: { [LOOKUP]: reply(200, { value: [] }) }, offerId: 'contoso-vm', reason: 'no-product' },
    { name: 'two products', script: { [LOOKUP]: reply(200, { value: [{}, {}] }) }, offerId: 'contoso-vm', reason: 'several-products' },
    { name: 'no lookup', script: { [LOOKUP]: reply(400, '"ICH50400"') }, offerId: 'contoso-vm', reason: 'lookup-failed' },
    { name: 'no such path', script: { [LOOKUP]: reply(404) }, offerId: 'contoso-vm', reason: 'no-answer' },
    { name: '403', script: { [SUBMISSIONS]: reply(403) }, offerId: product, reason: 'forbidden' },
    {
      name: '401 on the second page',
      script: { [SUBMISSIONS]: [reply(200, { value: [], nextLink: `${list}?2` }), reply(401)] },
      offerId: product,
      reason: 'unauthorized',
    },
    {
      name: 'the submission of another product is guarded',
      script: {},
      offerId: product,
      guardProduct: otherProduct,
      reason: 'another-product',
    },
  ])('$name: nothing', async ({ script, offerId, guardProduct = '', reason }) => {
    expect(await adapter(script, { offerId, guardProduct }).api.list()).toMatchObject({ kind: 'unreadable', reason });
  });

  it.each([
    {
      name: 'no product',
      script: { [LOOKUP]: reply(200, { value: [] }) },
      offerId: 'contoso-vm',
      reason: 'no-product',
      asked: [LOOKUP, LOOKUP],
    },
    { name: 'no such path', script: { [LOOKUP]: reply(404) }, offerId: 'contoso-vm', reason: 'no-answer', asked: [LOOKUP, LOOKUP] },
    {
      name: 'the submission of another product is guarded',
      script: {},
      offerId: product,
      guardProduct: otherProduct,
      reason: 'another-product',
      asked: [],
    },
  ])('$name: no submission is asked for either, and none is deleted', async ({ script, offerId, guardProduct = '', reason, asked }) => {
    const one = adapter(script, { offerId, guardProduct });
    expect((await one.look()).observation).toMatchObject({ kind: 'unreadable', reason });
    expect((await one.api.cancel(orderOf(running).order)).disposition).toBe('withheld');
    expect(one.requests).toStrictEqual(asked);
  });

  it.each([
    { name: 'the guarded one, which goes live without a person', guard: preview, isAutoPromote: true, is: true, asked: 2 },
    { name: 'the guarded one, which waits for a person', guard: preview, isAutoPromote: false, is: undefined, asked: 2 },
    { name: 'another one', guard: live, isAutoPromote: true, is: undefined, asked: 1 },
  ])('a preview: $name', async ({ guard, isAutoPromote, is, asked: count }) => {
    const ready = shown(preview, 'Published', 'ReadyToPublish');
    const script = {
      [SUBMISSIONS]: reply(200, { value: [...older, ready] }),
      [`GET submissions/${preview}`]: reply(200, { ...ready, publishOption: { isAutoPromote } }),
    };
    const { api, asked } = adapter(script, { guard });
    const read = await api.list();
    const entry = read.kind === 'list' ? read.entries.find(({ id }) => id === preview) : undefined;
    expect([entry?.isAutoPromoted, asked.length, asked[1]?.request.url]).toStrictEqual([
      is,
      count,
      asked[1] && `${list}/${preview}?$expand=PublishOption`,
    ]);
  });
});

describe('a look', () => {
  const ready = page('Published', 'ReadyToPublish');
  const auto = page('Published', 'ReadyToPublish', { publishOption: { isAutoPromote: true } });
  const preview = { ...toSubmission(shown(running, 'Published', 'ReadyToPublish')) };
  it.each([
    {
      name: 'a preview, which is asked whether it goes live alone',
      answers: [ready, auto],
      is: { kind: 'ended', operation: { ...preview, isAutoPromoted: true } },
    },
    { name: 'a preview that waits', answers: [ready, ready], is: { kind: 'ended', operation: preview } },
    { name: 'a preview, and no answer to the question', answers: [ready, gone], is: { kind: 'ended', operation: preview } },
  ])('$name', async ({ answers, is }) => {
    expect((await adapter({ [SUBMISSION]: answers }).look()).observation).toStrictEqual(is);
  });

  it.each([
    { name: 'of a submission that runs', answer: reply(200, shown(running), { 'retry-after': '7' }) },
    { name: 'of a busy service', answer: reply(429, '', { 'retry-after': '7' }) },
  ])('RA-09 the pause $name is kept', async ({ answer }) => {
    expect((await adapter({ [SUBMISSION]: answer }).look()).retryAfterMs).toBe(7_000);
  });

  it.each([
    { name: 'before any DELETE', prepare: async () => adapter({ ...runs, [SUBMISSION]: gone }) },
    {
      name: 'of what no look saw running',
      prepare: () =>
        deleted({ [SUBMISSIONS]: reply(200, { value: [] }), [SUBMISSION]: [page('InProgress', 'InDraft'), gone] }, { guard: running }),
    },
    { name: 'after a DELETE that did not leave', prepare: () => deleted({ [SUBMISSION]: [page(), gone], [DELETE]: refusedConnection }) },
  ])('404 $name proves nothing, however often', async ({ prepare }) => {
    const one = await prepare();
    for (let count = 0; count < 3; count += 1) {
      one.clock.pass(10_000);
      expect(await one.look()).toStrictEqual({ observation: absent });
    }
  });
});

describe('404 after a DELETE', () => {
  const rest = reply(200, { value: older });
  const lists = (second: unknown): Script => ({
    [SUBMISSIONS]: [reply(200, { value: [...older, shown(running)] }), second as ReturnType<typeof reply>],
  });
  const away = { [SUBMISSION]: [page(), gone] };

  it('is asked again after 5 s, then the list decides', async () => {
    const one = await deleted({ ...away, ...lists(rest) });
    expect(await one.look()).toStrictEqual({ observation: absent, retryAfterMs: 5_000 });
    one.clock.pass(3_000);
    expect(await one.look()).toStrictEqual({ observation: absent, retryAfterMs: 2_000 });
    one.clock.pass(2_000);
    expect((await one.look()).observation).toMatchObject({
      kind: 'ended',
      operation: { id: running, state: 'canceled', rawState: 'gone' },
    });
    expect(one.requests).toStrictEqual([SUBMISSIONS, SUBMISSION, DELETE, SUBMISSION, SUBMISSION, SUBMISSION, SUBMISSIONS]);
  });

  it('counts from the first 404 on, also when a look between them cannot be read', async () => {
    const one = await deleted({ [SUBMISSION]: [page(), gone, silence, gone], ...lists(rest) });
    for (let count = 0; count < 2; count += 1) await one.look();
    one.clock.pass(5_000);
    expect((await one.look()).observation.kind).toBe('ended');
  });

  it('counts anew when a look between them shows it', async () => {
    const one = await deleted({ [SUBMISSION]: [page(), gone, page(), gone], ...lists(rest) });
    for (let count = 0; count < 2; count += 1) await one.look();
    one.clock.pass(5_000);
    expect(await one.look()).toStrictEqual({ observation: absent, retryAfterMs: 5_000 });
  });

  it('a look that decides alone waits for the second 404 itself', async () => {
    const one = await deleted({ ...away, ...lists(rest) });
    expect((await one.look('retrying')).observation.kind).toBe('ended');
    expect(one.clock.pausesMs).toStrictEqual([5_000]);
  });

  it.each([
    { name: 'the deadline is too near', deadlineMs: 5_000, pausesMs: [] },
    { name: 'the run is canceled', deadlineMs: 900_000, isCanceled: true, pausesMs: [5_000] },
  ])('a look that decides alone does not wait when $name', async ({ deadlineMs, isCanceled = false, pausesMs }) => {
    const stop = new AbortController();
    const one = await deleted({ ...away, ...lists(rest) }, {}, deadlineMs, stop);
    if (isCanceled) one.clock.at(1_000, () => stop.abort());
    expect(await one.look('retrying')).toStrictEqual({ observation: absent });
    expect(one.clock.pausesMs).toStrictEqual(pausesMs);
  });

  it.each([
    { name: 'the list still shows it', second: reply(200, { value: [...older, shown(running)] }), is: absent },
    { name: 'the list cannot be read', second: reply(500), is: { kind: 'unreadable', reason: 'no-answer' } },
    {
      name: 'the second page is lost',
      second: reply(200, { value: older, nextLink: 'v1.0/ingestion/x' }),
      is: { kind: 'unreadable', reason: 'no-answer' },
    },
    { name: 'the list is not served any more', second: gone, is: { kind: 'unreadable', reason: 'no-answer' } },
    { name: 'the token is refused', second: reply(401), is: { kind: 'unreadable', reason: 'unauthorized' } },
    { name: 'a newer one is there', second: reply(200, { value: [...older, shown(newer)] }), is: { kind: 'unsettled' } },
    {
      name: 'something else is published',
      second: reply(200, { value: [shown(failed, 'Published', 'InStore')] }),
      is: { kind: 'unsettled' },
    },
  ])('twice, and $name', async ({ second, is }) => {
    const one = await deleted({ ...away, ...lists(second) });
    expect((await one.look('retrying')).observation).toMatchObject(is);
  });
});
