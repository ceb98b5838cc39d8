/** One step in a process of its own, against a sandbox of its own: for `npm run bench`, and for the test of its limit of memory. */
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../src/clock.ts';
import { rehearse } from '../../src/sandbox/rehearsal.ts';
import { scenarios } from '../../src/sandbox/scenarios.ts';
import { createService } from '../../src/sandbox/service.ts';

const actionYml = readFileSync('action.yml', 'utf8');

export interface Run {
  readonly ms: number;
  /** These two only with the meter, which costs time itself. */
  readonly peakMiB: number;
  readonly cpuMs: number;
}

/** A list of just under 1 MiB: its last entry again and again, with other ids. */
function longList(list: string): string {
  const last = JSON.stringify((JSON.parse(list) as object[]).at(-1));
  const copies = Math.floor((2 ** 20 - list.length) / (last.length + 1));
  const older = Array.from({ length: copies }, (_, index) => last.replace(/"id":"[0-9a-f]{8}/, `"id":"${String(index).padStart(8, '0')}`));
  return `${list.slice(0, -1)},${older.join(',')}]`;
}

interface Step {
  /** Serves over TLS, with a certificate of this authority. */
  readonly tls?: { readonly identity: https.ServerOptions; readonly environment: Readonly<Record<string, string>> } | undefined;
  readonly isMetered?: boolean;
  readonly hasLongLists?: boolean;
  readonly offers?: number;
  readonly requestMs?: number;
}

export async function play(
  script: string,
  { tls, isMetered = false, hasLongLists = false, offers = 1, requestMs = 0 }: Step,
): Promise<Run> {
  const service = createService(scenarios.synchronous, systemClock);
  const answer: http.RequestListener = async (incoming, outgoing) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const { method = '', url: path = '', headers } = incoming;
    const reply = service({ method, path, headers: headers as Record<string, string>, body });
    const text = hasLongLists && path.includes('/submissions/') ? longList(reply.body) : reply.body;
    setTimeout(() => outgoing.writeHead(reply.status, reply.headers).end(text), requestMs);
  };
  const server = tls ? https.createServer(tls.identity, answer) : http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const startMs = performance.now();
  const { exitCode, log, outputs } = await rehearse({
    command: [process.execPath, ...(isMetered ? ['--require', './scripts/bench/meter.cjs'] : []), script],
    actionYml,
    inputs: {
      'publisher-id': 'contoso',
      'offer-id': Array.from({ length: offers }, (_, index) => `contoso-${index}`).join(','),
      token: 'bench-token',
      'api-version': '2017-10-31',
      'base-url': `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    },
    environment: tls?.environment ?? {},
  });
  const ms = performance.now() - startMs;
  server.close();
  if (exitCode !== 0 || outputs['outcome'] !== 'canceled') throw new Error(`${script} ended with ${exitCode}:\n${log}`);
  const [, kib, cpuUs] = /^metered (\d+) (\d+)$/m.exec(log) ?? [];
  return { ms, peakMiB: Number(kib) / 1024, cpuMs: Number(cpuUs) / 1000 };
}
