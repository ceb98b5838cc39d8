import { describe, expect, it } from 'vitest';
import { emailsFor, entityTagFor, guardFor, publisherFor, versionFor } from '../../src/inputs/byApi.ts';
import { emailList } from '../../src/inputs/emails.ts';
import { identifier, operationId } from '../../src/inputs/offers.ts';
import { apiVersion, entityTag } from '../../src/inputs/values.ts';
import { apis } from '../../src/marketplace/apis.ts';
import { expectOneHarmlessLine, guid } from '../support/inputRules.ts';
import { given, planOf } from '../support/plan.ts';
import { otherProduct, product, running } from '../support/product.ts';

const portal = apis['cloud-partner-portal'];
const { submission } = apis;
const ingestion = apis['product-ingestion'];
const address = { publisherId: 'contoso', offerId: 'contoso-vm', baseUrl: portal.origin, apiVersion: portal.defaultVersion };
const problem = (text: string): object => ({ problem: expect.stringContaining(text) });

describe('publisher-id', () => {
  it.each([
    { api: portal, value: '', is: identifier('', 'contoso') },
    { api: portal, value: 'contoso', is: { value: 'contoso' } },
    { api: submission, value: '', is: { value: '' } },
    { api: submission, value: 'contoso', is: { value: 'contoso' } },
    { api: submission, value: '../victim', is: problem('"../victim" is not an identifier') },
    { api: ingestion, value: '', is: { value: '' } },
    { api: ingestion, value: 'a b', is: problem('"a b" is not an identifier') },
  ])('$api.name: "$value"', ({ api, value, is }) => {
    expect(publisherFor(value, api)).toStrictEqual(is);
  });
});

describe('notification-emails', () => {
  const ignored = (name: string): object => ({
    value: [],
    warnings: [`notification-emails: the service of api: ${name} takes no addresses, so no e-mail is sent to them`],
  });
  it.each([
    { api: portal, value: 'a@contoso.com', is: emailList('a@contoso.com') },
    { api: submission, value: 'a@contoso.com', is: ignored('submission') },
    { api: submission, value: ' ', is: { value: [], warnings: [] } },
    { api: ingestion, value: 'no address', is: ignored('product-ingestion') },
    { api: ingestion, value: '', is: { value: [], warnings: [] } },
  ])('$api.name: "$value"', ({ api, value, is }) => {
    expect(emailsFor(value, api)).toStrictEqual(is);
  });
});

describe('api-version', () => {
  it.each([
    { api: portal, value: '', is: { value: '2017-10-31' } },
    { api: portal, value: '2018-01-01', is: { value: '2018-01-01' } },
    { api: portal, value: 'x', is: apiVersion('x', '2017-10-31') },
    { api: submission, value: '', is: { value: '', notices: [] } },
    { api: submission, value: 'x', is: { value: '', notices: ['api-version: it is ignored, since api: submission has none'] } },
    { api: ingestion, value: '', is: { value: '2022-03-01-preview2' } },
    { api: ingestion, value: '2022-07-01', is: { value: '2022-07-01' } },
    { api: ingestion, value: 'preview2', is: problem('write a date such as 2022-03-01-preview2') },
  ])('$api.name: "$value"', ({ api, value, is }) => {
    expect(versionFor(value, api)).toStrictEqual(is);
  });
});

describe('if-match', () => {
  const refused = { problem: 'is for api: cloud-partner-portal only; leave it out' };
  it.each([
    { api: portal, value: '*', is: entityTag('*') },
    { api: submission, value: '', is: { value: '' } },
    { api: submission, value: '*', is: refused },
    { api: ingestion, value: '', is: { value: '' } },
    { api: ingestion, value: '"1"', is: refused },
  ])('$api.name: $value', ({ api, value, is }) => {
    expect(entityTagFor(value, api)).toStrictEqual(is);
  });
});

