import type { InputError } from '../inputs/plan.ts';
import { isWarning } from '../outcome/causes.ts';
import { isRed, type Outcome, outcomes } from '../outcome/outcome.ts';
import { messageOf, nothingSent, type OfferResult } from '../outcome/result.ts';
import { rollUp, worstOf } from '../outcome/rollUp.ts';
import { escapeCommand } from '../text/escape.ts';
import { truncate } from '../text/format.ts';
import { errorMessage } from '../text/sanitize.ts';
import { docsLink } from './docsLink.ts';
import type { Runner } from './runner.ts';
import { type Frame, refusalSummary, summaryOf } from './summary.ts';

const longestResultMessage = 200;

/** The outputs of action.yml. */
export const outputNames = ['outcome', 'status-code', 'operation-path', 'operation-id', 'request-id', 'message', 'results'] as const;

export type Outputs = Readonly<Record<(typeof outputNames)[number], string>>;

/** The single values are those of the offer with the worst outcome, the first such in input order. */
export function outputsOf(results: readonly OfferResult[], isSandbox: boolean): Outputs {
  const [only, ...more] = results;
  const worst = only && worstOf([only, ...more]);
  const objects = results.map(({ publisherId, offerId, outcome, statusCode, operationPath, operationId, requestId, message }) => ({
    publisherId: publisherId === '' ? null : publisherId,
    offerId,
    outcome,
    statusCode,
    operationPath,
    operationId,
    requestId,
    message: truncate(message, longestResultMessage),
  }));
  return {
    outcome: worst?.outcome ?? 'invalid-input',
    'status-code': String(worst?.statusCode ?? ''),
    'operation-path': worst?.operationPath ?? '',
    'operation-id': worst?.operationId ?? '',
    'request-id': worst?.requestId ?? '',
    message: rollUp(results, isSandbox),
    results: JSON.stringify(objects),
  };
}

/** Writes all outputs; returns why that could not be done. */
function writeOutputs(runner: Runner, outputs: Outputs): string | undefined {
  try {
    for (const name of outputNames) runner.output(name, outputs[name]);
    return undefined;
  } catch (error) {
    return `The outputs could not be written (${errorMessage(error)}).`;
  }
}

/** Outputs before the end, for a step that is killed. Only where there is a file for them. */
export function writeEarly(runner: Runner, outputs: Outputs): void {
  if (hasOutputFile(runner)) writeOutputs(runner, outputs);
}

/** Outputs, annotation, summary, in this order: whether the step is green. */
export function report(runner: Runner, results: readonly OfferResult[], frame: Frame): boolean {
  const outputs = outputsOf(results, frame.isSandbox);
  const trouble = finalOutputs(runner, outputs);
  const isRedStep = trouble !== undefined || results.some(({ outcome }) => isRed(outcome, frame.ifNothingToCancel));
  const [first, ...more] = results;
  if (first) {
    const level = more.length === 0 ? levelOf(first, frame) : 'info';
    const message = [outputs.message, trouble ?? ''].join(' ').trim();
    const worst = worstOf([first, ...more]);
    announce(runner, isRedStep ? 'error' : level, worst, message, worst.toCopy);
    if (more.length > 0) recap(runner, results, frame);
  }
  writeSummary(runner, summaryOf(results, frame, docsLink(runner)));
  return !isRedStep;
}

/** The same for inputs that were refused: one annotation that lists every problem. Never green. */
export function reportRefusal(runner: Runner, refusal: InputError): void {
  const { problems, isSandbox } = refusal;
  const sentences = (what: string): string => messageOf({ cause: 'invalid-input', statement: what }, nothingSent, refusal);
  const trouble = finalOutputs(runner, {
    ...outputsOf([], isSandbox),
    message: sentences(`The inputs were refused: ${problems.join('; ')}`),
  });
  const help = docsLink(runner);
  const headline = `${sentences('The inputs were refused')} More about this: ${help('invalid-input')}`;
  const lines = [headline, ...problems.map((problem) => `- ${problem}`), trouble ?? ''];
  runner.error(
    lines
      .filter((line) => line !== '')
      .map(escapeCommand)
      .join('\n'),
    titleOf('invalid-input'),
  );
  writeSummary(runner, refusalSummary(problems, isSandbox, help));
}

function finalOutputs(runner: Runner, outputs: Outputs): string | undefined {
  if (hasOutputFile(runner)) return writeOutputs(runner, outputs);
  for (const name of outputNames) runner.info(escapeCommand(`output ${name}: ${outputs[name]}`));
  return undefined;
}

function hasOutputFile(runner: Runner): boolean {
  return Boolean(runner.env('GITHUB_OUTPUT'));
}

type Level = 'error' | 'warning' | 'info';

/** An annotation only when there is something to do. */
function levelOf({ outcome, cause }: OfferResult, { ifNothingToCancel }: Frame): Level {
  if (isRed(outcome, ifNothingToCancel)) return 'error';
  if (isWarning(cause)) return 'warning';
  return outcome === 'nothing-to-cancel' && ifNothingToCancel === 'warn' ? 'warning' : 'info';
}

/** An annotation with the place where more is said, or a line. */
function announce(runner: Runner, level: Level, { outcome, cause }: OfferResult, message: string, toCopy: readonly string[] = []): void {
  if (level === 'info') runner.info(escapeCommand(message));
  else {
    const lines = [`${message} More about this: ${docsLink(runner)(cause)}`, ...toCopy];
    runner[level](lines.map(escapeCommand).join('\n'), titleOf(outcome));
  }
}

/** Several offers: those that need attention as annotations, up to a number, and the others as lines, by outcome. */
function recap(runner: Runner, results: readonly OfferResult[], frame: Frame): void {
  const needsAttention = results.filter((result) => levelOf(result, frame) !== 'info').slice(0, mostAnnotated);
  for (const result of needsAttention) announce(runner, levelOf(result, frame), result, bare(result));
  for (const outcome of outcomes) {
    const some = results.filter((one) => one.outcome === outcome && !needsAttention.includes(one));
    if (some.length > 0) runner.info(escapeCommand(`${outcome} (${some.length})`));
    for (const result of some) runner.info(escapeCommand(`  ${bare(result)}`));
  }
}

/** The roll-up has said already that it comes from a sandbox. */
function bare({ message }: OfferResult): string {
  return message.replace(/^Sandbox: /, '');
}

/** With the roll-up, two warnings of the log and one of the deployment there are ten (guarantee G8). */
const mostAnnotated = 6;

export function titleOf(about: Outcome | 'environment'): string {
  return `Cancel Azure Marketplace operation: ${about}`;
}

/** A summary that cannot be written changes no result. */
export function writeSummary(runner: Runner, text: string): void {
  if (!runner.env('GITHUB_STEP_SUMMARY')) return;
  try {
    runner.summary(text);
  } catch (error) {
    runner.info(escapeCommand(`The job summary could not be written (${errorMessage(error)}).`));
  }
}
