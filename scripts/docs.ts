/**
 * `npm run docs` writes the limits of numbers into action.yml, and the tables of docs/inputs.md and README.md from action.yml. It writes
 * docs/recordings/ and docs/status.md too, and the sentence of README.md about it. A test compares.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ranges } from '../src/inputs/inputs.ts';
import { examples, sharedRecordings, statusPage, statusSentence } from './recordings.ts';

interface Documented {
  readonly description?: string;
  readonly default?: string;
  readonly required?: boolean;
}

export interface Action {
  readonly inputs: Readonly<Record<string, Documented>>;
  readonly outputs: Readonly<Record<string, Documented>>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** An input whose description begins so is in a table of its own. */
const advanced = 'Advanced. ';

const head = [
  ['input', 'default', 'meaning'],
  ['---', '---', '---'],
];

/** The tables of action.yml, by the name in their markers. Throws when something has no description. */
function tablesOf(actionYml: string): Readonly<Record<string, readonly string[][]>> {
  const { inputs, outputs } = parse(actionYml) as Action;
  const inputRows = Object.entries(inputs).map(([name, input]) => ({
    isAdvanced: described(name, input).startsWith(advanced),
    cells: [`\`${name}\``, defaultOf(input), described(name, input).replace(advanced, '')],
  }));
  const rows = (wanted: boolean): string[][] => inputRows.filter(({ isAdvanced }) => isAdvanced === wanted).map(({ cells }) => cells);
  return {
    inputs: [...head, ...rows(false)],
    'advanced inputs': [...head, ...rows(true)],
    'inputs in short': [...head, ...[...rows(false), ...rows(true)].map((cells) => cells.map(firstSentence))],
    outputs: [
      ['output', 'meaning'],
      ['---', '---'],
      ...Object.entries(outputs).map(([name, output]) => [`\`${name}\``, described(name, output)]),
    ],
  };
}

/** Which tables of action.yml are in which document. */
export const documented = {
  'README.md': ['inputs in short'],
  'docs/inputs.md': ['inputs', 'advanced inputs', 'outputs'],
} as const;

/** A document with its tables between `<!-- name -->` and `<!-- /name -->` made anew. Throws when one is missing. */
export function withTables(path: keyof typeof documented, markdown: string, actionYml: string): string {
  const tables = tablesOf(actionYml);
  return documented[path].reduce((text, name) => {
    const place = new RegExp(`(<!-- ${name} -->\n\n)[^]*?(\n*<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`${path}: the markers <!-- ${name} --> … <!-- /${name} --> are missing`);
    const rows = (tables[name] ?? []).map((cells) => `| ${cells.join(' | ')} |`);
    return text.replace(place, (_, open) => `${open}${rows.join('\n')}\n\n<!-- /${name} -->`);
  }, markdown);
}

/** README.md with the sentence between `<!-- status -->` and `<!-- /status -->` made anew. */
export function withStatus(markdown: string, sentence: string): string {
  const place = /(<!-- status -->\n).*?(\n<!-- \/status -->)/s;
  if (!place.test(markdown)) throw new Error('README.md: the markers <!-- status --> … <!-- /status --> are missing');
  return markdown.replace(place, (_, open, close) => `${open}${sentence}${close}`);
}

/** action.yml with the least and the most of each number as the code has them: `1 to 300`. */
export function withRanges(actionYml: string, limits: Readonly<Record<string, { readonly least: number; readonly most: number }>>): string {
  return Object.entries(limits).reduce((text, [name, { least, most }]) => {
    const form = new RegExp(`(\\n  ${name}:\\n    description: .*?)\\d+ to \\d+`);
    if (!form.test(text)) throw new Error(`action.yml: the description of ${name} has no "${least} to ${most}"`);
    return text.replace(form, `$1${least} to ${most}`);
  }, actionYml);
}

function described(name: string, { description = '' }: Documented): string {
  if (description.length < 20) throw new Error(`action.yml: ${name} has no description`);
  return description.replaceAll('|', '\\|').replace(/\.$/, '');
}

function firstSentence(text: string): string {
  return text.replace(/\. [A-Z\d`].*$/, '');
}

function defaultOf(input: Documented): string {
  if (input.required) return 'required';
  return input.default ? `\`${input.default}\`` : '';
}

if (import.meta.main) {
  const actionYml = withRanges(readFileSync('action.yml', 'utf8'), ranges);
  writeFileSync('action.yml', actionYml);
  for (const path of Object.keys(documented) as (keyof typeof documented)[])
    writeFileSync(path, withTables(path, readFileSync(path, 'utf8'), actionYml));
  const recordings = sharedRecordings();
  writeFileSync('README.md', withStatus(readFileSync('README.md', 'utf8'), statusSentence(recordings)));
  writeFileSync('docs/status.md', statusPage(recordings));
  rmSync('docs/recordings', { recursive: true, force: true });
  mkdirSync('docs/recordings');
  for (const [path, text] of await examples()) writeFileSync(path, text);
}
