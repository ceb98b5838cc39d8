/**
 * Tells V8 to collect garbage early, which takes processor time. It bounds the memory of a step with large replies or many offers
 * (docs/guarantees.md#g8-bounded).
 */
export function favorMemory(): void {
  process.getBuiltinModule('node:v8').setFlagsFromString('--optimize-for-size');
}
