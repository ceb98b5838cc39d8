import { describe, expect, it } from 'vitest';
import { asShown, parseOutputs } from '../../src/sandbox/rehearsal.ts';

describe.each([
  { system: 'Linux and macOS', end: '\n' },
  { system: 'Windows', end: '\r\n' },
])('what a step leaves behind on $system', ({ end }) => {
  const lines = (...all: string[]): string => all.map((line) => line + end).join('');

  it.each([
    { what: 'a value', file: lines('outcome<<x_1', 'canceled', 'x_1'), outputs: { outcome: 'canceled' } },
    { what: 'an empty value', file: lines('operation-path<<x_1', '', 'x_1'), outputs: { 'operation-path': '' } },
    { what: 'a value of two lines', file: lines('message<<x_1', 'one', 'two', 'x_1'), outputs: { message: `one${end}two` } },
    { what: 'a value that looks like a block', file: lines('message<<x_1', 'a<<b', 'x_1'), outputs: { message: 'a<<b' } },
    {
      what: 'an output that is written twice',
      file: lines('outcome<<x_1', 'unknown', 'x_1', 'outcome<<x_2', 'canceled', 'x_2'),
      outputs: { outcome: 'canceled' },
    },
  ])('outputs: $what', ({ file, outputs }) => {
    expect(parseOutputs(file)).toStrictEqual(outputs);
  });

  it.each([
    { what: 'a line', printed: lines('It runs.'), shown: lines('It runs.') },
    { what: 'a mask', printed: lines('::add-mask::secret', 'It runs.'), shown: lines('It runs.') },
    { what: 'a debug line', printed: lines('It runs.', '::debug::GET submissions'), shown: lines('It runs.') },
    { what: 'an error', printed: lines('::error title=Not canceled::Go%0Aback 5%25'), shown: lines('Error: Go\nback 5%') },
    { what: 'a notice', printed: lines('::notice::Done'), shown: lines('Notice: Done') },
  ])('log: $what', ({ printed, shown }) => {
    expect(asShown(printed)).toBe(shown);
  });
});
