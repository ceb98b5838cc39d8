import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../../src/auth/credential.ts';
import type { Exchange } from '../../../src/http/reply.ts';
import type { UnreadableReason } from '../../../src/marketplace/api.ts';
import { toSubmission } from '../../../src/marketplace/submission/objects.ts';
import { goneSubmission, readSubmission, readSubmissions } from '../../../src/marketplace/submission/replies.ts';
import { failed, live, newer, preview, running, shown } from '../../support/product.ts';
import { cutReply, reply, silence } from '../../support/wire.ts';

describe('the page of a submission', () => {
  it.each([
    { name: 'it runs', body: shown(running), kind: 'running' },
    { name: 'a word that is not known', body: shown(running, 'InProgress', 'Rolling'), kind: 'running' },
    { name: 'it has failed', body: shown(running, 'InProgress', 'Failed'), kind: 'ended' },
    { name: 'it is canceled', body: shown(running, 'InProgress', 'Cancelled'), kind: 'ended' },
    { name: 'a preview', body: shown(running, 'Published', 'ReadyToPublish'), kind: 'ended' },
  ])('$name', ({ body, kind }) => {
    expect(readSubmission(reply(200, body), running)).toStrictEqual({ kind, operation: toSubmission(body) });
  });

  it.each<{ name: string; answer: Exchange | SignInFailure; reason: UnreadableReason }>([
    { name: '404', answer: reply(404, '"Http404Exception: gone"'), reason: 'absent' },
    { name: '401', answer: reply(401), reason: 'unauthorized' },
    { name: '403', answer: reply(403), reason: 'forbidden' },
    { name: '500', answer: reply(500), reason: 'no-answer' },
    { name: '204', answer: reply(204), reason: 'no-answer' },
    { name: 'silence', answer: silence, reason: 'no-answer' },
    { name: 'half a reply', answer: cutReply(200), reason: 'no-answer' },
    { name: 'no token', answer: { cause: 'sign-in-refused', detail: 'no' }, reason: 'signed-out' },
    { name: 'another submission', answer: reply(200, shown(newer)), reason: 'no-answer' },
    { name: 'the same number with a zero in front', answer: reply(200, shown(`0${running}`)), reason: 'no-answer' },
    { name: 'a JSON string', answer: reply(200, '"Submitted"'), reason: 'no-answer' },
    { name: 'an array', answer: reply(200, [shown(running)]), reason: 'no-answer' },
    { name: 'a web page', answer: reply(200, '<html>'), reason: 'not-the-api' },
  ])('$name shows nothing', ({ answer, reason }) => {
    expect(readSubmission(answer, running)).toMatchObject({ kind: 'unreadable', reason });
  });
});

describe('the entries of a list', () => {
  const ids = (entries: readonly unknown[]): unknown => {
    const list = readSubmissions(entries);
    return list.kind === 'list' ? [list.entries.map(({ id }) => id), list.isConclusive] : list.reason;
  };

  it.each([
    { name: 'no entry', entries: [], is: [[], true] },
    {
      name: 'out of order: as numbers the newest comes first, as texts another one would',
      entries: [shown(live, 'Published', 'InStore'), shown(preview), shown(running), shown(failed), shown(newer)],
      is: [[newer, running, preview, failed, live], true],
    },
    {
      name: 'a draft that is the newest: what runs is not certain',
      entries: [shown(newer, 'InProgress', 'InDraft'), shown(running)],
      is: [[newer, running], false],
    },
    { name: 'a draft that is older', entries: [shown(live, 'InProgress', 'InDraft'), shown(running)], is: [[running, live], true] },
    { name: 'an unknown word in the newest', entries: [shown(newer, 'Archived', ''), shown(running)], is: [[newer, running], false] },
    { name: 'an unknown word in an older one', entries: [shown(live, 'Archived', ''), shown(running)], is: [[running, live], true] },
    { name: 'one without a number', entries: [shown(running), { state: 'InProgress' }], is: 'no-answer' },
    { name: 'one that is a text', entries: [shown(running), 'InProgress'], is: 'no-answer' },
    { name: 'null', entries: [null], is: 'no-answer' },
  ])('$name', ({ entries, is }) => {
    expect(ids(entries)).toStrictEqual(is);
  });
});

it('a submission that is gone is canceled, and says how that is known', () => {
  expect(goneSubmission(running, 'its page answered 404 twice')).toMatchObject({
    kind: 'ended',
    operation: { id: running, state: 'canceled', rawState: 'gone', isKnown: true, proof: 'its page answered 404 twice' },
  });
});
