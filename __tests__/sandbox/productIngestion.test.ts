import { describe, expect, it } from 'vitest';
import type { IngestionScenario } from '../../src/sandbox/productIngestion/scenario.ts';
import { ingestionScenarios as scenarios } from '../../src/sandbox/productIngestion/scenarios.ts';
import { createService, type Service } from '../../src/sandbox/service.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { type Asked, ask, forbidden, type Said } from '../support/sandbox.ts';

const root = '/rp/product-ingestion';
const version = '$version=2022-03-01-preview2';
const productId = '8a3c0b98-46af-42f2-83a0-43aaa61fa1ac';
const jobId = 'b7f6e1c2-4d3a-4f0b-9c58-2a1e0d9f7c36';
const product = `${root}/product?externalId=contoso-vm&${version}`;
const list = `${root}/submission/${productId}?${version}`;
const status = `${root}/configure/${jobId}/status?${version}`;
const summary = `${root}/configure/${jobId}?${version}`;
const cancel = `${root}/configure/${jobId}/cancel?${version}`;

interface Job {
  readonly jobId?: string;
  readonly jobID?: string;
  readonly jobStatus: string;
  readonly jobResult: string;
  readonly jobEnd: string;
  readonly resourceUri?: string;
  readonly errors: readonly unknown[];
}
interface Submission {
  readonly id: string;
  readonly status?: string;
  readonly result?: string;
  readonly target: { readonly targetType: string };
}

const post = (service: Service, asked: Asked = {}): Said => ask(service, cancel, { method: 'POST', ...asked });
const job = (service: Service): Job => ask(service, status).body as Job;
const words = ({ jobStatus, jobResult }: Job): string => `${jobStatus}/${jobResult}`;
const submissions = (service: Service, path = list): readonly Submission[] =>
  (ask(service, path).body as { value: readonly Submission[] }).value;
/** What the list holds besides the draft and what was live before. */
const newest = (service: Service, path = list): readonly string[] =>
  submissions(service, path)
    .slice(2)
    .map((one) => `${one.target.targetType} ${one.status}/${one.result}`);

interface Row {
  readonly before?: readonly string[];
  readonly reply: number;
  /** The job and what is being published: at once after the cancel, and six seconds later. */
  readonly job: readonly [string, string];
  readonly list: readonly [readonly string[], readonly string[]];
  readonly uri?: string;
}

const runs = 'running/pending';
const over = 'completed/cancelled';
const running = ['preview running/pending'];

/** The wire of each scenario when a client looks, cancels, looks, and looks again after six seconds. */
const expected: Readonly<Record<keyof typeof scenarios, Row>> = {
  'job-canceled': { reply: 200, job: [over, over], list: [[], []] },
  'job-slow': { reply: 200, job: [runs, over], list: [running, []], uri: `product/${productId}` },
  'job-accepted': {
    before: ['live running/pending'],
    reply: 202,
    job: [over, over],
    list: [['live running/pending'], ['live completed/failed']],
    uri: `https://graph.microsoft.com/rp/product-ingestion/product/${productId}`,
  },
  'job-id-spelling': { reply: 200, job: [over, over], list: [[], []] },
  'job-already-completed': {
    reply: 400,
    job: ['completed/succeeded', 'completed/succeeded'],
    list: [['preview completed/succeeded'], ['preview completed/succeeded']],
  },
  'job-already-live': {
    before: ['live running/pending'],
    reply: 400,
    job: ['completed/succeeded', 'completed/succeeded'],
    list: [['live completed/succeeded'], ['live completed/succeeded']],
  },
  'job-already-failed': {
    reply: 400,
    job: ['completed/failed', 'completed/failed'],
    list: [['preview completed/failed'], ['preview completed/failed']],
  },
  'job-still-publishing': { reply: 200, job: [over, over], list: [running, running] },
  'job-of-the-draft': { before: [], reply: 200, job: [over, over], list: [[], []] },
  'job-of-another-offer': { reply: 200, job: [over, over], list: [running, running], uri: 'product/9d4c2b1a-3f5e-4a6b-8c7d-0e1f2a3b4c5d' },
};

describe('every scenario on the wire', () => {
  it.each(Object.entries<IngestionScenario>(scenarios).map(([name, scenario]) => ({ name, scenario })))('$name', ({ name, scenario }) => {
    const row = expected[name as keyof typeof scenarios];
    const clock = createFakeClock();
    const service = createService(scenario, clock);
    expect((ask(service, product).body as { value: readonly { id: string }[] }).value.map(({ id }) => id)).toStrictEqual([
      `product/${productId}`,
    ]);
    expect([words(job(service)), job(service).resourceUri, newest(service)]).toStrictEqual([runs, row.uri, row.before ?? running]);
    expect(post(service).status).toBe(row.reply);
    const atOnce = [words(job(service)), newest(service)];
    clock.pass(6_000);
    expect([atOnce, [words(job(service)), newest(service)]]).toStrictEqual([
      [row.job[0], row.list[0]],
      [row.job[1], row.list[1]],
    ]);
    expect(forbidden(service)).toStrictEqual([]);
  });
});

const serve = (scenario: IngestionScenario = scenarios['job-canceled']): Service => createService(scenario, createFakeClock());

