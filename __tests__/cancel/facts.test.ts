import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../src/auth/credential.ts';
import type { Target } from '../../src/cancel/context.ts';
import { cancelFacts } from '../../src/cancel/facts.ts';
import type { Exchange } from '../../src/http/reply.ts';
import type { ReadRoute } from '../../src/marketplace/api.ts';
import { readCancelReply } from '../../src/marketplace/portal/cancelReply.ts';
import type { CancelFacts } from '../../src/outcome/result.ts';
import { fence, link, linkPath } from '../support/offer.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

const address = { baseUrl: 'http://127.0.0.1:1', apiVersion: '2017-10-31', publisherId: 'contoso', offerId: 'contoso-vm' };
const offer: ReadRoute = { subject: 'The offer', read: async () => ({ observation: { kind: 'never-published' } }) };
const withoutId: Target = { routes: [offer], wasSeenRunning: true, isUnserved: false, firstRunningIds: [] };
const fenced: Target = { ...withoutId, id: fence };
const neverLeft: Exchange = { sent: false, code: 'unsent' };
const noToken: SignInFailure = { cause: 'sign-in-unreachable', detail: 'HTTP 503' };
const busy = reply(429, '', { 'x-ms-correlation-request-id': 'r-1' });
const accepted = reply(202, '', { location: linkPath, 'x-ms-correlation-request-id': 'r-2' });
const none = { operationPath: null, requestId: null };

describe('what is known of the cancel', () => {
  it.each<{ name: string; replies: (Exchange | SignInFailure)[]; target: Target; facts: CancelFacts }>([
    { name: 'nothing was sent', replies: [], target: fenced, facts: { ...none, sent: 'no', statusCode: null, operationId: fence } },
    {
      name: 'nothing was sent, no id',
      replies: [],
      target: withoutId,
      facts: { ...none, sent: 'no', statusCode: null, operationId: null },
    },
    {
      name: 'the last reply counts, not the silence after it',
      replies: [busy, refusedConnection],
      target: fenced,
      facts: { ...none, sent: 'unprocessed', statusCode: 429, operationId: fence, requestId: 'r-1' },
    },
    {
      name: 'AU-17 one that never left, and one that had no token to go with, are none',
      replies: [neverLeft, noToken],
      target: fenced,
      facts: { ...none, sent: 'no', statusCode: null, operationId: fence },
    },
    {
      name: 'AU-17 one that had no token to go with says nothing about the one before',
      replies: [silence, noToken],
      target: fenced,
      facts: { ...none, sent: 'yes', statusCode: null, operationId: fence },
    },
    {
      name: 'AU-17 a 401 after which no other token came did leave',
      replies: [{ ...noToken, rejection: reply(401, '', { 'x-ms-request-id': 'r-3' }) }],
      target: fenced,
      facts: { ...none, sent: 'yes', statusCode: 401, operationId: fence, requestId: 'r-3' },
    },
    { name: 'no reply came', replies: [silence], target: fenced, facts: { ...none, sent: 'yes', statusCode: null, operationId: fence } },
    {
      name: 'the last of two replies counts',
      replies: [busy, accepted],
      target: fenced,
      facts: { sent: 'yes', statusCode: 202, operationPath: linkPath, operationId: fence, requestId: 'r-2' },
    },
    {
      name: 'one that may have been processed, and one that was not',
      replies: [silence, busy],
      target: fenced,
      facts: { ...none, sent: 'yes', statusCode: 429, operationId: fence, requestId: 'r-1' },
    },
    {
      name: 'without an id the id in the path',
      replies: [accepted],
      target: withoutId,
      facts: { sent: 'yes', statusCode: 202, operationPath: linkPath, operationId: link, requestId: 'r-2' },
    },
    {
      name: 'without an id, and a path that holds no id',
      replies: [reply(202, '', { location: '/api/operations/contoso$contoso-vm$2$preview?api-version=2017-10-31' })],
      target: withoutId,
      facts: {
        sent: 'yes',
        statusCode: 202,
        operationPath: '/api/operations/contoso$contoso-vm$2$preview?api-version=2017-10-31',
        operationId: null,
        requestId: null,
      },
    },
  ])('$name', ({ replies, target, facts }) => {
    expect(
      cancelFacts(
        replies.map((one) => readCancelReply(one, address, false)),
        target,
      ),
    ).toStrictEqual(facts);
  });
});
