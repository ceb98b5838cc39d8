import { describe, expect, it } from 'vitest';
import type { ApiFacts, ApiName, ApiSend, MarketplaceApi } from '../../src/marketplace/api.ts';
import { apis, createApi } from '../../src/marketplace/apis.ts';
import { jobId } from '../../src/sandbox/productIngestion/wire.ts';
import { numbers, productOf } from '../../src/sandbox/products.ts';
import { type Scenario, scenariosByApi } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';
import { adapterWire, orderOf } from '../support/adapterWire.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { ask, forbidden } from '../support/sandbox.ts';
import { inMemory, reply } from '../support/wire.ts';

describe('the facts of each API', () => {
  it.each<ApiFacts>([
    {
      name: 'cloud-partner-portal',
      origin: 'https://cloudpartner.azure.com',
      defaultVersion: '2017-10-31',
      noun: 'operation',
      needsPublisher: true,
      takesEmails: true,
      takesIfMatch: true,
      cancelNamesOperation: false,
      needsOperationId: false,
      notFoundAdvice: expect.stringMatching(/^Check publisher-id and offer-id\. .*api: submission .*api: product-ingestion /),
      usualWait: 'one to three minutes',
      isPreview: false,
    },
    {
      name: 'submission',
      origin: 'https://api.partner.microsoft.com',
      defaultVersion: '',
      noun: 'submission',
      needsPublisher: false,
      takesEmails: false,
      takesIfMatch: false,
      cancelNamesOperation: true,
      needsOperationId: false,
      notFoundAdvice: 'Check offer-id and operation-id.',
      usualWait: '',
      isPreview: true,
    },
    {
      name: 'product-ingestion',
      origin: 'https://graph.microsoft.com',
      defaultVersion: '2022-03-01-preview2',
      noun: 'job',
      needsPublisher: false,
      takesEmails: false,
      takesIfMatch: false,
      cancelNamesOperation: true,
      needsOperationId: true,
      notFoundAdvice: 'Check offer-id and operation-id.',
      usualWait: '',
      isPreview: true,
    },
  ])('$name', (facts) => {
    expect(apis[facts.name]).toStrictEqual(facts);
  });

  it('the inputs name them in the order of the documents', () => {
    expect(Object.keys(apis)).toStrictEqual(['cloud-partner-portal', 'submission', 'product-ingestion']);
  });
});

const guards: Readonly<Record<ApiName, readonly string[]>> = {
  'cloud-partner-portal': ['', '56615b67-2185-49fe-80d2-c4ddf77bb2e8'],
  submission: ['', ...Object.values(numbers), '7'],
  'product-ingestion': ['', jobId, '99999999-0000-4000-8000-000000000000'],
};

function createFor(name: ApiName, offerId: string, guard: string, send: ApiSend): MarketplaceApi {
  const { origin: baseUrl, defaultVersion: apiVersion } = apis[name];
  const limits = { clock: createFakeClock(), deadlineMs: 900_000, stop: new AbortController().signal };
  return createApi(name, { publisherId: 'contoso', offerId, baseUrl, apiVersion, guard, guardProduct: '' }, send, limits);
}

/** Calls every method of an adapter, more than once, in the order of a step. */
async function useAll(api: MarketplaceApi, operationId: string): Promise<void> {
  const lookEverywhere = async (): Promise<void> => {
    for (const effort of ['once', 'retrying'] as const) {
      for (const route of api.routesTo(operationId)) await route.read(effort);
      await api.offerRoute?.read(effort);
      await api.linkRoute({ path: '/x', id: operationId }).read(effort);
    }
    await api.list();
  };
  await lookEverywhere();
  for (const isRepeat of [false, true]) {
    await api.cancel(orderOf(operationId, isRepeat).order);
    await lookEverywhere();
  }
}

