import { describe, type ExpectStatic, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { lacks } from '../support/capabilities.ts';
import { canceled, commandsNamed, type Ended, play, plays, type Row, run, stuck } from './support/process.ts';

/** What happens in the process before the step's own code runs. */

describe.skipIf(lacks('POSIX signals')).concurrent('F11 a signal as soon as one can be heard', () => {
  /** As soon as the step listens for a signal, it comes; and what Node has loaded by then is printed. */
  const atOnce = (signal: string): string => `
    const { on } = process;
    process.on = function (name, ...rest) {
      const result = on.call(process, name, ...rest);
      if (name === '${signal}') {
        process._rawDebug('loaded: ' + process.moduleLoadList.filter((one) => / https?$/.test(one)).join());
        process.kill(process.pid, '${signal}');
      }
      return result;
    };`;
  const rows: readonly Row[] = (
    [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const
  ).map(([signal, exitCode]) => ({
    name: `${signal}: nothing is sent, and the outputs say so`,
    service: stuck,
    preload: atOnce(signal),
    expected: { exitCode, outcome: 'interrupted' },
    mayPrint: /^loaded: \n$/,
    check: (expect: ExpectStatic, { requests, outputs, summary }: Ended) => {
      expect(requests).toStrictEqual([]);
      expect(outputs['message']).toContain('No cancel was sent.');
      expect(summary).toContain('contoso-vm **may still be publishing**: the run was canceled while the step worked');
    },
  }));
  it.for(rows)('$name', (row, context) => play(context, row));

  it('a signal while refused inputs are reported: nothing is lost', (context) =>
    play(context, {
      inputs: { token: '' },
      preload: atOnce('SIGINT'),
      mayPrint: /^loaded: \n$/,
      expected: { exitCode: 130, outcome: 'invalid-input' },
    }));
});

const names = [
  ...['cause', 'status', 'id', 'code', 'sent', 'body', 'statement', 'problems', 'trouble', 'done', 'error', 'location', 'retryAfterMs'],
  ...['value', 'get', 'then', 'toJSON', 'headers', 'publisherId', 'token', 'agent', '0'],
];
const inFull = ['GET submissions', 'POST cancel', 'GET operations'];
const values = ["'canceled'", '200', '{}', '() => undefined'];

describe.concurrent('F16 a script before the step gives every object a member', () => {
  const polluted = (descriptor: string): string => `
    for (const name of ${JSON.stringify(names)}) for (const owner of [Object.prototype, Array.prototype])
      Reflect.defineProperty(owner, name, Object.assign(Object.create(null), ${descriptor}));`;
  const rows: readonly Row[] = values.flatMap((value) => [
    {
      name: `${value}: green stays green`,
      preload: polluted(`{ value: ${value}, enumerable: true, configurable: true, writable: true }`),
      expected: canceled,
      check: (expect: ExpectStatic, { requests }: Ended) => expect(requests).toStrictEqual(inFull),
    },
    {
      name: `${value}: red stays red`,
      service: plays(scenarios['refused-403']),
      preload: polluted(`{ value: ${value}, enumerable: true, configurable: true, writable: true }`),
      expected: { exitCode: 1, outcome: 'refused' },
    },
  ]);
  it.for(rows)('$name', (row, context) => play(context, row));

  it.for(['cause', 'status', 'id', 'message'])('%s, by assignment and alone', (name, context) =>
    play(context, {
      preload: `Object.prototype.${name} = 'canceled';`,
      expected: canceled,
      check: (expect, { requests }) => expect(requests).toStrictEqual(inFull),
    }),
  );

  it.for(['cause', 'status', 'id', 'anything'])('%s, which cannot be removed, is refused by name', (name, context) =>
    play(context, {
      preload: `Object.defineProperty(Object.prototype, '${name}', { value: 'canceled', writable: true });`,
      expected: { exitCode: 1, outcome: 'invalid-input' },
      check: (expect, ended) => {
        expect(ended.requests).toStrictEqual([]);
        expect(commandsNamed('error', ended)[0]).toContain(`Object.prototype.${name}`);
      },
    }),
  );
});

describe.concurrent('F15 a log that no process reads', () => {
  const offers = Array.from({ length: 150 }, (_, index) => `offer-${index}`).join(' ');

  it.for([
    { name: 'of an offer that is canceled', inputs: {}, outcome: 'canceled' },
    { name: 'of refused inputs', inputs: { token: '' }, outcome: 'invalid-input' },
  ])('$name, more than the 64 KiB that wait for a reader: outputs, and over', async ({ inputs, outcome }, { expect }) => {
    const ended = await run({
      inputs,
      isUnread: true,
      preload: `process.stdout.write(('x'.repeat(99) + '\\n').repeat(2_000));`,
    });
    expect([ended.outputs['outcome'], ended.exitCode, ended.summary !== '']).toStrictEqual([outcome, outcome === 'canceled' ? 0 : 1, true]);
    expect(ended.endedAtMs).toBeLessThanOrEqual(2_500);
  });

  it('of 150 offers with every exchange in it', async ({ expect }) => {
    const ended = await run({
      inputs: { 'offer-id': offers, 'if-nothing-to-cancel': 'ignore' },
      isUnread: true,
      environment: () => ({ RUNNER_DEBUG: '1' }),
    });
    const results = JSON.parse(ended.outputs['results'] ?? '') as readonly unknown[];
    expect([results.length, ended.exitCode]).toStrictEqual([150, 0]);
  });

  it.skipIf(lacks('POSIX signals'))('and SIGINT: over within 5 s of it', async ({ expect }) => {
    const ended = await run({
      service: stuck,
      isUnread: true,
      preload: `process.stdout.write(('x'.repeat(99) + '\\n').repeat(2_000));`,
      after: { ms: 5_000, act: (child, time) => time.after(0, () => child.kill('SIGINT')) },
    });
    expect([ended.outputs['outcome'], ended.exitCode]).toStrictEqual(['interrupted', 130]);
    expect(ended.endedAtMs).toBeLessThanOrEqual(10_000);
  });
});
