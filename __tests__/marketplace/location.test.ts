import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf, listOf, parseJson, textOf } from '../../src/http/json.ts';
import { findPointer, isOperationId, parseOperationPath } from '../../src/marketplace/location.ts';

const baseUrl = 'https://cloudpartner.azure.com';
const address = { baseUrl, apiVersion: '2017-10-31', publisherId: 'contoso', offerId: 'contoso-vm' };
const guid = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const offer = '/api/publishers/contoso/offers/contoso-vm';
const bare = `${offer}/operations/${guid}`;
const full = `${bare}?api-version=2017-10-31`;
const link = { path: full, id: guid };
const versioned = (path: string): { path: string } => ({ path: `${path}?api-version=2017-10-31` });
const another = `${bare}?api-version=2018-01-01-preview`;
const shouted = `/api/publishers/Contoso/offers/CONTOSO-VM/operations/${guid}`;
const legacy = '/api/operations/contoso$contoso-vm$2$preview';

describe('parseOperationPath', () => {
  it.each([
    { name: 'LO-01 the documented path', raw: full, expected: link },
    { name: 'LO-02 an offer that was not migrated', raw: `${legacy}?api-version=2017-10-31`, expected: versioned(legacy) },
    { name: 'LO-02 its $ encoded', raw: legacy.replaceAll('$', '%24'), expected: versioned(legacy.replaceAll('$', '%24')) },
    { name: 'LO-03 absolute', raw: `${baseUrl}${full}`, expected: link },
    { name: 'LO-03 absolute with the port of https', raw: `${baseUrl}:443${full}`, expected: link },
    { name: 'LO-03 absolute in upper case', raw: `HTTPS://CLOUDPARTNER.AZURE.COM${full}`, expected: link },
    { name: 'IN-14 our ids in another case', raw: shouted, expected: { ...versioned(shouted), id: guid } },
    { name: 'LO-13 a fragment', raw: `${full}#f`, expected: link },
    { name: 'LO-14 no api-version', raw: bare, expected: link },
    { name: 'LO-14 another api-version', raw: another, expected: { path: another, id: guid } },
    { name: 'LO-14 an api-version that is none', raw: `${bare}?api-version=x%26y`, expected: link },
    { name: 'LO-14 two', raw: `${full}&api-version=x`, expected: link },
    { name: 'LO-14 LO-20 other keys', raw: `${bare}?sig=secret&api-version=2017-10-31&$filter=x`, expected: link },
    {
      name: 'an id that is no GUID',
      raw: `${offer}/operations/a~1.b`,
      expected: { ...versioned(`${offer}/operations/a~1.b`), id: 'a~1.b' },
    },
    { name: 'LO-17 2 KiB', raw: `${full}&x=`.padEnd(2048, 'x'), expected: link },
  ])('$name is accepted', ({ raw, expected }) => expect(parseOperationPath(raw, address)).toStrictEqual(expected));

  it.each([{ length: 64 }, { length: 65 }, { length: 128 }])(
    'LO-02 a $ path with two ids of $length characters is accepted',
    ({ length }) => {
      const ids = { publisherId: 'p'.repeat(length), offerId: 'o'.repeat(length) };
      const raw = `/api/operations/${ids.publisherId}$${ids.offerId}$2$preview`;
      expect(parseOperationPath(raw, { ...address, ...ids })).toStrictEqual(versioned(raw));
    },
  );

  it('a path on the sandbox is accepted there', () =>
    expect(parseOperationPath(`http://127.0.0.1:4010${full}`, { ...address, baseUrl: 'http://127.0.0.1:4010' })).toStrictEqual(link));

  it.each([
    { name: 'LO-04 another origin', raw: `https://evil.com${full}` },
    { name: 'LO-04 a sibling', raw: `https://x.azure.com${full}` },
    { name: 'LO-04 a subdomain', raw: `https://x.cloudpartner.azure.com${full}` },
    { name: 'LO-04 another port', raw: `${baseUrl}:444${full}` },
    { name: 'LO-04 no TLS', raw: `http://cloudpartner.azure.com${full}` },
    ...['//evil', '/\\evil', '\\\\evil', '/\t/evil', '\t//evil', ' //evil', 'https:///evil', 'https:/evil', 'http:/evil'].map((start) => ({
      name: `LO-05 ${JSON.stringify(start)}`,
      raw: `${start}${full}`,
    })),
    { name: 'LO-05 our host without a scheme', raw: `//cloudpartner.azure.com${full}` },
    { name: 'LO-05 a backslash that a URL would turn', raw: full.replace('/publishers', '\\publishers') },
    { name: 'LO-05 a URL that cannot be parsed', raw: `https://[${full}` },
    { name: 'LO-06 our host as user info', raw: `${baseUrl}@evil.com${full}` },
    { name: 'LO-06 a user at our host', raw: `https://u@cloudpartner.azure.com${full}` },
    { name: 'LO-06 a password at our host', raw: `https://:p@cloudpartner.azure.com${full}` },
    { name: 'LO-09 encoded dots', raw: `/api/publishers/%2e%2E/publishers/contoso/offers/contoso-vm/operations/${guid}` },
    { name: 'LO-09 dots that leave the offer', raw: `${offer}/operations/../../other/operations/${guid}` },
    { name: 'LO-09 dots as the id', raw: `${offer}/operations/..` },
    { name: 'LO-09 an encoded slash', raw: `${offer}/operations/..%2f${guid}` },
    { name: 'LO-09 an encoded backslash', raw: `${offer}/operations/..%5C${guid}` },
    { name: 'LO-09 an encoded letter', raw: bare.replace('contoso/', '%63ontoso/') },
    { name: 'LO-10 another publisher', raw: full.replace('contoso/', 'other/') },
    { name: 'LO-10 another offer', raw: full.replace('contoso-vm', 'other') },
    { name: 'LO-10 another publisher in a $ path', raw: '/api/operations/other$contoso-vm$2$preview' },
    { name: 'LO-10 another offer in a $ path', raw: '/api/operations/contoso$other$2$preview' },
    ...'cancel golive publish status submissions/ operations operations/'
      .split(' ')
      .map((end) => ({ name: `LO-11 ${end}`, raw: `${offer}/${end}` })),
    ...'/ /api /api/publishers /api/publishers/contoso /api/operations /api/operations/ /api/operations/contoso'
      .split(' ')
      .map((raw) => ({ name: `LO-11 ${raw}`, raw })),
    { name: 'LO-11 what can be done to an operation', raw: `${bare}/cancel` },
    { name: 'LO-11 a version', raw: `${offer}/versions/${guid}` },
    { name: 'LO-11 a $ path without an operation', raw: '/api/operations/contoso$contoso-vm' },
    { name: 'LO-11 a $ path with an empty operation', raw: '/api/operations/contoso$contoso-vm$' },
    { name: 'LO-11 a $ path with delimiters', raw: '/api/operations/contoso$contoso-vm$2;x' },
    { name: 'LO-11 a longer $ path', raw: `${legacy}/x` },
    { name: 'LO-11 another root', raw: full.replace('/api/', '/x/') },
    { name: 'LO-11 another collection', raw: full.replace('/offers/', '/plans/') },
    { name: 'LO-11 another kind of owner', raw: full.replace('/publishers/', '/sellers/') },
    ...['operations/123', '?x', '#f', '', '.', full.slice(1)].map((raw) => ({ name: `LO-12 "${raw}"`, raw })),
    { name: 'LO-17 more than 2 KiB', raw: `${full}&x=`.padEnd(2049, 'x') },
    { name: 'a line break at the end', raw: `${full}\n` },
    { name: 'another alphabet', raw: `${offer}/operations/ä` },
    { name: 'an id that is too long', raw: `${offer}/operations/${'a'.repeat(129)}` },
  ])('$name is not followed', ({ raw }) => expect(parseOperationPath(raw, address)).toBeUndefined());

  const noise = fc.oneof(
    fc.constantFrom(...'/ // \\ . .. /.. %2e %2f %24 $ @ : ? # evil.com https://'.split(' '), '\t', '\n', ' ', baseUrl, guid),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const start = fc.constantFrom(full, bare, legacy, `${baseUrl}${full}`, 'https://evil.com', '//evil.com', '');
  const edited = fc
    .tuple(start, fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(2), noise), { maxLength: 3 }))
    .map(([text, edits]) =>
      edits.reduce<string>((raw, [place, drop, piece]) => {
        const index = Math.floor(place * raw.length);
        return `${raw.slice(0, index)}${piece}${raw.slice(index + drop)}`;
      }, text),
    );

  it('LO-04 to LO-12 whatever is accepted is an operation of our offer on our origin, and stays that', () => {
    fc.assert(
      fc.property(edited, (raw) => {
        const accepted = parseOperationPath(raw, address);
        if (accepted === undefined) return;
        const url = new URL(accepted.path, baseUrl);
        expect(new URL(raw, baseUrl).origin).toBe(baseUrl);
        expect(url.origin + url.pathname + url.search).toBe(baseUrl + accepted.path);
        expect(url.pathname.replaceAll('%24', '$')).toMatch(
          /^\/api\/(publishers\/contoso\/offers\/contoso-vm\/operations\/[^/]+|operations\/contoso\$contoso-vm\$[^/]+)$/i,
        );
        expect([...url.searchParams.keys()]).toStrictEqual(['api-version']);
        expect(parseOperationPath(accepted.path, address)).toStrictEqual(accepted);
      }),
      { numRuns: 5000 },
    );
  });

  it('LO-01 every id that an operation can have is followed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.~$-]{0,127}$/)), (id) => {
        expect(isOperationId(id)).toBe(true);
        expect(parseOperationPath(`${offer}/operations/${id}`, address)).toStrictEqual({
          path: `${offer}/operations/${id}?api-version=2017-10-31`,
          id,
        });
      }),
    );
  });
});

