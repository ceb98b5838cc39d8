import type { Operation } from '../../src/marketplace/api.ts';

/** An operation that runs by a known word, with nothing else but what is given. */
export function operation(fields: Partial<Operation> = {}): Operation {
  return { state: 'running', rawState: 'running', isKnown: true, labels: [], isCancelPending: false, steps: [], messages: [], ...fields };
}
