import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignInFailure } from '../../src/auth/credential.ts';
import type { Exchange, NoReply } from '../../src/http/reply.ts';
import { isFatal, isTransient, mostAttempts, retryDelay, withRetry } from '../../src/http/retry.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { cutReply, refusedConnection, reply, silence } from '../support/wire.ts';

const never = new AbortController().signal;

describe('retryDelay', () => {
  it.each([
    { attempt: 1, random: 0, expected: 250 },
    { attempt: 1, random: 0.5, expected: 375 },
    { attempt: 1, random: 1, expected: 500 },
    { attempt: 2, random: 0, expected: 500 },
    { attempt: 3, random: 1, expected: 2000 },
  ])('after try $attempt with chance $random: $expected ms', ({ attempt, random, expected }) => {
    expect(retryDelay(attempt, undefined, random)).toBe(expected);
  });

  it('RA-02 own backoff lies between half of the doubled pause and all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
        const delayMs = retryDelay(attempt, undefined, random);
        expect(delayMs).toBeGreaterThanOrEqual(250 * 2 ** (attempt - 1));
        expect(delayMs).toBeLessThanOrEqual(500 * 2 ** (attempt - 1));
      }),
    );
  });

  it('a time that the service gave is kept exactly, even 0', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 }), fc.nat(), (attempt, ms) => retryDelay(attempt, ms, 0.3) === ms));
  });
});

