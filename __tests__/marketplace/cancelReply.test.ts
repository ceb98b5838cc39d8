import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoReply, Reply } from '../../src/http/transport.ts';
import {
  type Answer,
  afterAttempt,
  type CancelHistory,
  type CancelReply,
  type NextStep,
  readCancelReply,
} from '../../src/marketplace/cancelReply.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

const address = { baseUrl: 'https://cloudpartner.azure.com', apiVersion: '2017-10-31', publisherId: 'contoso', offerId: 'contoso-offer' };
const id = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const path = `/api/publishers/contoso/offers/contoso-offer/operations/${id}?api-version=2017-10-31`;
const wallMs = Date.UTC(2026, 0, 31, 12);
const certificate: NoReply = { sent: false, code: 'CERT_HAS_EXPIRED' };
const aborted: NoReply = { sent: true, code: 'aborted' };
const noToken: NoReply = { sent: false, code: 'no-token', remark: 'GitHub could not be asked for a token: HTTP 503' };
const signedOut: NoReply = { sent: false, code: 'signed-out', remark: 'Microsoft Entra refused the sign-in: HTTP 400' };

/** A 401 whose token has been replaced meanwhile. */
function renewed(body: unknown = '', headers: Record<string, string> = {}): Reply {
  return { ...reply(401, body, headers), renewal: 'done' };
}

function read(result: Reply | NoReply): CancelReply {
  return readCancelReply(result, address, wallMs);
}

describe('every status has one answer', () => {
  const rows: readonly { name: string; from: number; to?: number; answer: Answer; withRetryAfter?: Answer }[] = [
    { name: 'ST-200a ST-201 ST-202a', from: 200, to: 299, answer: 'accepted' },
    { name: 'ST-3xx', from: 300, to: 399, answer: 'failed' },
    { name: 'ST-400a ST-401 ST-402 ST-403 ST-404', from: 400, to: 406, answer: 'refused' },
    { name: 'ST-407', from: 407, answer: 'failed' },
    { name: 'ST-408', from: 408, answer: 'ambiguous' },
    { name: 'ST-409 ST-402', from: 409, to: 411, answer: 'refused' },
    { name: 'ST-412', from: 412, answer: 'mismatched' },
    { name: 'ST-402 ST-499', from: 413, to: 424, answer: 'refused' },
    { name: 'ST-425', from: 425, answer: 'unprocessed' },
    { name: 'ST-402', from: 426, to: 428, answer: 'refused' },
    { name: 'ST-429', from: 429, answer: 'unprocessed' },
    { name: 'ST-402 ST-499', from: 430, to: 499, answer: 'refused' },
    { name: 'ST-500', from: 500, answer: 'ambiguous' },
    { name: 'ST-501', from: 501, answer: 'failed' },
    { name: 'ST-500', from: 502, answer: 'ambiguous' },
    { name: 'ST-503 ST-503b', from: 503, answer: 'ambiguous', withRetryAfter: 'unprocessed' },
    { name: 'ST-500', from: 504, answer: 'ambiguous' },
    { name: 'ST-501', from: 505, to: 506, answer: 'failed' },
    { name: 'an unassigned 5xx or one of a proxy', from: 507, answer: 'ambiguous' },
    { name: 'ST-501', from: 508, answer: 'failed' },
    { name: 'an unassigned 5xx or one of a proxy', from: 509, answer: 'ambiguous' },
    { name: 'ST-501', from: 510, to: 511, answer: 'failed' },
    { name: 'an unassigned 5xx or one of a proxy', from: 512, to: 599, answer: 'ambiguous' },
  ];

  it.each(rows)('$name: from $from to $to $answer', ({ from, to = from, answer, withRetryAfter = answer }) => {
    for (let status = from; status <= to; status += 1) {
      const cut: NoReply = { sent: true, code: 'cut', status, headers: {} };
      const answers = [reply(status), reply(status, { status: 'canceled' }), cut].map((result) => read(result).answer);
      expect([status, ...answers]).toStrictEqual([status, answer, answer, answer]);
      expect(read(reply(status, '', { 'retry-after': '1' })).answer).toBe(withRetryAfter);
      expect(read(reply(status, '', { 'retry-after': 'soon' })).answer).toBe(answer);
    }
  });

  it('AU-29 a 401 whose token was replaced is unprocessed, with a body, with a pause and cut off too', () => {
    const cut: NoReply = { sent: true, code: 'cut', status: 401, headers: {}, renewal: 'done' };
    const replies = [renewed(), renewed({ status: 'canceled' }), renewed('', { 'retry-after': '1' }), cut];
    expect(replies.map((result) => read(result).answer)).toStrictEqual(replies.map(() => 'unprocessed'));
  });

  it('the rows leave no gap between 200 and 599', () => {
    expect(rows.flatMap(({ from, to = from }) => Array.from({ length: to - from + 1 }, (_, index) => from + index))).toStrictEqual(
      Array.from({ length: 400 }, (_, index) => 200 + index),
    );
  });
});

