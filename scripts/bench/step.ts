import { readFileSync } from 'node:fs';
import { rehearse } from '../../src/sandbox/rehearsal.ts';
import type { Marketplace } from './server.ts';

/** One step in a process of its own. */
export interface Run {
  readonly wallMs: number;
  readonly requests: number;
  readonly connections: number;
  /** Only when it was asked for. */
  readonly peakMiB: number;
}

const actionYml = readFileSync('action.yml', 'utf8');

/** Runs `command` as the runner does, from the start of the process to its end, and makes sure that the offers were canceled. */
export async function runOnce(
  command: readonly string[],
  marketplace: Marketplace,
  { offers = 1, isMetered = false, certificates = '' } = {},
): Promise<Run> {
  marketplace.restart();
  const [node = '', ...rest] = command;
  const startMs = performance.now();
  const { exitCode, log, outputs } = await rehearse({
    command: isMetered ? [node, '--require', './scripts/bench/meter.cjs', ...rest] : command,
    actionYml,
    inputs: {
      'publisher-id': 'contoso',
      'offer-id': Array.from({ length: offers }, (_, index) => `contoso-${index}`).join(','),
      token: 'bench-token',
      'base-url': marketplace.origin,
    },
    environment: certificates === '' ? {} : { NODE_EXTRA_CA_CERTS: certificates },
  });
  const wallMs = performance.now() - startMs;
  if (exitCode !== 0 || outputs['outcome'] !== 'canceled') throw new Error(`${command.join(' ')} ended with ${exitCode}:\n${log}`);
  return {
    wallMs,
    requests: marketplace.requests(),
    connections: marketplace.connections(),
    peakMiB: Number(/^peak (\d+)$/m.exec(log)?.[1]) / 1024,
  };
}
