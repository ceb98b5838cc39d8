import { describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { CANCEL, entry, fence, LIST, PAGE, page } from '../support/offer.ts';
import { createFakeHost, noDeployment, runStep, startIn } from '../support/step.ts';
import { reply, scripted, TOKEN } from '../support/wire.ts';

const runs = { [LIST]: reply(200, [entry('running')]) };
const running = reply(200, page('running'));
const canceled = reply(200, page('canceled'));

describe('how requests travel', () => {
  const script = { ...runs, [CANCEL]: reply(200), [PAGE]: canceled };
  it.each([
    { what: 'directly', proxyHost: () => '', lines: [] },
    { what: 'through a proxy', proxyHost: () => 'proxy.corp:3128', lines: ['Requests go through the proxy proxy.corp:3128'] },
  ])('PX-01 $what', async ({ proxyHost, lines }) => {
    const { runner } = await runStep({ wire: scripted(script), proxyHost });
    expect(runner.lines.filter((line) => line.includes('proxy')).map((line) => line.slice(10))).toStrictEqual(lines);
  });

  it('PX-01 to sign in through one proxy, and to the API through another', async () => {
    const asked: string[] = [];
    const proxyHost = (url: string): string => {
      asked.push(url);
      return `proxy-of-${new URL(url).port}`;
    };
    const guid = '11111111-2222-4333-8444-555555555555';
    const inputs = { token: '', 'tenant-id': guid, 'client-id': guid, 'client-secret': 'abcdefgh', 'authority-url': 'http://127.0.0.1:2' };
    const { runner } = await runStep({ wire: scripted({ [TOKEN]: reply(400) }), inputs, proxyHost });
    expect(asked).toStrictEqual(['http://127.0.0.1:1', 'http://127.0.0.1:2']);
    expect(runner.lines.filter((line) => line.includes('go through')).map((line) => line.slice(10))).toStrictEqual([
      'Requests go through the proxy proxy-of-1',
      'Requests go through the proxy proxy-of-2',
    ]);
  });

  it("TL-04 a CA of one's own is in the debug log", async () => {
    const { runner } = await runStep({ wire: scripted(script), environment: { NODE_EXTRA_CA_CERTS: '/ca.pem' }, extraCertificates: 1 });
    expect(runner.lines.filter((line) => line.includes('NODE_EXTRA_CA_CERTS'))).toStrictEqual([
      'debug:    0.0 s  1 certificate of NODE_EXTRA_CA_CERTS trusted too',
    ]);
  });
});

describe('the deadline', () => {
  it('comes before the cancel: none is sent', async () => {
    const clock = createFakeClock();
    const wire = scripted({
      [LIST]: () => {
        clock.pass(60_000);
        return reply(200, [entry('running')]);
      },
    });
    const step = await runStep({ clock, wire, inputs: { 'timeout-minutes': '1' } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [LIST]]);
    expect(step.outputs['message']).toMatch(
      /The deadline came before the cancel could be sent\. No cancel was sent\. The offer can still go live\./,
    );
  });

  it('gives no request more time than is left, and the last look four seconds', async () => {
    const wire = scripted({ ...runs, [CANCEL]: reply(202), [PAGE]: running });
    await runStep({ wire, inputs: { 'timeout-minutes': '1' } });
    expect(wire.sent.map(({ timeoutMs }) => timeoutMs)).toStrictEqual([30_000, 30_000, 30_000, 30_000, 30_000, 29_500, 19_500, 9500, 4000]);
  });

  it('passes while a look hangs: what comes after it has the rest of the four seconds', async () => {
    const clock = createFakeClock();
    const wire = scripted({
      ...runs,
      [CANCEL]: reply(400),
      [PAGE]: () => {
        clock.pass(62_000);
        return reply(500);
      },
    });
    await runStep({ clock, wire, inputs: { 'timeout-minutes': '1' } });
    expect(wire.sent.map(({ timeoutMs }) => timeoutMs)).toStrictEqual([30_000, 30_000, 30_000, 2000]);
  });

  it('ends the wait between two cancel requests', async () => {
    const clock = createFakeClock();
    const slow = () => {
      clock.pass(20_000);
      return reply(429, '', { 'retry-after': '15' });
    };
    const step = await runStep({ clock, wire: scripted({ ...runs, [CANCEL]: slow }), inputs: { 'timeout-minutes': '1' } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [LIST, `${CANCEL} ×2`]]);
  });
});

describe('what is shown', () => {
  it('every exchange to a debugger, and nothing of that in the summary', async () => {
    const { runner } = await runStep({ wire: scripted({ ...runs, [CANCEL]: reply(200), [PAGE]: canceled }) });
    expect(runner.lines.filter((line) => line.startsWith('debug:')).map((line) => line.slice(17))).toStrictEqual([
      'GET /api/publishers/contoso/offers/contoso-vm/submissions/ → 200 in 0 ms',
      'POST /api/publishers/contoso/offers/contoso-vm/cancel → 200 in 0 ms',
      `GET /api/publishers/contoso/offers/contoso-vm/operations/${fence} → 200 in 0 ms`,
    ]);
    expect(runner.summaries[0]).toContain('Asking to cancel');
    expect(runner.summaries[0]).not.toContain('GET ');
  });

  it('the time since the step began', async () => {
    const clock = createFakeClock();
    clock.pass(100_000);
    const { runner } = await runStep({ clock, wire: scripted({ ...runs, [CANCEL]: reply(202), [PAGE]: [running, canceled] }) });
    expect(runner.lines.filter((line) => /The operation/.test(line))).toStrictEqual([
      '   1.0 s  The operation: running',
      '  10.5 s  The operation: canceled',
    ]);
  });
});

describe('refused inputs', () => {
  it('nothing is sent, the outputs are set, the step is red', async () => {
    const wire = scripted({});
    const step = await runStep({ wire, inputs: { token: 'Bearer not a token', 'offer-id': '' } });
    expect({
      outcome: step.outputs['outcome'],
      results: step.outputs['results'],
      exitCode: step.exitCode,
      requests: step.requests,
    }).toStrictEqual({
      outcome: 'invalid-input',
      results: '[]',
      exitCode: 1,
      requests: [],
    });
    expect(step.runner.masks).toStrictEqual(['Bearer not a token', 'not a token']);
    expect(step.runner.lines.join()).not.toContain('not a token');
  });
});

describe('against the real service', () => {
  it('nothing says Sandbox', async () => {
    const step = await runStep({
      wire: scripted({ ...runs, [CANCEL]: reply(200), [PAGE]: canceled }),
      inputs: { 'base-url': 'https://cloudpartner.azure.com' },
    });
    expect([step.outputs['outcome'], step.outputs['message']]).toStrictEqual([
      'canceled',
      `contoso-vm was canceled. Operation ${fence} (publish, staging) is canceled. Nothing goes live by this operation.`,
    ]);
  });

  it('notices and warnings are shown before anything happens', async () => {
    const inputs = { token: 'Bearer secret-token-of-contoso', 'notification-emails': 'a@contoso.com, b' };
    const step = await runStep({ wire: scripted({ [LIST]: reply(200, []) }), inputs });
    expect(step.runner.lines.slice(0, 2)).toStrictEqual([
      'notice: token: its "Bearer " prefix was dropped',
      'warning: notification-emails: 1 of 2 left out, not an address (number 2 in the list); write name@example.com',
    ]);
  });
});

it('G4 inputs that cannot even be read are refused: red, with outputs', async () => {
  const host = createFakeHost();
  const runner = createFakeRunner();
  const input = (): string => {
    throw new Error('no inputs today');
  };
  const env = (name: string): string | undefined => (name.startsWith('INPUT_') ? 'x' : runner.env(name));
  await main(
    host,
    {
      runner: { ...runner, input, env },
      clock: createFakeClock(),
      transport: scripted({}).transport,
      proxyHost: () => '',
      deactivate: noDeployment,
    },
    startIn(host),
  );
  expect([host.exits, runner.outputs['outcome']]).toStrictEqual([[1], 'invalid-input']);
  expect(runner.outputs['message']).toMatch(/they could not be read, please report it \(Error: no inputs today\)/);
});
