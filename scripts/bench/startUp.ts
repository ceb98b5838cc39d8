import type { Node } from './nodes.ts';
import type { Marketplace } from './server.ts';
import { type Spread, spreadOf } from './statistics.ts';
import { runOnce } from './step.ts';

/** The action against the floor script, of which it is `ratio` times the time, pair by pair. */
export interface StartUp {
  readonly floorMs: Spread;
  readonly actionMs: Spread;
  readonly ratio: Spread;
  readonly peakMiB: Spread;
  readonly floorPeakMiB: Spread;
  /** The most of any run. */
  readonly requests: number;
  readonly connections: number;
}

/** Floor and action in turn: a machine that grows slower meanwhile is slower for both. Memory has runs of its own, since its meter costs time. */
export async function startUp({ path }: Node, marketplace: Marketplace, certificates: string, pairs: number): Promise<StartUp> {
  const floor = [path, 'scripts/bench/floor.cjs'];
  const action = [path, 'dist/index.js'];
  await runOnce(floor, marketplace, { certificates });
  await runOnce(action, marketplace, { certificates });
  const floors: number[] = [];
  const actions: number[] = [];
  let requests = 0;
  let connections = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    floors.push((await runOnce(floor, marketplace, { certificates })).wallMs);
    const run = await runOnce(action, marketplace, { certificates });
    actions.push(run.wallMs);
    requests = Math.max(requests, run.requests);
    connections = Math.max(connections, run.connections);
  }
  const peaksOf = async (command: readonly string[]): Promise<Spread> => {
    const peaks: number[] = [];
    for (let run = 0; run < Math.ceil(pairs / 3); run += 1) {
      peaks.push((await runOnce(command, marketplace, { certificates, isMetered: true })).peakMiB);
    }
    return spreadOf(peaks);
  };
  return {
    floorMs: spreadOf(floors),
    actionMs: spreadOf(actions),
    ratio: spreadOf(actions.map((ms, pair) => ms / (floors[pair] ?? Number.NaN))),
    peakMiB: await peaksOf(action),
    floorPeakMiB: await peaksOf(floor),
    requests,
    connections,
  };
}