describe('isTransient', () => {
  it('of all statuses: 408, 425, 429, and 5xx but 501, 505 and 511', () => {
    const statuses = Array.from({ length: 400 }, (_, index) => 200 + index).filter((status) => isTransient(reply(status)));
    const serverErrors = Array.from({ length: 100 }, (_, index) => 500 + index).filter((status) => ![501, 505, 511].includes(status));
    expect(statuses).toStrictEqual([408, 425, 429, ...serverErrors]);
  });

  it('a status that was cut off is asked again', () => {
    expect(isTransient({ sent: true, code: 'cut', status: 404 })).toBe(true);
    expect(isTransient({ sent: true, code: 'too-large' })).toBe(false);
  });

  it.each([
    { code: 'aborted', fatal: true },
    { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', fatal: true },
    { code: 'SELF_SIGNED_CERT_IN_CHAIN', fatal: true },
    { code: 'CERT_HAS_EXPIRED', fatal: true },
    { code: 'CERT_NOT_YET_VALID', fatal: true },
    { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', fatal: true },
    { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', fatal: true },
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', fatal: true },
    { code: 'ERR_SSL_WRONG_VERSION_NUMBER', fatal: true },
    { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', fatal: true },
    { code: 'EPROTO', fatal: true },
    { code: 'unsent', fatal: true },
    { code: 'ECONNREFUSED', fatal: false },
    { code: 'ECONNRESET', fatal: false },
    { code: 'ENOTFOUND', fatal: false },
    { code: 'EAI_AGAIN', fatal: false },
    { code: 'EHOSTUNREACH', fatal: false },
    { code: 'timeout', fatal: false },
    { code: 'cut', fatal: false },
    { code: 'proxy', fatal: false },
    { code: 'proxy-407', fatal: true },
    { code: 'proxy-403', fatal: true },
    { code: 'proxy-502', fatal: false },
    { code: 'HPE_INVALID_CONSTANT', fatal: false },
  ])('TL-01 $code is fatal: $fatal', ({ code, fatal }) => {
    expect(isFatal(code)).toBe(fatal);
    expect(isTransient({ sent: false, code })).toBe(!fatal);
  });
});

describe('withRetry', () => {
  const busy = reply(503, '', { 'retry-after': '5' });
  const ok = reply(200, '{}');
  const certificate: NoReply = { sent: false, code: 'CERT_HAS_EXPIRED' };
  const signIn: SignInFailure = { cause: 'sign-in-unreachable', detail: 'the reason' };

  interface Options {
    readonly deadlineMs?: number;
    readonly stop?: AbortSignal;
    readonly random?: number;
    readonly abortAtMs?: number;
    readonly most?: number;
  }

  async function retry(answers: readonly (Exchange | SignInFailure)[], options: Options = {}) {
    const { deadlineMs = 60_000, stop = never, random = 1, abortAtMs = -1, most } = options;
    const clock = createFakeClock(random);
    const order = new AbortController();
    if (abortAtMs >= 0) clock.at(abortAtMs, () => order.abort());
    let tries = 0;
    const send = async (): Promise<Exchange | SignInFailure> => answers[Math.min(tries++, answers.length - 1)] ?? silence;
    const result = await withRetry(send, { clock, deadlineMs, stop: abortAtMs >= 0 ? order.signal : stop }, most);
    return { result, tries, pausesMs: clock.pausesMs };
  }

  it.each<{
    name: string;
    answers: (Exchange | SignInFailure)[];
    options?: Options;
    expected: Awaited<ReturnType<typeof retry>>;
  }>([
    { name: 'a reply at once', answers: [ok], expected: { result: ok, tries: 1, pausesMs: [] } },
    { name: 'NE-02 refused, then a reply', answers: [refusedConnection, ok], expected: { result: ok, tries: 2, pausesMs: [500] } },
    {
      name: 'G8 four tries and no more',
      answers: [silence],
      expected: { result: silence, tries: mostAttempts, pausesMs: [500, 1000, 2000] },
    },
    {
      name: 'AU-27 one try and no more',
      answers: [silence, ok],
      options: { most: 1 },
      expected: { result: silence, tries: 1, pausesMs: [] },
    },
    {
      name: 'two tries and no more',
      answers: [silence, busy, ok],
      options: { most: 2 },
      expected: { result: busy, tries: 2, pausesMs: [500] },
    },
    { name: 'AU-17 no token is not asked again', answers: [signIn, ok], expected: { result: signIn, tries: 1, pausesMs: [] } },
    {
      name: 'half the pauses by chance',
      answers: [silence],
      options: { random: 0 },
      expected: { result: silence, tries: 4, pausesMs: [250, 500, 1000] },
    },
    {
      name: 'RA-01 Retry-After is kept exactly',
      answers: [busy, ok],
      options: { random: 0 },
      expected: { result: ok, tries: 2, pausesMs: [5000] },
    },
    {
      name: 'RA-01 Retry-After of a reply that was cut',
      answers: [cutReply(503, { 'retry-after': '5' }), ok],
      expected: { result: ok, tries: 2, pausesMs: [5000] },
    },
    {
      name: 'RA-11 Retry-After on 400 is ignored',
      answers: [reply(400, '', { 'retry-after': '5' })],
      expected: { result: reply(400, '', { 'retry-after': '5' }), tries: 1, pausesMs: [] },
    },
    {
      name: 'TL-01 a bad certificate is not asked again',
      answers: [certificate],
      expected: { result: certificate, tries: 1, pausesMs: [] },
    },
    {
      name: 'RA-10 Retry-After beyond the deadline',
      answers: [busy],
      options: { deadlineMs: 4000 },
      expected: { result: busy, tries: 1, pausesMs: [] },
    },
    {
      name: 'RA-10 Retry-After up to the deadline',
      answers: [busy],
      options: { deadlineMs: 5000 },
      expected: { result: busy, tries: 1, pausesMs: [] },
    },
    {
      name: 'RA-10 just before the deadline',
      answers: [busy],
      options: { deadlineMs: 5001 },
      expected: { result: busy, tries: 2, pausesMs: [5000] },
    },
    {
      name: 'RA-05 400 digits do not wait at all',
      answers: [reply(429, '', { 'retry-after': '9'.repeat(400) })],
      expected: { result: reply(429, '', { 'retry-after': '9'.repeat(400) }), tries: 1, pausesMs: [] },
    },
    {
      name: 'G3 canceled in a pause',
      answers: [busy],
      options: { abortAtMs: 2000 },
      expected: { result: busy, tries: 1, pausesMs: [5000] },
    },
    {
      name: 'G3 canceled before the pause',
      answers: [busy],
      options: { stop: AbortSignal.abort() },
      expected: { result: busy, tries: 1, pausesMs: [] },
    },
  ])('$name', async ({ answers, options, expected }) => {
    expect(await retry(answers, options)).toStrictEqual(expected);
  });
});
