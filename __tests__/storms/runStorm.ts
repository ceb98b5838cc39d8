import { main } from '../../src/main.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { createJumpingClock } from '../support/jumpingClock.ts';
import { createFakeHost, noDeployment, startIn } from '../support/step.ts';
import { createStorm } from './faultPlan.ts';
import { type Played, violations } from './guarantees.ts';
import { createMarketplace } from './marketplace.ts';
import { type Prng, prng } from './prng.ts';

/** What one seed came to: the guarantees that it broke, and what happened, to find out why. */
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

/** The signals that a run gets: none, mostly; one; or a second one within a second of it or later. */
function signalsOf(dice: Prng): Played['signals'] {
  if (!dice.chance(0.15)) return [];
  const draw = (atMs: number) => ({ atMs, name: dice.pick<keyof typeof signals>(['SIGINT', 'SIGTERM', 'SIGHUP']) });
  const first = draw(dice.between(0, dice.pick([300, 10_000, 120_000])));
  const laterMs = dice.pick([0, 5, 500, 1_500, 2_900, 7_500]);
  const all = laterMs === 0 ? [first] : [first, draw(first.atMs + laterMs)];
  return all.map(({ atMs, name }) => ({ atMs, name, code: signals[name] }));
}

/** One whole step in a storm that the seed decides, held against the guarantees. */
export async function run(seed: number): Promise<Run> {
  const dice = prng(seed);
  const jitter = dice.roll();
  const { clock, run: passTime } = createJumpingClock(() => jitter);
  const marketplace = createMarketplace(dice, clock);
  const inputs = inputsOf(dice, marketplace.running()?.id);
  const runner = createFakeRunner({ inputs });
  const host = createFakeHost();
  const storm = createStorm(dice, clock, marketplace);
  const sent = signalsOf(dice);
  for (const { atMs, name } of sent) void clock.sleep(atMs, new AbortController().signal).then(() => host.emit(name));

  const writes: { atMs: number; outcome: string }[] = [];
  const output: typeof runner.output = (name, value) => {
    if (name === 'outcome') writes.push({ atMs: clock.nowMs(), outcome: value });
    runner.output(name, value);
  };
  /** The process is over when it exits for the first time. */
  let atExit: Pick<Played, 'outputs' | 'printed' | 'writes' | 'exchanges' | 'endedMs' | 'exitCode'> | undefined;
  const exit = (exitCode: number): void => {
    atExit ??= {
      exitCode,
      outputs: { ...runner.outputs },
      printed: [...runner.lines, ...runner.summaries],
      writes: writes.map(({ atMs, outcome }) => ({ atMs, outcome: outcome as Outcome })),
      exchanges: storm.exchanges.map((exchange) => ({ ...exchange })),
      endedMs: clock.nowMs(),
    };
  };
  const deps = { runner: { ...runner, output }, clock, transport: storm.transport, proxyHost: () => '', deactivate: noDeployment };
  await passTime(main({ ...host, exit }, deps, startIn(host)));
  marketplace.settle();
  if (!atExit) throw new Error(`seed ${seed}: the process did not exit`);

  const played: Played = { ...atExit, inputs, token, marketplace, signals: sent };
  const story = [
    JSON.stringify(inputs),
    ...atExit.exchanges.map(({ atMs, method, url, isProcessed, result }) => {
      const came =
        'code' in result
          ? `${result.code}${result.status === undefined ? '' : ` after ${result.status}`}`
          : `${result.status} ${result.body.slice(0, 300)}`;
      const { pathname, search } = new URL(url);
      const truth = isProcessed ? 'processed' : 'NOT processed';
      return `${(atMs / 1000).toFixed(1)} s ${method} ${pathname}${search} ${truth}, came back: ${came}`;
    }),
    ...sent.map(({ atMs, name }) => `${(atMs / 1000).toFixed(1)} s ${name}`),
    ...runner.lines,
    `truth: ${JSON.stringify(marketplace.operations.slice(-4))}`,
    `outputs: ${JSON.stringify(atExit.outputs)}`,
  ];
  return { seed, outcome: atExit.outputs['outcome'] ?? '', violations: violations(played), story: story.join('\n') };
}
