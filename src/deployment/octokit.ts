import { getOctokit } from '@actions/github';
import { defaults } from '@actions/github/lib/utils';
import { redact } from '../text/redact.ts';
import { userAgent } from '../version.ts';
import { type Deactivation, type DeactivationOrder, deactivateNewest } from './deactivate.ts';
import type { GitHubReply } from './reply.ts';

/** Of any body (guarantee G8). */
const largestBodyBytes = 1024 * 1024;
/** The largest page, so that the latest status is in it in whatever order they come. */
const mostStatuses = 100;

type Fetch = typeof globalThis.fetch;

/** Octokit would print a header of the reply as it is (docs/platform.md#octokit). */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

/** Entry of the bundle dist/deployment/. The caller has a timer of its own, since an abort may not free every connection. */
export function deactivate(
  { apiUrl, owner, repo, environment, token, logUrl, description }: DeactivationOrder,
  signal: AbortSignal,
): Promise<Deactivation> {
  const { rest } = getOctokit(token, {
    baseUrl: apiUrl,
    userAgent,
    log: silent,
    /** Their `fetch` goes through the proxy. */
    request: { ...defaults.request, fetch: guarded(defaults.request?.fetch, token), redirect: 'manual', log: silent, signal },
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

/** Node's code of the first cause, or the text of the error. */
function faultOf(error: unknown): string {
  const { code, cause, message } = Object(error) as { code?: unknown; cause?: unknown; message?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? String(message) : faultOf(cause);
}

/** Reads a bounded body to its last byte, and takes our token out of it before it is parsed. */
function guarded(fetch: Fetch, token: string): Fetch {
  const clean = redact([token]);
  return async (url, init) => {
    const response = await fetch(url, init);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > largestBodyBytes) throw new Error('a reply of more than 1 MiB');
      chunks.push(chunk);
    }
    const { status, headers } = response;
    const body = clean(new TextDecoder().decode(Buffer.concat(chunks)));
    return new Response(body === '' ? null : body, { status, headers: Object.fromEntries(headers) });
  };
}
