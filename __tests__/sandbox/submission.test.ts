import { describe, expect, it } from 'vitest';
import { createService, type Service } from '../../src/sandbox/service.ts';
import type { SubmissionScenario } from '../../src/sandbox/submission/scenario.ts';
import { submissionScenarios as scenarios } from '../../src/sandbox/submission/scenarios.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { type Asked, ask, forbidden, type Said } from '../support/sandbox.ts';

const root = '/v1.0/ingestion';
const productId = '8a3c0b98-46af-42f2-83a0-43aaa61fa1ac';
const list = `${root}/products/${productId}/submissions`;
const running = '11529215056977358840';
const names: Readonly<Record<string, string>> = {
  '1152921505694913210': 'live',
  '1152921505697735884': 'failed',
  [running]: 'running',
  '11529215056977358841': 'newer',
  '1152921505698000000': 'preview',
};

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly substate: string;
  readonly pendingUpdateInfo?: { readonly status: string };
  readonly publishOption?: unknown;
}
interface Page {
  readonly value: readonly Shown[];
  readonly nextLink?: string;
}

function lookUp(service: Service, offerId = 'contoso-vm', asked: Asked = {}): Said {
  const filter = `externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq '${offerId}')`;
  return ask(service, `${root}/products?$filter=${encodeURIComponent(filter)}`, asked);
}

const words = ({ state, substate, pendingUpdateInfo: pending }: Shown): string =>
  [state, substate, ...(pending ? [pending.status] : [])].join('/');

/** All pages; a page that is not 200 ends them with its status. */
function pages(service: Service, path = list): (string | number)[] {
  const { status, body } = ask(service, path);
  if (status !== 200) return [status];
  const { value, nextLink } = body as Page;
  return [
    ...value.map((one) => `${names[one.id]} ${words(one)}`),
    ...(nextLink === undefined ? [] : ['next', ...pages(service, `/${nextLink}`)]),
  ];
}

function item(service: Service, number = running): string | number {
  const { status, body } = ask(service, `${list}/${number}`);
  return status === 200 ? words(body as Shown) : status;
}

const remove = (service: Service, number = running): Said => ask(service, `${list}/${number}`, { method: 'DELETE' });

const live = 'live Published/InStore';
const failed = 'failed InProgress/FailedInCertification/Completed';
const submitted = 'InProgress/Submitted/Completed';
const preview = 'preview Published/ReadyToPublish';
const without = [live, failed, preview];
const whole = [live, failed, `running ${submitted}`, preview];

interface Row {
  readonly products?: number;
  /** The list before a cancel. */
  readonly before?: readonly (string | number)[];
  readonly cancel?: readonly number[];
  /** The submission at once after the DELETE, and six seconds later. */
  readonly item?: readonly (string | number)[];
  /** The list six seconds after the DELETE. */
  readonly after: readonly (string | number)[];
}

/** The wire of each scenario when a client looks, deletes, looks, and looks again after six seconds. */
const expected: Readonly<Record<keyof typeof scenarios, Row>> = {
  'submission-gone': { item: [404, 404], after: without },
  'submission-canceled': {
    item: ['InProgress/Cancelled', 'InProgress/Cancelled'],
    after: [live, failed, 'running InProgress/Cancelled', preview],
  },
  'submission-slow': { item: [submitted, 404], after: without },
  'submission-stuck': { item: [submitted, submitted], after: whole },
  'submission-too-late': {
    item: [submitted, 'Published/ReadyToPublish'],
    after: [live, failed, 'running Published/ReadyToPublish', preview],
  },
  'submission-going-live': {
    before: [live, failed, 'running Published/Publishing', preview],
    cancel: [409],
    item: ['Published/Publishing', 'Published/Publishing'],
    after: [live, failed, 'running Published/Publishing', preview],
  },
  'submission-failed': {
    before: [live, failed, 'running InProgress/Failed/Completed', preview],
    item: ['InProgress/Failed/Completed', 'InProgress/Failed/Completed'],
    after: [live, failed, 'running InProgress/Failed/Completed', preview],
  },
  'submission-draft': {
    before: [live, failed, 'running InProgress/InDraft/Completed', preview],
    item: [404, 404],
    after: without,
  },
  'submission-draft-running': { before: [live, failed, 'running InProgress/InDraft/Running', preview], item: [404, 404], after: without },
  'submission-draft-failed': { before: [live, failed, 'running InProgress/InDraft/Failed', preview], item: [404, 404], after: without },
  'submission-still-listed': { item: [404, 404], after: whole },
  'submission-newer': { item: [404, 404], after: [live, failed, `newer ${submitted}`, preview] },
  'submission-published-changed': { item: [404, 404], after: [failed, 'preview Published/InStore'] },
  'submission-pages': {
    before: [live, failed, 'next', `running ${submitted}`, preview],
    item: [404, 404],
    after: [live, failed, 'next', preview],
  },
  'submission-lost-page': { before: [live, failed, 'next', 404], item: [404, 404], after: [live, failed, 'next', 404] },
  'submission-refused-400': { cancel: [400], item: [submitted, submitted], after: whole },
  'submission-refused-403': { cancel: [403], item: [submitted, submitted], after: whole },
  'submission-refused-404': { cancel: [404], item: [submitted, submitted], after: whole },
  'submission-refused-409': { cancel: [409], item: [submitted, submitted], after: whole },
  'submission-throttled': { before: [429], cancel: [429, 429, 204], item: [404, 404], after: [429] },
  'submission-no-product': { products: 0, item: [404, 404], after: without },
  'submission-two-products': { products: 2, item: [404, 404], after: without },
  'submission-lookup-400': { products: 400, item: [404, 404], after: without },
};

