import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { documents } from '../support/documents.ts';

const named = [...(documents.get('docs/guarantees.md') ?? '').matchAll(/`([\w/*.{},-]+(?:\.ts|\/))`/g)].map(([, name = '']) => name);

it('docs/guarantees.md names code and tests that are there', () => {
  expect(named.length).toBeGreaterThan(40);
  const missing = named.filter((name) => name !== 'dist/' && globSync([name, `__tests__/${name}`]).length === 0);
  expect(missing).toStrictEqual([]);
});

it('each of several in braces is there', () => {
  const each = named.flatMap((name) => {
    const [, before = '', list = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(name) ?? [];
    return list === '' ? [] : list.split(',').map((one) => before + one + after);
  });
  expect(each.filter((name) => globSync([name, `__tests__/${name}`]).length === 0)).toStrictEqual([]);
});
