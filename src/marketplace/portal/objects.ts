import { fieldsOf, listOf, textOf } from '../../http/json.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { Operation, PublishingStep } from '../api.ts';
import { normalizeState, shownState } from '../stateText.ts';
import { timeOf } from '../time.ts';
import { messagesOf } from './messages.ts';
import { isOperationId } from './operationPath.ts';
import { canceling, isCurrent, places, states } from './states.ts';

const longestWord = 100;
const mostSteps = 50;

/** The service's word for the state, when it is one. */
export function rawStateOf(value: unknown): string | undefined {
  const fields = fieldsOf(value);
  const word = textOf(fields['submissionState'] ?? fields['status']);
  return word === undefined || word.trim() === '' || word.length > longestWord ? undefined : word;
}

/** Reads the known members of an operation's object. A 64-bit `version` is not read, since it would lose digits. */
export function toOperation(value: unknown): Operation {
  const fields = fieldsOf(value);
  const word = rawStateOf(value) ?? '';
  const state = states.get(normalizeState(word));
  const request = fields['cancellationRequestState'] ?? 'canCancel';
  const id = isOperationId(fields['id']) ? { id: fields['id'] } : {};
  const submissionType = labelOf(fields['submissionType']);
  const slot = labelOf(fields['slot']);
  const startedMs = timeOf(fields['createdDateTime']);
  const changedMs = timeOf(fields['changedTime'] ?? fields['lastActionDateTime'] ?? fields['createdDateTime']);
  const steps = listOf(fields['steps']).slice(0, mostSteps).map(toStep);
  const currentStep = steps.find(({ name, status }) => name !== '' && isCurrent(normalizeState(status)));
  const leadsTo = placeAfter(steps, slot || submissionType);
  return {
    ...id,
    state: state ?? 'running',
    rawState: shownState(word),
    isKnown: state !== undefined,
    labels: [submissionType, slot].filter((label) => label !== ''),
    ...(startedMs === undefined ? {} : { startedMs }),
    ...(changedMs === undefined ? {} : { changedMs }),
    isCancelPending: normalizeState(word) === canceling || normalizeState(textOf(request) ?? 'unknown') !== 'cancancel',
    steps,
    ...(currentStep ? { currentStep } : {}),
    ...(leadsTo ? { leadsTo } : {}),
    messages: messagesOf(value),
  };
}

/** What its success makes of the offer: by the steps, else by the slot, else by the kind (docs/api.md#steps, docs/api.md#slots). */
function placeAfter(steps: readonly PublishingStep[], place: string): Operation['leadsTo'] {
  const statusOf = (id: string): string | undefined => {
    const found = steps.find((one) => normalizeState(one.id) === normalizeState(id) || normalizeState(one.name) === normalizeState(id));
    return found && normalizeState(found.status);
  };
  if (isDone(statusOf('live')) || isDone(statusOf('publisher-signoff'))) return 'live';
  if (/^waitingfor/.test(statusOf('publisher-signoff') ?? '')) return 'preview';
  return places.get(normalizeState(place));
}

function isDone(status = ''): boolean {
  return states.get(status) === 'succeeded';
}

function labelOf(value: unknown): string {
  return sanitize(textOf(value) ?? '', 40);
}

function toStep(value: unknown): PublishingStep {
  const fields = fieldsOf(value);
  const id = sanitize(textOf(fields['id']) ?? '', 60);
  const progress = fields['progressPercentage'];
  return {
    id,
    name: sanitize(textOf(fields['stepName']) ?? id, 60),
    status: sanitize(textOf(fields['status']) ?? '', 40),
    ...(typeof progress === 'number' && progress >= 0 && progress <= 100 ? { progress } : {}),
  };
}
