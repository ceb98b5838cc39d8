import type { ApiFacts, ApiName } from '../marketplace/api.ts';
import type { Address } from '../marketplace/portal/operationPath.ts';
import { quoteInput } from '../text/sanitize.ts';
import { guidForm } from '../text/spelling.ts';
import { emailList } from './emails.ts';
import { identifier, operationId } from './offers.ts';
import { placeholder, type Validated } from './validated.ts';
import { apiVersion, entityTag } from './values.ts';

/** The rules that differ from API to API. */

/** An operation and, where `operation-id` names it, its product; `''` for what is not given. */
export interface Guard {
  readonly id: string;
  readonly productId: string;
}

export const noGuard: Guard = { id: '', productId: '' };

export function publisherFor(value: string, { needsPublisher }: ApiFacts): Validated<string> {
  return value === '' && !needsPublisher ? { value } : identifier(value, 'contoso');
}

export function emailsFor(value: string, { name, takesEmails }: ApiFacts): Validated<readonly string[]> {
  if (takesEmails) return emailList(value);
  const warnings =
    value.trim() === '' ? [] : [`notification-emails: the service of api: ${name} takes no addresses, so no e-mail is sent to them`];
  return { value: [], warnings };
}

export function versionFor(value: string, { name, defaultVersion }: ApiFacts): Validated<string> {
  if (defaultVersion !== '') return value === '' ? { value: defaultVersion } : apiVersion(value, defaultVersion);
  return { value: '', notices: value === '' ? [] : [`api-version: it is ignored, since api: ${name} has none`] };
}

export function entityTagFor(value: string, { takesIfMatch }: ApiFacts): Validated<string> {
  if (takesIfMatch || value === '') return entityTag(value);
  return { problem: `is for api: cloud-partner-portal only; leave it out` };
}

/** What a rule for `operation-id` may compare. `address` and `offerId` are absent when the ids themselves were refused. */
interface Compared {
  readonly origin: string;
  readonly address: Address | undefined;
  readonly offerId: string | undefined;
  readonly isDryRun: boolean;
}

export function guardFor(value: string, { name, origin }: ApiFacts, compared: Omit<Compared, 'origin'>): Validated<Guard> {
  return guards[name](value, { origin, ...compared });
}

const guards: Readonly<Record<ApiName, (value: string, compared: Compared) => Validated<Guard>>> = {
  'cloud-partner-portal': operationGuard,
  submission: submissionGuard,
  'product-ingestion': jobGuard,
};

function operationGuard(value: string, { address, origin }: Compared): Validated<Guard> {
  const checked = operationId(value, address, origin);
  return 'problem' in checked ? checked : { ...checked, value: { id: checked.value, productId: '' } };
}

const pathForm = /^(?:submission\/)?([0-9a-f-]{36})\/(\d{1,40})$/i;

/** The number of a submission, or `submission/<product>/<number>` as other tools print it. */
function submissionGuard(value: string, { offerId }: Compared): Validated<Guard> {
  const bare = value.replace(/^"(.*)"$/, '$1');
  if (bare === '' || /^\d{1,40}$/.test(bare)) return { value: { id: bare, productId: '' } };
  const [, product = '', id = ''] = pathForm.exec(bare) ?? [];
  if (!guidForm.test(product))
    return {
      problem:
        `"${quoteInput(value)}" is not a submission${placeholder(value)}; write its number, e.g. 1152921505687654321, ` +
        'or submission/<product>/<number>',
    };
  const productId = product.toLowerCase();
  if (offerId !== undefined && guidForm.test(offerId) && offerId.toLowerCase() !== productId)
    return { problem: `names a submission of product ${productId}, and offer-id is another product; correct one of them` };
  return { value: { id, productId } };
}

/** A job is canceled by its id alone, so there is no cancel without one. */
function jobGuard(value: string, { isDryRun }: Compared): Validated<Guard> {
  const [, id = ''] = /^"?\{?(?:configure\/)?([0-9a-f-]{36})\}?"?$/i.exec(value) ?? [];
  if (guidForm.test(id)) return { value: { id: id.toLowerCase(), productId: '' } };
  if (value === '' && isDryRun) return { value: noGuard };
  const rule = 'write the id of the job that the configure request returned (a GUID), or set dry-run to true to see what runs';
  if (value === '') return { problem: `is empty, and api: product-ingestion cancels a job by its id; ${rule}` };
  return { problem: `"${quoteInput(value)}" is not a job${placeholder(value)}; ${rule}` };
}
