import { main } from '../../src/main.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { createJumpingClock } from '../support/jumpingClock.ts';
import { createFakeHost, noDeployment, startIn } from '../support/step.ts';
import { type ApiPlayed, violations } from './apiGuarantees.ts';
import { type ApiMarketplace, productId } from './apiMarketplace.ts';
import { createStorm } from './faultPlan.ts';
import { createIngestionMarketplace, jobOf } from './ingestionMarketplace.ts';
import { type Prng, prng } from './prng.ts';
import type { Run } from './runStorm.ts';
import { createSubmissionMarketplace } from './submissionMarketplace.ts';

const token = 'token-of-the-storm-0123456789';
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What `operation-id` names: nothing, what runs, anything that there is, or what is nowhere. A cancel of a job needs its id. */
function guardOf(dice: Prng, api: ApiPlayed['api'], { operations, running }: ApiMarketplace): string {
  const nowhere = api === 'submission' ? '77' : jobOf(99);
  const ids = operations.map(({ id }) => id);
  const any = dice.pick([nowhere, ...ids]);
  return dice.pick(api === 'submission' ? ['', '', running()?.id ?? nowhere, any] : [ids[0] ?? nowhere, ids[0] ?? nowhere, any]);
}

function inputsOf(dice: Prng, api: ApiPlayed['api'], guard: string): Record<string, string> {
  const isDryRun = dice.chance(0.1);
  const isLeftOut = api === 'product-ingestion' && isDryRun && dice.chance(0.5);
  return {
    api,
    'offer-id': dice.pick(['contoso-vm', productId]),
    token,
    'base-url': 'http://127.0.0.1:1',
    'operation-id': isLeftOut ? '' : guard,
    wait: String(dice.chance(0.8)),
    'dry-run': String(isDryRun),
    'if-nothing-to-cancel': dice.pick(['error', 'warn', 'ignore']),
    'timeout-minutes': dice.pick(['1', '3', '15']),
    'poll-interval-seconds': dice.pick(['1', '10', '60']),
  };
}

/** One whole step on one of the newer APIs in a storm that the seed decides, held against the guarantees. */
export async function runApi(api: ApiPlayed['api'], seed: number): Promise<Run> {
  const dice = prng(seed);
  const jitter = dice.roll();
  const { clock, run: passTime } = createJumpingClock(() => jitter);
  const marketplace = { submission: createSubmissionMarketplace, 'product-ingestion': createIngestionMarketplace }[api](dice, clock);
  const inputs = inputsOf(dice, api, guardOf(dice, api, marketplace));
  const runner = createFakeRunner({ inputs });
  const host = createFakeHost();
  const storm = createStorm(dice, clock, marketplace);
  const signal = dice.chance(0.1) ? dice.pick<keyof typeof signals>(['SIGINT', 'SIGTERM', 'SIGHUP']) : undefined;
  const signalAtMs = dice.between(0, 120_000);
  if (signal) void clock.sleep(signalAtMs, new AbortController().signal).then(() => host.emit(signal));

  /** The process is over when it exits for the first time. */
  let endedMs = Number.NaN;
  const exit = (code: number): void => {
    if (Number.isNaN(endedMs)) endedMs = clock.nowMs();
    host.exit(code);
  };
  const deps = { runner, clock, transport: storm.transport, proxyHost: () => '', deactivate: noDeployment };
  await passTime(main({ ...host, exit }, deps, startIn(host)));
  marketplace.settle();
  const played: ApiPlayed = {
    api,
    inputs,
    guard: inputs['operation-id'] ?? '',
    token,
    outputs: runner.outputs,
    outcomes: runner.outcomes as readonly Outcome[],
    printed: [...runner.lines, ...runner.summaries],
    exitCodes: host.exits,
    exchanges: storm.exchanges,
    marketplace,
    endedMs,
    ...(signal ? { signalAtMs, signalCode: signals[signal] } : {}),
  };
  return { seed, outcome: runner.outputs['outcome'] ?? '', violations: violations(played), story: storyOf(played) };
}

function storyOf({ inputs, exchanges, printed, marketplace, outputs }: ApiPlayed): string {
  return [
    JSON.stringify(inputs),
    ...exchanges.map(({ atMs, method, url, isProcessed, result }) => {
      const came =
        'code' in result
          ? `${result.code}${result.status === undefined ? '' : ` after ${result.status}`}`
          : `${result.status} ${result.body.slice(0, 600)}`;
      return `${(atMs / 1000).toFixed(1)} s ${method} ${new URL(url).pathname} ${isProcessed ? 'processed' : 'NOT processed'}, came back: ${came}`;
    }),
    ...printed,
    `truth: ${JSON.stringify(marketplace.operations)}`,
    `cancels: ${JSON.stringify(marketplace.cancels)}`,
    `outputs: ${JSON.stringify(outputs)}`,
  ].join('\n');
}
