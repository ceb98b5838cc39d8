import { isRed, type Outcome } from '../outcome.ts';
import type { NothingPolicy } from '../plan.ts';
import { cut, markdown } from '../text.ts';
import type { Verdict } from '../verdict.ts';
import { seconds } from './log.ts';

const longestSummary = 64 * 1024;
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

/** The job summary as GitHub-flavored Markdown: a headline, one row per offer, what happened when, and what to do. */
export function summaryOf(verdicts: readonly Verdict[], frame: Frame): string {
  const parts = verdicts.map((verdict) => section(verdict, frame));
  return cut(parts.join('\n'), longestSummary);
}

/** For inputs that were refused: every problem as a list. */
export function refusalSummary(problems: readonly string[], isSandbox: boolean): string {
  const list = problems.slice(0, 30).map((problem) => `- ${markdown(problem)}`);
  return `## ❌ ${sandbox(isSandbox)}${headlines['invalid-input']}\n\nNothing was sent.\n\n${list.join('\n')}\n`;
}

function section(verdict: Verdict, { isSandbox, policy }: Frame): string {
  const symbol = isRed(verdict.outcome, policy) ? '❌' : verdict.outcome === 'canceled' ? '✅' : '⚠️';
  const row = [
    `${symbol} ${verdict.outcome}`,
    markdown(`${verdict.publisherId}/${verdict.offerId}`),
    markdown(verdict.operationId ?? '–'),
    replyTo(verdict),
    markdown(verdict.requestId ?? '–'),
  ];
  const shown = verdict.events.filter(({ kind }) => kind !== 'debug' && kind !== 'heartbeat');
  const events = [...shown.slice(0, mostEvents / 2), ...shown.slice(Math.max(mostEvents / 2, shown.length - mostEvents / 2))];
  return [
    `## ${symbol} ${sandbox(isSandbox)}${headlines[verdict.outcome]}: ${markdown(`${verdict.publisherId}/${verdict.offerId}`)}`,
    '',
    markdown(verdict.message),
    '',
    '| Outcome | Offer | Operation | Cancel | Request id |',
    '| --- | --- | --- | --- | --- |',
    `| ${row.join(' | ')} |`,
    '',
    '| Time | What happened |',
    '| ---: | --- |',
    ...events.map(({ atMs, text }) => `| ${seconds(atMs).trim()} | ${markdown(text)} |`),
    '',
  ].join('\n');
}

function replyTo({ sent, statusCode }: Verdict): string {
  if (sent === 'no') return 'none sent';
  return statusCode === null ? 'sent, no reply' : `HTTP ${statusCode}`;
}

function sandbox(isSandbox: boolean): string {
  return isSandbox ? 'Sandbox: ' : '';
}
