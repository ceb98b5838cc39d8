import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoReply, Reply } from '../../src/http/transport.ts';
import { type EndedOperation, type Operation, type OperationState, toOperation } from '../../src/marketplace/operation.ts';
import {
  type Blind,
  type Blindness,
  isConclusive,
  isDenied,
  isMissing,
  newest,
  readList,
  readOperation,
  runningIn,
  type Seen,
  seenOf,
} from '../../src/marketplace/seen.ts';
import { refusedConnection, reply, silence } from '../support/wire.ts';

const a = '5a63deb5-925b-4ee0-938b-7c86fbf287c5';
const b = '408a4835-0000-1000-0000-000000000000';

const signedOut: NoReply = { sent: false, code: 'signed-out', remark: 'Microsoft Entra refused the sign-in: HTTP 400' };
const signIn: NoReply = { sent: false, code: 'sign-in', remark: 'GitHub could not be asked for a token: HTTP 503' };

function blind(reason: Blindness, why: string): Blind {
  return { kind: 'blind', reason, why };
}

const nonsense = blind('unreadable', 'HTTP 200 is no answer that the API documents');
const another = blind('unreadable', `it shows another operation, ${a}`);

function running(value: unknown): Seen {
  return { kind: 'running', operation: toOperation(value) };
}

function ended(state: EndedOperation['state'], word: string): Seen {
  return { kind: 'ended', operation: { ...toOperation({ status: word }), state } };
}

describe('readOperation', () => {
  const running200 = { id: a, status: 'running' };
  it.each<{ name: string; result: Reply | NoReply; id?: string; seen: Seen }>([
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
    { name: 'PS-05 an empty array', result: reply(200, []), id: a, seen: blind('absent', 'an empty list') },
    {
      name: 'PS-05 two, one is it',
      result: reply(200, [{ id: b, status: 'failed' }, running200]),
      id: a.toUpperCase(),
      seen: running(running200),
    },
    { name: 'PS-05 two, none is it', result: reply(200, [{ id: b, status: 'failed' }, {}]), id: a, seen: nonsense },
    { name: 'PS-05 two on a link', result: reply(200, [running200, running200]), seen: nonsense },
    { name: 'neverPublished', result: reply(200, { status: 'neverPublished' }), seen: { kind: 'idle' } },
    { name: 'NeverPublished', result: reply(200, { status: 'NeverPublished' }), seen: { kind: 'idle' } },
    {
      name: 'neverPublished, where an operation was asked for',
      result: reply(200, { status: 'neverPublished' }),
      id: a,
      seen: blind('absent', 'the offer was never published'),
    },
    { name: '202 with a word', result: reply(202, { status: 'succeeded' }), seen: ended('succeeded', 'succeeded') },
    { name: 'PS-04 a number', result: reply(200, { status: 3 }), seen: nonsense },
    { name: 'BD-01 nothing', result: reply(200), seen: nonsense },
    { name: 'an error in a 200', result: reply(200, { error: { code: 'X', message: 'y' } }), seen: nonsense },
    { name: 'BD-02 broken JSON, never quoted', result: reply(200, '{"status":"canceled'), seen: nonsense },
    {
      name: 'an error in a 200, with a request id',
      result: reply(200, { error: { code: 'X', message: 'y' } }, { 'x-ms-request-id': 'r1' }),
      seen: blind('unreadable', 'HTTP 200, request id r1 is no answer that the API documents'),
    },
    {
      name: 'BD-05 a web page',
      result: reply(200, '<html><title>Sign in</title>'),
      seen: blind('unreadable', 'HTTP 200, "a web page instead of an answer of the API: Sign in" is no answer that the API documents'),
    },
    { name: 'silence', result: silence, seen: blind('unreadable', 'no reply in time') },
    { name: 'no connection', result: refusedConnection, seen: blind('unreadable', 'no connection (ECONNREFUSED)') },
    { name: 'AU-16 no token, for good', result: signedOut, seen: blind('signed-out', 'Microsoft Entra refused the sign-in: HTTP 400') },
    { name: 'AU-17 no token, for now', result: signIn, seen: blind('unreadable', 'GitHub could not be asked for a token: HTTP 503') },
    { name: 'AU-30 401 with a remark', result: { ...reply(401), remark: 'why' }, seen: blind('unauthorized', 'HTTP 401, why') },
    {
      name: 'BD-13 200, cut',
      result: { sent: true, code: 'cut', status: 200, headers: {} },
      seen: blind('unreadable', 'HTTP 200, a reply that was cut off (cut)'),
    },
    {
      name: 'BD-13 404, cut',
      result: { sent: true, code: 'cut', status: 404, headers: {} },
      seen: blind('absent', 'HTTP 404, a reply that was cut off (cut)'),
    },
    { name: 'PS-18 404 with a body', result: reply(404, { ...running200, message: 'gone' }), seen: blind('absent', 'HTTP 404, "gone"') },
  ])('$name', ({ result, id, seen }) => {
    expect(readOperation(result, id)).toStrictEqual(seen);
  });

  it.each([
    { name: 'no body', body: '' },
    { name: 'an empty array', body: [] },
    { name: 'two operations, none of them asked for', body: [{ status: 'canceled' }, { status: 'failed' }] },
    { name: 'no word', body: { messages: [] } },
    { name: 'PS-04 a number', body: { status: 202 } },
    { name: 'BD-05 a web page', body: '<html><title>Sign in</title>' },
    { name: 'BD-02 broken JSON', body: '{"status":"canceled' },
  ])('a 202 without a readable state runs, by no word that proves anything: $name', ({ body }) => {
    const operation = { state: 'running', word: '202', isKnown: false, isCancelPending: false, steps: [], messages: [] };
    expect(readOperation(reply(202, body), a)).toStrictEqual({ kind: 'running', operation });
  });

  it('a 202 without a readable state still shows whatever else it holds', () => {
    const body = { id: a, cancellationRequestState: 'cancelRequested', steps: [{ id: 'live', status: 'complete' }] };
    expect(readOperation(reply(202, body))).toMatchObject({
      kind: 'running',
      operation: { id: a, word: '202', isKnown: false, isCancelPending: true, steps: [{ id: 'live' }] },
    });
  });
});

