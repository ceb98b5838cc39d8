import type { Api, SandboxClock } from '../api.ts';
import { guid, numbers, productOf } from '../products.ts';
import { empty, json, type WireReply, type WireRequest } from '../wire.ts';
import type { Shown, SubmissionScenario } from './scenario.ts';
import { busy, nextLink, pageStart, problem, product, refusals, root, submission } from './wire.ts';

/** All that is remembered of a product. */
interface Product {
  readonly id: string;
  /** By the number of a submission: when its first DELETE was taken. */
  readonly deletedAtMs: Map<string, number>;
  readonly turnedAway: { DELETE: number; list: number };
}

type Ending = NonNullable<SubmissionScenario['end']>['as'];

const submitted: Shown = { state: 'InProgress', substate: 'Submitted', pending: 'Completed' };
const failed: Shown = { state: 'InProgress', substate: 'FailedInCertification', pending: 'Completed' };
const ready: Shown = { state: 'Published', substate: 'ReadyToPublish' };
const inStore: Shown = { state: 'Published', substate: 'InStore' };
const pageSize = 2;
const filter = /^externalIDs\/Any\(i:i\/type eq 'AzureOfferId' and i\/value eq '([^']+)'\)$/;
const paths = new RegExp(`^${root}/products/([^/]+)/submissions(?:/([^/]+))?$`);

/**
 * The Partner Center submission API as a state machine: a product for an offer of any name, with four submissions.
 * Only a submission that is in progress can be deleted.
 */
export function createSubmission(scenario: SubmissionScenario, clock: SandboxClock): Api {
  const products = new Map<string, Product>();

  const productWith = (id: string): Product => {
    const known = products.get(id) ?? { id, deletedAtMs: new Map<string, number>(), turnedAway: { DELETE: 0, list: 0 } };
    products.set(id, known);
    return known;
  };
  const isTurnedAway = ({ turnedAway }: Product, what: 'DELETE' | 'list'): boolean => {
    if (turnedAway[what] >= (scenario.throttled ?? 0)) return false;
    turnedAway[what] += 1;
    return true;
  };
  const endOf = ({ deletedAtMs }: Product): Ending | undefined => {
    const sinceMs = clock.nowMs() - (deletedAtMs.get(numbers.running) ?? Number.POSITIVE_INFINITY);
    return scenario.end && sinceMs >= scenario.end.afterMs ? scenario.end.as : undefined;
  };
  /** What the list holds now, by number. The last entry is not the newest. */
  const entriesOf = (one: Product): ReadonlyMap<string, Shown> => {
    const end = endOf(one);
    const meanwhile = end && scenario.meanwhile;
    const all = new Map<string, Shown>([
      [numbers.live, inStore],
      [numbers.failed, failed],
      [numbers.running, typeof end === 'object' ? end : (scenario.first ?? submitted)],
      [numbers.newer, submitted],
      [numbers.preview, meanwhile === 'the preview went live' ? inStore : ready],
    ]);
    const lacks = [
      ...[...one.deletedAtMs.keys()].filter((number) => number !== numbers.running),
      ...(end === 'gone' ? [numbers.running] : []),
      ...(meanwhile === 'a newer submission' ? [] : [numbers.newer]),
      ...(meanwhile === 'the preview went live' ? [numbers.live] : []),
    ];
    for (const number of lacks) all.delete(number);
    return all;
  };

  const lookUp = (text: string | null): WireReply => {
    const offerId = filter.exec(text ?? '')?.[1];
    if (offerId === undefined) return problem(400, 'The filter is not valid.');
    if (scenario.isLookupBroken) return problem(400, 'The header x-ms-publisherId is missing.');
    const names = [offerId, `${offerId} (copy)`].slice(0, scenario.products ?? 1);
    return json(200, JSON.stringify({ value: names.map((name) => product(productOf(name), offerId)) }));
  };
  const list = (one: Product, { searchParams }: URL): WireReply => {
    if (isTurnedAway(one, 'list')) return busy;
    const all = [...entriesOf(one)].map(([id, shown]) => submission(id, shown, isExpanded(searchParams)));
    if (!scenario.pages) return json(200, JSON.stringify({ value: all }));
    const token = searchParams.get('$skipToken');
    const start = token === null ? 0 : pageStart(token);
    if (Number.isNaN(start) || (start > 0 && scenario.pages === 'lost')) return refusals[404];
    const next = start + pageSize < all.length ? { nextLink: nextLink(one.id, start + pageSize) } : {};
    return json(200, JSON.stringify({ value: all.slice(start, start + pageSize), ...next }));
  };
  const item = (one: Product, number: string, { searchParams }: URL): WireReply => {
    const shown = entriesOf(one).get(number);
    if (!shown || (number === numbers.running && endOf(one) === 'gone, but listed')) return refusals[404];
    return json(200, JSON.stringify(submission(number, shown, isExpanded(searchParams))));
  };
  const remove = (one: Product, number: string, body: string): WireReply => {
    if (body !== '') return problem(400, 'A DELETE has no body.');
    if (isTurnedAway(one, 'DELETE')) return busy;
    const found = item(one, number, new URL('http://sandbox'));
    if (found.status !== 200) return found;
    if (entriesOf(one).get(number)?.state !== 'InProgress') return refusals[409];
    if (scenario.refused) return refusals[scenario.refused];
    if (!one.deletedAtMs.has(number)) one.deletedAtMs.set(number, clock.nowMs());
    return empty(204);
  };

  return {
    audience: 'https://api.partner.microsoft.com',
    requestIdHeader: 'request-id',
    refuse: problem,
    mayChange: (method, pathname) => method === 'DELETE' && paths.exec(pathname)?.[2] !== undefined,
    answer: ({ method, body }: WireRequest, url) => {
      if (url.pathname === `${root}/products`) return lookUp(url.searchParams.get('$filter'));
      const [, productId = '', number] = paths.exec(url.pathname) ?? [];
      if (!guid.test(productId)) return refusals[404];
      const one = productWith(productId.toLowerCase());
      if (number === undefined) return list(one, url);
      return method === 'DELETE' ? remove(one, number, body) : item(one, number, url);
    },
  };
}

function isExpanded(query: URLSearchParams): boolean {
  return query.get('$expand') === 'PublishOption';
}
