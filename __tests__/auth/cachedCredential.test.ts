import { describe, expect, it } from 'vitest';
import { cachedCredential } from '../../src/auth/cachedCredential.ts';
import type { SignInFailure } from '../../src/auth/credential.ts';
import type { AccessToken } from '../../src/auth/entra.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { silence } from '../support/wire.ts';

const busy: SignInFailure = { cause: 'sign-in-unreachable', detail: 'busy' };
const refused: SignInFailure = { cause: 'sign-in-refused', detail: 'refused' };
const hour = 3_600_000;

interface Answer {
  readonly gives: AccessToken | SignInFailure;
  readonly takesMs?: number;
}

function grant(token: string, expiresInMs = hour): Answer {
  return { gives: { token, expiresInMs: expiresInMs } };
}

/** A credential whose fetches answer in turn, the last for ever; `fetches` are their times and what they heard. */
function play(...answers: Answer[]) {
  const clock = createFakeClock();
  const fetches: { atMs: number; hasToken: boolean }[] = [];
  const said: string[] = [];
  const fetch = async (hasToken: boolean): Promise<AccessToken | SignInFailure> => {
    const { gives, takesMs = 0 } = answers[Math.min(fetches.length, answers.length - 1)] ?? { gives: busy };
    fetches.push({ atMs: clock.nowMs(), hasToken });
    await Promise.resolve();
    clock.pass(takesMs);
    return gives;
  };
  const limits = { clock, deadlineMs: hour, stop: new AbortController().signal };
  const credential = cachedCredential(fetch, {
    send: async () => silence,
    limits,
    mask: () => undefined,
    log: (text) => void said.push(text),
  });
  /** The token that is given out at some time, or why there is none. */
  const at = async (ms: number, rejected?: string): Promise<string> => {
    clock.pass(ms - clock.nowMs());
    const result = await credential.accessToken(rejected);
    return 'cause' in result ? result.detail : result.token;
  };
  return { clock, credential, fetches, said, at };
}

describe('AU-27 one token for all requests', () => {
  it('is fetched when it is first asked for, and kept', async () => {
    const { at, fetches, credential } = play(grant('A'), grant('B'));
    expect(fetches).toStrictEqual([]);
    expect([await at(0), await at(0), await at(1_800_000)]).toStrictEqual(['A', 'A', 'A']);
    expect(fetches).toStrictEqual([{ atMs: 0, hasToken: false }]);
    expect(await credential.accessToken()).toMatchObject({ token: 'A' });
  });

  it.each([
    { name: 'an hour: 120 s before its end', expiresInMs: 3_599_000, renewAtMs: 3_479_000 },
    { name: 'a little over 4 minutes: 120 s before its end', expiresInMs: 241_000, renewAtMs: 121_000 },
    { name: '4 minutes: both', expiresInMs: 240_000, renewAtMs: 120_000 },
    { name: '3 minutes: after half of it', expiresInMs: 180_000, renewAtMs: 90_000 },
    { name: '2 minutes: after half of it', expiresInMs: 120_000, renewAtMs: 60_000 },
    { name: 'a second: after half of it', expiresInMs: 1000, renewAtMs: 500 },
  ])('lives $name', async ({ expiresInMs, renewAtMs }) => {
    const { at, fetches } = play(grant('A', expiresInMs), grant('B', expiresInMs));
    expect([await at(0), await at(renewAtMs - 1), await at(renewAtMs)]).toStrictEqual(['A', 'A', 'B']);
    expect(fetches).toStrictEqual([
      { atMs: 0, hasToken: false },
      { atMs: renewAtMs, hasToken: true },
    ]);
    expect([await at(2 * renewAtMs - 1), await at(2 * renewAtMs)]).toStrictEqual(['B', 'B']);
    expect(fetches.length).toBe(3);
  });

  it('its life counts from when it was asked for, not from when it came', async () => {
    const slow = { ...grant('A', 240_000), takesMs: 20_000 };
    const { at, fetches } = play(slow, grant('B'));
    expect([await at(0), await at(119_999), await at(120_000)]).toStrictEqual(['A', 'A', 'B']);
    expect(fetches.map(({ atMs }) => atMs)).toStrictEqual([0, 120_000]);
  });

  it('one that has died is not what a renewal can fall back on', async () => {
    const { at, fetches } = play(grant('A', 240_000), { gives: busy });
    expect([await at(0), await at(240_000)]).toStrictEqual(['A', 'busy']);
    expect(fetches).toStrictEqual([
      { atMs: 0, hasToken: false },
      { atMs: 240_000, hasToken: false },
    ]);
  });

  it('one that died while it was waited for is replaced by the next request', async () => {
    const { at, fetches } = play({ ...grant('A', 1000), takesMs: 2000 }, grant('B'));
    expect([await at(0), await at(2000)]).toStrictEqual(['A', 'B']);
    expect(fetches).toStrictEqual([
      { atMs: 0, hasToken: false },
      { atMs: 2000, hasToken: false },
    ]);
  });
});