/** A request by its form: ids by what they are, and the query as it is. */
function formOf({ request }: { readonly request: Parameters<ApiSend>[0] }): string {
  const url = request.url
    .replaceAll(jobId, '<job>')
    .replace('99999999-0000-4000-8000-000000000000', '<job>')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, '<product>')
    .replace(/submissions\/\d+/, 'submissions/<number>')
    .replace(/\$skipToken=[^&]+/, '$skipToken=<token>')
    .replace(/contoso-vm|contoso%2Dvm/, '<offer>');
  return `${request.method} ${url}${request.body === undefined ? '' : ` ${request.body}`}`;
}

/** Every request form that an adapter sends over every scenario of the sandbox, with and without a guard, by offer and by product. */
async function formsOf(name: ApiName): Promise<readonly string[]> {
  const forms = new Set<string>();
  for (const scenario of Object.values<Scenario>(scenariosByApi[name])) {
    for (const guard of guards[name]) {
      for (const offerId of ['contoso-vm', productOf('contoso-vm')]) {
        const clock = createFakeClock();
        const service = createService(scenario, clock);
        const { transport, requests, sent } = inMemory(service, clock, 3_000);
        const authorized: typeof transport = (request, signal) =>
          transport({ ...request, headers: { ...request.headers, authorization: 'Bearer any-token' } }, signal);
        const { send, asked } = adapterWire({ transport: authorized, requests, sent });
        for (const operationId of guards[name].filter((one) => one !== ''))
          await useAll(createFor(name, offerId, guard, send), operationId);
        for (const one of asked) forms.add(formOf(one));
        expect(forbidden(service)).toStrictEqual([]);
      }
    }
  }
  return [...forms].toSorted();
}

describe('all that an adapter can send', () => {
  it('submission: it reads, and deletes only the submission that is named', async () => {
    const root = 'https://api.partner.microsoft.com/v1.0/ingestion/products';
    expect(await formsOf('submission')).toStrictEqual([
      `DELETE ${root}/<product>/submissions/<number>`,
      `GET ${root}/<product>/submissions`,
      `GET ${root}/<product>/submissions/<number>`,
      `GET ${root}/<product>/submissions/<number>?$expand=PublishOption`,
      `GET ${root}/<product>/submissions?$skipToken=<token>`,
      `GET ${root}?$filter=externalIDs%2FAny(i%3Ai%2Ftype%20eq%20'AzureOfferId'%20and%20i%2Fvalue%20eq%20'<offer>')`,
    ]);
  });

  it('product-ingestion: it reads, and cancels a job; no request could publish', async () => {
    const root = 'https://graph.microsoft.com/rp/product-ingestion';
    const version = '$version=2022-03-01-preview2';
    expect(await formsOf('product-ingestion')).toStrictEqual([
      `GET ${root}/configure/<job>/status?${version}`,
      `GET ${root}/configure/<job>?${version}`,
      `GET ${root}/product?externalId=<offer>&${version}`,
      `GET ${root}/submission/<product>?${version}`,
      `POST ${root}/configure/<job>/cancel?${version}`,
    ]);
  });

  it('the sandbox notes what no client may send, so that the test above can fail', () => {
    const service = createService(scenariosByApi['product-ingestion']['job-canceled'], createFakeClock());
    ask(service, '/rp/product-ingestion/configure?$version=2022-03-01-preview2', { method: 'POST' });
    expect(forbidden(service)).toStrictEqual(['POST /rp/product-ingestion/configure']);
  });

  it.each<ApiName>(['cloud-partner-portal', 'submission', 'product-ingestion'])(
    '%s: each adapter asks its own origin only',
    async (name) => {
      const urls: string[] = [];
      const send: ApiSend = async ({ url }) => {
        urls.push(url);
        return reply(200, { value: [] });
      };
      await useAll(createFor(name, 'contoso-vm', '', send), '12');
      expect(new Set(urls.map((url) => new URL(url).origin))).toStrictEqual(new Set([apis[name].origin]));
    },
  );
});