describe('every scenario on the wire', () => {
  it.each(Object.entries<SubmissionScenario>(scenarios).map(([name, scenario]) => ({ name, scenario })))('$name', ({ name, scenario }) => {
    const { products = 1, before = whole, cancel = [204], item: items, after } = expected[name as keyof typeof scenarios];
    const clock = createFakeClock();
    const service = createService(scenario, clock);
    const found = lookUp(service);
    expect(found.status === 200 ? (found.body as Page).value.length : found.status).toBe(products);
    expect(pages(service)).toStrictEqual(before);
    expect(cancel.map(() => remove(service).status)).toStrictEqual(cancel);
    const atOnce = item(service);
    clock.pass(6_000);
    expect([[atOnce, item(service)], pages(service)]).toStrictEqual([items, after]);
    expect(forbidden(service)).toStrictEqual([]);
  });
});

const serve = (scenario: SubmissionScenario = scenarios['submission-gone']): Service => createService(scenario, createFakeClock());

describe('what a client sends', () => {
  const encoded = encodeURIComponent("externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'contoso-vm')");
  it.each([
    { what: 'the filter with + for a blank', path: `${root}/products?$filter=${encoded.replaceAll('%20', '+')}`, status: 200 },
    { what: 'an encoded $', path: `${root}/products?%24filter=${encoded}`, status: 200 },
    { what: 'no filter', path: `${root}/products`, status: 400 },
    { what: 'a filter of another type', path: `${root}/products?$filter=${encoded.replace('AzureOfferId', 'StoreID')}`, status: 400 },
    { what: 'a filter that goes on', path: `${root}/products?$filter=${encoded}%20or%20true`, status: 400 },
    { what: 'a filter with a quote in the id', path: `${root}/products?$filter=${encoded.replace('-vm', "'-vm")}`, status: 400 },
    { what: 'a GUID in capitals', path: `${root}/products/${productId.toUpperCase()}/submissions`, status: 200 },
    { what: 'a product that is no GUID', path: `${root}/products/contoso-vm/submissions`, status: 404 },
    { what: 'a submission that does not exist', path: `${list}/1`, status: 404 },
    { what: 'a path of the portal', path: '/api/publishers/contoso/offers/contoso-vm/status?api-version=2017-10-31', status: 404 },
    { what: 'no token', path: list, asked: { token: '' }, status: 401 },
    { what: 'an expired token', path: list, asked: { token: 'expired' }, status: 401 },
    { what: 'another scheme', path: list, asked: { token: '', headers: { authorization: 'Basic any-token' } }, status: 401 },
    { what: 'a DELETE with a body', path: `${list}/${running}`, asked: { method: 'DELETE', body: '{}' }, status: 400 },
    { what: 'a DELETE of what is live', path: `${list}/1152921505694913210`, asked: { method: 'DELETE' }, status: 409 },
    { what: 'a DELETE of an older one that has failed', path: `${list}/1152921505697735884`, asked: { method: 'DELETE' }, status: 204 },
    { what: 'a DELETE without a token', path: `${list}/${running}`, asked: { method: 'DELETE', token: '' }, status: 401 },
  ])('$what → $status', ({ path, asked = {}, status }) => {
    const service = serve();
    expect(ask(service, path, asked).status).toBe(status);
    expect([item(service), forbidden(service)]).toStrictEqual([submitted, []]);
  });

  it.each([
    { method: 'POST', path: list },
    { method: 'POST', path: `${list}/${running}/promote` },
    { method: 'POST', path: `${list}/${running}/cancel` },
    { method: 'PUT', path: `${root}/products/${productId}` },
    { method: 'PATCH', path: `${list}/${running}` },
    { method: 'DELETE', path: `${root}/products/${productId}` },
    { method: 'DELETE', path: list },
    { method: 'POST', path: '/api/publishers/contoso/offers/contoso-vm/cancel' },
  ])('$method $path → 405, and it is remembered', ({ method, path }) => {
    const service = serve();
    expect(ask(service, path, { method, token: '' }).status).toBe(405);
    expect(pages(service)).toStrictEqual(whole);
    expect(forbidden(service)).toStrictEqual([`${method} ${path}`]);
  });
});

