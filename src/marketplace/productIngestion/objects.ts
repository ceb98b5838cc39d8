import { fieldsOf, textOf } from '../../http/json.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Operation, OperationWithId } from '../api.ts';
import { normalizeState, shownState } from '../stateText.ts';
import { timeOf } from '../time.ts';
import { publishTargets, results, statuses } from './states.ts';

const usual = { labels: [], isCancelPending: false, steps: [] } as const;

/** A job by its status and result (docs/api.md#job-states). `completed` with any other result, and an unknown status, count as running. */
export function toJob(id: string, value: unknown): Operation {
  const fields = fieldsOf(value);
  const status = statuses.get(normalizeState(fields['jobStatus']));
  const end = status === 'completed' ? results.get(normalizeState(fields['jobResult'])) : undefined;
  return {
    ...usual,
    id,
    state: end ?? 'running',
    rawState: shownState(fields['jobStatus'], fields['jobResult']),
    isKnown: end !== undefined || status === 'running',
    ...started(fields['jobStart']),
    messages: errorsOf(fields['errors']),
  };
}

/** The year 1 stands for a time that has not come yet. */
function started(value: unknown): { readonly startedMs?: number } {
  const startedMs = timeOf(value) ?? -1;
  return startedMs < 0 ? {} : { startedMs };
}

const mostMessages = 3;

function errorsOf(value: unknown): readonly string[] {
  const errors = Array.isArray(value) ? value.slice(0, mostMessages) : [];
  return errors
    .map((error) => [fieldsOf(error)['code'], fieldsOf(error)['message']].map((text) => sanitize(textOf(text) ?? '')).filter(Boolean))
    .map((parts) => parts.join(': '))
    .filter((text) => text !== '');
}

/**
 * A submission of the product; `undefined` when it has no number. Any status but `completed` means that it runs
 * (docs/api.md#product-submissions).
 */
export function toSubmission(value: unknown): OperationWithId | undefined {
  const fields = fieldsOf(value);
  const id = /\/(\d{1,40})$/.exec(textOf(fields['id']) ?? '')?.[1];
  if (id === undefined) return undefined;
  const status = normalizeState(fields['status']);
  const target = targetTypeOf(fields);
  const leadsTo = publishTargets.find((one) => one === target);
  const result = normalizeState(fields['result']);
  const end = statuses.get(status) === 'completed' ? (results.get(result) ?? 'failed') : undefined;
  return {
    ...usual,
    id,
    noun: 'submission',
    state: end ?? 'running',
    rawState: shownState(fields['status']),
    isKnown: status !== '',
    ...started(fields['created']),
    labels: target === '' ? [] : [target],
    ...(leadsTo ? { leadsTo } : {}),
    messages: [],
  };
}

/** `draft`, `preview` or `live`, or another word; `''` for none. */
export function targetTypeOf(value: unknown): string {
  return normalizeState(fieldsOf(fieldsOf(value)['target'])['targetType']).slice(0, 40);
}

/** Whether a job's `resourceUri` names this product, another one, or none. */
export function productIn(value: unknown, productId: string): 'ours' | 'another' | 'none' {
  const named = /product\/([0-9a-f-]{36})/i.exec(textOf(fieldsOf(value)['resourceUri']) ?? '')?.[1];
  if (named === undefined) return 'none';
  return named.toLowerCase() === productId ? 'ours' : 'another';
}

/** The id that a job's page carries, in either of its spellings. */
export function jobIdOf(value: unknown): string | undefined {
  const fields = fieldsOf(value);
  return textOf(fields['jobId'] ?? fields['jobID']);
}
