import { describe, expect, it } from 'vitest';
import type { ApiFacts } from '../../src/marketplace/api.ts';
import { portalFacts as api } from '../../src/marketplace/portal/facts.ts';
import { ingestionFacts } from '../../src/marketplace/productIngestion/facts.ts';
import { submissionFacts } from '../../src/marketplace/submission/facts.ts';
import { adviceFor, adviceWithOther, namesButton } from '../../src/outcome/advice.ts';
import { allCauses, type Cause, isWarning, outcomeOf } from '../../src/outcome/causes.ts';
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
      next: /^If that is what you expect, set if-nothing-to-cancel to warn or ignore\. If you expected a publish, look /,
      never: /^$/,
    },
    {
      cause: 'nothing-running',
      set: { ifNothingToCancel: 'warn' },
      next: /^If you expected a publish, look /,
      never: /if-nothing-to-cancel/,
    },
    { cause: 'failed-by-itself', set: {}, next: /left to stop\. If .* set if-nothing-to-cancel to warn or ignore\.$/, never: /^$/ },
    { cause: 'failed-by-itself', set: { ifNothingToCancel: 'ignore' }, next: /^There is nothing left to stop\.$/, never: /if-nothing/ },
    { cause: 'refused-if-match', set: {}, next: /^Set if-match/, never: /Correct/ },
    { cause: 'refused-if-match', set: { ifMatch: '*' }, next: /^Correct if-match/, never: /Set/ },
    { cause: 'refused-version', set: { apiVersion: '2016-08-01' }, next: /^Correct api-version, or leave it out/, never: /newer/ },
    { cause: 'refused-version', set: {}, next: /^Use a newer version of this action/, never: /api-version/ },
    { cause: 'not-the-api', set: {}, next: /cloudpartner\.azure\.com:443\. Check https_proxy/, never: /base-url/ },
    { cause: 'not-the-api', set: { isSandbox: true }, next: /, or base-url is wrong\. Let/, never: /^$/ },
    {
      cause: 'sign-in-unusable',
      set: {},
      next: /^A proxy or a portal answers in place of the sign-in service\. Correct/,
      never: /authority-url/,
    },
    { cause: 'sign-in-unusable', set: { isSandbox: true }, next: /, or authority-url is wrong\. Correct/, never: /^$/ },
    { cause: 'refused-400', set: {}, next: /Correct what the service names/, never: /if-match|api-version/ },
    { cause: 'accepted', set: {}, next: /^Set wait to true/, never: /Leave/ },
    { cause: 'timed-out', set: {}, next: /can take minutes\. If this happens often, raise timeout-minutes\. You/, never: /^$/ },
    { cause: 'timed-out', set: { isTimeoutAtMaximum: true }, next: /can take minutes\. You/, never: /timeout-minutes/ },
    { cause: 'no-time', set: {}, next: /which is safe\. If this happens often, raise timeout-minutes\. You/, never: /^$/ },
    { cause: 'no-time', set: { isTimeoutAtMaximum: true }, next: /which is safe\. You/, never: /timeout-minutes/ },
  ])('$cause with $set', ({ cause, set, next: words, never }) => {
    const { next } = adviceFor(cause, { ...frame, ...set });
    expect(next).toMatch(words);
    expect(next).not.toMatch(never);
  });
});

