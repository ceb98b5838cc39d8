import { globSync, readFileSync } from 'node:fs';

/** Every document that a person reads, by its path from the root. */
export const documents: ReadonlyMap<string, string> = new Map(
  globSync(['*.md', 'docs/*.md'])
    .toSorted()
    .map((path) => [path, readFileSync(path, 'utf8')]),
);

export interface Heading {
  readonly level: number;
  readonly text: string;
  /** The anchor that GitHub gives it. */
  readonly anchor: string;
}

/** The headings of a document, those inside its code blocks apart. */
export function headingsOf(markdown: string): readonly Heading[] {
  return [...withoutCode(markdown).matchAll(/^(#{1,6}) (.+)$/gm)].map(([, marks = '', text = '']) => ({
    level: marks.length,
    text,
    anchor: text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  }));
}

/** Where the links of a document lead, without those to other sites. */
export function linksOf(markdown: string): readonly string[] {
  return [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target));
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^( *)```[\s\S]*?^\1```$/gm, '').replace(/`[^`\n]+`/g, (code) => code.slice(1, -1).replaceAll('](', '] ('));
}
