import { describe, expect, it } from 'vitest';
import { type Frame, summaryOf } from '../../src/action/summary.ts';
import { portalFacts as api } from '../../src/marketplace/portal/facts.ts';
import type { OfferResult } from '../../src/outcome/result.ts';
import { event, offerResult } from '../support/result.ts';

const frame: Frame = { api, isSandbox: false, isDryRun: false, ifNothingToCancel: 'error' };
const isRunning = { isRunning: true, text: 'running', steps: [] };
const help = (anchor: string): string => `help#${anchor}`;
const many = (results: readonly OfferResult[], of: Partial<Frame> = {}): string => summaryOf(results, { ...frame, ...of }, help);
const firstLineOf = (text: string): string => text.split('\n')[0] ?? '';
const partnerCenter = '[Open Partner Center](https://partner.microsoft.com/dashboard/marketplace-offers/overview)';

describe('the job summary of several offers', () => {
  const rowsOf = (text: string): string[] => text.split('\n').filter((line) => /^\| (✅|⚠️|❌) /u.test(line));
  const foldsOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('<details'));

  it('none: nothing', () => expect(many([])).toBe(''));

  it('the counts, what to do next, one row per offer, the worst first, and each to fold out', () => {
    const results = [
      offerResult({ offerId: 'b' }),
      offerResult({
        offerId: 'a',
        outcome: 'refused',
        statusCode: 403,
        why: 'No *way*.',
        next: 'Ask.',
        history: { events: [event('note', '403', 20)], progress: isRunning },
      }),
      offerResult({ offerId: 'c', outcome: 'accepted' }),
    ];
    const text = many(results);
    expect(text.slice(0, text.indexOf('<details><summary>'))).toBe(
      [
        '## ❌ 3 offers of contoso: 1 canceled; 1 accepted; 1 NOT stopped',
        '',
        '**What to do next:**',
        '',
        '- **a:** Ask. [More about this](help#refused-version)',
        '',
        '| Offer | Outcome | Still running? | How it ended | Started | Operation |',
        '| --- | --- | --- | --- | --- | --- |',
        '| ❌ a | refused | yes | not seen to end: running | – | id |',
        '| ⚠️ c | accepted | not known | – | – | id |',
        '| ✅ b | canceled | no | – | – | id |',
        '',
        '<details open><summary>❌ a <b>is still publishing</b>: the service refused api-version (403)</summary>',
        '',
        '**Can it go live?** The offer can still go live.',
        '',
        '**What to do next:** Ask. [More about this](help#refused-version)',
        '',
        '**Why:** No \\*way\\*.',
        '',
        '| Operation | id |',
        '| --- | --- |',
        '| Offer | contoso/a |',
        '| Started | – |',
        '| How it ended | not seen to end: running |',
        '| Cancel | HTTP 403 |',
        '| Request id | request |',
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
      '<details><summary>⚠️ c <b>may still be publishing</b>: the service accepted the cancel, and the step did not wait</summary>',
      '<details><summary>✅ b <b>was canceled</b>: the service confirmed it</summary>',
    ]);
  });

  it('what to do next is a line for each group, with its names and its links', () => {
    const named = (offerId: string, next: string): OfferResult => offerResult({ offerId, outcome: 'refused', next });
    const inPartnerCenter = 'Look at it in Partner Center.';
    const lines = many([named('a_1', 'Ask.'), named('b', inPartnerCenter), named('c', 'Ask.'), offerResult({ offerId: 'd' })]).split('\n');
    expect(lines.filter((line) => line.startsWith('- '))).toStrictEqual([
      '- **a\\_1, c:** Ask. [More about this](help#refused-version)',
      `- **b:** ${inPartnerCenter} ${partnerCenter} · [More about this](help#refused-version)`,
    ]);
  });

  it('the names of a group are cut, its advice is not', () => {
    const results = Array.from({ length: 500 }, (_, index) => offerResult({ offerId: `o${index}`, outcome: 'refused', next: 'Ask.' }));
    expect(many(results).split('\n')[4]).toMatch(/^- \*\*o0, o1, .{100,300}…:\*\* Ask\. \[More about this\]\(help#refused-version\)$/);
  });

  it('nothing to do next: no such paragraph', () => {
    expect(many([offerResult(), offerResult()])).not.toContain('What to do next');
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
      headline: '## ⚠️ 2 offers of contoso: 1 planned; 1 had nothing to cancel (dry run, nothing was canceled)',
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
    expect(rowsOf(many(results)).map((row) => row.split(' ')[2])).toStrictEqual(['o1', 'o3', 'o0', 'o2']);
  });

  it('a long text in a cell of the table is cut', () => {
    const [row = ''] = rowsOf(many([offerResult({ operationId: 'x'.repeat(300) }), offerResult()]));
    expect(row.endsWith(`| ${'x'.repeat(71)}… |`)).toBe(true);
  });

  /** So many red offers with texts as long as they come, of this letter. */
  const long = (count: number, letter: string): OfferResult[] =>
    Array.from({ length: count }, (_, index) =>
      offerResult({
        publisherId: 'p'.repeat(128),
        offerId: `${index}-${'x'.repeat(120)}`,
        outcome: 'refused',
        why: letter.repeat(1000),
        next: `${letter.repeat(500)}.`,
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
    const text = many(long(count, letter));
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
    const text = many(results);
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
