import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../src/auth/credential.ts';
import type { Exchange } from '../../src/http/reply.ts';
import type { UnreadableReason } from '../../src/marketplace/api.ts';
import { readPages } from '../../src/marketplace/pages.ts';
import { otherProduct, product } from '../support/product.ts';
import { cutReply, reply, silence } from '../support/wire.ts';

const origin = 'https://api.partner.microsoft.com';
const path = `/v1.0/ingestion/products/${product}/submissions`;
const first = `${origin}${path}`;
const second = `${first}?$skipToken=two%3D`;
const link = second.slice(origin.length + 1);

type Pages = Readonly<Record<string, Exchange | SignInFailure>>;

async function readAll(pages: Pages) {
  const asked: string[] = [];
  const result = await readPages(first, async (url) => {
    asked.push(url);
    return pages[url] ?? reply(500, 'not in this test');
  });
  return { result, asked };
}

const page = (value: unknown, more: object = {}): Exchange => reply(200, { value, ...more });
const unreadable = (reason: UnreadableReason, detail: string): object => ({ kind: 'unreadable', reason, detail });
const notFollowed = unreadable('no-answer', 'the list of submissions leads to a page that is not followed');

describe('a list of submissions', () => {
  it.each<{ name: string; pages: Pages; entries: readonly unknown[] }>([
    { name: 'is empty', pages: { [first]: page([]) }, entries: [] },
    { name: 'has one page', pages: { [first]: page([1, 2]) }, entries: [1, 2] },
    { name: 'has one page, and says null of a next one', pages: { [first]: page([1], { nextLink: null }) }, entries: [1] },
    { name: 'has one page, and an empty link to a next one', pages: { [first]: page([1], { nextLink: '' }) }, entries: [1] },
    {
      name: 'has two pages, and a link without a slash in front',
      pages: { [first]: page([1, 2], { nextLink: link }), [second]: page([3]) },
      entries: [1, 2, 3],
    },
    {
      name: 'has a link with a slash in front',
      pages: { [first]: page([1], { nextLink: `/${link}` }), [second]: page([2]) },
      entries: [1, 2],
    },
    { name: 'has an absolute link', pages: { [first]: page([1], { nextLink: second }), [second]: page([2]) }, entries: [1, 2] },
    {
      name: 'has a link by its documented name',
      pages: { [first]: page([1], { '@odata.nextLink': second }), [second]: page([2]) },
      entries: [1, 2],
    },
    {
      name: 'has both links, and one of them is empty',
      pages: { [first]: page([1], { '@odata.nextLink': '', nextLink: link }), [second]: page([2]) },
      entries: [1, 2],
    },
    {
      name: 'has both links: the documented one counts',
      pages: { [first]: page([1], { '@odata.nextLink': second, nextLink: `${link}3` }), [second]: page([2]) },
      entries: [1, 2],
    },
    {
      name: 'has a link that spells the product in capitals',
      pages: {
        [first]: page([1], { nextLink: link.replace(product, product.toUpperCase()) }),
        [second.replace(product, product.toUpperCase())]: page([2]),
      },
      entries: [1, 2],
    },
    { name: 'has an empty page between', pages: { [first]: page([], { nextLink: link }), [second]: page([2]) }, entries: [2] },
  ])('$name', async ({ pages, entries }) => {
    const { result, asked } = await readAll(pages);
    expect([result, asked]).toStrictEqual([entries, Object.keys(pages)]);
  });

  it.each([
    { name: 'another origin', nextLink: `https://evil.example${path}?$skipToken=2` },
    { name: 'another origin without a scheme', nextLink: `//evil.example${path}` },
    { name: 'another origin, after a backslash', nextLink: `\\\\evil.example${path}` },
    { name: 'our origin without TLS', nextLink: second.replace('https', 'http') },
    { name: 'our origin at another port', nextLink: second.replace('.com/', '.com:8443/') },
    { name: 'our origin with a user', nextLink: second.replace('https://', 'https://user@') },
    { name: 'our origin with a password', nextLink: second.replace('https://', 'https://:secret@') },
    { name: 'another product', nextLink: link.replace(product, otherProduct) },
    { name: 'one of its submissions', nextLink: link.replace('submissions', 'submissions/12') },
    { name: 'a way round', nextLink: link.replace('submissions', 'submissions/../../x/submissions') },
    { name: 'another API', nextLink: 'rp/product-ingestion/product' },
    { name: 'a query alone', nextLink: '?$skipToken=two%3D' },
    { name: 'the first page', nextLink: first },
    { name: 'a blank', nextLink: ' ' },
    { name: 'a line end', nextLink: `${link}\n` },
    { name: 'no address', nextLink: 'https://[' },
    { name: 'a script', nextLink: 'javascript:alert(1)' },
    { name: 'no text', nextLink: 2 },
    { name: 'an object', nextLink: { href: second } },
  ])('leads to $name: nothing is asked there, and half a list is none', async ({ nextLink }) => {
    expect(await readAll({ [first]: page([1], { nextLink }) })).toStrictEqual({ result: notFollowed, asked: [first] });
  });

  it('has a token for more, and no link: half a list is none', async () => {
    expect(await readAll({ [first]: page([1], { continuationToken: 'more' }) })).toStrictEqual({ result: notFollowed, asked: [first] });
    expect(await readAll({ [first]: page([1], { continuationToken: null }) })).toStrictEqual({ result: [1], asked: [first] });
  });

  it('leads to a page twice', async () => {
    const pages = { [first]: page([1], { nextLink: link }), [second]: page([2], { nextLink: link }) };
    expect(await readAll(pages)).toStrictEqual({ result: notFollowed, asked: [first, second] });
  });

  it('leads on for ever: a hundred pages are asked for', async () => {
    let count = 0;
    const result = await readPages(first, async () => {
      count += 1;
      return page([count], { nextLink: `${link}${count}` });
    });
    expect([result, count]).toStrictEqual([notFollowed, 100]);
  });

  it.each<{ name: string; answer: Exchange | SignInFailure; reason: UnreadableReason; detail: string }>([
    { name: '404', answer: reply(404), reason: 'absent', detail: 'HTTP 404' },
    { name: '400 with a JSON string', answer: reply(400, '"ICH50400 - No"'), reason: 'withdrawn', detail: 'HTTP 400, "ICH50400 - No"' },
    { name: '401', answer: reply(401), reason: 'unauthorized', detail: 'HTTP 401' },
    { name: '403', answer: reply(403), reason: 'forbidden', detail: 'HTTP 403' },
    { name: '429', answer: reply(429), reason: 'throttled', detail: 'HTTP 429' },
    { name: '500', answer: reply(500), reason: 'no-answer', detail: 'HTTP 500' },
    { name: 'a redirect', answer: reply(302), reason: 'redirected', detail: 'HTTP 302' },
    { name: 'nothing', answer: silence, reason: 'no-answer', detail: 'no reply in time' },
    { name: 'half a reply', answer: cutReply(200), reason: 'no-answer', detail: 'HTTP 200, a reply that was cut off (cut)' },
    { name: 'no token', answer: { cause: 'sign-in-unreachable', detail: 'down' }, reason: 'no-token', detail: 'down' },
  ])('is answered by $name, as is its second page', async ({ answer, reason, detail }) => {
    expect(await readAll({ [first]: answer })).toStrictEqual({ result: unreadable(reason, detail), asked: [first] });
    expect(await readAll({ [first]: page([1], { nextLink: link }), [second]: answer })).toStrictEqual({
      result: unreadable(reason, `page 2 of the list: ${detail}`),
      asked: [first, second],
    });
  });

  it('is a web page: something on the way answers in the place of the service', async () => {
    const { result } = await readAll({ [first]: reply(200, '<html><title>Sign in</title></html>') });
    expect(result).toMatchObject({ kind: 'unreadable', reason: 'not-the-api' });
  });

  it.each([
    { name: 'a JSON string', body: '"not a list"' },
    { name: 'an array', body: '[]' },
    { name: 'nothing', body: '' },
    { name: 'broken JSON', body: '{"value": [' },
    { name: 'a value that is no array', body: '{"value":{}}' },
  ])('is $name: no answer that the API documents', async ({ body }) => {
    const { result } = await readAll({ [first]: reply(200, body) });
    expect(result).toMatchObject({
      kind: 'unreadable',
      reason: 'no-answer',
      detail: expect.stringContaining('is not an answer that the API documents'),
    });
  });
});
