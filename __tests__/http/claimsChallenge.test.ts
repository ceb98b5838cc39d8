import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../src/http/failure.ts';
import { cutReply, reply } from '../support/wire.ts';

const challenge = 'a policy of the tenant asks for more than this token (a claims challenge, which an application cannot answer)';

describe('AU-31 a claims challenge', () => {
  const [evil, claims] = ['authorization_uri="https://evil.example"', 'claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="'];
  it.each([
    { name: 'valid', header: `Bearer realm="", error="insufficient_claims", ${claims}` },
    { name: 'not base64', header: 'Bearer claims="%%%::error::x"' },
    { name: 'of 100 kB', header: `Bearer claims="${'e'.repeat(100_000)}"` },
    { name: 'the second of two', header: `Basic realm="x", Bearer ${claims}` },
    { name: 'with an evil address', header: `Bearer ${evil}, ${claims}` },
    { name: 'in upper case', header: 'BEARER CLAIMS=x' },
    { name: 'at the very beginning', header: claims },
  ])('$name is shown by its name and never quoted', ({ header }) => {
    expect(describeFailure(reply(401, '', { 'www-authenticate': header }))).toBe(`HTTP 401, ${challenge}`);
    expect(describeFailure(cutReply(401, { 'www-authenticate': header }))).toBe(`HTTP 401, a reply that was cut off (cut), ${challenge}`);
  });

  it.each([
    { name: 'an empty header', header: '' },
    { name: 'an address alone', header: `Bearer ${evil}` },
    { name: 'an error that is about claims', header: 'Bearer error="insufficient_claims"' },
    { name: 'a longer name', header: 'Bearer reclaims="x"' },
  ])('$name is none, and is not quoted either', ({ header }) => {
    expect(describeFailure(reply(401, '', { 'www-authenticate': header }))).toBe('HTTP 401');
  });

  it('for every header, nothing of it is shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('claims=', 'Bearer claims="', ''), (text, before) => {
        expect(['HTTP 401', `HTTP 401, ${challenge}`]).toContain(
          describeFailure(reply(401, '', { 'www-authenticate': `${before}${text}` })),
        );
      }),
    );
  });
});
