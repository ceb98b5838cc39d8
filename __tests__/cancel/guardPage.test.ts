import { expect, it } from 'vitest';
import { findTarget } from '../../src/cancel/findTarget.ts';
import type { MarketplaceApi, Observation } from '../../src/marketplace/api.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { guid } from '../support/inputRules.ts';
import { usual } from '../support/plan.ts';

/** An API whose list is empty, and whose page of the guarded operation shows this. */
function showing(observation: Observation): MarketplaceApi {
  const route = { subject: 'The operation', read: async () => ({ observation }) };
  const unused = (): never => {
    throw new Error('nothing else is asked');
  };
  return {
    list: async () => ({ kind: 'list', entries: [], isConclusive: true }),
    routesTo: () => [route],
    linkRoute: unused,
    cancel: unused,
  };
}

it.each<{ name: string; observation: Observation; detail: string }>([
  { name: 'an offer that was never published', observation: { kind: 'never-published' }, detail: 'it shows no operation' },
  { name: 'an operation that is gone', observation: { kind: 'unsettled', detail: 'it is gone' }, detail: 'it shows no operation' },
  {
    name: 'what cannot be read',
    observation: { kind: 'unreadable', reason: 'no-answer', detail: 'HTTP 500' },
    detail: 'HTTP 500',
  },
])('the page of the guarded operation shows $name: nothing is sent', async ({ observation, detail }) => {
  const clock = createFakeClock();
  const context = {
    plan: { ...usual, operationId: guid },
    clock,
    deadlineMs: 60_000,
    stop: new AbortController().signal,
    marketplace: showing(observation),
    log: () => undefined,
    checkpoint: () => undefined,
    onObserved: () => undefined,
  };
  expect(await findTarget(context)).toStrictEqual({
    cause: 'guard-unreadable',
    statement: `Operation ${guid} cannot be read: ${detail}`,
  });
});
