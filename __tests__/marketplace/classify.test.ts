import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../src/auth/credential.ts';
import type { Exchange, Reply } from '../../src/http/reply.ts';
import type { CancelFault, Disposition, Unreadable, UnreadableReason } from '../../src/marketplace/api.ts';
import { classifyCancel, notDocumented, readReply } from '../../src/marketplace/classify.ts';
import { cutReply, refusedConnection, reply, silence } from '../support/wire.ts';

const noToken: SignInFailure = { cause: 'sign-in-unreachable', detail: 'GitHub could not be asked for a token: HTTP 503' };
const signedOut: SignInFailure = { cause: 'sign-in-refused', detail: 'Microsoft Entra refused the sign-in: HTTP 400' };
const statuses = Array.from({ length: 400 }, (_, index) => 200 + index);

/** A 401 whose token has been replaced. */
function renewed(result: Exchange): Exchange {
  return { ...result, isTokenRenewed: true };
}

describe('every status of a reply to a cancel has one disposition and one fault', () => {
  interface Row {
    readonly name: string;
    readonly from: number;
    readonly to?: number;
    readonly is: readonly [Disposition, CancelFault];
    readonly withRetryAfter?: readonly [Disposition, CancelFault];
  }

  const rows: readonly Row[] = [
    { name: 'ST-200a ST-201', from: 200, to: 201, is: ['completed', 'other'] },
    { name: 'ST-202a', from: 202, is: ['accepted', 'other'] },
    { name: 'ST-201', from: 203, to: 299, is: ['completed', 'other'] },
    { name: 'ST-3xx', from: 300, to: 399, is: ['failed', 'not-the-api'] },
    { name: 'ST-400a', from: 400, is: ['refused', 'bad-request'] },
    { name: 'ST-401', from: 401, is: ['refused', 'unauthorized'] },
    { name: 'ST-402', from: 402, is: ['refused', 'other'] },
    { name: 'ST-403', from: 403, is: ['refused', 'forbidden'] },
    { name: 'ST-404', from: 404, is: ['refused', 'not-found'] },
    { name: 'ST-402', from: 405, to: 406, is: ['refused', 'other'] },
    { name: 'ST-407', from: 407, is: ['failed', 'not-the-api'] },
    { name: 'ST-408', from: 408, is: ['ambiguous', 'other'] },
    { name: 'ST-409', from: 409, is: ['conflict', 'conflict'] },
    { name: 'ST-402', from: 410, to: 411, is: ['refused', 'other'] },
    { name: 'ST-412', from: 412, is: ['precondition', 'other'] },
    { name: 'ST-402 ST-499', from: 413, to: 424, is: ['refused', 'other'] },
    { name: 'ST-425', from: 425, is: ['unprocessed', 'busy'] },
    { name: 'ST-402', from: 426, to: 428, is: ['refused', 'other'] },
    { name: 'ST-429', from: 429, is: ['unprocessed', 'busy'] },
    { name: 'ST-402 ST-499', from: 430, to: 499, is: ['refused', 'other'] },
    { name: 'ST-500', from: 500, is: ['ambiguous', 'other'] },
    { name: 'ST-501', from: 501, is: ['failed', 'not-the-api'] },
    { name: 'ST-500', from: 502, is: ['ambiguous', 'other'] },
    { name: 'ST-503 ST-503b', from: 503, is: ['ambiguous', 'other'], withRetryAfter: ['unprocessed', 'busy'] },
    { name: 'ST-500', from: 504, is: ['ambiguous', 'other'] },
    { name: 'ST-501', from: 505, to: 506, is: ['failed', 'not-the-api'] },
    { name: 'an unassigned 5xx or one of a proxy', from: 507, is: ['ambiguous', 'other'] },
    { name: 'ST-501', from: 508, is: ['failed', 'not-the-api'] },
    { name: 'an unassigned 5xx or one of a proxy', from: 509, is: ['ambiguous', 'other'] },
    { name: 'ST-501', from: 510, to: 511, is: ['failed', 'not-the-api'] },
    { name: 'an unassigned 5xx or one of a proxy', from: 512, to: 599, is: ['ambiguous', 'other'] },
  ];

  function seen(result: Exchange, isUnclear = false): readonly [Disposition, CancelFault] {
    const { disposition, fault } = classifyCancel(result, isUnclear);
    return [disposition, fault];
  }

  it.each(rows)('$name: from $from to $to $is', ({ from, to = from, is, withRetryAfter = is }) => {
    for (let status = from; status <= to; status += 1) {
      const results = [
        reply(status),
        reply(status, { status: 'canceled' }),
        cutReply(status),
        reply(status, '', { 'retry-after': 'soon' }),
      ];
      expect([status, ...results.map((result) => seen(result))]).toStrictEqual([status, is, is, is, is]);
      expect(seen(reply(status, '', { 'retry-after': '1' }))).toStrictEqual(withRetryAfter);
      expect(seen(reply(status, 'words'), true)).toStrictEqual(status < 300 ? ['ambiguous', 'other'] : is);
      expect(seen(reply(status, '<html>'))).toStrictEqual(status >= 300 && status < 500 ? ['failed', 'not-the-api'] : is);
    }
  });

  it('the rows leave no gap between 200 and 599', () => {
    expect(rows.flatMap(({ from, to = from }) => Array.from({ length: to - from + 1 }, (_, index) => from + index))).toStrictEqual(
      statuses,
    );
  });

  it('AU-29 a 401 whose token was replaced is unprocessed, with a body, with a pause and cut off too', () => {
    const results = [reply(401), reply(401, { status: 'canceled' }), reply(401, '', { 'retry-after': '1' }), cutReply(401)];
    expect(results.map((result) => seen(renewed(result)))).toStrictEqual(results.map(() => ['unprocessed', 'unauthorized']));
  });
});

