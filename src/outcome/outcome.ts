/** Every ending, from the best to the worst: with several offers, the last of these that occurs speaks for the step. */
export const outcomes = [
  'planned',
  'canceled',
  'accepted',
  'nothing-to-cancel',
  'timed-out',
  'interrupted',
  'unknown',
  'mismatch',
  'refused',
  'failed',
  'too-late',
  'invalid-input',
] as const;

export type Outcome = (typeof outcomes)[number];

/** Which outcomes turn the step red; an outcome without a decision does not compile. */
export const failsStep = {
  planned: false,
  canceled: false,
  accepted: false,
  'nothing-to-cancel': 'by-policy',
  'timed-out': true,
  interrupted: true,
  unknown: true,
  mismatch: true,
  refused: true,
  failed: true,
  'too-late': true,
  'invalid-input': true,
} as const satisfies Record<Outcome, boolean | 'by-policy'>;

/** The input `if-nothing-to-cancel`. */
export type NothingPolicy = 'error' | 'warn' | 'ignore';

export function isRed(outcome: Outcome, ifNothingToCancel: NothingPolicy): boolean {
  const decision = failsStep[outcome];
  return decision === 'by-policy' ? ifNothingToCancel === 'error' : decision;
}
