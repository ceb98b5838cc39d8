import { describe, expect, it } from 'vitest';
import { type Scenario, scenarios, scenariosByApi } from '../../src/sandbox/scenarios.ts';
import { createService, type Service } from '../../src/sandbox/service.ts';
import { clientId, clientSecret, tenantId } from '../../src/sandbox/signIn.ts';
import { stepFor } from '../../src/sandbox/step.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { ask, forbidden } from '../support/sandbox.ts';

const { submission, 'product-ingestion': ingestion } = scenariosByApi;
const productId = '8a3c0b98-46af-42f2-83a0-43aaa61fa1ac';
const apis: readonly { readonly api: string; readonly scenario: Scenario; readonly scope: string; readonly look: string }[] = [
  {
    api: 'cloud-partner-portal',
    scenario: scenarios.synchronous,
    scope: 'https://cloudpartner.azure.com/.default',
    look: '/api/publishers/contoso/offers/contoso-vm/submissions/?api-version=2017-10-31',
  },
  {
    api: 'submission',
    scenario: submission['submission-gone'],
    scope: 'https://api.partner.microsoft.com/.default',
    look: `/v1.0/ingestion/products/${productId}/submissions`,
  },
  {
    api: 'product-ingestion',
    scenario: ingestion['job-canceled'],
    scope: 'https://graph.microsoft.com/.default',
    look: `/rp/product-ingestion/submission/${productId}?$version=2022-03-01-preview2`,
  },
];

function tokenFor(service: Service, scope: string): { readonly status: number; readonly token: string } {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope };
  const { status, body } = ask(service, `/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  return { status, token: (body as { access_token?: string }).access_token ?? '' };
}

describe.each(apis)('the sandbox of $api', ({ scenario, scope, look }) => {
  it.each(apis)('answers the requests of $api alone', (other) => {
    const { status } = ask(createService(scenario, createFakeClock()), other.look);
    expect(status === 200).toBe(other.look === look);
  });

  it.each(apis)('takes a token for $api alone', (other) => {
    const service = createService(scenario, createFakeClock());
    const { status, token } = tokenFor(service, other.scope);
    expect([status, ask(service, look, { token }).status]).toStrictEqual([200, other.scope === scope ? 200 : 401]);
  });

  it('takes no token that has died, and in a scenario that signs in none of elsewhere', () => {
    const clock = createFakeClock();
    const service = createService({ ...scenario, signIn: { method: 'client-secret', lifeSeconds: 60 } }, clock);
    const { token } = tokenFor(service, scope);
    const statuses = [ask(service, look, { token: 'any-token' }), ask(service, look, { token })].map(({ status }) => status);
    clock.pass(60_000);
    expect([...statuses, ask(service, look, { token }).status]).toStrictEqual([401, 200, 401]);
  });

  it.each(['https://example.com/.default', `${scope}x`, `x${scope}`, ''])('issues no token for the scope "%s"', (wrong) => {
    expect(tokenFor(createService(scenario, createFakeClock()), wrong)).toStrictEqual({ status: 400, token: '' });
  });

  it('takes a given token until it expires', () => {
    const clock = createFakeClock();
    const service = createService({ ...scenario, givenTokenLivesMs: 1_000 }, clock);
    const first = ask(service, look).status;
    clock.pass(1_000);
    expect([first, ask(service, look).status]).toStrictEqual([200, 401]);
  });

  it('remembers what no client may send, and says it without a token', () => {
    const service = createService(scenario, createFakeClock());
    expect(ask(service, look, { method: 'PUT' }).status).toBe(405);
    expect(forbidden(service)).toStrictEqual([`PUT ${look.replace(/\?.*/, '')}`]);
    expect(ask(service, '/health', { token: '' }).body).toMatchObject({ status: 'healthy' });
  });
});

describe('the step of a scenario', () => {
  const jobId = 'b7f6e1c2-4d3a-4f0b-9c58-2a1e0d9f7c36';
  it.each([
    { name: 'a scenario of the portal', scenario: scenarios.synchronous, named: { 'publisher-id': 'contoso' } },
    {
      name: 'one that names the portal',
      scenario: { ...scenarios.synchronous, api: 'cloud-partner-portal' },
      named: { 'publisher-id': 'contoso' },
    },
    { name: 'submission', scenario: submission['submission-gone'], named: { api: 'submission' } },
    { name: 'product-ingestion', scenario: ingestion['job-canceled'], named: { api: 'product-ingestion', 'operation-id': jobId } },
  ] as const)('$name', ({ scenario, named }) => {
    expect(stepFor(scenario, 'http://127.0.0.1:1').inputs).toStrictEqual({
      ...named,
      'offer-id': 'contoso-vm',
      token: 'a-token-for-the-sandbox',
      'base-url': 'http://127.0.0.1:1',
    });
  });
});
