/**
 * Stands in for the package `@actions/exec` in the bundle of the action (tsconfig.json, `paths`). core imports it only for
 * `platform.getDetails()`, which we never ask; without it the bundle cannot start a process at all.
 */
export function getExecOutput(): never {
  throw new Error('@actions/exec is not part of this bundle: the action starts no process');
}
