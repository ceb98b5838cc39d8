import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBearerToken, longestToken } from '../../src/auth/credential.ts';
import { anything } from '../support/inputRules.ts';

describe('isBearerToken', () => {
  it.each<{ name: string; value: unknown; expected: boolean }>([
    { name: 'a JWT', value: 'eyJ0.eyJh-_.c2ln', expected: true },
    { name: 'an opaque token', value: 'a', expected: true },
    { name: 'every character of RFC 6750', value: 'AZaz09._~+/-', expected: true },
    { name: 'padding at its end', value: 'YWI==', expected: true },
    { name: 'padding within', value: 'YW=I', expected: false },
    { name: 'nothing but padding', value: '==', expected: false },
    { name: 'AU-24 an empty text', value: '', expected: false },
    { name: 'AU-05 a line break at its end', value: 'token\n', expected: false },
    { name: 'AU-05 a line break that would begin a header', value: 'token\r\nx: y', expected: false },
    { name: 'AU-05 a blank', value: 'to ken', expected: false },
    { name: 'AU-05 a blank before', value: ' token', expected: false },
    { name: 'AU-05 a NUL', value: 'to\0ken', expected: false },
    { name: 'AU-05 a letter beyond ASCII', value: 'tökén', expected: false },
    { name: 'AU-06 quotes', value: '"token"', expected: false },
    { name: 'AU-08 as long as a header can carry', value: 'x'.repeat(16_384), expected: true },
    { name: 'AU-08 one character more', value: 'x'.repeat(16_385), expected: false },
    { name: 'AU-24 2 MB', value: 'x'.repeat(2 * 1024 * 1024), expected: false },
    { name: 'AU-18 no value', value: undefined, expected: false },
    { name: 'AU-18 null', value: null, expected: false },
    { name: 'AU-18 a number', value: 7, expected: false },
    { name: 'AU-18 a list of one token', value: ['token'], expected: false },
    { name: 'AU-18 an object', value: { toString: () => 'token' }, expected: false },
  ])('$name: $expected', ({ value, expected }) => {
    expect(isBearerToken(value)).toBe(expected);
  });

  it('AU-05 whatever passes is one word of a header', () => {
    const close = fc.stringMatching(/^[A-Za-z0-9._~+/=\s"-]{0,12}$/);
    fc.assert(
      fc.property(fc.oneof(anything, close), (value) => {
        const words = new Headers(isBearerToken(value) ? { authorization: `Bearer ${value}` } : {}).get('authorization')?.split(' ');
        expect(words ?? ['Bearer', value]).toStrictEqual(['Bearer', value]);
      }),
      { numRuns: 1000 },
    );
  });
});

it('AU-08 the limit is 16 KiB', () => expect(longestToken).toBe(16_384));
