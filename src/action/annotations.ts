import type { Runner } from './runner.ts';

const mostInAll = 10;
const mostWarningsOfOne = 3;

/** The same runner with as few annotations as guarantee G8 says: what is above that is a line of the log. */
export function withFewAnnotations(runner: Runner, offers: number): Runner {
  let errors = 0;
  let warnings = 0;
  const mostWarnings = offers === 1 ? mostWarningsOfOne : mostInAll;
  return {
    ...runner,
    warning: (text, title) => {
      if (warnings >= mostWarnings || errors + warnings >= mostInAll) return runner.info(text);
      warnings += 1;
      runner.warning(text, title);
    },
    error: (text, title) => {
      if (errors + warnings >= mostInAll) return runner.info(text);
      errors += 1;
      runner.error(text, title);
    },
  };
}
