/**
 * Storms without end: `npm run chaos -- --seeds 10000 [--from N]` plays whole steps against a marketplace whose history and whose faults are thrown by dice, and holds each against the
 * guarantees. A seed that breaks one is printed with its whole story; `--from N --seeds 1` plays it again.
 */
import { parseArgs } from 'node:util';
import { run } from '../__tests__/chaos/run.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1000' }, from: { type: 'string', default: '1' } } });
const first = Number(values.from);
const outcomes = new Map<string, number>();
let broken = 0;
for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
  const { outcome, violations, story } = await run(seed);
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (violations.length === 0) continue;
  broken += 1;
  process.stdout.write(`seed ${seed} breaks:\n${violations.map((one) => `  ${one}\n`).join('')}${story}\n\n`);
  if (broken === 5) break;
}
const counts = [...outcomes].toSorted(([, a], [, b]) => b - a).map(([outcome, count]) => `${outcome} ${count}`);
process.stdout.write(`${broken === 0 ? 'No guarantee was broken' : `${broken} seeds broke a guarantee`}. Outcomes: ${counts.join(', ')}\n`);
process.exitCode = broken === 0 ? 0 : 1;