describe('findPointer', () => {
  const other = full.replace('contoso-vm', 'other');
  const json = (body: unknown): { body: string } => ({ body: JSON.stringify(body) });
  const followed = { link, isRejected: false };
  it.each([
    { name: 'nothing at all', reply: {}, expected: { isRejected: false } },
    { name: 'an empty header', reply: { headers: { location: '' } }, expected: { isRejected: false } },
    { name: 'LO-01 Location', reply: { headers: { location: full } }, expected: followed },
    { name: 'Operation-Location', reply: { headers: { 'operation-location': `${baseUrl}${bare}` } }, expected: followed },
    {
      name: 'Location of a cut reply',
      reply: { headers: { location: legacy } },
      expected: { link: { path: `${legacy}?api-version=2017-10-31` }, isRejected: false },
    },
    { name: 'LO-10 Location of another offer', reply: { headers: { location: other } }, expected: { isRejected: true } },
    {
      name: 'LO-16 a valid header before a valid body',
      reply: { headers: { location: full }, ...json({ location: legacy }) },
      expected: followed,
    },
    {
      name: 'LO-16 Location before Operation-Location',
      reply: { headers: { 'operation-location': legacy, location: full } },
      expected: followed,
    },
    ...[
      { name: 'Operation-Location', reply: { headers: { location: other, 'operation-location': full } } },
      { name: 'body', reply: { headers: { location: other }, ...json({ location: full }) } },
      { name: 'id in the body', reply: { headers: { location: '//evil' }, ...json({ id: guid }) } },
    ].map(({ name, reply }) => ({ name: `LO-16 refused header, valid ${name}`, reply, expected: { link, isRejected: true } })),
    { name: 'LO-16 neither', reply: { headers: { location: other }, ...json({ location: '//evil' }) }, expected: { isRejected: true } },
    { name: 'a body that is the path', reply: json(full), expected: followed },
    { name: 'LO-12 a body that is a word', reply: json('accepted'), expected: { isRejected: false } },
    { name: 'LO-12 a body that is a relative path', reply: json('operations/1'), expected: { isRejected: true } },
    { name: 'a body with Location', reply: json({ Location: full }), expected: followed },
    { name: 'a body with operationLocation', reply: json({ operationLocation: full }), expected: followed },
    { name: 'a body with Operation-Location', reply: json({ 'Operation-Location': full }), expected: followed },
    { name: 'a body with the id alone', reply: json({ id: guid }), expected: followed },
    { name: 'a body with an id that is none', reply: json({ id: '../cancel' }), expected: { isRejected: false } },
    { name: 'a body with a prototype', reply: { body: `{"__proto__":{"location":"${full}"}}` }, expected: { isRejected: false } },
    { name: 'BD-05 a web page', reply: { body: '<html>' }, expected: { isRejected: false } },
  ])('$name', ({ reply, expected }) => expect(findPointer(reply, address)).toStrictEqual(expected));

  it('LO-19 what is no text in the body is ignored', () => {
    const strange = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.constant(full)), fc.constant({ toString: full }));
    const key = fc.constantFrom('location', 'Location', 'operationLocation', 'id');
    const bodies = fc.oneof(
      strange,
      fc.tuple(key, strange).map(([name, value]) => ({ [name]: value })),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        expect(findPointer(json(body), address)).toStrictEqual({ isRejected: false });
      }),
    );
  });
});

