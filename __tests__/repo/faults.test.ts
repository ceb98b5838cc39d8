import { describe, expect, it } from 'vitest';
import { faultRows, misfits } from '../support/faultIds.ts';

/** The whole run of the tests is held against docs/faults.md by a reporter of Vitest, which knows the titles of all tests. */
describe('docs/faults.md', () => {
  const rows = faultRows();
  const titles = rows.map(({ id }) => `${id} whatever`);

  it('is read whole', () => {
    expect(rows.length).toBeGreaterThan(200);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('fits titles that have every id', () => {
    expect(misfits(titles)).toStrictEqual([]);
  });

  it.each([
    { what: 'a row without a test', titles: titles.slice(1), misfit: `no test that ran has ${rows[0]?.id} in its title` },
    {
      what: 'a row with the test of a longer id',
      titles: [...titles.slice(1), `${rows[0]?.id}b`],
      misfit: `no test that ran has ${rows[0]?.id} in its title`,
    },
    { what: 'an id that is no row', titles: [...titles, 'PX-99 a proxy'], misfit: 'a test has PX-99 in its title, which is no row' },
  ])('does not fit $what', ({ titles: some, misfit }) => {
    expect(misfits(some)).toContain(misfit);
  });
});
