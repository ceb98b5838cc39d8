import { describe, expect, it } from 'vitest';
import { cancelOffer } from '../../src/cancel/cancelOffer.ts';
import { withReader } from '../../src/http/reply.ts';
import type { Plan } from '../../src/inputs/plan.ts';
import type { ApiSend } from '../../src/marketplace/api.ts';
import type { Cause } from '../../src/outcome/causes.ts';
import type { CancelFacts } from '../../src/outcome/result.ts';
import { createFakeApi } from '../support/fakeApi.ts';
import { createFakeClock, startWallMs } from '../support/fakeClock.ts';
import { usual } from '../support/plan.ts';
import { reply, type Script, scripted, silence } from '../support/wire.ts';

const LIST = 'GET /v9/products/vm/jobs';
const PAGE = `${LIST}/7`;
const CANCEL = 'DELETE /v9/products/vm/jobs/7';
const LINK = 'GET /v9/withdrawals/3';
const withdrawal = '/v9/withdrawals/3';

interface Row {
  readonly name: string;
  readonly plan?: Partial<Plan>;
  readonly script: Script;
  readonly requests: readonly string[];
  readonly cause: Cause;
  readonly facts?: Partial<CancelFacts>;
  readonly log: readonly string[];
}

const job = (phase: string, number = 7): object => ({ job: number, phase, track: ['nightly'], since: startWallMs - 240_000 });
const page = (phase: string): ReturnType<typeof reply> => reply(200, job(phase));
const jobs = (...all: object[]): ReturnType<typeof reply> => reply(200, { jobs: all });
const runs = { [LIST]: jobs(job('released', 5), job('live-run'), job('broken', 6)) };

const found = 'note: Found job 7 (nightly): live-run, last changed 4 minutes ago';
const sending = 'note: Asking to cancel job 7 (nightly)';
const accepted = 'note: The service accepted the cancel:';
const waiting = 'note: Waiting until the job has ended. Deadline: 12:15:00 UTC';
const unclear = 'note: No answer to the cancel came: no reply in time';
const again = 'note: Asking again, since the operation still runs';
const nothing = { sent: 'no', operationId: null } as const;
const taken = { sent: 'yes', operationId: '7' } as const;

