/**
 * `npm run docs` writes the limits of numbers into action.yml, and the inputs and outputs of action.yml into the tables of README.md. It
 * writes docs/recordings/ and docs/status.md too, and the sentence of README.md about it. A test compares.
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

/** A document with the tables between `<!-- name -->` and `<!-- /name -->` made anew. Throws when one is missing, or something has no description. */
export function withTables(markdown: string, actionYml: string): string {
  const { inputs, outputs } = parse(actionYml) as Action;
  const inputRows = (isAdvanced: boolean): string[][] =>
    Object.entries(inputs)
      .filter(([name, input]) => described(name, input).startsWith(advanced) === isAdvanced)
      .map(([name, input]) => [`\`${name}\``, defaultOf(input), described(name, input).replace(advanced, '')]);
  const outputRows = Object.entries(outputs).map(([name, output]) => [`\`${name}\``, described(name, output)]);
  const tables = {
    inputs: [['input', 'default', 'meaning'], ['---', '---', '---'], ...inputRows(false)],
    'advanced inputs': [['input', 'default', 'meaning'], ['---', '---', '---'], ...inputRows(true)],
    outputs: [['output', 'meaning'], ['---', '---'], ...outputRows],
  };
  return Object.entries(tables).reduce((text, [name, rows]) => {
    const place = new RegExp(`(<!-- ${name} -->\n\n)[^]*?(\n\n<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`README.md: the markers <!-- ${name} --> … <!-- /${name} --> are missing`);
    return text.replace(place, (_, open, close) => open + rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n') + close);
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

function defaultOf(input: Documented): string {
  if (input.required) return 'required';
  return input.default ? `\`${input.default}\`` : '';
}

if (import.meta.main) {
  const actionYml = withRanges(readFileSync('action.yml', 'utf8'), ranges);
  writeFileSync('action.yml', actionYml);
  const recordings = sharedRecordings();
  writeFileSync('README.md', withStatus(withTables(readFileSync('README.md', 'utf8'), actionYml), statusSentence(recordings)));
  writeFileSync('docs/status.md', statusPage(recordings));
  rmSync('docs/recordings', { recursive: true, force: true });
  mkdirSync('docs/recordings');
  for (const [path, text] of await examples()) writeFileSync(path, text);
}
