import type { Operation } from '../marketplace/api.ts';
import { isSameId } from '../marketplace/operations.ts';
import type { Cause } from '../outcome/causes.ts';
import type { Conclusion } from '../outcome/result.ts';
import type { OfferContext, Target } from './context.ts';
import { capitalize, nameOf, stateVerbs } from './wording.ts';

const endedByItself: readonly Cause[] = ['too-late', 'too-late-preview', 'too-late-live', 'failed-by-itself'];

/**
 * One more look at the list, for another operation of the offer that the conclusion has to name: after an unclear reply, since its request
 * may have been processed late, and as the API needs it.
 */
export async function withOtherOperation(
  context: OfferContext,
  target: Target,
  conclusion: Conclusion,
  wasUnclear: boolean,
): Promise<Conclusion> {
  const { plan, marketplace, log, stop } = context;
  const find = plan.api.cancelNamesOperation ? findRunning(target, conclusion) : findHit(context, target, conclusion);
  if (stop.aborted || target.isUnserved || !(find.isNeeded || wasUnclear)) return conclusion;
  const listed = await marketplace.list();
  if (listed.kind === 'unreadable') return conclusion;
  const other = find.in(listed.entries.filter(({ id }) => !isSameId(id, target.id)));
  if (!other) return conclusion;
  const what = `${nameOf(plan.api, other.operation)}${other.what}`;
  log('warning', target.id === undefined ? `The list shows ${what}` : `Another ${plan.api.noun}: ${what}`);
  const runs = other.operation.state === 'running';
  return { ...conclusion, statement: `${conclusion.statement}. ${capitalize(what)}`, ...(runs ? { doesAnotherRun: true } : {}) };
}

interface Finder {
  readonly isNeeded: boolean;
  /** The operation to name, and what to say of it. */
  in(others: readonly Operation[]): { readonly operation: Operation; readonly what: string } | undefined;
}

/** A cancel that names its operation does not touch others, and they can go live. An older draft is no publish. */
function findRunning({ firstRunningIds }: Target, { cause }: Conclusion): Finder {
  return {
    isNeeded: cause === 'canceled',
    in: (others) => {
      const operation = others.find(
        ({ id, state, isKnown }) => state === 'running' && (isKnown || wasListed(firstRunningIds, id) === false),
      );
      return operation && { operation, what: ' runs and can go live' };
    },
  };
}

/** Any other cancel hits whatever runs (docs/faults.md#races, RC-07): perhaps another operation, when ours ended by itself. */
function findHit({ plan }: OfferContext, { id: targetId, operation: first, firstRunningIds }: Target, { cause }: Conclusion): Finder {
  const isMissed = targetId !== undefined && plan.operationId === '' && endedByItself.includes(cause);
  const sinceMs = first?.changedMs ?? Number.POSITIVE_INFINITY;
  return {
    isNeeded: isMissed,
    in: (others) => {
      const running = others.find(({ state }) => state === 'running');
      const canceled = others.find(({ state, changedMs = Number.NEGATIVE_INFINITY }) => state === 'canceled' && changedMs > sinceMs);
      const operation = running ?? (isMissed ? canceled : undefined);
      if (!operation) return undefined;
      const wasRunning = wasListed(firstRunningIds, operation.id);
      const when =
        wasRunning === undefined ? '' : `, which ${wasRunning ? 'ran at the first look already' : 'began after the first look'},`;
      return { operation, what: `${when} ${stateVerbs[operation.state]}, and the cancel may have hit it` };
    },
  };
}

/** Whether the first list showed it running; `undefined` when that is not known. */
function wasListed(firstRunningIds: readonly string[] | undefined, id: string | undefined): boolean | undefined {
  return firstRunningIds?.some((one) => isSameId(one, id));
}
