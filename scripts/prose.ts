/** `npm run lint:prose` reads what people read, by write-good and rules of our own. `-- --figures` prints how long the sentences of each page are. */
import { globSync, readFileSync } from 'node:fs';
import writeGood from 'write-good';
import { ofMarkdown, ofSource, ofYaml, type Passage } from './passages.ts';

type Finds = readonly { readonly index: number; readonly offset: number }[];

/** Words that a reader would have to look up, or that have a usual word in their place. */
const unusual = words(
  'verdicts?, stor(y|ies), fenc(e|es|ed), nonsense, by hand, meanwhile, told, mend(ed|s)?, somebody, whoever, nobody, anybody, looks what, for good, dies',
);
const british = words(
  'cancell(ed|ing), behaviour, honour(s|ed)?, colour(s|ed)?, licence, (recogn|organ|custom|summar|optim|author)is(e|es|ed|ing|ation), labell(ed|ing), whilst, centre',
);
/** Tables of facts: their cells are not sentences. */
const facts = /^docs\/(api|platform|faults)\.md$/;

function words(list: string): (text: string) => Finds {
  const form = new RegExp(`\\b(${list.replaceAll(', ', '|')})\\b`, 'gi');
  return (text) => found(text, form);
}

function found(text: string, form: RegExp): Finds {
  return [...text.matchAll(form)].map(({ 0: { length }, index }) => ({ index, offset: length }));
}

export function sentences(text: string): readonly string[] {
  return text.split(/(?<=(?<!\b(?:e\.g|i\.e))[.!?]["')]?)\s+(?=["'(]?[\p{Lu}\p{N}])/u).filter((sentence) => /\p{L}/u.test(sentence));
}

export function wordCount(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

const ours = {
  unusual: { fn: unusual, explanation: 'has a usual word in its place' },
  british: { fn: british, explanation: 'is not spelled as in the US' },
};
const glue = { fn: (text: string) => found(text, /\S+; \S+/g), explanation: 'is glued: write two sentences' };
const long = (most: number) => ({
  fn: (text: string) =>
    sentences(text)
      .filter((sentence) => wordCount(sentence) > most)
      .map((sentence) => ({ index: text.indexOf(sentence), offset: Math.min(60, sentence.length) })),
  explanation: `begins a sentence of more than ${most} words`,
});
/** The cell of a table may be a list. */
const ofKind = { text: { glue, long: long(22) }, cell: { long: long(30) }, heading: {}, string: {} };

/** Of write-good's own checks: clichés, wordy phrases and words that stand twice. */
const general = {
  weasel: false,
  so: false,
  thereIs: false,
  passive: false,
  adverb: false,
  whitelist: ['it is', 'It is', 'it was', 'It was', 'all of', 'panic button', 'Panic button', 'in between'],
};

/** What is wrong with a passage, one line each. */
export function problems({ kind, text }: Passage, isFacts = false): readonly string[] {
  const spaced = ` ${text}`; // write-good overlooks a permitted word at the very start
  const isProse = kind !== 'string' && !isFacts;
  const finds = [
    ...writeGood(spaced, { checks: { ...ours, ...(isProse && ofKind[kind]) } }),
    ...(isProse ? writeGood(spaced, general) : []),
  ];
  return finds.map(({ reason }) => reason);
}

interface Page {
  readonly path: string;
  readonly passages: readonly Passage[];
}

export const pages: readonly Page[] = listed(['*.md', 'docs/*.md']).map((path) => ({ path, passages: ofMarkdown(read(path)) }));

const descriptions = (): readonly Page[] =>
  listed(['action.yml', '*/action.yml', '.github/workflows/rollback.yml', 'docs/templates/*.yml']).map((path) => ({
    path,
    passages: ofYaml(read(path)),
  }));

const messages = (): readonly Page[] =>
  listed(['src/{action,auth,cancel,deployment,http,inputs,marketplace,outcome,run}/**/*.ts']).map((path) => ({
    path,
    passages: ofSource(read(path)),
  }));

function listed(patterns: string[]): readonly string[] {
  return globSync(patterns)
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

/** The length of the sentences of a page, headings and the cells of tables apart. */
function figures({ path, passages }: Page): string {
  const lengths = passages
    .filter(({ kind }) => kind === 'text')
    .flatMap(({ text }) => sentences(text).map(wordCount))
    .toSorted((one, other) => one - other);
  const at = (share: number): number => lengths[Math.floor((lengths.length - 1) * share)] ?? 0;
  return `${path.padEnd(28)} ${String(lengths.length).padStart(4)} sentences, median ${at(0.5)}, nine of ten at most ${at(0.9)} words`;
}

if (import.meta.main) {
  const lines = [...pages, ...descriptions(), ...messages()].flatMap(({ path, passages }) =>
    passages.flatMap((passage) => problems(passage, facts.test(path)).map((problem) => `${path}:${passage.line}: ${problem}`)),
  );
  if (process.argv.includes('--figures')) process.stdout.write(`${pages.map(figures).join('\n')}\n`);
  else process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  process.exitCode = lines.length > 0 && !process.argv.includes('--figures') ? 1 : 0;
}
