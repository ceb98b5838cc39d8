import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../../src/auth/credential.ts';
import type { Exchange } from '../../../src/http/reply.ts';
import type { CancelFault, CancelReply } from '../../../src/marketplace/api.ts';
import { classifyCancel } from '../../../src/marketplace/classify.ts';
import { readCancelReply } from '../../../src/marketplace/portal/cancelReply.ts';
import { cutReply, reply, silence } from '../../support/wire.ts';

const address = { baseUrl: 'https://cloudpartner.azure.com', apiVersion: '2017-10-31', publisherId: 'contoso', offerId: 'contoso-offer' };
const id = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const path = `/api/publishers/contoso/offers/contoso-offer/operations/${id}?api-version=2017-10-31`;
const link = { path, id };

function read(result: Exchange | SignInFailure, hasEmails = false): CancelReply {
  return readCancelReply(result, address, hasEmails);
}

describe('what the reply to a cancel says beside its status', () => {
  const pending = { cancellationRequestState: 'asked' };
  const rejected = 'The address that came with the reply is not one of an operation of this offer, and is not followed';

  it.each<{ name: string; result: Exchange | SignInFailure; expected?: Partial<CancelReply> }>([
    { name: 'ST-200a no body', result: reply(200), expected: { isLookDue: true } },
    { name: 'ST-202a Location in a header', result: reply(202, '', { location: path }), expected: { link } },
    { name: 'ST-202b Location in the body', result: reply(202, { location: path }), expected: { link } },
    { name: 'ST-202c no Location', result: reply(202, { status: 'succeeded' }) },
    { name: 'BD-13 Location of a reply that was cut', result: cutReply(202, { location: path }), expected: { link } },
    {
      name: 'F1 a 202 that was cut, without a Location: its body may be a page',
      result: cutReply(202),
      expected: { disposition: 'ambiguous', isUnclearSuccess: true },
    },
    { name: 'F1 a 200 that was cut', result: cutReply(200), expected: { disposition: 'ambiguous', isUnclearSuccess: true } },
    { name: 'F1 a 500 with a Location', result: reply(500, '', { location: path }), expected: { disposition: 'ambiguous', link } },
    { name: 'LO-04 another origin', result: reply(202, '', { location: 'https://x.example/' }), expected: { warnings: [rejected] } },
    {
      name: 'LO-16 another origin in the header, ours in the body',
      result: reply(202, { location: path }, { location: 'https://x.example/' }),
      expected: { link, warnings: [rejected] },
    },
    { name: 'ST-409 canceling already', result: reply(409, pending), expected: { isCancelPending: true } },
    { name: 'ST-409 canceling by its word', result: reply(409, { status: 'Cancelling' }), expected: { isCancelPending: true } },
    { name: 'ST-409 canceling, first in an array', result: reply(409, [pending, {}]), expected: { isCancelPending: true } },
    { name: 'ST-409 canceling, second in an array', result: reply(409, [{}, pending]) },
    { name: 'ST-409 an empty array', result: reply(409, []) },
    { name: 'ST-409 canCancel', result: reply(409, { cancellationRequestState: 'canCancel' }) },
    { name: 'silence', result: silence },
    { name: 'AU-17 no token', result: { cause: 'sign-in-unreachable', detail: 'HTTP 503' } },
    {
      name: 'AU-17 no other token after a 401, whatever it holds',
      result: { cause: 'sign-in-unreachable', detail: 'HTTP 503', rejection: reply(401, pending, { location: path }) },
    },
  ])('$name', ({ result, expected = {} }) => {
    expect(read(result)).toStrictEqual({
      ...classifyCancel(result, false),
      isCancelPending: false,
      notices: [],
      warnings: [],
      ...expected,
    });
  });

  it.each<{ name: string; status: number; body: unknown; fault: CancelFault }>([
    { name: 'ST-400b InvalidAPIVersion', status: 400, body: { error: { code: 'InvalidAPIVersion', message: 'Old' } }, fault: 'version' },
    { name: 'ST-400c If-Match', status: 400, body: 'No If-Match header', fault: 'if-match' },
    { name: 'the version before If-Match', status: 400, body: 'invalidapiversion if-match', fault: 'version' },
    { name: 'If-Match on a 409', status: 409, body: { message: 'if-match' }, fault: 'if-match' },
    { name: 'If-Match on a 412', status: 412, body: { message: 'IF-MATCH' }, fault: 'if-match' },
    { name: 'If-Match on a 403', status: 403, body: { message: 'If-Match' }, fault: 'if-match' },
    { name: 'neither', status: 400, body: { message: 'no' }, fault: 'bad-request' },
    { name: 'ST-429 If-Match on a 429', status: 429, body: 'If-Match is not looked at now', fault: 'busy' },
    { name: 'If-Match on a 500', status: 500, body: 'If-Match', fault: 'other' },
    { name: 'If-Match on a redirect', status: 302, body: 'If-Match', fault: 'not-the-api' },
  ])('what it complains about: $name', ({ status, body, fault }) => {
    expect(read(reply(status, body)).fault).toBe(fault);
  });

  it.each<{ name: string; status: number; body: unknown; headers?: Record<string, string>; disposition: string }>([
    { name: 'PX-09 200', status: 200, body: ' \n<html>', disposition: 'ambiguous' },
    { name: 'PX-09 204', status: 204, body: '<html>', disposition: 'ambiguous' },
    { name: 'PX-09 202', status: 202, body: '<html>', disposition: 'ambiguous' },
    { name: '202 with a Location of ours', status: 202, body: '<html>', headers: { location: path }, disposition: 'accepted' },
    { name: '202 with a Location of others', status: 202, body: '<html>', headers: { location: '/x' }, disposition: 'ambiguous' },
    { name: 'F1 200 with words', status: 200, body: 'ok', disposition: 'ambiguous' },
    { name: 'F1 202 with words', status: 202, body: 'a < b', disposition: 'ambiguous' },
    { name: 'F1 200 with broken JSON', status: 200, body: '{"status":"canceled"', disposition: 'ambiguous' },
    { name: 'F1 200 with a page that does not begin with <', status: 200, body: 'Sign in <html>', disposition: 'ambiguous' },
    { name: 'F1 200 with words and a Location of ours', status: 200, body: 'ok', headers: { location: path }, disposition: 'ambiguous' },
    { name: 'F1 200 with blanks', status: 200, body: ' \n', disposition: 'completed' },
    { name: 'F1 200 with JSON', status: 200, body: {}, disposition: 'completed' },
    { name: 'F1 200 with an operation and empty lists', status: 200, body: { status: 'canceled', errors: [] }, disposition: 'completed' },
    { name: 'F1 200 with an error', status: 200, body: { error: { code: 'X', message: 'y' } }, disposition: 'ambiguous' },
    { name: 'F1 200 with an error and a state', status: 200, body: { status: 'canceled', error: 'no' }, disposition: 'ambiguous' },
    { name: 'F1 200 with an Error in capitals', status: 200, body: { Error: 'no' }, disposition: 'ambiguous' },
    { name: 'F1 200 with errors', status: 200, body: { errors: ['no'] }, disposition: 'ambiguous' },
    { name: 'F1 202 with an error in a list', status: 202, body: [{}, { error: 'no' }], disposition: 'ambiguous' },
    {
      name: 'F1 200 with an error in an envelope',
      status: 200,
      body: { Product: { serviceName: 'Product', error: 'X.Http404Exception: gone', exceptionCode: 'Http404Exception' } },
      disposition: 'ambiguous',
    },
    { name: 'F1 200 with an exception as a text', status: 200, body: '"X.Http404Exception: gone"', disposition: 'ambiguous' },
    {
      name: 'F1 202 with an error, which wins over a Location of ours',
      status: 202,
      body: { error: { code: 'X', message: 'y' } },
      headers: { location: path },
      disposition: 'ambiguous',
    },
    { name: 'F1 200 with a cancellation that failed', status: 200, body: { status: 'failed' }, disposition: 'ambiguous' },
    { name: 'F4 200 with an operation of another publisher', status: 200, body: { publisherId: 'fabrikam' }, disposition: 'ambiguous' },
    { name: 'F4 200 with an operation of ours', status: 200, body: { publisherId: 'CONTOSO' }, disposition: 'completed' },
    { name: 'F22 403 with a page', status: 403, body: '<html>', disposition: 'failed' },
    { name: 'F22 502 with a page', status: 502, body: '<html>', disposition: 'ambiguous' },
  ])('ST-200e a good status with no answer of the API is no acceptance: $name', ({ status, body, headers = {}, disposition }) => {
    expect(read(reply(status, body, headers)).disposition).toBe(disposition);
  });
});

