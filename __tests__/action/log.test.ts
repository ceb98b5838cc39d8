import { describe, expect, it } from 'vitest';
import { createLog, seconds } from '../../src/action/log.ts';
import type { Event } from '../../src/outcome/result.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';

const event = (kind: Event['kind'], text: string, atMs = 1000): Event => ({ kind, text, atMs });

describe('the log', () => {
  it('one line per event with the time passed; debug is for debugging', () => {
    const runner = createFakeRunner();
    const log = createLog(runner);
    log(event('note', 'Found it', 20));
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

  it.each<{ kind: Event['kind']; offerId?: string; line: string }>([
    { kind: 'note', line: '   1.0 s  text' },
    { kind: 'note', offerId: 'a', line: '   1.0 s  a: text' },
    { kind: 'debug', offerId: 'a', line: 'debug:    1.0 s  a: text' },
    { kind: 'warning', line: 'warning: text' },
    { kind: 'warning', offerId: 'a', line: 'warning: a: text' },
  ])('a $kind of offer $offerId', ({ kind, offerId, line }) => {
    const runner = createFakeRunner();
    createLog(runner)(event(kind, 'text'), offerId);
    expect(runner.lines).toStrictEqual([line]);
  });

  it('G8 of several offers two warnings in all are annotations, and every line names its offer', () => {
    const runner = createFakeRunner();
    const log = createLog(runner);
    for (const offerId of ['a', 'b', 'c']) log(event('warning', 'x'), offerId);
    expect(runner.lines).toStrictEqual(['warning: a: x', 'warning: b: x', '   1.0 s  c: x']);
  });
});
