import { isRed, type Outcome, outcomes } from '../outcome.ts';
import type { InputError } from '../plan.ts';
import { rollUp, worstOf } from '../rollUp.ts';
import { cut, logLine, thrown } from '../text.ts';
import { messageOf, nothingSent, type Verdict } from '../verdict.ts';
import { helpAt } from './help.ts';
import type { Runner } from './runner.ts';
import { type Frame, refusalSummary, summaryOf } from './summary.ts';

const longestResultMessage = 200;

/** The outputs of action.yml. */
export const outputNames = ['outcome', 'status-code', 'operation-path', 'operation-id', 'request-id', 'message', 'results'] as const;

export type Outputs = Readonly<Record<(typeof outputNames)[number], string>>;

/** The outputs for some verdicts: the single values are those of the offer that came off worst, the first such in input order. */
export function outputsOf(verdicts: readonly Verdict[], isSandbox: boolean): Outputs {
  const [only, ...more] = verdicts;
  const worst = only && worstOf([only, ...more]);
  const results = verdicts.map(({ publisherId, offerId, outcome, statusCode, operationPath, operationId, requestId, message }) => ({
    publisherId,
    offerId,
    outcome,
    statusCode,
    operationPath,
    operationId,
    requestId,
    message: cut(message, longestResultMessage),
  }));
  return {
    outcome: worst?.outcome ?? 'invalid-input',
    'status-code': String(worst?.statusCode ?? ''),
    'operation-path': worst?.operationPath ?? '',
    'operation-id': worst?.operationId ?? '',
    'request-id': worst?.requestId ?? '',
    message: rollUp(verdicts, isSandbox),
    results: JSON.stringify(results),
  };
}

/** Writes all outputs; returns why that could not be done. */
function writeOutputs(runner: Runner, outputs: Outputs): string | undefined {
  try {
    for (const name of outputNames) runner.output(name, outputs[name]);
    return undefined;
  } catch (error) {
    return `The outputs could not be written (${thrown(error)}).`;
  }
}

/** Outputs before the end, so that a crash or a kill leaves the truth. Only where there is a file for them. */
export function writeEarly(runner: Runner, outputs: Outputs): void {
  if (hasOutputFile(runner)) writeOutputs(runner, outputs);
}

/** Outputs, annotation, summary, in this order: whether the step is green. */
export function report(runner: Runner, verdicts: readonly Verdict[], frame: Frame): boolean {
  const outputs = outputsOf(verdicts, frame.isSandbox);
  const trouble = finalOutputs(runner, outputs);
  const isRedStep = trouble !== undefined || verdicts.some(({ outcome }) => isRed(outcome, frame.ifNothingToCancel));
  const [first, ...more] = verdicts;
  if (first) {
    const level = more.length === 0 ? levelOf(first, frame) : 'info';
    const message = [outputs.message, trouble ?? ''].join(' ').trim();
    announce(runner, isRedStep ? 'error' : level, worstOf([first, ...more]), message);
    if (more.length > 0) recap(runner, verdicts, frame);
  }
  writeSummary(runner, summaryOf(verdicts, outputs.message, frame, helpAt(runner)));
  return !isRedStep;
}

/** The same for inputs that were refused: one annotation that lists every problem. Never green. */
export function reportRefusal(runner: Runner, refusal: InputError): void {
  const { problems, isSandbox } = refusal;
  const told = (what: string): string => messageOf({ cause: 'invalid-input', what }, nothingSent, refusal);
  const trouble = finalOutputs(runner, { ...outputsOf([], isSandbox), message: told(`The inputs were refused: ${problems.join('; ')}`) });
  const help = helpAt(runner);
  const headline = `${told('The inputs were refused')} More about this: ${help('invalid-input')}`;
  const lines = [headline, ...problems.map((problem) => `- ${problem}`), trouble ?? ''];
  runner.error(
    lines
      .filter((line) => line !== '')
      .map(logLine)
      .join('\n'),
    titleOf('invalid-input'),
  );
  writeSummary(runner, refusalSummary(problems, isSandbox, help));
}

function finalOutputs(runner: Runner, outputs: Outputs): string | undefined {
  if (hasOutputFile(runner)) return writeOutputs(runner, outputs);
  for (const name of outputNames) runner.info(logLine(`output ${name}: ${outputs[name]}`));
  return undefined;
}

function hasOutputFile(runner: Runner): boolean {
  return Boolean(runner.env('GITHUB_OUTPUT'));
}

type Level = 'error' | 'warning' | 'info';

/** An annotation only when there is something to do. */
function levelOf({ outcome }: Verdict, { ifNothingToCancel }: Frame): Level {
  if (isRed(outcome, ifNothingToCancel)) return 'error';
  return outcome === 'nothing-to-cancel' && ifNothingToCancel === 'warn' ? 'warning' : 'info';
}

/** An annotation with the place where more is said, or a line. */
function announce(runner: Runner, level: Level, { outcome, cause }: Verdict, message: string): void {
  if (level === 'info') runner.info(logLine(message));
  else runner[level](logLine(`${message} More about this: ${helpAt(runner)(cause)}`), titleOf(outcome));
}

/** Several offers: the roll-up first, then those that need somebody, as annotations as long as there may be some; the log has all of them, by outcome. */
function recap(runner: Runner, verdicts: readonly Verdict[], frame: Frame): void {
  const needy = verdicts.filter((verdict) => levelOf(verdict, frame) !== 'info').slice(0, mostNeedy);
  for (const verdict of needy) announce(runner, levelOf(verdict, frame), verdict, `${verdict.offerId}: ${verdict.message}`);
  for (const outcome of outcomes) {
    const some = verdicts.filter((one) => one.outcome === outcome);
    if (some.length > 0) runner.info(logLine(`${outcome} (${some.length})`));
    for (const { offerId, message: text } of some) runner.info(logLine(`  ${offerId}: ${text}`));
  }
}

/** With the roll-up and the warnings on the way never more than ten errors and warnings together (guarantee G8). */
const mostNeedy = 6;

/** Of an annotation. */
export function titleOf(about: Outcome | 'environment'): string {
  return `Cancel Azure Marketplace operation: ${about}`;
}

/** A summary that cannot be written changes no verdict. */
export function writeSummary(runner: Runner, text: string): void {
  if (!runner.env('GITHUB_STEP_SUMMARY')) return;
  try {
    runner.summary(text);
  } catch (error) {
    runner.info(logLine(`The job summary could not be written (${thrown(error)}).`));
  }
}