describe('json', () => {
  it.each(['', ' \n', '{"a":1', '{"a":1}x', 'NaN', '{"a":1,}', '{} // c', '<html>', "{'a':1}"])('BD-04 %j is no JSON', (body) =>
    expect(parseJson(body)).toBeUndefined(),
  );
  it('reads JSON', () => expect(parseJson('{"a":[1,null]}')).toStrictEqual({ a: [1, null] }));
  it('BD-14 10,000 levels are read, and nothing is picked from them', () =>
    expect(fieldsOf(parseJson(`${'['.repeat(10_000)}${']'.repeat(10_000)}`))).toStrictEqual({}));

  it.each([
    { name: 'an object', value: { a: 1 }, fields: { a: 1 }, list: [], text: undefined },
    { name: 'an array', value: [1], fields: {}, list: [1], text: undefined },
    { name: 'a text', value: 'a', fields: {}, list: [], text: 'a' },
    { name: 'null', value: null, fields: {}, list: [], text: undefined },
    { name: 'nothing', value: undefined, fields: {}, list: [], text: undefined },
    { name: 'a number', value: 1, fields: {}, list: [], text: undefined },
  ])('$name has its fields, entries and text', ({ value, fields, list, text }) =>
    expect([fieldsOf(value), listOf(value), textOf(value)]).toStrictEqual([fields, list, text]),
  );
});
