import { describe, expect, it } from 'vitest';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import { createFakeClock, type FakeClock } from '../support/fakeClock.ts';
import { CANCEL, entry, LINK, LIST, linkPath, PAGE, page } from '../support/offer.ts';
import { runStep, type StepResult } from '../support/step.ts';
import { type Recorded, reply, type Script, scripted } from '../support/wire.ts';

interface Row {
  readonly name: string;
  readonly script: Script;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly requests?: readonly string[];
  readonly warnings?: readonly string[];
}

const running = reply(200, page('running'));
const canceled = reply(200, page('canceled'));
const ended = reply(200, page('succeeded'));
const runs = { [LIST]: reply(200, [entry('running')]) };
const withLink = { ...runs, [CANCEL]: reply(202, '', { location: linkPath }) };
const minute = { 'timeout-minutes': '1' };
const evil = reply(202, '', { location: 'https://evil.example/api/publishers/contoso/offers/contoso-vm/operations/1' });
const nothingInProgress = reply(400, { error: { code: 'BadRequest', message: 'There is no operation in progress to cancel.' } });

const rows: readonly Row[] = [
  {
    name: 'ST-400d 400 that says nothing is in progress, and the look shows it running: the words decide nothing',
    script: { ...runs, [CANCEL]: nothingInProgress, [PAGE]: running },
    outcome: 'refused',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'ST-400d 400 that says nothing is in progress, and the look shows that it failed',
    script: { ...runs, [CANCEL]: nothingInProgress, [PAGE]: reply(200, page('failed')) },
    outcome: 'nothing-to-cancel',
    requests: [LIST, CANCEL, PAGE, LIST],
  },
  {
    name: 'ST-400d 400 that says nothing is in progress, and the look shows that it was canceled',
    script: { ...runs, [CANCEL]: nothingInProgress, [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, PAGE],
  },
  {
    name: 'PS-13 304 on the page: the step goes on, with the list',
    script: {
      [LIST]: [reply(200, [entry('running')]), reply(200, [entry('running')]), reply(200, [entry('canceled')])],
      [CANCEL]: reply(202),
      [PAGE]: [running, reply(304)],
    },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${PAGE} ×2`, `${LIST} ×2`],
  },
  {
    name: 'PS-13 304 on the link: the step goes on',
    script: { ...withLink, [LINK]: [running, reply(304), ended], [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${LINK} ×3`, PAGE],
  },
  {
    name: 'PS-11 an unsafe new Location with every look: the old link is kept, and there is one warning',
    script: { ...withLink, [LINK]: [evil, evil, evil, evil, ended], [PAGE]: canceled },
    outcome: 'canceled',
    requests: [LIST, CANCEL, `${LINK} ×5`, PAGE],
    warnings: [
      'warning: An address that the service gave for the cancellation is not one of an operation of this offer, and is not followed',
    ],
  },
  ...['http://[::1]:8080', 'https://[::1]', 'http://[::ffff:127.0.0.1]:1', 'https://[2001:db8::1]'].map((url) => ({
    name: `NE-13 ${url} as base-url`,
    script: {},
    inputs: { 'base-url': url },
    outcome: 'invalid-input',
    requests: [],
  })),
  ...[
    ['BD-06', undefined],
    ['BD-06', 'text/html'],
    ['BD-06', 'application/octet-stream'],
    ['BD-06', 'not-the-api'],
    ['BD-07', 'application/json; charset=utf-8'],
    ['BD-07', 'application/json;odata.metadata=minimal'],
    ['BD-07', 'application/problem+json'],
    ['BD-07', 'APPLICATION/JSON'],
  ].map(([id, type]) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    return {
      name: `${id} JSON whose content-type is ${type ?? 'missing'}`,
      script: {
        [LIST]: reply(200, [entry('running')], headers),
        [CANCEL]: reply(202, { location: linkPath }, headers),
        [LINK]: reply(200, page('succeeded'), headers),
        [PAGE]: reply(200, page('canceled'), headers),
      },
      outcome: 'canceled',
      requests: [LIST, CANCEL, LINK, PAGE],
    };
  }),
];

