import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { githubRunner, type Runner } from '../../src/action/runner.ts';
import type { NoReply, Reply } from '../../src/http/transport.ts';
import { main } from '../../src/main.ts';
import { commandsIn, ourCommands } from '../support/commands.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { fence, linkPath } from '../support/offer.ts';
import { createFakeHost, noDeployment } from '../support/step.ts';

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
  service: (method: string, route: string) => Reply | NoReply,
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
  };
  const transport = async ({ method, url }: { method: string; url: string }): Promise<Reply | NoReply> =>
    service(method, new URL(url).pathname.replace(/^.*\/offers\/[^/]+\//, '').replace(/\/.*$/, ''));
  await main(createFakeHost(), { runner, clock: createFakeClock(), transport, proxyHost: () => '', deactivate: noDeployment });
  return { printed, issued, outputs, summary };
}

/** What a log, an annotation, a summary or a terminal might obey. */
const fragments = [
  ...[
    '::',
    ':',
    '::error::forged',
    '::set-output name=outcome::canceled',
    '::add-mask::a',
    '::stop-commands::x',
    '##[',
    '##[add-mask]a',
    '#',
    ']',
  ],
  ...[
    '\r',
    '\n',
    '\r\n',
    '\t',
    '\v',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u00a0',
    '\ufeff',
    '\u3000',
    ' ',
    '\0',
    '\u001b[31m',
    '\u001b]8;;https://evil.example\u0007',
  ],
  ...['\u202e', '\u2066', '\u200b', '\u00ad', '\ufe0f', '\u{e0100}', '\ud800', '%0A', '%0D', '%25', '%3A%3A'],
  ...[
    '|',
    '\\',
    '\\|',
    '<',
    '>',
    '&',
    '&lt;',
    '[',
    ']',
    '](',
    '![',
    '`',
    '```',
    '*',
    '_',
    '~~',
    '$',
    '---',
    '# ',
    '- ',
    '1. ',
    '<!--',
    '-->',
  ],
  ...[
    '<img src=x onerror=alert(1)>',
    '<script>',
    '[x](javascript:alert(1))',
    '![x](https://evil.example/x.png)',
    'https://evil.example/',
    'www.evil.example',
  ],
  ...['mailto:a', 'joe@contoso.com', 'outcome', 'running', 'a', 'x'.repeat(400)],
];
const nasty = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fragments) }, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

const word = fc.oneof(fc.constantFrom('running', 'canceled', 'succeeded', 'failed', 'canceling', 'neverPublished'), nasty);
const when = fc.constantFrom('2026-01-31T11:50:00.1234567Z', '2026-01-31T11:59:00Z');
const id = fc.oneof({ weight: 3, arbitrary: fc.constant(fence) }, fc.uuid(), nasty);
const message = fc.oneof(nasty, fc.record({ messageHtml: nasty, level: nasty }));
const step = fc.record({
  id: nasty,
  stepName: nasty,
  status: nasty,
  progressPercentage: fc.integer({ min: -1, max: 101 }),
  messages: fc.array(message),
});
const operation = fc.record(
  {
    id,
    submissionType: nasty,
    slot: nasty,
    status: word,
    submissionState: word,
    cancellationRequestState: fc.oneof(fc.constant('canCancel'), nasty),
    changedTime: fc.oneof(when, nasty),
    messages: fc.array(message, { maxLength: 3 }),
    steps: fc.array(step, { maxLength: 3 }),
    version: nasty,
  },
  { requiredKeys: [] },
);
/** An entry that the step takes for the one to cancel, so that most runs get beyond the first look. */
const runningEntry = fc.record({
  id: fc.constant(fence),
  submissionState: fc.constant('running'),
  changedTime: when,
  submissionType: nasty,
  slot: nasty,
});

const body = fc
  .oneof(
    fc.record({ error: fc.record({ code: nasty, message: nasty }) }),
    fc.record({ code: nasty, message: nasty, location: nasty, id: nasty }),
    fc.record({ error: nasty, error_description: nasty }),
    operation,
    nasty,
  )
  .map((value) => JSON.stringify(value));
