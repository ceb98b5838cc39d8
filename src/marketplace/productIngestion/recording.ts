import { guid } from '../../text/spelling.ts';
import { type ApiRecording, bodyWith, fields, id, offerName, productName, type Shape, text, word } from '../recording.ts';
import { draft, noResult, publishTargets, results, statuses } from './states.ts';

const status = word(...statuses.keys());
const result = word(...results.keys(), noResult);
const time = { kind: 'time' } as const;
const jobId = id([new RegExp(`^(?<job>${guid})$`, 'i'), '{job}']);

/** `jobId` and `jobID` are one name in lower case. */
const job = bodyWith({
  jobId,
  jobStatus: status,
  jobResult: result,
  jobStart: time,
  jobEnd: time,
  resourceUri: productName,
  errors: fields({ code: word('badRequest', 'conflict', 'locked', 'invalidState', 'productLocked', 'operationCanceled'), message: text }),
});

const submission = {
  id: id([new RegExp(`^submission/(?<product>${guid})/(?<submission>\\d{1,40})$`, 'i'), 'submission/{product}/{submission}']),
  product: productName,
  target: fields({ targetType: word(draft, ...publishTargets) }),
  status,
  result,
  created: time,
} as const;

const page = id([
  new RegExp(`^/?rp/product-ingestion/submission/(?<product>${guid})\\?(?<page>.+)$`, 'i'),
  'rp/product-ingestion/submission/{product}?{page}',
]);
const list = bodyWith({ value: fields(submission), nextLink: page, '@odata.nextLink': page, continuationToken: text });
const products = bodyWith({ value: fields({ id: productName, identity: fields({ externalId: offerName }) }) });

const root = '^/rp/product-ingestion';
const version = '\\$version=[^&]*$';
const get = (name: string, path: string, body: Shape): ApiRecording['routes'][number] => ({
  name,
  method: 'GET',
  form: new RegExp(`${root}/${path}`, 'i'),
  body,
});

/** The routes of docs/api.md#job-routes. */
export const ingestionRecording: ApiRecording = {
  routes: [
    get('product', `product\\?externalId=(?<offer>[^&]+)&${version}`, products),
    get('list', `submission/(?<product>${guid})\\?${version}`, list),
    get('page of the list', `submission/(?<product>${guid})\\?(?<page>.+)$`, list),
    get('job status', `configure/(?<job>${guid})/status\\?${version}`, job),
    get('job', `configure/(?<job>${guid})\\?${version}`, bodyWith({ resources: fields(submission) })),
    { ...get('cancel', `configure/(?<job>${guid})/cancel\\?${version}`, job), method: 'POST' },
  ],
  guardKind: 'job',
  searched: [],
  linkOf: () => ({ form: 'other' }),
};
