import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { lacks } from '../support/capabilities.ts';
import { entry, linkPath, page } from '../support/offer.ts';
import {
  canceled,
  commandsNamed,
  declared,
  except,
  type Folder,
  json,
  play,
  plays,
  type Row,
  running,
  silent,
  stuck,
  synchronous,
  whenPrinted,
  withCookies,
} from './support/process.ts';

const bare = { HOME: undefined, TMPDIR: undefined, TMP: undefined, TEMP: undefined, PATH: undefined };
const inFolder = ({ path }: Folder): string => join(path, 'cwd');
const minute = { 'timeout-minutes': '1' };

/** Bodies with what must not be shown: an author's address, and a canary in every place that is not shown. */
const confiding = except(synchronous, {
  'GET submissions': json(200, [
    { ...entry('running'), definition: { metadata: { emails: 'author@contoso.com' }, plan: 'canary-1' }, version: 'canary-2' },
  ]),
  'POST cancel': json(202, { id: 'canary 3', secret: 'canary-4' }, { 'x-canary': 'canary-5' }),
  'GET operations': json(200, '{"status":"canceled","messages":["canary-7",'),
});

const nowhere: Row = {
  name: 'EN-04 no home, no place for temporary files, and nothing can be written where it stands',
  environment: () => bare,
  cwd: () => '/proc',
  expected: canceled,
};

describe.concurrent('the machine', () => {
  const rows: readonly Row[] = [
    ...(lacks('/proc/version') ? [] : [nowhere]),
    {
      name: 'EN-04 it leaves no file where it stands',
      environment: () => bare,
      prepare: (folder) => mkdirSync(inFolder(folder), { mode: 0o555 }),
      cwd: inFolder,
      expected: canceled,
    },
    {
      name: 'EN-06 RUNNER_DEBUG=1 shows every exchange, and no body, header or address',
      service: confiding,
      inputs: minute,
      environment: () => ({ RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' }),
      expected: { exitCode: 1, outcome: 'timed-out' },
      check: (expect, ended) => expect(commandsNamed('debug', ended).join('\n')).toMatch(/POST .*\/cancel → 202/),
    },
    {
      name: 'EN-10 the process is held up for 15 s in mid-run: the deadline still ends it',
      service: stuck,
      inputs: minute,
      preload: whenPrinted(running, 'holdUp(15_000);'),
      expected: { exitCode: 1, outcome: 'timed-out' },
    },
    {
      name: 'EN-10 the process is held up until long after the deadline: no look is sent any more',
      service: stuck,
      inputs: minute,
      preload: whenPrinted(running, 'holdUp(70_000);'),
      expected: { exitCode: 1, outcome: 'timed-out' },
      check: (expect, { requests }) => expect(requests).toStrictEqual(['GET submissions', 'POST cancel', 'GET operations']),
    },
    {
      name: 'a service that sets a cookie, as gateways do: neither kept nor shown',
      service: withCookies(synchronous),
      expected: canceled,
    },
    {
      name: 'G3 a service that is silent from the start',
      service: () => silent,
      inputs: minute,
      expected: { exitCode: 1, outcome: 'failed' },
    },
    {
      name: 'EN-15 everything there is to warn of',
      service: except(plays(scenarios['list-gone']), {
        'POST cancel': json(202, '', { location: 'https://evil.example/' }),
        'GET status': json(200, page('succeeded')),
      }),
      inputs: { ...minute, 'notification-emails': 'a@, b', 'poll-interval-seconds': '61', token: 'e30.e30.canary' },
      expected: { exitCode: 1, outcome: 'nothing-to-cancel' },
    },
    {
      name: 'EN-15 a link that moves to a stranger with every look, and operations beside ours',
      service: except(synchronous, {
        'GET submissions': json(200, [entry('running'), entry('running', { id: 'b'.repeat(36), changedTime: '2026-01-31T11:00:00Z' })]),
        'POST cancel': json(202, '', { location: linkPath }),
        'GET operations': json(202, '', { location: 'https://evil.example/' }),
      }),
      inputs: { ...minute, 'notification-emails': 'a@, b', 'poll-interval-seconds': '61' },
      expected: { exitCode: 1, outcome: 'timed-out' },
      check: (expect, ended) => expect(commandsNamed('warning', ended).length).toBeGreaterThan(1),
    },
    {
      name: 'EN-15 inputs of which nothing is right: one error for all of them',
      inputs: Object.fromEntries(Object.keys(declared).map((name) => [name, '::error::\n##[x]'])),
      expected: { exitCode: 1, outcome: 'invalid-input' },
      check: (expect, ended) => {
        expect(commandsNamed('error', ended)).toHaveLength(1);
        expect(ended.requests).toStrictEqual([]);
      },
    },
    {
      name: 'nobody reads what it prints',
      onStart: ({ stdout, stderr }) => {
        stdout?.destroy();
        stderr?.destroy();
      },
      expected: canceled,
    },
    {
      name: 'the reader of what it prints goes away',
      atRequest: { name: 'POST cancel', act: ({ stdout }) => void stdout?.destroy() },
      expected: canceled,
    },
    {
      name: 'SG-10 timers, a server and kept-alive connections are still open at the end',
      preload: `setInterval(() => {}, 2 ** 30); (await import('node:net')).createServer().listen(0, '127.0.0.1');`,
      expected: canceled,
    },
  ];
  it.for(rows)('$name', (row, context) => play(context, row));
});