const text = fc.oneof(
  nasty,
  nasty.map((title) => `<html><title>${title}</title>`),
  body,
);
const headers = fc.record(
  {
    location: fc.oneof(
      nasty,
      nasty.map((end) => `${linkPath}${end}`),
      fc.constant(linkPath),
    ),
    'operation-location': nasty,
    'x-ms-correlation-request-id': nasty,
    'x-ms-request-id': nasty,
    'request-id': nasty,
    'www-authenticate': nasty.map((claims) => `Bearer error="${claims}", claims="${claims}"`),
    'retry-after': fc.oneof(fc.constantFrom('1', '30'), nasty),
    date: nasty,
  },
  { requiredKeys: [] },
);
const status = fc.oneof(fc.constantFrom(200, 202, 400, 401, 403, 404, 409, 412, 429, 500, 503), fc.integer({ min: 200, max: 599 }));
const cut = fc.record({ sent: fc.boolean(), code: nasty });
const reply = (statuses: fc.Arbitrary<number>, bodies: fc.Arbitrary<string>): fc.Arbitrary<Reply> =>
  fc.record({ status: statuses, headers, body: bodies });
const anyReply: fc.Arbitrary<Reply | NoReply> = fc.oneof({ weight: 4, arbitrary: reply(status, text) }, cut);
const page = fc.oneof(
  {
    weight: 3,
    arbitrary: reply(
      fc.constantFrom(200, 202),
      operation.map((one) => JSON.stringify(one)),
    ),
  },
  anyReply,
);
const list = fc.oneof(
  {
    weight: 3,
    arbitrary: reply(
      fc.constant(200),
      fc
        .tuple(runningEntry, fc.array(operation, { maxLength: 2 }))
        .map(([one, more]) => JSON.stringify([one, ...more.map((entry) => ({ ...entry, changedTime: '2026-01-01T00:00:00Z' }))])),
    ),
  },
  reply(
    fc.constant(200),
    fc.array(operation, { maxLength: 3 }).map((entries) => JSON.stringify(entries)),
  ),
  anyReply,
);

const world = fc.record({
  submissions: fc.array(list, { minLength: 1, maxLength: 2 }),
  cancel: fc.array(anyReply, { minLength: 1, maxLength: 2 }),
  operations: fc.array(page, { minLength: 1, maxLength: 3 }),
  status: fc.array(page, { minLength: 1, maxLength: 2 }),
});
type Script = Readonly<Record<string, readonly (Reply | NoReply)[]>>;

function served(script: Script): (method: string, route: string) => Reply | NoReply {
  const turns = new Map<string, number>();
  return (_method, route) => {
    const name = route in script ? route : 'operations';
    const replies = script[name] ?? [];
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    return replies[Math.min(turn, replies.length - 1)] ?? { sent: true, code: 'timeout' };
  };
}

/** Markdown without what a backslash takes the meaning of. */
const bare = (markdown: string): string => markdown.replace(/\\[!-/:-@[-`{-~]/g, '');

const ourDiagram = /^```mermaid\ntimeline\n(?: {2}[\d.]+ (?:s|min \d+ s)(?: : [\p{L}\p{N} .,%()/'…-]{1,60})+\n)+```$/gmu;
const ourLink = / \[More about this\]\(docs\/troubleshooting\.md#[a-z0-9-]+\)$/gm;
const ourNext = /^\*\*What to do next:\*\* /gm;

/** Every line of the summary is one of ours, a table keeps its columns, and nothing foreign has a meaning. */
function expectHarmless(summary: string): void {
  expect(summary.match(/```mermaid/g)).toStrictEqual(summary.match(ourDiagram)?.map(() => '```mermaid') ?? null);
  const lines = bare(summary.replace(ourDiagram, '').replace(ourLink, '').replace(ourNext, '')).split('\n');
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
