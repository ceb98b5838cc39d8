import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFailure, withoutHtml } from '../../src/http/failure.ts';
import type { NoReply } from '../../src/http/reply.ts';
import { reply } from '../support/wire.ts';

const hostile = fc.string({
  unit: fc.oneof(fc.constantFrom('\r', '\n', '\0', '\u001b', '\u2028', '\u202e', '\ud800', '<', '##['), fc.string()),
});
const harmful = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##\[/u;

const challenge = 'a policy of the tenant asks for more than this token (a claims challenge, which an application cannot answer)';

describe('what a reply complains about', () => {
  it.each([
    { name: 'BD-01 no body', result: reply(502), expected: 'HTTP 502' },
    { name: 'BD-01 blanks', result: reply(502, ' \r\n '), expected: 'HTTP 502' },
    {
      name: 'ST-400a error.code and error.message',
      result: reply(400, { error: { code: 'BadRequest', message: "The argument: 'OfferTypeId' cannot be null or empty." } }),
      expected: `HTTP 400, "BadRequest: The argument: 'OfferTypeId' cannot be null or empty."`,
    },
    {
      name: 'ST-400a code and message at the top',
      result: reply(403, { code: 'Forbidden', message: 'User does not have the required permissions' }),
      expected: 'HTTP 403, "Forbidden: User does not have the required permissions"',
    },
    { name: 'ST-400a a message alone', result: reply(400, { message: 'no' }), expected: 'HTTP 400, "no"' },
    { name: 'a code alone', result: reply(409, { error: { code: 'InvalidResourceId' } }), expected: 'HTTP 409, "InvalidResourceId"' },
    {
      name: 'a code with an empty message',
      result: reply(409, { error: { code: 'InvalidResourceId', message: '' } }),
      expected: 'HTTP 409, "InvalidResourceId"',
    },
    {
      name: 'a code with a message of nothing but markup',
      result: reply(409, { code: 'InvalidResourceId', message: '<br>' }),
      expected: 'HTTP 409, "InvalidResourceId"',
    },
    { name: 'an empty code and an empty message', result: reply(409, { error: { code: '', message: '' } }), expected: 'HTTP 409' },
    { name: 'a blank code', result: reply(409, { error: { code: '', message: 'busy' } }), expected: 'HTTP 409, "busy"' },
    { name: 'a code and a message of other types', result: reply(400, { error: { code: 7, message: ['x'] } }), expected: 'HTTP 400' },
    { name: 'JSON without words', result: reply(500, { trace: 'stack' }), expected: 'HTTP 500' },
    { name: 'JSON that is a number', result: reply(500, '7'), expected: 'HTTP 500' },
    { name: 'JSON that is null', result: reply(500, 'null'), expected: 'HTTP 500' },
    { name: 'a broken JSON object', result: reply(500, '{"message":"secret'), expected: 'HTTP 500' },
    { name: 'a broken JSON array after a line break', result: reply(500, '\r\n ["secret",'), expected: 'HTTP 500' },
    { name: 'a broken JSON string', result: reply(500, '"secret'), expected: 'HTTP 500' },
    {
      name: 'a broken JSON object, with a request id',
      result: reply(500, '{"secret', { 'request-id': 'r1' }),
      expected: 'HTTP 500, request id r1',
    },
    { name: 'a bare JSON string', result: reply(404, '"Http404Exception: gone"'), expected: 'HTTP 404, "Http404Exception: gone"' },
    { name: 'ST-400a text', result: reply(400, 'There is nothing to cancel'), expected: 'HTTP 400, "There is nothing to cancel"' },
    { name: 'long text', result: reply(400, 'a'.repeat(5000)), expected: `HTTP 400, "${'a'.repeat(199)}…"` },
    { name: 'a message of HTML', result: reply(400, { message: '<p>Bad<br/>image</p>' }), expected: 'HTTP 400, "Bad image"' },
    { name: 'a long message', result: reply(400, { message: 'm'.repeat(5000) }), expected: `HTTP 400, "${'m'.repeat(299)}…"` },
    { name: 'a long code', result: reply(400, { code: 'c'.repeat(5000) }), expected: `HTTP 400, "${'c'.repeat(59)}…"` },
    {
      name: 'BD-05 a page with a title',
      result: reply(502, '\n<html><head><title lang="en"> 502 Bad\nGateway </title></head><body>secret</body></html>'),
      expected: 'HTTP 502, "a web page instead of an answer of the API: 502 Bad Gateway"',
    },
    {
      name: 'ST-3xx a redirect to a portal',
      result: reply(302, '', { location: 'https://portal.example/login?x=1' }),
      expected: 'HTTP 302 (a redirect to portal.example)',
    },
    { name: 'ST-3xx a redirect within the origin', result: reply(308, '', { location: '/elsewhere' }), expected: 'HTTP 308' },
    { name: 'ST-3xx a redirect to nowhere', result: reply(301), expected: 'HTTP 301' },
    { name: 'a Location that is no redirect', result: reply(404, '', { location: 'https://portal.example/' }), expected: 'HTTP 404' },
    {
      name: 'BD-05 a page without a title',
      result: reply(502, '<!doctype html><p>oops'),
      expected: 'HTTP 502, "a web page instead of an answer of the API"',
    },
    {
      name: 'BD-05 a page with a blank title',
      result: reply(502, '<html><title> </title>'),
      expected: 'HTTP 502, "a web page instead of an answer of the API"',
    },
    {
      name: 'BD-05 a page whose title is within its first 4096 characters',
      result: reply(502, `<p>${'x'.repeat(4096 - '<p><title>Bad'.length)}<title>Bad Gateway</title>`),
      expected: 'HTTP 502, "a web page instead of an answer of the API: Bad"',
    },
    {
      name: 'BD-05 a page whose title begins after its first 4096 characters',
      result: reply(502, `<p>${'x'.repeat(4096 - '<p><title'.length)}<title>Bad Gateway</title>`),
      expected: 'HTTP 502, "a web page instead of an answer of the API"',
    },
    {
      name: 'BD-05 a page with a long title',
      result: reply(502, `<title>${'t'.repeat(5000)}`),
      expected: `HTTP 502, "a web page instead of an answer of the API: ${'t'.repeat(99)}…"`,
    },
    {
      name: 'BD-19 a page of 40 000 titles that never end',
      result: reply(502, '<title'.repeat(40_000)),
      expected: 'HTTP 502, "a web page instead of an answer of the API"',
    },
    {
      name: 'a request id',
      result: reply(503, '', { 'x-ms-correlation-request-id': '7c86fbf2' }),
      expected: 'HTTP 503, request id 7c86fbf2',
    },
    {
      name: 'words and a request id',
      result: reply(400, { message: 'no' }, { 'request-id': 'r\n::error::1' }),
      expected: 'HTTP 400, "no", request id r ::error::1',
    },
    {
      name: 'AU-16 Entra: the code and the first sentence',
      result: reply(400, {
        error: 'invalid_client',
        error_description:
          'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent is the client secret value. Trace ID: 1\r\nCorrelation ID: 2',
        error_codes: [7000215],
        error_uri: 'https://login.microsoftonline.com/error?code=7000215',
      }),
      expected: 'HTTP 400, "invalid_client: AADSTS7000215: Invalid client secret provided."',
    },
    {
      name: 'AU-16 Entra: a sentence that ends at a line break',
      result: reply(400, { error: 'invalid_request', error_description: 'AADSTS90002: Tenant not found.\r\nTrace ID: 1' }),
      expected: 'HTTP 400, "invalid_request: AADSTS90002: Tenant not found."',
    },
    {
      name: 'AU-16 Entra: full stops within a word end nothing',
      result: reply(400, { error_description: 'AADSTS70011: The scope https://cloudpartner.azure.com/.default v2.0 is wrong. Really' }),
      expected: 'HTTP 400, "AADSTS70011: The scope https://cloudpartner.azure.com/.default v2.0 is wrong."',
    },
    {
      name: 'AU-26 Entra: the subject of a GitHub token with ids',
      result: reply(400, {
        error: 'invalid_request',
        error_description: "AADSTS700213: No record for subject 'repo:contoso@1/offers@2:ref:refs/heads/main'. Check it.",
      }),
      expected: 'HTTP 400, "invalid_request: AADSTS700213: No record for subject \'repo:contoso@1/offers@2:ref:refs/heads/main\'."',
    },
    { name: 'AU-16 Entra: no full stop', result: reply(401, { error_description: 'no' }), expected: 'HTTP 401, "no"' },
    { name: 'AU-16 Entra: a code alone', result: reply(400, { error: 'invalid_grant' }), expected: 'HTTP 400, "invalid_grant"' },
    {
      name: 'AU-16 Entra: a code and an empty description',
      result: reply(400, { error: 'invalid_grant', error_description: '' }),
      expected: 'HTTP 400, "invalid_grant"',
    },
    {
      name: 'AU-16 Entra: a description that is no text',
      result: reply(400, { error: 'invalid_grant', error_description: ['secret'] }),
      expected: 'HTTP 400, "invalid_grant"',
    },
    {
      name: 'AU-16 Entra: one endless sentence',
      result: reply(400, { error: 'c'.repeat(5000), error_description: 'd'.repeat(5000) }),
      expected: `HTTP 400, "${'c'.repeat(59)}…: ${'d'.repeat(299)}…"`,
    },
    {
      name: 'ST-400a the words of the API before those of Entra',
      result: reply(400, { error: { code: 'Bad', message: 'One. Two.' }, error_description: 'no' }),
      expected: 'HTTP 400, "Bad: One. Two."',
    },
    {
      name: 'ST-400a a message at the top before a description',
      result: reply(400, { code: 'Bad', message: 'One. Two.', error: 'no', error_description: 'no' }),
      expected: 'HTTP 400, "Bad: One. Two."',
    },
    {
      name: 'AU-30 a remark',
      result: { ...reply(401), remark: 'a token that was fetched anew was refused as well' },
      expected: 'HTTP 401, a token that was fetched anew was refused as well',
    },
    { name: 'AU-28 a remark that says nothing', result: { ...reply(401), remark: '' }, expected: 'HTTP 401' },
    {
      name: 'AU-31 words, a request id, a claims challenge and a remark',
      result: { ...reply(401, 'no', { 'request-id': 'r1', 'www-authenticate': 'Bearer claims="e30="' }), remark: 'tried twice' },
      expected: `HTTP 401, "no", request id r1, ${challenge}, tried twice`,
    },
    {
      name: 'BD-17 a command in the text',
      result: reply(400, { message: '\r\n::set-output name=status::canceled\u001b[2J##[error]x' }),
      expected: 'HTTP 400, "::set-output name=status::canceled\\x1b[2J# #[error]x"',
    },
  ])('$name', ({ result, expected }) => {
    expect(describeFailure(result)).toBe(expected);
  });
});

