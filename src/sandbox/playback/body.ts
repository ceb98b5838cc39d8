import type { Hidden, RecordedHeaders, Shown, ShownLink } from '../../recording/form.ts';
import type { Ids } from './ids.ts';

/** What a played reply is made for: the offer of its request, the address of the sandbox, the start of the play. */
export interface PlayContext {
  readonly ids: Ids;
  readonly publisher: string;
  readonly offer: string;
  readonly origin: string;
  readonly startWallMs: number;
}

/** The bytes of a body again: known words and times as they were, ids of our own, and texts of the same length that say nothing. */
export function playedBody(shown: Shown | undefined, context: PlayContext): string {
  if (shown === undefined) return '';
  if (isHidden(shown) && shown.type === 'page') return `<!DOCTYPE html>${filler(shown)}`;
  if (isHidden(shown) && shown.type === 'text') return filler(shown);
  if (isHidden(shown) && shown.type === 'broken JSON') return `{"${filler(shown)}`;
  return JSON.stringify(played(shown, context));
}

function played(shown: Shown, context: PlayContext): unknown {
  if (typeof shown === 'string') return context.ids.real(shown);
  if (typeof shown !== 'object' || shown === null) return shown;
  if (isList(shown)) return shown.filter((entry) => !isLeftOut(entry)).map((entry) => played(entry, context));
  if (isHidden(shown)) return playedType(shown);
  if (isTime(shown)) return new Date(context.startWallMs + shown.ms).toISOString();
  if (isLink(shown)) return playedLink(shown, context);
  const { otherFields = 0, ...known } = shown as Readonly<Record<string, Shown>>;
  const others = Array.from({ length: Number(otherFields) }, (_, index) => [`otherField${index + 1}`, ''] as const);
  return Object.fromEntries([...Object.entries(known).map(([name, value]) => [name, played(value, context)] as const), ...others]);
}

function playedType(shown: Hidden): unknown {
  switch (shown.type) {
    case 'array':
      return Array.from({ length: shown.length }, () => null);
    case 'number':
      return 1234.5;
    case 'boolean':
      return false;
    case 'object':
      return {};
    default:
      return filler(shown);
  }
}

/** A text that is no known word, with the words that were found in it. */
function filler(shown: Hidden): string {
  const { length, says = [] } = shown as { readonly length: number; readonly says?: readonly string[] };
  const found = says.map((one) => `${one} `).join('');
  return found + 'x'.repeat(Math.max(length - found.length, 0));
}

function playedLink({ form, operation = '' }: ShownLink, { ids, publisher, offer, origin }: PlayContext): string {
  const id = ids.real(operation);
  if (form === 'other') return 'https://elsewhere.example/operations/1';
  const path =
    form === '$' ? `/api/operations/${publisher}$${offer}$${id}` : `/api/publishers/${publisher}/offers/${offer}/operations/${id}`;
  return `${form === 'absolute' ? origin : ''}${path}?api-version=2017-10-31`;
}

/** The headers of a reply, but for the id of its request. */
export function playedHeaders(headers: RecordedHeaders | undefined, context: PlayContext): Record<string, string> {
  const { 'content-type': type, 'retry-after': retryAfter, location, 'operation-location': operationLocation } = headers ?? {};
  const isWhole = Number.isInteger(retryAfter);
  return {
    ...(type === undefined ? {} : { 'content-type': type === 'other' ? 'application/x-other' : type }),
    ...(retryAfter === undefined
      ? {}
      : { [isWhole ? 'retry-after' : 'retry-after-ms']: String(isWhole ? retryAfter : Math.round(retryAfter * 1000)) }),
    ...(location === undefined ? {} : { location: playedLink(location, context) }),
    ...(operationLocation === undefined ? {} : { 'operation-location': playedLink(operationLocation, context) }),
  };
}

const types = ['string', 'page', 'text', 'broken JSON', 'array', 'number', 'boolean', 'object'];

function isHidden(shown: Shown): shown is Hidden {
  return types.includes(String(Object(shown).type));
}

function isTime(shown: object): shown is { readonly type: 'time'; readonly ms: number } {
  return 'type' in shown && shown.type === 'time';
}

function isLink(shown: object): shown is ShownLink {
  return 'form' in shown;
}

function isList(shown: object): shown is readonly Shown[] {
  return Array.isArray(shown);
}

function isLeftOut(entry: Shown): boolean {
  return typeof entry === 'object' && entry !== null && 'leftOut' in entry;
}
