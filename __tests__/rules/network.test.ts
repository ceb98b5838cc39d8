import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseUrl, proxy, tlsChecks } from '../../src/rules/network.ts';
import { anything, expectOneHarmlessLine, said, withSecret } from '../support/rules.ts';

const api = 'https://cloudpartner.azure.com';

describe('baseUrl', () => {
  it.each([
    { name: 'URL-01 the API', input: api, value: api },
    { name: 'URL-03 the API with a slash, in another case', input: 'HTTPS://CloudPartner.azure.com/', value: api },
    { name: 'URL-04 its own port', input: `${api}:443`, value: api },
    { name: 'URL-01 a loopback sandbox', input: 'http://localhost:4010/', value: 'http://localhost:4010' },
    { name: 'URL-07 a loopback address over TLS', input: 'https://127.0.0.1', value: 'https://127.0.0.1' },
    { name: 'URL-04 the last port', input: 'http://LOCALHOST:65535', value: 'http://localhost:65535' },
  ])('$name is accepted', ({ input, value }) => expect(baseUrl(input)).toStrictEqual({ value }));

  const refused = (shown: string): { problem: string } => ({
    problem: `"${shown}" is not allowed; leave it out for ${api}, or write a sandbox on this machine, e.g. http://127.0.0.1:4010, without path, query or user`,
  });
  it.each([
    { name: 'URL-01 no TLS', input: 'http://cloudpartner.azure.com' },
    { name: 'URL-03 a path', input: 'https://cloudpartner.azure.com/api' },
    { name: 'URL-03 a query', input: 'https://cloudpartner.azure.com?x' },
    { name: 'URL-03 a fragment', input: 'https://cloudpartner.azure.com/#f' },
    { name: 'URL-04 another port', input: 'https://cloudpartner.azure.com:444' },
    { name: 'URL-04 a port out of range', input: 'http://localhost:99999' },
    { name: 'URL-04 port 0', input: 'http://127.0.0.1:0' },
    { name: 'URL-05 another host', input: 'https://evil.com' },
    { name: 'URL-05 a longer host', input: 'https://cloudpartner.azure.com.evil.com' },
    { name: 'URL-05 a host of almost the same letters', input: 'https://cloudpartner-azure.com' },
    { name: 'URL-05 an encoded dot', input: 'https://cloudpartner.azure.com%2eevil.com' },
    { name: 'URL-05 a host of customers', input: 'https://x.cloudapp.azure.com' },
    { name: 'URL-07 the metadata service', input: 'http://169.254.169.254' },
    { name: 'URL-07 loopback in hex', input: 'http://0x7f.1' },
    { name: 'URL-07 loopback as a number', input: 'http://2130706433' },
    { name: 'URL-07 IPv6 loopback', input: 'http://[::1]:80' },
    { name: 'URL-08 another scheme', input: 'ftp://localhost' },
    { name: 'URL-08 a script', input: 'javascript:alert(1)' },
    { name: 'URL-08 no scheme', input: 'cloudpartner.azure.com' },
    { name: 'URL-08 empty', input: '' },
  ])('$name is refused', ({ input }) => expect(baseUrl(input)).toStrictEqual(refused(input)));

  it.each([
    { name: 'URL-02 user and password', input: 'https://u:p@cloudpartner.azure.com', shown: '***' },
    { name: 'URL-02 our host as user info', input: `${api}@evil.com`, shown: '***' },
    { name: 'URL-02 an empty user', input: 'http://@localhost', shown: '***' },
    { name: 'URL-02 an address', input: 'jon@example.com', shown: '***' },
    { name: 'URL-05 a full-width dot', input: `${api}．evil`, shown: `${api}\\u{ff0e}evil` },
    { name: 'IN-06 a line break at the end', input: `${api}\n`, shown: `${api}\\x0a` },
  ])('$name is refused, and shown as $shown', ({ input, shown }) => expect(baseUrl(input)).toStrictEqual(refused(shown)));

  it('URL-02 to URL-08 nothing but the API or this machine is ever taken', () => {
    const piece = fc.constantFrom(...'http https :// / : @ . \\ # 0 443 localhost 127.0.0.1 evil.com'.split(' '), api);
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 2 })), { maxLength: 6 }), (pieces) => {
        const checked = baseUrl(pieces.join(''));
        if ('value' in checked)
          expect(checked.value).toMatch(/^(https:\/\/cloudpartner\.azure\.com|https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('IN-11 IN-18 what it says is one harmless line', () => expectOneHarmlessLine(baseUrl));
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
  it.each(['', 'http://proxy', 'HTTP://proxy:3128', 'https://u:p%40ss@proxy:3128', 'http://u@proxy'])('PX-01 "%s" is accepted', (input) =>
    expect(proxy(input)).toStrictEqual({ value: null }),
  );

  const problem =
    'is no usable proxy; write http://host:port or https://host:port, with "%" and other special characters of user and password percent-encoded';
  it.each([
    { name: 'another scheme', input: 'socks5://proxy:1' },
    { name: 'no scheme', input: 'proxy:3128' },
    { name: 'no host', input: 'http://' },
    { name: 'a path alone', input: 'http:///proxy' },
    { name: 'a port out of range', input: 'http://h:99999' },
    { name: 'a password with a bare %', input: 'http://u:%zz@h' },
    { name: 'a user with a bare %', input: 'http://%zz:p@h' },
  ])('PX-02 $name is refused', ({ input }) => expect(proxy(input)).toStrictEqual({ problem }));

  it('PX-02 whatever is given, a problem says the same', () => {
    fc.assert(fc.property(anything, (input) => ['', problem].includes(said(proxy(input)))));
  });
});

it('URL-02 PX-02 what the author hears never holds user info of a URL or a proxy', () => {
  const url = withSecret('https://§:§@cloudpartner.azure.com', 'http://§@localhost', '§@localhost', 'https://a:%zz§@proxy', 'ftp://§@h');
  fc.assert(fc.property(url, (text) => !`${said(baseUrl(text))}${said(proxy(text))}`.includes('zq')));
});
