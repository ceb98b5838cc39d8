import { describe, expect, it } from 'vitest';
import { isTemporary, isToken, type SignInFailure } from '../../src/auth/credential.ts';

describe('no token', () => {
  it.each<{ cause: SignInFailure['cause']; temporary: boolean }>([
    { cause: 'sign-in-refused', temporary: false },
    { cause: 'sign-in-unreachable', temporary: true },
    { cause: 'sign-in-unusable', temporary: true },
    { cause: 'certificate', temporary: true },
  ])('$cause: asking again later can help: $temporary', ({ cause, temporary }) => {
    expect(isTemporary({ cause, detail: 'the reason' })).toBe(temporary);
  });

  it('differs from a token by its cause', () => {
    expect([isToken({ token: 'a' }), isToken<{ token: string }>({ cause: 'certificate', detail: '' })]).toStrictEqual([true, false]);
  });
});
