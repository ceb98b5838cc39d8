import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portalFacts } from '../../src/marketplace/portal/facts.ts';
import { adviceFor } from '../../src/outcome/advice.ts';
import { type Cause, outcomeOf } from '../../src/outcome/causes.ts';
import { type Outcome, outcomes } from '../../src/outcome/outcome.ts';
import { nothingSent, type OfferResult } from '../../src/outcome/result.ts';
import { groupsOf, rollUp, worstOf } from '../../src/outcome/rollUp.ts';
import { offerResult as offerResultWith } from '../support/result.ts';

const result = (offerId: string, outcome: Outcome, next = ''): OfferResult =>
  offerResultWith({ offerId, outcome, ...nothingSent, message: `${offerId} is ${outcome}.`, next });

/** `a=canceled b=failed`: results in input order; each red one says what to do next about itself. */
function resultsOf(text: string): OfferResult[] {
  return text.split(' ').map((part) => {
    const [offerId = '', outcome = ''] = part.split('=');
    const known = outcomes.find((one) => one === outcome) ?? 'invalid-input';
    return result(offerId, known, known === 'canceled' ? '' : `Mend ${offerId}.`);
  });
}

describe('worstOf', () => {
  it.each([
    { given: 'a=canceled', worst: 'a' },
    { given: 'a=canceled b=canceled', worst: 'a' },
    { given: 'a=canceled b=planned', worst: 'a' },
    { given: 'a=refused b=too-late c=failed', worst: 'b' },
    { given: 'a=canceled b=failed c=failed', worst: 'b' },
    { given: 'a=nothing-to-cancel b=accepted', worst: 'a' },
  ])('of $given is $worst', ({ given, worst }) =>
    expect(worstOf(resultsOf(given) as [OfferResult, ...OfferResult[]])?.offerId).toBe(worst),
  );

  it.each(outcomes.slice(1).map((outcome, index) => ({ outcome, better: outcomes[index] ?? outcome })))(
    '$outcome is worse than $better, in any order',
    ({ outcome, better }) => {
      const two = [result('a', better), result('b', outcome)];
      expect([
        worstOf(two as [OfferResult, ...OfferResult[]])?.offerId,
        worstOf(two.toReversed() as [OfferResult, ...OfferResult[]])?.offerId,
      ]).toStrictEqual(['b', 'b']);
    },
  );
});

