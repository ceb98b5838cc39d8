import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readyIn, startInBackground, stopListening, untilReady } from '../../src/sandbox/action/background.ts';
import { createFakeClock } from '../support/fakeClock.ts';

const folder = mkdtempSync(join(tmpdir(), 'background-'));
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10 }));
const silent = join(folder, 'silent.js');
writeFileSync(silent, 'setInterval(() => {}, 1e9);');
const log = join(folder, 'log');

describe('what a sandbox prints when it is ready', () => {
  const lines = [
    'Scenario "x" at http://127.0.0.1:4010 (x): y.',
    'A step:',
    '  base-url: x',
    'The operation-id of the publish: 17',
    'GET / → 200',
    '',
  ];
  it.each([
    { system: 'Linux and macOS', end: '\n' },
    { system: 'Windows', end: '\r\n' },
  ])('is read to its last line, on $system', ({ end }) => {
    const printed = lines.join(end);
    const ready = printed.slice(0, printed.indexOf('GET'));
    expect(readyIn(printed)).toStrictEqual({ origin: 'http://127.0.0.1:4010', operationId: '17', rest: `GET / → 200${end}` });
    expect(readyIn(ready)).toMatchObject({ rest: '' });
    const parts = Array.from({ length: ready.length }, (_, length) => readyIn(ready.slice(0, length)));
    expect(parts.filter((part) => part !== undefined)).toStrictEqual([]);
  });
});

it('a sandbox that says nothing is stopped after twenty seconds', async () => {
  const child = startInBackground(silent, [], log);
  const closed = once(child, 'exit');
  const clock = createFakeClock();
  expect(await untilReady(child, log, clock)).toBeUndefined();
  await closed;
  expect(clock.nowMs()).toBe(20_000);
});

it('an address where something still listens after the end of the process is reported', async () => {
  const child = startInBackground(silent, [], log);
  const closed = once(child, 'exit');
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = (): Promise<string> => stopListening(child.pid ?? 0, origin, createFakeClock());
  expect(await stop()).toBe('runs on');
  await closed;
  expect(await stop()).toBe('runs on');
  server.close();
  expect(await stop()).toBe('had ended');
});
