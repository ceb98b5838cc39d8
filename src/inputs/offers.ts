import { type Address, parseOperationPath } from '../marketplace/portal/operationPath.ts';
import { pluralize } from '../text/format.ts';
import { quoteInput } from '../text/sanitize.ts';
import { guidForm } from '../text/spelling.ts';
import { distinct, placeholder, type Validated } from './validated.ts';

const idForm = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const idRule = 'write 1 to 128 letters, digits, "_", "." or "-", beginning with a letter or a digit';
const mostOffers = 500;
/** The most wrong identifiers that are shown in full. */
const mostNamed = 3;

export function identifier(value: string, example: string): Validated<string> {
  if (value === '') return { problem: `is empty; ${idRule}, e.g. ${example}` };
  if (!idForm.test(value) || placeholder(value))
    return { problem: `"${quoteInput(value)}" is not an identifier${placeholder(value)}; ${idRule}, e.g. ${example}` };
  return { value };
}

/** A list of JSON or YAML, or one with other separators. */
const otherListForm = /[[\]{}"';|]|^\s*-\s/m;
const howToList =
  '; several offers are separated by commas, spaces or new lines, without brackets, quotes or dashes, e.g. offer-a, offer-b';

/** Separated by commas, spaces or new lines, compared without case. */
export function offerList(value: string): Validated<readonly string[]> {
  const ids = value.split(/[\s,]+/).filter((id) => id !== '');
  const problems = (ids.length === 0 ? [''] : ids).flatMap((id) => {
    const checked = identifier(id, 'contoso-vm');
    return 'problem' in checked ? [checked.problem] : [];
  });
  const more = problems.length > mostNamed ? `; and ${problems.length - mostNamed} more` : '';
  const hint = otherListForm.test(value) ? howToList : '';
  if (problems.length > 0) return { problem: `${problems.slice(0, mostNamed).join('; ')}${more}${hint}` };

  const different = distinct(ids, (id) => id.toLowerCase());
  if (different.length > mostOffers)
    return { problem: `names ${different.length} offers; one step takes ${mostOffers} at most: use a matrix of several jobs` };
  const dropped = ids.length - different.length;
  return { value: different, notices: dropped > 0 ? [`offer-id: ${pluralize(dropped, 'duplicate was', 'duplicates were')} dropped`] : [] };
}

/**
 * The guard down to its id in lower case; empty means none. An address may name the origin of the API or that of `base-url`.
 * Without `address` (the publisher or the offer was refused) an address cannot be compared, and is no second problem.
 */
export function operationId(value: string, address: Address | undefined, origin: string): Validated<string> {
  const bare = withoutWrapping(value);
  const isPath = bare.includes('/');
  if (bare === '' || (isPath && address === undefined)) return { value: '' };
  const id = address && isPath ? idInPath(bare, [address, { ...address, baseUrl: origin }]) : guidForm.exec(bare)?.[0];
  if (id !== undefined) return { value: id.toLowerCase() };
  if (isPath && /\$|%24/.test(bare) && !placeholder(bare)) return { problem: pathWithoutId };
  if (isPath) return { problem: `"${quoteInput(value)}" is not an operation path of this publisher and offer; write the operation's GUID` };
  return {
    problem: `"${quoteInput(value)}" is not an operation id${placeholder(value)}; write a GUID, e.g. 56615b67-2185-49fe-80d2-c4ddf77bb2e8`,
  };
}

const pathWithoutId =
  'is the path of an offer that was not migrated: it holds no id that could be compared; leave it out, which cancels whatever runs';

function idInPath(path: string, addresses: readonly Address[]): string | undefined {
  return addresses.map((address) => parseOperationPath(path, address)?.id).find((id) => id !== undefined);
}

/** Without what a publish step may put around an id or an address: JSON quotes, braces, a slash at the end. */
function withoutWrapping(value: string): string {
  return value
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/(?:\{|%7b)([0-9a-f-]{36})(?:\}|%7d)/i, '$1')
    .replace(/(?<=.)\/(?=\?|$)/, '');
}

/** What names one operation or one version cannot go with several offers. */
export function forOneOffer<T>(value: string, checked: Validated<T>, offerIds: readonly string[]): Validated<T> {
  if ('problem' in checked || value === '' || offerIds.length < 2) return checked;
  return { problem: `is for one offer, and offer-id names ${offerIds.length}; leave it out, or give that offer a step of its own` };
}
