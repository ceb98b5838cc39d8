import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../src/auth/credential.ts';
import type { Exchange } from '../../src/http/reply.ts';
import type { Disposition, UnreadableReason } from '../../src/marketplace/api.ts';
import { pauseAfter } from '../../src/marketplace/classify.ts';
import { listFailure, mayHaveArrived, readCancelReply, readProduct } from '../../src/marketplace/products.ts';
import { guidForm } from '../../src/text/spelling.ts';
import { otherProduct, product } from '../support/product.ts';
import { cutReply, refusedConnection, reply, silence } from '../support/wire.ts';

const noToken: SignInFailure = { cause: 'sign-in-unreachable', detail: 'down' };
const found = (...value: unknown[]): Exchange => reply(200, { value });
const named = (value: string, type = 'AzureOfferId'): object => ({ id: product, externalIDs: [{ type, value }] });

describe('the product of an offer', () => {
  it.each<{ name: string; answer: Exchange }>([
    { name: 'a GUID', answer: found({ id: product }) },
    { name: 'a GUID in capitals', answer: found({ id: product.toUpperCase() }) },
    { name: 'a GUID with product/ before it', answer: found({ id: `product/${product}` }) },
    { name: 'one that names the offer', answer: found(named('contoso-vm')) },
    { name: 'one that names the offer in capitals', answer: found(named('CONTOSO-VM')) },
    {
      name: 'one that names the offer among others',
      answer: found({
        id: product,
        externalIDs: [
          { type: 'AzureOfferId', value: 'a' },
          { type: 'AzureOfferId', value: 'contoso-vm' },
        ],
      }),
    },
    { name: 'one that has an id of another kind', answer: found(named('another', 'Sku')) },
    {
      name: 'one that names the offer as the other API does',
      answer: found({ id: `product/${product}`, identity: { externalId: 'contoso-vm' } }),
    },
    { name: 'one with names that are no texts', answer: found({ id: product, identity: { externalId: 1 }, externalIDs: 'x' }) },
  ])('$name', ({ answer }) => {
    expect(readProduct(answer, 'contoso-vm')).toBe(product);
  });

  it.each<{ name: string; answer: Exchange | SignInFailure; reason: UnreadableReason; detail: string }>([
    { name: 'no product', answer: found(), reason: 'no-product', detail: 'no product has the offer id contoso-vm' },
    {
      name: 'two',
      answer: found({ id: product }, { id: otherProduct }),
      reason: 'several-products',
      detail: '2 products have the offer id contoso-vm',
    },
    {
      name: '400 with a JSON string',
      answer: reply(400, '"ICH50400 - No"'),
      reason: 'lookup-failed',
      detail: 'the lookup of the product of contoso-vm failed: HTTP 400, "ICH50400 - No"',
    },
    { name: '410', answer: reply(410), reason: 'lookup-failed', detail: 'the lookup of the product of contoso-vm failed: HTTP 410' },
    { name: '401', answer: reply(401), reason: 'unauthorized', detail: 'HTTP 401' },
    { name: '403', answer: reply(403), reason: 'forbidden', detail: 'HTTP 403' },
    { name: '404', answer: reply(404), reason: 'absent', detail: 'HTTP 404' },
    { name: '500', answer: reply(500), reason: 'no-answer', detail: 'HTTP 500' },
    { name: 'silence', answer: silence, reason: 'no-answer', detail: 'no reply in time' },
    { name: 'no token', answer: noToken, reason: 'no-token', detail: 'down' },
    {
      name: 'the product of another offer, by a service that does not filter',
      answer: found(named('another')),
      reason: 'no-answer',
      detail: 'the lookup of contoso-vm shows the product of another offer',
    },
    {
      name: 'the product of another offer, as the other API names it',
      answer: found({ id: `product/${product}`, identity: { externalId: 'another' } }),
      reason: 'no-answer',
      detail: 'the lookup of contoso-vm shows the product of another offer',
    },
    {
      name: 'an id that is not a GUID',
      answer: found({ id: '12' }),
      reason: 'no-answer',
      detail: 'HTTP 200 is not an answer that the API documents',
    },
    {
      name: 'an id that is no text',
      answer: found({ id: 12 }),
      reason: 'no-answer',
      detail: 'HTTP 200 is not an answer that the API documents',
    },
    {
      name: 'a text instead of a product',
      answer: found(product),
      reason: 'no-answer',
      detail: 'HTTP 200 is not an answer that the API documents',
    },
    {
      name: 'a GUID with a path',
      answer: found({ id: `${product}/..` }),
      reason: 'no-answer',
      detail: 'HTTP 200 is not an answer that the API documents',
    },
    {
      name: 'a body that is a string',
      answer: reply(200, '"x"'),
      reason: 'no-answer',
      detail: 'HTTP 200 is not an answer that the API documents',
    },
  ])('$name: none', ({ answer, reason, detail }) => {
    expect(readProduct(answer, 'contoso-vm')).toStrictEqual({ kind: 'unreadable', reason, detail });
  });

  it.each([product, product.toUpperCase()])('%s has the form of one', (id) => expect(guidForm.test(id)).toBe(true));
  it.each(['contoso-vm', `${product}0`, `x${product}`, `{${product}}`, product.replaceAll('-', ''), `${product}\n`])('%j has not', (id) =>
    expect(guidForm.test(id)).toBe(false),
  );
});

