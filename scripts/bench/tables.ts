import { statSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { budgets } from '../budget.ts';
import { crowd } from './crowd.ts';
import type { Node } from './nodes.ts';
import { type Polling, pollMany } from './polling.ts';
import { type Marketplace, openMarketplace } from './server.ts';
import { startUp } from './startUp.ts';
import { median, shown } from './statistics.ts';
import { runOnce } from './step.ts';

type Cell = string | number;

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** The date and the machine, without its name. */
export function machine(nodes: readonly Node[]): string {
  const [first] = cpus();
  const model = `${first?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const versions = nodes.map(({ version }) => version).join(' and ');
  return `Measured on ${new Date().toISOString().slice(0, 10)}: ${model}, ${platform()} ${release()} ${arch()}, Node ${versions}.`;
}

export function bundleTable(): string {
  return table(
    ['bundle', 'bytes', 'limit', 'packages in it'],
    budgets.map(({ bundle, mostBytes, packages }) => [`\`${bundle}\``, statSync(bundle).size, mostBytes, packages.join(', ')]),
  );
}

/** Over plain HTTP and over TLS, by each Node. */
export async function startUpTable(
  nodes: readonly Node[],
  places: readonly { name: string; marketplace: Marketplace; certificates: string }[],
  pairs: number,
): Promise<string> {
  const rows: Cell[][] = [];
  for (const node of nodes) {
    for (const { name, marketplace, certificates } of places) {
      const { floorMs, actionMs, ratio, peakMiB, floorPeakMiB, requests, connections } = await startUp(
        node,
        marketplace,
        certificates,
        pairs,
      );
      rows.push([
        `${node.version}, ${name}`,
        shown(floorMs, 0),
        shown(actionMs, 0),
        shown(ratio, 2),
        floorPeakMiB.median.toFixed(1),
        peakMiB.median.toFixed(1),
        requests,
        connections,
      ]);
    }
  }
  return table(
    ['where', 'floor, ms', 'action, ms', 'action ÷ floor', 'floor, peak MiB', 'action, peak MiB', 'requests', 'connections'],
    rows,
  );
}

/** Every request takes 50 ms; the ideal is eight at a time without a gap. */
export async function offersTable(counts: readonly number[], runs: number): Promise<string> {
  const requestMs = 50;
  const marketplace = await openMarketplace(undefined, requestMs);
  const rows: Cell[][] = [];
  let onePeakMiB = Number.NaN;
  for (const offers of counts) {
    const times: number[] = [];
    const peaks: number[] = [];
    let requests = 0;
    for (let run = 0; run < runs; run += 1) {
      const one = await runOnce([process.execPath, 'dist/index.js'], marketplace, { offers, isMetered: true });
      times.push(one.wallMs);
      peaks.push(one.peakMiB);
      requests = one.requests;
    }
    const idealMs = offers === 1 ? 3 * requestMs : (requests * requestMs) / 8;
    const peakMiB = median(peaks);
    if (offers === 1) onePeakMiB = peakMiB;
    const growth = (peakMiB - onePeakMiB).toFixed(1);
    rows.push([
      offers,
      requests,
      idealMs.toFixed(0),
      median(times).toFixed(0),
      (median(times) / idealMs).toFixed(2),
      peakMiB.toFixed(1),
      growth,
    ]);
  }
  await marketplace.close();
  return table(['offers', 'requests', 'ideal, ms', 'whole process, ms', 'whole ÷ ideal', 'peak MiB', 'more than for one offer, MiB'], rows);
}

export async function crowdTable(): Promise<string> {
  const { cancelsMs, requests, mostInFlight, endedAtMs } = await crowd(60, 120_000);
  return table(
    ['60 offers, two minutes each, 100 ms a request', 'by the virtual clock'],
    [
      ['from the first cancel request to the last, s', (cancelsMs / 1000).toFixed(1)],
      ['the whole step, s', (endedAtMs / 1000).toFixed(1)],
      ['requests', requests],
      ['most in flight', mostInFlight],
    ],
  );
}

const lengths = [1, 2, 4, 8, 15, 30, 60, 120, 180, 300, 600, 900, 1800];

export async function pollings(runs: number): Promise<readonly Polling[]> {
  const all: Polling[] = [];
  for (const length of lengths) all.push(await pollMany(length * 1000, {}, runs));
  return all;
}

export function pollingTable(all: readonly Polling[]): string {
  return table(
    ['the operation goes on for, s', 'lag, median, s', 'lag, longest, s', 'requests, median', 'requests, most'],
    all.map(({ lengthMs, medianLagMs, longestLagMs, medianRequests, mostRequests }) => [
      lengthMs / 1000,
      (medianLagMs / 1000).toFixed(1),
      (longestLagMs / 1000).toFixed(1),
      medianRequests,
      mostRequests,
    ]),
  );
}

/** A plot that GitHub draws. */
export function pollingPlot(all: readonly Polling[]): string {
  const plot = (title: string, axis: string, numbers: readonly string[]): string =>
    [
      '```mermaid',
      'xychart-beta',
      `  title "${title}"`,
      `  x-axis "length of the operation, s" [${all.map(({ lengthMs }) => lengthMs / 1000).join(', ')}]`,
      `  y-axis "${axis}"`,
      `  line [${numbers.join(', ')}]`,
      '```',
    ].join('\n');
  return [
    plot(
      'Median lag after the end of the operation',
      's',
      all.map(({ medianLagMs }) => (medianLagMs / 1000).toFixed(2)),
    ),
    plot(
      'Requests of one step',
      'requests',
      all.map(({ medianRequests }) => String(medianRequests)),
    ),
  ].join('\n\n');
}
