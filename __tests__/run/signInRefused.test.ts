import { describe, expect, it } from 'vitest';
import { clientId } from '../../src/sandbox/signIn.ts';
import { CANCEL, LIST, PAGE } from '../support/offer.ts';
import {
  assertion,
  audience,
  authority,
  badCertificate,
  broken,
  cancels,
  correlation,
  cut,
  expectRow,
  grant,
  issuer,
  issues,
  numbersAt,
  oneMinute,
  play,
  refusal,
  subject,
  type Way,
} from '../support/signInStory.ts';
import { type Answer, GITHUB, refusedConnection, reply, silence, TOKEN } from '../support/wire.ts';

describe('AU-16 Microsoft Entra refuses', () => {
  const federation = /No federated credential of the application matches this job: .* \(the form with ids; /;
  const refusals: readonly (readonly [Way, number, string, number, RegExp])[] = [
    ['federated', 400, 'invalid_request', 70021, federation],
    ['federated', 400, 'invalid_request', 700211, federation],
    ['federated', 400, 'invalid_request', 700212, federation],
    ['federated', 400, 'invalid_request', 700213, federation],
    ['federated', 400, 'invalid_request', 7002137, federation],
    ['federated', 400, 'invalid_request', 7002138, federation],
    ['federated', 401, 'invalid_client', 7000229, new RegExp(`az ad sp create --id ${clientId}`)],
    ['federated', 400, 'invalid_grant', 50020, /the account of a user or a guest/],
    ['federated', 400, 'invalid_grant', 90072, /the account of a user or a guest/],
    ['federated', 401, 'invalid_client', 70025, federation],
    ['federated', 401, 'invalid_client', 700024, /GitHub's token was outside its time window/],
    ['federated', 401, 'invalid_client', 700027, /check the issuer of the federated credential/],
    ['federated', 400, 'invalid_request', 700223, /The tenant restricts federated sign-in/],
    ['federated', 400, 'invalid_request', 700238, /The tenant does not allow this issuer/],
    ['federated', 400, 'invalid_request', 90002, /Check tenant-id: there is no such tenant/],
    ['federated', 400, 'unauthorized_client', 700016, /Check client-id and tenant-id/],
    ['client-secret', 401, 'invalid_client', 7000215, /Put the secret's Value into client-secret, not its Secret ID/],
    ['client-secret', 401, 'invalid_client', 7000222, /The client secret has expired/],
    ['client-secret', 400, 'unauthorized_client', 700016, /Check client-id and tenant-id/],
    ['client-secret', 400, 'invalid_grant', 53003, /A Conditional Access policy/],
    ['client-secret', 400, 'invalid_resource', 500011, /The tenant does not know the API/],
    ['client-secret', 400, 'invalid_scope', 70011, /The scope was not understood/],
    ['client-secret', 400, 'invalid_request', 900382, /another cloud/],
    ['client-secret', 400, 'invalid_client', 1234567, /Correlation id \S+\. No cancel was sent/],
    ['client-secret', 403, 'access_denied', 1234567, /Correlation id \S+\. No cancel was sent/],
  ];

  it.each(refusals)('%s: HTTP %i %s, AADSTS%i: no retry, with its id and a hint', async (method, status, error, number, hint) => {
    const { outputs, runner, clock } = await expectRow({
      method,
      script: { ...issues, [TOKEN]: refusal(status, error, number) },
      outcome: 'failed',
      requests: method === 'federated' ? [GITHUB, TOKEN] : [TOKEN],
      message: hint,
    });
    expect(outputs['message']).toContain(
      `Microsoft Entra refused the sign-in: HTTP ${status}, "${error}: AADSTS${number}: It does not do.". Correlation id ${correlation}. `,
    );
    expect(outputs['message']).toContain('No cancel was sent. The offer can still go live. Correct the sign-in (docs/signing-in.md)');
    expect([clock.pausesMs, runner.summaries.length]).toStrictEqual([[], 1]);
  });

  const noMatch = { [TOKEN]: refusal(400, 'invalid_request', 700213, 'No matching record found.') };
  const plainBlock = (lines: readonly string[]): string => `\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
  const linesFor = (sub: string): string[] => [`issuer: ${issuer}`, `subject: ${sub}`, `audience: ${audience}`];

  it('AU-26 no federated credential for this job', async () => {
    const step = await play({ script: { ...issues, ...noMatch } });
    expect(step.outputs['message']).toBe(
      `Sandbox: contoso-vm may still be publishing. Microsoft Entra refused the sign-in: HTTP 400, "invalid_request: AADSTS700213: No matching record found.". Correlation id ${correlation}. No federated credential of the application matches this job: give it one with the issuer, subject and audience that the log shows, letter for letter (the form with ids; a credential for repo:owner/name:… does not match it). No cancel was sent. The offer can still go live. Correct the sign-in (docs/signing-in.md). Then run the step again. You can also use Cancel publish in Partner Center (before publisher sign-off).`,
    );
  });

  it.each([
    { what: 'with ids', sub: subject },
    { what: 'F30 of a tag with @', sub: 'repo:contoso/offers:ref:refs/tags/a@1.2.3' },
    { what: 'F30 F32 by a template', sub: 'job_workflow_ref:contoso/offers/.github/workflows/a.yml@refs/heads/main' },
    { what: 'F31 of 276 characters', sub: `repo:contoso/offers:environment:${'x'.repeat(244)}` },
    { what: 'F30 with a fence of Markdown, HTML and a table', sub: 'repo:a/b:environment:```<b>|*_' },
  ])('AU-26 a subject $what: the log, the error and the summary show it as it is, whole', async ({ sub }) => {
    const step = await play({ script: { [GITHUB]: reply(200, { value: assertion(1, { sub }) }), ...noMatch } });
    const lines = linesFor(sub);
    expect(step.runner.lines.map((line) => line.slice(10)).filter((line) => /^(issuer|subject|audience):/.test(line))).toStrictEqual(lines);
    const [error = ''] = step.runner.lines.filter((line) => line.startsWith('error: '));
    expect(error.split('\n').slice(1)).toStrictEqual(lines);
    const fenced = /^(`{3,})\n([\s\S]*?)\n\1$/m.exec(step.runner.summaries.join());
    expect(fenced?.[2]?.split('\n')).toStrictEqual(lines);
  });

  it('BD-17 a subject that commands is one line, and no command', async () => {
    const sub = 'a\n::error::b\r##[error]c\u2028d';
    const step = await play({ script: { [GITHUB]: reply(200, { value: assertion(1, { sub }) }), ...noMatch } });
    const shown = step.runner.lines.filter((line) => line.includes('::error::b'));
    expect(shown.map((line) => line.split('\n').filter((one) => /^\s*::|##\[/.test(one)))).toStrictEqual([[], []]);
    expect(step.runner.lines.join('\n')).toContain('subject: a\\x0a::error::b\\x0d# #[error]c\\u{2028}d');
  });

  it('AU-26 several offers: the three values once, in the first error and at the top of the summary', async () => {
    const step = await play({ script: { ...issues, ...noMatch }, inputs: { 'offer-id': 'a b c' } });
    const errors = step.runner.lines.filter((line) => line.startsWith('error: '));
    expect(errors.map((line) => line.split('\n').slice(1))).toStrictEqual([linesFor(subject), [], [], []]);
    expect(step.runner.summaries.join().split(plainBlock(linesFor(subject)))).toHaveLength(2);
  });

  it('AU-26 a GitHub token that says nothing of itself', async () => {
    const script = { [GITHUB]: reply(200, { value: 'hushAssertion' }), [TOKEN]: refusal(400, 'invalid_request', 700213) };
    expect((await play({ script })).outputs['message']).toContain(
      "Check issuer, subject and audience of the application's federated credential",
    );
  });

  it.each([
    { what: 'no JSON', body: 'Bad Request', words: ', "Bad Request"' },
    { what: 'a page', body: '<html><title>Blocked</title>', words: ', "a web page instead of an answer of the API: Blocked"' },
    { what: 'nothing', body: '', words: '' },
    { what: 'other types than it should', body: { error: 7, error_description: ['x'], error_codes: 'y', correlation_id: {} }, words: '' },
    { what: 'no list of codes', body: { error: 'invalid_client', error_codes: { a: 1 } }, words: ', "invalid_client"' },
  ])('a refusal that is $what', async ({ body, words }) => {
    const step = await play({ method: 'client-secret', script: { [TOKEN]: reply(400, body) } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [TOKEN]]);
    expect(step.outputs['message']).toContain(`refused the sign-in: HTTP 400${words}. No cancel was sent.`);
  });
});

describe('AU-17 Microsoft Entra is busy, down or out of reach', () => {
  const passing: readonly (readonly [string, Answer])[] = [
    ['429', reply(429)],
    ['408', reply(408)],
    ['500', reply(500)],
    ['502', reply(502, '<html><title>Bad Gateway</title>')],
    ['503', reply(503)],
    ['504', reply(504)],
    ['a broken connection', broken],
    ['silence', silence],
    ['an answer that is cut off', cut],
    ['a refused connection', refusedConnection],
  ];

  it.each(passing)('%s, once: asked again', async (_name, fault) => {
    const { clock } = await expectRow({
      script: { ...issues, ...cancels, [TOKEN]: [fault, grant(1)].flat() },
      outcome: 'canceled',
      requests: [GITHUB, `${TOKEN} ×2`, LIST, CANCEL, PAGE],
    });
    expect(clock.pausesMs).toStrictEqual([500]);
  });

  it.each(passing)('%s, for ever: four tries, then failed', async (_name, fault) => {
    const { clock } = await expectRow({
      method: 'client-secret',
      script: { [TOKEN]: fault },
      outcome: 'failed',
      requests: [`${TOKEN} ×4`],
      message:
        /^Sandbox: contoso-vm may still be publishing\. Microsoft Entra could not be asked for a token: .*No cancel was sent\. The offer can still go live\. The sign-in service is down or busy/,
    });
    expect(clock.pausesMs).toStrictEqual([500, 1000, 2000]);
  });

  it.each([
    { what: '429 with Retry-After', fault: reply(429, '', { 'retry-after': '7' }), pausesMs: [7000] },
    { what: '503 with Retry-After', fault: reply(503, '', { 'retry-after': '3' }), pausesMs: [3000] },
    {
      what: '503 with a Retry-After that ends just before the deadline',
      fault: reply(503, '', { 'retry-after': '59' }),
      pausesMs: [59_000],
    },
  ])('$what: waits as long as it should', async ({ fault, pausesMs }) => {
    const step = await play({ script: { ...issues, ...cancels, [TOKEN]: [fault, grant(1)] }, inputs: oneMinute });
    expect([step.outputs['outcome'], step.clock.pausesMs]).toStrictEqual(['canceled', pausesMs]);
  });

  it('a Retry-After beyond the deadline: over at once', async () => {
    const step = await play({ script: { ...issues, [TOKEN]: reply(429, '', { 'retry-after': '60' }) }, inputs: oneMinute });
    expect([step.outputs['outcome'], step.requests, step.clock.nowMs()]).toStrictEqual(['failed', [GITHUB, TOKEN], 0]);
  });

  it('90055: the hint that it is busy', async () => {
    const step = await play({ method: 'client-secret', script: { [TOKEN]: refusal(429, 'temporarily_unavailable', 90055) } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', [`${TOKEN} ×4`]]);
    expect(step.outputs['message']).toContain('The sign-in service is busy: run the step again in a minute');
  });

  it('a bad certificate is not tried again', async () => {
    await expectRow({
      method: 'client-secret',
      script: { [TOKEN]: badCertificate },
      outcome: 'failed',
      requests: [TOKEN],
      message: /Microsoft Entra could not be asked for a token: no connection .*NODE_EXTRA_CA_CERTS/,
    });
  });

  it('a proxy that wants a password', async () => {
    const script = { [TOKEN]: { sent: false, code: 'proxy-407' } };
    expect((await play({ method: 'client-secret', script })).outputs['message']).toMatch(/the proxy wants credentials \(HTTP 407\)/);
  });

  it('an assertion is traded while it is fresh: every try of one sign-in sends the same', async () => {
    const step = await play({ script: { ...issues, ...cancels, [TOKEN]: [reply(503), reply(503), grant(1)] } });
    expect(numbersAt(authority, step)).toStrictEqual([1, 1, 1]);
  });
});
