import { describe, expect, it } from 'vitest';
import { createMarketplaces } from '../../src/sandbox/marketplaces.ts';
import { type Scenario, scenarios, scenariosByApi } from '../../src/sandbox/scenarios.ts';
import type { Service } from '../../src/sandbox/service.ts';
import { createFakeClock, startWallMs } from '../support/fakeClock.ts';
import { ask, forbidden } from '../support/sandbox.ts';

const productId = '8a3c0b98-46af-42f2-83a0-43aaa61fa1ac';
const apis = [
  {
    scope: 'https://cloudpartner.azure.com/.default',
    look: '/api/publishers/contoso/offers/contoso-vm/submissions/?api-version=2017-10-31',
  },
  { scope: 'https://api.partner.microsoft.com/.default', look: `/v1.0/ingestion/products/${productId}/submissions` },
  {
    scope: 'https://graph.microsoft.com/.default',
    look: `/rp/product-ingestion/submission/${productId}?$version=2022-03-01-preview2`,
  },
] as const;
const signIn = { method: 'federated' } as const;
const ofEachApi: readonly { readonly name: string; readonly scenario: Scenario }[] = [
  { name: 'accepted', scenario: scenarios.accepted },
  { name: 'sign-in-throttled', scenario: scenarios['sign-in-throttled'] },
  { name: 'submission-slow', scenario: { ...scenariosByApi.submission['submission-slow'], signIn } },
  { name: 'job-slow', scenario: { ...scenariosByApi['product-ingestion']['job-slow'], signIn } },
];

function grant(service: Service, scope: string, credential: Readonly<Record<string, string>>): { status: number; token: string } {
  const { status, body } = ask(service, '/tenant/oauth2/v2.0/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope, ...credential }).toString(),
  });
  return { status, token: (body as { access_token?: string }).access_token ?? '' };
}

const asserts = (assertion: string): Record<string, string> => ({
  client_assertion: assertion,
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
});
const jwt = (claims: unknown): string => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
const aud = 'api://AzureADTokenExchange';
const inAMinute = startWallMs / 1000 + 60;

describe.each(ofEachApi)('the sandbox as it is served, with scenario $name', ({ scenario }) => {
  it('serves each API with a token of its own, and with no other', () => {
    const service = createMarketplaces(scenario, createFakeClock());
    for (let turn = 0; turn < 2; turn += 1) grant(service, apis[0].scope, asserts(jwt({ aud, exp: inAMinute })));
    const tokens = apis.map(({ scope }) => grant(service, scope, asserts(jwt({ aud, exp: inAMinute }))).token);
    const statuses = tokens.map((token) => apis.map(({ look }) => ask(service, look, { token }).status));
    expect(statuses).toStrictEqual([
      [200, 401, 401],
      [401, 200, 401],
      [401, 401, 200],
    ]);
  });

  it('remembers what no client may send, of each API', () => {
    const service = createMarketplaces(scenario, createFakeClock());
    for (const { look } of apis) ask(service, look, { method: 'PUT' });
    const all = apis.map(({ look }) => `PUT ${look.replace(/\?.*/, '')}`);
    expect((forbidden(service) as string[]).toSorted()).toStrictEqual(all.toSorted());
  });
});

describe('a workflow that rehearses signs in with what it has', () => {
  it.each([
    { what: 'a living token of its job', claims: { aud, exp: inAMinute }, status: 200 },
    { what: 'one that has expired', claims: { aud, exp: startWallMs / 1000 }, status: 401 },
    { what: 'one for another audience', claims: { aud: 'https://github.com/contoso', exp: inAMinute }, status: 400 },
    { what: 'one without an audience', claims: { exp: inAMinute }, status: 401 },
    { what: 'one that is no object', claims: null, status: 401 },
  ])('federated: $what → $status', ({ claims, status }) => {
    expect(grant(createMarketplaces(scenarios.accepted, createFakeClock()), apis[0].scope, asserts(jwt(claims))).status).toBe(status);
  });

  it.each(['', 'x', 'a.b', 'x.bm8.x'])('federated: "%s" is no token', (assertion) => {
    expect(grant(createMarketplaces(scenarios.accepted, createFakeClock()), apis[0].scope, asserts(assertion)).status).toBe(401);
  });

  it.each([
    { scenario: 'accepted', secret: 'its-own-secret', status: 200 },
    { scenario: 'accepted', secret: '', status: 401 },
    { scenario: 'client-secret', secret: 'its-own-secret', status: 401 },
  ] as const)('client secret "$secret" in scenario $scenario → $status', ({ scenario, secret, status }) => {
    const service = createMarketplaces(scenarios[scenario], createFakeClock());
    expect(grant(service, apis[0].scope, { client_secret: secret }).status).toBe(status);
  });
});