describe('seenOf', () => {
  it.each<{ word: string; kind: Seen['kind']; state: OperationState }>([
    { word: 'waitingForApproval', kind: 'running', state: 'running' },
    { word: 'Foo', kind: 'running', state: 'running' },
    { word: 'Cancelled', kind: 'ended', state: 'canceled' },
    { word: 'complete', kind: 'ended', state: 'succeeded' },
    { word: 'Failed', kind: 'ended', state: 'failed' },
  ])('an operation that is $word: $kind', ({ word, kind, state }) => {
    const operation = toOperation({ id: a, submissionState: word, slot: 'staging' });
    expect(seenOf(operation)).toStrictEqual({ kind, operation: { ...operation, state } });
  });
});

describe('readList', () => {
  const entries = [{ id: a, submissionState: 'running' }, { id: b, submissionState: 'Foo' }, { offerId: 'x' }];
  it.each([
    {
      name: 'entries in any order, with and without a state',
      result: reply(200, entries),
      listed: { kind: 'list', entries: entries.map(toOperation) },
    },
    { name: 'an empty list', result: reply(200, []), listed: { kind: 'list', entries: [] } },
    { name: 'an object', result: reply(200, { value: [] }), listed: nonsense },
    { name: 'an entry without fields', result: reply(200, [entries[0], {}]), listed: nonsense },
    { name: 'an entry that is no object', result: reply(200, ['running']), listed: nonsense },
    { name: 'BD-01 no body', result: reply(200), listed: nonsense },
    {
      name: 'BD-05 a web page',
      result: reply(200, '<html>'),
      listed: blind('unreadable', 'HTTP 200, "a web page instead of an answer of the API" is no answer that the API documents'),
    },
    {
      name: 'a 202 that is no list, with a request id',
      result: reply(202, { status: 'running' }, { 'x-ms-request-id': 'r1' }),
      listed: blind('unreadable', 'HTTP 202, request id r1 is no answer that the API documents'),
    },
    { name: '403', result: reply(403), listed: blind('forbidden', 'HTTP 403') },
    { name: 'silence', result: silence, listed: blind('unreadable', 'no reply in time') },
    { name: 'AU-16 no token, for good', result: signedOut, listed: blind('signed-out', 'Microsoft Entra refused the sign-in: HTTP 400') },
    { name: 'AU-17 no token, for now', result: signIn, listed: blind('unreadable', 'GitHub could not be asked for a token: HTTP 503') },
  ])('$name', ({ result, listed }) => {
    expect(readList(result)).toStrictEqual(listed);
  });
});

