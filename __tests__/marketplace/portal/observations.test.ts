import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../../src/auth/credential.ts';
import type { Exchange } from '../../../src/http/reply.ts';
import type { EndedOperation, Observation, Unreadable, UnreadableReason } from '../../../src/marketplace/api.ts';
import { runningIn } from '../../../src/marketplace/operations.ts';
import { toOperation } from '../../../src/marketplace/portal/objects.ts';
import { entryIn, readList, readOperation } from '../../../src/marketplace/portal/observations.ts';
import { operation } from '../../support/operation.ts';
import { cutReply, refusedConnection, reply, silence } from '../../support/wire.ts';

const a = '5a63deb5-925b-4ee0-938b-7c86fbf287c5';
const b = '408a4835-0000-1000-0000-000000000000';

const signedOut: SignInFailure = { cause: 'sign-in-refused', detail: 'Microsoft Entra refused the sign-in: HTTP 400' };
const noToken: SignInFailure = { cause: 'sign-in-unreachable', detail: 'GitHub could not be asked for a token: HTTP 503' };

const ours = { publisherId: 'contoso' };

function read(result: Exchange | SignInFailure, id?: string): Observation {
  return readOperation(result, { ...ours, ...(id === undefined ? {} : { id }) });
}

function nothing(reason: UnreadableReason, detail: string): Unreadable {
  return { kind: 'unreadable', reason, detail };
}

const nonsense = nothing('no-answer', 'HTTP 200 is not an answer that the API documents');
const foreign = nothing('no-answer', 'it names another publisher');
const another = nothing('no-answer', `it shows another operation, ${a}`);

function running(value: unknown): Observation {
  return { kind: 'running', operation: toOperation(value) };
}

function ended(state: EndedOperation['state'], word: string): Observation {
  return { kind: 'ended', operation: { ...toOperation({ status: word }), state } };
}

