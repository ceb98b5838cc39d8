import { truncate } from '../text/format.ts';
import { type Advice, adviceFor, adviceWithOther } from './advice.ts';
import { type Cause, outcomeOf } from './causes.ts';
import { headlineReason, type StillRunning, stateOf, stillRunning } from './headline.ts';
import type { Outcome } from './outcome.ts';
import type { StepFrame } from './phrases.ts';
import type { Progress } from './progress.ts';

/** Progress worth a line of the log and of the summary. `heartbeat` is for the log only, `debug` for RUNNER_DEBUG. */
export interface Event {
  readonly kind: 'note' | 'heartbeat' | 'warning' | 'debug';
  readonly text: string;
  /** Milliseconds since the step began. */
  readonly atMs: number;
}

/** Logs one event. */
export type Log = (kind: Event['kind'], text: string) => void;

/** What became of one offer: what an object of the output `results` says, whether a cancel left, and what happened on the way. */
export interface OfferResult {
  readonly publisherId: string;
  readonly offerId: string;
  readonly outcome: Outcome;
  readonly cause: Cause;
  readonly statusCode: number | null;
  readonly operationPath: string | null;
  readonly operationId: string | null;
  readonly requestId: string | null;
  /** `no`: no cancel left. `unprocessed`: all that left certainly did nothing. `yes`: one may have been processed. */
  readonly sent: 'no' | 'unprocessed' | 'yes';
  readonly message: string;
  /** The headline after the offer's name: `is still publishing`, and the reason. */
  readonly state: string;
  readonly headlineReason: string;
  readonly stillRunning: StillRunning;
  /** Sentences of the message: what happened and whether a cancel was sent (the Why of the summary), and whether the offer can go live. */
  readonly why: string;
  readonly live: string;
  /** The end of the message: what to do next; empty when nothing is. */
  readonly next: string;
  /** Lines that a person copies, whole; not part of the message. */
  readonly toCopy?: readonly string[];
  readonly history: OfferHistory;
}

/** What happened on the way to a result, for who reads the result. */
export interface OfferHistory {
  readonly events: readonly Event[];
  /** What was seen of the operation that the result is about; absent when none was. */
  readonly progress?: Progress;
  /** When the result was known, in milliseconds since the step began. */
  readonly tookMs: number;
}

/** The facts about the cancel request that every result carries. */
export type CancelFacts = Pick<OfferResult, 'sent' | 'statusCode' | 'operationPath' | 'operationId' | 'requestId'>;

export const nothingSent: CancelFacts = { sent: 'no', statusCode: null, operationPath: null, operationId: null, requestId: null };

/** How one offer ended: a row of the table of causes, and what happened in one clause. */
export interface Conclusion {
  readonly cause: Cause;
  readonly statement: string;
  /** Lines that a person copies. */
  readonly toCopy?: readonly string[];
  /** The operation it is about, when no cancel was sent. */
  readonly operationId?: string;
  /** Another operation of the offer runs. */
  readonly doesAnotherRun?: true;
}

export function isConclusion(value: object): value is Conclusion {
  return Object.hasOwn(value, 'cause');
}

/** Was a cancel sent? The first of the three facts of every red message. A proved or accepted cancel needs no such sentence. */
function cancelFact(cause: Cause, facts: CancelFacts): string {
  if (['canceled', 'accepted'].includes(outcomeOf(cause))) return '';
  if (facts.sent === 'no') return 'No cancel was sent.';
  const status = facts.statusCode === null ? 'no reply came' : `HTTP ${facts.statusCode}`;
  return facts.sent === 'yes' ? `A cancel was sent (${status}).` : `A cancel was sent and not processed (${status}).`;
}

/** The publisher and offer that a result is about. */
export type OfferName = Pick<OfferResult, 'publisherId' | 'offerId'>;

/** An offer with its publisher. `publisherId` is `''` where the API knows no publisher. */
export function offerTitle({ publisherId, offerId }: OfferName): string {
  return publisherId === '' ? offerId : `${publisherId}/${offerId}`;
}

/** Several offers of one publisher as a headline names them. */
export function offersTitle(count: number, publisherId: string): string {
  return publisherId === '' ? `${count} offers` : `${count} offers of ${publisherId}`;
}

/** Puts a conclusion into the words of the outputs. With a loopback `base-url` every message says that it comes from a sandbox. */
export function resultOf(
  offer: OfferName,
  conclusion: Conclusion,
  facts: CancelFacts,
  history: OfferHistory,
  frame: StepFrame,
): OfferResult {
  const { cause, toCopy, doesAnotherRun = false } = conclusion;
  const advice = adviceOn(conclusion, frame, history);
  const runs = doesAnotherRun ? 'yes' : stillRunning(cause, history.progress?.isRunning === true);
  const state = stateOf(cause, runs);
  const why = whyOf(conclusion, facts);
  return {
    ...offer,
    outcome: outcomeOf(cause),
    cause,
    ...facts,
    message: compose(`${offer.offerId} ${state}. ${conclusion.statement}`, conclusion, facts, frame, advice),
    state,
    headlineReason: doesAnotherRun
      ? `${facts.operationId === null ? 'an' : 'another'} operation runs`
      : headlineReason(cause, facts, frame.api),
    stillRunning: runs,
    why,
    ...advice,
    ...(toCopy ? { toCopy } : {}),
    history,
  };
}

/** The output `message` is never longer. */
export const longestMessage = 1000;

/** The message about a step that knows no offer. */
export function messageOf(conclusion: Conclusion, facts: CancelFacts, frame: StepFrame): string {
  return compose(conclusion.statement, conclusion, facts, frame, adviceOn(conclusion, frame));
}

function adviceOn({ cause, doesAnotherRun }: Conclusion, frame: StepFrame, history?: OfferHistory): Advice {
  const advice = withUnusedProxy(adviceFor(cause, frame, history?.progress?.isPastSignOff), cause, frame);
  return doesAnotherRun ? adviceWithOther(advice, frame) : advice;
}

/** Where a connection failed, the advice also names a proxy that was not used (docs/platform.md#proxy-variables). */
function withUnusedProxy(advice: Advice, cause: Cause, { unusedProxy = '' }: StepFrame): Advice {
  const isConnection = cause === 'unreachable' || cause === 'sign-in-unreachable';
  if (!isConnection || unusedProxy === '') return advice;
  const direct = `The connection was direct: ${unusedProxy} is set, but not used here. If a proxy is needed, put it into https_proxy.`;
  return { ...advice, next: `${advice.next} ${direct}` };
}

/** What happened, was a cancel sent, can the offer still go live, what to do next. Of a long message the first part is cut. */
function compose(start: string, { cause }: Conclusion, facts: CancelFacts, { isSandbox }: StepFrame, { live, next }: Advice): string {
  const rest = [cancelFact(cause, facts), live, next].filter((part) => part !== '').join(' ');
  const head = truncate(`${isSandbox ? 'Sandbox: ' : ''}${start}`, longestMessage - rest.length - 2);
  return `${asSentence(head)} ${rest}`;
}

function whyOf({ cause, statement }: Conclusion, facts: CancelFacts): string {
  return `${asSentence(truncate(statement, longestMessage))} ${cancelFact(cause, facts)}`.trimEnd();
}

function asSentence(text: string): string {
  return text.endsWith('…') ? text : `${text}.`;
}
