import { describe, expect, it } from 'vitest';
import type { MarketplaceApi, ReadResult } from '../../../src/marketplace/api.ts';
import { createIngestion, type IngestionAddress } from '../../../src/marketplace/productIngestion/productIngestion.ts';
import { adapterWire, orderOf } from '../../support/adapterWire.ts';
import {
  CANCEL_JOB,
  JOB,
  job,
  jobPage,
  live,
  otherProduct,
  PRODUCT,
  PUBLISHED,
  product,
  publishOf,
  RESOURCES,
  running,
} from '../../support/product.ts';
import { type Answer, refusedConnection, reply, type Script, scripted, silence } from '../../support/wire.ts';

const root = 'https://graph.microsoft.com/rp/product-ingestion';
const version = '$version=2022-03-01-preview2';
const headers = { accept: 'application/json' };
const runs = reply(200, jobPage('running'));
const canceled = reply(200, jobPage('completed', 'cancelled'));
const succeeded = reply(200, jobPage('completed', 'succeeded'));
const standing = publishOf(live, 'completed', 'succeeded', 'live');
const publishing = reply(200, { value: [standing, publishOf(running)] });
const idle = reply(200, { value: [standing, publishOf(running, 'completed', 'failed')] });
const usual = { [JOB]: runs, [PUBLISHED]: publishing, [CANCEL_JOB]: canceled };

interface Adapter extends ReturnType<typeof adapterWire> {
  readonly api: MarketplaceApi;
  readonly look: (effort?: 'once' | 'retrying') => Promise<ReadResult>;
}

function adapter(script: Script, address: Partial<IngestionAddress> = {}): Adapter {
  const wire = adapterWire(scripted(script));
  const whole = { baseUrl: 'https://graph.microsoft.com', apiVersion: '2022-03-01-preview2', offerId: product, guard: job, ...address };
  const api = createIngestion(whole, wire.send);
  return { ...wire, api, look: (effort = 'once') => api.routesTo(job)[0].read(effort) };
}

/** Seen running, and a cancel that got this answer. */
async function asked(script: Script): Promise<Adapter> {
  const one = adapter({ ...usual, ...script });
  await one.api.cancel(orderOf(job).order);
  return one;
}

describe('requests', () => {
  const get = (path: string, effort: string): object => ({
    request: { intent: 'read', method: 'GET', url: `${root}/${path}`, headers },
    effort,
  });

  it('without a job: the product, then its submissions, and nothing at configure', async () => {
    const { api, asked: sent } = adapter(
      { [PRODUCT]: reply(200, { value: [{ id: `product/${product}` }] }), [PUBLISHED]: publishing },
      { offerId: 'contoso-vm', guard: '' },
    );
    const list = await api.list();
    expect(list.kind === 'list' && list.entries.map(({ id }) => id)).toStrictEqual([running, live]);
    expect(sent).toStrictEqual([
      get(`product?externalId=contoso-vm&${version}`, 'retrying'),
      get(`submission/${product}?${version}`, 'retrying'),
    ]);
  });

  it('with a job: the list asks nothing, since no list shows jobs', async () => {
    const { api, asked: sent } = adapter({});
    expect(await api.list()).toStrictEqual({ kind: 'list', entries: [], isConclusive: false });
    expect(sent).toStrictEqual([]);
  });

  it('a look: the product once, then the job and the submissions of the product', async () => {
    const { api, asked: sent } = adapter(
      { ...usual, [PRODUCT]: reply(200, { value: [{ id: `product/${product}` }] }) },
      { offerId: 'contoso-vm' },
    );
    const [route, ...others] = api.routesTo(job);
    await route.read('once');
    await api.linkRoute({ path: '/x', id: job }).read('retrying');
    const both = (effort: string): object[] => [
      get(`configure/${job}/status?${version}`, effort),
      get(`submission/${product}?${version}`, effort),
    ];
    expect(sent).toStrictEqual([get(`product?externalId=contoso-vm&${version}`, 'retrying'), ...both('once'), ...both('retrying')]);
    expect([route.subject, others, api.offerRoute]).toStrictEqual(['The job', [], undefined]);
  });

  it.each([false, true])('a cancel: a look, then one POST without a body, on a new connection: %s', async (isRepeat) => {
    const { api, asked: sent } = adapter(usual);
    const { order, announced } = orderOf(job, isRepeat);
    expect(await api.cancel(order)).toMatchObject({
      disposition: 'accepted',
      isLookDue: true,
      link: { path: `/rp/product-ingestion/configure/${job}/status`, id: job },
    });
    const request = {
      intent: 'cancel',
      method: 'POST',
      url: `${root}/configure/${job}/cancel?${version}`,
      headers,
      freshConnection: isRepeat,
    };
    const looks = [get(`configure/${job}/status?${version}`, 'before-cancel'), get(`submission/${product}?${version}`, 'before-cancel')];
    expect([sent, announced()]).toStrictEqual([[...looks, { request, effort: 'once' }], 1]);
  });
});

