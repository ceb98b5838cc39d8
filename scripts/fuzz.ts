/** `npm run test:fuzz -- --seeds N [--from SEED|random] [--api submission|product-ingestion]`: whole steps with random faults from a seed, checked against the guarantees. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runApi } from '../__tests__/storms/runApiStorm.ts';
import { run as runPortal } from '../__tests__/storms/runStorm.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1000' }, from: { type: 'string', default: '1' }, api: { type: 'string', default: '' } },
});
const { api } = values;
const run = api === 'submission' || api === 'product-ingestion' ? (seed: number) => runApi(api, seed) : runPortal;
const first = values.from === 'random' ? randomInt(2 ** 32) : Number(values.from);
process.stdout.write(`${values.seeds} storms from seed ${first} on\n`);
const outcomes = new Map<string, number>();
const broken = new Map<string, number>();
const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
const told = (counts: Map<string, number>): string[] =>
  [...counts].toSorted(([, a], [, b]) => b - a).map(([name, times]) => `${name} ${times}`);

/** The first seeds that break a guarantee are printed with what happened; the others are counted. */
const mostPrinted = 5;
let seedsBroken = 0;
for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
  const { outcome, violations, story } = await run(seed);
  count(outcomes, outcome);
  if (violations.length === 0) continue;
  for (const violation of violations) count(broken, violation.replace(/: .*/s, ''));
  seedsBroken += 1;
  if (seedsBroken > mostPrinted) continue;
  process.stdout.write(`--from ${seed} --seeds 1 breaks:\n${violations.map((one) => `  ${one}\n`).join('')}${story}\n\n`);
}
for (const line of told(broken)) process.stdout.write(`broken: ${line}\n`);
const summary = seedsBroken === 0 ? 'No guarantee was broken' : `${seedsBroken} seeds broke a guarantee`;
process.stdout.write(`${summary}. Outcomes: ${told(outcomes).join(', ')}\n`);
process.exitCode = seedsBroken === 0 ? 0 : 1;
