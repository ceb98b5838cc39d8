import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extraCertificates, noProxy, proxy, serviceUrl, tlsChecks } from '../../src/inputs/network.ts';
import { anything, expectOneHarmlessLine, said, withSecret } from '../support/inputRules.ts';

const [api, authority] = ['https://cloudpartner.azure.com', 'https://login.microsoftonline.com'];

describe.each([
  { service: api, host: 'cloudpartner.azure.com', other: authority },
  { service: authority, host: 'login.microsoftonline.com', other: api },
])('serviceUrl, $host', ({ service, host, other }) => {
  const local = 'http://localhost:4010';
  it.each([
    { name: 'URL-01 the service', input: service, value: service },
    { name: 'URL-03 the service with a slash, in another case', input: `HTTPS://${host.toUpperCase()}/`, value: service },
    { name: 'URL-04 its own port', input: `${service}:443`, value: service },
    { name: 'URL-04 its own port and a slash', input: `${service}:443/`, value: service },
    { name: 'URL-01 a loopback sandbox', input: `${local}/`, value: local },
    { name: 'URL-07 a loopback address over TLS', input: 'https://127.0.0.1', value: 'https://127.0.0.1' },
    { name: 'URL-04 the last port', input: 'http://LOCALHOST:65535', value: 'http://localhost:65535' },
  ])('$name is accepted', ({ input, value }) => expect(serviceUrl(input, service)).toStrictEqual({ value }));

  const refused = (shown: string): { problem: string } => ({
    problem: `"${shown}" is not allowed; leave it out for ${service}, or write a sandbox on this machine, e.g. http://127.0.0.1:4010, without path, query or user`,
  });
  it.each([
    { name: 'URL-01 no TLS', input: `http://${host}` },
    { name: 'URL-01 no TLS on the port of TLS', input: `http://${host}:443` },
    { name: 'URL-03 a path', input: `${service}/api` },
    { name: 'URL-03 two slashes', input: `${service}//` },
    { name: 'URL-03 a query', input: `${service}?x` },
    { name: 'URL-03 a fragment', input: `${service}/#f` },
    { name: 'URL-03 a path in the sandbox', input: `${local}/api` },
    { name: 'URL-04 another port', input: `${service}:444` },
    { name: 'URL-04 a port out of range', input: 'http://localhost:99999' },
    { name: 'URL-04 port 0', input: 'http://127.0.0.1:0' },
    { name: 'URL-04 an empty port', input: `${service}:` },
    { name: 'URL-05 another host', input: 'https://evil.com' },
    { name: 'URL-05 a longer host', input: `${service}.evil.com` },
    { name: 'URL-05 a host below', input: `https://x.${host}` },
    { name: 'URL-05 a host of almost the same letters', input: `https://${host.replace('.', '-')}` },
    { name: 'URL-05 a full stop at the end', input: `${service}.` },
    { name: 'URL-05 an encoded dot', input: `${service}%2eevil.com` },
    { name: 'URL-05 a host of customers', input: 'https://x.cloudapp.azure.com' },
    { name: 'URL-05 loopback as the name of a host', input: 'http://localhost.evil.com' },
    { name: 'URL-07 the metadata service', input: 'http://169.254.169.254' },
    { name: 'URL-07 loopback in hex', input: 'http://0x7f.1' },
    { name: 'URL-07 loopback as a number', input: 'http://2130706433' },
    { name: 'URL-07 another loopback address', input: 'http://127.0.0.2' },
    { name: 'URL-07 IPv6 loopback', input: 'http://[::1]:80' },
    { name: 'URL-08 another scheme', input: 'ftp://localhost' },
    { name: 'URL-08 a script', input: 'javascript:alert(1)' },
    { name: 'URL-08 no scheme', input: host },
    { name: 'URL-08 empty', input: '' },
    { name: 'URL-09 the other service', input: other },
    { name: 'URL-09 a sovereign cloud, US government', input: 'https://login.microsoftonline.us' },
    { name: 'URL-09 a sovereign cloud, China', input: 'https://login.partner.microsoftonline.cn' },
    { name: 'URL-09 an older name of Microsoft Entra', input: 'https://login.windows.net' },
  ])('$name is refused', ({ input }) => expect(serviceUrl(input, service)).toStrictEqual(refused(input)));

  it.each([
    { name: 'URL-02 user and password', input: `https://u:p@${host}`, shown: '***' },
    { name: 'URL-02 our host as user info', input: `${service}@evil.com`, shown: '***' },
    { name: 'URL-02 an empty user', input: 'http://@localhost', shown: '***' },
    { name: 'URL-02 an address', input: 'jon@example.com', shown: '***' },
    { name: 'URL-02 a user that looks like ids', input: 'https://repo:x@1/y@2:80', shown: '***' },
    { name: 'URL-05 a full-width dot', input: `${service}．evil`, shown: `${service}\\u{ff0e}evil` },
    { name: 'URL-05 a letter that folds to another', input: service.replace('s:', 'ſ:'), shown: service.replace('s:', '\\u{17f}:') },
    { name: 'IN-06 a line break at the end', input: `${service}\n`, shown: `${service}\\x0a` },
    { name: 'IN-06 a line break at the end, in the sandbox', input: `${local}\n`, shown: `${local}\\x0a` },
  ])('$name is refused, and shown as $shown', ({ input, shown }) => expect(serviceUrl(input, service)).toStrictEqual(refused(shown)));

  it('URL-02 to URL-09 nothing but the service or this machine is ever taken', () => {
    const piece = fc.constantFrom(...'http https :// / : @ . \\ # 0 443 localhost 127.0.0.1 evil.com'.split(' '), service, other);
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 2 })), { maxLength: 6 }), (pieces) => {
        const checked = serviceUrl(pieces.join(''), service);
        const isOfThisMachine = 'value' in checked && /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(checked.value);
        if ('value' in checked && !isOfThisMachine) expect(checked.value).toBe(service);
      }),
      { numRuns: 2000 },
    );
  });

  it('IN-11 IN-18 what it says is one harmless line', () => expectOneHarmlessLine((value) => serviceUrl(value, service)));
});

