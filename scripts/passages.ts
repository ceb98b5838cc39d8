/** The texts that people read, cut into passages: paragraphs, list items, table cells, descriptions of action.yml, texts of the step. */
import ts from 'typescript';
import { isScalar, parseDocument, visit } from 'yaml';

export interface Passage {
  readonly line: number;
  readonly kind: 'text' | 'heading' | 'cell' | 'string';
  /** Without markup. Inline code is one word. */
  readonly text: string;
}

/** Inline code and the name of a file become `Code1`, a link its text, an image its description. */
function plain(markdown: string): string {
  let codes = 0;
  return markdown
    .replace(/`+[^`]+`+/g, () => `Code${++codes}`)
    .replace(/!?\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?/g, '$1')
    .replace(/[\w./-]+\.(md|yml|yaml)\b/g, () => `Code${++codes}`)
    .replace(/<!--.*?-->|<\/?\w[^>]*>/g, '')
    .replace(/\*+|(?<!\w)_|_(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The lines that are neither code nor comments, with their numbers. */
function proseLines(markdown: string): { line: number; text: string }[] {
  let fence = '';
  return markdown.split('\n').map((raw, index) => {
    const text = raw.replace(/^(> ?)+/, '');
    const mark = /^ *(```+)/.exec(text)?.[1] ?? '';
    const isHidden = fence !== '' || mark !== '';
    if (mark !== '') fence = fence === '' ? mark : '';
    return { line: index + 1, text: isHidden || /^(<!--.*-->|\[[^\]]+\]: \S+|\[![A-Z]+\])$/.test(text.trim()) ? '' : text };
  });
}

export function ofMarkdown(markdown: string): Passage[] {
  const passages: { line: number; kind: Passage['kind']; text: string }[] = [];
  let isOpen = false;
  for (const { line, text } of proseLines(markdown)) {
    const last = passages.at(-1);
    const starts = startsOf(text).map((part) => ({ ...part, line }));
    if (starts.length > 0) passages.push(...starts);
    else if (isOpen && last) last.text += ` ${text}`;
    else passages.push({ line, kind: 'text', text });
    isOpen = text.trim() !== '' && !['heading', 'cell'].includes(starts[0]?.kind ?? 'text');
  }
  return passages.map((passage) => ({ ...passage, text: plain(passage.text) })).filter(({ text }) => /\p{L}/u.test(text));
}

/** What a line begins: a heading, the cells of a row, or the item of a list. */
function startsOf(text: string): Omit<Passage, 'line'>[] {
  if (/^#+ /.test(text)) return [{ kind: 'heading', text: text.replace(/^#+ /, '') }];
  if (/^\s*\|/.test(text)) return text.split(/(?<!\\)\|/).map((cell) => ({ kind: 'cell', text: cell }));
  const item = /^\s*(?:[-*]|\d+\.) (.*)$/.exec(text)?.[1];
  return item === undefined ? [] : [{ kind: 'text', text: item }];
}

/** The descriptions of an action or a workflow. */
export function ofYaml(yaml: string): Passage[] {
  const passages: Passage[] = [];
  visit(parseDocument(yaml), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'description' || !isScalar(value)) return;
      const line = yaml.slice(0, value.range?.[0]).split('\n').length;
      passages.push({ line, kind: 'text', text: plain(String(value.value)) });
    },
  });
  return passages;
}

/** The literals of a source file that hold words. */
export function ofSource(source: string): Passage[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const passages: Passage[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      if (node.text.includes(' ')) passages.push({ line: line + 1, kind: 'string', text: node.text });
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return passages;
}
