import fc from 'fast-check';
import { expect } from 'vitest';
import type { Validated } from '../../src/inputs/validated.ts';

export const guid = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';

/** Any text: of any characters, of ASCII, and too long for most rules. */
export const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.string({ unit: 'binary', minLength: 150, maxLength: 400 }));

/** What the author reads about an input: its problem, or else its notices and warnings. */
export function said(checked: Validated<unknown>): string {
  return 'problem' in checked ? checked.problem : [...(checked.notices ?? []), ...(checked.warnings ?? [])].join('\n');
}

/** Texts of these forms with a secret in place of each `§`. Only a secret holds `zq`. */
export function withSecret(...forms: string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...forms), fc.stringMatching(/^zq[0-9]{12}x{0,20}$/))
    .map(([form, secret]) => form.replaceAll('§', secret));
}

/** IN-11 IN-18: for every value the author reads one bounded line of printable ASCII that commands nothing. */
export function expectOneHarmlessLine(rule: (value: string) => Validated<unknown>): void {
  const shouted = anything.map((text) => `##[error]${text}\n::error::`);
  fc.assert(
    fc.property(fc.oneof(anything, shouted), (value) => {
      expect(said(rule(value))).toMatch(/^[\x20-\x7e…]{0,1000}$/);
      expect(said(rule(value))).not.toContain('##[');
    }),
    { numRuns: 300 },
  );
}