describe('why no reply came', () => {
  it.each<{ name: string; result: NoReply; expected: string }>([
    { name: 'BD-12 silence', result: { sent: true, code: 'timeout' }, expected: 'no reply in time' },
    { name: 'the run was canceled', result: { sent: true, code: 'aborted' }, expected: 'the run was canceled before a reply came' },
    { name: '101', result: { sent: true, code: 'upgrade' }, expected: 'a reply that switches to another protocol' },
    { name: 'status 999', result: { sent: true, code: 'bad-status' }, expected: 'a reply whose status is no HTTP status' },
    { name: 'a dead proxy', result: { sent: false, code: 'proxy' }, expected: 'the proxy could not be reached or dropped the connection' },
    {
      name: 'F42 a proxy that wants a password',
      result: { sent: false, code: 'proxy-407' },
      expected:
        'the proxy wants credentials (HTTP 407): put user and password into the proxy setting; ' +
        'only Basic is spoken here, a proxy that takes only Negotiate or NTLM cannot be used',
    },
    { name: 'a proxy that refuses', result: { sent: false, code: 'proxy-403' }, expected: 'the proxy refused the connection (HTTP 403)' },
    { name: 'no server listens', result: { sent: false, code: 'ECONNREFUSED' }, expected: 'no connection (ECONNREFUSED)' },
    {
      name: 'a reset after sending',
      result: { sent: true, code: 'ECONNRESET' },
      expected: 'the connection broke before a reply came (ECONNRESET)',
    },
    {
      name: 'BD-13 cut after the status',
      result: { sent: true, code: 'cut', status: 202, headers: {} },
      expected: 'HTTP 202, a reply that was cut off (cut)',
    },
    {
      name: 'F24 a body in an encoding that cannot be undone, whose header is gone',
      result: { sent: true, code: 'encoded', status: 200, headers: {} },
      expected: 'HTTP 200, a body that cannot be decoded (content-encoding ; none was asked for)',
    },
    {
      name: 'BD-08 too large, with a request id',
      result: { sent: true, code: 'too-large', status: 500, headers: { 'x-ms-request-id': 'r1' } },
      expected: 'HTTP 500, a reply that was cut off (too-large), request id r1',
    },
    {
      name: 'AU-29 cut after the status, with a remark',
      result: { sent: true, code: 'cut', status: 401, headers: {}, remark: 'why' },
      expected: 'HTTP 401, a reply that was cut off (cut), why',
    },
  ])('$name', ({ result, expected }) => {
    expect(describeFailure(result)).toBe(expected);
  });
});