describe('AU-27 exactly one renewal in flight', () => {
  const atOnce = [1, 2, 3, 4, 5];

  it('many ask at once for the first token', async () => {
    const { credential, fetches, said } = play({ ...grant('A'), takesMs: 100 }, grant('B'));
    const results = await Promise.all(atOnce.map(() => credential.accessToken()));
    expect(results.map((result) => 'token' in result && result.token)).toStrictEqual(atOnce.map(() => 'A'));
    expect([fetches.length, said.length]).toStrictEqual([1, 1]);
  });

  it('many ask at once when it is time', async () => {
    const { at, credential, fetches, clock } = play(grant('A', 240_000), grant('B'), grant('C'));
    await at(0);
    clock.pass(120_000);
    const results = await Promise.all(atOnce.map(() => credential.accessToken()));
    expect(results.map((result) => 'token' in result && result.token)).toStrictEqual(atOnce.map(() => 'B'));
    expect(fetches.length).toBe(2);
  });

  it('many have the same token refused at once', async () => {
    const { at, credential, fetches } = play(grant('A'), grant('B'), grant('C'));
    await at(0);
    const results = await Promise.all(atOnce.map(() => credential.accessToken('A')));
    expect(results.map((result) => 'token' in result && result.token)).toStrictEqual(atOnce.map(() => 'B'));
    expect(fetches.length).toBe(2);
  });

  it('many hear of the same failure', async () => {
    const { credential, fetches } = play({ gives: busy });
    const results = await Promise.all(atOnce.map(() => credential.accessToken()));
    expect(results).toStrictEqual(atOnce.map(() => busy));
    expect(fetches.length).toBe(1);
  });

  it('the old token is refused while it is being renewed', async () => {
    const { at, credential, fetches, clock } = play(grant('A', 240_000), grant('B'), grant('C'));
    await at(0);
    clock.pass(120_000);
    const results = await Promise.all([credential.accessToken(), credential.accessToken('A')]);
    expect(results.map((result) => 'token' in result && result.token)).toStrictEqual(['B', 'B']);
    expect(fetches.length).toBe(2);
  });

  it('the old token is refused while its renewal fails: it does not come back', async () => {
    const { at, credential, clock } = play(grant('A', 240_000), { gives: busy });
    await at(0);
    clock.pass(120_000);
    expect(await Promise.all([credential.accessToken(), credential.accessToken('A')])).toStrictEqual([busy, busy]);
  });
});

describe('AU-27 a renewal that fails', () => {
  it('does no harm while the old token lives; it is tried again 30 s after each failure', async () => {
    const { at, fetches, said } = play(grant('A', 240_000), { gives: busy }, { gives: busy, takesMs: 5000 }, grant('B'));
    const given = [await at(0), await at(120_000), await at(149_999), await at(150_000), await at(184_999), await at(185_000)];
    expect(given).toStrictEqual(['A', 'A', 'A', 'A', 'A', 'B']);
    expect(fetches).toStrictEqual([
      { atMs: 0, hasToken: false },
      { atMs: 120_000, hasToken: true },
      { atMs: 150_000, hasToken: true },
      { atMs: 185_000, hasToken: true },
    ]);
    expect(said).toStrictEqual(['Signed in. The token is valid for 4 minutes', 'Signed in again. The token is valid for 60 minutes']);
  });

  it('is reported when the old token expires, and no service is asked before the 30 s are over', async () => {
    const { at, fetches } = play(grant('A', 240_000), { gives: busy }, { gives: refused });
    expect([await at(0), await at(230_000), await at(239_999), await at(240_000), await at(259_999)]).toStrictEqual([
      'A',
      'A',
      'A',
      'busy',
      'busy',
    ]);
    expect(await at(260_000)).toBe('refused');
    expect(fetches).toStrictEqual([
      { atMs: 0, hasToken: false },
      { atMs: 230_000, hasToken: true },
      { atMs: 260_000, hasToken: false },
    ]);
  });

  it('is reported at once when the old token has expired by then', async () => {
    const { at } = play(grant('A', 240_000), { gives: busy, takesMs: 20_000 });
    expect([await at(0), await at(220_000)]).toStrictEqual(['A', 'busy']);
  });

  it('the first sign-in fails: no service is asked for 30 s', async () => {
    const { at, fetches } = play({ gives: busy, takesMs: 5000 }, grant('A'));
    expect([await at(0), await at(34_999), await at(35_000)]).toStrictEqual(['busy', 'busy', 'A']);
    expect(fetches).toStrictEqual([
      { atMs: 0, hasToken: false },
      { atMs: 35_000, hasToken: false },
    ]);
  });

  it('then one that succeeds: it is forgotten', async () => {
    const { at, fetches } = play({ gives: busy }, grant('A'), grant('B'));
    expect([await at(0), await at(30_000), await at(30_000, 'A')]).toStrictEqual(['busy', 'A', 'B']);
    expect(fetches.length).toBe(3);
  });
});

