import { describe, expect, it } from 'vitest';
import { type Frame, refusalSummary, summaryOf } from '../../src/action/summary.ts';
import { outcomes } from '../../src/outcome/outcome.ts';
import type { OfferResult } from '../../src/outcome/result.ts';
import { event, offerResult } from '../support/result.ts';

const frame: Frame = { isSandbox: false, isDryRun: false, ifNothingToCancel: 'error' };
const help = (anchor: string): string => `help#${anchor}`;
const one = (fields: Parameters<typeof offerResult>[0], of: Partial<Frame> = {}): string =>
  summaryOf([offerResult(fields)], '', { ...frame, ...of }, help);
const many = (results: readonly OfferResult[], of: Partial<Frame> = {}, message = 'Counts.'): string =>
  summaryOf(results, message, { ...frame, ...of }, help);
const firstLineOf = (text: string): string => text.split('\n')[0] ?? '';

describe('the job summary', () => {
  it('a headline, what happened, the facts, the timeline, what happened when', () => {
    const events = [event('note', 'Found it', 20), event('note', 'canceled | gone', 61_500)];
    expect(one({ message: 'It is canceled.', history: { events, tookMs: 61_500 } })).toBe(
      [
        '## ✅ Canceled, and proved: contoso/contoso-vm',
        '',
        'It is canceled.',
        '',
        '| Operation | id |',
        '| --- | --- |',
        '| Started | – |',
        '| How it ended | – |',
        '| Cancel | HTTP 202 |',
        '| Request id | request |',
        '',
        '```mermaid',
        'timeline',
        '  0.0 s : Found',
        '  61.5 s : canceled gone : canceled',
        '```',
        '',
        '| Time | What happened |',
        '| ---: | --- |',
        '| 0.0 s | Found it |',
        '| 61.5 s | canceled \\| gone |',
        '',
      ].join('\n'),
    );
  });

  it('what to do next is a paragraph of its own, with the place where more is said', () => {
    const lines = one({ outcome: 'refused', message: 'No *way*. It can go live.', next: 'Ask <them>.' }).split('\n');
    expect(lines.slice(0, 5)).toStrictEqual([
      '## ❌ NOT canceled: the service refused: contoso/contoso-vm',
      '',
      'No \\*way\\*. It can go live.',
      '',
      '**What to do next:** Ask &#60;them&#62;. [More about this](help#refused-version)',
    ]);
  });

  it.each([
    {
      outcome: 'planned',
      headline: '## ⚠️ Sandbox: DRY RUN: NOTHING WAS CANCELED: An operation runs that would be canceled: contoso/contoso-vm',
    },
    { outcome: 'nothing-to-cancel', headline: '## ❌ Sandbox: DRY RUN: NOTHING WAS CANCELED: Nothing to cancel: contoso/contoso-vm' },
    {
      outcome: 'mismatch',
      headline: '## ❌ Sandbox: DRY RUN: NOTHING WAS CANCELED: NOT canceled: another operation runs: contoso/contoso-vm',
    },
  ] as const)('a dry run says so first, however it ends: $outcome', ({ outcome, headline }) => {
    expect(firstLineOf(one({ outcome }, { isSandbox: true, isDryRun: true }))).toBe(headline);
  });

  it.each([
    { policy: 'error', symbol: '❌' },
    { policy: 'warn', symbol: '⚠️' },
    { policy: 'ignore', symbol: '⚠️' },
  ] as const)('nothing to cancel is $symbol with $policy', ({ policy, symbol }) => {
    expect(firstLineOf(one({ outcome: 'nothing-to-cancel' }, { ifNothingToCancel: policy }))).toBe(
      `## ${symbol} Nothing to cancel: contoso/contoso-vm`,
    );
  });

  it.each(outcomes)('%s has a headline of its own', (outcome) => {
    const headlines = outcomes.map((each) => firstLineOf(one({ outcome: each })));
    expect(headlines.filter((line) => line === headlines[outcomes.indexOf(outcome)])).toHaveLength(1);
  });

  it.each(['|', '<', '\u{6f22}', 'a'])('is never over 64 KiB, and ends with a whole row: %s', (letter) => {
    const events = Array.from({ length: 60 }, () => event('note', letter.repeat(1000)));
    const steps = Array.from({ length: 50 }, () => ({ id: '', name: letter.repeat(60), status: letter.repeat(40), progress: 1 }));
    const text = one({ message: letter.repeat(1000), history: { events, progress: { isRunning: true, text: letter.repeat(200), steps } } });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(50 * 1024);
    expect(text.endsWith(' |\n')).toBe(true);
  });
});

