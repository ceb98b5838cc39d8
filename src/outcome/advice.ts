import { type Cause, rowOf } from './causes.ts';
import { canGoLive, cannotGoLive, rerun, type StepFrame } from './phrases.ts';

/** Can the offer still go live, and what to do next. */
export interface Advice {
  readonly live: string;
  readonly next: string;
}

/** Of a go-live, and after publisher sign-off, Partner Center has no Cancel publish: it is not advised then. */
export function adviceFor(cause: Cause, frame: StepFrame, isPastSignOff = false): Advice {
  const { live = canGoLive, next } = rowOf(cause);
  const { origin } = frame.api;
  const whole = (typeof next === 'string' ? next : next(frame)).replaceAll('{origin}', origin).replaceAll('{host}', new URL(origin).host);
  return { live, next: isPastSignOff ? whole.replace(/[,;] (or use|if it still runs, use) Cancel publish[^.;,]*/, '') : whole };
}

/** The same when another operation runs, which can go live whatever became of ours. */
export function adviceWithOther(advice: Advice): Advice {
  if (advice.live !== cannotGoLive) return advice;
  return { live: 'The operation that runs can go live.', next: `If that one is to be stopped, ${rerun}.` };
}

/** Whether it names the way to stop an operation by hand. */
export function isByHand(next: string): boolean {
  return next.includes('Cancel publish');
}
