/**
 * Replaces the package `undici` in dist/deployment/ (src/deployment/tsconfig.json, `paths`). `@actions/github` and its http-client import
 * these two names and no others. Without the rest of undici the bundle is a quarter smaller.
 */
import connect from 'undici/lib/api/api-connect.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';

export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js';
export { fetch } from 'undici/lib/web/fetch/index.js';

/** A ProxyAgent opens its tunnel by this method. undici's own index.js adds it in the same way. */
Dispatcher.prototype.connect = connect;