describe('AU-29 a token that was refused', () => {
  it('is replaced at once, and the fetch hears that there is none to fall back on', async () => {
    const { at, fetches } = play(grant('A'), grant('B'));
    expect([await at(0), await at(1000, 'A'), await at(2000)]).toStrictEqual(['A', 'B', 'B']);
    expect(fetches).toStrictEqual([
      { atMs: 0, hasToken: false },
      { atMs: 1000, hasToken: false },
    ]);
  });

  it('is never given out again, though no other comes', async () => {
    const { at, fetches } = play(grant('A'), { gives: busy });
    expect([await at(0), await at(1000, 'A'), await at(2000), await at(31_000), await at(40_000)]).toStrictEqual([
      'A',
      'busy',
      'busy',
      'busy',
      'busy',
    ]);
    expect(fetches.map(({ atMs, hasToken }) => [atMs, hasToken])).toStrictEqual([
      [0, false],
      [1000, false],
      [31_000, false],
    ]);
  });

  it('is not replaced within 30 s of a failure', async () => {
    const { at, fetches } = play(grant('A', 240_000), { gives: busy }, grant('B'));
    expect([await at(0), await at(120_000), await at(130_000, 'A'), await at(150_000)]).toStrictEqual(['A', 'A', 'busy', 'B']);
    expect(fetches.map(({ atMs, hasToken }) => [atMs, hasToken])).toStrictEqual([
      [0, false],
      [120_000, true],
      [150_000, false],
    ]);
  });

  it('is an old one, heard of late: the new one stays', async () => {
    const { at, fetches } = play(grant('A'), grant('B'), grant('C'));
    expect([await at(0), await at(1000, 'A'), await at(2000, 'A'), await at(3000)]).toStrictEqual(['A', 'B', 'B', 'B']);
    expect(fetches.length).toBe(2);
  });

  it('is none of ours, before there is any: one is fetched', async () => {
    const { at, fetches } = play(grant('A'));
    expect(await at(0, 'X')).toBe('A');
    expect(fetches).toStrictEqual([{ atMs: 0, hasToken: false }]);
  });
});

describe('what the log says of a new token', () => {
  it.each([
    { expiresInMs: 1000, said: '1 second' },
    { expiresInMs: 90_000, said: '90 seconds' },
    { expiresInMs: 119_000, said: '119 seconds' },
    { expiresInMs: 120_000, said: '2 minutes' },
    { expiresInMs: 179_000, said: '2 minutes' },
    { expiresInMs: 3_599_000, said: '59 minutes' },
    { expiresInMs: 86_400_000, said: '1440 minutes' },
  ])('$expiresInMs ms: $said', async ({ expiresInMs, said: life }) => {
    const { at, said } = play(grant('A', expiresInMs), grant('B', expiresInMs), grant('C', expiresInMs));
    await at(0);
    await at(0, 'A');
    await at(0, 'B');
    expect(said).toStrictEqual([
      `Signed in. The token is valid for ${life}`,
      `Signed in again. The token is valid for ${life}`,
      `Signed in again. The token is valid for ${life}`,
    ]);
  });

  it('nothing of a failure, which the caller gets', async () => {
    const { at, said } = play({ gives: busy });
    expect(await at(0)).toBe('busy');
    expect(said).toStrictEqual([]);
  });
});
