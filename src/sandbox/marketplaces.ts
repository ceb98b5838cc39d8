import type { SandboxClock } from './api.ts';
import { type Scenario, scenariosByApi } from './scenarios.ts';
import { createService, type Service } from './service.ts';
import { json, type WireRequest } from './wire.ts';

type ApiName = keyof typeof scenariosByApi;

const usual = {
  'cloud-partner-portal': scenariosByApi['cloud-partner-portal'].synchronous,
  submission: scenariosByApi.submission['submission-gone'],
  'product-ingestion': scenariosByApi['product-ingestion']['job-canceled'],
} as const satisfies Record<ApiName, Scenario>;

const paths: readonly (readonly [RegExp, ApiName])[] = [
  [/^\/api\/(publishers|operations)\//, 'cloud-partner-portal'],
  [/^\/v1\.0\/ingestion\//, 'submission'],
  [/^\/rp\/product-ingestion\//, 'product-ingestion'],
];

/** The three APIs on one address, each by its paths. The scenario is of one of them; the other two cancel. */
export function createMarketplaces(scenario: Scenario, clock: SandboxClock): Service {
  const chosen = scenario.api ?? 'cloud-partner-portal';
  const others = (Object.keys(usual) as ApiName[]).filter((api) => api !== chosen);
  const services = new Map(others.map((api) => [api, createService(usual[api], clock)]));
  const own = createService(scenario, clock);

  /** A sign-in that went well is played to the others too, so that they take the tokens that it gave. */
  const signIn = (request: WireRequest): ReturnType<Service> => {
    const reply = own(request);
    if (reply.status === 200) for (const service of services.values()) service(request);
    return reply;
  };
  const forbiddenOf = (service: Service, request: WireRequest): string[] =>
    (JSON.parse(service(request).body) as { forbidden: string[] }).forbidden;

  return (request) => {
    const api = paths.find(([path]) => path.test(request.path))?.[1];
    if (api !== undefined) return (services.get(api) ?? own)(request);
    if (request.path !== '/health') return signIn(request);
    const forbidden = [own, ...services.values()].flatMap((service) => forbiddenOf(service, request));
    return json(200, JSON.stringify({ status: 'healthy', forbidden }));
  };
}
