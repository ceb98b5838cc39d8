/**
 * What ncc put together, made lighter without making it harder to read: `tidy.ts BUNDLE STATS` drops comments and whatever nobody reaches (a package's other files, helpers of
 * helpers), keeps a line that names each module, and writes the list of all modules that ncc read, from its own statistics, as modules.txt beside the bundle. Names stay as they are
 * written, and nothing is minified; a value that is used once may stand where it is used. The licenses are in licenses.txt.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

/** Of webpack's statistics: concatenated modules hold the modules they were made of. */
interface Module {
  readonly name: string;
  readonly modules?: readonly Module[];
}

const [bundle = '', stats = ''] = process.argv.slice(2);

function namesIn({ name, modules }: Module): string[] {
  return modules ? modules.flatMap(namesIn) : [name];
}

const { modules } = JSON.parse(readFileSync(stats, 'utf8')) as { modules: Module[] };
const names = [...new Set(modules.flatMap(namesIn))].filter((name) => name.startsWith('./')).toSorted();

/**
 * Nothing that Node gives does anything but be there, so what is not used need not be loaded (`assert`, which tunnel requires and forgets). As CommonJS the bundle starts sooner: an
 * import of `node:http` or `module` reads every name of it, and some of them load more than all of ours. `@actions/core` makes its summary
 * whether or not it is written. Plain ASCII keeps the text at a byte for each character in memory.
 */
function prepared(code: string): string {
  const builtins = [...code.matchAll(/^\/\*\*\*\/ (\d+):\n.*\n\s*module\.exports = __WEBPACK_EXTERNAL_createRequire/gm)].map(
    ([, id]) => id,
  );
  return code
    .replace(/^;?\/\/ CONCATENATED MODULE: (\..*)$/gm, '\n/*! $1 */')
    .replace(/^import \{ createRequire as .*$/m, '')
    .replace(/^.*__nccwpck_require__\.ab = .*$/m, '')
    .replaceAll('__WEBPACK_EXTERNAL_createRequire(import.meta.url)', '/*#__PURE__*/ require')
    .replace(/\(0, *\w+\.createRequire\)\(import\.meta\.url\)/g, 'require')
    .replaceAll('= new Summary()', '= /*#__PURE__*/ new Summary()')
    .replace(new RegExp(`__nccwpck_require__\\((?:${builtins.join('|')})\\)`, 'g'), '/*#__PURE__*/ $&');
}

const light = await rolldown({
  input: bundle,
  platform: 'node',
  external: /.*/,
  treeshake: { propertyReadSideEffects: false },
  plugins: [{ name: 'prepare', transform: prepared }],
});
const { output } = await light.generate({
  format: 'cjs',
  minify: false,
  comments: { legal: true, annotation: false, jsdoc: false },
});
/** The path that it was built at goes, and the line of a module of which nothing is left. */
const code = output[0].code
  .replace(/^\/\/ .*index\.js\n/m, '')
  .replace(/^\/\*! \.\/.* \*\/\n(?=\/\*! )/gm, '')
  .replace(/\/\* ?[#@]__PURE__ ?\*\/ /g, '')
  .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
writeFileSync(bundle, code);
writeFileSync(join(dirname(bundle), 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(dirname(bundle), 'modules.txt'), `${names.join('\n')}\n`);