describe('the submissions of the product', () => {
  const path = `rp/product-ingestion/submission/${product}?${version}&$skipToken=2`;
  it.each([
    {
      name: 'two pages',
      answers: [reply(200, { value: [standing], nextLink: path }), reply(200, { value: [publishOf(running)] })],
      is: [running, live],
      asked: 2,
    },
    { name: 'a lost page', answers: [reply(200, { value: [standing], nextLink: path }), reply(404)], is: 'no-answer', asked: 2 },
    { name: '403 on the second page', answers: [reply(200, { value: [], nextLink: path }), reply(403)], is: 'forbidden', asked: 2 },
    {
      name: 'a page of another product',
      answers: [reply(200, { value: [], nextLink: path.replace(product, otherProduct) })],
      is: 'no-answer',
      asked: 1,
    },
    { name: '404', answers: [reply(404)], is: 'no-answer', asked: 1 },
    { name: '401', answers: [reply(401)], is: 'unauthorized', asked: 1 },
    { name: 'a JSON string', answers: [reply(200, '"x"')], is: 'no-answer', asked: 1 },
  ])('$name', async ({ answers, is, asked: count }) => {
    const { api, requests } = adapter({ [PUBLISHED]: answers }, { guard: '' });
    const list = await api.list();
    expect(list.kind === 'list' ? list.entries.map(({ id }) => id) : list.reason).toStrictEqual(is);
    expect(requests).toHaveLength(count);
  });
});

describe('the product of a look', () => {
  it.each([
    { name: 'none', answer: reply(200, { value: [] }), reason: 'no-product' },
    { name: 'two', answer: reply(200, { value: [{}, {}] }), reason: 'several-products' },
    { name: '400', answer: reply(400), reason: 'lookup-failed' },
    { name: '403', answer: reply(403), reason: 'forbidden' },
    { name: '404', answer: reply(404), reason: 'no-answer' },
  ])('$name: no job is looked at', async ({ answer, reason }) => {
    const { api, look, requests } = adapter({ [PRODUCT]: answer }, { offerId: 'contoso-vm' });
    expect((await look()).observation).toMatchObject({ kind: 'unreadable', reason });
    expect((await api.cancel(orderOf(job).order)).disposition).toBe('withheld');
    expect(requests).toStrictEqual([PRODUCT, PRODUCT]);
  });
});

