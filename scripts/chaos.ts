/** `npm run chaos -- --seeds N [--from SEED|random] [--api submission|product-ingestion]`: whole steps in storms of faults that a seed decides, held against the guarantees. */
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
let broken = 0;
for (let seed = first; seed < first + Number(values.seeds) && broken < 5; seed += 1) {
  const { outcome, violations, story } = await run(seed);
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (violations.length === 0) continue;
  broken += 1;
  process.stdout.write(`--from ${seed} --seeds 1 breaks:\n${violations.map((one) => `  ${one}\n`).join('')}${story}\n\n`);
}
const counts = [...outcomes].toSorted(([, a], [, b]) => b - a).map(([outcome, count]) => `${outcome} ${count}`);
process.stdout.write(`${broken === 0 ? 'No guarantee was broken' : `${broken} seeds broke a guarantee`}. Outcomes: ${counts.join(', ')}\n`);
process.exitCode = broken === 0 ? 0 : 1;
