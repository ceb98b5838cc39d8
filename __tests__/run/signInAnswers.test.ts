import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/http/reply.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, LIST, PAGE } from '../support/offer.ts';
import { badCertificate, broken, cancels, cut, expectRow, grant, issues, play, type Row, said } from '../support/signInStory.ts';
import { type Answer, GITHUB, refusedConnection, reply, silence, TOKEN } from '../support/wire.ts';

describe('AU-18 an answer of Microsoft Entra that is no grant', () => {
  it.each<{ what: string; answer: Reply; problem: string }>([
    {
      what: 'no access_token',
      answer: reply(200, { token_type: 'Bearer', expires_in: 3599 }),
      problem: 'Its answer holds no access_token',
    },
    { what: 'nothing', answer: reply(200), problem: 'Its answer holds no access_token' },
    { what: 'an array', answer: reply(200, [grant(1)]), problem: 'Its answer holds no access_token' },
    { what: 'half of an object', answer: reply(200, '{"access_token":"hushAccess'), problem: 'Its answer holds no access_token' },
    { what: 'a page', answer: reply(200, '<html><title>Log in</title>'), problem: 'of the API: Log in". Its answer holds no access_token' },
    ...['', 'hush Access', 'hushAccess\r\nx: y', 'hushAccess\u00e9', 7, null, ['hushAccess'], 'hushAccess'.repeat(2000)].map((token) => ({
      what: `the access_token ${JSON.stringify(token).slice(0, 20)}`,
      answer: grant(1, { access_token: token }),
      problem: 'Its access_token is not a bearer token',
    })),
    ...['pop', 'DPoP', '', 7, null, ['Bearer']].map((type) => ({
      what: `the token_type ${JSON.stringify(type)}`,
      answer: grant(1, { token_type: type }),
      problem: 'Its token_type is not Bearer',
    })),
    ...[0, -1, 1.5, 1e99, '1e3', '-1', '', '1.5', ' 60', '9'.repeat(400), null, true, [3599], {}].map((life) => ({
      what: `expires_in ${JSON.stringify(life).slice(0, 20)}`,
      answer: grant(1, { expires_in: life }),
      problem: 'Its expires_in is not a number of seconds',
    })),
    { what: 'status 201', answer: { ...grant(1), status: 201 }, problem: 'HTTP 201' },
    { what: 'status 204', answer: reply(204), problem: 'HTTP 204' },
  ])('$what: failed, not tried again', async ({ answer, problem }) => {
    const { outputs } = await expectRow({
      method: 'client-secret',
      script: { [TOKEN]: answer },
      outcome: 'failed',
      requests: [TOKEN],
    });
    expect(outputs['message']).toMatch(
      /^Sandbox: contoso-vm may still be publishing\. Microsoft Entra gave no token that can be used: HTTP 20\d/,
    );
    expect(outputs['message']).toContain(`${problem}. No cancel was sent.`);
  });

  it.each([
    { what: 'no expires_in', fields: { expires_in: undefined }, good: '5 minutes' },
    { what: 'expires_in in digits', fields: { expires_in: '3600' }, good: '60 minutes' },
    { what: 'a life of one second', fields: { expires_in: 1 }, good: '1 second' },
    { what: 'token_type in small letters', fields: { token_type: 'bearer' }, good: '59 minutes' },
    { what: 'no token_type', fields: { token_type: undefined }, good: '59 minutes' },
    { what: 'an opaque token', fields: { access_token: 'hushAccess1' }, good: '59 minutes' },
    { what: 'fields that nobody knows', fields: { ext_expires_in: -1, refresh_in: 'x' }, good: '59 minutes' },
  ])('$what is a grant', async ({ fields, good }) => {
    const { outputs, runner } = await play({ method: 'client-secret', script: { ...cancels, [TOKEN]: grant(1, fields) } });
    expect(outputs['outcome']).toBe('canceled');
    expect(runner.lines).toContain(`   0.0 s  Signed in. The token is valid for ${good}`);
  });

  it.each([501, 505, 511])('HTTP %i: something else answers in its place', async (status) => {
    await expectRow({
      method: 'client-secret',
      script: { [TOKEN]: reply(status) },
      outcome: 'failed',
      requests: [TOKEN],
      message: /A proxy or a portal answers in place of the sign-in service/,
    });
  });
});

