import { describe, expect, it } from 'vitest';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import { canceled, running, runs, toTheDeadline } from '../support/cancelStory.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, fence, LINK, LIST, linkPath, PAGE, page } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { refusedConnection, reply, scripted, silence } from '../support/wire.ts';

describe('the reply to the cancel', () => {
  it.each([
    { given: '429 with Retry-After: 7', answers: [reply(429, '', { 'retry-after': '7' }), reply(200)], pausesMs: [7000] },
    { given: '429 without', answers: [reply(429), reply(429), reply(200)], pausesMs: [500, 1000] },
    {
      given: 'three refused connections',
      answers: [refusedConnection, refusedConnection, refusedConnection, reply(200)],
      pausesMs: [500, 1000, 2000],
    },
  ])('RA-01 waits between requests: $given', async ({ answers, pausesMs }) => {
    const step = await runStep({ wire: scripted({ ...runs, [CANCEL]: answers, [PAGE]: canceled }) });
    expect(step.pausesMs).toStrictEqual(pausesMs);
  });

  it.each([
    { what: 'the Retry-After is beyond the deadline', answer: reply(429, '', { 'retry-after': '3600' }), pausesMs: [] },
    {
      what: 'an unclear reply, then a Retry-After beyond the deadline',
      answer: [silence, reply(429, '', { 'retry-after': '70' })],
      pausesMs: [],
    },
  ])('RA-10 $what: no waiting for it', async ({ answer, pausesMs }) => {
    const wire = scripted({ ...runs, [CANCEL]: answer, [PAGE]: [running, canceled] });
    const step = await runStep({ wire, inputs: toTheDeadline });
    expect(step.pausesMs.filter((ms) => ms > 1000)).toStrictEqual(pausesMs);
    expect(step.runner.lines.filter((line) => /again in/.test(line)).length).toBeLessThanOrEqual(1);
  });

  it.each([
    { what: 'a Retry-After that ends exactly at the deadline', retryAfter: '60', requests: [LIST, CANCEL] },
    { what: 'one that ends just before it', retryAfter: '59', requests: [LIST, `${CANCEL} ×2`] },
  ])('RA-10 $what', async ({ retryAfter, requests }) => {
    const wire = scripted({ ...runs, [CANCEL]: reply(429, '', { 'retry-after': retryAfter }) });
    expect((await runStep({ wire, inputs: toTheDeadline })).requests).toStrictEqual(requests);
  });

  it.each([
    {
      answer: reply(429),
      what: 'The service could not take the cancel: HTTP 429. A cancel was sent and not processed (HTTP 429).',
      next: 'Run the step again, which is safe. You can also',
    },
    {
      answer: reply(302),
      what: 'The service could not take the cancel: HTTP 302. A cancel was sent (HTTP 302).',
      next: 'A proxy, a filter or a portal answers in place of',
    },
    { answer: reply(403), what: 'The service refused the cancel: HTTP 403. A cancel was sent (HTTP 403).', next: 'Add the application' },
    {
      answer: reply(412),
      what: 'The service refused the cancel: HTTP 412. A cancel was sent (HTTP 412).',
      next: 'Correct what the service',
    },
    {
      answer: refusedConnection,
      what: 'The cancel did not reach the service: no connection (ECONNREFUSED). No cancel was sent.',
      next: 'Check the network',
    },
  ])('the three facts: $what', async ({ answer, what, next }) => {
    const { outputs } = await runStep({ wire: scripted({ ...runs, [CANCEL]: answer, [PAGE]: running }) });
    expect(outputs['message']?.startsWith(`Sandbox: contoso-vm is still publishing. ${what} The offer can still go live. ${next}`)).toBe(
      true,
    );
  });

  it('a machine that sleeps past the deadline sends nothing when it wakes up', async () => {
    const clock = createFakeClock();
    clock.at(200, () => clock.pass(120_000));
    const step = await runStep({ clock, wire: scripted({ ...runs, [CANCEL]: reply(429) }), inputs: toTheDeadline });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [LIST, CANCEL]]);
  });

  it('F7 G8 every request after the first goes on a new connection', async () => {
    const wire = scripted({ ...runs, [CANCEL]: [reply(429), silence, reply(200)], [PAGE]: [running, canceled] });
    await runStep({ wire });
    const posts = wire.sent.filter(({ method }) => method === 'POST');
    expect(posts.map(({ freshConnection }) => freshConnection)).toStrictEqual([undefined, true, true]);
  });

  it('says how long it waits, and for what', async () => {
    const waits = async (answers: readonly (Reply | NoReply)[]): Promise<string[]> => {
      const { runner } = await runStep({ wire: scripted({ ...runs, [CANCEL]: answers, [PAGE]: [running, running, canceled] }) });
      return runner.lines.filter((line) => / again/.test(line)).map((line) => line.slice(10));
    };
    expect(await waits([reply(429, '', { 'retry-after': '7' }), reply(200)])).toStrictEqual(['Asking again in 7 s']);
    expect(await waits([silence, reply(200)])).toStrictEqual(['Asking again, since the operation still runs']);
    expect(await waits([silence, reply(429, '', { 'retry-after': '3' }), reply(200)])).toStrictEqual([
      'Asking again, since the operation still runs',
      'Looking again in 3 s',
      'Asking again, since the operation still runs',
    ]);
  });

  it.each([
    { what: 'a migrated Location and addresses', location: linkPath, emails: 'a@contoso.com', notes: 1 },
    { what: 'a migrated Location and no address', location: linkPath, emails: '', notes: 0 },
    { what: 'a $ Location and addresses', location: '/api/operations/contoso$contoso-vm$2$preview', emails: 'a@contoso.com', notes: 0 },
    { what: 'no Location and addresses', location: '', emails: 'a@contoso.com', notes: 0 },
  ])('EM-09 $what: the note that mail is ignored is logged $notes times, and no warning', async ({ location, emails, notes }) => {
    const wire = scripted({ ...runs, [CANCEL]: reply(202, '', { location }) });
    const { runner } = await runStep({ wire, inputs: { wait: 'false', 'notification-emails': emails } });
    expect(runner.lines.filter((line) => /ignores notification-emails/.test(line))).toHaveLength(notes);
    expect(runner.lines.filter((line) => line.startsWith('warning'))).toStrictEqual([]);
  });

  it('sends the addresses, the ETag and the token, and shows none of them', async () => {
    const wire = scripted({
      ...runs,
      [CANCEL]: reply(202, '', { location: linkPath, 'x-ms-correlation-request-id': 'r-1' }),
      [LINK]: reply(200, page('succeeded')),
      [PAGE]: canceled,
    });
    const { runner, outputs } = await runStep({
      wire,
      inputs: { 'notification-emails': 'a@contoso.com; b@contoso.com', 'if-match': 'W/"7"' },
    });
    const order = wire.sent.find(({ method }) => method === 'POST');
    expect(order).toStrictEqual({
      intent: 'cancel',
      method: 'POST',
      url: 'http://127.0.0.1:1/api/publishers/contoso/offers/contoso-vm/cancel?api-version=2017-10-31',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'if-match': 'W/"7"',
        authorization: 'Bearer secret-token-of-contoso',
      },
      body: '{"metadata":{"notification-emails":"a@contoso.com,b@contoso.com"}}',
      secrets: ['secret-token-of-contoso'],
      timeoutMs: 30_000,
    });
    expect(runner.masks).toStrictEqual(['secret-token-of-contoso']);
    const shown = [...runner.lines, ...Object.values(outputs), ...runner.summaries].join('\n');
    expect(shown).not.toMatch(/secret-token|@contoso/);
    expect(shown).toMatch(/The service notifies 2 e-mail addresses/);
    expect(shown).toMatch(/EM-09|the service ignores notification-emails/);
    expect(outputs).toMatchObject({ 'operation-path': linkPath, 'operation-id': fence, 'request-id': 'r-1' });
  });
});
