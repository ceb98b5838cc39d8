import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portalFacts as api } from '../../src/marketplace/portal/facts.ts';
import { adviceFor } from '../../src/outcome/advice.ts';
import { type Cause, outcomeOf } from '../../src/outcome/causes.ts';
import { isRed, type Outcome } from '../../src/outcome/outcome.ts';
import { type CancelFacts, type Conclusion, isConclusion, messageOf, nothingSent, resultOf } from '../../src/outcome/result.ts';

/** Every cause and its outcome, written apart from the code under test. */
const endings: Readonly<Record<Cause, Outcome>> = {
  planned: 'planned',
  canceled: 'canceled',
  'canceled-on-word': 'canceled',
  accepted: 'accepted',
  'nothing-running': 'nothing-to-cancel',
  'failed-by-itself': 'nothing-to-cancel',
  'timed-out': 'timed-out',
  interrupted: 'interrupted',
  unsettled: 'unknown',
  uncheckable: 'unknown',
  'never-seen-running': 'unknown',
  'token-expired': 'unknown',
  'signed-out': 'unknown',
  'access-lost': 'unknown',
  'another-runs': 'mismatch',
  'etag-mismatch': 'mismatch',
  'refused-version': 'refused',
  'refused-if-match': 'refused',
  'refused-400': 'refused',
  'refused-401': 'refused',
  'refused-application': 'refused',
  'refused-403': 'refused',
  'refused-404': 'refused',
  'refused-409': 'refused',
  refused: 'refused',
  unreachable: 'failed',
  certificate: 'failed',
  throttled: 'failed',
  'not-the-api': 'failed',
  'sign-in-refused': 'failed',
  'sign-in-unreachable': 'failed',
  'sign-in-unusable': 'failed',
  'not-found': 'failed',
  'unknown-offer': 'failed',
  'guard-unreadable': 'failed',
  'cancellation-failed': 'failed',
  'no-time': 'failed',
  'cannot-look': 'failed',
  'list-unreadable': 'failed',
  'changed-before-cancel': 'failed',
  'no-product': 'refused',
  'several-products': 'failed',
  'lookup-failed': 'failed',
  'unrelated-operation': 'mismatch',
  'another-product': 'mismatch',
  'too-late-preview': 'too-late',
  'going-live': 'too-late',
  'too-late-live': 'too-late',
  'too-late': 'too-late',
  unfinished: 'failed',
  'unfinished-after-cancel': 'unknown',
  'invalid-input': 'invalid-input',
};
const frame = { api, isSandbox: false };
const causes = Object.keys(endings) as Cause[];
const table = causes.map((cause) => ({ cause, outcome: endings[cause], red: isRed(endings[cause], 'error') }));
const redCauses = table.filter(({ red }) => red).map(({ cause }) => cause);

const sent: readonly { name: string; facts: CancelFacts; words: string }[] = [
  { name: 'nothing was sent', facts: nothingSent, words: 'No cancel was sent.' },
  { name: 'one was processed', facts: { ...nothingSent, sent: 'yes', statusCode: 202 }, words: 'A cancel was sent (HTTP 202).' },
  { name: 'one was lost', facts: { ...nothingSent, sent: 'yes' }, words: 'A cancel was sent (no reply came).' },
  {
    name: 'one was not processed',
    facts: { ...nothingSent, sent: 'unprocessed', statusCode: 429 },
    words: 'A cancel was sent and not processed (HTTP 429).',
  },
];

describe('every cause', () => {
  it.each(table)('$cause is $outcome', ({ cause, outcome }) => expect(outcomeOf(cause)).toBe(outcome));

  it.each(redCauses)('%s says whether the offer can go live, and what to do next', (cause) => {
    const { live, next } = adviceFor(cause, frame);
    expect(live).toMatch(/^[A-Z].*\.$/);
    expect(next).toMatch(/^[A-Z].*\.$/);
  });
});

describe('the advice names the API', () => {
  it.each<{ cause: Cause; words: string }>([
    { cause: 'refused-401', words: 'Pass a fresh token for https://market.example. ' },
    { cause: 'unreachable', words: 'between the runner and market.example:443. ' },
  ])('$cause', ({ cause, words }) => {
    expect(adviceFor(cause, { ...frame, api: { ...api, origin: 'https://market.example' } }).next).toContain(words);
  });
});

