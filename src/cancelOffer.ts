import { withBystander } from './steps/bystander.ts';
import { cancel } from './steps/cancel.ts';
import { factsOf } from './steps/facts.ts';
import { follow } from './steps/follow.ts';
import { look } from './steps/look.ts';
import { interrupted, type Scene, type Target } from './steps/scene.ts';
import { createPoller } from './steps/watch.ts';
import { nameOf } from './steps/words.ts';
import { type Ending, type Facts, isEnding, nothingSent } from './verdict.ts';

/** The ending of one offer's story with the facts about its cancel. */
export interface Told {
  readonly ending: Ending;
  readonly facts: Facts;
}

export const unguarded = 'No operation-id was given, so there is no guard: the service cancels whatever runs when it gets the request';

/** The story of one offer: look, cancel, follow, decide. */
export async function cancelOffer(scene: Scene): Promise<Told> {
  const { plan, api, log } = scene;

  const target = await look(scene);
  if (scene.stop.aborted) return { ending: interrupted, facts: nothingSent };
  if (isEnding(target)) return { ending: target, facts: { ...nothingSent, operationId: target.operationId ?? null } };
  if (plan.isDryRun) return { ending: planned(target), facts: factsOf([], target) };

  if (!api.cancelNamesOperation && plan.operationId === '' && plan.offerIds.length === 1) log('note', unguarded);
  const poller = createPoller(scene, target);
  const asked = await cancel(scene, target, poller);
  const facts = factsOf(asked.replies, target);
  if (asked.ending) return { ending: await withBystander(scene, target, asked.ending), facts };

  const { toFollow } = asked;
  if (toFollow.disposition === 'accepted' && !plan.wait)
    return { ending: { cause: 'accepted', what: 'The service accepted the cancel' }, facts };

  return { ending: await withBystander(scene, target, await follow(scene, target, toFollow, poller)), facts };
}

function planned(target: Target): Ending {
  const name = target.id === undefined ? 'whatever operation runs' : nameOf(target.operation, target.id);
  return { cause: 'planned', what: `A dry run: ${name} would be canceled` };
}
