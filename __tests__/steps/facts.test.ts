import { describe, expect, it } from 'vitest';
import { readCancelReply } from '../../src/marketplace/cancelReply.ts';
import { factsOf } from '../../src/steps/facts.ts';
import { fence, link, linkPath } from '../support/offer.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

const address = { baseUrl: 'http://127.0.0.1:1', apiVersion: '2017-10-31', publisherId: 'contoso', offerId: 'contoso-vm' };
const fenced = { fence, wasSeenRunning: true, isUnserved: false };
const unfenced = { wasSeenRunning: true, isUnserved: false };
const busy = reply(429, '', { 'x-ms-correlation-request-id': 'r-1' });
const accepted = reply(202, '', { location: linkPath, 'x-ms-correlation-request-id': 'r-2' });
const none = { operationPath: null, requestId: null };

describe('what is known of the cancel', () => {
  it.each([
    { name: 'nothing was sent', replies: [], target: fenced, facts: { ...none, sent: 'no', statusCode: null, operationId: fence } },
    {
      name: 'nothing was sent, no fence',
      replies: [],
      target: unfenced,
      facts: { ...none, sent: 'no', statusCode: null, operationId: null },
    },
    {
      name: 'the last reply counts, not the silence after it',
      replies: [busy, refusedConnection],
      target: fenced,
      facts: { ...none, sent: 'unprocessed', statusCode: 429, operationId: fence, requestId: 'r-1' },
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
      name: 'without a fence the id in the path',
      replies: [accepted],
      target: unfenced,
      facts: { sent: 'yes', statusCode: 202, operationPath: linkPath, operationId: link, requestId: 'r-2' },
    },
    {
      name: 'without a fence, and a path that holds no id',
      replies: [reply(202, '', { location: '/api/operations/contoso$contoso-vm$2$preview?api-version=2017-10-31' })],
      target: unfenced,
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
      factsOf(
        replies.map((one) => readCancelReply(one, address, 0)),
        target,
      ),
    ).toStrictEqual(facts);
  });
});
