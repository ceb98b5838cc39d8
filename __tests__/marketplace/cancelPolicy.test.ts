import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../src/auth/credential.ts';
import type { Exchange, NoReply } from '../../src/http/reply.ts';
import type { CancelReply } from '../../src/marketplace/api.ts';
import { afterAttempt, type CancelHistory, type NextStep } from '../../src/marketplace/cancelPolicy.ts';
import { classifyCancel } from '../../src/marketplace/classify.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

const certificate: NoReply = { sent: false, code: 'CERT_HAS_EXPIRED' };
const aborted: NoReply = { sent: true, code: 'aborted' };
const noToken: SignInFailure = { cause: 'sign-in-unreachable', detail: 'GitHub could not be asked for a token: HTTP 503' };
const signedOut: SignInFailure = { cause: 'sign-in-refused', detail: 'Microsoft Entra refused the sign-in: HTTP 400' };
const deniedForNow: SignInFailure = { ...noToken, rejection: reply(401) };

/** What a cancel request came to, as every API reads it. */
function heard(result: Exchange | SignInFailure, isCancelPending = false): CancelReply {
  return { ...classifyCancel(result, false), isCancelPending, notices: [], warnings: [] };
}

/**
 * `503+2 running 409* 401~`: replies by status or by name, and looks. A number after `+` is `Retry-After`, a `*` shows a pending
 * cancellation, and after `~` there is a new token.
 */
function historyOf(notation: string): CancelHistory {
  const named: Readonly<Record<string, NoReply | SignInFailure>> = {
    ...{ silence, nobody: refusedConnection, certificate, aborted },
    ...{ noToken, signedOut, deniedForNow },
  };
  return notation.split(' ').map((word) => {
    if (word === 'running' || word === 'other') return { look: word };
    const [, status, seconds, isPending, isRenewed] = /^(\d+)\+?(\d*)(\*?)(~?)$/.exec(word) ?? [];
    const one = reply(Number(status), '', seconds ? { 'retry-after': seconds } : {});
    return { reply: heard(named[word] ?? (isRenewed ? { ...one, isTokenRenewed: true } : one), isPending === '*') };
  });
}

