import { describe, expect, it } from 'vitest';
import { fieldsOf, listOf, parseJson, textOf } from '../../src/http/json.ts';

/** The fields as an object like any other. */
const own = (value: unknown): object => ({ ...fieldsOf(value) });

describe('json', () => {
  it.each(['', ' \n', '{"a":1', '{"a":1}x', 'NaN', '{"a":1,}', '{} // c', '<html>', "{'a':1}"])('BD-04 %j is no JSON', (body) =>
    expect(parseJson(body)).toBeUndefined(),
  );
  it('reads JSON', () => expect(parseJson('{"a":[1,null]}')).toStrictEqual({ a: [1, null] }));
  it('BD-14 10,000 levels are read, and nothing is picked from them', () =>
    expect(own(parseJson(`${'['.repeat(10_000)}${']'.repeat(10_000)}`))).toStrictEqual({}));

  it.each([
    { name: 'an object', value: { a: 1 }, fields: { a: 1 }, list: [], text: undefined },
    { name: 'an array', value: [1], fields: {}, list: [1], text: undefined },
    { name: 'a text', value: 'a', fields: {}, list: [], text: 'a' },
    { name: 'null', value: null, fields: {}, list: [], text: undefined },
    { name: 'nothing', value: undefined, fields: {}, list: [], text: undefined },
    { name: 'a number', value: 1, fields: {}, list: [], text: undefined },
  ])('$name has its fields, entries and text', ({ value, fields, list, text }) =>
    expect([own(value), listOf(value), textOf(value)]).toStrictEqual([fields, list, text]),
  );

  it.each(['status', 'constructor', '__proto__'])('F16 a field "%s" that objects only inherit is not there', (name) => {
    Object.defineProperty(Object.prototype, 'status', { value: 'canceled', configurable: true });
    const inherited = [fieldsOf(parseJson('{"id":1}'))[name], fieldsOf(null)[name]];
    Reflect.deleteProperty(Object.prototype, 'status');
    expect(inherited).toStrictEqual([undefined, undefined]);
    expect(fieldsOf(parseJson(`{"${name}":1}`))[name]).toBe(1);
  });
});
