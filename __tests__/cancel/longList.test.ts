import { describe, expect, it } from 'vitest';
import { canceled, running, toTheDeadline } from '../support/cancelStory.ts';
import { CANCEL, entry, fence, LIST, other, PAGE, page, STATUS } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { type Answer, reply, type Script, scripted } from '../support/wire.ts';

const tooLarge = { sent: true, code: 'too-large', status: 200, headers: {} };
const way = 'Set operation-id to be sure';

/** A list of more than 1 MiB, which the service filters by `status=running` like this. */
function longList(...filtered: readonly [Answer, ...Answer[]]): Answer {
  let turn = 0;
  return (request) => {
    if (!request.url.endsWith('?api-version=2017-10-31&status=running')) return tooLarge;
    const answer = filtered[Math.min(turn, filtered.length - 1)] ?? tooLarge;
    turn += 1;
    return typeof answer === 'function' ? answer(request) : answer;
  };
}

async function play(script: Script, inputs: Readonly<Record<string, string>> = {}) {
  const wire = scripted(script);
  const step = await runStep({ wire, inputs });
  const whole = wire.sent.filter(({ url }) => url.endsWith('/submissions/?api-version=2017-10-31'));
  const warnings = step.runner.lines.filter((line) => line.startsWith('warning: '));
  return { ...step, outcome: step.outputs['outcome'], message: step.outputs['message'], whole: whole.length, warnings };
}

describe('F5 PS-28 a list of more than 1 MiB is downloaded once', () => {
  it('what the filter shows running is the target, and a warning names the way to be sure', async () => {
    const step = await play({ [LIST]: longList(reply(200, [entry('running')])), [CANCEL]: reply(200), [PAGE]: canceled });
    expect([step.outcome, step.whole, step.requests]).toStrictEqual(['canceled', 1, [`${LIST} ×2`, CANCEL, PAGE]]);
    expect(step.outputs['operation-id']).toBe(fence);
    expect(step.warnings).toStrictEqual([expect.stringContaining(way)]);
  });

  it('with operation-id there is nothing to warn of', async () => {
    const script = { [LIST]: longList(reply(200, [entry('running')])), [CANCEL]: reply(200), [PAGE]: canceled };
    const step = await play(script, { 'operation-id': fence });
    expect([step.outcome, step.whole, step.warnings]).toStrictEqual(['canceled', 1, []]);
  });

  it('nothing runs by the filter and by the status: the newest operation is not known', async () => {
    const step = await play({ [LIST]: longList(reply(200, [])), [STATUS]: reply(200, page('succeeded')) });
    expect([step.outcome, step.whole, step.requests]).toStrictEqual(['nothing-to-cancel', 1, [`${LIST} ×2`, STATUS]]);
    expect(step.message).toMatch(/status is "succeeded"\. The newest operation is not known, since the list of operations .* too long/);
  });

  it('nothing runs by the filter, and the status runs: canceled without its id, with a warning', async () => {
    const step = await play({ [LIST]: longList(reply(200, [])), [STATUS]: [running, canceled], [CANCEL]: reply(200) });
    expect([step.outcome, step.whole, step.requests]).toStrictEqual(['canceled', 1, [`${LIST} ×2`, STATUS, CANCEL, STATUS]]);
    expect(step.warnings).toStrictEqual([expect.stringContaining(way)]);
  });

  it('the filtered list is too long as well: neither is asked for again', async () => {
    const step = await play({ [LIST]: longList(tooLarge), [STATUS]: [running, canceled], [CANCEL]: reply(200) });
    expect([step.outcome, step.whole, step.requests]).toStrictEqual(['canceled', 1, [`${LIST} ×2`, STATUS, CANCEL, STATUS]]);
  });

  it('the filter is not served: that is no word about the list, so the word of the service alone does not count', async () => {
    const script = { [LIST]: longList(reply(404)), [STATUS]: reply(404), [CANCEL]: reply(200) };
    const step = await play(script, toTheDeadline);
    expect([step.outcome, step.whole]).toStrictEqual(['unknown', 1]);
  });

  it('the operation is in no filtered list: it has not ended for certain, its page decides', async () => {
    const script = {
      [LIST]: longList(reply(200, [entry('running')]), reply(200, [])),
      [CANCEL]: reply(202),
      [PAGE]: [reply(500), reply(500), reply(200, page('succeeded'))],
    };
    const step = await play(script);
    expect([step.outcome, step.whole]).toStrictEqual(['too-late', 1]);
    expect(step.requests).toStrictEqual([`${LIST} ×2`, CANCEL, PAGE, LIST, PAGE, LIST, PAGE, LIST]);
  });

  it('the look for another operation asks for what runs only', async () => {
    const script = {
      [LIST]: longList(reply(200, [entry('running')]), reply(200, [entry('running', { id: other })])),
      [CANCEL]: reply(202),
      [PAGE]: reply(200, page('failed')),
    };
    const step = await play(script);
    expect([step.whole, step.message?.includes(`Operation ${other}`)]).toStrictEqual([1, true]);
  });

  it('with operation-id, another one runs by the filter', async () => {
    const step = await play({ [LIST]: longList(reply(200, [entry('running', { id: other })])) }, { 'operation-id': fence });
    expect([step.outcome, step.whole, step.requests]).toStrictEqual(['mismatch', 1, [`${LIST} ×2`]]);
  });

  it('with operation-id, nothing runs by the filter: its page decides', async () => {
    const script = { [LIST]: longList(reply(200, [])), [PAGE]: reply(200, page('succeeded')) };
    const step = await play(script, { 'operation-id': fence });
    expect([step.outcome, step.whole, step.requests]).toStrictEqual(['too-late', 1, [`${LIST} ×2`, PAGE]]);
  });
});
