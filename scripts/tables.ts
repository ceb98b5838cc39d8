import { parse } from 'yaml';

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

/** Inputs whose description begins so have a table of their own. */
const advanced = 'Advanced. ';

/** The tables that README.md holds between `<!-- name -->` and `<!-- /name -->`. Throws when something has no description. */
export function tablesOf(actionYml: string): Readonly<Record<string, string>> {
  const { inputs, outputs } = parse(actionYml) as Action;
  const rows = Object.entries(inputs).map(([name, input]) => ({
    isAdvanced: described(name, input).startsWith(advanced),
    row: `| \`${name}\` | ${defaultOf(input)} | ${cell(described(name, input).replace(advanced, ''))} |`,
  }));
  const inputTable = (isAdvanced: boolean): string =>
    [
      '| input | default | meaning |',
      '| --- | --- | --- |',
      ...rows.filter((one) => one.isAdvanced === isAdvanced).map(({ row }) => row),
    ].join('\n');
  const outputRows = Object.entries(outputs).map(([name, output]) => `| \`${name}\` | ${cell(described(name, output))} |`);
  return {
    inputs: inputTable(false),
    'advanced inputs': inputTable(true),
    outputs: ['| output | meaning |', '| --- | --- |', ...outputRows].join('\n'),
  };
}

/** A document with its tables made new. */
export function withTables(markdown: string, actionYml: string): string {
  return Object.entries(tablesOf(actionYml)).reduce(
    (text, [name, table]) => between(text, `<!-- ${name} -->`, `<!-- /${name} -->`, `\n\n${table}\n\n`),
    markdown,
  );
}

/** action.yml with the least and the most of each number as the code has them: `1 to 300`. */
export function withRanges(actionYml: string, ranges: Readonly<Record<string, { readonly least: number; readonly most: number }>>): string {
  return Object.entries(ranges).reduce((text, [name, { least, most }]) => {
    const form = new RegExp(`(\\n  ${name}:\\n    description: .*?)\\d+ to \\d+`);
    if (!form.test(text)) throw new Error(`action.yml: the description of ${name} has no "${least} to ${most}"`);
    return text.replace(form, `$1${least} to ${most}`);
  }, actionYml);
}

function described(name: string, { description = '' }: Documented): string {
  if (description.length < 20) throw new Error(`action.yml: ${name} has no description`);
  return description;
}

function defaultOf(input: Documented): string {
  if (input.required) return 'required';
  return input.default === undefined || input.default === '' ? '' : `\`${input.default}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\.$/, '');
}

function between(text: string, open: string, close: string, content: string): string {
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) throw new Error(`README.md: the markers ${open} … ${close} are missing`);
  return text.slice(0, start + open.length) + content + text.slice(end);
}
