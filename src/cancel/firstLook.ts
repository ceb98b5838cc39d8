import type { Plan } from '../inputs/plan.ts';
import type { Operation, OperationWithId, Unreadable, UnreadableReason } from '../marketplace/api.ts';
import type { Cause } from '../outcome/causes.ts';
import type { Conclusion } from '../outcome/result.ts';
import { type OfferContext, type Target, unauthorizedCause } from './context.ts';
import { ago, capitalize, nameOf, progressOf } from './wording.ts';

/** The operation to be canceled, as a look showed it running. */
export function found(
  { plan, marketplace, clock, log, onObserved }: OfferContext,
  operation: OperationWithId,
  entries?: readonly Operation[],
): Target {
  onObserved(operation);
  const changed = operation.changedMs === undefined ? '' : `, last changed${ago(operation.changedMs, clock.wallMs())}`;
  log('note', `Found ${nameOf(plan.api, operation)}: ${progressOf(operation)}${changed}`);
  return {
    id: operation.id,
    operation,
    routes: marketplace.routesTo(operation.id),
    wasSeenRunning: true,
    isUnserved: false,
    ...(entries ? { firstRunningIds: entries.filter(({ state }) => state === 'running').flatMap(({ id = [] }) => id) } : {}),
  };
}

const refusals: Readonly<Partial<Record<UnreadableReason, Cause>>> = {
  forbidden: 'refused-403',
  'no-token': 'sign-in-unreachable',
  'signed-out': 'sign-in-refused',
  rejected: 'refused',
  redirected: 'not-the-api',
  'not-the-api': 'not-the-api',
  unsent: 'no-time',
  throttled: 'throttled',
  'no-product': 'no-product',
  'several-products': 'several-products',
  'lookup-failed': 'lookup-failed',
  'another-product': 'another-product',
};

/** The service was read, and shows that there is nothing to look at: the detail is the whole statement. */
const statements: readonly UnreadableReason[] = ['no-product', 'several-products', 'lookup-failed', 'another-product'];

/** A look after which nothing is sent. */
export function refusal({ reason, detail }: Unreadable, plan: Plan): Conclusion | undefined {
  const cause = reason === 'unauthorized' ? unauthorizedCause(plan) : refusals[reason];
  const statement = statements.includes(reason) ? capitalize(detail) : `The offer's operations could not be read: ${detail}`;
  return cause && { cause, statement };
}
