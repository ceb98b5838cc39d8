import { errorWords } from '../../http/errorBody.ts';
import { withoutHtml } from '../../http/failure.ts';
import { fieldsOf, listOf, textOf } from '../../http/json.ts';
import { sanitize } from '../../text/sanitize.ts';

const mostMessages = 3;
const mostRead = 1000;
const longestName = 60;

/**
 * What an operation says to people. Its errors count first, which may stand in its messages, in those of a step or in `error`
 * (docs/api.md#messages); information only where there is no error.
 */
export function messagesOf(operation: unknown): readonly string[] {
  const { messages, steps, error } = fieldsOf(operation);
  const own = listOf(messages).slice(0, mostRead);
  const errors = [
    ...own.filter((one) => levelOf(one) !== 'information').map(lineOf),
    ...listOf(steps).slice(0, mostRead).flatMap(errorsOfStep),
    errorLine(error),
  ].filter((line) => line !== '');
  const lines = errors.length > 0 ? errors : own.map(lineOf).filter((line) => line !== '');
  return [...new Set(lines)].slice(0, mostMessages);
}

/** `Certification: the image does not boot`. */
function errorsOfStep(step: unknown): readonly string[] {
  const { stepName, id, messages, error } = fieldsOf(step);
  const name = sanitize(textOf(stepName) || textOf(id) || '', longestName);
  const errors = listOf(messages).filter((one) => levelOf(one) === 'error');
  const lines = [...errors.slice(0, mostMessages).map(lineOf), errorLine(error)].filter((line) => line !== '');
  return lines.map((line) => (name === '' ? line : sanitize(`${name}: ${line}`)));
}

function lineOf(message: unknown): string {
  const { messageHtml, text, message: words } = fieldsOf(message);
  return withoutHtml(textOf(message) || textOf(messageHtml) || textOf(text) || textOf(words) || '');
}

/** `information` and `error` are documented. */
function levelOf(message: unknown): string {
  return (textOf(fieldsOf(message)['level']) ?? '').toLowerCase();
}

function errorLine(error: unknown): string {
  if (error === undefined) return '';
  const { code = '', message = '' } = errorWords({ error });
  return sanitize([code, withoutHtml(message)].filter((part) => part !== '').join(': '));
}
