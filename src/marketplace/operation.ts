import { withoutHtml } from '../http/complaint.ts';
import { fieldsOf, listOf, textOf } from '../http/json.ts';
import { plain } from '../text.ts';
import { isOperationId } from './location.ts';

export type OperationState = 'running' | 'canceled' | 'succeeded' | 'failed';

/** One publishing step as the service reports it (api.md §1.5); `progress` in percent, when it is a number from 0 to 100. */
export interface PublishingStep {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly progress?: number;
}

/** One whose page can be asked for. */
export type KnownOperation = Operation & { readonly id: string };

export type EndedOperation = Operation & { readonly state: Exclude<OperationState, 'running'> };

/** An operation as each of the three routes shows it: list entry, operation page, offer status. */
export interface Operation {
  readonly id?: string;
  readonly state: OperationState;
  /** The service's own word, and whether we know it. An unknown word means running. */
  readonly word: string;
  readonly isKnown: boolean;
  /** `publish` or `goLive`, and `staging` or `production`, as far as told. */
  readonly kind?: string;
  readonly slot?: string;
  /** When it began, in milliseconds since 1970; few answers tell it. */
  readonly startedMs?: number;
  /** Milliseconds since 1970 with the service's 100 ns as a fraction; absent when not told or not a date. */
  readonly changedMs?: number;
  /** A cancellation is under way already: the word says so, or `cancellationRequestState` is there and is not `canCancel`. */
  readonly isCancelPending: boolean;
  readonly steps: readonly PublishingStep[];
  readonly messages: readonly string[];
}

/** Every word seen or documented for operations, submissions and offer status (api.md §1.4 to §1.6), in the spelling that `fold` gives. */
const states: ReadonlyMap<string, OperationState> = new Map([
  ['running', 'running'],
  ['notstarted', 'running'],
  ['inprogress', 'running'],
  ['waitingforpublisherreview', 'running'],
  ['waitingforapproval', 'running'],
  ['canceling', 'running'],
  ['canceled', 'canceled'],
  ['succeeded', 'succeeded'],
  ['complete', 'succeeded'],
  ['completed', 'succeeded'],
  ['failed', 'failed'],
]);

const longestWord = 100;
const mostSteps = 50;
const mostMessages = 3;

/** One spelling for `not started`, `notStarted`, `not-started`, `Cancelled` and their kin. Not locale-dependent. */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace('cancell', 'cancel');
}

export function isSameId(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.toLowerCase() === b?.toLowerCase();
}

/** The service's word for the state, when it is one. */
export function wordOf(value: unknown): string | undefined {
  const fields = fieldsOf(value);
  const word = textOf(fields['submissionState'] ?? fields['status']);
  return word === undefined || word.trim() === '' || word.length > longestWord ? undefined : word;
}

/** Picks what we know of an operation's object; whatever else it holds is never read (a 64-bit `version` would lose digits). */
export function toOperation(value: unknown): Operation {
  const fields = fieldsOf(value);
  const word = wordOf(value) ?? '';
  const state = states.get(fold(word));
  const request = fields['cancellationRequestState'] ?? 'canCancel';
  const id = isOperationId(fields['id']) ? { id: fields['id'] } : {};
  const kind = labelOf(fields['submissionType']);
  const slot = labelOf(fields['slot']);
  const startedMs = timeOf(fields['createdDateTime']);
  const changedMs = timeOf(fields['changedTime'] ?? fields['lastActionDateTime'] ?? fields['createdDateTime']);
  return {
    ...id,
    state: state ?? 'running',
    word: plain(word, 40) || 'no state',
    isKnown: state !== undefined,
    ...(kind === '' ? {} : { kind }),
    ...(slot === '' ? {} : { slot }),
    ...(startedMs === undefined ? {} : { startedMs }),
    ...(changedMs === undefined ? {} : { changedMs }),
    isCancelPending: fold(word) === 'canceling' || fold(textOf(request) ?? 'unknown') !== 'cancancel',
    steps: listOf(fields['steps']).slice(0, mostSteps).map(toStep),
    messages: listOf(fields['messages'])
      .slice(0, mostMessages)
      .map((entry) => withoutHtml(textOf(entry) ?? textOf(fieldsOf(entry)['messageHtml']) ?? ''))
      .filter((message) => message !== ''),
  };
}

function labelOf(value: unknown): string {
  return plain(textOf(value) ?? '', 40);
}

function toStep(value: unknown): PublishingStep {
  const fields = fieldsOf(value);
  const id = plain(textOf(fields['id']) ?? '', 60);
  const progress = fields['progressPercentage'];
  return {
    id,
    name: plain(textOf(fields['stepName']) ?? id, 60),
    status: plain(textOf(fields['status']) ?? '', 40),
    ...(typeof progress === 'number' && progress >= 0 && progress <= 100 ? { progress } : {}),
  };
}

/** `2018-03-27T04:02:52.5107264Z`: six or seven digits of a second, and sometimes no `Z`, which means UTC all the same (api.md §1.4). */
function timeOf(value: unknown): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/.exec(textOf(value) ?? '');
  const seconds = Date.parse(`${parts?.[1]}${parts?.[3] ?? 'Z'}`);
  return Number.isNaN(seconds) ? undefined : seconds + Number(`0${parts?.[2] ?? ''}`) * 1000;
}
