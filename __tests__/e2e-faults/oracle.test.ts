import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { githubRunner, type Runner } from '../../src/action/runner.ts';
import type { RawNoReply, RawReply } from '../../src/http/transport.ts';
import { main } from '../../src/main.ts';
import { commandsIn, ourCommands } from '../support/commands.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { served, world } from '../support/hostileService.ts';
import { fence } from '../support/offer.ts';
import { createFakeHost, noDeployment, startIn } from '../support/step.ts';

/**
 * G7 with the runner's grammar as the judge. The step is whole and in memory; its runner is the one that ships, so that every line is printed by `@actions/core` with
 * its own escaping, onto a `stdout` that is listened to. Only what the step reads, and the two files that it writes, are in memory.
 */

let printed = '';
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

const token = 'secret-token-of-contoso';
const inputs: Readonly<Record<string, string>> = {
  'INPUT_PUBLISHER-ID': 'contoso',
  'INPUT_OFFER-ID': 'contoso-vm',
  'INPUT_NOTIFICATION-EMAILS': 'jane@contoso.com',
  INPUT_TOKEN: token,
  'INPUT_BASE-URL': 'http://127.0.0.1:1',
  'INPUT_TIMEOUT-MINUTES': '1',
};

interface Left {
  readonly printed: string;
  /** The names of the commands that the step itself asked the runner for, in order. */
  readonly issued: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

async function play(
  service: (method: string, route: string) => RawReply | RawNoReply,
  environment: Readonly<Record<string, string>>,
): Promise<Left> {
  printed = '';
  const issued: string[] = [];
  const outputs: Record<string, string> = {};
  let summary = '';
  const variables: Readonly<Record<string, string>> = { ...inputs, ...environment };
  const noting =
    <T extends readonly unknown[]>(name: string, print: (...details: T) => void) =>
    (...details: T): void => {
      issued.push(name);
      print(...details);
    };
  const runner: Runner = {
    env: (name) => variables[name],
    extraCertificates: () => 0,
    input: (name) => (variables[`INPUT_${name.toUpperCase()}`] ?? '').trim(),
    info: githubRunner.info,
    debug: noting('debug', githubRunner.debug),
    notice: noting('notice', githubRunner.notice),
    warning: noting('warning', githubRunner.warning),
    error: noting('error', githubRunner.error),
    mask: noting('add-mask', githubRunner.mask),
    output: (name, value) => {
      outputs[name] = value;
    },
    summary: (text) => {
      summary += text;
    },
    placeInWorkspace: () => 'free',
    writeBelowWorkspace: () => undefined,
  };
  const transport = async ({ method, url }: { method: string; url: string }): Promise<RawReply | RawNoReply> =>
    service(method, new URL(url).pathname.replace(/^.*\/offers\/[^/]+\//, '').replace(/\/.*$/, ''));
  const host = createFakeHost();
  await main(host, { runner, clock: createFakeClock(), transport, proxyHost: () => '', deactivate: noDeployment }, startIn(host));
  return { printed, issued, outputs, summary };
}

/** Markdown without what a backslash takes the meaning of. */
const bare = (markdown: string): string => markdown.replace(/\\[!-/:-@[-`{-~]/g, '');

const ourFold = /^<details><summary>Details<\/summary>$|^<\/details>$/gm;
const ourState = /(?<=^## \S+ Sandbox: contoso-vm )\*\*[a-z, ]+\*\*(?=: [a-z])/g;
const ourParts = /^\*\*(?:Can it go live\?|What to do next:|Why:)\*\* /gm;
const ourPortal = / \[Open Partner Center\]\(https:\/\/partner\.microsoft\.com\/dashboard\/marketplace-offers\/overview\) ·(?= \[More)/g;
const ourLink = / \[More about this\]\(docs\/troubleshooting\.md#[a-z0-9-]+\)$/gm;
const ours = [ourFold, ourState, ourParts, ourPortal, ourLink];

/** Every line of the summary is one of ours, a table keeps its columns, and nothing foreign has a meaning. */
function expectHarmless(summary: string): void {
  expect(summary.match(ourFold)).toStrictEqual(['<details><summary>Details</summary>', '</details>']);
  expect([summary.match(ourState)?.length, summary.endsWith('\n</details>\n')]).toStrictEqual([1, true]);
  const lines = bare(ours.reduce((text, mark) => text.replace(mark, ''), summary)).split('\n');
  expect(lines.filter((line) => !/^(|## \S+ [^|]*|[^#|].*|\|.*\|)$/.test(line))).toStrictEqual([]);
  const tables = lines.join('\n').match(/(?:^\|.*\|\n)+/gm) ?? [];
  const columnsOf = (table: string): number[] => [...new Set(table.trim().split('\n'))].map((line) => line.split('|').length - 2);
  expect(tables.map((table) => [...new Set(columnsOf(table))])).toStrictEqual(tables.length === 3 ? [[2], [3], [2]] : [[2], [2]]);
  const foreign = lines.filter((line) => !/^\|( -+:? \|)+$/.test(line)).join('\n');
  expect(foreign).not.toMatch(/[<>[\]`~$]|\*|:\/\/|www\.|\S@\S/i);
  expect(foreign.replace(/&#\d+;/g, '')).not.toContain('&');
  expect(summary).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
}

function expectOnlyOurs({ printed: log, issued, outputs, summary }: Left): void {
  expect(commandsIn(log).map(({ name }) => name)).toStrictEqual(issued);
  expect(issued.filter((name) => !ourCommands.includes(name))).toStrictEqual([]);
  expect(issued.filter((name) => name === 'error').length).toBeLessThanOrEqual(1);
  expect(issued.filter((name) => name === 'warning').length).toBeLessThanOrEqual(3);
  for (const value of Object.values(outputs)) expect(value).not.toMatch(/[\p{Cc}\u2028\u2029]|##\[/u);
  const left = [log.replace(/^::add-mask::.*$/gm, ''), summary, ...Object.values(outputs)].join('\n');
  expect(left).not.toMatch(/secret-token-of-contoso|@contoso/);
  if (summary !== '') expectHarmless(summary);
}

describe('G7 BD-17 BD-19 whatever the service says, the runner obeys only us', () => {
  it.each([
    {
      where: 'with files for outputs and summary',
      environment: { GITHUB_OUTPUT: '/output', GITHUB_STEP_SUMMARY: '/summary' },
      files: true,
    },
    { where: 'EN-01 with outputs in the log', environment: { 'INPUT_IF-NOTHING-TO-CANCEL': 'warn' }, files: false },
    {
      where: 'with a guard',
      environment: { GITHUB_OUTPUT: '/output', GITHUB_STEP_SUMMARY: '/summary', 'INPUT_OPERATION-ID': fence, INPUT_WAIT: 'false' },
      files: true,
    },
  ])('$where', async ({ environment, files }) => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(world, async (script) => {
        const left = await play(served(script), environment);
        expectOnlyOurs(left);
        expect([Object.keys(left.outputs).length, left.summary !== '']).toStrictEqual(files ? [7, true] : [0, false]);
        outcomes.add(left.outputs['outcome'] ?? /^output outcome: (.*)$/m.exec(left.printed)?.[1] ?? 'none');
      }),
      { numRuns: 300 },
    );
    expect(outcomes.size).toBeGreaterThan(3);
  });
});

describe('the judge itself', () => {
  it.each([
    { line: '::error::x', names: ['error'] },
    { line: ' \u00a0\u0085\u2028::ERROR title=a,b=c::x', names: ['error'] },
    { line: 'a ::error::x', names: [] },
    { line: '::error:x', names: [] },
    { line: 'a\r::set-output name=a::b', names: ['set-output'] },
    { line: 'a ##[Add-Mask]x', names: ['add-mask'] },
    { line: '##[error x', names: [] },
    { line: '::unknown::x ##[set-env name=a;]b', names: ['unknown', 'set-env'] },
    { line: '::warning::x ##[add-mask]b', names: ['warning'] },
    { line: 'a\r\nb\n::debug::c', names: ['debug'] },
    { line: '\\::error::x', names: [] },
  ])('C1 $line → $names', ({ line, names }) => {
    expect(commandsIn(line).map(({ name }) => name)).toStrictEqual(names);
  });
});
