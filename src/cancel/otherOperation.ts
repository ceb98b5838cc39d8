import { isSameId } from '../marketplace/operations.ts';
import type { Cause } from '../outcome/causes.ts';
import type { Conclusion } from '../outcome/result.ts';
import type { OfferContext, Target } from './context.ts';
import { capitalize, nameOf, stateVerbs } from './wording.ts';

const endedByItself: readonly Cause[] = ['too-late', 'too-late-preview', 'too-late-live', 'failed-by-itself'];

/**
 * A cancel hits whatever runs (docs/faults.md#races, RC-07). One more look at the list finds another operation, which the conclusion names:
 * when ours ended by itself and no guard was given, and after an unclear reply, since its request may have been processed late.
 */
export async function withOtherOperation(
  { plan, marketplace, log, stop }: OfferContext,
  { id: targetId, operation }: Target,
  conclusion: Conclusion,
  wasUnclear: boolean,
): Promise<Conclusion> {
  if (plan.api.cancelNamesOperation) return withNewerOperation({ plan, marketplace, log, stop }, targetId, conclusion, wasUnclear);
  const isMissed = plan.operationId === '' && endedByItself.includes(conclusion.cause);
  if (targetId === undefined || stop.aborted || !(isMissed || wasUnclear)) return conclusion;
  const listed = await marketplace.list();
  if (listed.kind === 'unreadable') return conclusion;
  const sinceMs = operation?.changedMs ?? Number.POSITIVE_INFINITY;
  const others = listed.entries.filter(({ id }) => !isSameId(id, targetId));
  const running = others.find(({ state }) => state === 'running');
  const canceled = others.find(({ state, changedMs = Number.NEGATIVE_INFINITY }) => state === 'canceled' && changedMs > sinceMs);
  const other = running ?? (isMissed ? canceled : undefined);
  if (!other) return conclusion;
  const what = `${nameOf(plan.api, other)}, which began after the first look, ${stateVerbs[other.state]}, and the cancel may have hit it`;
  log('warning', `Another ${plan.api.noun}: ${what}`);
  return { ...conclusion, statement: `${conclusion.statement}. ${capitalize(what)}`, ...(running ? { doesAnotherRun: true } : {}) };
}

/** A cancel that names its operation spares every other one, but a newer one can still go live. */
async function withNewerOperation(
  { plan, marketplace, log, stop }: Pick<OfferContext, 'plan' | 'marketplace' | 'log' | 'stop'>,
  targetId: string | undefined,
  conclusion: Conclusion,
  wasUnclear: boolean,
): Promise<Conclusion> {
  if (stop.aborted || !(conclusion.cause === 'canceled' || wasUnclear)) return conclusion;
  const listed = await marketplace.list();
  const newer = listed.kind === 'list' && listed.entries.find(({ id, state }) => state === 'running' && !isSameId(id, targetId));
  if (!newer) return conclusion;
  const what = `${nameOf(plan.api, newer)} runs and can go live`;
  log('warning', `Another ${plan.api.noun}: ${what}`);
  return { ...conclusion, statement: `${conclusion.statement}. ${capitalize(what)}`, doesAnotherRun: true };
}
