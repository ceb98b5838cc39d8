import { isRed, type Outcome } from '../outcome.ts';
import type { NothingPolicy } from '../plan.ts';
import { worstOf } from '../rollUp.ts';
import { cutBytes, markdown } from '../text.ts';
import type { Verdict } from '../verdict.ts';
import { seconds } from './log.ts';

const longestSummary = 64 * 1024;
const longestOfMany = 512 * 1024;
const mostEvents = 60;

const headlines: Readonly<Record<Outcome, string>> = {
  planned: 'DRY RUN: NOTHING WAS CANCELED',
  canceled: 'Canceled, and proved',
  accepted: 'Cancel accepted, not proved',
  'nothing-to-cancel': 'Nothing to cancel',
  'timed-out': 'NOT confirmed: the time is up',
  interrupted: 'NOT confirmed: the run was canceled',
  unknown: 'NOT confirmed',
  mismatch: 'NOT canceled: another operation runs',
  refused: 'NOT canceled: the service refused',
  failed: 'NOT canceled',
  'too-late': 'TOO LATE: the operation succeeded',
  'invalid-input': 'NOT canceled: inputs refused',
};

/** What the report has to know about the step as a whole. */
export interface Frame {
  readonly isSandbox: boolean;
  readonly policy: NothingPolicy;
}

/**
 * The job summary as GitHub-flavored Markdown. One offer: a headline, its row, what happened when. Several: the counts, a row for each, and the details of those that need somebody,
 * as long as there is room.
 */
export function summaryOf(verdicts: readonly Verdict[], message: string, frame: Frame): string {
  const [only, ...more] = verdicts;
  if (!only || more.length === 0) return only ? cutBytes(section(only, frame), longestSummary) : '';
  const worst = worstOf([only, ...more]);
  const head = [
    `## ${symbolOf(worst, frame)} ${sandbox(frame.isSandbox)}${verdicts.length} offers: ${headlines[worst.outcome]}`,
    '',
    markdown(message),
    '',
    ...table(verdicts, frame),
    '',
  ].join('\n');
  const details = verdicts.filter(({ outcome }) => isRed(outcome, frame.policy)).map((verdict) => section(verdict, frame));
  const shown: string[] = [];
  let room = longestOfMany - Buffer.byteLength(head);
  for (const detail of details) {
    room -= Buffer.byteLength(detail) + 1;
    if (room > 0) shown.push(detail);
  }
  return [head, ...shown].join('\n');
}

/** For inputs that were refused: every problem as a list. */
export function refusalSummary(problems: readonly string[], isSandbox: boolean): string {
  const list = problems.slice(0, 30).map((problem) => `- ${markdown(problem)}`);
  return `## ❌ ${sandbox(isSandbox)}${headlines['invalid-input']}\n\nNothing was sent.\n\n${list.join('\n')}\n`;
}

function section(verdict: Verdict, frame: Frame): string {
  const shown = verdict.events.filter(({ kind }) => kind !== 'debug' && kind !== 'heartbeat');
  const events = [...shown.slice(0, mostEvents / 2), ...shown.slice(Math.max(mostEvents / 2, shown.length - mostEvents / 2))];
  return [
    `## ${symbolOf(verdict, frame)} ${sandbox(frame.isSandbox)}${headlines[verdict.outcome]}: ${markdown(`${verdict.publisherId}/${verdict.offerId}`)}`,
    '',
    markdown(verdict.message),
    '',
    ...table([verdict], frame),
    '',
    '| Time | What happened |',
    '| ---: | --- |',
    ...events.map(({ atMs, text }) => `| ${seconds(atMs).trim()} | ${markdown(text)} |`),
    '',
  ].join('\n');
}

function table(verdicts: readonly Verdict[], frame: Frame): readonly string[] {
  const rows = verdicts.map((verdict) =>
    [
      `${symbolOf(verdict, frame)} ${verdict.outcome}`,
      markdown(`${verdict.publisherId}/${verdict.offerId}`),
      markdown(verdict.operationId ?? '–'),
      replyTo(verdict),
      markdown(verdict.requestId ?? '–'),
    ].join(' | '),
  );
  return ['| Outcome | Offer | Operation | Cancel | Request id |', '| --- | --- | --- | --- | --- |', ...rows.map((row) => `| ${row} |`)];
}

function symbolOf({ outcome }: Verdict, { policy }: Frame): string {
  if (isRed(outcome, policy)) return '❌';
  return outcome === 'canceled' ? '✅' : '⚠️';
}

function replyTo({ sent, statusCode }: Verdict): string {
  if (sent === 'no') return 'none sent';
  return statusCode === null ? 'sent, no reply' : `HTTP ${statusCode}`;
}

function sandbox(isSandbox: boolean): string {
  return isSandbox ? 'Sandbox: ' : '';
}
