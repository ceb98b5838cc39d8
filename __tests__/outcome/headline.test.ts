import { describe, expect, it } from 'vitest';
import { allCauses, type Cause, isWarning, outcomeOf } from '../../src/outcome/causes.ts';
import { headlineReason, type StillRunning, stateOf, stillRunning } from '../../src/outcome/headline.ts';
import { isRed } from '../../src/outcome/outcome.ts';
import { type CancelFacts, type Conclusion, nothingSent, resultOf } from '../../src/outcome/result.ts';
import { api } from '../support/plan.ts';

interface Row {
  readonly cause: Cause;
  readonly statusCode?: number;
  readonly wasRunning?: true;
  readonly doesAnotherRun?: true;
  readonly runs: StillRunning;
  readonly state: string;
  readonly reason: string;
}

const rows: readonly Row[] = [
  { cause: 'planned', runs: 'yes', state: 'would be canceled', reason: 'a publish is running' },
  { cause: 'canceled', statusCode: 202, runs: 'no', state: 'was canceled', reason: 'the service confirmed it' },
  { cause: 'canceled', doesAnotherRun: true, runs: 'yes', state: 'is still publishing', reason: 'another operation runs' },
  { cause: 'canceled-on-word', runs: 'not known', state: 'was canceled, says the service', reason: 'this could not be checked' },
  {
    cause: 'accepted',
    wasRunning: true,
    runs: 'not known',
    state: 'may still be publishing',
    reason: 'the service accepted the cancel, and the step did not wait',
  },
  { cause: 'nothing-running', runs: 'no', state: 'is not publishing', reason: 'there is nothing to cancel' },
  { cause: 'failed-by-itself', runs: 'no', state: 'is not publishing', reason: 'the publish failed by itself' },
  { cause: 'failed-by-itself', doesAnotherRun: true, runs: 'yes', state: 'is still publishing', reason: 'another operation runs' },
  {
    cause: 'timed-out',
    statusCode: 202,
    wasRunning: true,
    runs: 'not known',
    state: 'may still be publishing',
    reason: 'the cancel was accepted, but not confirmed in time',
  },
  { cause: 'timed-out', doesAnotherRun: true, runs: 'yes', state: 'is still publishing', reason: 'another operation runs' },
  {
    cause: 'access-lost',
    statusCode: 403,
    runs: 'not known',
    state: 'may still be publishing',
    reason: 'the service refused access before the cancel was confirmed (403)',
  },
  {
    cause: 'another-runs',
    wasRunning: true,
    runs: 'yes',
    state: 'is still publishing',
    reason: 'another operation runs than operation-id names',
  },
  {
    cause: 'refused-403',
    statusCode: 403,
    wasRunning: true,
    runs: 'yes',
    state: 'is still publishing',
    reason: 'the service refused access (403)',
  },
  {
    cause: 'refused-403',
    statusCode: 403,
    runs: 'not known',
    state: 'may still be publishing',
    reason: 'the service refused access (403)',
  },
  { cause: 'refused-403', wasRunning: true, runs: 'yes', state: 'is still publishing', reason: 'the service refused access' },
  { cause: 'unreachable', runs: 'not known', state: 'may still be publishing', reason: 'the service could not be reached' },
  {
    cause: 'no-time',
    wasRunning: true,
    runs: 'yes',
    state: 'is still publishing',
    reason: 'the time was up before a cancel could be sent',
  },
  {
    cause: 'changed-before-cancel',
    wasRunning: true,
    runs: 'not known',
    state: 'was not canceled',
    reason: 'it did not show as running right before the cancel',
  },
  { cause: 'too-late-preview', runs: 'no', state: 'is not live, but its preview is ready', reason: 'the cancel came too late' },
  { cause: 'going-live', runs: 'yes', state: 'is going live', reason: 'no cancel can stop it any more' },
  { cause: 'too-late-live', wasRunning: true, runs: 'no', state: 'went live', reason: 'the cancel came too late' },
  { cause: 'too-late', runs: 'no', state: 'may be live', reason: 'the operation succeeded before it could be canceled' },
  {
    cause: 'interrupted',
    wasRunning: true,
    runs: 'not known',
    state: 'may still be publishing',
    reason: 'the run was canceled while the step worked',
  },
  { cause: 'invalid-input', runs: 'not known', state: 'may still be publishing', reason: 'the inputs were refused, so nothing was sent' },
];