const rows: readonly Row[] = [
  {
    name: 'canceled at once',
    script: { ...runs, [CANCEL]: reply(204), [PAGE]: page('withdrawn') },
    requests: [LIST, CANCEL, PAGE, LIST],
    cause: 'canceled',
    facts: { ...taken, statusCode: 204 },
    log: [found, sending, `${accepted} HTTP 204`, 'note: The job: withdrawn'],
  },
  {
    name: 'canceled, and a newer one runs by now: a warning names it',
    script: {
      [LIST]: [jobs(job('live-run')), jobs(job('withdrawn'), job('live-run', 8))],
      [CANCEL]: reply(204),
      [PAGE]: page('withdrawn'),
    },
    requests: [LIST, CANCEL, PAGE, LIST],
    cause: 'canceled',
    facts: taken,
    log: [
      ...[found, sending, `${accepted} HTTP 204`, 'note: The job: withdrawn'],
      'warning: Another job: job 8 (nightly) runs and can go live',
    ],
  },
  {
    name: 'canceled later',
    script: { ...runs, [CANCEL]: reply(202), [PAGE]: [page('live-run'), page('halting'), page('withdrawn')] },
    requests: [LIST, CANCEL, PAGE, PAGE, PAGE, LIST],
    cause: 'canceled',
    facts: { ...taken, statusCode: 202 },
    log: [found, sending, `${accepted} HTTP 202`, waiting, 'note: The job: live-run', 'note: The job: halting', 'note: The job: withdrawn'],
  },
  {
    name: 'canceled later, with a link that is looked at first',
    script: { ...runs, [CANCEL]: reply(202, { withdrawal }), [LINK]: [page('live-run'), page('released')], [PAGE]: page('withdrawn') },
    requests: [LIST, CANCEL, LINK, LINK, PAGE, LIST],
    cause: 'canceled',
    facts: { ...taken, statusCode: 202, operationPath: withdrawal },
    log: [
      found,
      sending,
      `${accepted} HTTP 202`,
      waiting,
      'note: The withdrawal: live-run',
      'note: The withdrawal: released',
      'note: The job: withdrawn',
    ],
  },
  {
    name: 'nothing running: no job at all',
    script: { [LIST]: jobs() },
    requests: [LIST],
    cause: 'nothing-running',
    facts: nothing,
    log: [],
  },
  {
    name: 'nothing running: the newest has ended',
    script: { [LIST]: jobs(job('withdrawn', 5), job('released')) },
    requests: [LIST],
    cause: 'nothing-running',
    facts: nothing,
    log: [],
  },
  {
    name: 'a guard on the job that runs',
    plan: { operationId: '7' },
    script: { ...runs, [CANCEL]: reply(204), [PAGE]: page('withdrawn') },
    requests: [LIST, CANCEL, PAGE, LIST],
    cause: 'canceled',
    facts: taken,
    log: [found, 'note: It is the job that operation-id names', sending, `${accepted} HTTP 204`, 'note: The job: withdrawn'],
  },
  {
    name: 'a guard on another job: nothing is sent',
    plan: { operationId: '6' },
    script: runs,
    requests: [LIST],
    cause: 'another-runs',
    facts: { sent: 'no', operationId: '7' },
    log: [],
  },
  {
    name: 'a list that cannot be read, and no other route: nothing is sent',
    script: { [LIST]: reply(500) },
    requests: [LIST],
    cause: 'list-unreadable',
    facts: nothing,
    log: [],
  },
  {
    name: 'a list that is a web page: nothing is sent',
    script: { [LIST]: reply(200, '<html>') },
    requests: [LIST],
    cause: 'not-the-api',
    facts: nothing,
    log: [],
  },
  {
    name: 'a list that cannot be read, and a guard: nothing is sent',
    plan: { operationId: '7' },
    script: { [LIST]: reply(500) },
    requests: [LIST],
    cause: 'list-unreadable',
    facts: nothing,
    log: [],
  },
  {
    name: 'refused, and it still runs',
    script: { ...runs, [CANCEL]: reply(403, { message: 'No' }), [PAGE]: page('live-run') },
    requests: [LIST, CANCEL, PAGE],
    cause: 'refused-403',
    facts: { ...taken, statusCode: 403 },
    log: [found, sending, 'note: The service refused the cancel: HTTP 403, "No"'],
  },
  {
    name: 'a lost reply that a look settles',
    script: { ...runs, [CANCEL]: silence, [PAGE]: page('withdrawn') },
    requests: [LIST, CANCEL, PAGE, LIST],
    cause: 'canceled',
    facts: { ...taken, statusCode: null },
    log: [found, sending, unclear, 'note: The job: withdrawn'],
  },
  {
    name: 'a lost reply, and it still runs: the same job is named once more',
    script: { ...runs, [CANCEL]: [silence, reply(204)], [PAGE]: [page('live-run'), page('withdrawn')] },
    requests: [LIST, CANCEL, PAGE, CANCEL, PAGE, LIST],
    cause: 'canceled',
    facts: { ...taken, statusCode: 204 },
    log: [...[found, sending, unclear, 'note: The job: live-run', again], ...[sending, `${accepted} HTTP 204`, 'note: The job: withdrawn']],
  },
  {
    name: 'a lost reply, and it is halting: not sent again',
    script: { ...runs, [CANCEL]: silence, [PAGE]: [page('halting'), page('withdrawn')] },
    requests: [LIST, CANCEL, PAGE, PAGE, LIST],
    cause: 'canceled',
    facts: taken,
    log: [found, sending, unclear, 'note: The job: halting', 'note: The job: withdrawn'],
  },
  {
    name: 'taken, and too late all the same: no other job can have been hit, so there is no look for one',
    script: { ...runs, [CANCEL]: reply(202), [PAGE]: [page('live-run'), page('released')] },
    requests: [LIST, CANCEL, PAGE, PAGE],
    cause: 'too-late',
    facts: { ...taken, statusCode: 202 },
    log: [found, sending, `${accepted} HTTP 202`, waiting, 'note: The job: live-run', 'note: The job: released'],
  },
  {
    name: 'a dry run',
    plan: { isDryRun: true },
    script: runs,
    requests: [LIST],
    cause: 'planned',
    facts: { sent: 'no', operationId: '7' },
    log: [found],
  },
  {
    name: 'wait: false',
    plan: { wait: false },
    script: { ...runs, [CANCEL]: reply(202) },
    requests: [LIST, CANCEL],
    cause: 'accepted',
    facts: { ...taken, statusCode: 202 },
    log: [found, sending, `${accepted} HTTP 202`],
  },
];

describe('an offer on another marketplace API', () => {
  async function play({ script, plan = {} }: Pick<Row, 'script' | 'plan'>) {
    const clock = createFakeClock();
    const wire = scripted(script);
    const stop = new AbortController().signal;
    const read = withReader(wire.transport, clock);
    const send: ApiSend = ({ beforeSending, ...request }) => {
      beforeSending?.();
      return read({ ...request, timeoutMs: 30_000 }, stop);
    };
    const log: string[] = [];
    const ended = await cancelOffer({
      plan: { ...usual, api: { ...usual.api, noun: 'job', cancelNamesOperation: true, usualWait: '' }, ...plan },
      clock,
      deadlineMs: 900_000,
      stop,
      marketplace: createFakeApi(send),
      log: (kind, text) => void log.push(`${kind}: ${text}`),
      checkpoint: () => undefined,
      onObserved: () => undefined,
    });
    return { ...ended, log, requests: wire.requests };
  }

  it.each(rows)('$name → $cause', async ({ requests, cause, facts = {}, log, ...story }) => {
    const ended = await play(story);
    expect({ requests: ended.requests, cause: ended.conclusion.cause, log: ended.log }).toStrictEqual({ requests, cause, log });
    expect(ended.facts).toMatchObject(facts);
  });

  it.each([
    {
      name: 'what was canceled',
      script: { ...runs, [CANCEL]: reply(204), [PAGE]: page('withdrawn') },
      what: 'Job 7 (nightly) is canceled',
    },
    { name: 'a dry run', plan: { isDryRun: true }, script: runs, what: 'A dry run: job 7 (nightly) would be canceled' },
    {
      name: 'another one',
      plan: { operationId: '6' },
      script: runs,
      what: 'Another job runs: job 7 (nightly), not 6 (which failed)',
    },
    {
      name: 'a list that cannot be read',
      script: { [LIST]: reply(500) },
      what: "What runs cannot be seen, since the service's list cannot be read: HTTP 500",
    },
  ])('what a person reads of $name', async ({ what, ...story }) => {
    expect((await play(story)).conclusion.statement).toBe(what);
  });
});