describe('rollUp', () => {
  it('of none is empty', () => expect(rollUp([], true)).toBe(''));

  it.each([true, false])('of one is its own message (sandbox: %s)', (isSandbox) =>
    expect(rollUp([result('a', 'failed', 'Mend it.')], isSandbox)).toBe('a is failed. Mend it.'),
  );

  it.each([
    { given: 'a=canceled b=canceled', message: '2 canceled.' },
    { given: 'a=accepted b=canceled', message: '1 canceled; 1 accepted. Mend a.' },
    {
      given: 'a=planned b=planned c=nothing-to-cancel',
      message: '2 planned; 1 had nothing to cancel. For c: Mend c. For a: Mend a. For b: Mend b.',
    },
    { given: 'a=canceled b=nothing-to-cancel', message: '1 canceled; 1 had nothing to cancel. Mend b.' },
    {
      given: 'a=mismatch b=refused c=failed d=too-late',
      message: '4 NOT stopped: a, b, c, d. For d: Mend d. For c: Mend c. For b: Mend b. For a: Mend a.',
    },
    { given: 'a=timed-out b=interrupted c=unknown', message: '3 unconfirmed: a, b, c. For c: Mend c. For b: Mend b. For a: Mend a.' },
    { given: 'b=failed a=failed', message: '2 NOT stopped: b, a. For b: Mend b. For a: Mend a.' },
    {
      given: 'i=nothing-to-cancel b=too-late x=canceled c=unknown a=failed y=canceled',
      message:
        '2 canceled; 2 NOT stopped: b, a; 1 unconfirmed: c; 1 had nothing to cancel. ' +
        'For b: Mend b. For a: Mend a. For c: Mend c. For i: Mend i.',
    },
  ])('of $given: $message', ({ given, message }) => {
    expect(rollUp(resultsOf(given), false)).toBe(message);
    expect(rollUp(resultsOf(given), true)).toBe(`Sandbox: ${message}`);
  });

  it('as the contract shows it', () => {
    const good = Array.from({ length: 57 }, (_, index) => result(`o${index}`, 'canceled'));
    const bad = [result('a', 'refused', 'Go.'), result('b', 'refused', 'Go.'), result('c', 'timed-out', 'Go.')];
    expect(rollUp([...good, ...bad], false)).toBe('57 canceled; 2 NOT stopped: a, b; 1 unconfirmed: c. Go.');
  });

  it.each(outcomes.filter((outcome) => outcome !== 'invalid-input'))('counts every offer that is %s', (outcome) => {
    const [count, rest] = rollUp([result('a', 'canceled'), result('b', outcome), result('c', outcome)], false)
      .split('; ')
      .reduce(([sum, texts], part) => [sum + Number.parseInt(part, 10), `${texts}${part}`], [0, '']);
    expect([count, rest.includes('c')]).toStrictEqual([3, true]);
  });

  describe('F52 what to do next, for each group', () => {
    const advised = (offerId: string, cause: Cause): OfferResult => ({
      ...result(offerId, outcomeOf(cause), adviceFor(cause, { api: portalFacts, isSandbox: false }).next),
      cause,
    });
    const some = [
      advised('live', 'too-late-live'),
      advised('stuck1', 'timed-out'),
      advised('fine', 'canceled'),
      advised('denied', 'refused-403'),
      advised('stuck2', 'timed-out'),
      advised('word', 'canceled-on-word'),
    ];

    it('those that can still be stopped in Partner Center come first, whatever is worst', () => {
      expect(groupsOf(some).map(({ results: ofGroup }) => ofGroup.map(({ offerId }) => offerId).join())).toStrictEqual([
        'denied',
        'stuck1,stuck2',
        'live',
        'word',
      ]);
    });

    it('each with its names', () => {
      const message = rollUp(some, false);
      expect(message.length).toBeLessThanOrEqual(1000);
      expect(message).toMatch(
        /^1 canceled; 1 canceled on the service's word; 2 NOT stopped: live, denied; 2 unconfirmed: stuck1, stuck2\. For denied: Add /,
      );
      expect(message).toMatch(/ For stuck1, stuck2: Run the step again.* For live: Publish a corrected version/);
    });

    it('long lists of names are whole where there is room', () => {
      const names = (letter: string): string[] => Array.from({ length: 6 }, (_, index) => letter.repeat(20) + index);
      const many = [
        ...names('a').map((id) => result(id, 'refused', 'Do this.')),
        ...names('b').map((id) => result(id, 'failed', 'Do that.')),
      ];
      const all = [...names('a'), ...names('b')].join(', ');
      expect(rollUp(many, false)).toBe(
        `12 NOT stopped: ${all}. For ${names('b').join(', ')}: Do that. For ${names('a').join(', ')}: Do this.`,
      );
    });

    it('what does not fit is in the summary', () => {
      const causes = ['refused-403', 'refused-404', 'not-the-api', 'sign-in-unreachable', 'refused-401'] as const;
      const message = rollUp(
        causes.map((cause, index) => advised(`offer${index}-${'x'.repeat(60)}`, cause)),
        true,
      );
      expect([message.length <= 1000, message.endsWith('. What to do about the others is in the job summary.')]).toStrictEqual([
        true,
        true,
      ]);
    });
  });

  const long = (index: number): string => `${index}-${'x'.repeat(123)}`;
  it.each<{ name: string; causes: Cause[] }>([
    { name: 'all too late', causes: ['too-late'] },
    { name: 'all unconfirmed', causes: ['timed-out'] },
    { name: 'half of each', causes: ['refused-403', 'unsettled'] },
    { name: 'one of each', causes: ['canceled', 'accepted', 'planned', 'sign-in-unusable', 'unsettled', 'nothing-running'] },
  ])('of 500 offers with long names, $name: 1,000 characters at most, the names give way, the advice stays', ({ causes }) => {
    const results = Array.from({ length: 500 }, (_, index) => {
      const cause = causes[index % causes.length] ?? 'canceled';
      return result(long(index), outcomeOf(cause), adviceFor(cause, { api: portalFacts, isSandbox: true }).next);
    });
    const message = rollUp(results, true);
    expect([message.length <= 1000, message.length > 400]).toStrictEqual([true, true]);
    expect(message).toMatch(/^Sandbox: \d+ .*…/);
    const [first = { next: '-' }, ...others] = groupsOf(results);
    expect(message).toContain(first.next);
    expect(message).toMatch(others.length === 0 ? /\.$/ : / For \d.*…: .*\.$/);
  });

  it('names the worst offer, even if its name is long', () => {
    const results = Array.from({ length: 500 }, (_, index) => result(long(index), 'failed', 'Go.'));
    expect(rollUp(results, false)).toContain(`500 NOT stopped: ${long(0)}, ${long(1)}`);
  });

  it('of whatever offers: one line, 1,000 characters at most, counts that add up', () => {
    const some = fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/), fc.constantFrom(...outcomes.slice(0, -1))), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(some, fc.boolean(), (pairs, isSandbox) => {
        const message = rollUp(
          pairs.map(([offerId, outcome]) => result(offerId, outcome, 'Go.')),
          isSandbox,
        );
        const counts = [...message.matchAll(/(?:^|; |Sandbox: )(\d+) (?:canceled|accepted|planned|NOT stopped|unconfirmed|had nothing)/g)];
        expect(message.length).toBeLessThanOrEqual(1000);
        expect(message).toMatch(/^[\x20-\x7e…]+ Go\.$/);
        expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(pairs.length);
      }),
    );
  });
});
