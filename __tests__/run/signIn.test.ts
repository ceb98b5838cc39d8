import { describe, expect, it } from 'vitest';
import { clientId, oidcPath, tenantId } from '../../src/sandbox/signIn.ts';
import { CANCEL, LIST, PAGE } from '../support/offer.ts';
import {
  api,
  assertion,
  audience,
  authority,
  cancels,
  clientSecret,
  expectRow,
  github,
  issuer,
  issues,
  job,
  numbersAt,
  play,
  requestToken,
  runs,
  subject,
  wrongSecret,
} from '../support/signInStory.ts';
import { GITHUB, reply, TOKEN } from '../support/wire.ts';

describe('signing in', () => {
  const form = { client_id: clientId, scope: 'https://cloudpartner.azure.com/.default', grant_type: 'client_credentials' };
  const tokenRequest = {
    intent: 'read',
    method: 'POST',
    url: `${authority}/${tenantId}/oauth2/v2.0/token`,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
  };

  it('federated: the GitHub token of the job is traded', async () => {
    const step = await play({ script: { ...issues, ...cancels } });
    expect([step.outputs['outcome'], step.exitCode, step.requests]).toStrictEqual(['canceled', 0, [GITHUB, TOKEN, LIST, CANCEL, PAGE]]);
    expect(step.departures[0]?.request).toStrictEqual({
      intent: 'read',
      method: 'GET',
      url: `${github}${oidcPath}?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange`,
      headers: { accept: 'application/json', authorization: `Bearer ${requestToken}` },
      secrets: [requestToken],
      timeoutMs: 5000,
    });
    const { body, ...head } = step.departures[1]?.request ?? {};
    expect(head).toStrictEqual({ ...tokenRequest, secrets: [assertion(1)], timeoutMs: 10_000 });
    expect(Object.fromEntries(new URLSearchParams(body))).toStrictEqual({
      ...form,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(1),
    });
    expect(numbersAt(api, step)).toStrictEqual([1, 1, 1]);
    expect(
      step.runner.lines.filter((line) => /^ .*[Ss]ign|GitHub says|(issuer|subject|audience): /.test(line)).map((line) => line.slice(10)),
    ).toStrictEqual([
      `Signing in as application ${clientId} of tenant ${tenantId} at ${authority}, with the GitHub token of this job (federated, no secret)`,
      'GitHub says of this job:',
      `issuer: ${issuer}`,
      `subject: ${subject}`,
      `audience: ${audience}`,
      'Signed in. The token is valid for 59 minutes',
    ]);
  });

  it("federated: an address of GitHub's without a query", async () => {
    const step = await play({
      script: { ...issues, ...cancels },
      environment: { ...job, ACTIONS_ID_TOKEN_REQUEST_URL: `${github}${oidcPath}` },
    });
    expect(step.departures[0]?.request.url).toBe(`${github}${oidcPath}?audience=api%3A%2F%2FAzureADTokenExchange`);
  });

  it.each([clientSecret, 'hushSecret', 'a b&client_id=hushSecret', '-----BEGIN hushSecret-----\nMIIhushSecret\n-----END hushSecret-----'])(
    'AU-14 with the client secret %j',
    async (secret) => {
      const step = await play({ method: 'client-secret', script: { ...issues, ...cancels }, inputs: { 'client-secret': secret } });
      expect([step.outputs['outcome'], step.requests]).toStrictEqual(['canceled', [TOKEN, LIST, CANCEL, PAGE]]);
      const { body, ...head } = step.departures[0]?.request ?? {};
      expect(head).toStrictEqual({ ...tokenRequest, secrets: [secret], timeoutMs: 10_000 });
      expect(Object.fromEntries(new URLSearchParams(body))).toStrictEqual({ ...form, client_secret: secret });
    },
  );

  it('needs no GitHub token with a client secret, even where there is one', async () => {
    const step = await play({ method: 'client-secret', script: { ...issues, ...cancels }, environment: job });
    expect(step.requests).toStrictEqual([TOKEN, LIST, CANCEL, PAGE]);
    expect(step.runner.masks).toContain(requestToken);
  });

  it('a dry run signs in, looks, and sends no cancel', async () => {
    await expectRow({
      script: { ...issues, ...runs },
      inputs: { 'dry-run': 'true' },
      outcome: 'planned',
      requests: [GITHUB, TOKEN, LIST],
    });
  });

  it('a dry run that cannot sign in has failed', async () => {
    await expectRow({
      method: 'client-secret',
      script: { [TOKEN]: wrongSecret },
      inputs: { 'dry-run': 'true' },
      outcome: 'failed',
      requests: [TOKEN],
    });
  });

  it('nothing to cancel is said only after a look', async () => {
    await expectRow({
      script: { ...issues, [LIST]: reply(200, []) },
      outcome: 'nothing-to-cancel',
      requests: [GITHUB, TOKEN, LIST],
    });
  });
});
