import { describe, expect, it } from 'vitest';
import { clientId, tenantId } from '../../src/sandbox/signIn.ts';
import { createFakeClock, startWallMs } from '../support/fakeClock.ts';
import { CANCEL, LINK, LIST, linkPath, PAGE } from '../support/offer.ts';
import {
  application,
  authority,
  cancels,
  clientSecret,
  denied,
  givenToken,
  job,
  jwt,
  play,
  requestToken,
  running,
  runs,
} from '../support/signInStory.ts';
import { type Answer, reply } from '../support/wire.ts';

const everyWay =
  /sign in one way: tenant-id and client-id \(federated .*, these two with client-secret, or token \(.*\)\. A secret is empty in a run from a fork, and in one of Dependabot/;

describe('exactly one way to sign in', () => {
  it.each<{ what: string; inputs: Record<string, string>; environment?: Record<string, string>; problems: readonly RegExp[] }>([
    { what: 'AU-01 none', inputs: { token: '' }, problems: [/^token: is empty, and so are/, everyWay] },
    { what: 'AU-01 a blank token', inputs: { token: ' \n' }, problems: [/^token: is empty, and so are/] },
    {
      what: 'AU-01 none, though the job could ask GitHub',
      inputs: { token: '' },
      environment: job,
      problems: [/^token: is empty, and so are tenant-id and client-id/],
    },
    {
      what: 'AU-03 the secret behind token is empty in a fork',
      inputs: { token: '' },
      problems: [/A secret is empty in a run from a fork/],
    },
    {
      what: 'AU-03 the secret behind client-secret is empty in a fork',
      inputs: { ...application, 'client-secret': '' },
      problems: [/^permissions: .*If you meant client-secret, it is empty here/],
    },
    {
      what: 'AU-02 a token, a client secret and the GitHub token of the job',
      inputs: { ...application, token: givenToken, 'client-secret': clientSecret },
      environment: job,
      problems: [/^token: is given beside tenant-id, client-id or client-secret; sign in one way/],
    },
    {
      what: 'AU-02 a token and an application',
      inputs: { ...application, token: givenToken },
      environment: job,
      problems: [/^token: is given beside/],
    },
    { what: 'AU-02 a token and a tenant', inputs: { token: givenToken, 'tenant-id': tenantId }, problems: [/^token: is given beside/] },
    {
      what: 'a client secret alone',
      inputs: { token: '', 'client-secret': clientSecret, 'authority-url': authority },
      problems: [
        /^tenant-id: is empty; a variable or secret that belongs to a GitHub environment.*; sign in one way/,
        /^client-id: is empty; a variable or secret that belongs to a GitHub environment.*; sign in one way/,
      ],
    },
    {
      what: 'AU-21 an application in a job that may not ask GitHub',
      inputs: application,
      problems: [/^permissions: .*"permissions: \{ id-token: write, .*reusable workflow .* the job that calls it .* fork/],
    },
    {
      what: 'AU-21 half of what a job needs to ask GitHub',
      inputs: application,
      environment: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken },
      problems: [/^permissions: to sign in without a secret/],
    },
    {
      what: 'AU-21 the other half',
      inputs: application,
      environment: { ACTIONS_ID_TOKEN_REQUEST_URL: job.ACTIONS_ID_TOKEN_REQUEST_URL },
      problems: [/^permissions: to sign in without a secret/],
    },
    {
      what: "GitHub's address is not on TLS",
      inputs: application,
      environment: { ...job, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://pipelines.example/token' },
      problems: [/^permissions: ACTIONS_ID_TOKEN_REQUEST_URL is not an https address/],
    },
    {
      what: 'the real service with an authority on this machine',
      inputs: { ...application, 'base-url': '' },
      environment: job,
      problems: [/^authority-url: a sandbox and the real service do not mix/],
    },
  ])('$what → invalid-input, nothing is sent', async ({ inputs, environment = {}, problems }) => {
    const step = await play({ method: 'token', script: {}, inputs, environment });
    expect([step.outputs['outcome'], step.outputs['results'], step.exitCode, step.requests]).toStrictEqual(['invalid-input', '[]', 1, []]);
    const listed = step.runner.lines.join('\n').split('\n- ');
    for (const problem of problems) expect(listed).toContainEqual(expect.stringMatching(problem));
  });
});

describe('a token that was given', () => {
  const claims = { aud: 'https://cloudpartner.azure.com', appid: clientId, tid: tenantId, exp: startWallMs / 1000 + 3000 };
  const given = (changes: object): string => jwt({ ...claims, ...changes }, 'hushGiven');
  const expired = { exp: startWallMs / 1000 - 600 };
  const elsewhere = { aud: 'https://management.azure.com/' };
  const troubles = [
    { what: 'has expired', changes: expired, trouble: 'the token that was given expired 10 minutes ago' },
    {
      what: 'is for another audience',
      changes: elsewhere,
      trouble: 'the token that was given was issued for https://management.azure.com/, not for https://cloudpartner.azure.com',
    },
    {
      what: 'is for another audience and has expired',
      changes: { ...elsewhere, ...expired },
      trouble:
        'the token that was given expired 10 minutes ago and was issued for https://management.azure.com/, not for https://cloudpartner.azure.com',
    },
  ];

  it.each(troubles)('AU-07 it $what: a warning, and it is sent all the same', async ({ changes, trouble }) => {
    const step = await play({ method: 'token', script: cancels, inputs: { token: given(changes) } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['canceled', [LIST, CANCEL, PAGE]]);
    expect(step.runner.lines).toContain(`warning: token: ${trouble}; it is sent all the same`);
    expect(step.runner.lines.some((line) => line.includes('valid for'))).toBe(!trouble.includes('expired'));
  });

  it.each(troubles)('AU-07 it $what: said again when it is refused', async ({ changes, trouble }) => {
    const step = await play({ method: 'token', script: { [LIST]: denied }, inputs: { token: given(changes) } });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['refused', [LIST]]);
    expect(step.outputs['message']).toContain(`not valid or expired.", ${trouble}. No cancel was sent.`);
  });

  it.each([
    {
      what: 'it says of itself that it is good',
      token: given({}),
      said: [`application ${clientId}, tenant ${tenantId}, valid for 50 minutes`],
    },
    {
      what: 'it names the API by a GUID',
      token: given({ aud: clientId, exp: 'soon' }),
      said: [`application ${clientId}, tenant ${tenantId}`],
    },
    { what: 'it says nothing', token: givenToken, said: [] },
    { what: 'its claims are none', token: 'a.hushGiven.c', said: [] },
  ])('$what: no warning, and a line only with what it says', async ({ token, said }) => {
    const { runner, outputs } = await play({ method: 'token', script: cancels, inputs: { token } });
    expect(outputs['outcome']).toBe('canceled');
    expect(runner.lines.filter((line) => line.includes('Signing in'))).toStrictEqual(
      said.map((who) => `   0.0 s  Signing in with the token that was given: ${who}`),
    );
    expect(runner.lines.filter((line) => line.startsWith('warning'))).toStrictEqual([]);
  });

  it('AU-28 it expires while the step waits', async () => {
    const clock = createFakeClock();
    const expires: Answer = () => (clock.nowMs() < 5 * 60_000 ? running : denied);
    const step = await play({
      method: 'token',
      clock,
      script: { ...runs, [CANCEL]: reply(202), [PAGE]: expires },
      inputs: { token: given({ exp: startWallMs / 1000 + 200 }) },
    });
    expect([step.outputs['outcome'], step.exitCode, step.outputs['status-code']]).toStrictEqual(['unknown', 1, '202']);
    expect(step.outputs['message']).toMatch(
      /^Sandbox: contoso-vm may still be publishing\. The cancel was accepted and is not confirmed: HTTP 401, .*, the token that was given expired 2 minutes ago\. A cancel was sent \(HTTP 202\)\. The offer can still go live\. Get a fresh token\. Run the step again, which is safe\./,
    );
    expect(clock.nowMs()).toBeLessThan(5 * 60_000 + 10_001);
  });

  it('AU-28 it expires while the step follows a link: the operation is looked at once more', async () => {
    const step = await play({
      method: 'token',
      script: { ...runs, [CANCEL]: reply(202, '', { location: linkPath }), [LINK]: [running, denied], [PAGE]: denied },
    });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['unknown', [LIST, CANCEL, `${LINK} ×2`, PAGE]]);
  });

  it('no other one is requested', async () => {
    const step = await play({ method: 'token', script: { ...runs, [CANCEL]: denied, [PAGE]: running }, environment: job });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['refused', [LIST, CANCEL, PAGE]]);
  });
});
