import type { Event } from '../outcome/result.ts';
import { escapeCommand } from '../text/escape.ts';
import type { Runner } from './runner.ts';

/** Further warnings are plain lines, so that the result's own is among the three of an offer (guarantee G8). */
const mostWarnings = 2;

/** One line per event: the time, the offer where there are several, what happened. */
export function createLog(runner: Runner): (event: Event, offerId?: string) => void {
  let warnings = 0;
  return ({ kind, text: what, atMs }, offerId) => {
    const text = offerId === undefined ? what : `${offerId}: ${what}`;
    const line = escapeCommand(`${seconds(atMs)}  ${text}`);
    if (kind === 'debug') runner.debug(line);
    else if (kind === 'warning' && warnings < mostWarnings) {
      warnings += 1;
      runner.warning(escapeCommand(text));
    } else runner.info(line);
  };
}

/** `  12.3 s`, in a column. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(6)} s`;
}