describe('readCancelReply', () => {
  const cut = (status: number, headers = {}): NoReply => ({ sent: true, code: 'cut', status, headers });
  const cutOff = (status: number): string => `HTTP ${status}, a reply that was cut off (cut)`;
  const pending = { cancellationRequestState: 'asked' };
  const is202 = { answer: 'accepted', statusCode: 202, why: 'HTTP 202' } as const;
  const is400 = { answer: 'refused', statusCode: 400 } as const;
  const is401 = { answer: 'refused', statusCode: 401 } as const;
  const is401Renewed = { answer: 'unprocessed', statusCode: 401, isRenewed: true, retryAfterMs: 0 } as const;
  const is409 = { answer: 'refused', statusCode: 409, why: 'HTTP 409' } as const;
  const is409Pending = { ...is409, isCancelPending: true };
  const is425 = { answer: 'unprocessed', statusCode: 425, why: 'HTTP 425', retryAfterMs: 1000 } as const;
  const is500 = { answer: 'ambiguous', statusCode: 500 } as const;
  const link = { path, id };
  const lost = 'the run was canceled before a reply came';
  const [byVersion, byMatch] = [reply(400, { error: { code: 'InvalidAPIVersion', message: 'Old' } }), reply(400, 'No If-Match header')];

  it.each<{ name: string; result: Reply | NoReply; expected: Partial<CancelReply> }>([
    { name: 'ST-200a no body', result: reply(200), expected: { answer: 'accepted', statusCode: 200, why: 'HTTP 200' } },
    { name: 'ST-202a Location in a header', result: reply(202, '', { location: path }), expected: { ...is202, link } },
    { name: 'ST-202a a pause', result: reply(202, '', { 'retry-after': '5' }), expected: { ...is202, retryAfterMs: 5000 } },
    { name: 'ST-202b Location in the body', result: reply(202, { location: path }), expected: { ...is202, link } },
    { name: 'ST-202c no Location', result: reply(202, { status: 'succeeded' }), expected: is202 },
    { name: 'LO-04 another origin', result: reply(202, '', { location: 'https://x.example/' }), expected: { ...is202, isRejected: true } },
    { name: 'BD-13 202, cut', result: cut(202, { location: path }), expected: { ...is202, why: cutOff(202), link } },
    { name: 'BD-13 500, cut, no headers', result: { sent: true, code: 'cut', status: 500 }, expected: { ...is500, why: cutOff(500) } },
    {
      name: 'a correlation id',
      result: reply(202, '', { 'x-ms-correlation-request-id': 'r1' }),
      expected: { ...is202, why: 'HTTP 202, request id r1', requestId: 'r1' },
    },
    { name: 'ST-400b', result: byVersion, expected: { ...is400, why: 'HTTP 400, "InvalidAPIVersion: Old"', about: 'version' } },
    { name: 'ST-400c', result: byMatch, expected: { ...is400, why: 'HTTP 400, "No If-Match header"', about: 'if-match' } },
    {
      name: 'AU-29 the token was replaced',
      result: renewed({ message: 'expired' }),
      expected: { ...is401Renewed, why: 'HTTP 401, "expired"' },
    },
    {
      name: 'AU-29 the token was replaced, whatever pause the refusal names',
      result: renewed('', { 'retry-after': '20' }),
      expected: { ...is401Renewed, why: 'HTTP 401' },
    },
    {
      name: 'AU-29 the token was replaced, the refusal cut off',
      result: { ...cut(401), renewal: 'done' },
      expected: { ...is401Renewed, why: cutOff(401) },
    },
    {
      name: 'AU-30 the new token was refused as well',
      result: { ...reply(401), remark: 'a token that was fetched anew was refused as well' },
      expected: { ...is401, why: 'HTTP 401, a token that was fetched anew was refused as well' },
    },
    { name: 'AU-28 a given token was refused', result: reply(401), expected: { ...is401, why: 'HTTP 401' } },
    {
      name: 'AU-31 a claims challenge',
      result: reply(401, '', { 'www-authenticate': 'Bearer error="insufficient_claims", claims="eyJhY2Nlc3MiOnt9fQ=="' }),
      expected: {
        ...is401,
        why: 'HTTP 401, a policy of the tenant asks for more than this token (a claims challenge, which an application cannot answer)',
      },
    },
    { name: 'ST-409 canceling already', result: reply(409, pending), expected: is409Pending },
    { name: 'ST-409 canceling by its word', result: reply(409, { status: 'Cancelling' }), expected: is409Pending },
    { name: 'ST-409 canceling, first in an array', result: reply(409, [pending, {}]), expected: is409Pending },
    { name: 'ST-409 canceling, second in an array', result: reply(409, [{}, pending]), expected: is409 },
    { name: 'ST-409 an empty array', result: reply(409, []), expected: is409 },
    { name: 'ST-409 canCancel', result: reply(409, { cancellationRequestState: 'canCancel' }), expected: is409 },
    { name: 'ST-425 without a pause', result: reply(425), expected: is425 },
    { name: 'ST-425 with a pause', result: reply(425, '', { 'retry-after': '7' }), expected: { ...is425, retryAfterMs: 7000 } },
    { name: 'ST-425 cut', result: cut(425), expected: { ...is425, why: cutOff(425) } },
    { name: 'silence', result: silence, expected: { answer: 'ambiguous', why: 'no reply in time' } },
    { name: 'refused connection', result: refusedConnection, expected: { answer: 'unprocessed', why: 'no connection (ECONNREFUSED)' } },
    {
      name: 'a bad certificate',
      result: certificate,
      expected: { answer: 'unprocessed', why: 'no connection (CERT_HAS_EXPIRED)', about: 'certificate', isFatal: true },
    },
    {
      name: 'TL-02 TLS that broke on the way',
      result: { sent: true, code: 'EPROTO' },
      expected: { answer: 'ambiguous', why: 'the connection broke before a reply came (EPROTO)', about: 'certificate', isFatal: true },
    },
    {
      name: 'AU-17 no token, for now',
      result: noToken,
      expected: {
        answer: 'unprocessed',
        why: 'GitHub could not be asked for a token: HTTP 503',
        about: 'no-token',
        isFatal: true,
      },
    },
    {
      name: 'AU-16 no token, for good',
      result: signedOut,
      expected: { answer: 'unprocessed', why: 'Microsoft Entra refused the sign-in: HTTP 400', about: 'signed-out', isFatal: true },
    },
    { name: 'the run was canceled meanwhile', result: aborted, expected: { answer: 'ambiguous', why: lost, isFatal: true } },
  ])('$name', ({ result, expected }) => {
    expect(read(result)).toStrictEqual({ isRejected: false, isRenewed: false, isFatal: false, isCancelPending: false, ...expected });
  });

  it('never throws, whatever body and headers come, and the body never changes the answer', () => {
    const text = fc.string({ unit: 'binary' });
    const name = fc.constantFrom('location', 'operation-location', 'retry-after', 'retry-after-ms', 'date', 'x-ms-request-id');
    const value = fc.oneof(text, fc.constantFrom(path, '1', 'Sat, 31 Jan 2026 12:00:30 GMT'));
    const field = fc.constantFrom('location', 'id', 'error', 'message', 'cancellationRequestState', 'status');
    const body = fc.oneof(
      text,
      fc.json(),
      fc.dictionary(field, fc.jsonValue()).map((one) => JSON.stringify(one)),
    );
    const ours = /^\/api\/publishers\/contoso\/offers\/contoso-offer\/operations\/[\w.~$-]+\?api-version=2017-10-31$/;
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), body, fc.dictionary(name, value), (status, words, headers) => {
        const one = read(reply(status, words, headers));
        expect([one.statusCode, one.answer]).toStrictEqual([status, read(reply(status, '', headers)).answer]);
        if (one.link) expect(one.link.path).toMatch(ours);
        expect(`${one.why}${one.requestId}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        if (one.retryAfterMs !== undefined) expect(one.retryAfterMs).toBeGreaterThanOrEqual(250);
      }),
    );
  });
});

/** `503+2 running 409* 401~`: replies by status (with `Retry-After`; a `*` shows a pending cancellation; after `~` there is a new token) or by name, and looks. */
function historyOf(notation: string): CancelHistory {
  const named: Readonly<Record<string, NoReply>> = { silence, nobody: refusedConnection, certificate, aborted, noToken, signedOut };
  return notation.split(' ').map((word) => {
    if (word === 'running' || word === 'other') return { look: word };
    const [, status, seconds, isPending, isRenewed] = /^(\d+)\+?(\d*)(\*?)(~?)$/.exec(word) ?? [];
    const body = isPending ? { cancellationRequestState: 'asked' } : '';
    const one = named[word] ?? reply(Number(status), body, seconds ? { 'retry-after': seconds } : {});
    return { reply: read(isRenewed ? { ...one, renewal: 'done' } : one) };
  });
}

describe('afterAttempt', () => {
  const done: NextStep = { do: 'done' };
  const look: NextStep = { do: 'look', afterMs: 0 };
  const lookAfter = (afterMs: number): NextStep => ({ do: 'look', afterMs });
  const post = (afterMs: number): NextStep => ({ do: 'post', afterMs });

  it('the first request goes at once', () => {
    expect(afterAttempt([], 1)).toStrictEqual(post(0));
  });

  it.each([
    { name: 'accepted', histories: ['200', '201', '202', '202*', '500 running 202', '429 nobody 200'], next: done },
    { name: 'a no is looked at', histories: ['400', '401', '403', '404', '409', '412', '422', '500 running 409'], next: look },
    { name: 'ST-3xx ST-501 nonsense is looked at', histories: ['302', '407', '501', '511', '500 running 302'], next: look },
    { name: 'a no is final', histories: ['400 running', '409 other', '412 other', '500 running 404 running'], next: done },
    { name: 'ST-3xx ST-501 nonsense is final', histories: ['302 running', '501 other'], next: done },
    { name: 'ST-503b unclear', histories: ['408', '500', '502', '503', '504', '520', 'silence', 'aborted'], next: look },
    { name: 'RC-02 unclear, and the operation still runs', histories: ['500 running'], next: post(0) },
    { name: 'RC-01 unclear, and nothing is proved', histories: ['500 other'], next: done },
    { name: 'ST-500b unclear twice', histories: ['silence running 500', '500 running 429 running 500'], next: look },
    { name: 'ST-500b no third', histories: ['silence running 500 running', '500 running 429 running 500 running'], next: done },
    { name: 'unclear, but the run was canceled', histories: ['aborted running'], next: done },
    { name: 'an unclear one, then no way to ask again', histories: ['500 running certificate'], next: look },
    { name: 'an unclear one, then no way to ask again, looked at', histories: ['500 running certificate running'], next: done },
    { name: 'not processed after an unclear one', histories: ['500 running 429', 'silence running nobody'], next: lookAfter(1000) },
    { name: 'the same with a pause', histories: ['500 running 429+20', '429 500 running 503+20'], next: lookAfter(20_000) },
    { name: 'ST-425 after an unclear one', histories: ['500 running 425', '429 500 running 425'], next: lookAfter(1000) },
    { name: 'not processed after an unclear one, and it still runs', histories: ['500 running 429+20 running'], next: post(0) },
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
    { name: 'not processed once', histories: ['429', 'nobody'], next: post(500) },
    { name: 'ST-425 once, ST-429 twice', histories: ['425', '429 429'], next: post(1000) },
    { name: 'ST-429 three times', histories: ['429 429 429'], next: post(2000) },
    { name: 'not processed for ever', histories: ['429 429 429 429', 'nobody nobody nobody nobody'], next: done },
    { name: 'ST-429 ST-503 with a pause', histories: ['429 429+20', '503+20'], next: post(20_000) },
    { name: 'RA-01 ST-503 without a real pause', histories: ['503+0'], next: post(250) },
    { name: 'a bad certificate', histories: ['certificate'], next: done },
    { name: 'AU-29 asked again at once with a new token', histories: ['401~', '401+20~', '429 401~', '429 nobody 401~'], next: post(0) },
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
    { name: 'AU-29 a new token, and it still runs', histories: ['500 running 401~ running'], next: post(0) },
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
    { name: 'AU-16 AU-17 no token to ask with', histories: ['noToken', 'signedOut', '401~ noToken', '429 signedOut'], next: done },
    { name: 'AU-16 AU-17 no token after an unclear one', histories: ['500 running noToken', '500 running signedOut'], next: look },
    { name: 'AU-16 AU-17 no token after an unclear one, looked at', histories: ['500 running noToken running'], next: done },
  ])('$name: $histories', ({ histories, next }) => {
    for (const history of histories) expect([history, afterAttempt(historyOf(history), 1)]).toStrictEqual([history, next]);
  });

  it('ST-429 chance halves a pause at most, and never one that the service asked for', () => {
    const pauses = ['429', '429 429', '429+20'].map((history) => afterAttempt(historyOf(history), 0));
    expect(pauses).toStrictEqual([post(250), post(500), post(20_000)]);
  });
});

describe('G1', () => {
  const pendingBody = '{"cancellationRequestState":"asked"}';
  const status = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(425, 429, 500, 503, 504) },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
  );
  const body = fc.constantFrom('', '', '', '{}', pendingBody, `[${pendingBody}]`);
  const headers = fc.constantFrom<Record<string, string>>({}, { 'retry-after': '1' });
  const wire = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(status, body, headers).map((parts) => reply(...parts)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Reply | NoReply>(silence, silence, refusedConnection, refusedConnection, aborted, certificate),
    },
    { weight: 1, arbitrary: fc.constantFrom<Reply | NoReply>(renewed(), renewed(pendingBody), noToken, signedOut) },
  );
  const wires = fc.array(wire, { minLength: 4, maxLength: 4 });
  const looks = fc.array(fc.constantFrom<'running' | 'other'>('running', 'running', 'running', 'other'), { minLength: 8, maxLength: 8 });

  /** The contract's list of requests that provably were not processed; written apart from the code under test. */
  function mayHaveBeenProcessed(result: Reply | NoReply): boolean {
    if (result.status === undefined) return 'sent' in result && result.sent;
    if (result.status === 503) return result.headers?.['retry-after'] === undefined;
    return ![401, 425, 429].includes(result.status);
  }

  function isPending(result: Reply | NoReply): boolean {
    return 'body' in result && result.body.includes(pendingBody);
  }

  it('RC-13 at most four, two that count; once one may count, each comes right after a look that proves; none once one is pending', () => {
    fc.assert(
      fc.property(wires, looks, fc.double({ min: 0, max: 1, noNaN: true }), (results, seen, random) => {
        const history: CancelHistory[number][] = [];
        const posted: (Reply | NoReply)[] = [];
        for (let next = afterAttempt(history, random); next.do !== 'done'; next = afterAttempt(history, random)) {
          if (next.do === 'look') {
            history.push({ look: seen[history.length] ?? 'other' });
          } else {
            const last = history.at(-1);
            const isProved = last !== undefined && 'look' in last && last.look === 'running';
            expect(isProved || !posted.some(mayHaveBeenProcessed)).toBe(true);
            expect([posted.length < 4, posted.some(isPending)]).toStrictEqual([true, false]);
            const result = results[posted.length] ?? silence;
            posted.push(result);
            history.push({ reply: read(result) });
          }
        }
        expect(posted.filter(mayHaveBeenProcessed).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 2000 },
    );
  });
});
