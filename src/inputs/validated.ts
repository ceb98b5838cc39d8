/** The value to use with what the log should say of it, or the rule that was broken and what to write instead. */
export type Validated<T> =
  | { readonly value: T; readonly notices?: readonly string[]; readonly warnings?: readonly string[] }
  | { readonly problem: string };

/** Returns the value, or notes the problem under the input's name and returns `instead`. */
export type Collect = <T>(name: string, checked: Validated<T>, instead: T) => T;

/** Says that a value was never filled in: an expression that was not evaluated, `<publisherId>`, `YOUR_TOKEN`. Else `''`. */
export function placeholder(value: string): string {
  return /\$\{\{|^<.*>$|^YOUR_/.test(value) ? '; it looks like a placeholder that was never filled in' : '';
}

/** The first of each kind, in their order. */
export function distinct(values: readonly string[], keyOf: (value: string) => string): readonly string[] {
  const kinds = new Map<string, string>();
  for (const value of values) {
    const key = keyOf(value);
    if (!kinds.has(key)) kinds.set(key, value);
  }
  return [...kinds.values()];
}
