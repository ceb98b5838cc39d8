import type { Cause } from '../advice.ts';
import { isSameId } from '../marketplace/operations.ts';
import type { Ending } from '../verdict.ts';
import type { Scene, Target } from './scene.ts';
import { endings, nameOf } from './words.ts';

const endedByItself: readonly Cause[] = ['too-late', 'too-late-preview', 'too-late-live', 'failed-by-itself'];

/**
 * Our operation ended by itself, so the cancel may have hit another one that began after the first look: without a guard the service cancels whatever runs (faults.md
 * RC-07). One more look at the list, and the ending names it.
 */
export async function withBystander({ plan, api, log }: Scene, { id: targetId, operation }: Target, ending: Ending): Promise<Ending> {
  if (api.cancelNamesOperation || plan.operationId !== '' || targetId === undefined || !endedByItself.includes(ending.cause)) return ending;
  const listed = await api.list();
  if (listed.kind === 'unreadable') return ending;
  const sinceMs = operation?.changedMs ?? Number.POSITIVE_INFINITY;
  const other = listed.entries.find(
    ({ id, state, changedMs }) =>
      !isSameId(id, targetId) && (state === 'running' || (state === 'canceled' && (changedMs ?? Number.NEGATIVE_INFINITY) > sinceMs)),
  );
  if (!other) return ending;
  const what = `${nameOf(other)}, which began meanwhile, ${endings[other.state]}, and the cancel may have hit it`;
  log('warning', `Another operation: ${what}`);
  return { ...ending, what: `${ending.what}; ${what}` };
}