describe('a cancel leaves only right after a look that says that the job runs', () => {
  const named = (uri: string): Answer => reply(200, jobPage('running', 'pending', { resourceUri: uri }));
  it.each<{ name: string; script: Script; leaves: boolean }>([
    { name: 'it runs, and so does a submission', script: {}, leaves: true },
    { name: 'it has not begun', script: { [JOB]: reply(200, jobPage('notStarted')) }, leaves: true },
    { name: 'an unknown word runs', script: { [JOB]: reply(200, jobPage('paused')) }, leaves: true },
    { name: 'completed, and pending', script: { [JOB]: reply(200, jobPage('completed', 'pending')) }, leaves: true },
    {
      name: 'it names our product, no submission runs yet',
      script: { [JOB]: named(`product/${product}`), [PUBLISHED]: idle },
      leaves: true,
    },
    { name: 'it names no product, no submission runs', script: { [PUBLISHED]: idle }, leaves: false },
    { name: 'it names another product', script: { [JOB]: named(`product/${otherProduct}`) }, leaves: false },
    { name: 'it has succeeded', script: { [JOB]: succeeded, [PUBLISHED]: idle, [RESOURCES]: reply(404) }, leaves: false },
    { name: 'it is canceled', script: { [JOB]: canceled, [PUBLISHED]: idle }, leaves: false },
    { name: 'it is canceled, and another submission runs', script: { [JOB]: canceled }, leaves: false },
    { name: '404', script: { [JOB]: reply(404) }, leaves: false },
    { name: '500', script: { [JOB]: reply(500) }, leaves: false },
    { name: 'another job', script: { [JOB]: reply(200, jobPage('running', 'pending', { jobId: otherProduct })) }, leaves: false },
    { name: 'the submissions cannot be read', script: { [PUBLISHED]: reply(500) }, leaves: false },
  ])('$name: $leaves', async ({ script, leaves }) => {
    const { api, requests } = adapter({ ...usual, ...script });
    const { order, announced } = orderOf(job);
    const { disposition } = await api.cancel(order);
    expect([requests.filter((name) => name === CANCEL_JOB).length, announced(), disposition]).toStrictEqual(
      leaves ? [1, 1, 'accepted'] : [0, 0, 'withheld'],
    );
  });

  it.each(['cancelled', 'failed'])('no second one for a job that is %s, while a submission runs', async (result) => {
    const one = await asked({ [JOB]: [runs, reply(200, jobPage('completed', result))], [CANCEL_JOB]: silence });
    expect(await one.api.cancel(orderOf(job, true).order)).toMatchObject({ disposition: 'withheld', observation: { kind: 'running' } });
    expect(one.requests.filter((name) => name === CANCEL_JOB)).toHaveLength(1);
  });

  it.each([
    { name: 'the service was busy', answer: reply(429) },
    { name: 'the first did not leave', answer: refusedConnection },
    { name: 'the reply was lost', answer: silence },
  ])('a second one when $name, and the job runs', async ({ answer }) => {
    const one = await asked({ [CANCEL_JOB]: [answer, canceled] });
    expect((await one.api.cancel(orderOf(job, true).order)).disposition).toBe('accepted');
  });

  it('a cancel that did not leave says nothing of a job that ended by then', async () => {
    const one = await asked({ [JOB]: [runs, canceled], [CANCEL_JOB]: refusedConnection });
    expect((await one.look()).observation).toMatchObject({ kind: 'unreadable', reason: 'unrelated' });
  });
});

