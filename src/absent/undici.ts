/**
 * Stands in for the package `undici` in the bundle of the action (tsconfig.json, `paths`). http-client imports undici only to build
 * the dispatcher that Octokit asks for; the agents that we take from it tunnel through proxies without it. Left in, undici is nine tenths
 * of the bundle and most of the time before the first request.
 */
export class ProxyAgent {
  constructor() {
    throw new Error('undici is not part of this bundle: take getAgent(), not getAgentDispatcher()');
  }
}