describe('AU-19 a redirect is never followed', () => {
  const elsewhere = { location: 'https://evil.example/' };
  it.each([300, 301, 302, 303, 304, 307, 308])('%i of Microsoft Entra', async (status) => {
    await expectRow({
      method: 'client-secret',
      script: { [TOKEN]: reply(status, '', elsewhere) },
      outcome: 'failed',
      requests: [TOKEN],
      message: /Microsoft Entra gave no token that can be used: HTTP 30\d \(a redirect to [\w.]+\)\. No cancel was sent/,
    });
  });

  it.each([301, 302, 303, 307, 308])('%i of GitHub', async (status) => {
    await expectRow({
      script: { [GITHUB]: reply(status, '', elsewhere) },
      outcome: 'failed',
      requests: [GITHUB],
      message: /GitHub gave no token that can be used: HTTP 30\d \(a redirect to [\w.]+\)\. No cancel was sent/,
    });
  });
});

describe('the GitHub token of the job', () => {
  const advice = /No cancel was sent\. The offer can still go live\. The sign-in service is down or busy/;
  const rows: readonly Row[] = [
    { name: 'AU-22 cut off for ever', script: { [GITHUB]: cut }, outcome: 'failed', requests: [`${GITHUB} ×4`], message: advice },
    {
      name: 'AU-22 cut off once',
      script: { ...issues, ...cancels, [GITHUB]: [cut, said(1)] },
      outcome: 'canceled',
      requests: [`${GITHUB} ×2`, TOKEN, LIST, CANCEL, PAGE],
    },
    ...[reply(429), reply(500), reply(502), reply(503), refusedConnection, broken, silence].flatMap((fault): Row[] => [
      {
        name: `AU-23 ${'code' in fault ? fault.code : fault.status} once`,
        script: { ...issues, ...cancels, [GITHUB]: [fault, said(1)] },
        outcome: 'canceled',
        requests: [`${GITHUB} ×2`, TOKEN, LIST, CANCEL, PAGE],
      },
      {
        name: `AU-23 ${'code' in fault ? fault.code : fault.status} for ever`,
        script: { [GITHUB]: fault },
        outcome: 'failed',
        requests: [`${GITHUB} ×4`],
        message: advice,
      },
    ]),
    ...[400, 401, 403, 404].map((status) => ({
      name: `${status}: not tried again`,
      script: { [GITHUB]: reply(status, { message: 'No' }) },
      outcome: 'failed',
      requests: [GITHUB],
      message: /GitHub refused the sign-in: HTTP 40\d, "No"\. Check that the job has the permission id-token: write/,
    })),
    ...[
      '{}',
      '{"value":""}',
      '{"value":null}',
      '{"value":7}',
      '{"value":["hushAssertion"]}',
      '{"value":"hush Assertion"}',
      '[]',
      '"',
      '',
    ].map((body) => ({
      name: `AU-24 ${body}`,
      script: { [GITHUB]: reply(200, body) },
      outcome: 'failed',
      requests: [GITHUB],
      message: /GitHub gave no token that can be used: HTTP 200\. Its answer holds no token of the job\. No cancel was sent\./,
    })),
    {
      name: 'AU-24 a token longer than any header',
      script: { [GITHUB]: reply(200, { value: 'hushAssertion'.repeat(2000) }) },
      outcome: 'failed',
      requests: [GITHUB],
      message: /Its answer holds no token of the job/,
    },
    {
      name: 'AU-24 2 MB',
      script: { [GITHUB]: { sent: true, code: 'too-large', status: 200, headers: {} } },
      outcome: 'failed',
      requests: [GITHUB],
      message: /a reply that was cut off \(too-large\)/,
    },
    {
      name: 'a bad certificate',
      script: { [GITHUB]: badCertificate },
      outcome: 'failed',
      requests: [GITHUB],
      message: /NODE_EXTRA_CA_CERTS/,
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => {
    await expectRow(row);
  });

  it('AU-23 four slow tries take 30 s at most', async () => {
    const clock = createFakeClock();
    const slow: Answer = ({ timeoutMs }) => {
      clock.pass(timeoutMs);
      return silence;
    };
    const step = await play({ clock, script: { [GITHUB]: slow } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [`${GITHUB} ×4`]]);
    expect(clock.nowMs()).toBeLessThanOrEqual(30_000);
  });

  it.each([
    { retryAfter: '24', tries: 2 },
    { retryAfter: '25', tries: 1 },
    { retryAfter: '3600', tries: 1 },
  ])('AU-23 429 with Retry-After: $retryAfter: $tries of four tries', async ({ retryAfter, tries }) => {
    const step = await play({ script: { [GITHUB]: reply(429, '', { 'retry-after': retryAfter }) } });
    expect(step.departures).toHaveLength(tries);
    expect(step.clock.nowMs()).toBeLessThanOrEqual(30_000);
  });
});