describe('tlsChecks', () => {
  it.each(['', '1', '00', 'false'])('TL-03 "%s" leaves certificates checked', (input) =>
    expect(tlsChecks(input)).toStrictEqual({ value: null }),
  );
  it('TL-03 0 is refused', () =>
    expect(tlsChecks('0')).toStrictEqual({
      problem:
        'is 0: certificates would not be checked, and the token could be read on its way; remove it, and name your own CA in NODE_EXTRA_CA_CERTS',
    }));
});

describe('proxy', () => {
  it.each(['', 'http://proxy', 'HTTP://proxy:3128', 'http://u:p%40ss@proxy:65535', 'http://u@proxy'])('PX-01 "%s" is accepted', (input) =>
    expect(proxy(input)).toStrictEqual({ value: null }),
  );

  const problem =
    'is not a usable proxy; write http://host:port, with a port from 1 to 65535, and with "%" and other special characters of user and password percent-encoded';
  it.each([
    { name: 'another scheme', input: 'socks5://proxy:1' },
    { name: 'F40 no scheme, which the HTTP package takes for a direct connection', input: 'proxy.corp:3128' },
    { name: 'an address without a scheme', input: '10.0.0.1:3128' },
    { name: 'no host', input: 'http://' },
    { name: 'a path alone', input: 'http:///proxy' },
    { name: 'a port out of range', input: 'http://h:99999' },
    { name: 'F17 port 0', input: 'http://h:0' },
    { name: 'F17 port 0 with more zeros, and a path', input: 'http://u:p@h:000/' },
    { name: 'a password with a bare %', input: 'http://u:%zz@h' },
    { name: 'a user with a bare %', input: 'http://%zz:p@h' },
  ])('PX-02 $name is refused', ({ input }) => expect(proxy(input)).toStrictEqual({ problem }));

  const tls =
    'is an https:// proxy, and with such a proxy the certificate is compared with the name of the service, so it never matches; write http://host:port: then the connection to the proxy is not TLS, and the tunnel to the service inside it is';
  it.each(['https://proxy:3128', 'HTTPS://u:p%40ss@proxy', 'https://', 'https://h:0'])('F40 the proxy %s of TLS is refused', (input) =>
    expect(proxy(input)).toStrictEqual({ problem: tls }),
  );

  it('PX-02 whatever is given, a problem says nothing of it', () => {
    fc.assert(fc.property(anything, (input) => ['', problem, tls].includes(said(proxy(input)))));
  });
});

describe('extraCertificates', () => {
  it.each([
    { name: 'there is no file', path: '', count: 0, expected: { value: [] } },
    { name: 'TL-04 one', path: '/ca.pem', count: 1, expected: { value: ['1 certificate of NODE_EXTRA_CA_CERTS trusted too'] } },
    { name: 'TL-04 two', path: '/ca.pem', count: 2, expected: { value: ['2 certificates of NODE_EXTRA_CA_CERTS trusted too'] } },
    {
      name: 'an older Node, which does not say how many',
      path: '/ca.pem',
      count: undefined,
      expected: { value: ['Certificates of NODE_EXTRA_CA_CERTS trusted too'] },
    },
    {
      name: 'F43 none: the file cannot be read, or holds none',
      path: '/ca.pem',
      count: 0,
      expected: {
        value: [],
        warnings: [
          'NODE_EXTRA_CA_CERTS: Node took no certificate from its file, so it changes nothing; name a file that exists when the step begins, can be read, and holds certificates in PEM form ("-----BEGIN CERTIFICATE-----")',
        ],
      },
    },
  ])('$name', ({ path, count, expected }) => expect(extraCertificates(path, count)).toStrictEqual(expected));
});

it('URL-02 PX-02 what the author hears never holds user info of a URL or a proxy', () => {
  const url = withSecret('https://§:§@cloudpartner.azure.com', 'http://§@localhost', '§@localhost', 'https://a:%zz§@proxy', 'ftp://§@h');
  fc.assert(
    fc.property(url, (text) => ![said(serviceUrl(text, api)), said(serviceUrl(text, authority)), said(proxy(text))].join().includes('zq')),
  );
});

describe('no_proxy', () => {
  it.each([
    { form: 'empty', value: '', unknown: 0 },
    { form: 'everything', value: '*', unknown: 0 },
    { form: 'a host, a domain, a port, an address', value: 'azure.com, .azure.com ,azure.com:443,127.0.0.1,,LOCALHOST', unknown: 0 },
    { form: 'a range of addresses', value: '10.0.0.0/8', unknown: 1 },
    { form: 'a pattern, between two that are good', value: 'a.example,*.azure.com,b.example', unknown: 1 },
    { form: 'IPv6', value: '::1,[::1]', unknown: 2 },
    { form: 'blanks instead of commas', value: 'a.example b.example', unknown: 1 },
    { form: 'a URL', value: 'https://a.example', unknown: 1 },
  ])('PX-06 $form: $unknown not understood', ({ value, unknown }) => {
    const { warnings = [] } = noProxy(value) as { warnings?: readonly string[] };
    expect(warnings.map((text) => /^no_proxy: (\d+) entr/.exec(text)?.[1])).toStrictEqual(unknown === 0 ? [] : [String(unknown)]);
  });

  it('IN-18 what it says is one harmless line', () => expectOneHarmlessLine(noProxy));
});
