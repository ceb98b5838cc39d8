import { describe, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { runningId } from '../../src/sandbox/service.ts';
import { entry, other, page as pageOf } from '../support/offer.ts';
import type { Fault } from './support/faultServer.ts';
import { honestly, page, processed, says } from './support/faults.ts';
import { fire } from './support/fire.ts';
import { done, play } from './support/network.ts';

/** What the list of operations shows: one id twice, another publisher, more than 1 MiB, a newer operation. */

const { synchronous, stuck, 'no-location': noLocation } = scenarios;
const jsonType = 'Content-Type: application/json\r\n';
const json = (status: number, body: unknown): Fault => says(page(status, JSON.stringify(body), jsonType));
const missing = json(404, { error: { code: 'NotFound', message: 'There is no such resource.' } });
const honest = honestly((reply) => reply);

/** The first list is honest, each later one is this. */
function later(fault: Fault): Fault {
  let turn = 0;
  return (exchange) => {
    turn += 1;
    return turn === 1 ? honest(exchange) : fault(exchange);
  };
}

const twice = (production: string, staging: string): Fault =>
  json(200, [
    entry(production, { id: runningId, slot: 'production', changedTime: '2026-01-31T11:55:00Z' }),
    entry(staging, { id: runningId, slot: 'staging' }),
  ]);

describe.concurrent('F3 one id is in the list twice: a running entry counts', () => {
  play([
    ...(['canceled', 'succeeded', 'failed'] as const).map((production) => ({
      name: `production ${production}, staging running, while it is followed there`,
      scenario: { ...stuck, cancel: noLocation.cancel },
      plot: { page: missing, list: later(twice(production, 'running')) },
      outcome: 'timed-out' as const,
      cancels: 1,
      says: 'The offer can still go live.',
    })),
    {
      name: 'production succeeded, staging running, with the guard: it runs, and is canceled',
      scenario: synchronous,
      plot: { list: [twice('succeeded', 'running')] },
      given: { inputs: { 'operation-id': runningId } },
      ...done,
      cancels: 1,
    },
  ]);
});

describe.concurrent('F4 what names another publisher is not ours', () => {
  const stranger = { publisherId: 'fabrikam', offerId: 'contoso-vm' };
  play(
    (['canceled', 'succeeded', 'failed'] as const).map((state) => ({
      name: `a page of another publisher that ${state}: not our end`,
      scenario: { ...stuck, cancel: noLocation.cancel },
      plot: { page: json(200, pageOf(state, stranger)) },
      outcome: 'timed-out' as const,
      cancels: 1,
      says: 'The offer can still go live.',
    })),
  );

  it('an entry of another publisher that runs: not our target', async ({ expect }) => {
    const list = json(200, [{ ...entry('running', { id: other, changedTime: '2026-01-31T12:00:00Z' }), ...stranger }]);
    const { outputs, log } = await fire({ scenario: synchronous, plot: { list } });
    expect(outputs['operation-id'], log).not.toBe(other);
    expect(log).not.toContain(`Found operation ${other}`);
  });
});

describe.concurrent('F5 a list of more than 1 MiB', () => {
  /** One more old entry, which makes it so long. */
  const long = honestly(({ body, ...reply }) => ({
    ...reply,
    body: JSON.stringify([...(JSON.parse(body) as unknown[]), { ...entry('succeeded', { id: other }), definition: 'x'.repeat(1_100_000) }]),
  }));
  const shortWithFilter: Fault = (exchange) => (/[?&]status=running\b/.test(exchange.path) ? honest(exchange) : long(exchange));

  it.for([
    { name: 'the filter makes it shorter: what runs is known', list: shortWithFilter, asked: [false, true], id: runningId },
    { name: 'no filter helps: on without knowing, and the warning names operation-id', list: long, asked: [false, true], id: undefined },
  ])('$name', async ({ list, asked, id }, { expect }) => {
    const { outputs, log, received } = await fire({ scenario: synchronous, plot: { list } });
    expect(outputs['outcome'], log).toBe('canceled');
    const before = received.slice(
      0,
      received.findIndex(({ kind }) => kind === 'cancel'),
    );
    const lists = before.filter(({ kind }) => kind === 'list').map(({ path }) => path.includes('status=running'));
    expect(lists).toStrictEqual(asked);
    if (id === undefined) expect(log).toMatch(/^::warning.*operation-id/m);
    else expect(outputs['operation-id']).toBe(id);
  });
});

describe.concurrent('F13 an unclear reply, and a newer operation runs', () => {
  const newer = json(200, [entry('running', { id: other, changedTime: '2026-01-31T12:00:00Z' }), entry('canceled', { id: runningId })]);
  play([
    {
      name: 'the operation is canceled: the newer one is named',
      scenario: synchronous,
      plot: { list: later(newer), cancel: [processed(says(page(502, '<html><title>Bad gateway</title></html>')))] },
      outcome: 'canceled',
      cancels: 1,
      says: new RegExp(other),
    },
  ]);
});
