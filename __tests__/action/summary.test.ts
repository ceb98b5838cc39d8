import { describe, expect, it } from 'vitest';
import { type Frame, refusalSummary, summaryOf } from '../../src/action/summary.ts';
import { portalFacts as api } from '../../src/marketplace/portal/facts.ts';
import { submissionFacts } from '../../src/marketplace/submission/facts.ts';
import { outcomes } from '../../src/outcome/outcome.ts';
import { event, offerResult } from '../support/result.ts';

const frame: Frame = { api, isSandbox: false, isDryRun: false, ifNothingToCancel: 'error' };
const isRunning = { isRunning: true, text: 'running', steps: [] };
const help = (anchor: string): string => `help#${anchor}`;
const one = (fields: Parameters<typeof offerResult>[0], of: Partial<Frame> = {}): string =>
  summaryOf([offerResult(fields)], { ...frame, ...of }, help);
const firstLineOf = (text: string): string => text.split('\n')[0] ?? '';
const partnerCenter = '[Open Partner Center](https://partner.microsoft.com/dashboard/marketplace-offers/overview)';

describe('the job summary', () => {
  it('a headline, whether it can go live, why, and folded the facts and what happened when', () => {
    const events = [event('note', 'Found it', 20), event('note', 'canceled | gone', 61_500)];
    expect(one({ why: 'It is canceled.', history: { events, tookMs: 61_500 } })).toBe(
      [
        '## ✅ contoso-vm **was canceled**: the service confirmed it',
        '',
        '**Can it go live?** Nothing goes live by this operation.',
        '',
        '**Why:** It is canceled.',
        '',
        '<details><summary>Details</summary>',
        '',
        '| Operation | id |',
        '| --- | --- |',
        '| Offer | contoso/contoso-vm |',
        '| Started | – |',
        '| How it ended | – |',
        '| Cancel | HTTP 202 |',
        '| Request id | request |',
        '',
        '| Time | What happened |',
        '| ---: | --- |',
        '| 0.0 s | Found it |',
        '| 61.5 s | canceled \\| gone |',
        '',
        '</details>',
        '',
      ].join('\n'),
    );
  });

  it('can it go live, what to do next with the place where more is said, and why, in this order', () => {
    const lines = one({ outcome: 'refused', statusCode: 400, live: 'It <can>.', why: 'No *way*.', next: 'Ask <them>.' }).split('\n');
    expect(lines.slice(0, 9)).toStrictEqual([
      '## ❌ contoso-vm **may still be publishing**: the service refused api-version (400)',
      '',
      '**Can it go live?** It &#60;can&#62;.',
      '',
      '**What to do next:** Ask &#60;them&#62;. [More about this](help#refused-version)',
      '',
      '**Why:** No \\*way\\*.',
      '',
      '<details><summary>Details</summary>',
    ]);
  });

  it.each([
    { next: 'Look at the offer in Partner Center.', links: `${partnerCenter} · [More about this](help#canceled-on-word)` },
    { next: 'Run the step again.', links: '[More about this](help#canceled-on-word)' },
  ])('a link to Partner Center where the advice names it: $next', ({ next, links }) => {
    expect(one({ cause: 'canceled-on-word', next }).split('\n')).toContain(`**What to do next:** ${next} ${links}`);
  });

  it('lines to copy stand in a block of their own, before the details', () => {
    const lines = one({ outcome: 'failed', toCopy: ['subject: a', 'b ``` c'] }).split('\n');
    const start = lines.indexOf('````');
    expect(lines.slice(start, start + 6)).toStrictEqual([
      '````',
      'subject: a',
      'b ``` c',
      '````',
      '',
      '<details><summary>Details</summary>',
    ]);
  });

  it.each<{ name: string; fields: Parameters<typeof offerResult>[0]; of?: Partial<Frame>; headline: string }>([
    {
      name: 'the state of the offer and the HTTP status',
      fields: { cause: 'refused-403', outcome: 'refused', statusCode: 403, history: { progress: isRunning } },
      headline: '## ❌ contoso-vm **is still publishing**: the service refused access (403)',
    },
    {
      name: 'an offer id with a meaning in Markdown',
      fields: { offerId: 'a_b_c' },
      headline: '## ✅ a\\_b\\_c **was canceled**: the service confirmed it',
    },
    {
      name: 'a rehearsal',
      fields: {},
      of: { isSandbox: true },
      headline: '## ✅ Sandbox: contoso-vm **was canceled**: the service confirmed it',
    },
    {
      name: 'what a person should look at, though it is green',
      fields: { cause: 'canceled-on-word' },
      headline: '## ⚠️ contoso-vm **was canceled, says the service**: this could not be checked',
    },
  ])('headlines: $name', ({ fields, of, headline }) => expect(firstLineOf(one(fields, of))).toBe(headline));

  it.each([
    { outcome: 'planned', symbol: '⚠️', text: '**would be canceled**: a publish is running' },
    { outcome: 'nothing-to-cancel', symbol: '❌', text: '**is not publishing**: there is nothing to cancel' },
    { outcome: 'mismatch', symbol: '❌', text: '**may still be publishing**: another operation runs than operation-id names' },
  ] as const)('a dry run says that nothing was canceled, however it ends: $outcome', ({ outcome, symbol, text }) => {
    expect(firstLineOf(one({ outcome }, { isSandbox: true, isDryRun: true }))).toBe(
      `## ${symbol} Sandbox: contoso-vm ${text} (dry run, nothing was canceled)`,
    );
  });

  it.each([
    { policy: 'error', symbol: '❌' },
    { policy: 'warn', symbol: '⚠️' },
    { policy: 'ignore', symbol: '⚠️' },
  ] as const)('nothing to cancel is $symbol with $policy', ({ policy, symbol }) => {
    expect(firstLineOf(one({ outcome: 'nothing-to-cancel' }, { ifNothingToCancel: policy }))).toBe(
      `## ${symbol} contoso-vm **is not publishing**: there is nothing to cancel`,
    );
  });

  it.each(outcomes)('%s has a headline of its own', (outcome) => {
    const headlines = outcomes.map((each) => firstLineOf(one({ outcome: each })));
    expect(headlines.filter((line) => line === headlines[outcomes.indexOf(outcome)])).toHaveLength(1);
  });

  it.each([
    { name: 'one offer', results: [offerResult()] },
    { name: 'several offers', results: [offerResult(), offerResult()] },
  ])('$name: an API without a recorded cancel is called a preview, once', ({ results }) => {
    const line = '*api: submission is a preview: no real cancel by it was recorded yet.*';
    const [said, notSaid] = [submissionFacts, api].map((facts) => summaryOf(results, { ...frame, api: facts }, help).split('\n'));
    expect([said?.filter((one) => one === line).length, notSaid?.includes(line)]).toStrictEqual([1, false]);
  });

  it.each(['|', '<', '\u{6f22}', 'a'])('is never over 64 KiB, and ends with a whole row: %s', (letter) => {
    const events = Array.from({ length: 60 }, () => event('note', letter.repeat(1000)));
    const steps = Array.from({ length: 50 }, () => ({ id: '', name: letter.repeat(60), status: letter.repeat(40), progress: 1 }));
    const text = one({ why: letter.repeat(1000), history: { events, progress: { isRunning: true, text: letter.repeat(200), steps } } });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(50 * 1024);
    expect(text.endsWith(' |\n\n</details>\n')).toBe(true);
  });
});

describe('refused inputs', () => {
  it('at most thirty, and where more is said', () => {
    const problems = Array.from({ length: 40 }, (_, index) => `input-${index}: <b>`);
    const text = refusalSummary(problems, true, help);
    expect(text.match(/^- input-\d+: &#60;b&#62;$/gm)).toHaveLength(30);
    expect(text).toMatch(
      /^## ❌ Sandbox: \*\*Nothing was canceled\*\*: the inputs were refused\n\nNothing was sent\. Correct the inputs:\n\n- /,
    );
    expect(text.endsWith('\n\n[More about this](help#invalid-input)\n')).toBe(true);
  });
});