describe('what is known of a cancel request', () => {
  const nothingElse = { isCancelPending: false, notices: [], warnings: [] } as const;
  const usual = { ...nothingElse, hasLeft: true, isTokenRenewed: false, isFinal: false } as const;
  const is202 = { ...usual, disposition: 'accepted', fault: 'other', statusCode: 202, detail: 'HTTP 202' } as const;
  const is401 = { ...usual, disposition: 'refused', fault: 'unauthorized', statusCode: 401 } as const;
  const is401Renewed = { ...is401, disposition: 'unprocessed', isTokenRenewed: true, retryAfterMs: 0 } as const;
  const is425 = { ...usual, disposition: 'unprocessed', fault: 'busy', statusCode: 425, detail: 'HTTP 425', retryAfterMs: 1000 } as const;
  const cutOff = (status: number): string => `HTTP ${status}, a reply that was cut off (cut)`;
  const unsent = { ...usual, disposition: 'unprocessed', hasLeft: false } as const;
  const rejection = reply(401, { message: 'expired' }, { 'request-id': 'r1' });

  it.each<{ name: string; result: Exchange | SignInFailure; expected: ReturnType<typeof classifyCancel> }>([
    {
      name: 'ST-200a no body',
      result: reply(200),
      expected: { ...usual, disposition: 'completed', fault: 'other', statusCode: 200, detail: 'HTTP 200' },
    },
    { name: 'ST-202a a pause', result: reply(202, '', { 'retry-after': '5' }), expected: { ...is202, retryAfterMs: 5000 } },
    { name: 'BD-13 202, cut', result: cutReply(202), expected: { ...is202, detail: cutOff(202) } },
    {
      name: 'BD-13 500, cut, no headers',
      result: { sent: true, code: 'cut', status: 500 },
      expected: { ...usual, disposition: 'ambiguous', fault: 'other', statusCode: 500, detail: cutOff(500) },
    },
    {
      name: 'a correlation id',
      result: reply(202, '', { 'x-ms-correlation-request-id': 'r1' }),
      expected: { ...is202, detail: 'HTTP 202, request id r1', requestId: 'r1' },
    },
    { name: 'AU-28 a given token was refused', result: reply(401), expected: { ...is401, detail: 'HTTP 401' } },
    {
      name: 'AU-29 the token was replaced',
      result: renewed(reply(401, { message: 'expired' })),
      expected: { ...is401Renewed, detail: 'HTTP 401, "expired"' },
    },
    {
      name: 'AU-29 the token was replaced, whatever pause the refusal names',
      result: renewed(reply(401, '', { 'retry-after': '20' })),
      expected: { ...is401Renewed, detail: 'HTTP 401' },
    },
    {
      name: 'AU-29 the token was replaced, the refusal cut off',
      result: renewed(cutReply(401)),
      expected: { ...is401Renewed, detail: cutOff(401) },
    },
    {
      name: 'AU-30 the new token was refused as well',
      result: { ...reply(401), remark: 'a token that was fetched anew was refused as well' },
      expected: { ...is401, detail: 'HTTP 401, a token that was fetched anew was refused as well' },
    },
    {
      name: 'AU-31 a claims challenge',
      result: reply(401, '', { 'www-authenticate': 'Bearer error="insufficient_claims", claims="eyJhY2Nlc3MiOnt9fQ=="' }),
      expected: {
        ...is401,
        detail: 'HTTP 401, a policy of the tenant asks for more than this token (a claims challenge, which an application cannot answer)',
      },
    },
    { name: 'ST-425 without a pause', result: reply(425), expected: is425 },
    { name: 'ST-425 with a pause', result: reply(425, '', { 'retry-after': '7' }), expected: { ...is425, retryAfterMs: 7000 } },
    { name: 'ST-425 cut', result: cutReply(425), expected: { ...is425, detail: cutOff(425) } },
    { name: 'silence', result: silence, expected: { ...usual, disposition: 'ambiguous', fault: 'other', detail: 'no reply in time' } },
    {
      name: 'F12 refused connection: nothing left this machine',
      result: refusedConnection,
      expected: { ...unsent, fault: 'unreachable', detail: 'no connection (ECONNREFUSED)' },
    },
    {
      name: 'F6 its turn came too late: not a byte of it left',
      result: { sent: false, code: 'unsent' },
      expected: { ...unsent, fault: 'unsent', detail: 'its turn came too late', isFinal: true },
    },
    {
      name: 'F12 a bad certificate: nothing left this machine',
      result: { sent: false, code: 'CERT_HAS_EXPIRED' },
      expected: { ...unsent, fault: 'certificate', detail: 'no connection (CERT_HAS_EXPIRED)', isFinal: true },
    },
    {
      name: 'TL-02 TLS that broke on the way',
      result: { sent: true, code: 'EPROTO' },
      expected: {
        ...usual,
        ...{ disposition: 'ambiguous', fault: 'certificate', detail: 'the connection broke before a reply came (EPROTO)', isFinal: true },
      },
    },
    {
      name: 'the run was canceled',
      result: { sent: true, code: 'aborted' },
      expected: {
        ...usual,
        ...{ disposition: 'ambiguous', fault: 'other', detail: 'the run was canceled before a reply came', isFinal: true },
      },
    },
    {
      name: 'AU-17 no token, for now',
      result: noToken,
      expected: { ...unsent, fault: 'no-token', detail: noToken.detail, isFinal: true },
    },
    {
      name: 'AU-16 no token at all',
      result: signedOut,
      expected: { ...unsent, fault: 'signed-out', detail: signedOut.detail, isFinal: true },
    },
    {
      name: 'AU-17 a 401, and no other token for now',
      result: { ...noToken, rejection },
      expected: { ...is401, fault: 'no-token', detail: `HTTP 401, "expired", request id r1, ${noToken.detail}`, requestId: 'r1' },
    },
    {
      name: 'AU-16 a 401 that was cut, and no other token at all',
      result: { ...signedOut, rejection: cutReply(401) },
      expected: { ...is401, fault: 'signed-out', detail: `${cutOff(401)}, ${signedOut.detail}` },
    },
  ])('$name', ({ result, expected }) => {
    expect(classifyCancel(result, false)).toStrictEqual(expected);
  });
});