describe('EM-09 addresses for a mail that the service does not send', () => {
  const ignored =
    'The offer was migrated to Partner Center: the service ignores notification-emails for it, and writes to the seller contact of the account';
  it.each([
    { name: 'a migrated Location', location: path, hasEmails: true, notices: [ignored] },
    { name: 'a migrated Location, and no address', location: path, hasEmails: false, notices: [] },
    { name: 'a $ Location', location: '/api/operations/contoso$contoso-offer$2$preview', hasEmails: true, notices: [] },
    { name: 'no Location', location: '', hasEmails: true, notices: [] },
    { name: 'a Location of others', location: '/x', hasEmails: true, notices: [] },
  ])('$name', ({ location, hasEmails, notices }) => {
    expect(read(reply(202, '', { location }), hasEmails).notices).toStrictEqual(notices);
  });
});

describe('whatever body and headers come', () => {
  const text = fc.string({ unit: 'binary' });
  const name = fc.constantFrom('location', 'operation-location', 'retry-after', 'retry-after-ms', 'date', 'x-ms-request-id');
  const value = fc.oneof(text, fc.constantFrom(path, '1', 'Sat, 31 Jan 2026 12:00:30 GMT'));
  const field = fc.constantFrom('location', 'id', 'error', 'message', 'cancellationRequestState', 'status');
  const body = fc.oneof(
    text.filter((words) => !/^\s*</.test(words)),
    fc.json(),
    fc.dictionary(field, fc.jsonValue()).map((one) => JSON.stringify(one)),
  );
  const ours = /^\/api\/publishers\/contoso\/offers\/contoso-offer\/operations\/[\w.~$-]+\?api-version=2017-10-31$/;

  it('it never throws, and a body makes no status better: at most it makes a 2xx unclear', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), body, fc.dictionary(name, value), (status, words, headers) => {
        const one = read(reply(status, words, headers), true);
        const bare = read(reply(status, '', headers)).disposition;
        expect([one.statusCode, status < 300 ? [bare, 'ambiguous'] : [bare]]).toStrictEqual([
          status,
          expect.arrayContaining([one.disposition]),
        ]);
        if (one.link) expect(one.link.path).toMatch(ours);
        expect(`${one.detail}${one.requestId}`).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        if (one.retryAfterMs !== undefined) expect(one.retryAfterMs).toBeGreaterThanOrEqual(250);
      }),
    );
  });
});
