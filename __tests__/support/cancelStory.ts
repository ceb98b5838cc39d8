import { expect } from 'vitest';
import { entry, LIST, linkPath, page, STATUS } from './offer.ts';
import { runStep } from './step.ts';
import { cutReply, reply, scripted } from './wire.ts';

export interface Row {
  readonly name: string;
  readonly script: Parameters<typeof scripted>[0];
  readonly inputs?: Record<string, string>;
  readonly outcome: string;
  readonly requests: readonly string[];
  readonly statusCode?: string;
  readonly message?: RegExp;
}

export const runs = { [LIST]: reply(200, [entry('running')]) };
export const onlyStatus = { [LIST]: reply(404), [STATUS]: reply(200, page('running')) };
export const running = reply(200, page('running'));
export const canceled = reply(200, page('canceled'));
export const cut202 = cutReply(202, { location: linkPath });
export const noWait = { wait: 'false' };
/** Every answer that the page gives until the deadline: the count is that of a one-minute step with a clock that sleeps the whole pause. */
export const toTheDeadline = { 'timeout-minutes': '1' };

/** Plays a whole step, and holds its outcome, its requests and its exit code against the row. */
export async function expectRow({ script, inputs, outcome, requests, statusCode, message }: Row): Promise<void> {
  const step = await runStep({ wire: scripted(script), ...(inputs ? { inputs } : {}) });
  expect({ outcome: step.outputs['outcome'], requests: step.requests }).toStrictEqual({ outcome, requests });
  if (statusCode !== undefined) expect(step.outputs['status-code']).toBe(statusCode);
  if (message) expect(step.outputs['message']).toMatch(message);
  expect(step.exitCode).toBe(['canceled', 'accepted'].includes(outcome) ? 0 : 1);
}
