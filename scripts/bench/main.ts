/**
 * `npm run bench [-- --quick]` prints the figures of docs/performance.md as Markdown: dist/ as it is, on this machine, over loopback.
 * `--against FILE` prints the start-up only, and takes an older bundle as the baseline.
 */
import '../../__tests__/support/reflect.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAuthority } from '../../__tests__/support/certificates.ts';
import { play, type Run } from './play.ts';
import { simulate } from './simulation.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false }, against: { type: 'string' } } });
const { quick: isQuick, against } = flags;
const amounts = isQuick ? { pairs: 5, runs: 1, simulated: 101 } : { pairs: 41, runs: 3, simulated: 1001 };
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const authority = await createAuthority('Bench');
const identity = await authority.issue({ hosts: ['127.0.0.1'] });
const NODE_EXTRA_CA_CERTS = join(folder, 'authority.pem');
writeFileSync(NODE_EXTRA_CA_CERTS, authority.pem);

function print(title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const lines = [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows];
  process.stdout.write(`\n### ${title}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('')}`);
}

/** The number below which this part of them lies; `quantile(0.5)` is the median. */
const quantile = (numbers: readonly number[], part: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * part)] ?? Number.NaN;
const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);
const spread = (numbers: readonly number[], digits: number): string => {
  const [middle, lower, upper] = [0.5, 0.25, 0.75].map((part) => quantile(numbers, part).toFixed(digits));
  return `${middle} (${lower} to ${upper})`;
};

/** Baseline and action in turn, each first in every second pair, so that a machine that slows down is as slow for both. The ratio is taken pair by pair. */
async function startUp(isTls: boolean): Promise<string[]> {
  const tls = isTls ? { identity, environment: { NODE_EXTRA_CA_CERTS } } : undefined;
  const times: Run[][] = [[], []];
  const meters: Run[][] = [[], []];
  const scripts = [...[against ?? 'scripts/bench/baseline.cjs', 'dist/index.js'].entries()];
  for (let pair = 0; pair < amounts.pairs; pair += 1)
    for (const [which, script] of pair % 2 === 0 ? scripts : scripts.toReversed()) {
      times[which]?.push(await play(script, { tls }));
      meters[which]?.push(await play(script, { tls, isMetered: true }));
    }
  const all = (runs: readonly Run[][], key: keyof Run): number[][] => runs.map((list) => list.map((run) => run[key]));
  const ratios = ([baseline = [], action = []]: number[][]): number[] => action.map((one, pair) => one / (baseline[pair] ?? Number.NaN));
  const wall = all(times, 'ms');
  const peaks = all(meters, 'peakMiB').map((list) => median(list).toFixed(1));
  return [...wall.map((list) => spread(list, 0)), spread(ratios(wall), 2), spread(ratios(all(meters, 'cpuMs')), 2), ...peaks];
}

/** The ideal is eight requests at a time without a gap, of 50 ms each. */
async function manyOffers(offers: number): Promise<number[]> {
  const runs: Run[] = [];
  for (let run = 0; run < amounts.runs; run += 1) runs.push(await play('dist/index.js', { offers, requestMs: 50, isMetered: true }));
  return [offers === 1 ? 150 : (3 * offers * 50) / 8, median(runs.map(({ ms }) => ms)), median(runs.map(({ peakMiB }) => peakMiB))];
}

async function polling(seconds: number): Promise<(string | number)[]> {
  const seeds = Array.from({ length: amounts.simulated }, (_, index) => index + 1);
  const steps = await Promise.all(seeds.map((seed) => simulate({ lengthMs: seconds * 1000, seed })));
  const lags = steps.map(({ lagMs }) => lagMs / 1000);
  const requests = steps.map(({ requestsAtMs }) => requestsAtMs.length);
  return [seconds, median(lags).toFixed(1), Math.max(...lags).toFixed(1), median(requests), Math.max(...requests)];
}

const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
const machine = `${cpus()[0]?.model}, ${cpus().length} cores, ${memory}, ${platform()}, Node ${process.version}`;
const today = new Date().toISOString().slice(0, 10);
const command = ['npm run bench', ...(process.argv.length > 2 ? ['--'] : []), ...process.argv.slice(2)].join(' ');
process.stdout.write(`Measured on ${today} by \`${command}\`: ${machine}.\n`);
print(
  'Start-up',
  ['where', 'baseline, ms', 'action, ms', 'action ÷ baseline', 'the same in processor time', 'baseline, peak MiB', 'action, peak MiB'],
  [
    ['HTTPS', ...(await startUp(true))],
    ['HTTP', ...(await startUp(false))],
  ],
);
if (against !== undefined) {
  rmSync(folder, { recursive: true });
  process.exit();
}
const rows: (string | number)[][] = [];
let smallestMiB = Number.NaN;
for (const offers of [1, 10, 100, 500]) {
  const [idealMs = 0, ms = 0, peakMiB = 0] = await manyOffers(offers);
  if (offers === 1) smallestMiB = peakMiB;
  rows.push([offers, idealMs.toFixed(0), ms.toFixed(0), (ms / idealMs).toFixed(2), peakMiB.toFixed(1), (peakMiB - smallestMiB).toFixed(1)]);
}
print('Many offers', ['offers', 'ideal, ms', 'action, ms', 'action ÷ ideal', 'peak MiB', 'more than for one offer, MiB'], rows);
const longLists: number[] = [];
for (let run = 0; run < amounts.runs; run += 1)
  longLists.push((await play('dist/index.js', { offers: 150, hasLongLists: true, isMetered: true })).peakMiB);
const inputs = { 'timeout-minutes': '1' };
const { cancelsAtMs } = await simulate({ offers: 500, lengthMs: 120_000, requestMs: 1_200, inputs, exitCode: 1 });
print(
  'Many offers, other figures',
  ['what', 'figure'],
  [
    ['150 offers with lists of 1 MiB: peak MiB', median(longLists).toFixed(1)],
    ['500 offers, 1,200 ms for each reply, one minute: cancels that left', cancelsAtMs.length],
  ],
);
const lengths = [1, 2, 4, 8, 15, 30, 60, 120, 180, 300, 600, 900, 1800];
print(
  'Polling',
  ['the operation goes on for, s', 'lag, median, s', 'lag, longest, s', 'requests, median', 'requests, most'],
  await Promise.all(lengths.map(polling)),
);
rmSync(folder, { recursive: true });
