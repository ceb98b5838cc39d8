import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The rows of docs/faults.md: id and layer. */
const rows = [...readFileSync('docs/faults.md', 'utf8').matchAll(/^\| ((?:[A-Z]+-)+(?:\d+[a-z]?|3xx)) \|.*\| ([^|]+) \|$/gm)].map(
  ([, id = '', layer = '']) => ({ id, layer }),
);
const tests = globSync('__tests__/{**/*.test,support/*}.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

function isTested(id: string): boolean {
  return new RegExp(`\\b${id}(?![0-9a-z])`).test(tests);
}

describe('docs/faults.md', () => {
  it('is read whole', () => {
    expect(rows.length).toBeGreaterThan(200);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('every row of layer U, P, I or B has a test that carries its id', () => {
    expect(rows.filter(({ id, layer }) => /[UPIB]/.test(layer) && !isTested(id)).map(({ id }) => id)).toStrictEqual([]);
  });

  it('every id that a test carries is a row', () => {
    const ids = new Set(rows.map(({ id }) => id));
    const carried = tests.match(/(?<![\w-])(?:IN|EM|URL|NU|BO|OP|AU|ST|PS|LO|RA|BD|NE|TL|PX|EN|SG|RC|GH)-\d{2,3}[a-z]?\b/g) ?? [];
    expect([...new Set(carried)].filter((id) => !ids.has(id))).toStrictEqual([]);
  });
});
