/** The post step of the action in sandbox/: stops the sandbox, and shows the requests that it got. */
import { readFileSync } from 'node:fs';
import { systemClock } from '../../clock.ts';
import { readyIn, stopListening } from './background.ts';
import { annotate, print, printForeign } from './print.ts';

async function main(): Promise<void> {
  const { STATE_pid: pid, STATE_log: log } = process.env;
  if (!pid || !log) return print('The sandbox did not start, so there is nothing to stop.');
  const ready = readyIn(readFileSync(log, 'utf8'));
  if (!ready) return annotate('warning', 'The start of the sandbox was interrupted.');
  const end = await stopListening(Number(pid), ready.origin, systemClock);
  const { rest = '' } = readyIn(readFileSync(log, 'utf8')) ?? {};
  if (rest === '') annotate('warning', 'The sandbox got no request. Check that the rollback step uses the output base-url of the sandbox.');
  else printForeign(rest);
  if (end === 'stopped') print('The sandbox is stopped.');
  else annotate('warning', end === 'had ended' ? 'The sandbox ended before the job did.' : 'The sandbox could not be stopped.');
}

main().catch((error: unknown) => {
  annotate('warning', `The sandbox could not be stopped. ${error instanceof Error ? error.message : String(error)}`);
});
