import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type ExpectStatic, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { lacks } from '../support/capabilities.ts';
import {
  canceled,
  commandsNamed,
  type Ended,
  except,
  expectDecent,
  type Folder,
  json,
  outputNames,
  play,
  plays,
  type Row,
  run,
  synchronous,
} from './support/process.ts';

/** Files that no user can write, not even root. */
const unwritable: readonly { readonly file: string; readonly path: (folder: Folder) => string }[] = [
  { file: 'missing', path: ({ path }) => join(path, 'missing') },
  { file: 'a folder', path: ({ path }) => path },
  ...(lacks('/proc/version') ? [] : [{ file: 'read-only', path: () => '/proc/version' }]),
  ...(lacks('/dev/full') ? [] : [{ file: 'on a full disk', path: () => '/dev/full' }]),
];

describe.concurrent('the file of outputs', () => {
  it.for(unwritable)('EN-02 $file: the cancel goes its way, one error says so, the step is red', async ({ path }, { expect }) => {
    const ended = await run({ environment: (folder) => ({ GITHUB_OUTPUT: path(folder) }) });
    expectDecent(expect, ended);
    const [error, ...more] = commandsNamed('error', ended);
    expect({ exitCode: ended.exitCode, requests: ended.requests, more }).toStrictEqual({
      exitCode: 1,
      requests: ['GET submissions', 'POST cancel', 'GET operations'],
      more: [],
    });
    expect(error).toMatch(/is canceled\. .*The outputs could not be written/);
    expect(ended.summary).toContain('contoso-vm **was canceled**: the service confirmed it');
  });

  it.for<{ name: string; environment: Readonly<Record<string, string | undefined>> }>([
    { name: 'EN-01 GITHUB_OUTPUT is not set', environment: { GITHUB_OUTPUT: undefined } },
    { name: 'EN-01 GITHUB_OUTPUT is empty', environment: { GITHUB_OUTPUT: '' } },
    {
      name: 'EN-07 no GITHUB_* at all',
      environment: { GITHUB_ACTIONS: undefined, GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: undefined },
    },
  ])('$name: the outputs are in the log', async ({ environment }, { expect }) => {
    const ended = await run({ environment: () => environment });
    expectDecent(expect, ended);
    const printed = [...ended.stdout.matchAll(/^output ([\w-]+): (.*)$/gm)].map(([, name, value]) => [name, value]);
    expect({ exitCode: ended.exitCode, names: printed.map(([name]) => name), outcome: printed[0]?.[1] }).toStrictEqual({
      exitCode: 0,
      names: outputNames,
      outcome: 'canceled',
    });
  });

  it('EN-01 the service cannot set an output through the log', async ({ expect }) => {
    const text = '\n::set-output name=outcome::canceled\r##[set-output name=outcome;]canceled';
    const service = except(synchronous, {
      'POST cancel': json(400, { error: { code: text, message: text } }),
      'GET operations': json(403, text),
    });
    const ended = await run({ service, environment: () => ({ GITHUB_OUTPUT: undefined }) });
    expectDecent(expect, ended);
    expect([ended.exitCode, /^output outcome: refused$/m.test(ended.stdout)]).toStrictEqual([1, true]);
  });

  it('EN-14 texts of the service with line breaks, delimiters and no end', (context) =>
    play(context, {
      service: except(synchronous, {
        'POST cancel': json(
          400,
          { error: { code: 'ghadelimiter_\nx', message: `a\r\noutcome<<E\ncanceled\nE\nghadelimiter_1 ${'x'.repeat(100_000)}` } },
          { 'x-ms-correlation-request-id': `ghadelimiter_${'y'.repeat(5_000)}` },
        ),
      }),
      expected: { exitCode: 1, outcome: 'refused' },
      check: (expect, { outputs }) => {
        for (const value of Object.values(outputs)) {
          expect(value.length).toBeLessThanOrEqual(4096);
          expect(value).not.toMatch(/[\r\n]/);
        }
        expect(outputs['message']?.length).toBeLessThanOrEqual(1000);
        expect((JSON.parse(outputs['results'] ?? '') as { message: string }[])[0]?.message.length).toBeLessThanOrEqual(200);
      },
    }));
});

describe.concurrent('the file of the summary', () => {
  const rows: readonly Row[] = [
    ...unwritable.map(({ file, path }) => ({
      name: `EN-03 ${file}`,
      environment: (folder: Folder) => ({ GITHUB_STEP_SUMMARY: path(folder) }),
      expected: canceled,
      check: (expect: ExpectStatic, ended: Ended) => {
        expect(commandsNamed('error', ended)).toStrictEqual([]);
        expect(ended.stdout).toContain('The job summary could not be written');
      },
    })),
    { name: 'EN-03 not set', environment: () => ({ GITHUB_STEP_SUMMARY: undefined }), expected: canceled },
    {
      name: 'EN-03 already 1 MiB long',
      prepare: ({ summary }) => writeFileSync(summary, 'x'.repeat(1024 * 1024)),
      expected: canceled,
      check: (expect, { summary }) => expect(summary.length - 1024 * 1024).toBeLessThan(64 * 1024),
    },
    {
      name: 'EN-03 and a red step stays what it is',
      environment: ({ path }) => ({ GITHUB_STEP_SUMMARY: path }),
      service: plays(scenarios['refused-403']),
      expected: { exitCode: 1, outcome: 'refused' },
    },
  ];
  it.for(rows)('$name: the result does not change', (row, context) => play(context, row));
});
