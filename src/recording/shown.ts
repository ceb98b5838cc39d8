import type { IdForm, RecordedLink, Shape } from '../marketplace/recording.ts';
import { timeOf } from '../marketplace/time.ts';
import { normalizeWord } from '../text/spelling.ts';
import type { Hidden, Shown, ShownLink } from './form.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** What turns a value into what may be shown of it. */
export interface Showing {
  readonly pseudonyms: Pseudonyms;
  /** The wall clock at the start of the step, in milliseconds since 1970. */
  readonly startWallMs: number;
  /** The origin of the API, without which its addresses are read. */
  readonly baseUrl: string;
  readonly searched: readonly string[];
  linkOf(raw: string): RecordedLink;
}

/** The most entries that are shown of a list. */
const mostEntries = 500;
/** No time of a publish is further away. */
const longestMs = 10 * 365 * 24 * 60 * 60_000;
const longestWord = 60;

/** What a recording shows of a value: only what its shape allows. Of a list it is the shape of each entry. */
export function show(value: unknown, shape: Shape, how: Showing): Shown {
  if (value === null) return null;
  if (Array.isArray(value)) return showList(value, shape, how);
  if (typeof value === 'object' && shape.kind === 'fields') return showFields(value, shape.fields, how);
  return (typeof value === 'string' ? showText(value, shape, how) : showOther(value, shape)) ?? hidden(value, how);
}

function showList(values: readonly unknown[], shape: Shape, how: Showing): Shown {
  const entries = values.slice(0, mostEntries).map((entry) => (Array.isArray(entry) ? hidden(entry, how) : show(entry, shape, how)));
  return values.length > mostEntries ? [...entries, { leftOut: values.length - mostEntries }] : entries;
}

function showText(text: string, shape: Shape, how: Showing): Shown | undefined {
  switch (shape.kind) {
    case 'word':
      return isWord(text, shape.words) ? text : undefined;
    case 'id':
      return showId(text, shape.forms, how);
    case 'time':
      return showTime(text, how);
    case 'link':
      return text === '' ? undefined : { ...showLink(text, how) };
    default:
      return undefined;
  }
}

function showOther(value: unknown, { kind }: Shape): Shown | undefined {
  if (typeof value === 'boolean') return kind === 'flag' ? value : undefined;
  return kind === 'percent' && isPercentage(value) ? value : undefined;
}

function isPercentage(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100;
}

/** Known fields, and the number of the others. */
function showFields(value: object, shapes: Readonly<Record<string, Shape>>, how: Showing): Shown {
  const shown: [string, Shown][] = [];
  let others = 0;
  for (const [name, field] of Object.entries(value)) {
    const shape = Object.hasOwn(shapes, name.toLowerCase()) ? shapes[name.toLowerCase()] : undefined;
    if (shape) shown.push([name, show(field, shape, how)]);
    else others += 1;
  }
  return Object.fromEntries(others > 0 ? [...shown, ['otherFields', others]] : shown);
}

/** In any spelling, as long as it is one of letters. */
function isWord(text: string, words: ReadonlySet<string>): boolean {
  return text.length <= longestWord && /^[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/.test(text) && words.has(normalizeWord(text));
}

function showId(text: string, forms: readonly IdForm[], how: Showing): string | undefined {
  const own = text.startsWith(`${how.baseUrl}/`) ? text.slice(how.baseUrl.length) : text;
  for (const { form, shown } of forms) {
    const groups = form.exec(decoded(own))?.groups ?? form.exec(text)?.groups;
    if (!groups) continue;
    const names = Object.entries(groups).map(([kind, id]) => [kind, how.pseudonyms.of(kind, id)] as const);
    if (names.some(([, name]) => name === undefined)) return undefined;
    return names.reduce((left, [kind, name]) => left.replace(`{${kind}}`, String(name)), shown);
  }
  return undefined;
}

/** An address as it is compared; as it is when its escapes are broken. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function showLink(raw: string, { linkOf, pseudonyms }: Showing): ShownLink {
  const { form, id } = linkOf(raw);
  const name = id === undefined ? undefined : pseudonyms.of('operation', id);
  return { form, ...(name === undefined ? {} : { operation: name }) };
}

function showTime(value: unknown, { startWallMs }: Showing): Shown | undefined {
  const ms = timeOf(value);
  return ms !== undefined && Math.abs(ms - startWallMs) <= longestMs ? { type: 'time', ms: Math.round(ms - startWallMs) } : undefined;
}

/** The type of a value, and nothing of it. */
export function hidden(value: unknown, { searched }: Pick<Showing, 'searched'>): Hidden {
  if (typeof value === 'string') return hiddenText('string', value, searched);
  if (Array.isArray(value)) return { type: 'array', length: value.length };
  return { type: typeof value as 'number' | 'boolean' | 'object' };
}

export function hiddenText(type: 'string' | 'page' | 'text' | 'broken JSON', value: string, searched: readonly string[]): Hidden {
  const says = searched.filter((word) => value.toLowerCase().includes(word.toLowerCase()));
  return { type, length: value.length, ...(says.length > 0 ? { says } : {}) };
}
