import { describe, expect, it } from 'vitest';
import type { Deactivate } from '../../src/action/deployment.ts';
import type { DeactivationRequest } from '../../src/deployment/deactivate.ts';
import { main } from '../../src/main.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { CANCEL, entry, LIST, PAGE, page } from '../support/offer.ts';
import { createFakeHost, runStep, type StepOptions, startIn } from '../support/step.ts';
import { reply, scripted } from '../support/wire.ts';

/** Whole steps that name an environment, with a stand-in for the bundle that talks to GitHub. */
const environment = {
  GITHUB_API_URL: 'http://127.0.0.1:2/api/v3',
  GITHUB_REPOSITORY: 'contoso/offers',
  GITHUB_SERVER_URL: 'https://ghe.example',
  GITHUB_RUN_ID: '42',
};
const inputs = { environment: 'production', 'github-token': 'ghs_hush' };
const canceled = { [LIST]: reply(200, [entry('running')]), [CANCEL]: reply(200), [PAGE]: reply(200, page('canceled')) };

async function play(given: Partial<StepOptions> = {}, result: Awaited<ReturnType<Deactivate>> = { done: 'deployment 7 of main' }) {
  const orders: DeactivationRequest[] = [];
  const deactivate: Deactivate = async (order) => {
    orders.push(order);
    return result;
  };
  const step = await runStep({ wire: scripted(canceled), deactivate, environment, ...given, inputs: { ...inputs, ...given.inputs } });
  return { ...step, orders };
}

describe('a step that names an environment', () => {
  it('marks its deployment once the offer is canceled', async () => {
    const { orders, exitCode, runner } = await play();
    expect(orders).toMatchObject([
      { environment: 'production', token: 'ghs_hush', description: 'Canceled in Azure Marketplace: contoso/contoso-vm' },
    ]);
    expect({ exitCode, last: runner.lines.at(-1) }).toStrictEqual({
      exitCode: 0,
      last: 'Marked inactive in the environment "production": deployment 7 of main.',
    });
    expect(runner.summaries).toHaveLength(2);
  });

  it('G5 G6 outputs, annotations and summary are there before, and the token is masked', async () => {
    const runner = createFakeRunner({
      environment,
      inputs: { 'publisher-id': 'contoso', 'offer-id': 'contoso-vm', token: 'abcdef', 'base-url': 'http://127.0.0.1:1', ...inputs },
    });
    const seen: object[] = [];
    const deactivate: Deactivate = async () => {
      const { outputs, masks, summaries, lines } = runner;
      seen.push({ outcome: outputs['outcome'], masks: [...masks], summaries: summaries.length, last: lines.at(-1) });
      return { done: 'it' };
    };
    const { transport } = scripted(canceled);
    const host = createFakeHost();
    await main(host, { runner, clock: createFakeClock(), transport, proxyHost: () => '', deactivate }, startIn(host));
    expect(seen).toStrictEqual([
      {
        outcome: 'canceled',
        masks: ['abcdef', 'ghs_hush'],
        summaries: 1,
        last: expect.stringMatching(/^Sandbox: contoso-vm was canceled\. Operation .* is canceled\./),
      },
    ]);
  });

  it('a trouble is one warning and no other result', async () => {
    const plain = await play({ inputs: { environment: '' } });
    const { exitCode, outputs, runner } = await play({}, { trouble: 'HTTP 403' });
    expect({ exitCode, outputs }).toStrictEqual({ exitCode: 0, outputs: plain.outputs });
    expect(runner.lines.filter((line) => /^(warning|error)/.test(line))).toStrictEqual([
      expect.stringMatching(/^warning: The deployment .*HTTP 403/),
    ]);
  });

  it.each<{ name: string } & Partial<StepOptions>>([
    { name: 'a dry run', inputs: { 'dry-run': 'true' } },
    { name: 'wait: false, and the service accepted', inputs: { wait: 'false' }, wire: scripted({ ...canceled, [CANCEL]: reply(202) }) },
    { name: 'a refusal', wire: scripted({ ...canceled, [CANCEL]: reply(403), [PAGE]: reply(200, page('running')) }) },
    { name: 'refused inputs', inputs: { 'publisher-id': '/' } },
    { name: 'nothing to cancel', inputs: { 'if-nothing-to-cancel': 'ignore' }, wire: scripted({ [LIST]: reply(200, []) }) },
  ])('$name leaves it alone and says nothing', async ({ name: _, ...given }) => {
    const { orders, runner } = await play(given);
    expect({ orders, lines: runner.lines.filter((line) => /deployment|inactive/.test(line)) }).toStrictEqual({ orders: [], lines: [] });
  });

  it('GH-12 without a token: one warning, the cancel goes its way', async () => {
    const { orders, exitCode, runner } = await play({ inputs: { 'github-token': '' } });
    expect({ orders, exitCode }).toStrictEqual({ orders: [], exitCode: 0 });
    expect(runner.lines.filter((line) => line.startsWith('warning'))).toStrictEqual([
      expect.stringMatching(/^warning: github-token: it is empty, so no deployment will be marked inactive/),
    ]);
  });

  it('G8 the most annotations that a step with an environment can have', async () => {
    const idle = Array.from({ length: 9 }, (_, index) => `idle-${index}`);
    const wire = scripted({
      [LIST]: ({ url }) => reply(200, url.includes('contoso-vm') ? [entry('running')] : []),
      [CANCEL]: reply(200),
      [PAGE]: reply(200, page('canceled')),
    });
    const many = {
      'offer-id': `contoso-vm ${idle.join(' ')}`,
      'if-nothing-to-cancel': 'warn',
      'notification-emails': '?',
      'timeout-minutes': '1',
      'poll-interval-seconds': '300',
    };
    const { runner, outputs } = await play({ wire, inputs: many }, { trouble: 'HTTP 500' });
    const annotations = runner.lines.filter((line) => /^(warning|error)/.test(line));
    expect({ outcome: outputs['outcome'], last: annotations.at(-1) }).toMatchObject({
      outcome: 'nothing-to-cancel',
      last: expect.stringContaining('HTTP 500'),
    });
    expect(annotations).toHaveLength(9);
  });
});
