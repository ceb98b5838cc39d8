import { main } from '../../src/main.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { createFakeHost, noDeployment, startIn } from '../support/step.ts';
import { createStorm } from './faultPlan.ts';
import { type Played, violations } from './guarantees.ts';
import { createMarketplace } from './marketplace.ts';
import { type Prng, prng } from './prng.ts';

/** What one seed came to: the guarantees that it broke, and its story for whoever has to find out why. */
export interface Run {
  readonly seed: number;
  readonly outcome: string;
  readonly violations: readonly string[];
  readonly story: string;
}

const token = 'token-of-the-storm-0123456789';
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

function inputsOf(dice: Prng, running: string | undefined): Record<string, string> {
  const guard = dice.pick(['', '', 'right', 'wrong']);
  const wrong = '99999999-0000-4000-8000-000000000000';
  return {
    'publisher-id': 'contoso',
    'offer-id': 'contoso-vm',
    token,
    'base-url': 'http://127.0.0.1:1',
    'operation-id': guard === '' ? '' : guard === 'right' ? (running ?? wrong) : wrong,
    wait: String(dice.chance(0.8)),
    'dry-run': String(dice.chance(0.1)),
    'if-nothing-to-cancel': dice.pick(['error', 'warn', 'ignore']),
    'timeout-minutes': dice.pick(['1', '3', '15']),
    'poll-interval-seconds': dice.pick(['1', '10', '60']),
    'notification-emails': dice.pick(['', 'ops@contoso.com']),
  };
}

/** One whole step in a storm that the seed decides, held against the guarantees. */
export async function run(seed: number): Promise<Run> {
  const dice = prng(seed);
  const clock = createFakeClock(dice.roll());
  const marketplace = createMarketplace(dice, clock);
  const inputs = inputsOf(dice, marketplace.running()?.id);
  const runner = createFakeRunner({ inputs });
  const host = createFakeHost();
  const storm = createStorm(dice, clock, marketplace.answer);
  const signal = dice.chance(0.1) ? dice.pick<keyof typeof signals>(['SIGINT', 'SIGTERM', 'SIGHUP']) : undefined;
  const signalAtMs = dice.between(0, 120_000);
  if (signal) clock.at(signalAtMs, () => host.emit(signal));

  await main(host, { runner, clock, transport: storm.transport, proxyHost: () => '', deactivate: noDeployment }, startIn(host));
  marketplace.settle();

  const played: Played = {
    inputs,
    token,
    outputs: runner.outputs,
    outcomes: runner.outcomes as readonly Outcome[],
    printed: [...runner.lines, ...runner.summaries],
    exitCodes: host.exits,
    exchanges: storm.exchanges,
    marketplace,
    endedMs: clock.nowMs(),
    ...(signal ? { signalAtMs, signalCode: signals[signal] } : {}),
  };
  const story = [
    JSON.stringify(inputs),
    ...storm.exchanges.map(({ atMs, method, url, isProcessed, result }) => {
      const came =
        'code' in result
          ? `${result.code}${result.status === undefined ? '' : ` after ${result.status}`}`
          : `${result.status} ${result.body.slice(0, 300)}`;
      return `${(atMs / 1000).toFixed(1)} s ${method} ${new URL(url).pathname} ${isProcessed ? 'processed' : 'NOT processed'}, came back: ${came}`;
    }),
    ...runner.lines,
    `truth: ${JSON.stringify(marketplace.operations)}`,
    `outputs: ${JSON.stringify(runner.outputs)}`,
  ];
  return { seed, outcome: runner.outputs['outcome'] ?? '', violations: violations(played), story: story.join('\n') };
}
