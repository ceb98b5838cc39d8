/** What `npm run test:e2e:openapi` sends to the sandbox of each API through Prism, which errors it puts into the replies, and what Prism's mock plays. */
import { jobId } from '../src/sandbox/productIngestion/wire.ts';
import { productOf } from '../src/sandbox/products.ts';
import { type Scenario, scenariosByApi } from '../src/sandbox/scenarios.ts';

export interface Sent {
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
}

interface Case {
  readonly description: string;
  readonly scenarios: Readonly<Record<string, Scenario>>;
  /** One scenario, for single requests and for planted faults. */
  readonly usual: Scenario;
  /** Scenarios that the bundle plays, in its own time. */
  readonly bundle: readonly { readonly what: string; readonly scenario: Scenario; readonly inputs?: Readonly<Record<string, string>> }[];
  /** Requests that the description knows, and some that it does not. */
  readonly requests: readonly (Sent & { readonly what: string; readonly isFine: boolean })[];
  /** Replies that are wrong in one place. Prism must object, or its silence would prove nothing. */
  readonly planted: readonly { readonly what: string; readonly from: RegExp; readonly to: string }[];
  /** The requests whose replies are changed by what is planted. */
  readonly looks: readonly Sent[];
  /** What the client does with a mock of the description. `prefer` says what the mock answers with, which has no memory; its first good example otherwise. */
  readonly mocked: readonly {
    readonly what: string;
    readonly inputs: Readonly<Record<string, string>>;
    readonly prefer: (request: Sent, isCanceled: boolean) => string;
    readonly outcome: string;
  }[];
}

const { 'cloud-partner-portal': operations, submission: submissions, 'product-ingestion': jobs } = scenariosByApi;

const offer = '/api/publishers/contoso/offers/contoso-vm';
const version = '?api-version=2017-10-31';
const cancelBody = '{"metadata":{}}';
const portal: Case = {
  description: 'docs/openapi.yaml',
  scenarios: operations,
  usual: operations['non-migrated'],
  bundle: [{ what: 'a cancel', scenario: operations.synchronous }],
  requests: [
    { what: 'the list', path: `${offer}/submissions/${version}`, isFine: true },
    { what: 'the list without its slash', path: `${offer}/submissions${version}`, isFine: false },
    { what: 'no version', path: `${offer}/status`, isFine: false },
    { what: 'a cancel', path: `${offer}/cancel${version}`, method: 'POST', body: cancelBody, isFine: true },
    {
      what: 'a cancel without metadata',
      path: `${offer}/cancel${version}`,
      method: 'POST',
      body: '{"notification-emails":"a@b.example"}',
      isFine: false,
    },
    { what: 'a $ path, raw', path: `/api/operations/contoso$contoso-vm$2$preview${version}`, isFine: true },
    { what: 'a $ path, as %24', path: `/api/operations/contoso%24contoso-vm%242%24preview${version}`, isFine: true },
    { what: 'a path without $', path: `/api/operations/contoso-vm${version}`, isFine: false },
  ],
  planted: [
    { what: 'a field with another name', from: /"submissionState"/g, to: '"state"' },
    { what: 'a state with another spelling', from: /"running"/g, to: '"isRunning"' },
    { what: 'a number as text', from: /"progressPercentage":40/g, to: '"progressPercentage":"40"' },
    { what: 'a Location without a version', from: /\?api-version=.*$/, to: '' },
    { what: 'a field that is not described', from: /"messages":/, to: '"mood":"good","messages":' },
  ],
  looks: [
    { path: `${offer}/submissions/${version}` },
    { path: `${offer}/status${version}` },
    { path: `${offer}/cancel${version}`, method: 'POST', body: cancelBody },
  ],
  mocked: [
    { what: 'a synchronous cancel', inputs: {}, prefer: () => '', outcome: 'canceled' },
    { what: 'a cancel that is accepted', inputs: {}, prefer: ({ method }) => (method === 'POST' ? 'code=202' : ''), outcome: 'canceled' },
    { what: 'wait: false', inputs: { wait: 'false' }, prefer: ({ method }) => (method === 'POST' ? 'code=202' : ''), outcome: 'accepted' },
  ],
};

