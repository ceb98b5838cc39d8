import { describe, expect, it } from 'vitest';
import { CANCEL, entry, fence, LIST, PAGE, page } from '../support/offer.ts';
import { createFakeHost, runStep } from '../support/step.ts';
import { reply, scripted } from '../support/wire.ts';

const runs = { [LIST]: reply(200, [entry('running')]) };
const running = reply(200, page('running'));
const canceled = reply(200, page('canceled'));

describe('G4, G5: the truth is written before the end is known', () => {
  it('failed until a cancel may leave, unknown from then on, the result at the end', async () => {
    const { runner, outputs } = await runStep({ wire: scripted({ ...runs, [CANCEL]: reply(200), [PAGE]: canceled }) });
    expect(runner.outcomes).toStrictEqual(['failed', 'unknown', 'unknown', 'canceled']);
    expect(JSON.parse(outputs['results'] ?? '')).toStrictEqual([
      {
        publisherId: 'contoso',
        offerId: 'contoso-vm',
        outcome: 'canceled',
        statusCode: 200,
        operationPath: null,
        operationId: fence,
        requestId: null,
        message: expect.stringContaining('is canceled'),
      },
    ]);
  });

  it.each([
    { what: 'before a cancel', at: LIST, outcome: 'failed' },
    { what: 'after a cancel', at: PAGE, outcome: 'unknown' },
  ])('SG-08 the code throws $what', async ({ at, outcome }) => {
    const throws = () => {
      throw new Error('a bug\n::error::of ours');
    };
    const step = await runStep({ wire: scripted({ ...runs, [CANCEL]: reply(200), [PAGE]: canceled, [at]: throws }) });
    expect([step.outputs['outcome'], step.exitCode]).toStrictEqual([outcome, 1]);
    expect(step.outputs['message']).toMatch(
      /^Sandbox: contoso-vm may still be publishing\. The action failed, please report it \(Error: a bug ::error::of ours\)\./,
    );
  });

  it.each(['uncaughtException', 'unhandledRejection'])('SG-08 %s from anywhere', async (event) => {
    const host = createFakeHost();
    const wire = scripted({
      ...runs,
      [CANCEL]: () => {
        host.emit(event, new Error('out of nowhere'));
        return reply(200);
      },
      [PAGE]: running,
    });
    const step = await runStep({ host, wire });
    expect([step.outputs['outcome'], step.exitCode]).toStrictEqual(['unknown', 1]);
  });

  it('is red while nothing is known', async () => {
    const host = createFakeHost();
    const seen: unknown[] = [];
    const wire = scripted({
      [LIST]: () => {
        seen.push(host.exitCode);
        return reply(200, []);
      },
    });
    await runStep({ host, wire, inputs: { 'if-nothing-to-cancel': 'ignore' } });
    expect([...seen, host.exitCode]).toStrictEqual([1, 0]);
  });
});
