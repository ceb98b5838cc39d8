import { describe, expect, it } from 'vitest';
import { type ApiRow, expectApiRow } from '../support/apiStory.ts';
import { CANCEL_JOB, JOB, job, jobPage, live, newer, PUBLISHED, product, publishOf, RESOURCES, running } from '../support/product.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

/** Whole steps on the Product Ingestion API from the cancel on. */
const usual = { api: 'product-ingestion', 'publisher-id': '', 'offer-id': product, 'operation-id': job, 'timeout-minutes': '3' };
const busy = reply(200, jobPage('running'));
const ended = (result: string) => reply(200, jobPage('completed', result));
const canceled = ended('cancelled');
const standing = publishOf(live, 'completed', 'succeeded', 'live');
const publishing = reply(200, { value: [standing, publishOf(running)] });
const idle = reply(200, { value: [standing, publishOf(running, 'completed', 'failed')] });
const runs = { [JOB]: busy, [PUBLISHED]: publishing, [CANCEL_JOB]: canceled };
const look = [JOB, PUBLISHED] as const;
const first = [...look, ...look, CANCEL_JOB] as const;
/** The job's answers, and those of the submissions, beyond the two looks before the cancel. */
const jobs = (...answers: ReturnType<typeof reply>[]) => [busy, busy, ...answers];
const lists = (...answers: ReturnType<typeof reply>[]) => [publishing, publishing, ...answers];
const stops = { [JOB]: jobs(canceled), [PUBLISHED]: lists(idle) };
const late = { [JOB]: jobs(ended('succeeded')), [PUBLISHED]: lists(idle), [RESOURCES]: reply(200, { resources: [publishOf(running)] }) };

