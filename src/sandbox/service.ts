import type { Api, SandboxClock } from './api.ts';
import { createDeployments } from './deployments.ts';
import { createPortal } from './portal/portal.ts';
import { createProductIngestion } from './productIngestion/productIngestion.ts';
import type { Scenario } from './scenarios.ts';
import { createIssuer } from './signIn.ts';
import { createSubmission } from './submission/submission.ts';
import { json, type WireReply, type WireRequest } from './wire.ts';

export { runningId } from './portal/portal.ts';

export type Service = (request: WireRequest) => WireReply;

function createApi(scenario: Scenario, clock: SandboxClock): Api {
  switch (scenario.api) {
    case 'submission':
      return createSubmission(scenario, clock);
    case 'product-ingestion':
      return createProductIngestion(scenario, clock);
    default:
      return createPortal(scenario, clock);
  }
}

/**
 * The pretended marketplace: the API of the scenario, and the sign-ins of GitHub and Microsoft Entra.
 * It writes its JSON by itself and shares no code with the client, so that it can contradict it.
 * What no client may send is refused, and `/health` goes on telling of it.
 */
export function createService(scenario: Scenario, clock: SandboxClock): Service {
  const api = createApi(scenario, clock);
  const issuer = createIssuer(scenario.signIn ?? {}, clock);
  const github = createDeployments();
  const forbidden: string[] = [];
  let requests = 0;
  const startedAtMs = clock.nowMs();

  /**
   * Of tokens that were issued here, only living ones for this API are taken. Any other token is one from elsewhere.
   * Some scenarios do not take those at all, or not for ever.
   */
  const isTaken = (token: string | undefined): boolean => {
    if (token === undefined || token === 'expired') return false;
    if (scenario.signIn || token.endsWith('signature-of-the-sandbox')) return issuer.audienceOf(token) === api.audience;
    return clock.nowMs() - startedAtMs < (scenario.givenTokenLivesMs ?? Number.POSITIVE_INFINITY);
  };
  const check = ({ method, headers }: WireRequest, { pathname }: URL): WireReply | undefined => {
    if (method !== 'GET' && !api.mayChange(method, pathname)) {
      forbidden.push(`${method} ${pathname}`);
      return api.refuse(405, `${method} is not allowed here.`);
    }
    const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/.exec(headers['authorization'] ?? '')?.[1];
    return isTaken(token) ? undefined : api.refuse(401, 'The access token is missing, not valid or expired.');
  };

  return (request) => {
    const url = new URL(request.path, 'http://sandbox');
    if (url.pathname === '/health') return json(200, JSON.stringify({ status: 'healthy', forbidden }));
    requests += 1;
    const reply = issuer.answer(request, url) ?? github(request, url) ?? check(request, url) ?? api.answer(request, url);
    const requestId = `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`;
    return { ...reply, headers: { ...reply.headers, [api.requestIdHeader]: requestId } };
  };
}
