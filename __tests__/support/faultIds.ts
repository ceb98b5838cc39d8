import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** The rows of docs/faults.md: id and layer. */
export function faultRows(): readonly { readonly id: string; readonly layer: string }[] {
  const table = /^\| ((?:[A-Z]+-)+(?:\d+[a-z]?|3xx)) \|.*\| ([^|]+) \|$/gm;
  return [...readFileSync('docs/faults.md', 'utf8').matchAll(table)].map(([, id = '', layer = '']) => ({ id, layer }));
}

/** What does not fit between the rows of docs/faults.md and the titles of the tests that ran: every row of layer U, P, I or B has a test, and every id is a row. */
export function misfits(titles: readonly string[]): readonly string[] {
  const text = titles.join('\n');
  const rows = faultRows();
  const ids = new Set(rows.map(({ id }) => id));
  const tested = (id: string): boolean => new RegExp(`\\b${id}(?![0-9a-z])`).test(text);
  const carried = text.match(/(?<![\w-])(?:IN|EM|URL|NU|BO|OP|AU|ST|PS|LO|RA|BD|NE|TL|PX|EN|SG|RC|GH)-\d{2,3}[a-z]?\b/g) ?? [];
  return [
    ...rows.filter(({ id, layer }) => /[UPIB]/.test(layer) && !tested(id)).map(({ id }) => `no test that ran has ${id} in its title`),
    ...[...new Set(carried)].filter((id) => !ids.has(id)).map((id) => `a test has ${id} in its title, which is no row`),
  ];
}

/** Holds docs/faults.md against the tests that passed, once all files of tests have run. A test that this machine cannot run counts by its title. */
export class FaultIds implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const ran = new Set(modules.map(({ moduleId }) => resolve(moduleId)));
    const isWhole = globSync('__tests__/**/*.test.ts').every((file) => ran.has(resolve(file)));
    if (!isWhole || this.vitest?.config.testNamePattern) return;
    const titles = modules.flatMap(({ children }) => [...children.allTests()].map(({ fullName }) => fullName));
    for (const misfit of misfits(titles)) {
      this.vitest?.logger.error(`docs/faults.md: ${misfit}`);
      process.exitCode = 1;
    }
  }
}