describe('what a client has to read with care', () => {
  it('numbers: the running one is the newest, but neither the last one, nor as text, nor as a JavaScript number', () => {
    const service = serve(scenarios['submission-newer']);
    remove(service);
    const ids = [running, ...(ask(service, list).body as Page).value.map(({ id }) => id)];
    const newest = ids.reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
    expect(names[newest]).toBe('newer');
    expect(newest).not.toBe(ids.at(-1));
    expect(names[ids.toSorted().at(-1) ?? '']).not.toBe('newer');
    expect(Number(newest)).toBe(Number(running));
  });

  it('nextLink has no slash in front, and a token that has to stay encoded; another token leads nowhere', () => {
    const service = serve(scenarios['submission-pages']);
    const { nextLink } = ask(service, list).body as Page;
    expect(nextLink).toBe(`${list.slice(1)}?$skipToken=ZW50cnkgMg%3D%3D`);
    expect(['x', 'ZW50cnkgeA', ''].map((token) => ask(service, `${list}?$skipToken=${token}`).status)).toStrictEqual([404, 404, 404]);
  });

  it('errors are JSON strings, one of them with JSON in it', () => {
    const texts = ([400, 403, 404, 409] as const).map((status) => remove(serve(scenarios[`submission-refused-${status}`])).body);
    expect(texts.map((text) => typeof text)).toStrictEqual(['string', 'string', 'string', 'string']);
    expect(texts[0]).toMatch(/^ICH50400 - .*\{"faultCode":50400,/);
  });

  it('a busy service asks to wait, each offer for itself', () => {
    const service = serve(scenarios['submission-throttled']);
    const replies = [1, 2, 3].map(() => ask(service, list));
    expect(replies.map(({ status, headers }) => [status, headers['retry-after']])).toStrictEqual([
      [429, '1'],
      [429, '1'],
      [200, undefined],
    ]);
    expect(ask(service, list.replace('8a3c', '0000')).status).toBe(429);
  });

  it('the publish option is shown only to who asks for it', () => {
    const clock = createFakeClock();
    const service = createService(scenarios['submission-too-late'], clock);
    remove(service);
    clock.pass(2_500);
    const options = ['', '?$expand=PublishOption'].map((query) => (ask(service, `${list}/${running}${query}`).body as Shown).publishOption);
    expect(options).toStrictEqual([undefined, { isManualPublish: false, isAutoPromote: true }]);
  });

  it('a second DELETE does not start the time again', () => {
    const clock = createFakeClock();
    const service = createService(scenarios['submission-slow'], clock);
    const statuses = [0, 3_000, 1_000].map((ms) => {
      clock.pass(ms);
      return remove(service).status;
    });
    expect(statuses).toStrictEqual([204, 204, 404]);
  });

  it('each offer has a product and submissions of its own, always the same product', () => {
    const service = serve();
    const ids = ['contoso-vm', 'Contoso-VM', 'contoso-app'].map((offerId) => (lookUp(service, offerId).body as Page).value[0]?.id);
    expect(ids[0]).toBe(productId);
    expect(ids[1]).toBe(productId);
    expect(ids[2]).not.toBe(productId);
    remove(service);
    expect(pages(service, `${root}/products/${ids[2]}/submissions`)).toStrictEqual(whole);
  });

  it('every reply has a request id', () => {
    const service = serve();
    const ids = [lookUp(service), ask(service, list), remove(service), ask(service, '/nowhere')].map(
      ({ headers }) => headers['request-id'],
    );
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toMatch(/^0{8}-0000-4000-8000-\d{12}$/);
  });
});
