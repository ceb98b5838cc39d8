import { createLog } from '../action/log.ts';
import { outputsOf, writeEarly } from '../action/report.ts';
import type { Runner } from '../action/runner.ts';
import { interruptedConclusion } from '../cancel/context.ts';
import { progressOf } from '../cancel/wording.ts';
import type { Clock } from '../clock.ts';
import type { Plan } from '../inputs/plan.ts';
import type { Operation } from '../marketplace/api.ts';
import { type Progress, progressAfter } from '../outcome/progress.ts';
import { type CancelFacts, type Conclusion, type Event, type Log, nothingSent, type OfferResult, resultOf } from '../outcome/result.ts';
import { errorMessage } from '../text/sanitize.ts';

/** What is known of one offer so far. */
export interface OfferJournal {
  readonly offerId: string;
  readonly log: Log;
  /** Writes the early outputs with these facts about its cancel. */
  readonly checkpoint: (facts: CancelFacts) => void;
  /** Takes note of what a look showed of its operation. */
  readonly onObserved: (operation: Operation) => void;
  readonly end: (conclusion: Conclusion, facts: CancelFacts) => void;
  /** Ends it with an error of the action itself. */
  readonly fail: (error: unknown) => void;
}

/** What is known of the step so far, offer by offer: its events, and the outputs that would be true if it ended now. */
export interface Journal {
  /** For what concerns all offers. */
  readonly log: Log;
  /** In the order of the input. */
  readonly offers: readonly OfferJournal[];
  /** The run was canceled: from now on the early outputs say so for each offer without a result. */
  readonly interrupt: () => void;
  /** Every result in the order of the input; offers without a result end with this error. Nothing is written early after it. */
  close(error?: unknown): readonly OfferResult[];
}

interface Entry {
  readonly offerId: string;
  readonly events: Event[];
  facts: CancelFacts;
  progress?: Progress;
  /** A cancel of this offer, or of its group, may have left. */
  mayHaveLeft: boolean;
  result?: OfferResult;
}

/** The early outputs are written once for each group of offers, since each writing holds all offers and the file only grows. */
const mostGroups = 25;

export function createJournal(plan: Plan, runner: Runner, clock: Clock, startMs: number): Journal {
  const { publisherId, offerIds, isSandbox } = plan;
  const print = createLog(runner);
  const shared: Event[] = [];
  const entries = offerIds.map((offerId): Entry => ({ offerId, events: [], facts: nothingSent, mayHaveLeft: false }));
  const groupSize = Math.ceil(offerIds.length / mostGroups);
  const isOne = offerIds.length === 1;
  let isInterrupted = false;
  let isClosed = false;

  const sinceStart = (): number => clock.nowMs() - startMs;
  const resultFor = ({ offerId, events, progress }: Entry, conclusion: Conclusion, facts: CancelFacts): OfferResult => {
    const all = isOne ? [...shared, ...events].toSorted((a, b) => a.atMs - b.atMs) : events;
    const history = { events: all, ...(progress ? { progress } : {}), tookMs: sinceStart() };
    return resultOf({ publisherId, offerId }, conclusion, facts, history, plan);
  };
  const failed = (entry: Entry, error: unknown): OfferResult =>
    resultFor(entry, withoutEnd(`The action failed, please report it (${errorMessage(error)})`, entry.facts), entry.facts);
  const resultIfEndedNow = (entry: Entry): OfferResult => {
    const { facts, mayHaveLeft, result } = entry;
    const early: CancelFacts = mayHaveLeft && facts.sent === 'no' ? { ...facts, sent: 'yes' } : facts;
    const conclusion = isInterrupted ? interruptedConclusion : withoutEnd('The step ended before its result was known', early);
    return result ?? resultFor(entry, conclusion, early);
  };
  const saveEarly = (): void => {
    if (!isClosed) writeEarly(runner, outputsOf(entries.map(resultIfEndedNow), isSandbox));
  };
  /** Of many offers the early outputs of a whole group are written at once, and not after each of its replies. */
  const checkpoint = (entry: Entry, place: number, facts: CancelFacts): void => {
    const isNews = groupSize === 1 || !entry.mayHaveLeft;
    const first = place - (place % groupSize);
    for (const member of groupSize === 1 ? [] : entries.slice(first, first + groupSize)) member.mayHaveLeft = true;
    entry.facts = facts;
    if (isNews) saveEarly();
  };
  const add = (events: Event[], kind: Event['kind'], text: string, offerId?: string): void => {
    const event = { kind, text, atMs: sinceStart() };
    print(event, offerId);
    if (kind === 'note' || kind === 'warning') events.push(event);
  };

  saveEarly();
  return {
    log: (kind, text) => add(shared, kind, text),
    offers: entries.map((entry, place) => ({
      offerId: entry.offerId,
      log: (kind, text) => add(entry.events, kind, text, isOne ? undefined : entry.offerId),
      checkpoint: (facts) => checkpoint(entry, place, facts),
      onObserved: (operation) => {
        entry.progress = progressAfter(entry.progress, operation, progressOf(operation));
      },
      end: (conclusion, facts) => {
        entry.result = resultFor(entry, conclusion, facts);
      },
      fail: (error) => {
        entry.result = failed(entry, error);
      },
    })),
    interrupt: () => {
      isInterrupted = true;
      saveEarly();
    },
    close: (error) => {
      isClosed = true;
      return entries.map((entry) => entry.result ?? failed(entry, error));
    },
  };
}

function withoutEnd(statement: string, { sent }: CancelFacts): Conclusion {
  return { cause: sent === 'no' ? 'unfinished' : 'unfinished-after-cancel', statement };
}
