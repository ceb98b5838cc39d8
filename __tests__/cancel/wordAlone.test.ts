import { describe, expect, it } from 'vitest';
import { canceled, cut202, running, toTheDeadline } from '../support/cancelStory.ts';
import { CANCEL, LINK, LIST, linkPath, page, STATUS } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { type Answer, cutReply, reply, type Script, scripted, silence } from '../support/wire.ts';

const unserved = { [LIST]: reply(404), [STATUS]: reply(405) };
const ended = reply(200, page('succeeded'));
const failed = reply(200, page('failed'));
const toLink = { location: linkPath };
const anError = { error: { code: 'Conflict', message: 'Not now' } };
const word =
  /was canceled, says the service\. The service says that it is canceled\. This is its word alone and could not be checked, since .*\. Whether anything can go live is not known\./;
const unseen = /cannot be seen: the service serves neither .*\. A cancel was sent \(.*\)\. The offer can still go live\. Look at the offer/;

interface Row {
  readonly name: string;
  readonly answer: Answer;
  readonly link?: Answer | readonly Answer[];
  readonly status?: Answer | readonly Answer[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outcome: string;
  /** The requests after the cancel. */
  readonly after: readonly string[];
  readonly message?: RegExp;
}

const onWord = { outcome: 'canceled', message: word };
const uncheckable = { outcome: 'unknown', message: unseen };

const rows: readonly Row[] = [
  { name: 'F2 200 without a body', answer: reply(200), after: [STATUS], ...onWord },
  { name: 'F2 200 {}', answer: reply(200, {}), after: [STATUS], ...onWord },
  { name: 'F2 204', answer: reply(204), after: [STATUS], ...onWord },
  { name: 'F2 200 {} and wait: false', answer: reply(200, {}), inputs: { wait: 'false' }, after: [STATUS], ...onWord },
  {
    name: 'F9 202 and a link that succeeds',
    answer: reply(202, '', toLink),
    link: [running, ended],
    after: [`${LINK} ×2`, STATUS],
    ...onWord,
  },
  { name: 'F9 202 and a link that ends as canceled', answer: reply(202, '', toLink), link: canceled, after: [LINK, STATUS], ...onWord },
  { name: 'F9 202 that was cut, and a link that succeeds', answer: cut202, link: ended, after: [LINK, STATUS], ...onWord },
  {
    name: 'F9 202 and a link that fails: whether it goes on is not known',
    answer: reply(202, '', toLink),
    link: failed,
    outcome: 'failed',
    after: [LINK, STATUS],
    message: /The cancellation itself failed\. Whether the operation goes on is not known\. A cancel was sent/,
  },
  { name: 'F9 202 without a link: over at once', answer: reply(202), after: [STATUS], ...uncheckable },
  {
    name: 'F9 202 without a link, and the status comes back',
    answer: reply(202),
    status: [reply(404), running, canceled],
    outcome: 'canceled',
    after: [`${STATUS} ×2`],
    message: /showed is canceled\. Nothing goes live/,
  },
  {
    name: 'F9 202 and a link that is refused: over at once',
    answer: reply(202, '', toLink),
    link: reply(403),
    after: [LINK, STATUS],
    ...uncheckable,
  },
  {
    name: 'F9 202 and a link that cannot be read',
    answer: reply(202, '', toLink),
    link: reply(500),
    after: [`${LINK} ×3`, STATUS],
    ...uncheckable,
  },
  {
    name: 'F9 202 and a link that runs to the deadline',
    answer: reply(202, '', toLink),
    link: running,
    inputs: toTheDeadline,
    outcome: 'timed-out',
    after: [`${LINK} ×6`, STATUS],
  },
  { name: 'F9 202 without a link and wait: false', answer: reply(202), inputs: { wait: 'false' }, outcome: 'accepted', after: [] },
  ...[
    reply(200, anError),
    reply(202, anError),
    reply(200, 'ok'),
    reply(202, 'Sign in <html>'),
    reply(200, '<html>'),
    cutReply(200),
  ].flatMap((answer) => {
    const shown = 'body' in answer ? answer.body.slice(0, 20) : 'cut';
    const over = { answer, after: [STATUS], ...uncheckable };
    return [
      { name: `F1 ${answer.status} ${shown}: no word of the service`, ...over },
      { name: `F1 ${answer.status} ${shown} and wait: false`, ...over, inputs: { wait: 'false' } },
    ];
  }),
  { name: 'F1 502: over at once', answer: reply(502), after: [STATUS], ...uncheckable },
  { name: 'F1 silence: over at once', answer: silence, after: [STATUS], ...uncheckable },
  {
    name: 'F1 an error with a link that succeeds: of whom is not known',
    answer: reply(202, anError, toLink),
    link: ended,
    after: [LINK, STATUS],
    ...uncheckable,
  },
  {
    name: 'F1 an error with a link that ends as canceled',
    answer: reply(202, anError, toLink),
    link: canceled,
    after: [LINK, STATUS],
    ...onWord,
  },
  {
    name: 'F1 a refusal stays one',
    answer: reply(404),
    outcome: 'refused',
    after: [STATUS],
    message: /The service refused the cancel: HTTP 404/,
  },
];

function play({ answer, link, status, inputs = {} }: Pick<Row, 'answer' | 'link' | 'status' | 'inputs'>) {
  const script: Script = { ...unserved, [CANCEL]: answer, ...(link ? { [LINK]: link } : {}), ...(status ? { [STATUS]: status } : {}) };
  return runStep({ wire: scripted(script), inputs });
}

describe('ST-200f a service that serves neither the list nor the status', () => {
  it.each(rows)('$name → $outcome', async ({ outcome, after, message, ...row }) => {
    const step = await play(row);
    const requests = step.requests.slice(step.requests.indexOf(CANCEL) + 1);
    expect({ outcome: step.outputs['outcome'], after: requests, exitCode: step.exitCode }).toStrictEqual({
      outcome,
      after,
      exitCode: ['canceled', 'accepted'].includes(outcome) ? 0 : 1,
    });
    if (message) expect(step.outputs['message']).toMatch(message);
    if (message === word) {
      const texts = [...step.runner.lines, ...step.runner.summaries, ...Object.values(step.outputs)].join('\n');
      expect(texts).not.toMatch(/proved|confirmed/i);
      expect(
        step.runner.lines.filter((line) => /^warning: Sandbox: contoso-vm was canceled, says the service\. The service says/.test(line)),
      ).toHaveLength(1);
      expect(step.runner.summaries[0]).toMatch(
        /^## ⚠️ Sandbox: contoso-vm \*\*was canceled, says the service\*\*: this could not be checked\n/,
      );
    }
  });

  it('F1 ST-200e where the list is served, an unclear reply is settled by it, with wait: false too', async () => {
    for (const wait of ['true', 'false']) {
      const list = (state: string) => reply(200, [{ id: 'a', submissionState: state }]);
      const wire = scripted({ [LIST]: list('running'), [CANCEL]: reply(202, anError), 'GET operations/a': [running, running, canceled] });
      const { outputs, requests } = await runStep({ wire, inputs: { wait } });
      expect([outputs['outcome'], requests]).toStrictEqual([
        'canceled',
        [LIST, CANCEL, 'GET operations/a', CANCEL, 'GET operations/a ×2', LIST],
      ]);
    }
  });
});
