import { logLine } from '../text.ts';
import type { Event } from '../verdict.ts';
import type { Runner } from './runner.ts';

/** Warning annotations on the way; with the verdict's own that makes at most three per offer (guarantee G8). Later ones are plain lines. */
const mostWarnings = 2;

/** One line per event: the time passed, the offer where there are several, then what happened. */
export function createLog(runner: Runner): (event: Event, offerId?: string) => void {
  let warnings = 0;
  return ({ kind, text: what, atMs }, offerId) => {
    const text = offerId === undefined ? what : `${offerId}: ${what}`;
    const line = logLine(`${seconds(atMs)}  ${text}`);
    if (kind === 'debug') runner.debug(line);
    else if (kind === 'warning' && warnings < mostWarnings) {
      warnings += 1;
      runner.warning(logLine(text));
    } else runner.info(line);
  };
}

/** `  12.3 s`, in a column. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(6)} s`;
}
