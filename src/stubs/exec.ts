/**
 * Replaces the package `@actions/exec` in the bundle of the action (tsconfig.json, `paths`). core imports it only for
 * `platform.getDetails()`, which the action does not call. Without it the bundle has no code that starts a process.
 */
export function getExecOutput(): never {
  throw new Error('@actions/exec is not part of this bundle: the action starts no process');
}