describe('readOperation', () => {
  const running200 = { id: a, status: 'running' };
  it.each<{ name: string; result: Exchange | SignInFailure; id?: string; seen: Observation }>([
    { name: 'PS-01 running', result: reply(200, running200), id: a, seen: running(running200) },
    { name: 'PS-01 canceled', result: reply(200, { status: 'Canceled' }), id: a, seen: ended('canceled', 'Canceled') },
    { name: 'PS-06 completed', result: reply(200, { status: 'completed' }), seen: ended('succeeded', 'completed') },
    { name: 'PS-07 failed', result: reply(200, { status: 'failed' }), seen: ended('failed', 'failed') },
    { name: 'PS-03 an unknown word runs', result: reply(200, { status: 'Foo' }), id: a, seen: running({ status: 'Foo' }) },
    { name: 'the id in another case', result: reply(200, running200), id: a.toUpperCase(), seen: running(running200) },
    { name: 'PS-22 another operation', result: reply(200, running200), id: b, seen: another },
    { name: 'a link shows whatever it is', result: reply(200, running200), seen: running(running200) },
    { name: 'PS-05 one in an array', result: reply(200, [running200]), id: a, seen: running(running200) },
    { name: 'PS-05 another in an array', result: reply(200, [running200]), id: b, seen: another },
    { name: 'PS-05 an empty array', result: reply(200, []), id: a, seen: nothing('absent', 'an empty list') },
    {
      name: 'PS-05 two, one is it',
      result: reply(200, [{ id: b, status: 'failed' }, running200]),
      id: a.toUpperCase(),
      seen: running(running200),
    },
    {
      name: 'F3 two of one id: one that runs counts',
      result: reply(200, [{ id: a, status: 'canceled' }, running200]),
      id: a,
      seen: running(running200),
    },
    {
      name: 'F4 PS-27 of our publisher, in another case',
      result: reply(200, { ...running200, publisherId: 'CONTOSO' }),
      id: a,
      seen: running(running200),
    },
    { name: 'F4 PS-27 of another publisher', result: reply(200, { ...running200, publisherId: 'fabrikam' }), id: a, seen: foreign },
    {
      name: 'F4 PS-27 one of another publisher in an array',
      result: reply(200, [{ status: 'canceled', publisherId: 'fabrikam' }]),
      id: a,
      seen: foreign,
    },
    {
      name: 'F4 PS-27 a link or the status, of another publisher',
      result: reply(202, { status: 'canceled', publisherId: 'fabrikam' }),
      seen: foreign,
    },
    { name: 'F4 PS-27 no publisher at all', result: reply(200, { ...running200, publisherId: '' }), id: a, seen: running(running200) },
    {
      name: 'F23 a web page, by its content-type',
      result: reply(202, 'Sign in', { 'content-type': 'text/html' }),
      seen: nothing('not-the-api', 'HTTP 202, "a web page instead of an answer of the API"'),
    },
    { name: 'PS-05 two, none is it', result: reply(200, [{ id: b, status: 'failed' }, {}]), id: a, seen: nonsense },
    { name: 'PS-05 two on a link', result: reply(200, [running200, running200]), seen: nonsense },
    { name: 'neverPublished', result: reply(200, { status: 'neverPublished' }), seen: { kind: 'never-published' } },
    { name: 'NeverPublished', result: reply(200, { status: 'NeverPublished' }), seen: { kind: 'never-published' } },
    {
      name: 'neverPublished, where an operation was asked for',
      result: reply(200, { status: 'neverPublished' }),
      id: a,
      seen: nothing('absent', 'the offer was never published'),
    },
    { name: '202 with a word', result: reply(202, { status: 'succeeded' }), seen: ended('succeeded', 'succeeded') },
    { name: 'PS-04 a number', result: reply(200, { status: 3 }), seen: nonsense },
    { name: 'BD-01 nothing', result: reply(200), seen: nonsense },
    { name: 'an error in a 200', result: reply(200, { error: { code: 'X', message: 'y' } }), seen: nonsense },
    { name: 'BD-02 broken JSON, never quoted', result: reply(200, '{"status":"canceled'), seen: nonsense },
    {
      name: 'an error in a 200, with a request id',
      result: reply(200, { error: { code: 'X', message: 'y' } }, { 'x-ms-request-id': 'r1' }),
      seen: nothing('no-answer', 'HTTP 200, request id r1 is not an answer that the API documents'),
    },
    {
      name: 'BD-05 a web page',
      result: reply(200, '<html><title>Sign in</title>'),
      seen: nothing('not-the-api', 'HTTP 200, "a web page instead of an answer of the API: Sign in"'),
    },
    { name: 'silence', result: silence, seen: nothing('no-answer', 'no reply in time') },
    { name: 'no connection', result: refusedConnection, seen: nothing('no-answer', 'no connection (ECONNREFUSED)') },
    { name: 'AU-16 no token at all', result: signedOut, seen: nothing('signed-out', 'Microsoft Entra refused the sign-in: HTTP 400') },
    { name: 'AU-17 no token, for now', result: noToken, seen: nothing('no-token', 'GitHub could not be asked for a token: HTTP 503') },
    { name: 'AU-30 401 with a remark', result: { ...reply(401), remark: 'why' }, seen: nothing('unauthorized', 'HTTP 401, why') },
    {
      name: 'BD-13 200, cut',
      result: cutReply(200),
      seen: nothing('no-answer', 'HTTP 200, a reply that was cut off (cut)'),
    },
    {
      name: 'BD-13 404, cut',
      result: cutReply(404),
      seen: nothing('absent', 'HTTP 404, a reply that was cut off (cut)'),
    },
    { name: 'PS-18 404 with a body', result: reply(404, { ...running200, message: 'gone' }), seen: nothing('absent', 'HTTP 404, "gone"') },
  ])('$name', ({ result, id, seen }) => {
    expect(read(result, id)).toStrictEqual(seen);
  });

  it.each([
    { name: 'no body', body: '' },
    { name: 'an empty array', body: [] },
    { name: 'two operations, none of them asked for', body: [{ status: 'canceled' }, { status: 'failed' }] },
    { name: 'no word', body: { messages: [] } },
    { name: 'PS-04 a number', body: { status: 202 } },
    { name: 'BD-02 broken JSON', body: '{"status":"canceled' },
  ])('a 202 without a readable state runs, by no word that proves anything: $name', ({ body }) => {
    expect(read(reply(202, body), a)).toStrictEqual({
      kind: 'running',
      operation: operation({ rawState: '202', isKnown: false }),
    });
  });

  it('a 202 without a readable state still shows whatever else it holds', () => {
    const body = { id: a, cancellationRequestState: 'cancelRequested', steps: [{ id: 'live', status: 'complete' }] };
    expect(read(reply(202, body))).toMatchObject({
      kind: 'running',
      operation: { id: a, rawState: '202', isKnown: false, isCancelPending: true, leadsTo: 'live', steps: [{ id: 'live' }] },
    });
  });
});

