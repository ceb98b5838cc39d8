import { getProxyUrl } from '@actions/http-client/lib/proxy';

/** `host:port` of the proxy that requests to this address go through, `''` when they go directly. Its user and password are never shown. */
export function proxyHost(url: string): string {
  return getProxyUrl(new URL(url))?.host ?? '';
}
