import { describe, expect, it } from 'vitest';
import { createLog, seconds } from '../../src/action/log.ts';
import { refusalSummary, summaryOf } from '../../src/action/summary.ts';
import { outcomes } from '../../src/outcome.ts';
import type { Event, Verdict } from '../../src/verdict.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';

const event = (kind: Event['kind'], text: string, atMs = 1000): Event => ({ kind, text, atMs });

const verdict = (fields: Partial<Verdict> = {}): Verdict => ({
  publisherId: 'contoso',
  offerId: 'contoso-vm',
  outcome: 'canceled',
  statusCode: 200,
  operationPath: null,
  operationId: 'id-1',
  requestId: 'request-1',
  sent: 'yes',
  message: 'It is canceled.',
  events: [event('found', 'Found it', 20), event('debug', 'GET'), event('heartbeat', 'still'), event('change', 'canceled | gone', 61_500)],
  ...fields,
});

describe('the job summary', () => {
  it('a headline, a row, what happened when', () => {
    expect(summaryOf([verdict()], { isSandbox: false, policy: 'error' })).toBe(
      [
        '## ✅ Canceled, and proved: contoso/contoso-vm',
        '',
        'It is canceled.',
        '',
        '| Outcome | Offer | Operation | Cancel | Request id |',
        '| --- | --- | --- | --- | --- |',
        '| ✅ canceled | contoso/contoso-vm | id-1 | HTTP 200 | request-1 |',
        '',
        '| Time | What happened |',
        '| ---: | --- |',
        '| 0.0 s | Found it |',
        '| 61.5 s | canceled \\| gone |',
        '',
      ].join('\n'),
    );
  });

  it('a dry run says so first', () => {
    expect(summaryOf([verdict({ outcome: 'planned' })], { isSandbox: true, policy: 'error' })).toMatch(
      /^## ⚠️ Sandbox: DRY RUN: NOTHING WAS CANCELED: /,
    );
  });

  it.each([
    { policy: 'error', symbol: '❌' },
    { policy: 'ignore', symbol: '⚠️' },
  ] as const)('nothing to cancel is $symbol with $policy', ({ policy, symbol }) => {
    const text = summaryOf([verdict({ outcome: 'nothing-to-cancel', sent: 'no', statusCode: null, operationId: null, requestId: null })], {
      isSandbox: false,
      policy,
    });
    expect(text).toContain(`| ${symbol} nothing-to-cancel | contoso/contoso-vm | – | none sent | – |`);
  });

  it.each([
    { sent: 'no', statusCode: null, cell: 'none sent' },
    { sent: 'yes', statusCode: null, cell: 'sent, no reply' },
    { sent: 'unprocessed', statusCode: null, cell: 'sent, no reply' },
    { sent: 'unprocessed', statusCode: 429, cell: 'HTTP 429' },
  ] as const)('a cancel that was sent is never told as none: $cell', ({ sent, statusCode, cell }) => {
    const text = summaryOf([verdict({ outcome: 'unknown', sent, statusCode })], { isSandbox: false, policy: 'error' });
    expect(text).toContain(`| ❌ unknown | contoso/contoso-vm | id-1 | ${cell} | request-1 |`);
  });

  it.each(outcomes)('%s has a headline of its own', (outcome) => {
    const headlines = outcomes.map((one) => summaryOf([verdict({ outcome: one })], { isSandbox: false, policy: 'error' }).split('\n')[0]);
    expect(headlines.filter((line) => line === headlines[outcomes.indexOf(outcome)])).toHaveLength(1);
  });

  it('of a long wait the first and the last thirty events are shown', () => {
    const events = Array.from({ length: 100 }, (_, index) => event('change', `event ${index}`));
    const shown = [...summaryOf([verdict({ events })], { isSandbox: false, policy: 'error' }).matchAll(/event (\d+)/g)].map(([, index]) =>
      Number(index),
    );
    expect(shown).toStrictEqual([...Array(30).keys(), ...Array.from({ length: 30 }, (_, index) => 70 + index)]);
  });

  it('is never over 64 KiB', () => {
    const events = Array.from({ length: 60 }, () => event('change', '|'.repeat(1000)));
    expect(summaryOf([verdict({ events })], { isSandbox: false, policy: 'error' }).length).toBeLessThanOrEqual(64 * 1024);
  });

  it('refused inputs: at most thirty', () => {
    const problems = Array.from({ length: 40 }, (_, index) => `input-${index}: <b>`);
    const text = refusalSummary(problems, true);
    expect(text.match(/^- input-\d+: &#60;b&#62;$/gm)).toHaveLength(30);
    expect(text).toMatch(/^## ❌ Sandbox: NOT canceled: inputs refused/);
  });
});

describe('the log', () => {
  it('one line per event with the time passed; debug is for debugging', () => {
    const runner = createFakeRunner();
    const log = createLog(runner);
    log(event('found', 'Found it', 20));
    log(event('debug', 'GET / → 200', 61_500));
    expect(runner.lines).toStrictEqual(['   0.0 s  Found it', 'debug:   61.5 s  GET / → 200']);
  });

  it('G8 two warnings are annotations, the next ones are lines', () => {
    const runner = createFakeRunner();
    const log = createLog(runner);
    for (const text of ['a', 'b', 'c']) log(event('warning', text));
    expect(runner.lines).toStrictEqual(['warning: a', 'warning: b', '   1.0 s  c']);
  });

  it('seconds stand in a column', () => {
    expect([0, 9949, 123_456].map(seconds)).toStrictEqual(['   0.0 s', '   9.9 s', ' 123.5 s']);
  });
});
