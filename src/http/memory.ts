/**
 * Tells V8 to collect garbage early and to keep little room for new values, which takes processor time. It bounds the memory of a step
 * with large replies or many offers (docs/guarantees.md#g8-bounded).
 */
export function favorMemory(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of ['--optimize-for-size', '--semi-space-growth-factor=1']) setFlagsFromString(flag);
}
