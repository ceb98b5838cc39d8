import type { Ids } from './ids.ts';

/** A request by the name of its route and the pseudonyms in its address, as a recording has it. */
export interface Asked {
  readonly route: string;
  readonly ids: readonly string[];
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const offers = '/api/publishers/(?<publisher>[^/]+)/offers/(?<offer>[^/]+)';
const submissions = `/v1\\.0/ingestion/products/(?<product>${guid})/submissions`;
const ingestion = '/rp/product-ingestion';
const version = '\\$version=[^&]*';

/** Written from the descriptions of the APIs, and not from the client. */
const routes: Readonly<Record<string, readonly (readonly [route: string, method: string, address: string])[]>> = {
  'cloud-partner-portal': [
    ['list of what runs', 'GET', `${offers}/submissions/?\\?.*&status=running`],
    ['list', 'GET', `${offers}/submissions/?\\?.*`],
    ['status', 'GET', `${offers}/status\\?.*`],
    ['operation', 'GET', `${offers}/operations/(?<operation>${guid})\\?.*`],
    ['$ operation', 'GET', `/api/operations/(?<publisher>[^$/]+)\\$(?<offer>[^$/]+)\\$(?<operation>${guid})\\?.*`],
    ['cancel', 'POST', `${offers}/cancel\\?.*`],
  ],
  submission: [
    ['product', 'GET', "/v1\\.0/ingestion/products\\?\\$filter=.*'(?<offer>[^']+)'\\)"],
    ['list', 'GET', submissions],
    ['page of the list', 'GET', `${submissions}\\?(?<page>.+)`],
    ['submission', 'GET', `${submissions}/(?<submission>\\d+)`],
    ['submission with its publish option', 'GET', `${submissions}/(?<submission>\\d+)\\?\\$expand=PublishOption`],
    ['cancel', 'DELETE', `${submissions}/(?<submission>\\d+)`],
  ],
  'product-ingestion': [
    ['product', 'GET', `${ingestion}/product\\?externalId=(?<offer>[^&]+)&${version}`],
    ['list', 'GET', `${ingestion}/submission/(?<product>${guid})\\?${version}`],
    ['page of the list', 'GET', `${ingestion}/submission/(?<product>${guid})\\?(?<page>.+)`],
    ['job status', 'GET', `${ingestion}/configure/(?<job>${guid})/status\\?${version}`],
    ['job', 'GET', `${ingestion}/configure/(?<job>${guid})\\?${version}`],
    ['cancel', 'POST', `${ingestion}/configure/(?<job>${guid})/cancel\\?${version}`],
  ],
};

/** What a request asks for; `undefined` for one that is not of the API. */
export function asked(api: string, method: string, path: string, ids: Ids): Asked | undefined {
  const address = decodeURIComponent(path);
  for (const [route, ofMethod, form] of routes[api] ?? []) {
    const match = method === ofMethod ? new RegExp(`^${form}$`, 'i').exec(address) : null;
    if (match) return { route, ids: Object.entries(match.groups ?? {}).map(([kind, id]) => ids.pseudonym(kind, id)) };
  }
  return undefined;
}