describe('operation-id', () => {
  it.each([
    { value: guid, is: { value: { id: guid, productId: '' } } },
    { value: '', is: { value: { id: '', productId: '' } } },
    { value: running, is: operationId(running, address, portal.origin) },
  ])('cloud-partner-portal: "$value"', ({ value, is }) => {
    expect(guardFor(value, portal, { address, offerId: 'contoso-vm', isDryRun: false })).toStrictEqual(is);
  });

  const path = `submission/${product}/${running}`;
  const guard = (id: string, productId = ''): object => ({ value: { id, productId } });
  const another = problem(`names a submission of product ${otherProduct}, and offer-id is another product; correct one of them`);
  it.each<{ value: string; offerId?: string; is: object }>([
    { value: '', is: guard('') },
    { value: running, is: guard(running) },
    { value: `"${running}"`, is: guard(running) },
    { value: '1', is: guard('1') },
    { value: '1'.repeat(40), is: guard('1'.repeat(40)) },
    { value: path, is: guard(running, product) },
    { value: `"${path}"`, is: guard(running, product) },
    { value: path.toUpperCase(), is: guard(running, product) },
    { value: path.slice('submission/'.length), is: guard(running, product) },
    { value: path, offerId: product, is: guard(running, product) },
    { value: path, offerId: product.toUpperCase(), is: guard(running, product) },
    { value: `submission/${otherProduct}/${running}`, is: guard(running, otherProduct) },
    { value: `submission/${otherProduct}/${running}`, offerId: product, is: another },
    { value: '1'.repeat(41), is: problem('is not a submission; write its number') },
    { value: guid, is: problem('is not a submission; write its number') },
    { value: `product/${product}/${running}`, is: problem('is not a submission') },
    { value: `submission/${product}`, is: problem('is not a submission') },
    { value: `submission/${product.replaceAll('-', '0')}/${running}`, is: problem('is not a submission') },
    { value: `${path}/`, is: problem('is not a submission') },
    { value: '${{ steps.publish.outputs.id }}', is: problem('placeholder that was never filled in') },
  ])('submission: $value, offer $offerId', ({ value, offerId = 'contoso-vm', is }) => {
    expect(guardFor(value, submission, { address: undefined, offerId, isDryRun: false })).toStrictEqual(is);
  });

  it('submission: an offer that was refused itself is no second problem', () => {
    expect(guardFor(path, submission, { address: undefined, offerId: undefined, isDryRun: false })).toStrictEqual(guard(running, product));
  });

  it.each<{ value: string; isDryRun?: boolean; is: object }>([
    { value: guid, is: guard(guid) },
    { value: guid.toUpperCase(), is: guard(guid) },
    { value: `{${guid}}`, is: guard(guid) },
    { value: `"${guid}"`, is: guard(guid) },
    { value: `configure/${guid}`, is: guard(guid) },
    { value: guid, isDryRun: true, is: guard(guid) },
    { value: '', isDryRun: true, is: guard('') },
    { value: '', is: problem('is empty, and api: product-ingestion cancels a job by its id; write the id of the job') },
    { value: running, is: problem(`"${running}" is not a job; write the id of the job`) },
    { value: running, isDryRun: true, is: problem(`"${running}" is not a job`) },
    { value: path, is: problem('is not a job') },
    { value: guid.replaceAll('-', '0'), is: problem('is not a job') },
    { value: '<job>', is: problem('placeholder that was never filled in') },
  ])('product-ingestion: $value, dry run $isDryRun', ({ value, isDryRun = false, is }) => {
    expect(guardFor(value, ingestion, { address: undefined, offerId: 'contoso-vm', isDryRun })).toStrictEqual(is);
  });

  it.each([
    {
      name: 'submission',
      rule: (value: string) => guardFor(value, submission, { address: undefined, offerId: 'contoso-vm', isDryRun: false }),
    },
    {
      name: 'submission of a product',
      rule: (value: string) => guardFor(value, submission, { address: undefined, offerId: product, isDryRun: false }),
    },
    {
      name: 'product-ingestion',
      rule: (value: string) => guardFor(value, ingestion, { address: undefined, offerId: 'contoso-vm', isDryRun: false }),
    },
  ])('IN-11 IN-18 what is said of $name is one harmless line', ({ rule }) => expectOneHarmlessLine(rule));
});

describe('a whole step', () => {
  const usual = { ...given, 'publisher-id': '' };
  it.each([
    {
      name: 'submission',
      inputs: { api: 'submission' },
      is: { baseUrl: submission.origin, apiVersion: '', publisherId: '', operationId: '' },
    },
    {
      name: 'submission with its path',
      inputs: { api: 'submission', 'operation-id': `submission/${product}/${running}` },
      is: { operationId: running, operationProduct: product },
    },
    {
      name: 'product-ingestion',
      inputs: { api: 'product-ingestion', 'operation-id': guid },
      is: { baseUrl: ingestion.origin, apiVersion: '2022-03-01-preview2', operationId: guid, operationProduct: '' },
    },
    {
      name: 'several offers in a dry run',
      inputs: { api: 'product-ingestion', 'dry-run': 'true', 'offer-id': 'a b' },
      is: { offerIds: ['a', 'b'], operationId: '' },
    },
    { name: 'a product', inputs: { api: 'submission', 'offer-id': product }, is: { offerIds: [product] } },
  ])('$name', ({ inputs, is }) => {
    expect(planOf({ ...usual, ...inputs })).toMatchObject(is);
  });

  it.each([
    { name: 'no job', inputs: { api: 'product-ingestion' }, problems: ['operation-id: is empty'] },
    { name: 'several offers, no job', inputs: { api: 'product-ingestion', 'offer-id': 'a b' }, problems: ['operation-id: is empty'] },
    {
      name: 'several offers and a job',
      inputs: { api: 'product-ingestion', 'operation-id': guid, 'offer-id': 'a b' },
      problems: ['operation-id: is for one offer'],
    },
    {
      name: 'several offers and a submission',
      inputs: { api: 'submission', 'operation-id': '12', 'offer-id': 'a b' },
      problems: ['operation-id: is for one offer'],
    },
    { name: 'a word for dry-run that is none', inputs: { api: 'product-ingestion', 'dry-run': 'yes' }, problems: ['dry-run: "yes"'] },
    {
      name: 'an API that is none',
      inputs: { api: 'graph', 'publisher-id': 'contoso' },
      problems: ['api: "graph" is not one of cloud-partner-portal, submission, product-ingestion'],
    },
    {
      name: 'the origin of another API',
      inputs: { api: 'submission', 'base-url': portal.origin },
      problems: ['base-url: "https://cloudpartner.azure.com" is not allowed'],
    },
    { name: 'an ETag', inputs: { api: 'submission', 'if-match': '*' }, problems: ['if-match: is for api: cloud-partner-portal only'] },
  ])('$name is refused', ({ inputs, problems }) => {
    expect(planOf({ ...usual, ...inputs })).toMatchObject({ problems: problems.map((text) => expect.stringContaining(text)) });
  });
});
