/**
 * Replaces the package `undici` in the bundle for GitHub deployments (src/deployment/tsconfig.json, `paths`). `@actions/github` prepares a
 * `fetch` of undici when it is loaded, with a proxy when one is set, and src/deployment/octokit.ts gives Octokit another one. With undici
 * the bundle would be five times as large.
 */
export class ProxyAgent {}

export function fetch(): never {
  throw new Error('undici is not part of this bundle');
}
