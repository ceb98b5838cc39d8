/**
 * The figures of docs/performance.md, as Markdown: `npm run bench` measures dist/ as it is, with no network but loopback, in about five minutes; `--quick` takes fewer runs,
 * `--write` puts the figures into the page.
 */
import '../../__tests__/support/reflect.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAuthority } from '../../__tests__/support/certificates.ts';
import { nodesHere } from './nodes.ts';
import { openMarketplace } from './server.ts';
import { bundleTable, crowdTable, machine, offersTable, pollingPlot, pollings, pollingTable, startUpTable } from './tables.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } } });
const amounts = values.quick ? { pairs: 5, steps: 1, simulated: 101 } : { pairs: 41, steps: 3, simulated: 1001 };
const page = 'docs/performance.md';

const { nodes, missing } = nodesHere();
if (missing !== '') process.stderr.write(`\n!!! ${missing}\n\n`);

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const authority = await createAuthority('Bench');
const certificates = join(folder, 'authority.pem');
writeFileSync(certificates, authority.pem);
const overTls = await openMarketplace(await authority.issue({ hosts: ['127.0.0.1'] }));
const plain = await openMarketplace(undefined);
const places = [
  { name: 'HTTPS', marketplace: overTls, certificates },
  { name: 'HTTP', marketplace: plain, certificates: '' },
];

try {
  const startUps = await startUpTable(nodes, places, amounts.pairs);
  const all = await pollings(amounts.simulated);
  const figures = [
    `${machine(nodes)} All of it in one run of \`npm run bench${values.quick ? ' -- --quick' : ''}\`.`,
    ...(missing === '' ? [] : [`**${missing}**`]),
    '### Start-up',
    `Medians of ${amounts.pairs} pairs, the middle half of them in brackets. The ratio is taken pair by pair.`,
    startUps,
    '### Bundles',
    bundleTable(),
    '### Many offers',
    `A sandbox on loopback that takes 50 ms for each request, Node ${process.version}, median of ${amounts.steps} runs.`,
    await offersTable([1, 10, 100, 500], amounts.steps),
    await crowdTable(),
    '### Polling',
    `${amounts.simulated} steps of each length by a simulated clock, \`poll-interval-seconds\` at its default of 10, 100 ms for each request. Lag is from the end of the operation to the end of the step; the two requests that end it take 0.2 s of it.`,
    pollingTable(all),
    pollingPlot(all),
  ].join('\n\n');
  process.stdout.write(`${figures}\n`);
  if (values.write) {
    const text = readFileSync(page, 'utf8');
    const [head, rest] = text.split('<!-- figures -->');
    const tail = rest?.split('<!-- end of figures -->')[1];
    if (tail === undefined) throw new Error(`${page} has no place for the figures`);
    writeFileSync(page, `${head}<!-- figures -->\n\n${figures}\n\n<!-- end of figures -->${tail}`);
  }
} finally {
  await overTls.close();
  await plain.close();
  rmSync(folder, { recursive: true });
}
