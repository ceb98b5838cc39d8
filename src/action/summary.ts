import type { Plan } from '../inputs/plan.ts';
import { isWarning, rowOf } from '../outcome/causes.ts';
import { isRed, type Outcome, outcomes } from '../outcome/outcome.ts';
import { type OfferResult, offersTitle, offerTitle } from '../outcome/result.ts';
import { counts, groupsOf, worstOf } from '../outcome/rollUp.ts';
import { escapeMarkdown, pluralize, truncate } from '../text/format.ts';
import { bytesOf, details, endOf, nothing, startOf } from './details.ts';

const longestSummary = 64 * 1024;
const longestOfMany = 512 * 1024;
/** GitHub draws every diagram in a frame of its own. */
const mostDiagrams = 5;
/** 500 rows of escaped texts of this length are less than 500 KB. */
const longestCell = 72;

const headlines: Readonly<Record<Outcome, string>> = {
  planned: 'An operation runs that would be canceled',
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
export type Frame = Pick<Plan, 'isSandbox' | 'isDryRun' | 'ifNothingToCancel'>;

/** Where a paragraph of docs/troubleshooting.md is. */
export type Help = (anchor: string) => string;

/** The job summary as GitHub-flavored Markdown. Several offers: the counts, a row for each, the worst first, and folded details. */
export function summaryOf(results: readonly OfferResult[], message: string, frame: Frame, help: Help): string {
  const [only, ...more] = results;
  if (only === undefined) return '';
  return `${(more.length === 0 ? ofOne(only, frame, help) : ofMany([only, ...more], message, frame, help)).join('\n')}\n`;
}

export function refusalSummary(problems: readonly string[], isSandbox: boolean, help: Help): string {
  const list = problems.slice(0, 30).map((problem) => `- ${escapeMarkdown(problem)}`);
  const headline = `## ❌ ${isSandbox ? 'Sandbox: ' : ''}${headlines['invalid-input']}`;
  return `${headline}\n\nNothing was sent.\n\n${list.join('\n')}\n\n[More about this](${help('invalid-input')})\n`;
}

function ofOne(result: OfferResult, frame: Frame, help: Help): readonly string[] {
  const head = [
    headline(result, frame, `${headlineOf(result)}: ${offerTitle(result)}`),
    '',
    ...paragraph(result.message, result, help),
    ...codeBlock(result.toCopy),
  ];
  return [...head, ...details(result, longestSummary - bytesOf(head), true)];
}

function ofMany(results: readonly [OfferResult, ...OfferResult[]], message: string, frame: Frame, help: Help): readonly string[] {
  const worst = worstOf(results);
  const sorted = results.toSorted((a, b) => outcomes.indexOf(b.outcome) - outcomes.indexOf(a.outcome));
  const head = [
    headline(worst, frame, `${offersTitle(results.length, worst.publisherId)}: ${counts(results)}`),
    '',
    ...nextSteps(results, message, worst, help),
    ...codeBlock(worst.toCopy),
    '| Outcome | Offer | Operation | Started | How it ended | Request id |',
    '| --- | --- | --- | --- | --- | --- |',
    ...sorted.map((result) => row(result, frame)),
    '',
  ];
  const folds: (readonly string[])[] = [];
  let room = longestOfMany - bytesOf(head) - longestRest;
  for (const [place, result] of sorted.entries()) {
    const fold = foldable(result, frame, help, Math.min(room, longestSummary), place < mostDiagrams);
    room -= bytesOf(fold);
    if (room < 0) break;
    folds.push(fold);
  }
  const lines = [...head, ...folds.flat()];
  const left = results.length - folds.length;
  return left === 0 ? lines : [...lines, `The details of ${pluralize(left, 'more offer')} are in the log, and in the output \`results\`.`];
}

/** For the sentence at the end, in bytes. */
const longestRest = 200;

function row(result: OfferResult, frame: Frame): string {
  const { outcome, offerId, operationId, requestId } = result;
  const cells = [offerId, operationId ?? nothing, startOf(result), endOf(result), requestId ?? nothing];
  return `| ${symbolOf(result, frame)} ${outcome} | ${cells.map((cell) => escapeMarkdown(truncate(cell, longestCell))).join(' | ')} |`;
}

/** One of several offers, folded unless it is red. Offer ids hold nothing that has a meaning in HTML (src/inputs/offers.ts). */
function foldable(result: OfferResult, frame: Frame, help: Help, room: number, isDrawn: boolean): readonly string[] {
  const isOpen = isRed(result.outcome, frame.ifNothingToCancel);
  const title = `${symbolOf(result, frame)} ${result.offerId}: ${headlineOf(result)}`;
  const head = [`<details${isOpen ? ' open' : ''}><summary>${title}</summary>`, '', ...paragraph(result.message, result, help)];
  const tail = ['', '</details>', ''];
  return [...head, ...details(result, room - bytesOf(head) - bytesOf(tail), isDrawn), ...tail];
}

/** What to do next: of one kind in a paragraph, of several kinds a line for each group. */
function nextSteps(results: readonly OfferResult[], message: string, worst: OfferResult, help: Help): readonly string[] {
  const groups = groupsOf(results);
  if (groups.length < 2) return paragraph(message, groups[0]?.results[0] ?? worst, help);
  const lines = groups.map(({ next, results: some }) => {
    const names = truncate(some.map(({ offerId }) => offerId).join(', '), longestNames);
    return `- **${escapeMarkdown(names)}:** ${escapeMarkdown(next)} [More about this](${help(some[0].cause)})`;
  });
  return ['**What to do next:**', '', ...lines, ''];
}

const longestNames = 300;

/** A message, with what to do next in a paragraph of its own. */
function paragraph(message: string, { next, cause }: OfferResult, help: Help): readonly string[] {
  if (next === '') return [escapeMarkdown(message), ''];
  return [
    escapeMarkdown(message.slice(0, -next.length).trim()),
    '',
    `**What to do next:** ${escapeMarkdown(next)} [More about this](${help(cause)})`,
    '',
  ];
}

/** Lines to be copied. The fence is longer than any run of backticks in them. */
function codeBlock(lines: readonly string[] = []): readonly string[] {
  if (lines.length === 0) return [];
  const longestRun = Math.max(2, ...(lines.join('\n').match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longestRun + 1);
  return [fence, ...lines, fence, ''];
}

function headline(result: OfferResult, frame: Frame, text: string): string {
  const dryRun = frame.isDryRun ? 'DRY RUN: NOTHING WAS CANCELED: ' : '';
  return `## ${symbolOf(result, frame)} ${frame.isSandbox ? 'Sandbox: ' : ''}${dryRun}${escapeMarkdown(text)}`;
}

function headlineOf({ outcome, cause }: OfferResult): string {
  return rowOf(cause).headline ?? headlines[outcome];
}

function symbolOf({ outcome, cause }: OfferResult, { ifNothingToCancel }: Frame): string {
  if (isRed(outcome, ifNothingToCancel)) return '❌';
  return outcome === 'canceled' && !isWarning(cause) ? '✅' : '⚠️';
}
