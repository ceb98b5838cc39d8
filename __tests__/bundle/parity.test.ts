import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Scenario, scenarios } from '../../src/sandbox/scenarios.ts';
import { bundleAt, type Observed, observe, type Row, sourceWith } from './support/observe.ts';
import { acceptedRows, refusedRows } from './support/rows.ts';

const compiled = mkdtempSync(join(tmpdir(), 'compiled-'));
const source = sourceWith(compiled);
afterAll(() => rmSync(compiled, { recursive: true }));

/** The same step by the source and by the bundle. */
async function both(row: Row, bundle = 'dist/index.js'): Promise<{ ofSource: Observed; ofBundle: Observed }> {
  const [ofSource, ofBundle] = await Promise.all([observe(source, row), observe(bundleAt(bundle), row)]);
  return { ofSource, ofBundle };
}

describe.concurrent('the bundle does what the source does: log, outputs, summary, exit code and requests', () => {
  it.for(refusedRows)('refused: $name', async (row, { expect }) => {
    const { ofSource, ofBundle } = await both(row);
    expect(ofBundle).toStrictEqual(ofSource);
    const { exitCode, outputs, requests } = ofBundle;
    expect({ exitCode, outcome: outputs['outcome'], requests }).toStrictEqual({ exitCode: 1, outcome: 'invalid-input', requests: [] });
  });

  it.for(acceptedRows)('accepted: $name', async (row, { expect }) => {
    const { ofSource, ofBundle } = await both(row);
    expect(ofBundle).toStrictEqual(ofSource);
    expect(ofBundle.requests).not.toStrictEqual([]);
  });

  it.for(Object.entries<Scenario>(scenarios))('scenario: %s', async ([name, scenario], { expect }) => {
    const { ofSource, ofBundle } = await both({ name, scenario, inputs: scenario.inputs ?? {} });
    expect(ofBundle).toStrictEqual(ofSource);
    expect(ofBundle.outputs['outcome']).toBe(scenario.outcome);
  });
});

describe('a bundle that says something else than its source is found', () => {
  it.each([
    {
      what: 'the call that only throws is gone from inputs/network.ts',
      file: 'index.js',
      from: /^ +decodeURIComponent\(text\);\n/m,
      to: '',
      row: { name: '', environment: { https_proxy: 'http://user:p%zz@host:1' } },
    },
    {
      what: 'another flag in the request to GitHub',
      file: 'deployment/index.js',
      from: 'auto_inactive: false',
      to: 'auto_inactive: true',
      row: { name: '', scenario: scenarios.environment },
    },
  ])('$what', async ({ file, from, to, row }) => {
    const folder = mkdtempSync(join(tmpdir(), 'planted-'));
    cpSync('dist', folder, { recursive: true });
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text.split(from)).toHaveLength(2);
    writeFileSync(join(folder, file), text.replace(from, to));
    const { ofSource, ofBundle } = await both(row, join(folder, 'index.js'));
    rmSync(folder, { recursive: true });
    expect(ofBundle).not.toStrictEqual(ofSource);
  });
});