describe('the headline', () => {
  it.each(rows)('$cause, HTTP $statusCode, seen running: $wasRunning, another runs: $doesAnotherRun → $state: $reason', (row) => {
    const { cause, statusCode = null, wasRunning = false, doesAnotherRun, runs, state, reason } = row;
    const ending: Conclusion = { cause, statement: 'It happened', ...(doesAnotherRun ? { doesAnotherRun } : {}) };
    const facts: CancelFacts = { ...nothingSent, statusCode, operationId: 'a1' };
    const history = { events: [], progress: { isRunning: wasRunning, text: 'any', steps: [] }, tookMs: 1 };
    const result = resultOf({ publisherId: 'contoso', offerId: 'contoso-vm' }, ending, facts, history, { api, isSandbox: false });
    expect(result).toMatchObject({ stillRunning: runs, state, headlineReason: reason });
    expect(result.message.startsWith(`contoso-vm ${state}. It happened. `)).toBe(true);
  });

  it.each([
    { sent: 'no', reason: 'the sign-in was refused, so nothing was sent' },
    { sent: 'yes', reason: 'the sign-in was refused' },
  ] as const)('a refused sign-in, sent: $sent → $reason', ({ sent, reason }) => {
    expect(headlineReason('sign-in-refused', { sent, statusCode: null }, api)).toBe(reason);
  });

  it('an operation that runs, where none of ours is known', () => {
    const ending: Conclusion = { cause: 'canceled', statement: 'It happened', doesAnotherRun: true };
    const result = resultOf(
      { publisherId: 'contoso', offerId: 'vm' },
      ending,
      nothingSent,
      { events: [], tookMs: 1 },
      { api, isSandbox: false },
    );
    expect(result.headlineReason).toBe('an operation runs');
  });

  it.each(allCauses)('%s: whatever was seen, a state and a reason without a gap, and the status at its end only', (cause) => {
    for (const wasRunning of [true, false])
      for (const statusCode of [null, 403]) {
        const state = stateOf(cause, stillRunning(cause, wasRunning));
        const reason = headlineReason(cause, { sent: 'no', statusCode }, api);
        expect(`${state}: ${reason}`).toMatch(/^(is|may|was|would|went) [a-z ,]*[a-z]: [a-z][a-zA-Z ,-]*[a-z]( \(403\))?$/);
        expect(reason.endsWith(')') && statusCode === null).toBe(false);
      }
  });

  it.each(allCauses)('%s: no red result without an end says that the offer does not publish', (cause) => {
    const isOpen = !['nothing-to-cancel', 'too-late', 'canceled', 'planned'].includes(outcomeOf(cause));
    const state = stateOf(cause, stillRunning(cause, true));
    expect(isOpen && isRed(outcomeOf(cause), 'error') && !/(is|may) still (be )?publishing|was not canceled/.test(state)).toBe(false);
  });

  it('every cause has words of its own, but for two refusals that differ in their HTTP status', () => {
    const texts = allCauses.map(
      (cause) => `${stateOf(cause, stillRunning(cause, true))}: ${headlineReason(cause, { sent: 'no', statusCode: null }, api)}`,
    );
    const twins = allCauses.filter((_, index) => texts.indexOf(texts[index] ?? '') !== texts.lastIndexOf(texts[index] ?? ''));
    expect(twins).toStrictEqual(['refused-400', 'refused-409']);
  });

  it.each(allCauses.filter(isWarning))('%s is never said to be proved or confirmed', (cause) => {
    for (const runs of ['yes', 'no', 'not known'] as const)
      expect(`${stateOf(cause, runs)}: ${headlineReason(cause, { sent: 'yes', statusCode: 202 }, api)}`).not.toMatch(/proved|confirmed/i);
  });
});
