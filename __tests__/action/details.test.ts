import { describe, expect, it } from 'vitest';
import { bytesOf, details, endOf, fitting, startOf } from '../../src/action/details.ts';
import type { Progress } from '../../src/outcome/progress.ts';
import { event, offerResult } from '../support/result.ts';

const atMs = Date.UTC(2026, 10, 22, 9, 5, 59);
const progress = (fields: Partial<Progress> = {}): Progress => ({ isRunning: false, text: 'canceled', steps: [], ...fields });
const much = 64 * 1024;

describe('when it began', () => {
  it.each([
    { name: 'exactly', history: { progress: progress({ began: { atMs, isExact: true } }) }, start: '2026-11-22 09:05 UTC' },
    { name: 'at the latest', history: { progress: progress({ began: { atMs, isExact: false } }) }, start: 'by 2026-11-22 09:05 UTC' },
    { name: 'not known', history: { progress: progress() }, start: '–' },
    { name: 'beyond all dates', history: { progress: progress({ began: { atMs: 1e300, isExact: true } }) }, start: '–' },
    { name: 'nothing seen', history: {}, start: '–' },
  ])('$name', ({ history, start }) => expect(startOf(offerResult({ history }))).toBe(start));
});

describe('how it ended', () => {
  it.each([
    { name: 'seen to end', history: { progress: progress(), tookMs: 125_000 }, end: 'canceled, seen after 2 min 5 s' },
    {
      name: 'not seen to end',
      history: { progress: progress({ isRunning: true, text: 'running, Certification 40 %' }) },
      end: 'not seen to end: running, Certification 40 %',
    },
    { name: 'nothing seen', history: {}, end: '–' },
  ])('$name', ({ history, end }) => expect(endOf(offerResult({ history }))).toBe(end));
});

describe('the details of one offer', () => {
  const steps = [
    { id: 'displaydummycertify', name: 'Validate Pre-Requisites', status: 'complete', progress: 100 },
    { id: 'displaycertify', name: '<b>Certification</b>', status: 'canceled', progress: 0 },
    { id: 'live', name: '', status: '' },
    { id: '', name: '', status: 'notStarted' },
  ];
  const history = {
    events: [event('note', 'Found it', 20), event('warning', 'a | b', 61_500)],
    progress: progress({ steps, began: { atMs, isExact: false } }),
    tookMs: 61_600,
  };
  const factRows = [
    '| Operation | id |',
    '| --- | --- |',
    '| Offer | contoso/contoso-vm |',
    '| Started | by 2026-11-22 09:05 UTC |',
    '| How it ended | canceled, seen after 61.6 s |',
    '| Cancel | HTTP 202 |',
    '| Request id | request |',
    '',
    '| Publishing step | State | Progress |',
    '| --- | --- | ---: |',
    '| Validate Pre-Requisites | complete | 100 % |',
    '| &#60;b&#62;Certification&#60;/b&#62; | canceled | 0 % |',
    '| live | – | – |',
    '| – | notStarted | – |',
    '',
  ];
  const eventRows = ['| Time | What happened |', '| ---: | --- |', '| 0.0 s | Found it |', '| 61.5 s | a \\| b |'];

  it('facts, publishing steps, what happened when', () =>
    expect(details(offerResult({ history }), much)).toStrictEqual([...factRows, ...eventRows]));

  it('of an API without publishers the offer is its id', () =>
    expect(details(offerResult({ publisherId: '' }), much)).toContain('| Offer | contoso-vm |'));

  it('nothing is known: dashes, and no empty table', () => {
    const bare = offerResult({ operationId: null, requestId: null, statusCode: null, sent: 'no' });
    expect(details(bare, much)).toStrictEqual([
      '| Operation | – |',
      '| --- | --- |',
      '| Offer | contoso/contoso-vm |',
      '| Started | – |',
      '| How it ended | – |',
      '| Cancel | none sent |',
      '| Request id | – |',
      '',
    ]);
  });

  it('an operation of which no page was read has no table of steps', () => {
    expect(details(offerResult({ history: { progress: progress() } }), much).join('\n')).not.toContain('Publishing step');
  });

  it.each([
    { sent: 'no', statusCode: null, cell: 'none sent' },
    { sent: 'yes', statusCode: null, cell: 'sent, no reply' },
    { sent: 'unprocessed', statusCode: null, cell: 'sent, no reply' },
    { sent: 'unprocessed', statusCode: 429, cell: 'HTTP 429' },
  ] as const)('a cancel that was sent is never shown as none: $cell', ({ sent, statusCode, cell }) => {
    expect(details(offerResult({ outcome: 'unknown', sent, statusCode }), much)).toContain(`| Cancel | ${cell} |`);
  });

  it.each([
    { count: 60, shown: 60, left: undefined },
    { count: 61, shown: 60, left: '| … | 1 more event in the log |' },
    { count: 100, shown: 60, left: '| … | 40 more events in the log |' },
  ])('of $count events the first and the last thirty, and how many are left out', ({ count, shown, left }) => {
    const events = Array.from({ length: count }, (_, index) => event('note', `event ${index}`));
    const rows = details(offerResult({ history: { events } }), much).filter((line) => /event/.test(line));
    const numbers = rows.flatMap((line) => /event (\d+)/.exec(line)?.[1] ?? []).map(Number);
    expect(numbers).toStrictEqual([...Array(30).keys(), ...Array.from({ length: 30 }, (_, index) => count - 30 + index)]);
    expect([numbers.length, rows[30]]).toStrictEqual([shown, left ?? '| 1.0 s | event 30 |']);
  });

  it.each([700, 1000, 5000])('take up at most %i bytes, in whole rows', (room) => {
    const events = Array.from({ length: 60 }, () => event('note', '漢|'.repeat(20)));
    const lines = details(offerResult({ history: { events } }), room);
    expect(bytesOf(lines)).toBeLessThanOrEqual(room);
    expect(bytesOf(lines) + bytesOf([lines.at(-1) ?? ''])).toBeGreaterThan(room);
    expect(lines.at(-1)).toMatch(/^\| 1\.0 s \| .* \|$/u);
  });
});

it.each([
  { room: -1, lines: [] },
  { room: 2, lines: [] },
  { room: 3, lines: ['ab'] },
  { room: 5, lines: ['ab'] },
  { room: 6, lines: ['ab', 'ü'] },
  { room: 9, lines: ['ab', 'ü'] },
  { room: 10, lines: ['ab', 'ü', 'abc'] },
])('into $room bytes go $lines, with their line ends', ({ room, lines }) => {
  expect(fitting(['ab', 'ü', 'abc'], room)).toStrictEqual(lines);
});
