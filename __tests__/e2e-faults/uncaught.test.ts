import { describe, type ExpectStatic, it } from 'vitest';
import {
  commandsNamed,
  type Ended,
  except,
  json,
  play,
  type Row,
  running,
  silent,
  stuck,
  type TimedService,
  whenPrinted,
} from './support/process.ts';

describe.concurrent('SG-08 what was not caught', () => {
  const foreign = '`::error::forged\\n##[add-mask]a \\u001b[31m joe@contoso.com\\r\\n    at forged (file.js:1:1)`';
  const kinds: readonly { readonly kind: string; readonly code: string }[] = [
    { kind: 'an exception', code: `setImmediate(() => { throw new Error(${foreign}); });` },
    { kind: 'a rejection', code: `setImmediate(() => { Promise.reject(new Error(${foreign})); });` },
    { kind: 'three at once', code: `for (let i = 0; i < 3; i += 1) setImmediate(() => { throw new TypeError(${foreign}); });` },
    { kind: 'a text that was thrown', code: `setImmediate(() => { throw ${foreign}; });` },
    { kind: 'nothing that was thrown', code: 'setImmediate(() => { throw undefined; });' },
    { kind: 'what has no text', code: 'setImmediate(() => { Promise.reject(Object.create(null)); });' },
    { kind: 'what was thrown and has no text', code: 'setImmediate(() => { throw Object.create(null); });' },
  ];
  const moments: readonly { readonly when: string; readonly service: TimedService; readonly text: string; readonly outcome: string }[] = [
    {
      when: 'before a cancel',
      service: except(stuck, { 'GET submissions': silent }),
      text: 'of publisher contoso',
      outcome: 'failed',
    },
    {
      when: 'while the cancel is under way',
      service: except(stuck, { 'POST cancel': silent }),
      text: 'Asking to cancel',
      outcome: 'unknown',
    },
    { when: 'after the answer to the cancel', service: stuck, text: running, outcome: 'unknown' },
  ];
  const rows: readonly Row[] = moments.flatMap(({ when, service, text, outcome }) =>
    kinds.map(({ kind, code }) => ({
      name: `${kind} ${when}`,
      service,
      preload: whenPrinted(text, code),
      expected: { exitCode: 1, outcome },
      check: (expect: ExpectStatic, ended: Ended) => {
        const errors = commandsNamed('error', ended);
        expect(errors).toHaveLength(1);
        expect(errors[0]).toMatch(
          /^Sandbox: contoso-vm may still be publishing\. The action failed, please report it \(.*\)\. (No cancel was sent|A cancel was sent)/,
        );
        expect(ended.stdout).not.toMatch(/^\s*at .*:\d+/m);
        expect(errors[0]).toMatch(/ More about this: docs\/troubleshooting\.md#unfinished(-after-cancel)?$/);
        expect(ended.outputs['message']).toBe(errors[0]?.replace(/ More about this: .*$/, ''));
      },
    })),
  );
  it.for(rows)('$name → $expected.outcome', (row, context) => play(context, row));
});

describe.concurrent('G4 a promise that never settles: nothing is left to do, and the step is red', () => {
  const timersThatNeverFire = `
    const start = globalThis.setTimeout;
    globalThis.setTimeout = (callback, ms) => (ms > 0 ? {} : start(callback, ms));`;
  const rows: readonly Row[] = [
    {
      name: 'before a cancel',
      service: except(stuck, { 'GET submissions': json(503, '') }),
      expected: { exitCode: 1, outcome: 'failed' },
    },
    { name: 'after the answer to the cancel', service: stuck, expected: { exitCode: 1, outcome: 'unknown' } },
  ];
  it.for(rows)('$name → $expected.outcome', (row, context) => play(context, { ...row, preload: timersThatNeverFire }));
});
