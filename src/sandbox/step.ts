import { apiPath, environmentName, githubToken, repository } from './deployments.ts';
import { runningId } from './portal/portal.ts';
import { jobId } from './productIngestion/wire.ts';
import { numbers } from './products.ts';
import type { Scenario } from './scenarios.ts';
import { clientId, clientSecret, oidcPath, requestToken, tenantId } from './signIn.ts';

/** What a workflow step gives the action in a scenario: its `with:`, and what the runner adds to the environment. */
export interface StepInputs {
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

export function stepFor({ api, signIn, inputs, isDeployed }: Scenario, origin: string): StepInputs {
  const named = api === undefined || api === 'cloud-partner-portal' ? { 'publisher-id': 'contoso' } : { api };
  const application = { 'tenant-id': tenantId, 'client-id': clientId, 'authority-url': origin };
  const credential = {
    token: { token: 'a-token-for-the-sandbox' },
    federated: application,
    'client-secret': { ...application, 'client-secret': clientSecret },
  }[signIn?.method ?? 'token'];
  const deployed = isDeployed ? { environment: environmentName, 'github-token': githubToken } : {};
  const job = {
    GITHUB_API_URL: `${origin}${apiPath}`,
    GITHUB_REPOSITORY: repository,
    GITHUB_SERVER_URL: origin,
    GITHUB_RUN_ID: '42',
  };
  return {
    inputs: { ...named, 'offer-id': 'contoso-vm', ...credential, 'base-url': origin, ...deployed, ...inputs },
    environment: {
      ...(isDeployed ? job : {}),
      ...(signIn?.method === 'federated'
        ? { ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}${oidcPath}?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken }
        : {}),
    },
  };
}

/** The id of the operation, submission or job that a scenario is about. */
export function operationIdOf({ api = 'cloud-partner-portal' }: Scenario): string {
  return { 'cloud-partner-portal': runningId, submission: numbers.running, 'product-ingestion': jobId }[api];
}
