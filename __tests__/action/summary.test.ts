import { describe, expect, it } from 'vitest';
import { type Frame, refusalSummary, summaryOf } from '../../src/action/summary.ts';
import { outcomes } from '../../src/outcome.ts';
import type { Event, Verdict } from '../../src/verdict.ts';

/** The summary of one offer, which needs no roll-up. */
const one = (fields: Partial<Verdict>, frame: Frame): string => summaryOf([verdict(fields)], '', frame);

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
  next: '',
  events: [event('found', 'Found it', 20), event('debug', 'GET'), event('heartbeat', 'still'), event('change', 'canceled | gone', 61_500)],
  ...fields,
});

describe('the job summary', () => {
  it('a headline, a row, what happened when', () => {
    expect(one({}, { isSandbox: false, policy: 'error' })).toBe(
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
    expect(one({ outcome: 'planned' }, { isSandbox: true, policy: 'error' })).toMatch(/^## ⚠️ Sandbox: DRY RUN: NOTHING WAS CANCELED: /);
  });

  it.each([
    { policy: 'error', symbol: '❌' },
    { policy: 'ignore', symbol: '⚠️' },
  ] as const)('nothing to cancel is $symbol with $policy', ({ policy, symbol }) => {
    const text = one(
      { outcome: 'nothing-to-cancel', sent: 'no', statusCode: null, operationId: null, requestId: null },
      {
        isSandbox: false,
        policy,
      },
    );
    expect(text).toContain(`| ${symbol} nothing-to-cancel | contoso/contoso-vm | – | none sent | – |`);
  });

  it.each([
    { sent: 'no', statusCode: null, cell: 'none sent' },
    { sent: 'yes', statusCode: null, cell: 'sent, no reply' },
    { sent: 'unprocessed', statusCode: null, cell: 'sent, no reply' },
    { sent: 'unprocessed', statusCode: 429, cell: 'HTTP 429' },
  ] as const)('a cancel that was sent is never told as none: $cell', ({ sent, statusCode, cell }) => {
    const text = one({ outcome: 'unknown', sent, statusCode }, { isSandbox: false, policy: 'error' });
    expect(text).toContain(`| ❌ unknown | contoso/contoso-vm | id-1 | ${cell} | request-1 |`);
  });

  it.each(outcomes)('%s has a headline of its own', (outcome) => {
    const headlines = outcomes.map((each) => one({ outcome: each }, { isSandbox: false, policy: 'error' }).split('\n')[0]);
    expect(headlines.filter((line) => line === headlines[outcomes.indexOf(outcome)])).toHaveLength(1);
  });

  it('of a long wait the first and the last thirty events are shown', () => {
    const events = Array.from({ length: 100 }, (_, index) => event('change', `event ${index}`));
    const shown = [...one({ events }, { isSandbox: false, policy: 'error' }).matchAll(/event (\d+)/g)].map(([, index]) => Number(index));
    expect(shown).toStrictEqual([...Array(30).keys(), ...Array.from({ length: 30 }, (_, index) => 70 + index)]);
  });

  it('is never over 64 KiB', () => {
    const events = Array.from({ length: 60 }, () => event('change', '|'.repeat(1000)));
    expect(one({ events }, { isSandbox: false, policy: 'error' }).length).toBeLessThanOrEqual(64 * 1024);
  });
});

describe('the job summary of several offers', () => {
  const frame = { isSandbox: false, policy: 'error' } as const;
  const headingsOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('## '));
  const rowsOf = (text: string): string[] => text.split('\n').filter((line) => /^\| (✅|⚠️|❌) /u.test(line));

  it('none: nothing', () => expect(summaryOf([], '', frame)).toBe(''));

  it('a headline, the counts, one row per offer in input order, the details of the red ones', () => {
    const verdicts = [
      verdict({ offerId: 'b' }),
      verdict({ offerId: 'a', outcome: 'refused', statusCode: 403, message: 'No *way*.', events: [event('reply', '403', 20)] }),
      verdict({ offerId: 'c', outcome: 'accepted' }),
    ];
    expect(summaryOf(verdicts, '1 canceled; 1 NOT stopped: a.', frame)).toBe(
      [
        '## ❌ 3 offers: NOT canceled: the service refused',
        '',
        '1 canceled; 1 NOT stopped: a.',
        '',
        '| Outcome | Offer | Operation | Cancel | Request id |',
        '| --- | --- | --- | --- | --- |',
        '| ✅ canceled | contoso/b | id-1 | HTTP 200 | request-1 |',
        '| ❌ refused | contoso/a | id-1 | HTTP 403 | request-1 |',
        '| ⚠️ accepted | contoso/c | id-1 | HTTP 200 | request-1 |',
        '',
        '## ❌ NOT canceled: the service refused: contoso/a',
        '',
        'No \\*way\\*.',
        '',
        '| Outcome | Offer | Operation | Cancel | Request id |',
        '| --- | --- | --- | --- | --- |',
        '| ❌ refused | contoso/a | id-1 | HTTP 403 | request-1 |',
        '',
        '| Time | What happened |',
        '| ---: | --- |',
        '| 0.0 s | 403 |',
        '',
      ].join('\n'),
    );
  });

  it.each<{ name: string; outcomes: Verdict['outcome'][]; frame: Frame; headings: string[] }>([
    { name: 'all canceled', outcomes: ['canceled', 'canceled'], frame, headings: ['## ✅ 2 offers: Canceled, and proved'] },
    {
      name: 'a rehearsal',
      outcomes: ['canceled', 'canceled'],
      frame: { isSandbox: true, policy: 'error' },
      headings: ['## ✅ Sandbox: 2 offers: Canceled, and proved'],
    },
    {
      name: 'nothing to cancel, an error',
      outcomes: ['canceled', 'nothing-to-cancel'],
      frame,
      headings: ['## ❌ 2 offers: Nothing to cancel', '## ❌ Nothing to cancel: contoso/o1'],
    },
    {
      name: 'nothing to cancel, ignored',
      outcomes: ['canceled', 'nothing-to-cancel'],
      frame: { isSandbox: false, policy: 'ignore' },
      headings: ['## ⚠️ 2 offers: Nothing to cancel'],
    },
    {
      name: 'two red ones',
      outcomes: ['unknown', 'canceled', 'too-late'],
      frame,
      headings: [
        '## ❌ 3 offers: TOO LATE: the operation succeeded',
        '## ❌ NOT confirmed: contoso/o0',
        '## ❌ TOO LATE: the operation succeeded: contoso/o2',
      ],
    },
  ])('headlines: $name', ({ outcomes, frame, headings }) => {
    const verdicts = outcomes.map((outcome, index) => verdict({ offerId: `o${index}`, outcome }));
    expect(headingsOf(summaryOf(verdicts, 'Counts.', frame))).toStrictEqual(headings);
  });

  it('G7 the roll-up cannot break out', () => {
    expect(summaryOf([verdict(), verdict()], '<b> | `x`', frame).split('\n')[2]).toBe('&#60;b&#62; \\| \\`x\\`');
  });

  /** So many red offers with texts as long as they come, of this letter. */
  const long = (count: number, letter: string): Verdict[] =>
    Array.from({ length: count }, (_, index) =>
      verdict({
        publisherId: 'p'.repeat(128),
        offerId: `${index}-${'x'.repeat(120)}`,
        outcome: 'refused',
        message: letter.repeat(1000),
        requestId: letter.repeat(100),
        events: Array.from({ length: 60 }, () => event('change', letter.repeat(300))),
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
    const text = summaryOf(long(count, letter), letter.repeat(1000), frame);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostKiB * 1024);
  });

  it('of 500 red ones every row is there; details as long as there is room, whole ones', () => {
    const text = summaryOf(long(500, 'a'), 'Counts.', frame);
    const details = headingsOf(text).length - 1;
    expect([details > 5, details < 500, rowsOf(text).length]).toStrictEqual([true, true, 500 + details]);
    expect(text.endsWith('|\n')).toBe(true);
  });

  it('details that find no room leave no gap: those shown are the first', () => {
    const verdicts = [...long(40, 'a'), verdict({ offerId: 'short', outcome: 'failed', events: [] })];
    const shown = headingsOf(summaryOf(verdicts, 'Counts.', frame)).slice(1);
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.map((line) => Number(/\/(\d+)-/.exec(line)?.[1]))).toStrictEqual([...shown.keys()]);
  });
});

describe('refused inputs', () => {
  it('at most thirty', () => {
    const problems = Array.from({ length: 40 }, (_, index) => `input-${index}: <b>`);
    const text = refusalSummary(problems, true);
    expect(text.match(/^- input-\d+: &#60;b&#62;$/gm)).toHaveLength(30);
    expect(text).toMatch(/^## ❌ Sandbox: NOT canceled: inputs refused/);
  });
});