describe('the status of a look', () => {
  const named: Readonly<Record<number, Blindness>> = {
    ...{ 400: 'withdrawn', 401: 'unauthorized', 403: 'forbidden', 404: 'absent', 405: 'unserved' },
    ...{ 408: 'unreadable', 410: 'withdrawn', 425: 'unreadable', 429: 'throttled' },
  };
  const others: Readonly<Record<number, Blindness>> = { 2: 'unreadable', 3: 'redirected', 4: 'rejected', 5: 'unreadable' };
  const statuses = Array.from({ length: 400 }, (_, index) => 200 + index).filter((status) => status !== 200 && status !== 202);

  it.each(statuses.filter((status) => named[status]).map((status) => ({ status, reason: named[status] })))(
    'PS-15 $status: $reason',
    ({ status, reason }) => {
      expect(readOperation(reply(status, { status: 'canceled' }))).toStrictEqual({ kind: 'blind', reason, why: `HTTP ${status}` });
    },
  );

  it('PS-14 PS-21 every other status shows nothing: 2xx and 5xx unreadable, 3xx redirected, 4xx rejected', () => {
    for (const status of statuses.filter((one) => !named[one])) {
      const expected = { kind: 'blind', reason: others[Math.floor(status / 100)], why: `HTTP ${status}` };
      expect([readOperation(reply(status, { status: 'canceled' })), readList(reply(status, []))]).toStrictEqual([expected, expected]);
    }
  });

  it.each([
    { seen: readOperation(reply(404)), missing: true, denied: false },
    { seen: readOperation(reply(405)), missing: true, denied: false },
    { seen: readOperation(reply(401)), missing: false, denied: true },
    { seen: readOperation(reply(403)), missing: false, denied: true },
    { seen: readOperation(signedOut), missing: false, denied: true },
    { seen: readOperation(signIn), missing: false, denied: false },
    { seen: readOperation(reply(400)), missing: false, denied: false },
    { seen: readOperation(reply(503)), missing: false, denied: false },
    { seen: readOperation(reply(200, { status: 'running' })), missing: false, denied: false },
    { seen: readOperation(reply(200, { status: 'neverPublished' })), missing: false, denied: false },
  ])('$seen.kind $seen.reason: missing $missing, denied $denied', ({ seen, missing, denied }) => {
    expect([isMissing(seen), isDenied(seen)]).toStrictEqual([missing, denied]);
  });
});

/** `running@3#a`: a word, the day it changed, an id. */
function operations(notation: string): Operation[] {
  const parts = [...notation.matchAll(/(\w+)(?:@(\d))?(?:#(\w))?/g)];
  return parts.map(([, status, day, id]) =>
    toOperation({ status, ...(day && { changedTime: `2026-01-0${day}T00:00:00Z` }), ...(id && { id }) }),
  );
}

describe('what a list says', () => {
  it.each([
    { entries: '', best: undefined, runs: 0, conclusive: true },
    { entries: 'running@1#a', best: 0, runs: 1, conclusive: true },
    { entries: 'canceled@1 running@3#a failed@2', best: 1, runs: 1, conclusive: true },
    { entries: 'succeeded@2#a failed@2#b', best: 0, runs: 0, conclusive: true },
    { entries: 'succeeded failed@1', best: 1, runs: 0, conclusive: true },
    { entries: 'succeeded#a failed#b', best: 0, runs: 0, conclusive: true },
    { entries: 'running@1#a running@2#b', best: 1, runs: 2, conclusive: true },
    { entries: 'running@1', best: 0, runs: 0, conclusive: false },
    { entries: 'canceled@1', best: 0, runs: 0, conclusive: true },
    { entries: 'Foo@1#a running@2#b', best: 1, runs: 1, conclusive: true },
    { entries: 'Foo@2#a running@2#b', best: 0, runs: 1, conclusive: false },
    { entries: 'Foo@3#a running@2#b', best: 0, runs: 1, conclusive: false },
    { entries: 'Foo#a running@2#b', best: 1, runs: 1, conclusive: false },
    { entries: 'Foo@1#a succeeded', best: 0, runs: 0, conclusive: false },
    { entries: 'Foo@1#a Bar@2#b', best: 1, runs: 0, conclusive: false },
  ])('PS-03 [$entries]: newest $best, $runs running, conclusive $conclusive', ({ entries, best, runs, conclusive }) => {
    const list = operations(entries);
    expect(newest(list)).toBe(best === undefined ? undefined : list[best]);
    expect([runningIn(list).length, isConclusive(list)]).toStrictEqual([runs, conclusive]);
  });
});

describe('whatever JSON comes', () => {
  const status = fc.constantFrom(200, 202);
  const id = fc.option(fc.constantFrom(a, b), { nil: undefined });
  const entry = fc.record({
    id: fc.oneof(fc.constantFrom(a, b), fc.jsonValue()),
    status: fc.oneof(fc.constant('canceled'), fc.jsonValue()),
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
        const seen = readOperation(reply(code, text), asked);
        if (seen.kind === 'ended') expect(seen.operation).toMatchObject({ isKnown: true, state: 'canceled' });
        expect(['running', 'ended', 'idle', 'blind']).toContain(seen.kind);
      }),
    );
  });

  it('a list never throws, nor does reading it', () => {
    fc.assert(
      fc.property(status, body, (code, text) => {
        const listed = readList(reply(code, text));
        if (listed.kind === 'blind') return;
        expect(runningIn(listed.entries).length).toBeLessThanOrEqual(listed.entries.length);
        expect([true, false]).toContain(isConclusive(listed.entries));
        expect(listed.entries.length === 0).toBe(newest(listed.entries) === undefined);
      }),
    );
  });

  it('BD-14 100 000 levels deep', () => {
    const deep = `${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`;
    expect([readOperation(reply(200, deep)).kind, readList(reply(200, deep)).kind]).toStrictEqual(['blind', 'list']);
  });
});