describe('rows of the catalogue', () => {
  it.each(rows)('$name → $outcome', async ({ script, inputs = {}, outcome, requests, warnings }) => {
    const step = await runStep({ wire: scripted(script), inputs });
    expect({ outcome: step.outputs['outcome'], exitCode: step.exitCode }).toStrictEqual({
      outcome,
      exitCode: outcome === 'canceled' ? 0 : 1,
    });
    if (requests) expect(step.requests).toStrictEqual(requests);
    if (warnings) expect(step.runner.lines.filter((line) => line.startsWith('warning:'))).toStrictEqual(warnings);
  });

  it('PS-10 a link that moves with every look is followed twenty times, and then asked where it is', async () => {
    const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const pathOf = (index: number): string => `/api/publishers/contoso/offers/contoso-vm/operations/${idOf(index)}`;
    const moving = Array.from({ length: 40 }, (_, index) => [
      `GET operations/${idOf(index)}`,
      reply(202, '', { location: pathOf(index + 1) }),
    ]);
    const wire = scripted({
      ...runs,
      [CANCEL]: reply(202, '', { location: pathOf(0) }),
      ...(Object.fromEntries(moving) as Script),
      [PAGE]: canceled,
    });
    const step = await runStep({ wire });
    const followed = new Set(wire.requests.slice(2).filter((name) => name !== PAGE));
    expect([...followed]).toStrictEqual(Array.from({ length: 21 }, (_, index) => `GET operations/${idOf(index)}`));
    expect([step.outputs['outcome'], wire.requests.at(-1)]).toStrictEqual(['canceled', PAGE]);
  });
});

describe('BD-16 bodies of many and of long things', () => {
  const keys = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, index]));
  const long = 'x'.repeat(100_000);
  const many = Array.from({ length: 10_000 }, () => ({ messageHtml: long.slice(0, 50) }));
  const step = { id: long, stepName: long, status: 'inProgress', progressPercentage: 40 };
  it.each([
    { what: '50,000 keys', fields: keys },
    { what: '10,000 messages', fields: { messages: many } },
    { what: '10,000 steps', fields: { steps: Array.from({ length: 10_000 }, () => ({ stepName: 'a', status: 'inProgress' })) } },
    {
      what: 'texts of 100,000 characters',
      fields: { submissionType: long, slot: long, messages: [long, { messageHtml: long }], steps: [step] },
    },
  ])('$what: the result is the same, and what is shown is bounded', async ({ fields }) => {
    const wire = scripted({
      [LIST]: reply(200, [{ ...entry('running'), ...fields }]),
      [CANCEL]: reply(202, fields),
      [PAGE]: [reply(200, page('running', fields)), reply(200, page('failed', fields))],
    });
    const { outputs, runner } = await runStep({ wire });
    expect(outputs['outcome']).toBe('nothing-to-cancel');
    expect(outputs['message']?.length).toBeLessThanOrEqual(1000);
    expect(outputs['results']?.length).toBeLessThanOrEqual(4096);
    expect(Math.max(...runner.lines.map((line) => line.length))).toBeLessThanOrEqual(1500);
    expect(runner.lines.join('\n')).not.toContain('x'.repeat(501));
    expect(runner.summaries[0]?.length).toBeLessThanOrEqual(64 * 1024);
  });

  it('a list of a million entries is no list of ours', async () => {
    const wire = scripted({ [LIST]: reply(200, `[${'1,'.repeat(499_999)}1]`), 'GET status': reply(200, page('canceled')) });
    expect((await runStep({ wire })).outputs['outcome']).toBe('nothing-to-cancel');
  });
});

