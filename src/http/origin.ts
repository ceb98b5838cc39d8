/** The sandbox's addresses. An IPv6 literal is not one of them: http-client cannot dial it (docs/platform.md#ipv6). */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '127.0.0.1';
}
