import type { SignInFailure } from '../../auth/credential.ts';
import { type Exchange, isExchange } from '../../http/reply.ts';
import type { ApiSend, MarketplaceApi, Observation, ReadResult, ReadRoute } from '../api.ts';
import { pauseAfter } from '../classify.ts';
import { acceptJson, getWith } from '../requests.ts';
import { readCancelReply } from './cancelReply.ts';
import { createListReader } from './listReader.ts';
import { findLocation } from './location.ts';
import { type Asked, entryIn, readOperation } from './observations.ts';
import type { Address } from './operationPath.ts';

/** The Cloud Partner Portal API for one offer (docs/api.md#routes). It cancels whatever runs when it gets the request. */
export function createPortal(address: Address, send: ApiSend): MarketplaceApi {
  const root = `/api/publishers/${address.publisherId}/offers/${address.offerId}`;
  const urlOf = (path: string): string => `${address.baseUrl}${path}?api-version=${address.apiVersion}`;
  const get = getWith(send);
  const readListOf = createListReader(get, urlOf(`${root}/submissions/`), address.publisherId);
  const route = (subject: string, url: string, asked: Omit<Asked, 'publisherId'>): ReadRoute => ({
    subject,
    read: async (effort) => {
      const result = await get(url, effort);
      return resultOf(result, readOperation(result, { publisherId: address.publisherId, ...asked }), address);
    },
  });
  const entryRoute = (id: string): ReadRoute => ({
    subject: 'The operation',
    read: async (effort) => {
      const { list, result } = await readListOf(effort);
      const observation = entryIn(list, id);
      return result ? resultOf(result, observation, address) : { observation };
    },
  });

  return {
    list: async () => (await readListOf('retrying')).list,
    routesTo: (id) => [route('The operation', urlOf(`${root}/operations/${id}`), { id }), entryRoute(id)],
    offerRoute: route('The offer', urlOf(`${root}/status`), { isOffer: true }),
    linkRoute: ({ path }) => route('The cancellation', `${address.baseUrl}${path}`, {}),
    cancel: async ({ emails, ifMatch, isRepeat, beforeSending }) => {
      const metadata = emails.length > 0 ? { 'notification-emails': emails.join(',') } : {};
      const headers = {
        ...acceptJson,
        'content-type': 'application/json',
        ...(ifMatch === '' ? {} : { 'if-match': ifMatch }),
      };
      const body = JSON.stringify({ metadata });
      const request = { intent: 'cancel', method: 'POST', url: urlOf(`${root}/cancel`), headers, body, beforeSending } as const;
      const result = await send(isRepeat ? { ...request, freshConnection: true } : request, 'once');
      return readCancelReply(result, address, emails.length > 0);
    },
  };
}

/** A look with the pause that the service asks for and, of a 202, its new `Location`. */
function resultOf(result: Exchange | SignInFailure, observation: Observation, address: Address): ReadResult {
  const { link, isRejected } = isExchange(result) && result.status === 202 ? findLocation(result, address) : { isRejected: false };
  return {
    observation,
    ...pauseAfter(result),
    ...(link ? { link } : {}),
    ...(isRejected ? { isLinkRejected: true } : {}),
  };
}