describe('readList', () => {
  const entries = [{ id: a, submissionState: 'running' }, { id: b, submissionState: 'Foo' }, { offerId: 'x' }];
  it.each([
    {
      name: 'entries in any order, with and without a state',
      result: reply(200, entries),
      listed: { kind: 'list', entries: entries.map(toOperation), isConclusive: false },
    },
    { name: 'an empty list', result: reply(200, []), listed: { kind: 'list', entries: [], isConclusive: true } },
    {
      name: 'F3 of two entries of one operation the one that runs',
      result: reply(200, [
        { id: a, submissionState: 'succeeded', slot: 'production' },
        { ...entries[0], slot: 'staging' },
      ]),
      listed: { kind: 'list', entries: [toOperation({ ...entries[0], slot: 'staging' })], isConclusive: true },
    },
    {
      name: 'F4 PS-27 an entry of another publisher',
      result: reply(200, [entries[0], { ...entries[0], publisherId: 'fabrikam' }]),
      listed: foreign,
    },
    { name: 'an object', result: reply(200, { value: [] }), listed: nonsense },
    { name: 'an entry without fields', result: reply(200, [entries[0], {}]), listed: nonsense },
    { name: 'an entry that is no object', result: reply(200, ['running']), listed: nonsense },
    { name: 'BD-01 no body', result: reply(200), listed: nonsense },
    {
      name: 'BD-05 a web page',
      result: reply(200, '<html>'),
      listed: nothing('not-the-api', 'HTTP 200, "a web page instead of an answer of the API"'),
    },
    {
      name: 'a 202 that is no list, with a request id',
      result: reply(202, { status: 'running' }, { 'x-ms-request-id': 'r1' }),
      listed: nothing('no-answer', 'HTTP 202, request id r1 is not an answer that the API documents'),
    },
    { name: '403', result: reply(403), listed: nothing('forbidden', 'HTTP 403') },
    { name: 'silence', result: silence, listed: nothing('no-answer', 'no reply in time') },
    { name: 'AU-16 no token at all', result: signedOut, listed: nothing('signed-out', 'Microsoft Entra refused the sign-in: HTTP 400') },
    { name: 'AU-17 no token, for now', result: noToken, listed: nothing('no-token', 'GitHub could not be asked for a token: HTTP 503') },
  ])('$name', ({ result, listed }) => {
    expect(readList(result, ours)).toStrictEqual(listed);
  });
});

describe('entryIn', () => {
  const list = readList(
    reply(200, [{ id: a, submissionState: 'running' }, { id: b, submissionState: 'canceled' }, { submissionState: 'Foo' }]),
    ours,
  );
  it.each<{ name: string; id: string; seen: Observation }>([
    { name: 'one that runs, in another case', id: a.toUpperCase(), seen: running({ id: a, status: 'running' }) },
    {
      name: 'one that has ended',
      id: b,
      seen: { kind: 'ended', operation: { ...toOperation({ id: b, status: 'canceled' }), state: 'canceled' } },
    },
    { name: 'none', id: 'x', seen: nothing('absent', 'the list of operations does not show x') },
  ])('$name', ({ id, seen }) => {
    expect(entryIn(list, id)).toStrictEqual(seen);
  });

  it('F5 of a list that shows only what runs: one that it does not show has not ended for certain', () => {
    const partial = { ...(list as Extract<typeof list, { kind: 'list' }>), isPartial: true } as const;
    expect(entryIn(partial, 'x')).toStrictEqual(nothing('no-answer', 'the list of what runs does not show x'));
    expect(entryIn(partial, a)).toStrictEqual(running({ id: a, status: 'running' }));
  });

  it('of no list: why there is none', () => {
    expect(entryIn(nonsense, a)).toBe(nonsense);
  });
});

describe('whatever JSON comes', () => {
  const status = fc.constantFrom(200, 202);
  const id = fc.option(fc.constantFrom(a, b), { nil: undefined });
  const entry = fc.record({
    id: fc.oneof(fc.constantFrom(a, b), fc.jsonValue()),
    status: fc.oneof(fc.constant('canceled'), fc.jsonValue()),
    changedTime: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 'x'),
  });
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.array(entry).map((list) => JSON.stringify(list)),
    entry.map((one) => JSON.stringify(one)),
  );

  it('a look never throws, and never ends without a word that says so', () => {
    fc.assert(
      fc.property(status, body, id, (code, text, asked) => {
        const seen = read(reply(code, text), asked);
        if (seen.kind === 'ended') expect(seen.operation).toMatchObject({ isKnown: true, state: 'canceled' });
        expect(['running', 'ended', 'never-published', 'unreadable']).toContain(seen.kind);
      }),
    );
  });

  it('a list never throws, and is ordered by time', () => {
    fc.assert(
      fc.property(status, body, (code, text) => {
        const list = readList(reply(code, text), ours);
        if (list.kind === 'unreadable') return;
        const times = list.entries.map(({ changedMs }) => changedMs ?? Number.NEGATIVE_INFINITY);
        expect(times).toStrictEqual(times.toSorted((one, two) => (one < two ? 1 : one > two ? -1 : 0)));
        expect(runningIn(list.entries).length).toBeLessThanOrEqual(list.entries.length);
      }),
    );
  });

  it('BD-14 100 000 levels deep', () => {
    const deep = `${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`;
    expect([read(reply(200, deep)).kind, readList(reply(200, deep), ours).kind]).toStrictEqual(['unreadable', 'list']);
  });
});