describe('after a cancel', () => {
  it('looks at the job once a minute', async () => {
    const one = await asked({});
    const results = [await one.look(), await one.look()];
    expect(results.map(({ observation, retryAfterMs }) => [observation.kind, retryAfterMs])).toStrictEqual([
      ['running', 60_000],
      ['running', 60_000],
    ]);
  });

  it('looks at the submissions alone, at any pace, once the job says canceled', async () => {
    const one = await asked({ [JOB]: [runs, canceled], [PUBLISHED]: [publishing, publishing, reply(500), publishing, idle] });
    const results = [await one.look(), await one.look(), await one.look(), await one.look()];
    expect(results.map(({ observation, retryAfterMs }) => [observation.kind, retryAfterMs])).toStrictEqual([
      ['running', 0],
      ['unreadable', 0],
      ['running', 0],
      ['ended', 0],
    ]);
    expect(one.requests.slice(3)).toStrictEqual([JOB, PUBLISHED, PUBLISHED, PUBLISHED, PUBLISHED]);
  });

  it.each<{ name: string; script: Script; is: readonly [string, number] }>([
    {
      name: 'the submissions cannot be read: the job was looked at all the same',
      script: { [PUBLISHED]: [publishing, reply(500)] },
      is: ['unreadable', 60_000],
    },
    { name: 'the job cannot be read: it was asked for all the same', script: { [JOB]: [runs, reply(500)] }, is: ['unreadable', 60_000] },
    {
      name: 'RA-09 the service is busy for a while',
      script: { [JOB]: [runs, reply(429, '', { 'retry-after': '7' })] },
      is: ['unreadable', 60_000],
    },
    {
      name: 'RA-09 the service asks for a longer pause',
      script: { [JOB]: [runs, reply(200, jobPage('running'), { 'retry-after': '90' })] },
      is: ['running', 90_000],
    },
    {
      name: 'RA-09 the service asks for a shorter pause',
      script: { [JOB]: [runs, reply(200, jobPage('running'), { 'retry-after': '5' })] },
      is: ['running', 60_000],
    },
    {
      name: 'RA-09 the list asks for a pause',
      script: { [JOB]: [runs, canceled], [PUBLISHED]: [publishing, reply(429, '', { 'retry-after': '8' })] },
      is: ['unreadable', 8_000],
    },
  ])('$name', async ({ script, is }) => {
    const { observation, retryAfterMs } = await (await asked(script)).look();
    expect([observation.kind, retryAfterMs]).toStrictEqual(is);
  });

  it('the looks that settle an unclear reply may follow at once until one can be read', async () => {
    const one = await asked({ [CANCEL_JOB]: silence, [JOB]: [runs, reply(500), reply(500), runs] });
    const results = [await one.look(), await one.look(), await one.look(), await one.look()];
    expect(results.map(({ retryAfterMs }) => retryAfterMs)).toStrictEqual([0, 0, 0, 60_000]);
  });

  it('a look that settles an unclear reply need not wait for the next one, the looks after it do', async () => {
    const one = await asked({ [CANCEL_JOB]: silence });
    expect([(await one.look()).retryAfterMs, (await one.look()).retryAfterMs]).toStrictEqual([0, 60_000]);
  });

  it('a submission that succeeded before it was canceled, and not one that was live before', async () => {
    const done = reply(200, { value: [standing, publishOf(running, 'completed', 'succeeded')] });
    const one = await asked({ [JOB]: [runs, canceled], [PUBLISHED]: [publishing, done] });
    expect((await one.look()).observation).toMatchObject({ kind: 'unsettled' });
    const other = await asked({ [JOB]: [runs, canceled], [PUBLISHED]: [publishing, idle] });
    expect((await other.look()).observation).toMatchObject({ kind: 'ended', operation: { state: 'canceled' } });
  });

  it('one that succeeded between the first look and the look right before the cancel was not canceled either', async () => {
    const named = reply(200, jobPage('running', 'pending', { resourceUri: `product/${product}` }));
    const done = reply(200, { value: [standing, publishOf(running, 'completed', 'succeeded')] });
    const one = adapter({ ...usual, [JOB]: [named, named, canceled], [PUBLISHED]: [publishing, done] });
    await one.look();
    await one.api.cancel(orderOf(job).order);
    expect((await one.look()).observation).toMatchObject({ kind: 'unsettled' });
  });

  it.each([
    { name: 'a preview', answer: reply(200, { resources: [publishOf(running)] }), leadsTo: 'preview' },
    { name: 'live', answer: reply(200, { resources: [publishOf(running), publishOf(live, '', '', 'live')] }), leadsTo: 'live' },
    { name: 'a draft', answer: reply(200, { resources: [publishOf(running, '', '', 'draft')] }), leadsTo: undefined },
    { name: 'not announced', answer: reply(400), leadsTo: undefined },
    { name: 'not announced in a JSON string', answer: reply(200, '"x"'), leadsTo: undefined },
  ])('too late: the target of the job is $name', async ({ answer, leadsTo }) => {
    const one = await asked({ [JOB]: [runs, succeeded], [PUBLISHED]: [publishing, idle], [RESOURCES]: answer });
    const { observation } = await one.look();
    expect(observation.kind === 'ended' && [observation.operation.state, observation.operation.leadsTo]).toStrictEqual([
      'succeeded',
      leadsTo,
    ]);
    expect(one.asked.at(-1)?.request.url).toBe(`${root}/configure/${job}?${version}`);
  });
});
