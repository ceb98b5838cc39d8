import { describe, expect, it } from 'vitest';
import { ofMarkdown, ofSource, ofYaml } from '../../scripts/passages.ts';
import { problems, sentences, wordCount } from '../../scripts/prose.ts';

const text = (words: string) => ({ line: 1, kind: 'text', text: words }) as const;
const long = (count: number): string => `${Array.from({ length: count - 1 }, (_, index) => `W${index}`).join(' ')} end.`;

describe('what npm run lint:prose reads', () => {
  it('paragraphs, items, cells and headings, without code, comments and the addresses of links', () => {
    const page =
      '# A `b`\n\nOne\nline, [two](three.md).\n- Item\n  goes on\n1. Next\n\n| *a* | b\\|c |\n| --- | --- |\n\n<!-- no -->\n   ```sh\n   no\n   ```\n> [!NOTE]\n> Yes\n\n[x]: y\n';
    expect(ofMarkdown(page)).toStrictEqual([
      { line: 1, kind: 'heading', text: 'A Code1' },
      { line: 3, kind: 'text', text: 'One line, two.' },
      { line: 5, kind: 'text', text: 'Item goes on' },
      { line: 7, kind: 'text', text: 'Next' },
      { line: 9, kind: 'cell', text: 'a' },
      { line: 9, kind: 'cell', text: 'b\\|c' },
      { line: 17, kind: 'text', text: 'Yes' },
    ]);
  });

  it('the descriptions of an action', () => {
    expect(ofYaml('name: a\ninputs:\n  b:\n    description: "Some: text"\n')).toStrictEqual([
      { line: 4, kind: 'text', text: 'Some: text' },
    ]);
  });

  it('the literals of a source file that hold a blank', () => {
    const source = "import { a } from 'b c';\n/* no words */ const x = ['one two', 'three', `four ${a} five six`];\n";
    expect(ofSource(source).map(({ line, text }) => `${line} ${text}`)).toStrictEqual(['1 b c', '2 one two', '2 four ', '2  five six']);
  });
});

describe('the rules bite', () => {
  it.each([
    { words: 'Nobody told the story.', found: ['"Nobody" has', '"told" has', '"story" has'] },
    { words: 'It was cancelled.', found: ['"cancelled" is not spelled as in the US'] },
    { words: 'It ends (here); it begins there.', found: ['"(here); it" is glued: write two sentences'] },
    { words: 'It is is here.', found: ['"is" is repeated'] },
    { words: 'We utilize it.', found: ['"utilize" is wordy or unneeded'] },
    { words: `Short. ${long(23)}`, found: ['begins a sentence of more than 22 words'] },
    { words: `It is all of that: a panic button. ${long(22)}`, found: [] },
  ])('$words', ({ words, found }) => {
    const lines = problems(text(words));
    expect(lines.map((line, index) => line.includes(found[index] ?? '?'))).toStrictEqual(found.map(() => true));
    expect(lines).toHaveLength(found.length);
  });

  it('a cell may be a list, and a string of the source and a page of facts have words only', () => {
    expect(problems({ line: 1, kind: 'cell', text: long(30) })).toStrictEqual([]);
    expect(problems({ line: 1, kind: 'cell', text: long(31) })).toHaveLength(1);
    expect(problems({ line: 1, kind: 'string', text: `${long(40)} verdict` })).toHaveLength(1);
    expect(problems(text(`${long(40)} verdict`), true)).toHaveLength(1);
  });

  it('sentences and their words', () => {
    expect(sentences('One, e.g. `x`. Two? "Three." 4 five')).toStrictEqual(['One, e.g. `x`.', 'Two?', '"Three."', '4 five']);
    expect(wordCount('One → two, 3.')).toBe(3);
  });
});
