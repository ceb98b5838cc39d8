/**
 * Replaces the package `undici` in the bundle of the action (tsconfig.json, `paths`). http-client imports undici only to build
 * the dispatcher that Octokit asks for. The action takes http-client's agents, which go through proxies without it. With undici the
 * bundle would be five times as large.
 */
export class ProxyAgent {
  constructor() {
    throw new Error('undici is not part of this bundle: take getAgent(), not getAgentDispatcher()');
  }
}
