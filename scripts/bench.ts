/**
 * What one offer costs: `npm run bench` builds nothing and needs no network but loopback. Each figure is the median of several runs of the bundle as the runner starts it, a synchronous
 * cancel against the sandbox, in a process of its own.
 */
import { readFileSync, statSync } from 'node:fs';
import { rehearse } from '../src/sandbox/rehearsal.ts';
import { scenarios } from '../src/sandbox/scenarios.ts';
import { serve } from '../src/sandbox/server.ts';
import { createService } from '../src/sandbox/service.ts';

const runs = 11;
const clock = { nowMs: () => performance.now(), wallMs: () => Date.now() };
/** Reports the peak of the process's resident memory, in KiB, on its last breath. */
const meter = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+'\\n'))`;

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

const wallMs: number[] = [];
const peakKiB: number[] = [];
const requests: number[] = [];
const connections: number[] = [];
for (let run = 0; run < runs; run += 1) {
  let count = 0;
  const sandbox = await serve(createService(scenarios.synchronous, clock), 0, () => {
    count += 1;
  });
  const startMs = performance.now();
  const { log, exitCode } = await rehearse({
    command: [process.execPath, '--import', meter, 'dist/index.js'],
    actionYml: readFileSync('action.yml', 'utf8'),
    inputs: { 'publisher-id': 'contoso', 'offer-id': 'contoso-vm', token: 'bench-token', 'base-url': sandbox.origin },
  });
  wallMs.push(performance.now() - startMs);
  if (exitCode !== 0) throw new Error(`the step ended with ${exitCode}:\n${log}`);
  peakKiB.push(Number(/^peak (\d+)$/m.exec(log)?.[1]));
  requests.push(count);
  connections.push(sandbox.connections());
  await sandbox.close();
}

process.stdout.write(`| figure | median of ${runs} | limit |
| --- | ---: | ---: |
| \`dist/index.js\`, bytes | ${statSync('dist/index.js').size} | 200000 |
| peak memory, MiB | ${(median(peakKiB) / 1024).toFixed(1)} | 62 |
| whole process, ms (Node ${process.version}) | ${median(wallMs).toFixed(0)} | – |
| requests | ${median(requests)} | 3 |
| connections | ${median(connections)} | 1 |
`);
