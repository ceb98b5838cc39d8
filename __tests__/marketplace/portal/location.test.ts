import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/http/reply.ts';
import { type FoundLocation, findLocation } from '../../../src/marketplace/portal/location.ts';
import { cutReply, reply, silence } from '../../support/wire.ts';

const baseUrl = 'https://cloudpartner.azure.com';
const address = { baseUrl, apiVersion: '2017-10-31', publisherId: 'contoso', offerId: 'contoso-vm' };
const guid = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const offer = '/api/publishers/contoso/offers/contoso-vm';
const bare = `${offer}/operations/${guid}`;
const full = `${bare}?api-version=2017-10-31`;
const link = { path: full, id: guid };
const legacy = '/api/operations/contoso$contoso-vm$2$preview';

describe('findLocation', () => {
  const other = full.replace('contoso-vm', 'other');
  const followed = { link, isRejected: false };
  const nothing = { isRejected: false };
  const refused = { isRejected: true };
  const second = { link, isRejected: true };

  it.each<{ name: string; result: Exchange; expected: FoundLocation }>([
    { name: 'no reply at all', result: silence, expected: nothing },
    { name: 'nothing in it', result: reply(202), expected: nothing },
    { name: 'an empty header', result: reply(202, '', { location: '' }), expected: nothing },
    { name: 'LO-01 Location', result: reply(202, '', { location: full }), expected: followed },
    { name: 'Operation-Location', result: reply(202, '', { 'operation-location': `${baseUrl}${bare}` }), expected: followed },
    { name: 'LO-01 Location of a cut reply', result: cutReply(202, { location: full }), expected: followed },
    {
      name: 'LO-02 Location of a cut reply',
      result: cutReply(202, { location: legacy }),
      expected: { link: { path: `${legacy}?api-version=2017-10-31` }, isRejected: false },
    },
    { name: 'LO-10 Location of another offer', result: reply(202, '', { location: other }), expected: refused },
    { name: 'LO-16 a valid header before a valid body', result: reply(202, { location: legacy }, { location: full }), expected: followed },
    {
      name: 'LO-16 Location before Operation-Location',
      result: reply(202, '', { 'operation-location': legacy, location: full }),
      expected: followed,
    },
    {
      name: 'LO-16 refused header, valid Operation-Location',
      result: reply(202, '', { location: other, 'operation-location': full }),
      expected: second,
    },
    { name: 'LO-16 refused header, valid body', result: reply(202, { location: full }, { location: other }), expected: second },
    { name: 'LO-16 refused header, valid id in the body', result: reply(202, { id: guid }, { location: '//evil' }), expected: second },
    { name: 'LO-16 neither', result: reply(202, { location: '//evil' }, { location: other }), expected: refused },
    { name: 'a body that is the path', result: reply(202, JSON.stringify(full)), expected: followed },
    { name: 'LO-12 a body that is a word', result: reply(202, '"accepted"'), expected: nothing },
    { name: 'LO-12 a body that is a relative path', result: reply(202, '"operations/1"'), expected: refused },
    { name: 'a body with Location', result: reply(202, { Location: full }), expected: followed },
    { name: 'a body with operationLocation', result: reply(202, { operationLocation: full }), expected: followed },
    { name: 'a body with Operation-Location', result: reply(202, { 'Operation-Location': full }), expected: followed },
    { name: 'a body with the id alone', result: reply(202, { id: guid }), expected: followed },
    { name: 'a body with an id that is none', result: reply(202, { id: '../cancel' }), expected: nothing },
    { name: 'a body with a prototype', result: reply(202, `{"__proto__":{"location":"${full}"}}`), expected: nothing },
    { name: 'BD-05 a web page', result: reply(202, '<html>'), expected: nothing },
  ])('$name', ({ result, expected }) => expect(findLocation(result, address)).toStrictEqual(expected));

  it('LO-19 what is no text in the body is ignored', () => {
    const strange = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.constant(full)), fc.constant({ toString: full }));
    const key = fc.constantFrom('location', 'Location', 'operationLocation', 'id');
    const bodies = fc.oneof(
      strange,
      fc.tuple(key, strange).map(([name, value]) => ({ [name]: value })),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        expect(findLocation(reply(202, JSON.stringify(body)), address)).toStrictEqual(nothing);
      }),
    );
  });
});
