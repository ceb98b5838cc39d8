import { describe, expect, it } from 'vitest';
import { allCauses, outcomeOf } from '../../src/outcome/causes.ts';
import { outcomes } from '../../src/outcome/outcome.ts';
import { documents, headingsOf } from '../support/documents.ts';

const guide = documents.get('docs/troubleshooting.md') ?? '';
const chapters = guide.split(/^## /m).slice(1);
const titles = headingsOf(guide)
  .filter(({ level }) => level === 2)
  .map(({ text }) => text);

/** The cause with the name of an outcome has its paragraph under the outcome's heading. */
const causesOf = (outcome: string): readonly string[] => allCauses.filter((cause) => outcomeOf(cause) === outcome && cause !== outcome);

describe('docs/troubleshooting.md', () => {
  it('has one chapter for each outcome, in their order, and no other that is not meant', () => {
    expect(titles).toStrictEqual([...outcomes, 'deployment', 'Warnings']);
  });

  it.each(outcomes)('%s: one paragraph for each cause, and no other', (outcome) => {
    const chapter = chapters.find((one) => one.startsWith(`${outcome}\n`)) ?? '';
    const described = headingsOf(chapter).map(({ text }) => text);
    expect(described.toSorted()).toStrictEqual(causesOf(outcome).toSorted());
  });

  it('leaves no heading without words', () => {
    const paragraphs = guide.split(/^#{2,3} /m).slice(1);
    expect(paragraphs.filter((one) => one.split('\n').slice(1).join('').length < 40)).toStrictEqual([]);
  });
});
