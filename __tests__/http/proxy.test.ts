import { afterEach, describe, expect, it, vi } from 'vitest';
import { proxyHost } from '../../src/http/proxy.ts';

const api = 'https://cloudpartner.azure.com/api';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('proxyHost', () => {
  it.each<{ name: string; environment: Record<string, string>; url?: string; expected: string }>([
    { name: 'no proxy at all', environment: {}, expected: '' },
    {
      name: 'PX-02 user and password are not shown',
      environment: { https_proxy: 'http://user:p%40ss@proxy.corp:3128' },
      expected: 'proxy.corp:3128',
    },
    { name: 'PX-07 lower case wins', environment: { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' }, expected: 'a:1' },
    { name: 'PX-06 an exception', environment: { https_proxy: 'http://a:1', no_proxy: '.azure.com' }, expected: '' },
    { name: 'PX-06 everything is an exception', environment: { https_proxy: 'http://a:1', NO_PROXY: '*' }, expected: '' },
    { name: 'PX-06 a range is no exception', environment: { https_proxy: 'http://a:1', no_proxy: '10.0.0.0/8' }, expected: 'a:1' },
    { name: 'PX-08 http_proxy is not for https', environment: { http_proxy: 'http://a:1' }, expected: '' },
    { name: 'loopback is always an exception', environment: { https_proxy: 'http://a:1' }, url: 'https://127.0.0.1:1/', expected: '' },
  ])('$name', ({ environment, url = api, expected }) => {
    for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'])
      vi.stubEnv(name, environment[name]);
    expect(proxyHost(url)).toBe(expected);
  });
});
