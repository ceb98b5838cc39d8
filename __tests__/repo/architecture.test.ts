import { readFileSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { describe, expect, it } from 'vitest';

const { output } = await cruise(['src'], await extractDepcruiseOptions('./.dependency-cruiser.js'), undefined, {
  tsConfig: extractTSConfig('tsconfig.json'),
});
const { modules, summary } = output as ICruiseResult;
const sources = modules.map(({ source }) => source).filter((source) => /^src\/.*\.ts$/.test(source));

/** The files that use some word, comments and strings included. */
function whoSays(pattern: RegExp, among: readonly string[] = sources): string[] {
  return among.filter((source) => pattern.test(readFileSync(source, 'utf8')));
}

describe('the house', () => {
  it('sees every file', () => {
    expect(sources.length).toBeGreaterThan(30);
  });

  it('every import keeps to the rooms of CONTRIBUTING.md', () => {
    expect(summary.violations.map(({ rule, from, to }) => `${from} → ${to} breaks "${rule.name}"`)).toStrictEqual([]);
  });

  it('the sandbox cannot be reached from the action', () => {
    const reached = new Set<string>();
    const visit = (source: string): void => {
      if (reached.has(source)) return;
      reached.add(source);
      for (const { resolved } of modules.find((module) => module.source === source)?.dependencies ?? []) visit(resolved);
    };
    visit('src/index.ts');
    expect([...reached].filter((source) => source.startsWith('src/sandbox/'))).toStrictEqual([]);
  });

  it('timers and dates are in clock.ts alone, the first turn of the event loop apart', () => {
    expect(whoSays(/\b(setTimeout|setInterval|setImmediate|Date\.now|performance\.now|hrtime(\.bigint)?|Math\.random)\(/)).toStrictEqual([
      'src/clock.ts',
      'src/index.ts',
    ]);
  });

  it('the environment is read in action/runner.ts alone, the sandbox apart', () => {
    expect(whoSays(/process\.(env|exit)\b/).filter((source) => !source.startsWith('src/sandbox/'))).toStrictEqual(['src/action/runner.ts']);
  });

  it('no file is much over 150 lines', () => {
    const long = sources
      .map((source) => [source, readFileSync(source, 'utf8').split('\n').length] as const)
      .filter(([, lines]) => lines > 200);
    expect(long).toStrictEqual([]);
  });
});

describe('the bundle that talks to GitHub', () => {
  const bundle = readFileSync('dist/deployment/index.js', 'utf8');
  it('holds no path of the machine that built it', () => {
    expect(bundle).not.toMatch(/file:\/\/\/|\/home\/|\/root\/|\/work\//);
  });
});

describe('the bundle of the action', () => {
  const bundle = readFileSync('dist/index.js', 'utf8');

  it.each([
    { what: 'the sandbox', pattern: /src\/sandbox\// },
    { what: 'eval', pattern: /\beval\(|new Function\(/ },
    { what: 'a path of the machine that built it', pattern: /file:\/\/\/|\/home\/|\/root\/|\/work\// },
  ])('holds no $what', ({ pattern }) => {
    expect(bundle).not.toMatch(pattern);
  });
});
