import { describe, expect, it } from 'vitest';
import { portalFacts as api } from '../../src/marketplace/portal/facts.ts';
import { adviceFor, adviceWithOther, isByHand } from '../../src/outcome/advice.ts';
import { allCauses, type Cause, isWarning, outcomeOf, rowOf } from '../../src/outcome/causes.ts';
import type { StepFrame } from '../../src/outcome/phrases.ts';
import { type Conclusion, nothingSent, type OfferHistory, resultOf } from '../../src/outcome/result.ts';

const frame: StepFrame = {
  ...{ api, isSandbox: false, ifNothingToCancel: 'error', ifMatch: '', apiVersion: api.defaultVersion },
};
const offer = { publisherId: 'contoso', offerId: 'contoso-vm' };

function resultFor(ending: Conclusion, progress?: OfferHistory['progress']) {
  return resultOf(offer, ending, nothingSent, { events: [], tookMs: 1, ...(progress ? { progress } : {}) }, frame);
}

describe('F59 no advice names what is set already', () => {
  it.each<{ cause: Cause; set: Partial<StepFrame>; next: RegExp; never: RegExp }>([
    {
      cause: 'nothing-running',
      set: {},
      next: /^If that is as it should be, set if-nothing-to-cancel to warn or ignore; if /,
      never: /^$/,
    },
    { cause: 'nothing-running', set: { ifNothingToCancel: 'warn' }, next: /^If a publish was expected/, never: /if-nothing-to-cancel/ },
    { cause: 'failed-by-itself', set: {}, next: /left to stop; if .* set if-nothing-to-cancel/, never: /^$/ },
    { cause: 'failed-by-itself', set: { ifNothingToCancel: 'ignore' }, next: /^There is nothing left to stop\.$/, never: /if-nothing/ },
    { cause: 'refused-if-match', set: {}, next: /^Set if-match/, never: /Correct/ },
    { cause: 'refused-if-match', set: { ifMatch: '*' }, next: /^Correct if-match/, never: /Set/ },
    { cause: 'refused-version', set: { apiVersion: '2016-08-01' }, next: /^Correct api-version, or leave it out/, never: /newer/ },
    { cause: 'refused-version', set: {}, next: /^Take a newer version of this action/, never: /api-version/ },
    { cause: 'not-the-api', set: {}, next: /cloudpartner\.azure\.com:443, check https_proxy/, never: /base-url/ },
    { cause: 'not-the-api', set: { isSandbox: true }, next: /a wrong base-url/, never: /^$/ },
    { cause: 'sign-in-unusable', set: {}, next: /a proxy, a portal\)/, never: /authority-url/ },
    { cause: 'sign-in-unusable', set: { isSandbox: true }, next: /a wrong authority-url/, never: /^$/ },
    { cause: 'refused-400', set: {}, next: /Correct what the service names/, never: /if-match|api-version/ },
    { cause: 'accepted', set: {}, next: /^Set wait to true/, never: /Leave/ },
  ])('$cause with $set', ({ cause, set, next: words, never }) => {
    const { next } = adviceFor(cause, { ...frame, ...set });
    expect(next).toMatch(words);
    expect(next).not.toMatch(never);
  });
});

describe('F53 Cancel publish', () => {
  const named = allCauses.filter((cause) => isByHand(adviceFor(cause, frame).next));

  it.each(named)('%s: not advised of a go-live or after publisher sign-off, and the rest stays a sentence', (cause) => {
    const { next } = adviceFor(cause, frame, true);
    expect(next).toMatch(/^[A-Z].*[^,; ]\.$/);
    expect(isByHand(next)).toBe(false);
  });

  it('is advised for most that can still go live, and says until when it is there', () => {
    expect(named.length).toBeGreaterThan(20);
    for (const cause of named) expect(adviceFor(cause, frame).next).toContain('(before publisher sign-off)');
  });

  it('is left out of the message of an operation that was seen past sign-off', () => {
    const progress = { isRunning: true, text: 'running', steps: [] };
    const ending: Conclusion = { cause: 'timed-out', statement: 'It runs' };
    expect(resultFor(ending, progress).message).toMatch(/Cancel publish/);
    const { message, next } = resultFor(ending, { ...progress, isPastSignOff: true });
    expect([message.includes('Cancel publish'), message.endsWith(next)]).toStrictEqual([false, true]);
  });

  it('no advice names a button of another name', () => {
    for (const cause of allCauses) expect(adviceFor(cause, frame).next).not.toMatch(/Cancel publishing|stop selling/i);
  });
});

describe('F13 another operation runs', () => {
  it.each(['canceled', 'failed-by-itself'] as const)('%s: the message does not say that nothing goes live', (cause) => {
    const { message, next } = resultFor({ cause, statement: 'It ended; another runs', doesAnotherRun: true });
    expect(message).not.toMatch(/Nothing goes live|nothing left to stop/i);
    expect(message).toContain('The operation that runs can go live. If that one is to be stopped, run the step again');
    expect(message.endsWith(next)).toBe(true);
  });

  it.each(allCauses.filter((cause) => !['canceled', 'failed-by-itself'].includes(cause)))('%s: says the same as ever', (cause) => {
    const advice = adviceFor(cause, frame);
    expect(adviceWithOther(advice)).toBe(advice);
  });
});

describe("F2 canceled on the service's word", () => {
  const { message } = resultFor({
    cause: 'canceled-on-word',
    statement: 'The service says that it is canceled; this could not be checked',
  });

  it('is a cause of its own that asks for a look, and never says more', () => {
    expect(message).toBe(
      'The service says that it is canceled; this could not be checked. Whether anything can go live is not known. Look at the offer in Partner Center.',
    );
    expect(`${message} ${rowOf('canceled-on-word').headline}`).not.toMatch(/proved|confirmed/i);
  });

  it('is the only green cause that warns', () => {
    expect(allCauses.filter(isWarning)).toStrictEqual(['canceled-on-word']);
    expect(outcomeOf('canceled-on-word')).toBe('canceled');
  });
});