describe('withoutHtml', () => {
  it.each([
    { name: 'no markup', html: 'a > b', expected: 'a > b' },
    { name: 'BD-19 elements', html: '<img src=x onerror=alert(1)>Image<br>too <b>old</b>', expected: 'Image too old' },
    { name: 'an element that never ends', html: 'Image <a href="http', expected: 'Image' },
    { name: 'nothing but markup', html: '<p></p>', expected: '' },
    { name: 'BD-19 1 MB', html: 'x'.repeat(1024 * 1024), expected: `${'x'.repeat(299)}…` },
  ])('$name', ({ html, expected }) => {
    expect(withoutHtml(html)).toBe(expected);
  });
});

describe('whatever comes', () => {
  const body = fc.oneof(
    hostile,
    fc.json(),
    hostile.map((message) => JSON.stringify({ error: { code: message, message } })),
    hostile.map((title) => `<title>${title}</title>`),
    hostile.map((error) => JSON.stringify({ error, error_description: error })),
  );

  it('BD-17 a reply gives one bounded line without control characters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), body, hostile, (status, text, requestId) => {
        const line = describeFailure(reply(status, text, { 'x-ms-request-id': requestId }));
        expect(line).not.toMatch(harmful);
        expect(line).toContain(`HTTP ${status}`);
        expect(line.length).toBeLessThan(500);
      }),
    );
  });

  it('an error code gives one bounded line without control characters', () => {
    const code = hostile.map((text) => `E${text}`);
    fc.assert(fc.property(code, fc.boolean(), (text, sent) => void expect(describeFailure({ sent, code: text })).not.toMatch(harmful)));
  });

  it('BD-19 markup never survives', () => {
    fc.assert(fc.property(hostile, (html) => void expect(withoutHtml(html)).not.toContain('<')));
  });
});
