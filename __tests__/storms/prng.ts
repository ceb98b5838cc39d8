/** Random numbers from a seed: the same seed gives the same numbers on every machine. */
export interface Prng {
  /** In [0, 1). */
  roll(): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** In [from, to). */
  between(from: number, to: number): number;
}

/** The generator mulberry32: small, and good enough to mix faults. */
export function prng(seed: number): Prng {
  let state = seed >>> 0;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    roll,
    chance: (probability) => roll() < probability,
    pick: ([first, ...rest]) => {
      const items = [first, ...rest];
      return items[Math.floor(roll() * items.length)] ?? first;
    },
    between: (from, to) => from + roll() * (to - from),
  };
}
