/** What of some numbers is told: the middle, and where the middle half of them lies. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

/** The number below which this part of them lies. */
function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
}

/** Of an even number of them the upper one of the middle. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

export function spreadOf(numbers: readonly number[]): Spread {
  return { median: median(numbers), lower: quantile(numbers, 0.25), upper: quantile(numbers, 0.75) };
}

/** `1.12 (1.08 to 1.19)`. */
export function shown({ median: middle, lower, upper }: Spread, digits: number): string {
  return `${middle.toFixed(digits)} (${lower.toFixed(digits)} to ${upper.toFixed(digits)})`;
}