describe('no advice names an input that the API does not have', () => {
  it.each<{ cause: Cause; api: ApiFacts; next: RegExp; never: RegExp }>([
    { cause: 'another-runs', api, next: /put its id into operation-id, or leave operation-id out\. You/, never: /^$/ },
    { cause: 'another-runs', api: ingestionFacts, next: /put its id into operation-id\. You/, never: /leave/ },
    { cause: 'not-found', api, next: /^Check operation-id, or leave it out to cancel whatever runs\. You/, never: /^$/ },
    { cause: 'not-found', api: ingestionFacts, next: /^Check operation-id\. You/, never: /leave/ },
    { cause: 'guard-unreadable', api, next: /which is safe\. Without operation-id the step cancels whatever runs\. You/, never: /^$/ },
    { cause: 'guard-unreadable', api: ingestionFacts, next: /which is safe\. You/, never: /operation-id/ },
    { cause: 'refused-403', api, next: / Check publisher-id and its role \(/, never: /^$/ },
    { cause: 'refused-403', api: submissionFacts, next: / Check its role \(/, never: /publisher-id/ },
    { cause: 'refused-application', api, next: / Check publisher-id and tenant-id\. You/, never: /^$/ },
    { cause: 'refused-application', api: submissionFacts, next: / Check tenant-id\. You/, never: /publisher-id/ },
    { cause: 'refused-404', api, next: /^Check publisher-id and offer-id\. .* api: product-ingestion \(/, never: /operation-id/ },
    { cause: 'refused-404', api: submissionFacts, next: /^Check offer-id and operation-id\. You/, never: /publisher-id|api:/ },
  ])('$cause by $api.name', ({ cause, api: ofApi, next: words, never }) => {
    const { next } = adviceFor(cause, { ...frame, api: ofApi });
    expect(next).toMatch(words);
    expect(next).not.toMatch(never);
  });

  it.each([ingestionFacts, submissionFacts])('publisher-id is never named: $name', (ofApi) => {
    for (const cause of allCauses) expect(adviceFor(cause, { ...frame, api: ofApi }).next).not.toContain('publisher-id');
  });
});

describe('F53 Cancel publish', () => {
  const named = allCauses.filter((cause) => namesButton(adviceFor(cause, frame).next));

  it.each(named)('%s: not advised of a go-live or after publisher sign-off, and the rest stays a sentence', (cause) => {
    const { next } = adviceFor(cause, frame, true);
    expect(next).toMatch(/^[A-Z].*[^,; ]\.$/);
    expect(namesButton(next)).toBe(false);
  });

  it('is advised for most that can still go live, as a sentence of its own at the end, and says until when it is there', () => {
    expect(named.length).toBeGreaterThan(20);
    for (const cause of named)
      expect(adviceFor(cause, frame).next).toMatch(
        /[^,; ]\. You can also use Cancel publish in Partner Center \(before publisher sign-off\)\.$/,
      );
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
    expect(message).toContain(
      'The operation that runs can go live. To stop that one, run the step again. You can also use Cancel publish in',
    );
    expect(message.endsWith(next)).toBe(true);
  });

  it('with operation-id, running the step again needs the other id', () => {
    const canceled = adviceFor('canceled', frame);
    expect(adviceWithOther(canceled, { ...frame, operationId: 'a1' }).next).toMatch(
      /^To stop that one, put its id into operation-id, and run the step again\. You can also/,
    );
  });

  it.each(allCauses.filter((cause) => !['canceled', 'failed-by-itself'].includes(cause)))('%s: says the same as without it', (cause) => {
    const advice = adviceFor(cause, frame);
    expect(adviceWithOther(advice, frame)).toBe(advice);
  });
});

describe("F2 canceled on the service's word", () => {
  const { message, why, state, headlineReason } = resultFor({
    cause: 'canceled-on-word',
    statement: 'The service says that it is canceled; this could not be checked',
  });

  it('is a cause of its own that asks for a look, and never says more', () => {
    expect(message).toBe(
      'contoso-vm was canceled, says the service. The service says that it is canceled; this could not be checked. Whether anything can go live is not known. Look at the offer in Partner Center.',
    );
    expect(`${message} ${why} ${state} ${headlineReason}`).not.toMatch(/proved|confirmed/i);
  });

  it('is the only green cause that warns', () => {
    expect(allCauses.filter(isWarning)).toStrictEqual(['canceled-on-word']);
    expect(outcomeOf('canceled-on-word')).toBe('canceled');
  });
});
