import type { Transport } from '../../src/http/transport.ts';
import { main } from '../../src/main.ts';
import type { ApiName } from '../../src/marketplace/api.ts';
import type { RecordedExchange, RecordingFile } from '../../src/recording/form.ts';
import { createRecorder } from '../../src/recording/recorder.ts';
import { createPlayer } from '../../src/sandbox/playback/player.ts';
import { stepOf } from '../../src/sandbox/playback/step.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { createJumpingClock } from '../support/jumpingClock.ts';
import { resultOf } from '../support/played.ts';
import { createFakeHost, noDeployment, startIn } from '../support/step.ts';
import { productId } from './apiMarketplace.ts';
import { createStorm } from './faultPlan.ts';
import { createIngestionMarketplace, jobOf } from './ingestionMarketplace.ts';
import { createMarketplace } from './marketplace.ts';
import { type Prng, prng } from './prng.ts';
import { createSubmissionMarketplace } from './submissionMarketplace.ts';

type Time = ReturnType<typeof createJumpingClock>;

/** One step with these inputs, and its recording. */
async function record({ clock, run }: Time, transport: Transport, inputs: Readonly<Record<string, string>>): Promise<RecordingFile> {
  const runner = createFakeRunner({ inputs: { ...inputs, recording: 'recording.json' } });
  const host = createFakeHost();
  const deps = { runner, clock, transport, proxyHost: () => '', deactivate: noDeployment, loadRecorder: () => ({ createRecorder }) };
  await run(main(host, deps, startIn(host)));
  return JSON.parse(runner.files[0]?.[1] ?? 'null') as RecordingFile;
}

function inputsOf(dice: Prng, api: ApiName, guard: string): Readonly<Record<string, string>> {
  return {
    api,
    'publisher-id': api === 'cloud-partner-portal' ? 'contoso' : '',
    'offer-id': api === 'cloud-partner-portal' ? 'contoso-vm' : dice.pick(['contoso-vm', productId]),
    token: 'token-of-the-storm-0123456789',
    'base-url': 'http://127.0.0.1:1',
    'operation-id': api === 'product-ingestion' ? jobOf(1) : dice.pick(['', guard]),
    wait: String(dice.chance(0.8)),
    'dry-run': String(dice.chance(0.1)),
    'timeout-minutes': dice.pick(['1', '3', '15']),
    'poll-interval-seconds': dice.pick(['1', '10', '60']),
  };
}

/** What a step came to, and each exchange without its times. */
export interface Shape {
  readonly offers: RecordingFile['offers'];
  readonly exchanges: readonly string[];
}

function shapeOf({ offers, exchanges }: RecordingFile): Shape {
  const line = ({ method, route, ids, status, noReply }: RecordedExchange): string => JSON.stringify([method, route, ids, status, noReply]);
  return { offers, exchanges: exchanges.map((one) => ('leftOut' in one ? 'left out' : line(one))) };
}

/** A step in a storm, and its recording played back. */
export async function stormAndPlay(api: ApiName, seed: number): Promise<{ readonly recorded: Shape; readonly played: Shape }> {
  const dice = prng(seed);
  const jitter = dice.roll();
  const time = createJumpingClock(() => jitter);
  const marketplaces = {
    'cloud-partner-portal': createMarketplace,
    submission: createSubmissionMarketplace,
    'product-ingestion': createIngestionMarketplace,
  } as const;
  const marketplace = marketplaces[api](dice, time.clock);
  const inputs = inputsOf(dice, api, marketplace.running()?.id ?? '');
  const recording = await record(time, createStorm(dice, time.clock, marketplace).transport, inputs);

  const again = createJumpingClock(() => jitter);
  const player = createPlayer(recording, again.clock);
  const transport: Transport = async ({ method, url, headers, body = '' }, signal) => {
    const { pathname, search } = new URL(url);
    const reply = player.service({ method, path: pathname + search, headers, body });
    await again.clock.sleep(reply.tookMs ?? 0, signal);
    return resultOf(reply);
  };
  const step = stepOf(recording, 'http://127.0.0.1:1');
  const played = await record(again, transport, { 'publisher-id': '', ...step.inputs });
  return { recorded: shapeOf(recording), played: shapeOf(played) };
}
