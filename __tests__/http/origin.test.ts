import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../src/http/origin.ts';

describe('isLoopback', () => {
  it.each([
    { url: 'http://localhost:1', expected: true },
    { url: 'http://LOCALHOST', expected: true },
    { url: 'https://127.0.0.1:1', expected: true },
    { url: 'http://0x7f.1', expected: true },
    { url: 'http://127.evil.com', expected: false },
    { url: 'http://127.0.0.2', expected: false },
    { url: 'http://localhost.', expected: false },
    { url: 'http://[::1]', expected: false },
    { url: 'https://cloudpartner.azure.com', expected: false },
  ])('H14, H15 $url: $expected', ({ url, expected }) => {
    expect(isLoopback(new URL(url))).toBe(expected);
  });
});