describe('a list that cannot be read, where nothing else shows what runs', () => {
  const kept: readonly UnreadableReason[] = [
    ...(['unauthorized', 'forbidden', 'no-token', 'signed-out', 'throttled', 'redirected'] as const),
    ...(['no-product', 'several-products', 'lookup-failed', 'another-product'] as const),
  ];
  const lost: readonly UnreadableReason[] = ['absent', 'unserved', 'withdrawn', 'rejected', 'unrelated', 'no-answer'];
  it.each([...kept.map((reason) => [reason, reason] as const), ...lost.map((reason) => [reason, 'no-answer'] as const)])(
    '%s → %s',
    (reason, is) => {
      expect(listFailure({ kind: 'unreadable', reason, detail: 'why' })).toStrictEqual({ kind: 'unreadable', reason: is, detail: 'why' });
    },
  );
});

describe('the reply to a cancel', () => {
  const link = { path: '/v1.0/x', id: '12' };
  const page = '<html><title>Please log in</title></html>';

  it.each<{ name: string; answer: Exchange | SignInFailure; disposition: Disposition; arrived: boolean }>([
    { name: '204', answer: reply(204), disposition: 'accepted', arrived: true },
    { name: '200', answer: reply(200, { jobStatus: 'completed' }), disposition: 'accepted', arrived: true },
    { name: '200 with a JSON string', answer: reply(200, '"done"'), disposition: 'ambiguous', arrived: true },
    { name: '200 with a list', answer: reply(200, []), disposition: 'ambiguous', arrived: true },
    { name: '200 with null', answer: reply(200, 'null'), disposition: 'ambiguous', arrived: true },
    { name: '200 with an error', answer: reply(200, { error: { code: 'x' } }), disposition: 'ambiguous', arrived: true },
    { name: '200 with words', answer: reply(200, 'Please sign in'), disposition: 'ambiguous', arrived: true },
    { name: '204 with a blank', answer: reply(204, ' '), disposition: 'accepted', arrived: true },
    { name: '202', answer: reply(202), disposition: 'accepted', arrived: true },
    { name: '299', answer: reply(299), disposition: 'accepted', arrived: true },
    { name: '200 that was cut', answer: cutReply(200), disposition: 'ambiguous', arrived: true },
    { name: '403 that was cut', answer: cutReply(403), disposition: 'refused', arrived: true },
    { name: '200 with a web page', answer: reply(200, page), disposition: 'ambiguous', arrived: true },
    { name: '202 with a web page', answer: reply(202, ` ${page}`), disposition: 'ambiguous', arrived: true },
    { name: '302', answer: reply(302), disposition: 'failed', arrived: true },
    { name: '400', answer: reply(400, '"ICH50400 - No"'), disposition: 'refused', arrived: true },
    { name: '404', answer: reply(404), disposition: 'refused', arrived: true },
    { name: '409', answer: reply(409), disposition: 'conflict', arrived: true },
    { name: '429', answer: reply(429), disposition: 'unprocessed', arrived: true },
    { name: '502 with a web page', answer: reply(502, page), disposition: 'ambiguous', arrived: true },
    { name: 'silence', answer: silence, disposition: 'ambiguous', arrived: true },
    { name: 'no connection', answer: refusedConnection, disposition: 'unprocessed', arrived: false },
    {
      name: 'a certificate that is not trusted',
      answer: { sent: false, code: 'CERT_HAS_EXPIRED' },
      disposition: 'unprocessed',
      arrived: false,
    },
    { name: 'a turn that came too late', answer: { sent: false, code: 'unsent' }, disposition: 'unprocessed', arrived: false },
    { name: 'no token', answer: noToken, disposition: 'unprocessed', arrived: false },
    { name: '401, and no other token', answer: { ...noToken, rejection: reply(401) }, disposition: 'refused', arrived: true },
  ])('$name: $disposition', ({ answer, disposition, arrived }) => {
    const read = readCancelReply(answer, link);
    expect([read.disposition, mayHaveArrived(read)]).toStrictEqual([disposition, arrived]);
    expect([read.link, read.isLookDue, read.isCancelPending]).toStrictEqual(
      disposition === 'accepted' ? [link, true, false] : [undefined, undefined, false],
    );
  });
});

describe('the pause before the next look', () => {
  it.each<{ name: string; answer: Exchange | SignInFailure; is: object }>([
    { name: 'none', answer: reply(200), is: {} },
    { name: 'of a reply', answer: reply(429, '', { 'retry-after': '7' }), is: { retryAfterMs: 7_000 } },
    { name: 'of a reply that was cut', answer: cutReply(503, { 'retry-after': '2' }), is: { retryAfterMs: 2_000 } },
    { name: 'no reply', answer: silence, is: {} },
    { name: 'no token', answer: noToken, is: {} },
    { name: 'of the 401 before', answer: { ...noToken, rejection: reply(401, '', { 'retry-after': '9' }) }, is: { retryAfterMs: 9_000 } },
  ])('$name', ({ answer, is }) => {
    expect(pauseAfter(answer)).toStrictEqual(is);
  });
});
