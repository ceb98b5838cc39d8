import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeline } from '../../src/action/timeline.ts';
import type { Event } from '../../src/outcome/result.ts';
import { event } from '../support/result.ts';

const drawn = (events: readonly Event[], tookMs = 61_500): readonly string[] => timeline({ events, tookMs }, 'canceled');

describe('the timeline', () => {
  it('first look, cancel, every change, end; points at one time stand together', () => {
    const events = [
      event('note', 'Canceling', 0),
      event('found', 'Found operation 1: running', 20, 'Found running'),
      event('warning', 'Careful', 20),
      event('sending', 'Asking to cancel operation 1', 40, 'Asked to cancel'),
      event('reply', 'The service answered: HTTP 202; accepted', 90, 'HTTP 202, accepted'),
      event('change', 'The operation: running', 10_000),
      event('heartbeat', 'The operation: running, still', 60_000),
      event('debug', 'GET', 60_000),
      event('change', 'The operation: canceled', 61_480),
    ];
    expect(drawn(events)).toStrictEqual([
      '```mermaid',
      'timeline',
      '  0.0 s : Found running : Asked to cancel',
      '  0.1 s : HTTP 202, accepted',
      '  10.0 s : The operation running',
      '  61.5 s : The operation canceled : canceled',
      '```',
      '',
    ]);
  });

  it('nothing happened: nothing is drawn', () => {
    expect(drawn([event('note', 'Canceling', 0)])).toStrictEqual([]);
  });

  it('of a long history the first four points and the last four', () => {
    const events = Array.from({ length: 20 }, (_, index) => event('change', `Change ${index}`, index * 1000));
    expect(drawn(events, 20_000).slice(2, -2)).toStrictEqual(
      ['0.0 s : Change 0', '1.0 s : Change 1', '2.0 s : Change 2', '3.0 s : Change 3']
        .concat(['17.0 s : Change 17', '18.0 s : Change 18', '19.0 s : Change 19', '20.0 s : canceled'])
        .map((line) => `  ${line}`),
    );
  });

  it.each([
    { text: 'a: b; c # d', label: 'a b c d' },
    { text: '::error::x```', label: 'error x' },
    { text: '<img src=x onerror=y>', label: 'img src x onerror y' },
    { text: '%%{init: {}}%%', label: '%% init %%' },
    { text: '[](javascript:alert(1))', label: '(javascript alert(1))' },
    { text: ':::', label: '-' },
    { text: 'x'.repeat(100), label: `${'x'.repeat(59)}…` },
    { text: 'Zertifizierung läuft, 40 %', label: 'Zertifizierung läuft, 40 %' },
  ])('a label holds nothing that has a meaning: $text', ({ text, label }) => {
    expect(drawn([event('change', text, 0)], 60_000)[2]).toBe(`  0.0 s : ${label}`);
  });

  it('whatever the texts are, the diagram has one line per time, and only the marks that are ours', () => {
    const texts = fc.array(fc.record({ text: fc.string({ unit: 'binary' }), atMs: fc.nat(1_000_000) }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(texts, (points) => {
        const lines = drawn(points.map(({ text, atMs }) => event('change', text, atMs)));
        for (const line of lines.slice(2, -2)) expect(line).toMatch(/^ {2}\d+(\.\d)? (s|min \d+ s)( : [\p{L}\p{N} .,%()/'…-]{1,60})+$/u);
        expect([lines[0], lines[1], ...lines.slice(-2)]).toStrictEqual(['```mermaid', 'timeline', '```', '']);
      }),
    );
  });
});
