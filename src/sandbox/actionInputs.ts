/**
 * Every input that action.yml declares, with its default or an empty text. It reads YAML as far as action.yml uses it: the sandbox
 * would be four times as large with a package for all of YAML.
 */
export function inputDefaultsIn(actionYml: string): Readonly<Record<string, string>> {
  const [, inputs = ''] = /^inputs:\r?\n((?:(?: .*)?\r?\n)*)/m.exec(actionYml) ?? [];
  const blocks = inputs.matchAll(/^ {2}([\w-]+):\r?\n((?: {4}.*\r?\n)*)/gm);
  return Object.fromEntries([...blocks].map(([, name = '', block = '']) => [name, defaultIn(block)]));
}

function defaultIn(block: string): string {
  const [, single, double, plain = ''] = /^ {4}default: (?:'([^']*)'|"([^"\\]*)"|(.*?))\r?$/m.exec(block) ?? [];
  return single ?? double ?? plain;
}
