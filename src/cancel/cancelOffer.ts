import type { ApiFacts } from '../marketplace/api.ts';
import { type CancelFacts, type Conclusion, isConclusion, nothingSent } from '../outcome/result.ts';
import { interruptedConclusion, type OfferContext, type Target } from './context.ts';
import { cancelFacts } from './facts.ts';
import { findTarget } from './findTarget.ts';
import { follow } from './follow.ts';
import { withOtherOperation } from './otherOperation.ts';
import { createPoller } from './poller.ts';
import { requestCancel } from './requestCancel.ts';
import { nameOf } from './wording.ts';

/** The conclusion of one offer with the facts about its cancel. */
export interface OfferEnd {
  readonly conclusion: Conclusion;
  readonly facts: CancelFacts;
}

export const unguarded = 'No operation-id was given, so there is no guard: the service cancels whatever runs when it gets the request';

/** One offer from the first look to its end: look, cancel, follow, decide. */
export async function cancelOffer(context: OfferContext): Promise<OfferEnd> {
  const { plan, log } = context;

  const target = await findTarget(context);
  if (context.stop.aborted) return { conclusion: interruptedConclusion, facts: nothingSent };
  if (isConclusion(target)) return { conclusion: target, facts: { ...nothingSent, operationId: target.operationId ?? null } };
  if (plan.isDryRun) return { conclusion: planned(plan.api, target), facts: cancelFacts([], target) };

  if (plan.operationId !== '') log('note', `It is the ${plan.api.noun} that operation-id names`);
  else if (!plan.api.cancelNamesOperation && plan.offerIds.length === 1) log('note', unguarded);
  const poller = createPoller(context, target);
  const asked = await requestCancel(context, target, poller);
  const facts = cancelFacts(asked.replies, target);
  const wasUnclear = asked.replies.some(({ disposition }) => disposition === 'ambiguous');
  const isEnough = asked.toFollow?.disposition === 'accepted' && !asked.toFollow.isLookDue && !plan.wait;
  const conclusion = asked.conclusion ?? (isEnough ? accepted : await follow(context, target, asked.toFollow, poller));
  return { conclusion: await withOtherOperation(context, target, conclusion, wasUnclear), facts };
}

const accepted: Conclusion = { cause: 'accepted', statement: 'The service accepted the cancel' };

function planned(api: ApiFacts, target: Target): Conclusion {
  const name = target.id === undefined ? 'whatever operation runs' : nameOf(api, target.operation, target.id);
  return { cause: 'planned', statement: `A dry run: ${name} would be canceled` };
}
