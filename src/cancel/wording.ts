import type { ApiFacts, Operation, OperationState } from '../marketplace/api.ts';
import { pluralize } from '../text/format.ts';

/** `operation 5661… (publish, staging)`, in the word of the API. */
export function nameOf(api: ApiFacts, operation: Operation | undefined, id?: string): string {
  const noun = operation?.noun ?? api.noun;
  const known = operation?.id ?? id;
  const named = known === undefined ? `${noun} without a readable id` : `${noun} ${known}`;
  return operation && operation.labels.length > 0 ? `${named} (${operation.labels.join(', ')})` : named;
}

/** `running` or `running, Certification 40 %`. An unknown word is shown as such. */
export function progressOf({ isKnown, rawState, state, currentStep }: Operation): string {
  const word = isKnown ? rawState : `"${rawState}" (not a state we know, so it counts as running)`;
  if (!currentStep || state !== 'running') return word;
  const percent = currentStep.progress === undefined ? '' : ` ${currentStep.progress} %`;
  return `${word}, ${currentStep.name}${percent}`;
}

/** For the beginning of a sentence. */
export function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

export const stateVerbs: Readonly<Record<OperationState, string>> = {
  running: 'is running',
  canceled: 'was canceled',
  succeeded: 'succeeded',
  failed: 'failed',
};

/** ` 4 minutes ago`, or nothing when the service gave no time. */
export function ago(changedMs: number | undefined, wallMs: number): string {
  if (changedMs === undefined) return '';
  const minutes = Math.max(0, Math.round((wallMs - changedMs) / 60_000));
  if (minutes < 120) return ` ${pluralize(minutes, 'minute')} ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? ` ${pluralize(hours, 'hour')} ago` : ` ${pluralize(Math.round(hours / 24), 'day')} ago`;
}
