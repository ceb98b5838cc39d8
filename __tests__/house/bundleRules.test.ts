import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Allowed, violations } from '../support/bundleRules.ts';

/** Files are written by two functions, both to the files that the runner names: outputs, by `@actions/core`, and the summary. */
const action: Allowed = {
  modules:
    'assert crypto events fs node:fs http https module net node:http node:https node:module os path tls util ./deployment/index.js'.split(
      ' ',
    ),
  writers: ['file_command_issueFileCommand', 'appendSummary'],
};
/** Octokit and undici, loaded for `environment` only, write nothing. */
const deployment: Allowed = {
  modules: [
    ...'assert events fs http https module net os string_decoder tls util'.split(' '),
    ...'assert async_hooks buffer console crypto diagnostics_channel dns events http http2 net perf_hooks querystring stream tls url util util/types worker_threads zlib'
      .split(' ')
      .map((name) => `node:${name}`),
  ],
  writers: [],
};
const rules: Readonly<Record<string, Allowed>> = { 'dist/index.js': action, 'dist/deployment/index.js': deployment };
/** The sandbox plays the runner: it starts the bundle, and makes the files that a runner makes. It gets no credential. */
const played = 'dist/sandbox/index.js';

describe('the bundles start no process, make no code of text, and write only the files that the runner names', () => {
  const bundles = readdirSync('dist', { recursive: true, encoding: 'utf8' })
    .map((file) => `dist/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.[cm]?js$/.test(file) && file !== played);

  it('dist/index.js is among them, and each has its rule', () => {
    expect(bundles).toContain('dist/index.js');
    expect(bundles.filter((file) => !(file in rules))).toStrictEqual([]);
  });

  it.each(bundles)('%s', (file) => {
    expect(violations(readFileSync(file, 'utf8'), rules[file] ?? { modules: [], writers: [] })).toStrictEqual([]);
  });
});

describe('a planted line is found', () => {
  const files = "const files = __WEBPACK_EXTERNAL_createRequire(import.meta.url)('fs');\n";

  it.each([
    { code: "eval('1')", finds: 'makes code of text by eval' },
    { code: "(0, eval)('1')", finds: 'makes code of text by eval' },
    { code: "globalThis['eval']('1')", finds: 'reaches for eval' },
    { code: "new Function('return 1')", finds: 'makes code of text by Function' },
    { code: 'const make = Function; ', finds: 'makes code of text by Function' },
    { code: "(() => {}).constructor('return 1')", finds: 'makes code of text by a constructor' },
    { code: "(() => {})['constructor']('return 1')", finds: 'makes code of text by a constructor' },
    { code: "import { spawn } from 'child_process'", finds: 'loads child_process' },
    { code: "export * from 'node:vm'", finds: 'loads node:vm' },
    { code: "await import('node:child_process')", finds: 'loads node:child_process' },
    { code: 'await import(name)', finds: 'loads what is not written down' },
    { code: "require('node:worker_threads')", finds: 'loads node:worker_threads' },
    { code: "__WEBPACK_EXTERNAL_createRequire(import.meta.url)('child_process')", finds: 'loads child_process' },
    { code: "__WEBPACK_EXTERNAL_createRequire(import.meta.url)('child_' + 'process')", finds: 'loads what is not written down' },
    { code: "(0, x.createRequire)(import.meta.url)('child_process')", finds: 'loads child_process' },
    { code: "x.createRequire(import.meta.url)('child_process')", finds: 'loads child_process' },
    { code: 'const later = x.createRequire(import.meta.url)', finds: 'keeps createRequire for later' },
    { code: "import { createRequire as later } from 'module'", finds: 'keeps createRequire for later' },
    { code: 'const later = __WEBPACK_EXTERNAL_createRequire(import.meta.url)', finds: 'keeps createRequire for later' },
    { code: 'later(createRequire)', finds: 'keeps createRequire for later' },
    { code: 'const { createRequire: later } = x', finds: 'keeps createRequire for later' },
    { code: "process.binding('spawn_sync')", finds: 'reaches for binding' },
    { code: "process['getBuiltinModule']('child_process')", finds: 'reaches for getBuiltinModule' },
    { code: 'const { dlopen } = process', finds: 'reaches for dlopen' },
  ])('$code', ({ code, finds }) => {
    expect(violations(`${code};`, action)).toContain(`line 1: ${finds}`);
  });

  it.each([
    { code: "files.writeFileSync('x', '')", finds: 'writeFileSync of fs in the top level' },
    { code: "files['rmSync']('x')", finds: 'rmSync of fs in the top level' },
    { code: "function f() { files.appendFileSync('x', '') }", finds: 'appendFileSync of fs in f' },
    { code: "const { writeFile } = files.promises; writeFile('x', '')", finds: 'writeFile of fs in the top level' },
    { code: "const { open: harmless } = files; harmless('x', 'w')", finds: 'open of fs in the top level' },
    { code: "files.promises.open('x', 'w')", finds: 'open of fs in the top level' },
    { code: 'call(files)', finds: 'the whole of fs in the top level' },
    { code: 'const other = files', finds: 'the whole of fs in the top level' },
    { code: 'files[name]()', finds: 'the whole of fs in the top level' },
    { code: "files.promises.writeFile('x', '')", finds: 'writeFile of fs in the top level' },
  ])('$code', ({ code, finds }) => {
    expect(violations(`${files}${code};`, action)).toContain(`line 2: ${finds}`);
  });

  it.each([
    "const text = 'eval(1); new Function(); child_process'; // eval(1)",
    "(0, x.createRequire)(import.meta.url)('./deployment/index.js')",
    'x instanceof y && Function.prototype.call(x)',
    `${files}files.existsSync('x')`,
    `${files}function file_command_issueFileCommand() { files.appendFileSync('x', '') }`,
    `${files}const { writeFile } = files.promises; function appendSummary() { return writeFile('x', ''); }`,
    `const files = { writeFileSync() {} }; files.writeFileSync();`,
  ])('%s is no such line', (code) => {
    expect(violations(code, action)).toStrictEqual([]);
  });
});
