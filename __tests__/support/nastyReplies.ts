import type { Exchange } from '../../src/http/reply.ts';
import { readExchange } from '../../src/http/reply.ts';
import type { ApiRecording, RecordedRoute, Shape } from '../../src/marketplace/recording.ts';
import type { Prng } from '../storms/prng.ts';
import { startWallMs } from './fakeClock.ts';
import { type Secrets, spellings } from './secrets.ts';

/** Replies that hold secrets wherever a reply can hold anything. */
export interface Nasty {
  /** A text with a secret in some spelling. */
  text(): string;
  reply(route: RecordedRoute): Exchange;
  /** The ids of a request. */
  idOf(kind: string): string;
}

const firstSpelling = (secret: string): string => secret;

export function createNasty(dice: Prng, secrets: Secrets): Nasty {
  const [first, ...others] = Object.values(secrets) as [string, ...string[]];
  const secret = (): string => dice.pick([first, ...others]);
  const text = (): string => {
    const spelled = dice.pick([firstSpelling, ...spellings])(secret());
    return dice.pick([spelled, spelled, `running ${spelled}`, `${spelled}\r\n`, `"${spelled}"`, `/${spelled}/`, `canceled${spelled}`]);
  };
  const number = (): number => Number(dice.pick([secrets.price, secrets.number, `-${secrets.price}`]));
  const leaf = (): unknown =>
    dice.pick<() => unknown>([text, text, text, number, () => true, () => null, () => [text()], () => ({ [text()]: text() })])();
  const idOf = (kind: string): string => {
    if (kind === 'submission') return secrets.number;
    if (['product', 'job'].includes(kind)) return secrets.guid;
    return dice.pick([secrets.guid, secrets.token.replace(/[/+~]/g, 'x'), secrets.name.replace(/[^a-z]/gi, 'x')]);
  };
  const wellFormed = (shape: Shape): unknown => {
    switch (shape.kind) {
      case 'word':
        return `${[...shape.words][0]}${dice.pick(['', ` ${secrets.token}`, `-${secrets.name}`])}`;
      case 'id': {
        const shown = shape.forms[Math.floor(dice.roll() * shape.forms.length)]?.shown ?? '';
        return shown.replace('…', `${secrets.token}.example`).replace(/\{(\w+)\}/g, (_, kind: string) => idOf(kind));
      }
      case 'link':
        return `${dice.pick(['', 'https://a.example', `https://${secrets.name}@a.example`])}/api/publishers/${idOf('publisher')}/operations/${secrets.guid}?${text()}`;
      case 'time':
        return dice.pick(['2026-01-31T12:00:00Z', `2026-01-31T12:00:00.${secrets.number.slice(0, 9)}Z`, secrets.number]);
      default:
        return number();
    }
  };
  const body = (shape: Shape, levels: number): unknown => {
    if (dice.chance(0.2) || levels === 0) return leaf();
    const one = (): unknown => {
      if (shape.kind !== 'fields') return dice.chance(0.5) ? wellFormed(shape) : leaf();
      const known = Object.entries(shape.fields).filter(() => dice.chance(0.5));
      const named = known.map(([name, of]) => [dice.pick([name, name, name.toUpperCase()]), body(of, levels - 1)] as const);
      const strange = dice.chance(0.5) ? [[text(), leaf()] as const] : [];
      return Object.fromEntries([...named, ...strange]);
    };
    return dice.chance(0.3) ? [one(), one()] : one();
  };
  const header = (): string => dice.pick([text(), text(), secrets.number, `https://a.example/${text()}`]).replace(/[\r\n]/g, ' ');
  const headers = (): Record<string, string> =>
    Object.fromEntries(
      [
        'location',
        'operation-location',
        'retry-after',
        'retry-after-ms',
        'content-type',
        'request-id',
        'x-ms-request-id',
        'date',
        'etag',
        'set-cookie',
        'www-authenticate',
      ]
        .filter(() => dice.chance(0.5))
        .map((name) => [name, header()]),
    );
  const raw = (route: RecordedRoute): string =>
    dice.pick<() => string>([
      () => JSON.stringify(body(route.body, 4)),
      () => JSON.stringify(body(route.body, 4)),
      () => JSON.stringify(text()),
      text,
      () => `<title>${text()}</title>`,
      () => `{"id": ${text()}`,
    ])();
  return {
    text,
    idOf,
    reply: (route) => {
      const status = dice.pick([200, 202, 204, 302, 400, 401, 404, 409, 429, 500]);
      if (dice.chance(0.1)) return readExchange({ sent: dice.chance(0.5), code: text(), status, headers: headers() }, startWallMs);
      return readExchange({ status, headers: headers(), body: raw(route) }, startWallMs);
    },
  };
}

/** The address of a request of the route, by its own pattern. */
export function urlOf({ name, form }: RecordedRoute, api: ApiRecording, baseUrl: string, idOf: (kind: string) => string): string {
  const paths: Readonly<Record<string, string>> = {
    'list of what runs': '/api/publishers/{publisher}/offers/{offer}/submissions/?api-version=1&status=running',
    list: '/api/publishers/{publisher}/offers/{offer}/submissions/?api-version=1',
    status: '/api/publishers/{publisher}/offers/{offer}/status?api-version=1',
    operation: '/api/publishers/{publisher}/offers/{offer}/operations/{operation}?api-version=1',
    '$ operation': '/api/operations/{publisher}${offer}${operation}?api-version=1',
    cancel: '/api/publishers/{publisher}/offers/{offer}/cancel?api-version=1',
  };
  const filled = (paths[name] ?? '').replace(/\{(\w+)\}/g, (_, kind: string) => encodeURIComponent(idOf(kind)));
  if (api.guardKind === 'operation' && form.test(decodeURIComponent(filled))) return baseUrl + filled;
  return baseUrl + otherPath(name, api, idOf);
}

function otherPath(name: string, { guardKind }: ApiRecording, idOf: (kind: string) => string): string {
  const product = idOf('product');
  const page = `?$skipToken=${encodeURIComponent(idOf('page'))}`;
  if (guardKind === 'submission') {
    const root = '/v1.0/ingestion/products';
    const one = `${root}/${product}/submissions/${idOf('submission')}`;
    const paths: Readonly<Record<string, string>> = {
      product: `${root}?$filter=${encodeURIComponent(`externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq '${idOf('offer')}')`)}`,
      list: `${root}/${product}/submissions`,
      'page of the list': `${root}/${product}/submissions${page}`,
      submission: one,
      'submission with its publish option': `${one}?$expand=PublishOption`,
      cancel: one,
    };
    return paths[name] ?? '/';
  }
  const root = '/rp/product-ingestion';
  const version = '$version=2022-03-01-preview2';
  const paths: Readonly<Record<string, string>> = {
    product: `${root}/product?externalId=${encodeURIComponent(idOf('offer'))}&${version}`,
    list: `${root}/submission/${product}?${version}`,
    'page of the list': `${root}/submission/${product}${page}`,
    'job status': `${root}/configure/${idOf('job')}/status?${version}`,
    job: `${root}/configure/${idOf('job')}?${version}`,
    cancel: `${root}/configure/${idOf('job')}/cancel?${version}`,
  };
  return paths[name] ?? '/';
}