describe('a cancel that was taken', () => {
  const rows: readonly ApiRow[] = [
    {
      name: 'both witnesses',
      script: { ...runs, ...stops },
      outcome: 'canceled',
      requests: [...first, ...look],
      message: /the job says so, and no submission of the product runs/,
    },
    {
      name: '202 without a body',
      script: { ...runs, ...stops, [CANCEL_JOB]: reply(202) },
      outcome: 'canceled',
      requests: [...first, ...look],
    },
    {
      name: 'the job is canceled, its submission a little later',
      script: { ...runs, ...stops, [PUBLISHED]: lists(publishing, publishing, idle) },
      outcome: 'canceled',
      requests: [...first, JOB, `${PUBLISHED} ×3`],
    },
    {
      name: 'the job is canceled, and the submissions cannot be read for a while',
      script: { ...runs, ...stops, [PUBLISHED]: lists(reply(500), idle) },
      outcome: 'canceled',
      requests: [...first, JOB, `${PUBLISHED} ×2`],
    },
    {
      name: 'the job is canceled, and a newer submission runs to the deadline',
      script: { ...runs, ...stops, [PUBLISHED]: lists(reply(200, { value: [publishOf(newer)] })) },
      inputs: { 'timeout-minutes': '1' },
      outcome: 'unknown',
      requests: [...first, JOB, `${PUBLISHED} ×8`],
    },
    {
      name: 'the job is canceled, and its submission has succeeded',
      script: { ...runs, ...stops, [PUBLISHED]: lists(reply(200, { value: [publishOf(running, 'completed', 'succeeded')] })) },
      outcome: 'unknown',
      requests: [...first, ...look],
      message: /of the product has succeeded/,
    },
    {
      name: 'the job fails by itself',
      script: { ...runs, [JOB]: jobs(ended('failed')), [PUBLISHED]: lists(idle) },
      outcome: 'nothing-to-cancel',
      requests: [...first, ...look],
    },
    {
      name: 'the job fails, and its submission runs to the deadline',
      script: { ...runs, [JOB]: jobs(ended('failed')) },
      outcome: 'unknown',
      requests: [...first, ...look, ...look, ...look, ...look],
    },
    { name: 'the job succeeds', script: { ...runs, ...late }, outcome: 'too-late', requests: [...first, ...look, RESOURCES] },
    {
      name: 'the job runs to the deadline: one look a minute, and one at the deadline',
      script: runs,
      outcome: 'timed-out',
      requests: [...first, ...look, ...look, ...look, ...look],
    },
    {
      name: 'the token is refused afterwards',
      script: { ...runs, [JOB]: jobs(reply(401)) },
      outcome: 'unknown',
      requests: [...first, JOB],
    },
    {
      name: 'the submissions are refused afterwards',
      script: { ...runs, [JOB]: jobs(canceled), [PUBLISHED]: lists(reply(403)) },
      outcome: 'unknown',
      requests: [...first, ...look],
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => void (await expectApiRow(usual, row)));

  it.each([
    { interval: '1', looks: 11 },
    { interval: '300', looks: 6 },
  ])('two looks at the job are at least a minute apart, also with poll-interval-seconds: $interval', async ({ interval, looks }) => {
    const requests = [...first, ...Array<typeof look>(looks).fill(look).flat()];
    const inputs = { 'poll-interval-seconds': interval, 'timeout-minutes': '10' };
    const { departures } = await expectApiRow(usual, { name: '', script: runs, inputs, outcome: 'timed-out', requests });
    const after = departures.slice(departures.findIndex(({ request }) => request.method === 'POST'));
    const looksMs = after.filter(({ request }) => request.url.includes('/status?')).map(({ atMs }) => atMs);
    const pausesMs = looksMs.slice(1).map((atMs, index) => atMs - (looksMs[index] ?? 0));
    expect([looksMs[0], looksMs.at(-1), Math.min(...pausesMs) >= 60_000]).toStrictEqual([0, 600_000, true]);
  });
});

it('two looks at a job that cannot be read are a minute apart too', async () => {
  const script = { ...runs, [JOB]: [busy, busy, reply(500)] };
  const requests = [...first, ...Array(4).fill(JOB)];
  await expectApiRow(usual, { name: '', script, outcome: 'timed-out', requests });
});

it('a job that succeeded, of a target that cannot be read, is not said to be a preview', async () => {
  const script = { ...runs, ...late, [RESOURCES]: reply(500) };
  const { outputs } = await expectApiRow(usual, {
    name: '',
    script,
    outcome: 'too-late',
    requests: [...first, ...look, `${RESOURCES} ×4`],
  });
  expect(outputs['message']).toContain('may be live');
});

it('a push to live: Partner Center has no Cancel publish for it', async () => {
  const live = reply(200, { value: [standing, publishOf(running, 'running', 'pending', 'live')] });
  const script = { ...runs, [PUBLISHED]: live, [CANCEL_JOB]: reply(403) };
  const { outputs } = await expectApiRow(usual, { name: '', script, outcome: 'refused', requests: [...first, ...look] });
  expect(outputs['message']).not.toContain('Cancel publish');
});

describe('wait: false, a cancel that was taken', () => {
  const rows: readonly ApiRow[] = [
    { name: 'both witnesses at once', script: { ...runs, ...stops }, outcome: 'canceled', requests: [...first, ...look] },
    { name: 'the job runs on', script: runs, outcome: 'accepted', requests: [...first, ...look] },
    {
      name: 'the job shows errors of its own, and runs on',
      script: { ...runs, [CANCEL_JOB]: reply(200, jobPage('running', 'pending', { errors: [{ code: 'operationCanceled' }] })) },
      outcome: 'accepted',
      requests: [...first, ...look],
    },
    {
      name: 'the job is canceled, and its submission runs',
      script: { ...runs, [JOB]: jobs(canceled) },
      outcome: 'accepted',
      requests: [...first, ...look],
    },
    { name: 'too late', script: { ...runs, ...late }, outcome: 'too-late', requests: [...first, ...look, RESOURCES] },
    {
      name: 'a web page, then a second one that is taken: one look at once',
      script: { ...runs, [CANCEL_JOB]: [reply(200, '<html>'), canceled] },
      outcome: 'accepted',
      requests: [...first, ...look, ...look, CANCEL_JOB, ...look],
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => {
    const { clock } = await expectApiRow({ ...usual, wait: 'false' }, row);
    expect(clock.nowMs()).toBeLessThan(5_000);
  });
});

describe('a cancel whose reply is no clear yes', () => {
  const no = reply(400, { error: { code: 'badRequest', message: 'Cannot cancel job, job has already completed.' } });
  const rows: readonly ApiRow[] = [
    {
      name: 'lost, and both witnesses',
      script: { ...runs, ...stops, [CANCEL_JOB]: silence },
      outcome: 'canceled',
      requests: [...first, ...look],
    },
    {
      name: 'lost, and the job succeeded',
      script: { ...runs, ...late, [CANCEL_JOB]: silence },
      outcome: 'too-late',
      requests: [...first, ...look, RESOURCES],
    },
    {
      name: 'lost, and the job runs: a second one',
      script: {
        ...runs,
        [JOB]: jobs(busy, busy, canceled),
        [PUBLISHED]: lists(publishing, publishing, idle),
        [CANCEL_JOB]: [silence, canceled],
      },
      outcome: 'canceled',
      requests: [...first, ...look, ...look, CANCEL_JOB, ...look],
    },
    {
      name: 'lost, and the job is canceled while a submission runs: no second one',
      script: { ...runs, [JOB]: jobs(canceled), [PUBLISHED]: lists(publishing, idle), [CANCEL_JOB]: silence },
      outcome: 'canceled',
      requests: [...first, JOB, `${PUBLISHED} ×2`],
    },
    {
      name: 'lost, and the job has failed while a submission runs: no second one',
      script: { ...runs, [JOB]: jobs(ended('failed')), [PUBLISHED]: lists(publishing, publishing, idle), [CANCEL_JOB]: silence },
      outcome: 'nothing-to-cancel',
      requests: [...first, ...look, ...look, ...look],
    },
    {
      name: 'lost twice, and the job runs on',
      script: { ...runs, [CANCEL_JOB]: silence },
      outcome: 'unknown',
      requests: [...first, ...look, ...look, CANCEL_JOB, ...look, ...look, ...look, ...look, ...look],
    },
    {
      name: '400, and the job runs',
      script: { ...runs, [CANCEL_JOB]: no },
      outcome: 'refused',
      requests: [...first, ...look],
      message: /has already completed/,
    },
    {
      name: '400, and the job has succeeded',
      script: { ...runs, ...late, [CANCEL_JOB]: no },
      outcome: 'too-late',
      requests: [...first, ...look, RESOURCES],
    },
    {
      name: '400, and another run has canceled the job',
      script: { ...runs, ...stops, [CANCEL_JOB]: no },
      outcome: 'canceled',
      requests: [...first, ...look],
    },
    {
      name: '400, another run has canceled the job, and its submission runs a little longer',
      script: { ...runs, [JOB]: jobs(canceled), [PUBLISHED]: lists(publishing, idle), [CANCEL_JOB]: no },
      outcome: 'canceled',
      requests: [...first, JOB, `${PUBLISHED} ×2`],
    },
    { name: '403', script: { ...runs, [CANCEL_JOB]: reply(403) }, outcome: 'refused', requests: [...first, ...look] },
    { name: '404', script: { ...runs, [CANCEL_JOB]: reply(404) }, outcome: 'refused', requests: [...first, ...look] },
    {
      name: '404, and the job cannot be read',
      script: { ...runs, [CANCEL_JOB]: reply(404), [JOB]: jobs(reply(500)) },
      outcome: 'refused',
      requests: [...first, `${JOB} ×4`],
    },
    { name: '409', script: { ...runs, [CANCEL_JOB]: reply(409) }, outcome: 'refused', requests: [...first, ...look] },
    {
      name: '429, with a look before the next one',
      script: { ...runs, [JOB]: jobs(busy, canceled), [PUBLISHED]: lists(publishing, idle), [CANCEL_JOB]: [reply(429), canceled] },
      outcome: 'canceled',
      requests: [...first, ...look, CANCEL_JOB, ...look],
    },
    {
      name: 'no connection, and the job has been canceled right before the next one',
      script: { ...runs, ...stops, [CANCEL_JOB]: refusedConnection },
      outcome: 'canceled',
      requests: [...first, ...look],
      message: /had already been canceled/,
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => void (await expectApiRow(usual, row)));
});
