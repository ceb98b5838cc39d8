import { existsSync } from 'node:fs';

const here = {
  'POSIX signals': process.platform !== 'win32',
  'POSIX sockets': process.platform !== 'win32',
  '/dev/full': existsSync('/dev/full'),
  '/proc/version': existsSync('/proc/version'),
};

/** Whether the machine cannot do what some tests need. Says so, since these tests are then skipped. */
export function lacks(capability: keyof typeof here): boolean {
  if (!here[capability]) process.stderr.write(`Tests that need ${capability} are skipped: it is not here.\n`);
  return !here[capability];
}
