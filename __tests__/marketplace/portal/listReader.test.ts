import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/http/reply.ts';
import type { ReadEffort } from '../../../src/marketplace/api.ts';
import { createListReader } from '../../../src/marketplace/portal/listReader.ts';
import { readList } from '../../../src/marketplace/portal/observations.ts';
import { reply } from '../../support/wire.ts';

const ours = { publisherId: 'contoso' };
const whole = 'https://cloudpartner.azure.com/api/publishers/contoso/offers/vm/submissions/?api-version=2017-10-31';
const filtered = `${whole}&status=running`;
const tooLarge: Exchange = { sent: true, code: 'too-large', status: 200, headers: { 'content-type': 'application/json' } };
const runs = reply(200, [{ id: 'a', submissionState: 'running' }]);
const partial = { ...readList(runs, ours), isPartial: true };
const tooLong = { kind: 'unreadable', reason: 'no-answer', detail: 'it is longer than 1 MiB' };

/** Reads the list with these efforts, each request answered in turn, and says what was asked for. */
async function read(efforts: readonly ReadEffort[], answers: readonly Exchange[]) {
  const asked: string[] = [];
  const reader = createListReader(
    async (url) => {
      asked.push(url);
      return answers[asked.length - 1] ?? reply(500);
    },
    whole,
    'contoso',
  );
  const lists: object[] = [];
  for (const effort of efforts) lists.push((await reader(effort)).list);
  return { asked, lists };
}

describe('F5 PS-28 a list of more than 1 MiB', () => {
  it('is asked for once in the whole step, then only for what runs', async () => {
    const { asked, lists } = await read(['retrying', 'once', 'retrying'], [tooLarge, runs, runs, runs]);
    expect(asked).toStrictEqual([whole, filtered, filtered, filtered]);
    expect(lists).toStrictEqual([partial, partial, partial]);
  });

  it('that is as long with the filter is not asked for again at all', async () => {
    const { asked, lists } = await read(['retrying', 'retrying', 'once'], [tooLarge, tooLarge]);
    expect(asked).toStrictEqual([whole, filtered]);
    expect(lists).toStrictEqual([tooLong, tooLong, tooLong]);
  });

  it('is one request for a look that is one among many', async () => {
    const { asked, lists } = await read(['once', 'once'], [tooLarge, runs]);
    expect(asked).toStrictEqual([whole, filtered]);
    expect(lists).toStrictEqual([tooLong, partial]);
  });

  it.each([
    { status: 400, reason: 'no-answer' },
    { status: 404, reason: 'no-answer' },
    { status: 405, reason: 'no-answer' },
    { status: 422, reason: 'no-answer' },
    { status: 401, reason: 'unauthorized' },
    { status: 403, reason: 'forbidden' },
    { status: 302, reason: 'redirected' },
    { status: 429, reason: 'throttled' },
  ])('whose filter answers $status: $reason', async ({ status, reason }) => {
    const { lists } = await read(['retrying'], [tooLarge, reply(status)]);
    expect(lists).toStrictEqual([
      { kind: 'unreadable', reason, detail: `it is longer than 1 MiB, and with status=running: HTTP ${status}` },
    ]);
  });

  it.each([
    { what: 'a web page of more than 1 MiB', answer: { ...tooLarge, headers: { 'content-type': 'text/html' } } },
    { what: 'an error of more than 1 MiB', answer: { ...tooLarge, status: 500 } },
  ])('is not $what', async ({ answer }) => {
    const { asked } = await read(['retrying', 'retrying'], [answer, runs]);
    expect(asked).toStrictEqual([whole, whole]);
  });
});
