import type { Plan } from '../inputs/plan.ts';
import { isRed, outcomes } from '../outcome/outcome.ts';
import { type OfferResult, offersTitle } from '../outcome/result.ts';
import { counts, groupsOf, worstOf } from '../outcome/rollUp.ts';
import { escapeMarkdown } from '../text/escape.ts';
import { pluralize, truncate } from '../text/format.ts';
import { bytesOf, details, endOf, nothing, startOf } from './details.ts';

const longestSummary = 64 * 1024;
const longestOfMany = 512 * 1024;
/** 500 rows of escaped texts of this length are less than 500 KB. */
const longestCell = 72;

/** Every offer of the account, with its Cancel publish. */
const partnerCenter = '[Open Partner Center](https://partner.microsoft.com/dashboard/marketplace-offers/overview)';

/** What the report has to know about the step as a whole. */
export type Frame = Pick<Plan, 'api' | 'isSandbox' | 'isDryRun' | 'ifNothingToCancel'>;

/** Where a paragraph of docs/troubleshooting.md is. */
export type Help = (anchor: string) => string;

/** The job summary as GitHub-flavored Markdown. Several offers: the counts, what to do next, and a row for each, the worst first. */
export function summaryOf(results: readonly OfferResult[], frame: Frame, help: Help): string {
  const [only, ...more] = results;
  if (only === undefined) return '';
  return `${(more.length === 0 ? ofOne(only, frame, help) : ofMany([only, ...more], frame, help)).join('\n')}\n`;
}

export function refusalSummary(problems: readonly string[], isSandbox: boolean, help: Help): string {
  const list = problems.slice(0, 30).map((problem) => `- ${escapeMarkdown(problem)}`);
  const headline = `## ❌ ${isSandbox ? 'Sandbox: ' : ''}**Nothing was canceled**: the inputs were refused`;
  return `${headline}\n\nNothing was sent. Correct the inputs:\n\n${list.join('\n')}\n\n[More about this](${help('invalid-input')})\n`;
}

function ofOne(result: OfferResult, frame: Frame, help: Help): readonly string[] {
  const title = `${escapeMarkdown(result.offerId)} **${result.state}**: ${result.headlineReason}`;
  const texts = [...paragraphs(result, help), ...codeBlock(result.toCopy), ...preview(frame)];
  const head = [headline(result, frame, title), '', ...texts, '<details><summary>Details</summary>', ''];
  const tail = ['', '</details>'];
  return [...head, ...details(result, longestSummary - bytesOf(head) - bytesOf(tail)), ...tail];
}

/** Said of an API as long as no real cancel by it was recorded. */
function preview({ api }: Frame): readonly string[] {
  return api.isPreview ? [`*api: ${api.name} is a preview: no real cancel by it was recorded yet.*`, ''] : [];
}

function ofMany(results: readonly [OfferResult, ...OfferResult[]], frame: Frame, help: Help): readonly string[] {
  const worst = worstOf(results);
  const sorted = results.toSorted((a, b) => outcomes.indexOf(b.outcome) - outcomes.indexOf(a.outcome));
  const head = [
    headline(worst, frame, `${escapeMarkdown(offersTitle(results.length, worst.publisherId))}: ${counts(results)}`),
    '',
    ...nextSteps(results, help),
    ...preview(frame),
    ...codeBlock(worst.toCopy),
    '| Offer | Outcome | Still running? | How it ended | Started | Operation |',
    '| --- | --- | --- | --- | --- | --- |',
    ...sorted.map((result) => row(result, frame)),
    '',
  ];
  const folds: (readonly string[])[] = [];
  let room = longestOfMany - bytesOf(head) - longestRest;
  for (const result of sorted) {
    const fold = foldable(result, frame, help, Math.min(room, longestSummary));
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
  const { outcome, offerId, stillRunning, operationId } = result;
  const cells = [offerId, outcome, stillRunning, endOf(result), startOf(result), operationId ?? nothing];
  return `| ${symbolOf(result, frame)} ${cells.map((cell) => escapeMarkdown(truncate(cell, longestCell))).join(' | ')} |`;
}

/** One of several offers, folded unless it is red. Offer ids hold nothing that has a meaning in HTML (src/inputs/offers.ts). */
function foldable(result: OfferResult, frame: Frame, help: Help, room: number): readonly string[] {
  const { offerId, state, headlineReason } = result;
  const isExpanded = isRed(result.outcome, frame.ifNothingToCancel);
  const title = `${symbolOf(result, frame)} ${offerId} <b>${state}</b>: ${headlineReason}`;
  const head = [`<details${isExpanded ? ' open' : ''}><summary>${title}</summary>`, '', ...paragraphs(result, help)];
  const tail = ['', '</details>', ''];
  return [...head, ...details(result, room - bytesOf(head) - bytesOf(tail)), ...tail];
}

/** A line for each group of offers with the same thing to do next. */
function nextSteps(results: readonly OfferResult[], help: Help): readonly string[] {
  const groups = groupsOf(results);
  if (groups.length === 0) return [];
  const lines = groups.map(({ next, results: some }) => {
    const names = truncate(some.map(({ offerId }) => offerId).join(', '), longestNames);
    return `- **${escapeMarkdown(names)}:** ${withLinks(next, some[0].cause, help)}`;
  });
  return ['**What to do next:**', '', ...lines, ''];
}

const longestNames = 300;

/** Can it go live, what to do next, and why. */
function paragraphs({ live, next, why, cause }: OfferResult, help: Help): readonly string[] {
  const step = next === '' ? [] : [`**What to do next:** ${withLinks(next, cause, help)}`, ''];
  return [`**Can it go live?** ${escapeMarkdown(live)}`, '', ...step, `**Why:** ${escapeMarkdown(why)}`, ''];
}

function withLinks(next: string, cause: OfferResult['cause'], help: Help): string {
  const links = [next.includes('Partner Center') ? `${partnerCenter} · ` : '', `[More about this](${help(cause)})`];
  return `${escapeMarkdown(next)} ${links.join('')}`;
}

/** Lines to be copied. The fence is longer than any run of backticks in them. */
function codeBlock(lines: readonly string[] = []): readonly string[] {
  if (lines.length === 0) return [];
  const longestRun = Math.max(2, ...(lines.join('\n').match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longestRun + 1);
  return [fence, ...lines, fence, ''];
}

function headline(result: OfferResult, frame: Frame, text: string): string {
  const dryRun = frame.isDryRun ? ' (dry run, nothing was canceled)' : '';
  return `## ${symbolOf(result, frame)} ${frame.isSandbox ? 'Sandbox: ' : ''}${text}${dryRun}`;
}

function symbolOf({ outcome, stillRunning }: OfferResult, { ifNothingToCancel }: Frame): string {
  if (isRed(outcome, ifNothingToCancel)) return '❌';
  return outcome === 'canceled' && stillRunning === 'no' ? '✅' : '⚠️';
}