describe('afterAttempt', () => {
  const done: NextStep = { do: 'done' };
  const look: NextStep = { do: 'look', afterMs: 0 };
  const lookAfter = (afterMs: number): NextStep => ({ do: 'look', afterMs });
  const request = (afterMs: number): NextStep => ({ do: 'request', afterMs });

  it('the first request goes at once', () => {
    expect(afterAttempt([], 1)).toStrictEqual(request(0));
  });

  it.each([
    { name: 'accepted', histories: ['200', '201', '202', '202*', '500 running 202', '429 nobody 200'], next: done },
    { name: 'a no is looked at', histories: ['400', '401', '403', '404', '409', '412', '422', '500 running 409'], next: look },
    { name: 'ST-3xx ST-501 nonsense is looked at', histories: ['302', '407', '501', '511', '500 running 302'], next: look },
    { name: 'AU-29 a token that was replaced', histories: ['401~'], next: request(0) },
    { name: 'AU-29 a second token that is refused as well', histories: ['401~ 401~', '401~ 429 401~'], next: look },
    { name: 'AU-29 a second token that is refused as well, looked at', histories: ['401~ 401~ running'], next: done },
    { name: 'a no is final', histories: ['400 running', '409 other', '412 other', '500 running 404 running'], next: done },
    { name: 'ST-3xx ST-501 nonsense is final', histories: ['302 running', '501 other'], next: done },
    { name: 'ST-503b unclear', histories: ['408', '500', '502', '503', '504', '520', 'silence', 'aborted'], next: look },
    { name: 'RC-02 unclear, and the operation still runs', histories: ['500 running'], next: request(0) },
    { name: 'RC-01 unclear, and nothing is proved', histories: ['500 other'], next: done },
    { name: 'ST-500b unclear twice', histories: ['silence running 500', '500 running 429 running 500'], next: look },
    { name: 'ST-500b no third', histories: ['silence running 500 running', '500 running 429 running 500 running'], next: done },
    { name: 'unclear, but the run was canceled', histories: ['aborted running'], next: done },
    { name: 'an unclear one, then no way to ask again', histories: ['500 running certificate'], next: look },
    { name: 'an unclear one, then no way to ask again, looked at', histories: ['500 running certificate running'], next: done },
    { name: 'not processed after an unclear one', histories: ['500 running 429', 'silence running nobody'], next: lookAfter(1000) },
    { name: 'the same with a pause', histories: ['500 running 429+20', '429 500 running 503+20'], next: lookAfter(20_000) },
    { name: 'ST-425 after an unclear one', histories: ['500 running 425', '429 500 running 425'], next: lookAfter(1000) },
    { name: 'not processed after an unclear one, and it still runs', histories: ['500 running 429+20 running'], next: request(0) },
    { name: 'not processed after an unclear one, and nothing is proved', histories: ['500 running 429 other'], next: done },
    { name: 'not processed twice', histories: ['500 running 429 running 429', '429 500 running 429'], next: lookAfter(2000) },
    { name: 'the fourth is unclear', histories: ['429 429 429 500'], next: look },
    { name: 'the fourth is not processed', histories: ['500 running 429 running 429 running 429', '429 429 500 running 429'], next: look },
    { name: 'no fifth, though it runs', histories: ['429 429 429 500 running', '429 429 500 running 429 running'], next: done },
    { name: 'a cancellation is pending', histories: ['302*', '409*', '429*', '503+2*', '429 500*', '500 running 429+9*'], next: look },
    { name: 'a cancellation is pending: no further one', histories: ['409* running', '429* running', '429 500* other'], next: done },
    {
      name: 'the same after an unclear one',
      histories: ['500* running', '500 running 429* running', '500 running 500* other'],
      next: done,
    },
    { name: 'a cancellation was pending before', histories: ['429* running 429 running', '500* running 429 running'], next: done },
    { name: 'a cancellation was pending before, and nothing is known since', histories: ['500* running 429+20'], next: look },
    { name: 'not processed once', histories: ['429', 'nobody'], next: request(500) },
    { name: 'ST-425 once, ST-429 twice', histories: ['425', '429 429'], next: request(1000) },
    { name: 'ST-429 three times', histories: ['429 429 429'], next: request(2000) },
    { name: 'not processed for ever', histories: ['429 429 429 429', 'nobody nobody nobody nobody'], next: done },
    { name: 'ST-429 ST-503 with a pause', histories: ['429 429+20', '503+20'], next: request(20_000) },
    { name: 'RA-01 ST-503 without a real pause', histories: ['503+0'], next: request(250) },
    { name: 'a bad certificate', histories: ['certificate'], next: done },
    { name: 'AU-29 asked again at once with a new token', histories: ['401~', '401+20~', '429 401~', '429 nobody 401~'], next: request(0) },
    {
      name: 'AU-29 the fourth finds its token replaced: no fifth, but a look',
      histories: ['429 429 429 401~', '401~ 401~ 401~ 401~'],
      next: look,
    },
    {
      name: 'AU-29 a new token after an unclear one: first a look',
      histories: ['500 running 401~', '429 500 running 401+20~'],
      next: look,
    },
    { name: 'AU-29 a new token, and it still runs', histories: ['500 running 401~ running'], next: request(0) },
    { name: 'AU-29 a new token, and nothing is proved', histories: ['500 running 401~ other'], next: done },
    { name: 'AU-29 an unclear one with the new token', histories: ['401~ 500', '500 running 401~ running silence'], next: look },
    { name: 'AU-29 a new token, but a cancellation is pending', histories: ['401*~', '500 running 401*~'], next: look },
    {
      name: 'AU-29 the same, looked at',
      histories: ['401*~ running', '500 running 401*~ running', '429 429 429 401~ running'],
      next: done,
    },
    { name: 'AU-30 the new token is refused as well: looked at', histories: ['401~ 401', '500 running 401~ running 401'], next: look },
    { name: 'AU-30 the new token is refused as well: final', histories: ['401~ 401 running', '401~ 401 other'], next: done },
    { name: 'AU-17 refused, and no new token: looked at', histories: ['deniedForNow', '429 deniedForNow'], next: look },
    { name: 'AU-17 refused, and no new token: final', histories: ['deniedForNow running', 'deniedForNow other'], next: done },
    { name: 'AU-16 AU-17 no token to ask with', histories: ['noToken', 'signedOut', '401~ noToken', '429 signedOut'], next: done },
    { name: 'AU-16 AU-17 no token after an unclear one', histories: ['500 running noToken', '500 running signedOut'], next: look },
    { name: 'AU-16 AU-17 no token after an unclear one, looked at', histories: ['500 running noToken running'], next: done },
  ])('$name: $histories', ({ histories, next }) => {
    for (const history of histories) expect([history, afterAttempt(historyOf(history), 1)]).toStrictEqual([history, next]);
  });

  it('ST-429 chance halves a pause at most, and never one that the service asked for', () => {
    const pauses = ['429', '429 429', '429+20'].map((history) => afterAttempt(historyOf(history), 0));
    expect(pauses).toStrictEqual([request(250), request(500), request(20_000)]);
  });
});

