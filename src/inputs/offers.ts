import { type Address, isOperationId, parseOperationPath } from '../marketplace/portal/location.ts';
import { pluralize } from '../text/format.ts';
import { quoteInput } from '../text/sanitize.ts';
import { distinct, guidForm, placeholder, type Validated } from './validated.ts';

const idForm = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const idRule = 'write 1 to 128 letters, digits, "_", "." or "-", beginning with a letter or a digit';
/** One step for more would be one job for too long. */
const mostOffers = 500;
/** So many wrong identifiers are shown in full. */
const mostNamed = 3;

export function identifier(value: string, example: string): Validated<string> {
  if (value === '') return { problem: `is empty; ${idRule}, e.g. ${example}` };
  if (!idForm.test(value) || placeholder(value))
    return { problem: `"${quoteInput(value)}" is no identifier${placeholder(value)}; ${idRule}, e.g. ${example}` };
  return { value };
}

/** One identifier or several, separated by commas, blanks or new lines, compared without case. Every wrong one is named, three in full. */
export function offerList(value: string): Validated<readonly string[]> {
  const ids = value.split(/[\s,]+/).filter((id) => id !== '');
  const problems = (ids.length === 0 ? [''] : ids).flatMap((id) => {
    const checked = identifier(id, 'contoso-vm');
    return 'problem' in checked ? [checked.problem] : [];
  });
  const more = problems.length > mostNamed ? `; and ${problems.length - mostNamed} more` : '';
  if (problems.length > 0) return { problem: `${problems.slice(0, mostNamed).join('; ')}${more}` };

  const different = distinct(ids, (id) => id.toLowerCase());
  if (different.length > mostOffers)
    return { problem: `names ${different.length} offers; one step takes ${mostOffers} at most: use a matrix of several jobs` };
  const dropped = ids.length - different.length;
  return { value: different, notices: dropped > 0 ? [`offer-id: ${pluralize(dropped, 'duplicate was', 'duplicates were')} dropped`] : [] };
}

/**
 * A GUID, or a migrated operation path as a publish step outputs it, down to its id in lower case; empty means no guard.
 * Without an address (the ids themselves were refused) a path cannot be compared, and is no second problem.
 */
export function operationId(value: string, address: Address | undefined): Validated<string> {
  if (value === '') return { value };
  if (value.includes('/') && address === undefined) return { value: '' };
  const bare = value.replace(/^\{(.*)\}$/, '$1');
  const id = guidForm.test(bare) ? bare : address && parseOperationPath(value, address)?.id;
  if (isOperationId(id)) return { value: id.toLowerCase() };
  if (value.includes('/') && /\$|%24/.test(value) && !placeholder(value))
    return {
      problem:
        'is the path of an offer that was not migrated: it holds no id that could be compared; leave it out, which cancels whatever runs',
    };
  if (value.includes('/'))
    return { problem: `"${quoteInput(value)}" is no operation path of this publisher and offer; write the operation's GUID` };
  return {
    problem: `"${quoteInput(value)}" is no operation id${placeholder(value)}; write a GUID, e.g. 56615b67-2185-49fe-80d2-c4ddf77bb2e8`,
  };
}

/** What names one operation or one version cannot go with several offers. */
export function forOneOffer<T>(value: string, checked: Validated<T>, offerIds: readonly string[]): Validated<T> {
  if ('problem' in checked || value === '' || offerIds.length < 2) return checked;
  return { problem: `is for one offer, and offer-id names ${offerIds.length}; leave it out, or give that offer a step of its own` };
}