describe('what a client sends', () => {
  it.each([
    { what: 'externalID, as the page spells it', path: product.replace('externalId', 'externalID'), code: 200 },
    { what: 'a newer version', path: product.replace(version, '$version=2022-07-01'), code: 200 },
    { what: 'an encoded $', path: product.replace('$', '%24'), code: 200 },
    { what: 'a job in capitals', path: status.replace(jobId, jobId.toUpperCase()), code: 200 },
    { what: 'no version', path: product.replace(`&${version}`, ''), code: 400 },
    { what: 'a version that is none', path: product.replace(version, '$version=latest'), code: 400 },
    { what: 'no offer', path: `${root}/product?${version}`, code: 400 },
    { what: 'an offer with a quote', path: product.replace('-vm', "'vm"), code: 400 },
    { what: 'a product with its prefix twice', path: list.replace(productId, `product/${productId}`), code: 404 },
    { what: 'another job', path: status.replace('b7f6', '0000'), code: 404 },
    { what: 'the summary of a job that runs', path: summary, code: 400 },
    { what: 'a cancel by GET', path: cancel, code: 404 },
    { what: 'a cancel of another job', path: cancel.replace('b7f6', '0000'), asked: { method: 'POST' }, code: 404 },
    { what: 'a cancel with a body', path: cancel, asked: { method: 'POST', body: '{}' }, code: 400 },
    { what: 'a cancel without a token', path: cancel, asked: { method: 'POST', token: '' }, code: 401 },
    { what: 'no token', path: status, asked: { token: '' }, code: 401 },
    { what: 'a path of Graph', path: `/v1.0/me?${version}`, code: 404 },
  ])('$what → $code', ({ path, asked = {}, code }) => {
    const service = serve();
    expect(ask(service, path, asked).status).toBe(code);
    expect([words(job(service)), forbidden(service)]).toStrictEqual([runs, []]);
  });

  it.each([
    { method: 'POST', path: `${root}/configure` },
    { method: 'POST', path: `${root}/configure/${jobId}` },
    { method: 'POST', path: `${root}/configure/${jobId}/status` },
    { method: 'PUT', path: `${root}/configure/${jobId}/cancel` },
    { method: 'DELETE', path: `${root}/configure/${jobId}` },
    { method: 'PATCH', path: `${root}/submission/${productId}` },
  ])('$method $path → 405, and it is remembered', ({ method, path }) => {
    const service = serve();
    expect(ask(service, `${path}?${version}`, { method }).status).toBe(405);
    expect(words(job(service))).toBe(runs);
    expect(forbidden(service)).toStrictEqual([`${method} ${path}`]);
  });
});

describe('what a client has to read with care', () => {
  it('the draft has no status, and is not being published', () => {
    expect(submissions(serve()).map((one) => [one.id.split('/').at(-1), one.target.targetType, one.status])).toStrictEqual([
      ['0', 'draft', undefined],
      ['1152921505694913210', 'live', 'completed'],
      ['11529215056977358840', 'preview', 'running'],
    ]);
  });

  it.each([
    { name: 'job-canceled', key: 'jobId' },
    { name: 'job-id-spelling', key: 'jobID' },
  ] as const)('$name spells the id of the job $key', ({ name, key }) => {
    const service = serve(scenarios[name]);
    const ids = [job(service), post(service).body as Job].map(({ jobId, jobID }) => ({ jobId, jobID }));
    const id = { jobId: undefined, jobID: undefined, [key]: jobId };
    expect(ids).toStrictEqual([id, id]);
  });

  it('the end of a job that runs is in the year 1', () => {
    const service = serve();
    const ends = [job(service).jobEnd, (post(service).body as Job).jobEnd];
    expect(ends).toStrictEqual(['0001-01-01T00:00:00', '2026-01-31T12:00:00.0004321Z']);
  });

  it('a 202 has no body', () => {
    expect(post(serve(scenarios['job-accepted'])).body).toBeUndefined();
  });

  it('a job that has ended refuses a second cancel, and a job that failed says why', () => {
    const canceled = serve();
    const refused = [post(canceled), post(canceled)].at(1);
    expect([refused?.status, refused?.body]).toStrictEqual([
      400,
      { error: { code: 'badRequest', message: 'Cannot cancel job, job has already completed.', details: [] } },
    ]);
    const failed = serve(scenarios['job-already-failed']);
    post(failed);
    expect(job(failed).errors).toHaveLength(1);
  });

  it.each([
    { name: 'job-already-completed', target: 'preview' },
    { name: 'job-already-live', target: 'live' },
  ] as const)('$name: the summary of the job names its target, $target', ({ name, target }) => {
    const service = serve(scenarios[name]);
    post(service);
    const { resources } = ask(service, summary).body as { resources: readonly Submission[] };
    expect(resources.map((one) => one.target.targetType)).toStrictEqual([target]);
  });

  it('the job is that of the product which was asked for first; a cancel spares the other ones', () => {
    const service = serve();
    const { value } = ask(service, product.replace('contoso-vm', 'contoso-app')).body as { value: readonly Submission[] };
    const own = list.replace(productId, value[0]?.id.replace('product/', '') ?? '');
    const before = [newest(service), newest(service, own)];
    post(service);
    expect([before, [newest(service), newest(service, own)]]).toStrictEqual([
      [running, running],
      [running, []],
    ]);
  });

  it('every reply has a request id', () => {
    const service = serve();
    const ids = [ask(service, product), post(service), ask(service, '/nowhere')].map(({ headers }) => headers['request-id']);
    expect(new Set(ids).size).toBe(3);
  });
});