describe('G1', () => {
  interface Played {
    readonly result: Exchange | SignInFailure;
    readonly isPending: boolean;
  }

  const status = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(425, 429, 500, 503, 504) },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
  );
  const headers = fc.constantFrom<Record<string, string>>({}, { 'retry-after': '1' });
  const replies = fc.tuple(status, headers).map(([code, fields]) => reply(code, '', fields));
  const renewed: Exchange = { ...reply(401), isTokenRenewed: true };
  const shown = fc.record({
    result: fc.oneof({ weight: 4, arbitrary: replies }, { weight: 1, arbitrary: fc.constant(renewed) }),
    isPending: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  });
  const unshown = fc
    .constantFrom(silence, silence, refusedConnection, refusedConnection, aborted, certificate, noToken, signedOut, deniedForNow)
    .map((result) => ({ result, isPending: false }));
  const wire: fc.Arbitrary<Played> = fc.oneof({ weight: 4, arbitrary: shown }, { weight: 1, arbitrary: unshown });
  const wires = fc.array(wire, { minLength: 4, maxLength: 4 });
  const looks = fc.array(fc.constantFrom<'running' | 'other'>('running', 'running', 'running', 'other'), { minLength: 8, maxLength: 8 });

  /** The contract's list of requests that provably were not processed; written apart from the code under test. */
  function mayHaveBeenProcessed({ result }: Played): boolean {
    if ('cause' in result) return false;
    if (result.status === undefined) return 'sent' in result && result.sent;
    if (result.status === 503) return result.headers?.['retry-after'] === undefined;
    return ![401, 425, 429].includes(result.status);
  }

  it('RC-13 at most four, two that count; once one may count, each comes right after a look that proves; none once one is pending', () => {
    fc.assert(
      fc.property(wires, looks, fc.double({ min: 0, max: 1, noNaN: true }), (results, seen, random) => {
        const history: CancelHistory[number][] = [];
        const sent: Played[] = [];
        for (let next = afterAttempt(history, random); next.do !== 'done'; next = afterAttempt(history, random)) {
          if (next.do === 'look') {
            history.push({ look: seen[history.length] ?? 'other' });
          } else {
            const last = history.at(-1);
            const isProved = last !== undefined && 'look' in last && last.look === 'running';
            expect(isProved || !sent.some(mayHaveBeenProcessed)).toBe(true);
            expect([sent.length < 4, sent.some(({ isPending }) => isPending)]).toStrictEqual([true, false]);
            const played = results[sent.length] ?? { result: silence, isPending: false };
            sent.push(played);
            history.push({ reply: heard(played.result, played.isPending) });
          }
        }
        expect(sent.filter(mayHaveBeenProcessed).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 2000 },
    );
  });
});
