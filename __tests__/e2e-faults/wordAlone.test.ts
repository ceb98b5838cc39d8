import { describe, it } from 'vitest';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import type { Fault, Plot } from './support/faultServer.ts';
import { page, says } from './support/faults.ts';
import { fire } from './support/fire.ts';
import { play, type Row } from './support/network.ts';

/** Successes of a service that serves neither the list nor the status of an offer: nothing but its word can tell. */

const { synchronous, accepted, 'no-location': noLocation } = scenarios;
const jsonType = 'Content-Type: application/json\r\n';
const json = (status: number, body: unknown): Fault => says(page(status, JSON.stringify(body), jsonType));
const missing = json(404, { error: { code: 'NotFound', message: 'There is no such resource.' } });
const unserved: Plot = { list: missing, status: missing, page: missing };

const noAnswers: readonly { readonly what: string; readonly cancel: Fault }[] = [
  { what: 'an error object', cancel: json(200, { error: { code: 'BadRequest', message: 'Nothing was done.' } }) },
  { what: 'the text ok', cancel: says(page(200, 'ok', 'Content-Type: text/plain\r\n')) },
  { what: 'a login page that begins with a text', cancel: says(page(200, 'Please wait <html><form>Sign in</form></html>')) },
  { what: 'a text that only looks like JSON', cancel: says(page(200, '{"status":', jsonType)) },
];

describe.concurrent('F1 the cancel is answered by 200 and no answer of the API: never the service’s word', () => {
  play(
    noAnswers.flatMap(({ what, cancel }) =>
      ['true', 'false'].map(
        (wait): Row => ({
          name: `${what}, wait: ${wait}`,
          plot: { ...unserved, cancel },
          given: { inputs: { wait } },
          outcome: 'unknown',
          cancels: 1,
          status: /^200$/,
          says: 'A cancel was sent (HTTP 200)',
        }),
      ),
    ),
  );
});

describe.concurrent('F2 the cancel is answered by 200 and {}: the service’s word, and no more', () => {
  it.for(['true', 'false'])('wait: %s', async (wait, { expect }) => {
    const fired = await fire({ scenario: synchronous, plot: { ...unserved, cancel: json(200, {}) }, given: { inputs: { wait } } });
    const { exitCode, outputs, log, summary } = fired;
    expect([outputs['outcome'], exitCode], log).toStrictEqual(['canceled', 0]);
    expect(outputs['message']).toMatch(/word/);
    expect(log).toMatch(/^::warning.*word/m);
    expect([log, summary, outputs['message']].join('\n')).not.toMatch(/\bproved\b|\bconfirmed\b/i);
    expect(summary).not.toContain('✅');
  });
});

describe.concurrent('F9 the cancel is answered by 202', () => {
  const canceledLink = json(200, { status: 'canceled' });
  const failedLink = json(200, { status: 'failed', messages: ['It could not be canceled.'] });

  it('the link ends as canceled: canceled, on the service’s word', async ({ expect }) => {
    const { exitCode, outputs, log, received } = await fire({ scenario: accepted, plot: { ...unserved, link: canceledLink } });
    expect([outputs['outcome'], exitCode], log).toStrictEqual(['canceled', 0]);
    expect(outputs['message']).toMatch(/word/);
    expect(received.filter(({ kind }) => kind === 'link').length).toBe(1);
  });

  it('the link fails: red, and nothing is said of an operation that goes on', async ({ expect }) => {
    const { exitCode, outputs, log } = await fire({ scenario: accepted, plot: { ...unserved, link: failedLink } });
    expect([exitCode, outputs['outcome'] === 'canceled'], log).toStrictEqual([1, false]);
    expect(outputs['message']).not.toMatch(/(?<!whether )the operation (goes on|still runs)/i);
  });

  it('there is no link: nothing can settle it, so it ends before the deadline', async ({ expect }) => {
    const { exitCode, outputs, log, received } = await fire({ scenario: noLocation, plot: unserved });
    expect([exitCode, outputs['outcome'] === 'canceled'], log).toStrictEqual([1, false]);
    expect(received.filter(({ kind }) => kind === 'status').length, log).toBeLessThanOrEqual(4);
  });
});