describe('EN-11 the machine changes its date in mid-run', () => {
  const dayMs = 86_400_000;
  const jumpingBy = (jumpMs: number): FakeClock => {
    const clock = createFakeClock();
    let offsetMs = 0;
    clock.at(5_000, () => {
      offsetMs = jumpMs;
    });
    return { ...clock, wallMs: () => clock.wallMs() + offsetMs };
  };
  const dated = { date: 'Sat, 31 Jan 2026 12:00:00 GMT', 'retry-after': 'Sat, 31 Jan 2026 12:00:20 GMT' };
  const scripts: readonly { readonly what: string; readonly script: Script; readonly outcome: string }[] = [
    { what: 'that waits to its deadline', script: { ...runs, [CANCEL]: reply(202), [PAGE]: running }, outcome: 'timed-out' },
    {
      what: 'that is asked to come back at a date',
      script: { ...runs, [CANCEL]: reply(202), [PAGE]: [running, running, running, reply(200, page('running'), dated), canceled] },
      outcome: 'canceled',
    },
    {
      what: 'whose cancel is turned away until a date',
      script: { ...runs, [CANCEL]: [reply(429, '', { 'retry-after': '8' }), reply(429, '', dated), reply(200)], [PAGE]: canceled },
      outcome: 'canceled',
    },
  ];
  it.each(
    scripts.flatMap((row) => [dayMs, -dayMs, 40_000 * dayMs].map((jumpMs) => ({ ...row, jumpMs, days: Math.round(jumpMs / dayMs) }))),
  )('by $days days, a step $what: $outcome, and every pause is the same', async ({ script, outcome, jumpMs }) => {
    const play = (jump: number): Promise<StepResult> => runStep({ clock: jumpingBy(jump), wire: scripted(script), inputs: minute });
    const [still, jumped] = [await play(0), await play(jumpMs)];
    expect(jumped.outputs).toStrictEqual(still.outputs);
    expect([jumped.outputs['outcome'], jumped.requests, jumped.clock.pausesMs, jumped.clock.nowMs()]).toStrictEqual([
      outcome,
      still.requests,
      still.clock.pausesMs,
      still.clock.nowMs(),
    ]);
  });
});

/** What the catalogue says of a status, once for each kind of world: how often it is asked, and how it ends. */
interface Rule {
  readonly posts: number;
  readonly whileItRuns: string;
  readonly onceCanceled: string;
}

const processed: Rule = { posts: 1, whileItRuns: 'timed-out', onceCanceled: 'canceled' };
const notProcessed: Rule = { posts: 4, whileItRuns: 'failed', onceCanceled: 'failed' };
const unclear: Rule = { posts: 2, whileItRuns: 'unknown', onceCanceled: 'canceled' };
const noAnswer: Rule = { posts: 1, whileItRuns: 'failed', onceCanceled: 'canceled' };
const no: Rule = { posts: 1, whileItRuns: 'refused', onceCanceled: 'canceled' };
const finalErrors = [407, 501, 505, 506, 508, 510, 511];

function ruleOf(status: number): Rule {
  if (status < 200 || status > 599) return unclear;
  if (status < 300) return processed;
  if (status < 400 || finalErrors.includes(status)) return noAnswer;
  if (status === 425 || status === 429) return notProcessed;
  return status === 408 || status >= 500 ? unclear : no;
}

/** The transport's rule (docs/platform.md#http-parser): what is no HTTP status is no reply. */
const onTheWire = (status: number): Reply | NoReply =>
  status < 200 || status > 599
    ? { sent: true, code: 'bad-status' }
    : reply(status, status < 300 ? '' : { error: { code: 'C', message: 'M' } });

const postsIn = ({ requests }: Recorded): number => requests.filter((name) => name === CANCEL).length;

describe('ST every status from 100 to 999 as the reply to the cancel, in a whole step', () => {
  it.each(Array.from({ length: 9 }, (_, index) => (index + 1) * 100))('%i and the 99 after it', async (first) => {
    for (let status = first; status < first + 100; status += 1) {
      const { posts, whileItRuns, onceCanceled } = ruleOf(status);
      const [runsOn, stops] = [running, canceled].map((seen) => scripted({ ...runs, [CANCEL]: onTheWire(status), [PAGE]: seen }));
      if (!runsOn || !stops) throw new Error('there are two worlds');
      const [red, green] = [await runStep({ wire: runsOn, inputs: minute }), await runStep({ wire: stops, inputs: minute })];
      expect({ status, posts: postsIn(runsOn), outcomes: [red, green].map(({ outputs }) => outputs['outcome']) }).toStrictEqual({
        status,
        posts,
        outcomes: [whileItRuns, onceCanceled],
      });
      expect(red.exitCode).toBe(1);
      expect(green.exitCode).toBe(onceCanceled === 'canceled' ? 0 : 1);
      expect(`${red.outputs['message']}${green.outputs['message']}`).not.toMatch(/please report it|undefined|object Object/);
    }
  });
});
