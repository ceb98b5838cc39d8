import { describe, expect, it } from 'vitest';
import { bodyWith, fields, id, type Shape, text, word } from '../../src/marketplace/recording.ts';
import { createPseudonyms } from '../../src/recording/pseudonyms.ts';
import { show } from '../../src/recording/shown.ts';
import { startWallMs } from '../support/fakeClock.ts';

const states = word('running', 'not started', 'canceled');
const operation = id([/^(?<operation>[a-z0-9-]+)$/, '{operation}']);

function shown(value: unknown, shape: Shape): unknown {
  return show(value, shape, {
    pseudonyms: createPseudonyms(),
    startWallMs,
    baseUrl: 'https://api.example',
    searched: ['if-match'],
    linkOf: (raw) => (raw.startsWith('/') ? { form: 'relative', id: raw.slice(1) } : { form: 'other' }),
  });
}

describe('what a recording shows of a value', () => {
  it.each<{ what: string; value: unknown; shape: Shape; as: unknown }>([
    { what: 'a known word', value: 'running', shape: states, as: 'running' },
    { what: 'a known word in another spelling', value: 'Not_Started', shape: states, as: 'Not_Started' },
    { what: 'the other spelling of canceled', value: 'cancelled', shape: states, as: 'cancelled' },
    { what: 'an unknown word', value: 'paused', shape: states, as: { type: 'string', length: 6 } },
    { what: 'a known word with signs', value: 'running!', shape: states, as: { type: 'string', length: 8 } },
    { what: 'a known word in too many pieces', value: `run${'_'.repeat(60)}ning`, shape: states, as: { type: 'string', length: 67 } },
    { what: 'a number in the place of a word', value: 7, shape: states, as: { type: 'number' } },
    { what: 'an object in the place of a word', value: { a: 1 }, shape: states, as: { type: 'object' } },
    { what: 'nothing', value: null, shape: states, as: null },
    { what: 'an id', value: 'a-1', shape: operation, as: 'operation-1' },
    { what: 'no id', value: 'a 1', shape: operation, as: { type: 'string', length: 3 } },
    { what: 'a time before the start', value: '2026-01-31T11:48:00.1234567Z', shape: { kind: 'time' }, as: { type: 'time', ms: -719877 } },
    { what: 'a time of no time', value: '0001-01-01T00:00:00', shape: { kind: 'time' }, as: { type: 'string', length: 19 } },
    { what: 'no time', value: 'yesterday', shape: { kind: 'time' }, as: { type: 'string', length: 9 } },
    { what: 'a percentage', value: 40, shape: { kind: 'percent' }, as: 40 },
    { what: 'no percentage', value: 101, shape: { kind: 'percent' }, as: { type: 'number' } },
    { what: 'a flag', value: true, shape: { kind: 'flag' }, as: true },
    { what: 'a flag in the place of a percentage', value: true, shape: { kind: 'percent' }, as: { type: 'boolean' } },
    { what: 'a text', value: 'Hello', shape: text, as: { type: 'string', length: 5 } },
    {
      what: 'a text with a word that is looked for',
      value: 'IF-MATCH?',
      shape: text,
      as: { type: 'string', length: 9, says: ['if-match'] },
    },
    { what: 'an empty text', value: '', shape: text, as: { type: 'string', length: 0 } },
    { what: 'a link', value: '/a-1', shape: { kind: 'link' }, as: { form: 'relative', operation: 'operation-1' } },
    { what: 'a link to elsewhere', value: 'https://elsewhere.example', shape: { kind: 'link' }, as: { form: 'other' } },
    { what: 'an empty link', value: '', shape: { kind: 'link' }, as: { type: 'string', length: 0 } },
    {
      what: 'a list',
      value: ['running', 'x', [1, 2]],
      shape: states,
      as: ['running', { type: 'string', length: 1 }, { type: 'array', length: 2 }],
    },
    {
      what: 'fields in any case, and the number of the others',
      value: { State: 'running', other: 1, constructor: 2 },
      shape: fields({ state: states }),
      as: { State: 'running', otherFields: 2 },
    },
    { what: 'a text in the place of fields', value: 'x', shape: fields({ state: states }), as: { type: 'string', length: 1 } },
    {
      what: 'an error',
      value: { error: { code: 'Forbidden', message: 'No', innererror: { stacktrace: 'at a' } } },
      shape: bodyWith({}),
      as: {
        error: {
          code: 'Forbidden',
          message: { type: 'string', length: 2 },
          innererror: { stacktrace: { type: 'string', length: 4 } },
        },
      },
    },
  ])('$what', ({ value, shape, as }) => {
    expect(shown(value, shape)).toStrictEqual(as);
  });

  it('of a long list the first 500 entries', () => {
    expect(shown(Array(502).fill(7), { kind: 'percent' })).toStrictEqual([...Array(500).fill(7), { leftOut: 2 }]);
  });

  it('an address whose escapes are broken, and one of the API itself', () => {
    const page = id([/^\/list\?(?<page>.+)$/, 'list?{page}']);
    expect(shown(['https://api.example/list?%zz', '/list?a%3D', '/list?a='], page)).toStrictEqual([
      'list?page-1',
      'list?page-2',
      'list?page-2',
    ]);
  });
});

describe('pseudonyms', () => {
  it('are the same for the same id in any case, and count by kind', () => {
    const { of } = createPseudonyms();
    expect([of('operation', 'A'), of('operation', 'b'), of('operation', 'a'), of('offer', 'a')]).toStrictEqual([
      'operation-1',
      'operation-2',
      'operation-1',
      'offer-1',
    ]);
  });

  it('keep the order of the numbers of submissions', () => {
    const { of, submissions } = createPseudonyms();
    for (const number of ['11529215056977358840', '1152921505694913210', '11529215056977358841']) of('submission', number);
    expect(submissions()).toStrictEqual(['submission-2', 'submission-1', 'submission-3']);
  });

  it('are given to so many ids, and to ids of so many characters', () => {
    const many = createPseudonyms();
    const names = Array.from({ length: 5_001 }, (_, index) => many.of('operation', String(index)));
    expect([names.at(-2), names.at(-1), many.of('operation', '1')]).toStrictEqual(['operation-5000', undefined, 'operation-2']);
    expect(createPseudonyms().of('page', 'x'.repeat(300_000))).toBeUndefined();
  });

  it('an id without one is shown by its length', () => {
    expect(shown('x'.repeat(300_000), id([/^(?<page>.+)$/, '{page}']))).toStrictEqual({ type: 'string', length: 300_000 });
  });
});
