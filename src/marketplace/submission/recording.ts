import { guid } from '../../text/spelling.ts';
import { type ApiRecording, bodyWith, fields, id, offerName, productName, type Shape, text, word } from '../recording.ts';
import { stateWords, updateWords } from './states.ts';

const states = word(...stateWords);
const publishOption = fields({ isAutoPromote: { kind: 'flag' } });
const pendingUpdateInfo = fields({ status: word(...updateWords), failureReason: text });
const submission = {
  id: id([/^(?<submission>\d{1,40})$/, '{submission}']),
  state: states,
  substate: states,
  pendingUpdateInfo,
  publishOption,
} as const;

/** The link to a further page (docs/api.md#submission-routes). */
const page = id([new RegExp(`^/?v1\\.0/ingestion/products/(?<product>${guid})/submissions\\?(?<page>.+)$`, 'i'), listPath('{page}')]);

function listPath(query: string): string {
  return `v1.0/ingestion/products/{product}/submissions?${query}`;
}

const product = fields({
  id: productName,
  externalIDs: fields({ type: word('AzureOfferId'), value: offerName }),
});

const root = '^/v1\\.0/ingestion/products';
const list = `${root}/(?<product>${guid})/submissions`;
const get = (name: string, path: string, body: Shape): ApiRecording['routes'][number] => ({
  name,
  method: 'GET',
  form: new RegExp(path, 'i'),
  body,
});

/** The routes of docs/api.md#submission-routes. */
export const submissionRecording: ApiRecording = {
  routes: [
    get('product', `${root}\\?\\$filter=.* eq '(?<offer>[^']+)'\\)$`, bodyWith({ value: product })),
    get('list', `${list}$`, bodyWith({ value: fields(submission), nextLink: page, '@odata.nextLink': page, continuationToken: text })),
    get(
      'page of the list',
      `${list}\\?(?<page>.+)$`,
      bodyWith({ value: fields(submission), nextLink: page, '@odata.nextLink': page, continuationToken: text }),
    ),
    get('submission', `${list}/(?<submission>\\d{1,40})$`, bodyWith(submission)),
    get('submission with its publish option', `${list}/(?<submission>\\d{1,40})\\?\\$expand=PublishOption$`, bodyWith(submission)),
    { ...get('cancel', `${list}/(?<submission>\\d{1,40})$`, bodyWith(submission)), method: 'DELETE' },
  ],
  guardKind: 'submission',
  searched: [],
  linkOf: () => ({ form: 'other' }),
};
