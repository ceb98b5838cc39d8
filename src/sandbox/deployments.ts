import { json, type WireReply, type WireRequest } from './wire.ts';

/** What the step is given to reach the pretended GitHub. */
export const environmentName = 'production';
export const githubToken = 'a-github-token-for-the-sandbox';
export const repository = 'contoso/offers';
export const apiPath = '/api/v3';

interface Deployment {
  readonly id: number;
  readonly ref: string;
  readonly states: string[];
}

/** GitHub's REST API, as far as deployments to one environment go: a failed one, the one in use, one that was replaced. */
export function createDeployments(): (request: WireRequest, url: URL) => WireReply | undefined {
  const deployments: readonly Deployment[] = [
    { id: 1003, ref: 'v1.2.4', states: ['queued', 'failure'] },
    { id: 1002, ref: 'v1.2.3', states: ['in_progress', 'success'] },
    { id: 1001, ref: 'v1.2.2', states: ['in_progress', 'success', 'inactive'] },
  ];
  const root = `${apiPath}/repos/${repository}/deployments`;

  const list = (url: URL): WireReply =>
    answer(
      url.searchParams.get('environment') === environmentName
        ? deployments.map(({ id, ref }) => ({ id, ref, environment: environmentName }))
        : [],
    );
  const add = ({ id, states }: Deployment, body: string): WireReply => {
    const { state } = JSON.parse(body) as { state: string };
    states.push(state);
    return answer({ id: statusId(id, states.length), state }, 201);
  };
  const statuses = ({ id, states }: Deployment): WireReply =>
    answer(states.map((state, index) => ({ id: statusId(id, index + 1), state })).toReversed());

  return ({ method, headers, body }, url) => {
    if (!url.pathname.startsWith(`${apiPath}/`)) return undefined;
    if (headers['authorization'] !== `token ${githubToken}`) return answer({ message: 'Bad credentials' }, 401);
    if (method === 'GET' && url.pathname === root) return list(url);
    const id = url.pathname.startsWith(`${root}/`) ? /^\/(\d+)\/statuses$/.exec(url.pathname.slice(root.length))?.[1] : undefined;
    const deployment = deployments.find((one) => String(one.id) === id);
    if (!deployment) return answer({ message: 'Not Found' }, 404);
    return method === 'POST' ? add(deployment, body) : statuses(deployment);
  };
}

function statusId(deploymentId: number, count: number): number {
  return deploymentId * 10 + count;
}

function answer(body: unknown, status = 200): WireReply {
  return json(status, JSON.stringify(body));
}
