import { describe, expect, it } from 'vitest';
import { canceled, toTheDeadline as minute, running } from '../support/cancelStory.ts';
import { CANCEL, LINK, LIST, linkPath, page, STATUS } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { reply, type Script, scripted } from '../support/wire.ts';

interface Row {
  readonly name: string;
  readonly script: Script;
  readonly inputs?: Record<string, string>;
  readonly outcome: string;
  /** The requests after the cancel. */
  readonly after: readonly string[];
  readonly message?: RegExp;
}

const ended = reply(200, page('succeeded'));
const failed = reply(200, page('failed'));
const withoutId = { [LIST]: reply(500), [CANCEL]: reply(202, '', { location: linkPath }) };

const rows: readonly Row[] = [
  {
    name: 'PS-08 without its id: the status ran and is canceled',
    script: { ...withoutId, [STATUS]: [running, canceled], [LINK]: ended },
    outcome: 'canceled',
    after: [LINK, STATUS],
  },
  {
    name: 'without its id: the link fails, the status runs on',
    script: { ...withoutId, [STATUS]: running, [LINK]: failed },
    outcome: 'failed',
    after: [LINK, STATUS],
  },
  {
    name: 'without its id: never seen running proves nothing',
    script: { ...withoutId, [STATUS]: [reply(500), reply(500), reply(500), reply(500), canceled], [LINK]: [running, ended] },
    outcome: 'unknown',
    after: [`${LINK} ×2`, STATUS],
    message: /none was ever seen running/,
  },
  {
    name: 'without its id: never published after all',
    script: { ...withoutId, [STATUS]: [reply(500), reply(500), reply(500), reply(500), reply(200, page('NeverPublished'))], [LINK]: ended },
    outcome: 'unknown',
    after: [LINK, STATUS],
  },
  {
    name: 'without its id: seen running later',
    script: { ...withoutId, [CANCEL]: reply(202), [STATUS]: [reply(500), reply(500), reply(500), reply(500), running, canceled] },
    outcome: 'canceled',
    after: [`${STATUS} ×2`],
  },
  {
    name: 'without its id: the preview has come',
    script: { ...withoutId, [STATUS]: [running, reply(200, page('succeeded'))], [LINK]: ended },
    outcome: 'too-late',
    after: [LINK, STATUS],
    message: /The operation that the offer's status showed succeeded before the cancel took effect\. .* The offer may be live\./,
  },
  {
    name: 'the list is out of order, not unserved: 200 alone proves nothing',
    script: { [LIST]: reply(500), [STATUS]: reply(404), [CANCEL]: reply(200) },
    inputs: minute,
    outcome: 'unknown',
    after: [`${STATUS} ×8`],
  },
];

describe('following an operation that only the status shows', () => {
  it.each(rows)('$name → $outcome', async ({ script, inputs = {}, outcome, after, message }) => {
    const step = await runStep({ wire: scripted(script), inputs });
    const requests = step.requests.slice(step.requests.indexOf(CANCEL) + 1);
    expect({ outcome: step.outputs['outcome'], after: requests, exitCode: step.exitCode }).toStrictEqual({
      outcome,
      after,
      exitCode: outcome === 'canceled' ? 0 : 1,
    });
    if (message) expect(step.outputs['message']).toMatch(message);
  });
});
