import { getOctokit } from '@actions/github';
import { systemClock } from '../clock.ts';
import { isReply, withReader } from '../http/reply.ts';
import { createTransport } from '../http/transport.ts';
import { userAgent } from '../version.ts';
import { type Deactivation, type DeactivationRequest, deactivateNewest } from './deactivate.ts';
import type { GitHubReply } from './reply.ts';

/** The time limit of one request; all of them together have a shorter one. */
const timeoutMs = 30_000;
/** How many statuses of a deployment are asked for: they fit in one page, so the latest is there in any order. */
const mostStatuses = 100;

/** Octokit would print a header of the reply as it is (docs/platform.md#octokit). */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

/** Entry of the bundle dist/deployment/. The caller has a timer of its own, since an abort may not free every connection. */
export function deactivate(
  { apiUrl, owner, repo, environment, token, logUrl, description }: DeactivationRequest,
  signal: AbortSignal,
): Promise<Deactivation> {
  const { rest } = getOctokit(token, {
    baseUrl: apiUrl,
    userAgent,
    log: silent,
    request: { fetch: throughTransport(token, signal), log: silent, signal },
  });
  const repository = { owner, repo };
  return deactivateNewest(
    {
      deployments: (most) => settled(rest.repos.listDeployments({ ...repository, environment, per_page: most })),
      statuses: (deployment_id) => settled(rest.repos.listDeploymentStatuses({ ...repository, deployment_id, per_page: mostStatuses })),
      deactivate: (deployment_id) =>
        settled(
          rest.repos.createDeploymentStatus({
            ...repository,
            deployment_id,
            state: 'inactive',
            log_url: logUrl,
            description,
            /** Touches this deployment and no other. */
            auto_inactive: false,
          }),
        ),
    },
    environment,
  );
}

/** Octokit throws for every status of 400 and above, and for no reply (docs/platform.md#octokit). */
async function settled(request: Promise<{ status: number; headers: object; data: unknown }>): Promise<GitHubReply> {
  try {
    const { status, headers, data } = await request;
    return { status, headers: { ...headers }, data };
  } catch (error) {
    const { response } = Object(error) as { response?: { status: number; headers: object; data: unknown } };
    return response ? { status: response.status, headers: { ...response.headers }, data: response.data } : { fault: faultOf(error) };
  }
}

/** What the transport said, which Octokit keeps as the cause of its own error, or the text of the error. */
function faultOf(error: unknown): string {
  const { cause, message } = Object(error) as { cause?: unknown; message?: unknown };
  const { code } = Object(cause) as { code?: unknown };
  return typeof code === 'string' ? code : String(message);
}

const words: Readonly<Record<string, string>> = { cut: 'a reply that was cut off', 'too-large': 'a reply of more than 1 MiB' };

interface OctokitRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What Octokit calls instead of `fetch`: the transport of the step, with its rules for proxies, redirects, sizes and secrets. */
function throughTransport(token: string, signal: AbortSignal): (url: string, request: OctokitRequest) => Promise<Response> {
  const send = withReader(createTransport(systemClock), systemClock);
  return async (url, { method, headers, body }) => {
    const request = { intent: 'read', method, url, headers, timeoutMs, secrets: [token] } as const;
    const result = await send(body === undefined ? request : { ...request, body }, signal);
    if (!isReply(result)) throw Object.assign(new Error(), { code: words[result.code] ?? result.code });
    const own = Object.entries(result.headers).filter((header): header is [string, string] => header[1] !== undefined);
    return new Response(result.body === '' ? null : result.body, { status: result.status, headers: own });
  };
}