describe('the job summary of several offers', () => {
  const rowsOf = (text: string): string[] => text.split('\n').filter((line) => /^\| (✅|⚠️|❌) /u.test(line));
  const foldsOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('<details'));

  it('none: nothing', () => expect(many([])).toBe(''));

  it('the counts, one row per offer, the worst first, and each to fold out', () => {
    const results = [
      offerResult({ offerId: 'b' }),
      offerResult({
        offerId: 'a',
        outcome: 'refused',
        statusCode: 403,
        message: 'No *way*.',
        next: 'Ask.',
        history: { events: [event('note', '403', 20)] },
      }),
      offerResult({ offerId: 'c', outcome: 'accepted' }),
    ];
    const text = many(results, {}, '1 canceled; 1 accepted; 1 NOT stopped: a. Ask.');
    expect(text.slice(0, text.indexOf('<details><summary>'))).toBe(
      [
        '## ❌ 3 offers of contoso: 1 canceled; 1 accepted; 1 NOT stopped',
        '',
        '1 canceled; 1 accepted; 1 NOT stopped: a.',
        '',
        '**What to do next:** Ask. [More about this](help#refused-version)',
        '',
        '| Outcome | Offer | Operation | Started | How it ended | Request id |',
        '| --- | --- | --- | --- | --- | --- |',
        '| ❌ refused | a | id | – | – | request |',
        '| ⚠️ accepted | c | id | – | – | request |',
        '| ✅ canceled | b | id | – | – | request |',
        '',
        '<details open><summary>❌ a: NOT canceled: the service refused</summary>',
        '',
        'No \\*way\\*.',
        '',
        '**What to do next:** Ask. [More about this](help#refused-version)',
        '',
        '| Operation | id |',
        '| --- | --- |',
        '| Started | – |',
        '| How it ended | – |',
        '| Cancel | HTTP 403 |',
        '| Request id | request |',
        '',
        '```mermaid',
        'timeline',
        '  0.0 s : 403',
        '  1.0 s : refused',
        '```',
        '',
        '| Time | What happened |',
        '| ---: | --- |',
        '| 0.0 s | 403 |',
        '',
        '</details>',
        '',
        '',
      ].join('\n'),
    );
    expect(foldsOf(text).slice(1)).toStrictEqual([
      '<details><summary>⚠️ c: Cancel accepted, not proved</summary>',
      '<details><summary>✅ b: Canceled, and proved</summary>',
    ]);
  });

  it.each<{ name: string; outcomes: OfferResult['outcome'][]; of: Partial<Frame>; headline: string }>([
    { name: 'all canceled', outcomes: ['canceled', 'canceled'], of: {}, headline: '## ✅ 2 offers of contoso: 2 canceled' },
    {
      name: 'a rehearsal',
      outcomes: ['canceled', 'canceled'],
      of: { isSandbox: true },
      headline: '## ✅ Sandbox: 2 offers of contoso: 2 canceled',
    },
    {
      name: 'a dry run',
      outcomes: ['planned', 'nothing-to-cancel'],
      of: { isDryRun: true, ifNothingToCancel: 'ignore' },
      headline: '## ⚠️ DRY RUN: NOTHING WAS CANCELED: 2 offers of contoso: 1 planned; 1 had nothing to cancel',
    },
    {
      name: 'nothing to cancel, an error',
      outcomes: ['canceled', 'nothing-to-cancel'],
      of: {},
      headline: '## ❌ 2 offers of contoso: 1 canceled; 1 had nothing to cancel',
    },
    {
      name: 'nothing to cancel, ignored',
      outcomes: ['canceled', 'nothing-to-cancel'],
      of: { ifNothingToCancel: 'ignore' },
      headline: '## ⚠️ 2 offers of contoso: 1 canceled; 1 had nothing to cancel',
    },
    {
      name: 'two red ones',
      outcomes: ['unknown', 'canceled', 'too-late'],
      of: {},
      headline: '## ❌ 3 offers of contoso: 1 canceled; 1 NOT stopped; 1 unconfirmed',
    },
  ])('headlines: $name', ({ outcomes, of, headline }) => {
    const results = outcomes.map((outcome, index) => offerResult({ offerId: `o${index}`, outcome }));
    expect(firstLineOf(many(results, of))).toBe(headline);
  });

  it('offers with the same outcome keep the order of the input', () => {
    const results = (['canceled', 'failed', 'canceled', 'failed'] as const).map((outcome, index) =>
      offerResult({ offerId: `o${index}`, outcome }),
    );
    expect(rowsOf(many(results)).map((row) => row.split(' | ')[1])).toStrictEqual(['o1', 'o3', 'o0', 'o2']);
  });

  it('G7 the roll-up cannot break out', () => {
    expect(many([offerResult(), offerResult()], {}, '<b> | `x`').split('\n')[2]).toBe('&#60;b&#62; \\| \\`x\\`');
  });

  it('a long text in a cell of the table is cut', () => {
    const [row = ''] = rowsOf(many([offerResult({ requestId: 'x'.repeat(300) }), offerResult()]));
    expect(row.endsWith(`| ${'x'.repeat(71)}… |`)).toBe(true);
  });

  it.each([
    { count: 2, diagrams: 2 },
    { count: 5, diagrams: 5 },
    { count: 60, diagrams: 5 },
  ])('of $count offers $diagrams have their diagram', ({ count, diagrams }) => {
    const text = many(
      Array.from({ length: count }, (_, index) => offerResult({ offerId: `o${index}`, history: { events: [event('note', 'x')] } })),
    );
    expect([text.match(/```mermaid/g)?.length, foldsOf(text).length]).toStrictEqual([diagrams, count]);
  });

  /** So many red offers with texts as long as they come, of this letter. */
  const long = (count: number, letter: string): OfferResult[] =>
    Array.from({ length: count }, (_, index) =>
      offerResult({
        publisherId: 'p'.repeat(128),
        offerId: `${index}-${'x'.repeat(120)}`,
        outcome: 'refused',
        message: letter.repeat(1000),
        requestId: letter.repeat(100),
        history: {
          events: Array.from({ length: 60 }, () => event('note', letter.repeat(300))),
          progress: { isRunning: false, text: letter.repeat(200), steps: [] },
        },
      }),
    );

  it.each([
    { count: 1, letter: 'a', mostKiB: 64 },
    { count: 2, letter: 'a', mostKiB: 512 },
    { count: 500, letter: 'a', mostKiB: 512 },
    { count: 500, letter: '|', mostKiB: 512 },
    { count: 500, letter: '<', mostKiB: 512 },
    { count: 1, letter: '\u{6f22}', mostKiB: 64 },
    { count: 500, letter: '\u{6f22}', mostKiB: 512 },
  ])('$count offers with long texts of $letter: at most $mostKiB KiB', ({ count, letter, mostKiB }) => {
    const text = many(long(count, letter), {}, letter.repeat(1000));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostKiB * 1024);
  });

  it('every row finds its room, however long its texts are', () => {
    const began = { atMs: Date.UTC(2026, 10, 22), isExact: false };
    const results = long(500, '<').map((one, index) => ({
      ...one,
      outcome: 'nothing-to-cancel' as const,
      offerId: `${index}${'_'.repeat(120)}`,
      operationId: '56615b67-2185-49fe-80d2-c4ddf77bb2e8',
      history: { ...one.history, progress: { isRunning: true, text: '<'.repeat(200), steps: [], began } },
    }));
    const text = many(results, {}, '<'.repeat(1000));
    expect([rowsOf(text).length, Buffer.byteLength(text) <= 512 * 1024]).toStrictEqual([500, true]);
  });

  it('all details are there: nothing is said of those left out', () => {
    expect(many([offerResult(), offerResult()]).endsWith('</details>\n\n')).toBe(true);
  });

  it('of 500 red ones every row is there; details as long as there is room, whole ones, and how many are left out', () => {
    const text = many(long(500, 'a'));
    const folds = foldsOf(text);
    expect([folds.length > 5, folds.length < 500, rowsOf(text).length]).toStrictEqual([true, true, 500]);
    expect(text.match(/<\/details>/g)).toHaveLength(folds.length);
    expect(text.endsWith(`\nThe details of ${500 - folds.length} more offers are in the log, and in the output \`results\`.\n`)).toBe(true);
    expect(folds.map((line) => Number(/ (\d+)-/.exec(line)?.[1]))).toStrictEqual([...folds.keys()]);
  });
});

describe('refused inputs', () => {
  it('at most thirty, and where more is said', () => {
    const problems = Array.from({ length: 40 }, (_, index) => `input-${index}: <b>`);
    const text = refusalSummary(problems, true, help);
    expect(text.match(/^- input-\d+: &#60;b&#62;$/gm)).toHaveLength(30);
    expect(text).toMatch(/^## ❌ Sandbox: NOT canceled: inputs refused/);
    expect(text.endsWith('\n\n[More about this](help#invalid-input)\n')).toBe(true);
  });
});