const product = productOf('contoso-vm');
const filter = "externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq 'contoso-vm')";
const products = `/v1.0/ingestion/products?$filter=${encodeURIComponent(filter)}`;
const list = `/v1.0/ingestion/products/${product}/submissions`;
const item = `${list}/11529215056977358840`;
const submission: Case = {
  description: 'docs/openapi.submission.yaml',
  scenarios: submissions,
  usual: submissions['submission-pages'],
  bundle: [
    { what: 'the product by its offer, a submission that is gone', scenario: submissions['submission-gone'] },
    {
      what: 'the product by its GUID, a submission that says Cancelled',
      scenario: submissions['submission-canceled'],
      inputs: { 'offer-id': product },
    },
    { what: 'a cancel that is refused', scenario: submissions['submission-refused-409'] },
    { what: 'the product by its GUID, a list of two pages', scenario: submissions['submission-pages'], inputs: { 'offer-id': product } },
  ],
  requests: [
    { what: 'a product by its offer', path: products, isFine: true },
    { what: 'all products', path: '/v1.0/ingestion/products', isFine: false },
    { what: 'a filter of another type', path: products.replace('AzureOfferId', 'StoreID'), isFine: false },
    { what: 'the list', path: list, isFine: true },
    { what: 'the list of a product that is no GUID', path: list.replace(product, 'contoso-vm'), isFine: false },
    { what: 'a submission', path: item, isFine: true },
    { what: 'a submission that is no number', path: `${list}/newest`, isFine: false },
    { what: 'a cancel', path: item, method: 'DELETE', isFine: true },
    { what: 'a new submission', path: list, method: 'POST', body: '{}', isFine: false },
  ],
  planted: [
    { what: 'a field with another name', from: /"substate"/g, to: '"subState"' },
    { what: 'a state with another spelling', from: /"InProgress"/g, to: '"inProgress"' },
    { what: 'an id as a number', from: /"id":"(\d+)"/g, to: '"id":$1' },
    { what: 'a nextLink with a slash in front', from: /"nextLink":"v1/, to: '"nextLink":"/v1' },
    { what: 'a field that is not described', from: /"resourceType":/, to: '"mood":"good","resourceType":' },
    { what: 'an error that is an object', from: /^"Http.*/, to: '{"error":"Http404"}' },
  ],
  looks: [{ path: products }, { path: list }, { path: item }, { path: `${list}/1` }],
  mocked: [
    {
      what: 'the submission is gone',
      inputs: {},
      prefer: ({ method, path }, isCanceled) => {
        if (!isCanceled || method === 'DELETE') return '';
        return path.endsWith('/submissions') ? 'example=gone' : 'code=404';
      },
      outcome: 'canceled',
    },
    { what: 'wait: false', inputs: { wait: 'false' }, prefer: () => '', outcome: 'accepted' },
    {
      what: 'the DELETE is refused',
      inputs: {},
      prefer: ({ method }) => (method === 'DELETE' ? 'code=409' : ''),
      outcome: 'refused',
    },
  ],
};

const query = '?$version=2022-03-01-preview2';
const asked = { 'operation-id': jobId };
const job = `/rp/product-ingestion/configure/${jobId}`;
const lookUp = `/rp/product-ingestion/product${query}&externalId=contoso-vm`;
const published = `/rp/product-ingestion/submission/${product}${query}`;
const cancelJob = { path: `${job}/cancel${query}`, method: 'POST' };
const ingestion: Case = {
  description: 'docs/openapi.product-ingestion.yaml',
  scenarios: jobs,
  usual: jobs['job-slow'],
  bundle: [
    { what: 'the product by its offer, a job that is canceled', scenario: jobs['job-canceled'], inputs: asked },
    {
      what: 'the product by its GUID, a job with another spelling',
      scenario: jobs['job-id-spelling'],
      inputs: { ...asked, 'offer-id': product },
    },
    { what: 'a cancel that is refused', scenario: jobs['job-already-completed'], inputs: asked },
  ],
  requests: [
    { what: 'a product by its offer', path: lookUp, isFine: true },
    { what: 'a product without a version', path: lookUp.replace('$version=2022-03-01-preview2&', ''), isFine: false },
    { what: 'the submissions', path: published, isFine: true },
    { what: 'the submissions of no GUID', path: published.replace(product, 'contoso-vm'), isFine: false },
    { what: 'a job', path: `${job}/status${query}`, isFine: true },
    { what: 'a job without a version', path: `${job}/status`, isFine: false },
    { what: 'a cancel', ...cancelJob, isFine: true },
    { what: 'a new job', path: `/rp/product-ingestion/configure${query}`, method: 'POST', body: '{}', isFine: false },
  ],
  planted: [
    { what: 'no id of the job', from: /"jobId"/g, to: '"job"' },
    { what: 'a state with another spelling', from: /"running"/g, to: '"Running"' },
    { what: 'a number alone as id', from: /"id":"submission\/[^/]+\//g, to: '"id":"' },
    { what: 'a target that is text', from: /"target":\{[^}]*\}/g, to: '"target":"live"' },
    { what: 'a field that is not described', from: /"jobStart":/, to: '"mood":"good","jobStart":' },
  ],
  looks: [{ path: lookUp }, { path: published }, { path: `${job}/status${query}` }, cancelJob],
  mocked: [
    {
      what: 'both the job and the list say canceled',
      inputs: asked,
      prefer: ({ path }, isCanceled) => {
        if (path.includes('/submission/')) return isCanceled ? 'example=idle' : 'example=publishing';
        if (!path.includes('/configure/')) return '';
        return isCanceled || path.endsWith('/cancel') ? 'example=canceled' : 'example=running';
      },
      outcome: 'canceled',
    },
  ],
};

export const cases: readonly Case[] = [portal, submission, ingestion];
