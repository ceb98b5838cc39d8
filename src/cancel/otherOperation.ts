import { isSameId } from '../marketplace/operations.ts';
import type { Cause } from '../outcome/causes.ts';
import type { Conclusion } from '../outcome/result.ts';
import type { OfferContext, Target } from './context.ts';
import { nameOf, stateVerbs } from './wording.ts';

const endedByItself: readonly Cause[] = ['too-late', 'too-late-preview', 'too-late-live', 'failed-by-itself'];

/**
 * Our operation ended by itself, so the cancel may have hit another one that began after the first look: without a guard the service cancels whatever runs (docs/faults.md#races,
 * RC-07). One more look at the list, and the conclusion names it.
 */
export async function withOtherOperation(
  { plan, api, log }: OfferContext,
  { id: targetId, operation }: Target,
  conclusion: Conclusion,
): Promise<Conclusion> {
  if (api.cancelNamesOperation) return withNewerOperation({ api, log }, targetId, conclusion);
  if (plan.operationId !== '' || targetId === undefined || !endedByItself.includes(conclusion.cause)) return conclusion;
  const listed = await api.list();
  if (listed.kind === 'unreadable') return conclusion;
  const sinceMs = operation?.changedMs ?? Number.POSITIVE_INFINITY;
  const other = listed.entries.find(
    ({ id, state, changedMs }) =>
      !isSameId(id, targetId) && (state === 'running' || (state === 'canceled' && (changedMs ?? Number.NEGATIVE_INFINITY) > sinceMs)),
  );
  if (!other) return conclusion;
  const what = `${nameOf(other)}, which began meanwhile, ${stateVerbs[other.state]}, and the cancel may have hit it`;
  log('warning', `Another operation: ${what}`);
  return { ...conclusion, statement: `${conclusion.statement}; ${what}` };
}

/** A cancel that names its operation spares every other one, but a newer one can still go live. */
async function withNewerOperation(
  { api, log }: Pick<OfferContext, 'api' | 'log'>,
  targetId: string | undefined,
  conclusion: Conclusion,
): Promise<Conclusion> {
  if (conclusion.cause !== 'canceled') return conclusion;
  const listed = await api.list();
  const newer = listed.kind === 'list' && listed.entries.find(({ id, state }) => state === 'running' && !isSameId(id, targetId));
  if (!newer) return conclusion;
  const what = `${nameOf(newer)} runs and can go live`;
  log('warning', `Another operation: ${what}`);
  return { ...conclusion, statement: `${conclusion.statement}; ${what}` };
}
