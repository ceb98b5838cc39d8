import { createLog } from './action/log.ts';
import { outputsOf, writeEarly } from './action/report.ts';
import type { Runner } from './action/runner.ts';
import type { Clock } from './clock.ts';
import type { Operation } from './marketplace/api.ts';
import type { Plan } from './plan.ts';
import { type Progress, progressAfter } from './progress.ts';
import { progressOf } from './steps/words.ts';
import { thrown } from './text.ts';
import { type Ending, type Event, type Facts, type Log, nothingSent, type Verdict, verdictOf } from './verdict.ts';

/** What is known of one offer so far. */
export interface OfferRecord {
  readonly offerId: string;
  readonly log: Log;
  /** Writes the early outputs with these facts about its cancel. */
  readonly checkpoint: (facts: Facts) => void;
  /** Takes note of what a look showed of its operation. */
  readonly onObserved: (operation: Operation) => void;
  end(ending: Ending, facts: Facts): void;
  crash(error: unknown): void;
}

/** What is known of the step so far, offer by offer: its events, and the outputs that would be true if it ended now. */
export interface StepRecord {
  /** For what concerns the step as a whole. */
  readonly log: Log;
  /** In the order of the input. */
  readonly offers: readonly OfferRecord[];
  /** Every verdict in the order of the input; an offer whose story has not ended has crashed with this error. Nothing is written early after it. */
  close(error?: unknown): readonly Verdict[];
}

interface Entry {
  readonly offerId: string;
  readonly events: Event[];
  facts: Facts;
  progress?: Progress;
  /** For the early outputs, which are written by groups: a cancel of this offer, or of its group, may have left. */
  mayHaveLeft: boolean;
  verdict?: Verdict;
}

/** The outputs are written early for this many groups of offers: each writing holds all offers, and the file of outputs only grows. */
const mostGroups = 25;

export function createRecord(plan: Plan, runner: Runner, clock: Clock, startMs: number): StepRecord {
  const { publisherId, offerIds, isSandbox } = plan;
  const print = createLog(runner);
  const shared: Event[] = [];
  const entries = offerIds.map((offerId): Entry => ({ offerId, events: [], facts: nothingSent, mayHaveLeft: false }));
  const groupSize = Math.ceil(offerIds.length / mostGroups);
  const isOne = offerIds.length === 1;
  let isClosed = false;

  const sinceStart = (): number => clock.nowMs() - startMs;
  const verdictFor = ({ offerId, events, progress }: Entry, ending: Ending, facts: Facts): Verdict => {
    const told = isOne ? [...shared, ...events].toSorted((a, b) => a.atMs - b.atMs) : events;
    const story = { events: told, ...(progress ? { progress } : {}), tookMs: sinceStart() };
    return verdictOf({ publisherId, offerId }, ending, facts, story, plan);
  };
  const unfinished = (entry: Entry, what: string, facts: Facts): Verdict =>
    verdictFor(entry, { cause: facts.sent === 'no' ? 'unfinished' : 'unfinished-after-cancel', what }, facts);
  const soFar = (entry: Entry): Verdict => {
    const isOfGroup = entry.mayHaveLeft && entry.facts.sent === 'no';
    return (
      entry.verdict ??
      unfinished(entry, 'The step ended before its verdict was known', isOfGroup ? { ...entry.facts, sent: 'yes' } : entry.facts)
    );
  };
  const saveEarly = (): void => {
    if (!isClosed) writeEarly(runner, outputsOf(entries.map(soFar), isSandbox));
  };
  /** Of many offers the early outputs of a whole group are written at once, and not after each of its replies. */
  const checkpoint = (entry: Entry, place: number, facts: Facts): void => {
    const isNews = groupSize === 1 || !entry.mayHaveLeft;
    const first = place - (place % groupSize);
    for (const member of entries.slice(first, first + groupSize)) member.mayHaveLeft = true;
    entry.facts = facts;
    if (isNews) saveEarly();
  };
  const add = (events: Event[], kind: Event['kind'], text: string, brief: string | undefined, offerId?: string): void => {
    const event = { kind, text, ...(brief === undefined ? {} : { brief }), atMs: sinceStart() };
    print(event, offerId);
    if (kind !== 'debug') events.push(event);
  };

  saveEarly();
  return {
    log: (kind, text) => add(shared, kind, text, undefined),
    offers: entries.map((entry, place) => ({
      offerId: entry.offerId,
      log: (kind, text, brief) => add(entry.events, kind, text, brief, isOne ? undefined : entry.offerId),
      checkpoint: (facts) => checkpoint(entry, place, facts),
      onObserved: (operation) => {
        entry.progress = progressAfter(entry.progress, operation, progressOf(operation));
      },
      end: (ending, facts) => {
        entry.verdict = verdictFor(entry, ending, facts);
      },
      crash: (error) => {
        entry.verdict = unfinished(entry, crashed(error), entry.facts);
      },
    })),
    close: (error) => {
      isClosed = true;
      return entries.map((entry) => entry.verdict ?? unfinished(entry, crashed(error), entry.facts));
    },
  };
}

function crashed(error: unknown): string {
  return `The action failed, please report it (${thrown(error)})`;
}