describe('messageOf', () => {
  const next = 'Run the step again, which is safe. You can also use Cancel publish in Partner Center (before publisher sign-off).';
  it.each(sent)('$name: what happened, then the three facts', ({ facts, words }) => {
    const message = `The run was canceled. ${words} The offer can still go live. ${next}`;
    expect(messageOf({ cause: 'interrupted', statement: 'The run was canceled' }, facts, { api, isSandbox: false })).toBe(message);
    expect(messageOf({ cause: 'interrupted', statement: 'The run was canceled' }, facts, { api, isSandbox: true })).toBe(
      `Sandbox: ${message}`,
    );
  });

  it.each<{ cause: Cause; message: string }>([
    { cause: 'canceled', message: 'Done. Nothing goes live by this operation.' },
    { cause: 'accepted', message: 'Done. Whether it stops is not proved. Set wait to true to have it proved.' },
    { cause: 'planned', message: 'Done. No cancel was sent. The offer can still go live. Run the step without dry-run to cancel it.' },
  ])('$cause: no fact that says nothing', ({ cause, message }) => {
    expect(messageOf({ cause, statement: 'Done' }, nothingSent, { api, isSandbox: false })).toBe(message);
  });

  const tail = `No cancel was sent. The offer can still go live. ${next}`;
  /** What fits beside these three facts, `. ` before them and the sandbox's prefix. */
  const room = 1000 - tail.length - '. '.length;
  const conclusion = (length: number): Conclusion => ({ cause: 'interrupted', statement: 'x'.repeat(length) });
  it.each([
    { name: 'what just fits stays', length: room, isSandbox: false, message: `${'x'.repeat(room)}. ${tail}` },
    { name: 'one too long gives way', length: room + 1, isSandbox: false, message: `${'x'.repeat(room - 1)}… ${tail}` },
    { name: 'a megabyte gives way', length: 1_000_000, isSandbox: false, message: `${'x'.repeat(room - 1)}… ${tail}` },
    {
      name: 'in the sandbox what just fits stays',
      length: room - 9,
      isSandbox: true,
      message: `Sandbox: ${'x'.repeat(room - 9)}. ${tail}`,
    },
    {
      name: 'in the sandbox one too long gives way',
      length: room - 8,
      isSandbox: true,
      message: `Sandbox: ${'x'.repeat(room - 10)}… ${tail}`,
    },
  ])('EN-14 $name', ({ length, isSandbox, message }) =>
    expect(messageOf(conclusion(length), nothingSent, { api, isSandbox })).toBe(message),
  );

  it('EN-14 whatever happened, at most 1,000 characters; only the first part is cut, never a fact', () => {
    const what = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 500, maxLength: 2000 }));
    const fact = fc.constantFrom(...sent);
    fc.assert(
      fc.property(fc.constantFrom(...redCauses), what, fact, fc.boolean(), (cause, text, { facts, words }, isSandbox) => {
        const message = messageOf({ cause, statement: text }, facts, { api, isSandbox });
        const { live, next: advice } = adviceFor(cause, { api, isSandbox });
        const end = ` ${words} ${live} ${advice}`;
        expect(message.length).toBeLessThanOrEqual(1000);
        expect(message.endsWith(end)).toBe(true);
        const head = message.slice(0, -end.length);
        const whole = `${isSandbox ? 'Sandbox: ' : ''}${text}`;
        expect(head.endsWith('…') ? whole.startsWith(head.slice(0, -1)) : head === `${whole}.`).toBe(true);
        expect(head).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});

describe('resultOf', () => {
  const offer = { publisherId: 'contoso', offerId: 'contoso-vm' };
  const facts: CancelFacts = { sent: 'yes', statusCode: 202, operationPath: '/api/path', operationId: 'id', requestId: 'request' };
  const history = { events: [{ kind: 'note', text: 'Looking', atMs: 7 }], tookMs: 9 } as const;
  const whole = 'contoso-vm was canceled. It stopped. Nothing goes live by this operation.';
  it.each([
    { name: 'the service', isSandbox: false, message: whole },
    { name: 'the sandbox', isSandbox: true, message: `Sandbox: ${whole}` },
  ])('of $name: the offer, the outcome, the facts, the message with its parts and what happened', ({ isSandbox, message }) => {
    const result = resultOf(offer, { cause: 'canceled', statement: 'It stopped' }, facts, history, { api, isSandbox });
    expect(result).toStrictEqual({
      ...offer,
      outcome: 'canceled',
      cause: 'canceled',
      ...facts,
      message,
      state: 'was canceled',
      headlineReason: 'the service confirmed it',
      stillRunning: 'no',
      why: 'It stopped.',
      live: 'Nothing goes live by this operation.',
      next: '',
      history,
    });
  });

  it.each(sent)('$name: the reason says so after what happened, without the advice', ({ facts: known, words }) => {
    const ending: Conclusion = { cause: 'interrupted', statement: 'The run was canceled' };
    expect(resultOf(offer, ending, known, history, { api, isSandbox: true }).why).toBe(`The run was canceled. ${words}`);
  });

  it.each([
    { length: 1000, reason: `${'x'.repeat(1000)}. No cancel was sent.` },
    { length: 1001, reason: `${'x'.repeat(999)}… No cancel was sent.` },
  ])('a reason of $length characters is cut as a message is', ({ length, reason }) => {
    const ending: Conclusion = { cause: 'interrupted', statement: 'x'.repeat(length) };
    expect(resultOf(offer, ending, nothingSent, history, { api, isSandbox: false }).why).toBe(reason);
  });

  it('EN-14 of a long message the name and the state of the offer stay', () => {
    const ending: Conclusion = { cause: 'interrupted', statement: 'x'.repeat(2000) };
    const { message, next } = resultOf(offer, ending, nothingSent, history, { api, isSandbox: true });
    expect(message.replace(/x{100,}/, 'x')).toBe(
      `Sandbox: contoso-vm may still be publishing. x… No cancel was sent. The offer can still go live. ${next}`,
    );
    expect(message).toHaveLength(999);
  });

  it.each(redCauses)('%s: what to do next is the last of the message', (cause) => {
    const { message, next } = resultOf(offer, { cause, statement: 'It happened' }, facts, history, { api, isSandbox: false });
    expect([next, message.endsWith(` ${next}`)]).toStrictEqual([adviceFor(cause, frame).next, true]);
  });
});

it('F16 a conclusion is distinguished by a cause of its own', () => {
  expect([
    isConclusion({ cause: 'refused', statement: 'no' }),
    isConclusion({ statement: 'no' }),
    isConclusion(Object.create({ cause: 'refused' })),
  ]).toStrictEqual([true, false, false]);
});
