/**
 * Stands before the package `tunnel` in the bundle of the action (tsconfig.json, `paths`), which http-client imports for proxies. The
 * package loads Node's `assert`, so it is evaluated at the first request through a proxy, and not at every start.
 */
const load = () => require('../../node_modules/tunnel/lib/tunnel.js');

module.exports = {
  httpOverHttp: (options) => load().httpOverHttp(options),
  httpsOverHttp: (options) => load().httpsOverHttp(options),
  httpOverHttps: (options) => load().httpOverHttps(options),
  httpsOverHttps: (options) => load().httpsOverHttps(options),
};