describe('why a look showed nothing', () => {
  const named: Readonly<Record<number, UnreadableReason>> = {
    ...{ 400: 'withdrawn', 401: 'unauthorized', 403: 'forbidden', 404: 'absent', 405: 'unserved' },
    ...{ 408: 'no-answer', 410: 'withdrawn', 425: 'no-answer', 429: 'throttled' },
  };
  const others: Readonly<Record<number, UnreadableReason>> = { 2: 'no-answer', 3: 'redirected', 4: 'rejected', 5: 'no-answer' };
  const failing = statuses.filter((status) => status !== 200 && status !== 202);
  const nothing = (reason: UnreadableReason | undefined, detail: string): unknown => ({ kind: 'unreadable', reason, detail });

  it.each(failing.filter((status) => named[status]).map((status) => ({ status, reason: named[status] })))(
    'PS-15 $status: $reason',
    ({ status, reason }) => {
      expect(readReply(reply(status, { status: 'canceled' }))).toStrictEqual(nothing(reason, `HTTP ${status}`));
    },
  );

  it('PS-14 PS-21 every other status shows nothing: 2xx and 5xx are no answer, 3xx redirected, 4xx rejected', () => {
    for (const status of failing.filter((one) => !named[one])) {
      expect(readReply(reply(status, []))).toStrictEqual(nothing(others[Math.floor(status / 100)], `HTTP ${status}`));
    }
  });

  it.each([200, 202])('the reply itself, when it is a %i: there is something to read', (status) => {
    expect(readReply(reply(status))).toStrictEqual(reply(status));
  });

  it.each<{ name: string; body: string; headers: Record<string, string> }>([
    { name: 'by its content-type', body: 'Access denied', headers: { 'content-type': 'text/html; charset=utf-8' } },
    { name: 'by how it begins', body: '\uFEFF <!doctype html>', headers: {} },
  ])('F22 F23 a web page $name is no answer of the API, whatever the status below 500', ({ body, headers }) => {
    for (const status of statuses) {
      const reason = status < 500 ? 'not-the-api' : 'no-answer';
      expect([status, readReply(reply(status, body, headers))]).toMatchObject([status, { reason }]);
    }
  });

  it('F22 JSON is no web page, whatever its content-type; a reply without a body is one by its content-type', () => {
    const html = { 'content-type': 'text/html' };
    expect([readReply(reply(403, { message: 'no' }, html)), readReply(reply(404, '', html))]).toMatchObject([
      { reason: 'forbidden' },
      { reason: 'not-the-api' },
    ]);
  });

  it.each<{ name: string; result: Exchange | SignInFailure; reason: UnreadableReason; detail: string }>([
    { name: 'silence', result: silence, reason: 'no-answer', detail: 'no reply in time' },
    { name: 'no connection', result: refusedConnection, reason: 'no-answer', detail: 'no connection (ECONNREFUSED)' },
    {
      name: 'F6 one whose turn came too late',
      result: { sent: false, code: 'unsent' },
      reason: 'unsent',
      detail: 'its turn came too late',
    },
    { name: 'BD-13 200, cut', result: cutReply(200), reason: 'no-answer', detail: 'HTTP 200, a reply that was cut off (cut)' },
    { name: 'BD-13 404, cut', result: cutReply(404), reason: 'absent', detail: 'HTTP 404, a reply that was cut off (cut)' },
    { name: 'AU-30 401 with a remark', result: { ...reply(401), remark: 'why' }, reason: 'unauthorized', detail: 'HTTP 401, why' },
    { name: 'AU-17 no token, for now', result: noToken, reason: 'no-token', detail: noToken.detail },
    { name: 'AU-16 no token at all', result: signedOut, reason: 'signed-out', detail: signedOut.detail },
    {
      name: 'AU-17 a 401, and no other token for now',
      result: { ...noToken, rejection: reply(401, 'no') },
      reason: 'no-token',
      detail: `HTTP 401, "no", ${noToken.detail}`,
    },
    {
      name: 'AU-16 a 401, and no other token at all',
      result: { ...signedOut, rejection: reply(401) },
      reason: 'signed-out',
      detail: `HTTP 401, ${signedOut.detail}`,
    },
  ])('$name', ({ result, reason, detail }) => {
    expect(readReply(result)).toStrictEqual(nothing(reason, detail));
  });
});

describe('a good status with something else than the API documents', () => {
  const page = '"a web page instead of an answer of the API: Sign in"';
  it.each<{ name: string; answer: Reply; words: string }>([
    { name: 'BD-01 nothing', answer: reply(200), words: 'HTTP 200' },
    { name: 'an error in a 200: its words are no reason', answer: reply(200, { error: { code: 'X', message: 'y' } }), words: 'HTTP 200' },
    { name: 'BD-02 broken JSON, never quoted', answer: reply(200, '{"status":"canceled'), words: 'HTTP 200' },
    { name: 'a request id', answer: reply(202, {}, { 'x-ms-request-id': 'r1' }), words: 'HTTP 202, request id r1' },
    { name: 'BD-05 a web page', answer: reply(200, '<html><title>Sign in</title>'), words: `HTTP 200, ${page}` },
  ])('$name', ({ answer, words }) => {
    const expected: Unreadable = { kind: 'unreadable', reason: 'no-answer', detail: `${words} is not an answer that the API documents` };
    expect(notDocumented(answer)).toStrictEqual(expected);
  });
});
