import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOperationId, parseOperationPath } from '../../../src/marketplace/portal/operationPath.ts';

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
      name: 'an id that is not a GUID',
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
